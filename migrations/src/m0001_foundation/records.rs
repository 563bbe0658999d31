//! What hangs on contacts and organisations: links, tags, notes; and how staff looks at lists and changes many at once.

use crate::table::*;

/// These tables.
pub fn records() -> Vec<TableOf> {
    vec![
        // The organisations of a contact beside the main one, and what the contact is in each of them.
        TableOf::new(
            "contact_organisations",
            vec![id("tenant_id"), id("contact_id"), id("organisation_id"), text_null("role"), instant("created_at")],
            &["tenant_id", "contact_id", "organisation_id"],
        )
        .belonging_to_tenant()
        .with_reference("contact_id", "contacts")
        .with_reference("organisation_id", "organisations")
        .index(&["tenant_id", "organisation_id"]),
        // The tags of the records once more, to be found by. `tag_key` is the folded word.
        TableOf::new(
            "record_tags",
            vec![id("tenant_id"), text("module"), text("tag_key"), id("record_id"), text("tag")],
            &["tenant_id", "module", "tag_key", "record_id"],
        )
        .belonging_to_tenant()
        .index(&["tenant_id", "record_id"]),
        TableOf::of_tenant(
            "notes",
            vec![
                id_null("contact_id"),
                id_null("organisation_id"),
                id_null("author_id"),
                text("author_name"),
                text("body"),
                instant("created_at"),
                instant("updated_at"),
                // For a day it can be taken back; then it is swept.
                instant_null("removed_at"),
                number("version"),
            ],
        )
        .with_reference("contact_id", "contacts")
        .with_reference("organisation_id", "organisations")
        .with_reference("author_id", "users")
        .index(&["removed_at"])
        .index(&["tenant_id", "contact_id", "created_at", "id"])
        .index(&["tenant_id", "organisation_id", "created_at", "id"]),
        TableOf::of_tenant(
            "views",
            vec![
                text("module"),
                text("name"),
                flag("shared"),
                id("owner_id"),
                text_null("q"),
                json("filters"),
                text_null("sort"),
                json("columns"),
                small_number("position"),
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .with_reference("owner_id", "users")
        .index(&["tenant_id", "module", "position"]),
        // What many records were before one change, for as long as it can be taken back.
        TableOf::of_tenant(
            "bulk_changes",
            vec![
                text("module"),
                text("action"),
                id("actor_id"),
                json("before"),
                instant("created_at"),
                instant_null("undone_at"),
            ],
        )
        .index(&["created_at"]),
    ]
}
