//! Invitations: a temporary password, 72 hours, and the mail that brings it.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::contacts::Contact;
use zaguan_types::events::EventKind;
use zaguan_types::portal_access::InvitationState;
use zaguan_types::{AccessId, Instant};

use super::entity;
use crate::error::Result;
use crate::mails::{self, InvitationWords};
use crate::platform::clock::to_db;
use crate::platform::{App, NewEvent, TenantTx};
use crate::tenants;

/// Seconds that an invitation is valid.
pub(crate) const VALID_SECONDS: i64 = 72 * 3600;

/// A temporary password and its hash. Made before the transaction that uses it, since hashing takes a while.
pub(crate) struct Invite {
    pub(super) password: String,
    pub(super) hash: String,
}

impl Invite {
    /// Makes one.
    pub(crate) async fn prepare(app: &App) -> Result<Self> {
        let password = app.secrets.temporary_password()?;
        let hash = app.hasher.hash(password.clone()).await?;
        Ok(Self { password, hash })
    }
}

/// Queues the mail of an invitation; returns its id.
pub(super) async fn send(
    tx: &TenantTx<'_>,
    app: &App,
    contact: &Contact,
    access: AccessId,
    username: &str,
    invite: &Invite,
) -> Result<Uuid> {
    let firm = tenants::own(tx).await?;
    let words = InvitationWords {
        language: contact.language.unwrap_or(firm.language),
        name: contact.first_name.clone(),
        username: username.to_owned(),
        password: invite.password.clone(),
        link: format!("{}/p/{}/", app.settings.public_url, firm.slug),
        valid_until: tx.now().plus_seconds(VALID_SECONDS),
    };
    // The address as it was written; the user name is its lower-case form.
    let recipient = contact.email.clone().unwrap_or_else(|| username.to_owned());
    mails::queue_invitation(tx, app, &firm, &recipient, contact.id, access, &words).await
}

/// The mail server took an invitation. An older mail than the newest says nothing about the access.
pub(crate) async fn mail_sent(tx: &TenantTx<'_>, access: Uuid, mail: Uuid, at: Instant) -> Result<()> {
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::InvitationSentAt, Expr::value(to_db(at)))
        .col_expr(entity::Column::InvitationState, Expr::value(InvitationState::Sent.as_str()))
        .filter(entity::Column::InvitationState.eq(InvitationState::Queued.as_str()));
    settle(tx, set, access, mail).await
}

/// The mail server refused an invitation, or was away for too long.
pub(crate) async fn mail_failed(tx: &TenantTx<'_>, access: Uuid, mail: Uuid, why: &str) -> Result<()> {
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::InvitationFailure, Expr::value(why))
        .col_expr(entity::Column::InvitationState, Expr::value(InvitationState::Failed.as_str()))
        .filter(entity::Column::InvitationState.eq(InvitationState::Queued.as_str()));
    settle(tx, set, access, mail).await
}

async fn settle(tx: &TenantTx<'_>, set: sea_orm::UpdateMany<entity::Entity>, access: Uuid, mail: Uuid) -> Result<()> {
    let set = set.filter(entity::Column::Id.eq(access)).filter(entity::Column::InvitationMailId.eq(mail));
    if tx.update(set).await? > 0 {
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(access)));
    }
    Ok(())
}
