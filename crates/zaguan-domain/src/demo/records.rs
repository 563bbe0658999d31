//! What hangs on the demo's contacts: notes of the staff, and further organisations.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;
use zaguan_types::{ContactId, OrganisationId, TenantId, UserId};

use super::{DAY, by, colleague, words};
use crate::contacts::link_entity as link;
use crate::error::Result;
use crate::notes::entity as note;
use crate::platform::clock::to_db;
use crate::platform::{About, App, TenantTx};

/// Contacts that somebody has written something about.
const NOTED: usize = 18;

/// Writes notes and links.
pub(super) async fn write(
    app: &Arc<App>,
    tenant: TenantId,
    staff: [(UserId, &'static str); 2],
    people: &[ContactId],
    companies: &[OrganisationId],
) -> Result<()> {
    for (number, contact) in people.iter().copied().take(NOTED).enumerate() {
        let author = staff[number % 2];
        let when = -DAY * (number as i64 * 2 + 1) - 3600 * (number as i64 % 9);
        let company = companies[(number + 3) % companies.len()];
        by(app, tenant, colleague(author), when, async move |tx| {
            annotate(tx, contact, author, words::NOTES[number % words::NOTES.len()]).await?;
            if number.is_multiple_of(3) {
                join(tx, contact, company, words::ROLES[number / 3 % words::ROLES.len()]).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn annotate(tx: &TenantTx<'_>, contact: ContactId, author: (UserId, &str), body: &str) -> Result<()> {
    let (id, now): (Uuid, _) = (tx.new_id(), to_db(tx.now()));
    tx.insert(note::ActiveModel {
        id: Set(id),
        contact_id: Set(Some(contact.0)),
        organisation_id: Set(None),
        author_id: Set(Some(author.0.0)),
        author_name: Set(author.1.to_owned()),
        body: Set(body.to_owned()),
        created_at: Set(now),
        updated_at: Set(now),
        removed_at: Set(None),
        version: Set(1),
        ..Default::default()
    })
    .await?;
    tx.audit_about(About::contact(contact.0), "note.created", "note", Some(id), json!({}));
    Ok(())
}

async fn join(tx: &TenantTx<'_>, contact: ContactId, company: OrganisationId, role: &str) -> Result<()> {
    tx.insert(link::ActiveModel {
        contact_id: Set(contact.0),
        organisation_id: Set(company.0),
        role: Set(Some(role.to_owned())),
        created_at: Set(to_db(tx.now())),
        ..Default::default()
    })
    .await
}
