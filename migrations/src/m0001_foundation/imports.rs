//! Imports: the file as it was read, how its columns are understood, what became of its rows.

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
                // What was found out about the file, and what of it goes where.
                json("source"),
                json("mapping"),
                json("options"),
                json("counts"),
                number("next_row"),
                text_null("failure"),
                id("author_id"),
                text("author_name"),
                instant("created_at"),
                instant("updated_at"),
                instant_null("started_at"),
                instant_null("ended_at"),
                number("version"),
            ],
        )
        .with_reference("author_id", "users")
        .index(&["tenant_id", "created_at", "id"])
        .index(&["created_at"]),
        // The file as CSV in UTF-8, whatever it was when it came, cut between rows.
        TableOf::new(
            "import_parts",
            vec![id("tenant_id"), id("import_id"), small_number("part"), number("first_row"), bytes("content")],
            &["tenant_id", "import_id", "part"],
        )
        .belonging_to_tenant()
        .with_reference("import_id", "imports"),
        // What became of the rows, one record for each batch, written with it.
        TableOf::new(
            "import_batches",
            vec![id("tenant_id"), id("import_id"), number("first_row"), json("rows"), json("faults")],
            &["tenant_id", "import_id", "first_row"],
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
