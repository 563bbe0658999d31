//! Clients sign in and out, and set an own password.

use std::sync::Arc;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::portal::{PasswordChange, PortalMe, PortalSignIn, PortalSignedIn, Preferences};
use zaguan_types::portal_access::{AccessStatus, InvitationState};
use zaguan_types::{AccessId, FieldCode, Language, Patch};

use super::authenticate::{Credential, authenticate};
use super::passwords::{CLIENT_LENGTH, judge};
use super::principal::{PortalPrincipal, Principal};
use super::throttle::{Attempt, Counted};
use super::tokens::Side;
use super::{
    Issued, MOST_NAME, Owner, Secret, Visitor, begin, end_of_access, end_one, is_live, not_too_long, not_too_soon,
    passwords,
};
use crate::contacts::entity as contact;
use crate::context::{PortalCx, rights};
use crate::error::{Error, Result};
use crate::platform::clock::{date_from_db, from_db, to_db};
use crate::platform::secrets::hash_token;
use crate::platform::stamp::{Actor, ActorKind};
use crate::platform::{About, App, NewEvent};
use crate::portal_access::entity as access;
use crate::tenants::{self, Tenant};

/// Signs a client in.
///
/// # Errors
/// [`Error::NotFound`] if no firm has this slug, [`Error::PortalOff`] if its portal is closed,
/// [`Error::WrongCredentials`] whatever else was wrong: unknown name, wrong or expired password, access withdrawn,
/// support window not begun or over. The audit trail says which.
pub async fn sign_in(app: &App, slug: &str, who: PortalSignIn, visitor: Visitor) -> Result<Issued<PortalSignedIn>> {
    let firm = tenants::by_slug(app, slug).await?;
    if !firm.portal_active {
        return Err(Error::PortalOff);
    }
    not_too_long([("/username", &who.username, MOST_NAME), ("/password", &who.password, passwords::MOST)])?;
    let attempt = Attempt::new(app, Side::Portal, slug, &who.username, visitor.origin.address.as_deref());
    let attempt = visitor.count(app, attempt).await?;
    let began = tokio::time::Instant::now();
    not_too_soon(app, began, check(app, &firm, attempt, who, visitor).await).await
}

async fn check(
    app: &App,
    firm: &Tenant,
    attempt: Counted,
    who: PortalSignIn,
    visitor: Visitor,
) -> Result<Issued<PortalSignedIn>> {
    let found = find(app, firm, &who.username, &visitor).await?;
    let hash = found.as_ref().and_then(|(access, _)| access.password_hash.clone());
    let fits = app.hasher.verify(who.password.clone(), hash).await?;
    let Some((access, person)) = found else {
        // Noted as well, so that it takes as long as for a name that exists.
        note_failure(app, firm, None, "unknown_name", &visitor).await?;
        return Err(Error::WrongCredentials);
    };
    if let Some(reason) = hindrance(app, firm, &access, &person, fits) {
        note_failure(app, firm, Some(&access), reason, &visitor).await?;
        return Err(Error::WrongCredentials);
    }
    attempt.succeeded(app).await?;
    start(app, firm, access, &person, who.tokens, visitor).await
}

async fn find(
    app: &App,
    firm: &Tenant,
    username: &str,
    visitor: &Visitor,
) -> Result<Option<(access::Model, contact::Model)>> {
    let username = username.trim().to_lowercase();
    let stamp = app.stamp(firm.id, Actor::system(), visitor.origin.clone());
    app.read(stamp, false, async move |tx| {
        let row = tx.one(access::Entity::find().filter(access::Column::Username.eq(&username))).await?;
        // Looked up for nobody as well: both cases take two queries.
        let whose = row.as_ref().map_or(Uuid::nil(), |row| row.contact_id);
        let person = tx.one(contact::Entity::find().filter(contact::Column::Id.eq(whose))).await?;
        Ok(row.zip(person))
    })
    .await
}

/// Why this client may not come in now, in the word that the audit trail keeps.
fn hindrance(
    app: &App,
    firm: &Tenant,
    access: &access::Model,
    person: &contact::Model,
    fits: bool,
) -> Option<&'static str> {
    let now = app.now();
    let window = tenants::window(
        &firm.time_zone,
        person.support_start_date.map(date_from_db),
        person.support_end_date.map(date_from_db),
    );
    let status = AccessStatus::from_name(&access.status);
    if person.deleted_at.is_some() {
        Some("contact_deleted")
    } else if !matches!(status, Some(AccessStatus::Invited | AccessStatus::Active)) {
        Some("access_not_active")
    } else if !fits {
        Some("wrong_password")
    } else if access.password_expires_at.is_some_and(|end| from_db(end) <= now) {
        Some("invitation_expired")
    } else if window.from.is_some_and(|from| now < from) {
        Some("support_not_started")
    } else if window.before.is_some_and(|before| now >= before) {
        Some("support_ended")
    } else {
        None
    }
}

