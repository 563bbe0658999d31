//! What everything stands on: events, the audit trail, mail, jobs.

use crate::table::*;

/// These tables.
pub fn machinery() -> Vec<TableOf> {
    vec![
        // What the installation remembers about itself, and no firm owns.
        TableOf::new("marks", vec![text("name"), bytes("value")], &["name"]),
        TableOf::new(
            "idempotency_keys",
            vec![
                id("tenant_id"),
                id("actor_id"),
                text("key"),
                bytes("fingerprint"),
                json("answer"),
                instant("created_at"),
            ],
            &["tenant_id", "actor_id", "key"],
        )
        .belonging_to_tenant()
        .index(&["created_at"]),
        TableOf::new(
            "events",
            vec![
                id("tenant_id"),
                number("seq"),
                text("kind"),
                id_null("subject_id"),
                id_null("contact_id"),
                id_null("organisation_id"),
                flag("private"),
                // The only one who hears of it.
                id_null("user_id"),
                instant("created_at"),
            ],
            &["tenant_id", "seq"],
        )
        .belonging_to_tenant()
        .index(&["created_at"]),
        TableOf::of_tenant(
            "audit_events",
            vec![
                instant("at"),
                text("actor_kind"),
                id_null("actor_id"),
                text("actor_name"),
                text("action"),
                text("subject_kind"),
                id_null("subject_id"),
                // Whose history it belongs to, besides the subject's own.
                id_null("contact_id"),
                id_null("organisation_id"),
                json("changes"),
                text_null("address"),
                text("trace_id"),
            ],
        )
        .index(&["tenant_id", "contact_id", "at", "id"])
        .index(&["tenant_id", "organisation_id", "at", "id"])
        .index(&["tenant_id", "subject_id", "at"])
        // What clients did: their names leave it when they are erased.
        .index_only(&["tenant_id", "actor_id"], "actor_kind = 'client'")
        .index(&["tenant_id", "at"]),
        TableOf::of_tenant(
            "mails",
            vec![
                text("kind"),
                text("recipient"),
                id_null("contact_id"),
                id_null("access_id"),
                text("subject"),
                bytes_null("sealed"),
                text("message_id"),
                text("state"),
                text_null("failure"),
                instant("created_at"),
                instant_null("sent_at"),
            ],
        )
        .with_reference("contact_id", "contacts")
        .with_reference("access_id", "portal_accesses")
        .index(&["tenant_id", "created_at"])
        .index_filled(&["tenant_id", "contact_id"])
        .index_filled(&["tenant_id", "access_id"]),
        TableOf::new(
            "jobs",
            vec![
                id("id"),
                id("tenant_id"),
                text("kind"),
                id("subject_id"),
                instant("run_at"),
                small_number("attempts"),
                id_null("lease_id"),
                text_null("last_error"),
                flag("dead"),
                instant("created_at"),
            ],
            &["id"],
        )
        .belonging_to_tenant()
        .index(&["dead", "run_at"]),
    ]
}
