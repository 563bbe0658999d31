//! Granting access, withdrawing it, and moving it along when the contact changes.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::contacts::Contact;
use zaguan_types::events::EventKind;
use zaguan_types::portal_access::{Access, AccessLevel, AccessScope, AccessStatus, InvitationState, Privacy, Rights};
use zaguan_types::{AccessId, ContactId, FieldCode, FieldError};

use super::invitation::{Invite, VALID_SECONDS, send};
use super::{access, entity};
use crate::contacts::{self, entity as contact_entity};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::{About, App, NewEvent, TenantTx};
use crate::{mails, sessions, tenants};

/// Grants access to a contact who has none, and invites: level standard, own records.
pub(crate) async fn grant(tx: &TenantTx<'_>, app: &App, id: ContactId, invite: &Invite) -> Result<()> {
    let contact = contacts::find(tx, id).await?.ok_or(Error::NotFound)?;
    let username = requirements(tx, &contact).await?;
    let known = tx.lock_one(entity::Entity::find().filter(entity::Column::ContactId.eq(id.0))).await?;
    let access = match known {
        Some(row) => AccessId(row.id),
        None => insert(tx, id).await?,
    };
    // Whoever came in by an earlier invitation, perhaps one to a wrong address, is out.
    sessions::end_of_access(tx, access.0, None).await?;
    mails::cancel_queued(tx, &[access.0]).await?;
    let mail = send(tx, app, &contact, access, &username, invite).await?;
    let set = invited(tx, invite, mail)
        .col_expr(entity::Column::Username, Expr::value(username))
        .col_expr(entity::Column::Level, Expr::value(AccessLevel::Standard.as_str()))
        .col_expr(entity::Column::Scope, Expr::value(AccessScope::Own.as_str()))
        .col_expr(entity::Column::Rights, Expr::value(json!(Rights::of(AccessLevel::Standard))))
        .filter(entity::Column::Id.eq(access.0));
    tx.update(set).await?;
    flag(tx, id, true).await?;
    tx.audit_about(
        About::contact(id.0),
        "portal_access.granted",
        "portal_access",
        Some(access.0),
        json!({ "contact_id": id }),
    );
    tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(access.0)));
    Ok(())
}

/// The columns of an access that has just been invited.
fn invited(tx: &TenantTx<'_>, invite: &Invite, mail: uuid::Uuid) -> sea_orm::UpdateMany<entity::Entity> {
    use entity::Column as C;
    let expires = to_db(tx.now().plus_seconds(VALID_SECONDS));
    entity::Entity::update_many()
        .col_expr(C::Status, Expr::value(AccessStatus::Invited.as_str()))
        .col_expr(C::PasswordHash, Expr::value(invite.hash.clone()))
        .col_expr(C::MustChange, Expr::value(true))
        .col_expr(C::PasswordExpiresAt, Expr::value(expires))
        .col_expr(C::InvitationState, Expr::value(InvitationState::Queued.as_str()))
        .col_expr(C::InvitationExpiresAt, Expr::value(expires))
        .col_expr(C::InvitationSentAt, Expr::value(Option::<sea_orm::prelude::DateTimeUtc>::None))
        .col_expr(C::InvitationFailure, Expr::value(Option::<String>::None))
        .col_expr(C::InvitationMailId, Expr::value(mail))
        .col_expr(C::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
}

/// Writes the row of an access that lets nobody in yet.
async fn insert(tx: &TenantTx<'_>, contact: ContactId) -> Result<AccessId> {
    let id = AccessId(tx.new_id());
    let now = to_db(tx.now());
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        contact_id: Set(contact.0),
        username: Set(None),
        level: Set(AccessLevel::Standard.as_str().to_owned()),
        scope: Set(AccessScope::Own.as_str().to_owned()),
        rights: Set(json!(Rights::NONE)),
        privacy: Set(json!(Privacy::default())),
        status: Set(AccessStatus::Withdrawn.as_str().to_owned()),
        language: Set(None),
        password_hash: Set(None),
        must_change: Set(true),
        password_expires_at: Set(None),
        invitation_state: Set(InvitationState::Withdrawn.as_str().to_owned()),
        invitation_expires_at: Set(now),
        invitation_sent_at: Set(None),
        invitation_failure: Set(None),
        invitation_mail_id: Set(None),
        last_sign_in_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(0),
        ..Default::default()
    })
    .await?;
    Ok(id)
}

/// What a contact needs before access can be granted; answers the user name.
async fn requirements(tx: &TenantTx<'_>, contact: &Contact) -> Result<String> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code, detail: &str| errors.push(FieldError::new(pointer, code, detail));
    let username = contact.email.as_deref().unwrap_or_default().to_lowercase();
    if username.is_empty() {
        wrong("/email", FieldCode::EmailNeeded, "access to the portal needs an e-mail address");
    } else if taken(tx, &username, contact.id).await? {
        wrong("/email", FieldCode::Taken, "another access to this portal has this address");
    }
    if contact.email_opt_out {
        wrong("/email_opt_out", FieldCode::OptedOut, "the invitation is an e-mail, and this contact wants none");
    }
    let today = tenants::own(tx).await?.today(tx.now());
    if contact.support_end_date.is_some_and(|end| end < today) {
        wrong("/support_end_date", FieldCode::SupportOver, "the support window is over");
    }
    all_pass(errors)?;
    Ok(username)
}

pub(super) async fn taken(tx: &TenantTx<'_>, username: &str, by_other_than: ContactId) -> Result<bool> {
    let find = entity::Entity::find()
        .filter(entity::Column::Username.eq(username))
        .filter(entity::Column::ContactId.ne(by_other_than.0));
    Ok(tx.one(find).await?.is_some())
}