async fn note_failure(
    app: &App,
    firm: &Tenant,
    access: Option<&access::Model>,
    reason: &'static str,
    visitor: &Visitor,
) -> Result<()> {
    let stamp = app.stamp(firm.id, Actor::system(), visitor.origin.clone());
    let about = About { contact: access.map(|access| access.contact_id), organisation: None };
    let access = access.map(|access| access.id);
    app.write(stamp, async move |tx| {
        tx.audit_about(about, "portal_sign_in.failed", "portal_access", access, json!({ "reason": reason }));
        Ok(())
    })
    .await
}

async fn start(
    app: &App,
    firm: &Tenant,
    row: access::Model,
    person: &contact::Model,
    for_program: bool,
    visitor: Visitor,
) -> Result<Issued<PortalSignedIn>> {
    let (access_id, contact_id) = (AccessId(row.id), person.id);
    let secret = Secret::new(app, for_program)?;
    let (session, hash) = (secret.session, hash_token(&secret.token));
    let name = zaguan_types::contacts::full_name(person.first_name.as_deref(), &person.last_name);
    let checked = row.password_hash.clone();
    let stamp = app.stamp(firm.id, Actor { kind: ActorKind::Client, id: Some(row.id), name }, visitor.origin.clone());
    app.write(stamp, async move |tx| {
        // What was checked outside may have changed meanwhile: withdrawn, invited anew, another password.
        let row = tx.lock_one(access::Entity::find().filter(access::Column::Id.eq(access_id.0))).await?;
        row.filter(|row| row.password_hash == checked && row.status != AccessStatus::Withdrawn.as_str())
            .ok_or(Error::WrongCredentials)?;
        let about = About::contact(contact_id);
        begin(tx, &Owner::Access(access_id), session, hash, for_program, &visitor, about).await?;
        let seen = access::Entity::update_many()
            .col_expr(access::Column::LastSignInAt, Expr::value(to_db(tx.now())))
            .filter(access::Column::Id.eq(access_id.0));
        tx.update(seen).await?;
        Ok(())
    })
    .await?;
    let token = secret.token.clone();
    let (tokens, cookie) = secret.issue(app, &Owner::Access(access_id), firm.id)?;
    let credential =
        tokens.as_ref().map_or(Credential::Cookie(token), |tokens| Credential::Bearer(tokens.access_token.clone()));
    let Principal::Portal(who) = authenticate(app, Side::Portal, &credential).await? else {
        return Err(Error::Unauthenticated);
    };
    Ok(Issued { body: PortalSignedIn { me: me_of(&who), password_change_required: who.must_change, tokens }, cookie })
}

fn me_of(who: &PortalPrincipal) -> PortalMe {
    PortalMe {
        first_name: who.first_name.clone(),
        last_name: who.last_name.clone(),
        username: who.username.clone(),
        language: who.language,
        rights: who.rights,
        firm: who.firm.clone(),
    }
}

/// Who is signed in.
pub fn me(cx: &PortalCx<rights::SignedIn>) -> PortalMe {
    me_of(&cx.who)
}

/// Ends this session.
///
/// # Errors
/// Only if the database is away.
pub async fn sign_out_portal(cx: &PortalCx<rights::AtTheDoor>) -> Result<()> {
    let session = cx.who.session_id;
    cx.desk
        .write(async move |tx| {
            tx.audit("session.signed_out", "session", Some(session.0), json!({}));
            end_one(tx, session).await
        })
        .await
}

