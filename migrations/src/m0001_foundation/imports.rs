//! Imports: the file as it came and as it was read, how its columns are understood, what became of its rows.

use crate::table::*;

/// These tables.
pub fn imports() -> Vec<TableOf> {
    vec![
        TableOf::of_tenant(
            "imports",
            vec![
                text("module"),
                text("state"),
                text("file_name"),
                // What was found out about the file, what a person said about it, and what of it goes where.
                json("source"),
                json("said"),
                json("mapping"),
                json("options"),
                json("counts"),
                // The first row of the part that is next.
                number("next_row"),
                // Goes up when the file is read anew: a worker that still has the one before it then writes nothing.
                number("reading"),
                text_null("failure"),
                id("author_id"),
                text("author_name"),
                // Whoever set it going last: in whose name the rows are written.
                id_null("starter_id"),
                text_null("starter_name"),
                instant("created_at"),
                instant("updated_at"),
                instant_null("started_at"),
                instant_null("ended_at"),
                number("version"),
            ],
        )
        .with_reference("author_id", "users")
        .with_reference("starter_id", "users")
        .index(&["tenant_id", "created_at", "id"])
        .index(&["updated_at"]),
        // The file as it came, to be read again in another way. It goes when the rows have been written.
        TableOf::new(
            "import_uploads",
            vec![id("tenant_id"), id("import_id"), small_number("piece"), bytes("content")],
            &["tenant_id", "import_id", "piece"],
        )
        .belonging_to_tenant()
        .with_reference("import_id", "imports"),
        // The file as CSV in UTF-8, whatever it was when it came, cut between rows: one batch each.
        TableOf::new(
            "import_parts",
            vec![
                id("tenant_id"),
                id("import_id"),
                number("reading"),
                number("first_row"),
                number("rows"),
                bytes("content"),
                json("notes"),
            ],
            &["tenant_id", "import_id", "reading", "first_row"],
        )
        .belonging_to_tenant()
        .with_reference("import_id", "imports"),
        // What became of the rows, one record for each batch, written with it.
        TableOf::new(
            "import_batches",
            vec![
                id("tenant_id"),
                id("import_id"),
                // `check` or `run`.
                text("stage"),
                number("first_row"),
                // Which records were created and changed, and how: what taking it back needs.
                json("records"),
                json("faults"),
                number("fault_count"),
                // What could not be taken back; nothing until it was tried.
                json_null("kept"),
            ],
            &["tenant_id", "import_id", "stage", "first_row"],
        )
        .belonging_to_tenant()
        .with_reference("import_id", "imports"),
        // Which records an import has created or changed, by the row that did it; row 0: a row named it. It stays when what
        // is needed to take the import back goes: lists are filtered by it.
        TableOf::new(
            "import_records",
            vec![id("tenant_id"), id("import_id"), id("record_id"), number("row")],
            &["tenant_id", "import_id", "record_id", "row"],
        )
        .belonging_to_tenant()
        .with_reference("import_id", "imports"),
        // How columns were understood last time, by the headers of the file.
        TableOf::new(
            "import_mappings",
            vec![id("tenant_id"), text("module"), bytes("headers_hash"), json("mapping"), instant("updated_at")],
            &["tenant_id", "module", "headers_hash"],
        )
        .belonging_to_tenant(),
    ]
}
