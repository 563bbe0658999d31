//! Who may come in: accesses, sessions, what failed.

use crate::table::*;

/// These tables.
pub fn access() -> Vec<TableOf> {
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
