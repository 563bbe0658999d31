//! Cases and their conversations.

use crate::table::*;

/// These tables.
pub fn matters() -> Vec<TableOf> {
    vec![
        TableOf::of_tenant(
            "cases",
            vec![
                number("number"),
                text("subject"),
                text("subject_folded"),
                text_null("description"),
                text_null("description_folded"),
                text("status"),
                text("priority"),
                text_null("category"),
                id_null("contact_id"),
                id_null("organisation_id"),
                id_null("assignee_id"),
                text("source"),
                flag("private"),
                json("custom"),
                instant("created_at"),
                instant("updated_at"),
                instant("shown_at"),
                instant_null("closed_at"),
                // When a client last opened it or wrote in it.
                instant_null("client_at"),
                number("version"),
            ],
        )
        .with_reference("contact_id", "contacts")
        .with_reference("organisation_id", "organisations")
        .with_reference("assignee_id", "users")
        .unique(&["tenant_id", "number"])
        .index(&["tenant_id", "updated_at", "id"])
        .index(&["tenant_id", "created_at", "id"])
        .index(&["tenant_id", "status", "updated_at", "id"])
        .index(&["tenant_id", "assignee_id", "updated_at", "id"])
        .index(&["tenant_id", "contact_id", "updated_at", "id"])
        .index(&["tenant_id", "organisation_id", "updated_at", "id"])
        .index(&["tenant_id", "contact_id", "shown_at", "id"])
        .index(&["tenant_id", "organisation_id", "shown_at", "id"]),
        TableOf::of_tenant(
            "case_messages",
            vec![
                id("case_id"),
                text("author_kind"),
                id_null("author_user_id"),
                id_null("author_contact_id"),
                text("author_name"),
                text("body"),
                instant("created_at"),
            ],
        )
        .with_reference("case_id", "cases")
        .with_reference("author_user_id", "users")
        .with_reference("author_contact_id", "contacts")
        .index(&["tenant_id", "case_id", "created_at", "id"])
        .index_filled(&["tenant_id", "author_contact_id"]),
        // Until when a member of staff has read a case; a row only where there was something to read.
        TableOf::new(
            "case_reads",
            vec![id("tenant_id"), id("user_id"), id("case_id"), instant("read_at")],
            &["tenant_id", "user_id", "case_id"],
        )
        .belonging_to_tenant()
        .with_reference("user_id", "users")
        .with_reference("case_id", "cases"),
    ]
}
