//! Who may come in: granting and withdrawing access, invitations, and what staff sees of both.

pub(crate) mod entity;
mod grant;
mod hand_over;
mod invitation;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use zaguan_types::portal_access::{Access, AccessLevel, AccessScope, AccessStatus, Invitation, InvitationState};
use zaguan_types::{AccessId, ContactId, Instant, Page};

pub use grant::invite_again;
pub(crate) use grant::{follow, grant, lock_out, withdraw};
pub(crate) use hand_over::{erase, hand_over, rename};
pub(crate) use invitation::{Invite, mail_failed, mail_sent};

use crate::contacts::entity as contact;
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::from_db;

const ORDERS: [SortBy<entity::Entity>; 1] =
    [SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant }];

/// A page of accesses; the newest first unless asked otherwise.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters, orders and cursors.
pub async fn list(cx: &StaffCx<permits::ContactsRead>, query: ListQuery) -> Result<Page<Access>> {
    let paging = Paging::new(&query, &ORDERS, entity::Column::Id, "-created_at");
    let mut contact: Option<ContactId> = None;
    let mut errors = FilterErrors::default();
    for (name, value) in &query.filters {
        match name.as_str() {
            "contact_id" => contact = errors.read(name, value.parse().ok(), "an id is needed"),
            _ => errors.unknown(name),
        }
    }
    if query.q.is_some() {
        errors.unasked("q");
    }
    let paging = errors.finish_with(paging)?;
    let now = cx.desk.app.now();
    cx.desk
        .read(async move |tx| {
            // Of those in the bin nothing is shown, as everywhere.
            let there = contact::Entity::find()
                .select_only()
                .column(contact::Column::Id)
                .filter(contact::Column::DeletedAt.is_null());
            let mut select = entity::Entity::find().filter(entity::Column::ContactId.in_subquery(tx.within(there)));
            if let Some(contact) = contact {
                select = select.filter(entity::Column::ContactId.eq(contact.0));
            }
            let total = if query.count { Some(tx.count(select.clone()).await?) } else { None };
            let rows = tx.all(paging.apply(select)).await?;
            paging.page(rows, total, |row, _| (Key::Number(from_db(row.created_at).0), row.id), |row| access(row, now))
        })
        .await
}

/// One access.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::ContactsRead>, id: AccessId) -> Result<Access> {
    let now = cx.desk.app.now();
    let row =
        cx.desk.read(async move |tx| tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await).await?;
    access(row.ok_or(Error::NotFound)?, now)
}

pub(crate) fn access(row: entity::Model, now: Instant) -> Result<Access> {
    let entity::Model {
        tenant_id: _,
        id,
        contact_id,
        username,
        level,
        scope,
        rights,
        privacy,
        status,
        language: _,
        password_hash: _,
        must_change: _,
        password_expires_at: _,
        invitation_state,
        invitation_expires_at,
        invitation_sent_at,
        invitation_failure,
        invitation_mail_id: _,
        last_sign_in_at,
        created_at,
        updated_at: _,
        version,
    } = row;
    let stored = |error: serde_json::Error| Error::stored("rights", &error.to_string());
    Ok(Access {
        id: AccessId(id),
        contact_id: ContactId(contact_id),
        username: username.unwrap_or_default(),
        level: AccessLevel::from_name(&level).ok_or_else(|| Error::stored("level", &level))?,
        scope: AccessScope::from_name(&scope).ok_or_else(|| Error::stored("scope", &scope))?,
        rights: serde_json::from_value(rights).map_err(stored)?,
        privacy: serde_json::from_value(privacy).map_err(stored)?,
        status: AccessStatus::from_name(&status).ok_or_else(|| Error::stored("status", &status))?,
        invitation: Invitation {
            state: invitation_seen(&invitation_state, from_db(invitation_expires_at), now)?,
            expires_at: from_db(invitation_expires_at),
            sent_at: invitation_sent_at.map(from_db),
            failure: invitation_failure,
        },
        last_sign_in_at: last_sign_in_at.map(from_db),
        created_at: from_db(created_at),
        version,
    })
}

/// An invitation that nobody took up in time has expired, whatever is stored.
fn invitation_seen(stored: &str, expires_at: Instant, now: Instant) -> Result<InvitationState> {
    let state = InvitationState::from_name(stored).ok_or_else(|| Error::stored("invitation", stored))?;
    let open = matches!(state, InvitationState::Queued | InvitationState::Sent);
    Ok(if open && now >= expires_at { InvitationState::Expired } else { state })
}
