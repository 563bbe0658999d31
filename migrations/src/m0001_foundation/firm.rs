//! Firms and their counters.

use crate::table::*;

/// These tables.
pub fn firm() -> Vec<TableOf> {
    vec![
        TableOf::new(
            "tenants",
            vec![
                id("id"),
                text("slug"),
                text("name"),
                text("language"),
                text("time_zone"),
                text_null("email"),
                text_null("phone"),
                text_null("website"),
                text_null("address"),
                json("brand"),
                json("welcome"),
                flag("portal_active"),
                id_null("default_assignee_id"),
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
            &["id"],
        )
        .unique(&["slug"]),
        // The firm's counters. Taking the next number locks the row until the commit: numbers have no gaps, and
        // events become visible in the order of their sequence.
        TableOf::new(
            "tenant_counters",
            vec![id("tenant_id"), number("case_number"), number("event_seq")],
            &["tenant_id"],
        )
        .belonging_to_tenant(),
    ]
}