pub(super) async fn flag(tx: &TenantTx<'_>, contact: ContactId, yes: bool) -> Result<()> {
    let set = contact_entity::Entity::update_many()
        .col_expr(contact_entity::Column::PortalUser, Expr::value(yes))
        .filter(contact_entity::Column::Id.eq(contact.0));
    tx.update(set).await?;
    Ok(())
}

/// Does for the access what a change of its contact means.
pub(crate) async fn follow(
    tx: &TenantTx<'_>,
    app: &App,
    before: &Contact,
    after: &Contact,
    invite: Option<&Invite>,
) -> Result<()> {
    match (before.portal_user, after.portal_user) {
        (false, false) => Ok(()),
        (true, false) => withdraw(tx, after.id).await,
        (false, true) => {
            // `change` prepares one whenever the box is ticked.
            let invite = invite.ok_or_else(|| Error::Internal("an invitation was not prepared".into()))?;
            grant(tx, app, after.id, invite).await
        }
        (true, true) => {
            if before.email != after.email {
                readdress(tx, app, after, invite).await?;
            }
            // Name, organisation, language and window are part of what a session knows.
            tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(after.id.0)));
            Ok(())
        }
    }
}

/// Ends the sessions of the accesses of contacts without taking them away.
pub(crate) async fn lock_out(tx: &TenantTx<'_>, contacts: &[uuid::Uuid]) -> Result<()> {
    let find = entity::Entity::find().filter(entity::Column::ContactId.is_in(contacts.iter().copied()));
    let accesses: Vec<uuid::Uuid> = tx.all(find).await?.into_iter().map(|row| row.id).collect();
    if accesses.is_empty() {
        return Ok(());
    }
    sessions::end_of_accesses(tx, &accesses).await?;
    mails::cancel_queued(tx, &accesses).await?;
    for access in accesses {
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(access)));
    }
    Ok(())
}

/// Takes a contact's access away; nothing if there is none.
pub(crate) async fn withdraw(tx: &TenantTx<'_>, contact: ContactId) -> Result<()> {
    let Some(row) = tx.lock_one(entity::Entity::find().filter(entity::Column::ContactId.eq(contact.0))).await? else {
        return Ok(());
    };
    use entity::Column as C;
    let set = entity::Entity::update_many()
        .col_expr(C::Status, Expr::value(AccessStatus::Withdrawn.as_str()))
        .col_expr(C::Username, Expr::value(Option::<String>::None))
        .col_expr(C::PasswordHash, Expr::value(Option::<String>::None))
        .col_expr(C::InvitationState, Expr::value(InvitationState::Withdrawn.as_str()))
        .col_expr(C::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(row.id));
    tx.update(set).await?;
    sessions::end_of_access(tx, row.id, None).await?;
    mails::cancel_queued(tx, &[row.id]).await?;
    flag(tx, contact, false).await?;
    tx.audit_about(
        About::contact(contact.0),
        "portal_access.withdrawn",
        "portal_access",
        Some(row.id),
        json!({ "contact_id": contact }),
    );
    tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(row.id)));
    Ok(())
}

/// A new e-mail address is a new user name; an invitation to the old one is void and goes to the new one.
async fn readdress(tx: &TenantTx<'_>, app: &App, contact: &Contact, invite: Option<&Invite>) -> Result<()> {
    let Some(row) = tx.lock_one(entity::Entity::find().filter(entity::Column::ContactId.eq(contact.id.0))).await?
    else {
        return Ok(());
    };
    if row.status == AccessStatus::Invited.as_str() {
        let invite = invite.ok_or_else(|| Error::Internal("an invitation was not prepared".into()))?;
        return grant(tx, app, contact.id, invite).await;
    }
    let username = contact.email.as_deref().unwrap_or_default().to_lowercase();
    if username.is_empty() {
        return Err(Error::field("/email", FieldCode::EmailNeeded, "access to the portal needs an e-mail address"));
    }
    if taken(tx, &username, contact.id).await? {
        return Err(Error::field("/email", FieldCode::Taken, "another access to this portal has this address"));
    }
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::Username, Expr::value(username))
        .col_expr(entity::Column::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::Id.eq(row.id));
    tx.update(set).await?;
    Ok(())
}

/// Sends a new invitation with a new temporary password, which voids the one before it and ends running sessions.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] if the access is withdrawn, [`Error::Invalid`] if the contact lacks something.
pub async fn invite_again(cx: &StaffCx<permits::ContactsWrite>, id: AccessId) -> Result<Access> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let app = Arc::clone(&cx.desk.app);
    let invite = Invite::prepare(&app).await?;
    cx.desk
        .write_once(async move |tx| {
            let find = || entity::Entity::find().filter(entity::Column::Id.eq(id.0));
            let row = tx.lock_one(find()).await?.ok_or(Error::NotFound)?;
            if row.status == AccessStatus::Withdrawn.as_str() {
                return Err(Error::Conflict("the access was withdrawn; grant it again on the contact".into()));
            }
            let contact = contacts::find(tx, ContactId(row.contact_id)).await?.ok_or(Error::NotFound)?;
            let username = requirements(tx, &contact).await?;
            mails::cancel_queued(tx, &[id.0]).await?;
            let mail = send(tx, &app, &contact, id, &username, &invite).await?;
            tx.update(invited(tx, &invite, mail).filter(entity::Column::Id.eq(id.0))).await?;
            sessions::end_of_access(tx, id.0, None).await?;
            tx.audit_about(
                About::contact(contact.id.0),
                "portal_access.invited",
                "portal_access",
                Some(id.0),
                json!({}),
            );
            tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
            access(tx.one(find()).await?.ok_or(Error::NotFound)?, tx.now())
        })
        .await
}
