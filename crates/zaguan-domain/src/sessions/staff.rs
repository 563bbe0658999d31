//! Staff signs in and out.

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::session::{SignIn, SignedIn};
use zaguan_types::{TenantId, UserId};

use super::throttle::{Attempt, Counted};
use super::tokens::Side;
use super::{Issued, MOST_NAME, Owner, Secret, Visitor, begin, end_one, not_too_long, not_too_soon, passwords};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::secrets::hash_token;
use crate::platform::stamp::{Actor, ActorKind};
use crate::platform::{About, App, Reason};
use crate::tenants::entity as tenant;
use crate::users::{self, entity as user};

/// How many accounts with one address are looked at: firms that one person works for.
const MOST_FIRMS: usize = 5;

/// Signs a member of staff in.
///
/// # Errors
/// [`Error::WrongCredentials`] whatever was wrong, [`Error::TooMany`] while a counter is full,
/// [`Error::TenantRequired`] if the same name and password open several firms.
pub async fn sign_in(app: &App, who: SignIn, visitor: Visitor) -> Result<Issued<SignedIn>> {
    not_too_long([("/email", &who.email, MOST_NAME), ("/password", &who.password, passwords::MOST)])?;
    let attempt = Attempt::new(app, Side::Staff, "", &who.email, visitor.origin.address.as_deref());
    let attempt = visitor.count(app, attempt).await?;
    let began = tokio::time::Instant::now();
    not_too_soon(app, began, check(app, attempt, who, visitor).await).await
}

async fn check(app: &App, attempt: Counted, who: SignIn, visitor: Visitor) -> Result<Issued<SignedIn>> {
    let fitting = fitting_accounts(app, &who).await?;
    let account = match <[user::Model; 1]>::try_from(fitting) {
        Ok([account]) => account,
        Err(several) if !several.is_empty() => return Err(Error::TenantRequired),
        Err(_) => return Err(Error::WrongCredentials),
    };
    attempt.succeeded(app).await?;
    start(app, account, who.tokens, visitor).await
}

/// The active accounts that name and password fit. Takes the time of one check if there is none.
async fn fitting_accounts(app: &App, who: &SignIn) -> Result<Vec<user::Model>> {
    let email = who.email.trim().to_lowercase();
    let slug = who.tenant.clone();
    let accounts = app
        .system_read(Reason::SignIn, async move |sys| {
            let mut find =
                user::Entity::find().filter(user::Column::Email.eq(&email)).filter(user::Column::Active.eq(true));
            if let Some(slug) = &slug {
                let firm = sys.one(tenant::Entity::find().filter(tenant::Column::Slug.eq(slug))).await?;
                find = find.filter(user::Column::TenantId.eq(firm.map_or(uuid::Uuid::nil(), |firm| firm.id)));
            }
            sys.all(find).await
        })
        .await?;
    if accounts.is_empty() {
        app.hasher.verify(who.password.clone(), None).await?;
    }
    let mut fitting = Vec::new();
    for account in accounts.into_iter().take(MOST_FIRMS) {
        if app.hasher.verify(who.password.clone(), Some(account.password_hash.clone())).await? {
            fitting.push(account);
        }
    }
    Ok(fitting)
}

async fn start(app: &App, account: user::Model, for_program: bool, visitor: Visitor) -> Result<Issued<SignedIn>> {
    let tenant = TenantId(account.tenant_id);
    let owner = Owner::User(UserId(account.id));
    let secret = Secret::new(app, for_program)?;
    let (session, hash) = (secret.session, hash_token(&secret.token));
    let actor = Actor { kind: ActorKind::Staff, id: Some(account.id), name: account.name.clone() };
    let stamp = app.stamp(tenant, actor, visitor.origin.clone());
    let (user_id, checked) = (UserId(account.id), account.password_hash);
    let me = app
        .write(stamp, async move |tx| {
            // What was checked outside may have changed meanwhile.
            let row = tx.lock_one(user::Entity::find().filter(user::Column::Id.eq(user_id.0))).await?;
            row.filter(|row| row.active && row.password_hash == checked).ok_or(Error::WrongCredentials)?;
            begin(tx, &Owner::User(user_id), session, hash, for_program, &visitor, About::default()).await?;
            users::me_of(tx, user_id).await
        })
        .await?;
    let (tokens, cookie) = secret.issue(app, &owner, tenant)?;
    Ok(Issued { body: SignedIn { me, tokens }, cookie })
}

/// Ends this session.
///
/// # Errors
/// Only if the database is away.
pub async fn sign_out_staff(cx: &StaffCx<permits::SignedIn>) -> Result<()> {
    let session = cx.who.session_id;
    cx.desk
        .write(async move |tx| {
            tx.audit("session.signed_out", "session", Some(session.0), json!({}));
            end_one(tx, session).await
        })
        .await
}
