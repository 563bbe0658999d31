//! Staff, organisations and contacts.

use crate::table::*;

/// These tables.
pub fn people() -> Vec<TableOf> {
    vec![
        TableOf::of_tenant(
            "users",
            vec![
                text("email"),
                text("name"),
                text("role"),
                text("language"),
                text("password_hash"),
                flag("active"),
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .unique(&["tenant_id", "email"])
        .index(&["email"]),
        TableOf::of_tenant(
            "organisations",
            vec![
                text("name"),
                text("sort_name"),
                text("search_text"),
                text_null("email"),
                text_null("phone"),
                text_null("website"),
                text_null("address"),
                // Lower case, or empty: by these two, and by the name, doubles are found.
                text("email_key"),
                text("site_key"),
                id_null("parent_id"),
                id_null("owner_id"),
                json("tags"),
                text_null("external_id"),
                json("custom"),
                instant_null("deleted_at"),
                // The one it was merged into.
                id_null("merged_into"),
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .with_reference("parent_id", "organisations")
        .with_reference("owner_id", "users")
        .with_reference("merged_into", "organisations")
        .unique_filled(&["tenant_id", "external_id"])
        .index(&["tenant_id", "sort_name", "id"])
        .index(&["tenant_id", "created_at", "id"])
        .index(&["tenant_id", "updated_at", "id"])
        .index(&["tenant_id", "parent_id"])
        .index(&["tenant_id", "owner_id"])
        .index(&["tenant_id", "email_key"])
        .index(&["tenant_id", "site_key"])
        .index(&["tenant_id", "merged_into"])
        .index(&["tenant_id", "deleted_at"]),
        TableOf::of_tenant(
            "contacts",
            vec![
                text_null("first_name"),
                text("last_name"),
                text("sort_name"),
                text("search_text"),
                text_null("email"),
                text_null("phone"),
                text_null("language"),
                id_null("owner_id"),
                id_null("organisation_id"),
                json("tags"),
                flag("email_opt_out"),
                flag("portal_user"),
                date_null("support_start_date"),
                date_null("support_end_date"),
                json("custom"),
                // Lower case, or empty, and the digits of the telephone number: doubles are found by them.
                text("email_key"),
                text("phone_key"),
                text_null("external_id"),
                instant_null("deleted_at"),
                // The one it was merged into.
                id_null("merged_into"),
                instant_null("erased_at"),
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .with_reference("owner_id", "users")
        .with_reference("organisation_id", "organisations")
        .with_reference("merged_into", "contacts")
        .unique_filled(&["tenant_id", "external_id"])
        .index(&["tenant_id", "sort_name", "id"])
        .index(&["tenant_id", "created_at", "id"])
        .index(&["tenant_id", "updated_at", "id"])
        .index(&["tenant_id", "email_key", "id"])
        .index(&["tenant_id", "phone_key"])
        .index(&["tenant_id", "merged_into"])
        .index(&["tenant_id", "deleted_at"])
        .index(&["tenant_id", "organisation_id"])
        .index(&["tenant_id", "owner_id"]),
    ]
}
