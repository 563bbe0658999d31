//! Firms, staff, contacts, organisations, cases, fields, portal accesses, sessions, and what holds them together.

use sea_orm_migration::prelude::*;

use crate::table::*;

/// The first schema.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_foundation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in
            firm().into_iter().chain(people()).chain(matters()).chain(fields()).chain(access()).chain(machinery())
        {
            table.create(manager).await?;
        }
        crate::search::create(manager).await
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the first migration is not taken back: restore a backup".into()))
    }
}

fn firm() -> Vec<TableOf> {
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

fn people() -> Vec<TableOf> {
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
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .index(&["tenant_id", "sort_name", "id"])
        .index(&["tenant_id", "created_at", "id"]),
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
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .with_reference("owner_id", "users")
        .with_reference("organisation_id", "organisations")
        .index(&["tenant_id", "sort_name", "id"])
        .index(&["tenant_id", "created_at", "id"])
        .index(&["tenant_id", "updated_at", "id"])
        .index(&["tenant_id", "organisation_id"])
        .index(&["tenant_id", "owner_id"]),
    ]
}

fn matters() -> Vec<TableOf> {
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
        .index(&["tenant_id", "case_id", "created_at", "id"]),
    ]
}

fn fields() -> Vec<TableOf> {
    vec![
        TableOf::of_tenant("field_blocks", vec![text("module"), json("labels"), small_number("position")])
            .index(&["tenant_id", "module"]),
        TableOf::of_tenant(
            "fields",
            vec![
                text("module"),
                id("block_id"),
                text("api_name"),
                text("field_type"),
                json("labels"),
                flag("active"),
                flag("required"),
                flag("builtin"),
                flag("can_deactivate"),
                flag("portal_capable"),
                json_null("default_value"),
                json("limits"),
                json("choices"),
                small_number("position"),
                json("portal"),
                number("version"),
            ],
        )
        .with_reference("block_id", "field_blocks")
        .unique(&["tenant_id", "module", "api_name"]),
    ]
}

fn access() -> Vec<TableOf> {
    vec![
        TableOf::of_tenant(
            "portal_accesses",
            vec![
                id("contact_id"),
                text_null("username"),
                text("level"),
                text("scope"),
                json("rights"),
                json("privacy"),
                text("status"),
                text_null("language"),
                text_null("password_hash"),
                flag("must_change"),
                instant_null("password_expires_at"),
                text("invitation_state"),
                instant("invitation_expires_at"),
                instant_null("invitation_sent_at"),
                text_null("invitation_failure"),
                id_null("invitation_mail_id"),
                instant_null("last_sign_in_at"),
                instant("created_at"),
                instant("updated_at"),
                number("version"),
            ],
        )
        .with_reference("contact_id", "contacts")
        .unique(&["tenant_id", "contact_id"])
        .unique(&["tenant_id", "username"]),
        TableOf::of_tenant(
            "sessions",
            vec![
                id_null("user_id"),
                id_null("access_id"),
                bytes_null("cookie_hash"),
                text_null("user_agent"),
                text_null("address"),
                instant("created_at"),
                instant("expires_at"),
                instant_null("ended_at"),
            ],
        )
        .with_reference("user_id", "users")
        .with_reference("access_id", "portal_accesses")
        .unique(&["cookie_hash"])
        .index(&["tenant_id", "user_id"])
        .index(&["tenant_id", "access_id"])
        .index(&["expires_at"]),
        TableOf::new(
            "refresh_tokens",
            vec![
                bytes("token_hash"),
                id("tenant_id"),
                id("session_id"),
                instant("created_at"),
                instant_null("used_at"),
            ],
            &["token_hash"],
        )
        .belonging_to_tenant()
        .with_reference("session_id", "sessions")
        .index(&["tenant_id", "session_id"]),
        TableOf::new(
            "sign_in_failures",
            vec![
                bytes("key_hash"),
                small_number("count"),
                instant("window_start"),
                instant_null("blocked_until"),
                small_number("blocks"),
            ],
            &["key_hash"],
        ),
        TableOf::new("sign_in_places", vec![bytes("key_hash"), instant("until")], &["key_hash"]),
    ]
}

fn machinery() -> Vec<TableOf> {
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
                json("changes"),
                text_null("address"),
                text("trace_id"),
            ],
        )
        .index(&["tenant_id", "subject_id", "at"])
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
        .index(&["tenant_id", "created_at"]),
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