/// Sets an own password. The other sessions of this access end.
///
/// # Errors
/// [`Error::Invalid`] if the present password is wrong or missing where it is needed, or the new one is the old one,
/// too short, or guessable.
pub async fn change_password(cx: &PortalCx<rights::AtTheDoor>, change: PasswordChange) -> Result<()> {
    let app = Arc::clone(&cx.desk.app);
    let (id, session, contact) = (cx.who.access_id, cx.who.session_id, cx.who.contact_id.0);
    let row =
        cx.desk.read(async move |tx| tx.one(access::Entity::find().filter(access::Column::Id.eq(id.0))).await).await?;
    let row = row.ok_or(Error::Unauthenticated)?;
    let old = row.password_hash;
    check_present(&app, &cx.who, row.must_change, change.current_password, old.clone()).await?;
    if let Some(error) =
        judge(&change.new_password, CLIENT_LENGTH, "/new_password", &[&cx.who.username, &cx.who.name(), &cx.who.firm])
    {
        return Err(Error::Invalid(vec![error]));
    }
    if app.hasher.verify(change.new_password.clone(), old.clone()).await? {
        return Err(Error::field("/new_password", FieldCode::SamePassword, "that is the present password"));
    }
    let hash = app.hasher.hash(change.new_password).await?;
    cx.desk
        .write(async move |tx| {
            // A session that has just ended, on another instance perhaps, sets nothing.
            if !is_live(tx, session).await? {
                return Err(Error::Unauthenticated);
            }
            let set = access::Entity::update_many()
                .col_expr(access::Column::PasswordHash, Expr::value(hash.clone()))
                .col_expr(access::Column::MustChange, Expr::value(false))
                .col_expr(access::Column::PasswordExpiresAt, Expr::value(Option::<sea_orm::prelude::DateTimeUtc>::None))
                .col_expr(access::Column::Status, Expr::value(AccessStatus::Active.as_str()))
                .col_expr(access::Column::InvitationState, Expr::value(InvitationState::Accepted.as_str()))
                .col_expr(access::Column::UpdatedAt, Expr::value(to_db(tx.now())))
                .col_expr(
                    access::Column::Version,
                    sea_orm::sea_query::ExprTrait::add(Expr::col(access::Column::Version), 1),
                )
                .filter(access::Column::Id.eq(id.0))
                // Lost if the password was changed meanwhile: by an invitation, or in another window.
                .filter(access::Column::PasswordHash.eq(old.clone()));
            if tx.update(set).await? == 0 {
                return Err(Error::Conflict("the password was changed meanwhile; sign in again".into()));
            }
            end_of_access(tx, id.0, Some(session)).await?;
            let about = About::contact(contact);
            tx.audit_about(about, "portal_access.password_changed", "portal_access", Some(id.0), json!({}));
            tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
            Ok(())
        })
        .await
}

/// The present password is asked for, unless it is a temporary one that opened this session. Guessing it here is
/// slowed down too, for this session alone.
async fn check_present(
    app: &App,
    who: &PortalPrincipal,
    must_change: bool,
    given: Option<String>,
    old: Option<String>,
) -> Result<()> {
    let Some(given) = given else {
        let missing = || Error::field("/current_password", FieldCode::Required, "the present password is needed");
        return if must_change { Ok(()) } else { Err(missing()) };
    };
    let attempt = Attempt::inside(app, who.session_id).begin(app).await?.counted()?;
    if !app.hasher.verify(given, old).await? {
        return Err(Error::field("/current_password", FieldCode::WrongPassword, "not the present password"));
    }
    attempt.succeeded(app).await
}

/// Changes one's own settings, if they are as the client expects them.
///
/// # Errors
/// [`Error::Stale`] if they are not as `expected`.
pub async fn set_preferences(
    cx: &PortalCx<rights::SignedIn>,
    new: Preferences,
    expected: impl Fn(&PortalMe) -> bool + Clone + Send + 'static,
) -> Result<PortalMe> {
    let firm = tenants::by_slug(&cx.desk.app, &cx.who.slug).await?;
    let who = Arc::clone(&cx.who);
    cx.desk
        .write(async move |tx| {
            let row = tx.lock_one(access::Entity::find().filter(access::Column::Id.eq(who.access_id.0))).await?;
            let own = row.ok_or(Error::Unauthenticated)?.language;
            let person = tx.one(contact::Entity::find().filter(contact::Column::Id.eq(who.contact_id.0))).await?;
            let given = person.and_then(|person| person.language).unwrap_or_else(|| firm.language.code().to_owned());
            let me = |own: &Option<String>| PortalMe {
                language: Language::from_code(own.as_ref().unwrap_or(&given)).unwrap_or_default(),
                ..me_of(&who)
            };
            if !expected(&me(&own)) {
                return Err(Error::Stale(Box::new(json!(me(&own)))));
            }
            let wished = match new.language {
                Patch::Keep => own.clone(),
                Patch::Clear => None,
                Patch::Set(language) => Some(language.code().to_owned()),
            };
            if wished != own {
                set_language(tx, who.access_id, wished.clone()).await?;
            }
            Ok(me(&wished))
        })
        .await
}

async fn set_language(tx: &crate::platform::TenantTx<'_>, id: AccessId, language: Option<String>) -> Result<()> {
    let set = access::Entity::update_many()
        .col_expr(access::Column::Language, Expr::value(language.clone()))
        .col_expr(access::Column::UpdatedAt, Expr::value(to_db(tx.now())))
        .filter(access::Column::Id.eq(id.0));
    tx.update(set).await?;
    tx.audit("portal_access.updated", "portal_access", Some(id.0), json!({ "language": language }));
    tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
    Ok(())
}
