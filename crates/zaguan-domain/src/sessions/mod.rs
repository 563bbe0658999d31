//! Sessions: signing in and out, going on, and knowing who is behind a token.
//!
//! A browser holds one opaque cookie. A program holds a JWT for ten minutes and an opaque token that buys the next
//! pair, once. All opaque tokens are stored as SHA-256. Every request looks its session up, mostly in memory.

mod authenticate;
pub(crate) mod entity;
pub(crate) mod failure_entity;
pub mod passwords;
pub(crate) mod place_entity;
mod portal;
pub mod principal;
pub(crate) mod refresh_entity;
mod staff;
mod throttle;
pub mod tokens;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::session::Tokens;
use zaguan_types::{AccessId, FieldCode, FieldError, Instant, SessionId, TenantId, UserId};

pub use authenticate::{Credential, authenticate};
pub use portal::sign_out_portal;
pub use portal::{change_password, me as portal_me, set_preferences, sign_in as sign_in_portal};
pub use staff::{sign_in as sign_in_staff, sign_out_staff};
pub use throttle::Allowance;

use crate::error::{Error, Result, all_pass};
use crate::platform::clock::{from_db, to_db};
use crate::platform::secrets::hash_token;
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{About, App, NewEvent, Reason, SystemTx, TenantTx};
use throttle::{Attempt, Counted};
use tokens::{ACCESS_SECONDS, Side};

/// The most characters of a name to sign in with: an e-mail address (RFC 5321, 4.5.3.1).
const MOST_NAME: usize = 254;
/// Seconds that a session of staff lasts.
pub const STAFF_SECONDS: i64 = 7 * 24 * 3600;
/// Seconds that a session of a client lasts.
pub const PORTAL_SECONDS: i64 = 30 * 24 * 3600;

/// What came with a sign-in, beyond name and password.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Where the request came from.
    pub origin: Origin,
    /// What the browser calls itself.
    pub user_agent: Option<String>,
    /// Where the door finds how many attempts are left, once they were counted.
    pub allowance: Arc<OnceLock<Allowance>>,
}

impl Visitor {
    /// Counts an attempt to sign in, and says at the door what is left.
    async fn count(&self, app: &App, attempt: Attempt) -> Result<Counted> {
        let begun = attempt.begin(app).await?;
        // Set once: a visitor makes one attempt.
        let _ = self.allowance.set(begun.allowance());
        begun.counted()
    }
}

/// Answers a refused sign-in no sooner than this: however many accounts a name has, none or one at each of five firms,
/// checking them all fits in, and the time tells nothing.
const REFUSED_AFTER: Duration = Duration::from_millis(250);

/// Waits with an answer if it says that name or password is wrong.
async fn not_too_soon<R>(app: &App, began: tokio::time::Instant, answer: Result<R>) -> Result<R> {
    if matches!(answer, Err(Error::WrongCredentials)) && !app.settings.cheap_hashes {
        tokio::time::sleep_until(began + REFUSED_AFTER).await;
    }
    answer
}

/// Refuses what is longer than any name or password of ours, before it costs anything.
fn not_too_long(fields: [(&str, &str, usize); 2]) -> Result<()> {
    let long = fields.into_iter().filter(|(_, text, most)| text.chars().count() > *most);
    let errors = long
        .map(|(pointer, _, most)| FieldError::new(pointer, FieldCode::TooLong, format!("at most {most} characters")));
    all_pass(errors.collect())
}

/// A cookie's value, and the seconds that it lasts.
pub type Cookie = (String, i64);

/// A session that begins.
pub struct Issued<T> {
    /// Who signed in.
    pub body: T,
    /// For browsers: the cookie's value and its seconds. `None` for programs.
    pub cookie: Option<Cookie>,
}

enum Owner {
    User(UserId),
    Access(AccessId),
}

impl Owner {
    const fn side(&self) -> Side {
        match self {
            Self::User(_) => Side::Staff,
            Self::Access(_) => Side::Portal,
        }
    }

    const fn seconds(&self) -> i64 {
        match self {
            Self::User(_) => STAFF_SECONDS,
            Self::Access(_) => PORTAL_SECONDS,
        }
    }
}

/// The secrets of a session that begins; made outside of the transaction, since it may run twice.
struct Secret {
    session: SessionId,
    token: String,
    for_program: bool,
}

impl Secret {
    fn new(app: &App, for_program: bool) -> Result<Self> {
        Ok(Self { session: SessionId(app.ids.next()), token: app.secrets.token()?, for_program })
    }

    /// What the caller gets: tokens or a cookie.
    fn issue(self, app: &App, owner: &Owner, tenant: TenantId) -> Result<(Option<Tokens>, Option<Cookie>)> {
        if !self.for_program {
            return Ok((None, Some((self.token, owner.seconds()))));
        }
        let access_token = app.tokens.issue(owner.side(), tenant, self.session, app.now())?;
        Ok((Some(Tokens { access_token, expires_in: ACCESS_SECONDS, refresh_token: self.token }), None))
    }
}

async fn begin(
    tx: &TenantTx<'_>,
    owner: &Owner,
    session: SessionId,
    hash: [u8; 32],
    for_program: bool,
    visitor: &Visitor,
    about: About,
) -> Result<()> {
    let now = tx.now();
    let (user, access) = match owner {
        Owner::User(id) => (Some(id.0), None),
        Owner::Access(id) => (None, Some(id.0)),
    };
    tx.insert(entity::ActiveModel {
        id: Set(session.0),
        user_id: Set(user),
        access_id: Set(access),
        cookie_hash: Set((!for_program).then(|| hash.to_vec())),
        user_agent: Set(visitor.user_agent.as_ref().map(|agent| agent.chars().take(300).collect())),
        address: Set(visitor.origin.address.clone()),
        created_at: Set(to_db(now)),
        expires_at: Set(to_db(now.plus_seconds(owner.seconds()))),
        ended_at: Set(None),
        ..Default::default()
    })
    .await?;
    if for_program {
        tx.insert(refresh_row(session.0, hash, now)).await?;
    }
    tx.audit_about(about, "session.created", "session", Some(session.0), serde_json::json!({}));
    Ok(())
}

fn refresh_row(session: Uuid, hash: [u8; 32], now: Instant) -> refresh_entity::ActiveModel {
    refresh_entity::ActiveModel {
        token_hash: Set(hash.to_vec()),
        session_id: Set(session),
        created_at: Set(to_db(now)),
        used_at: Set(None),
        ..Default::default()
    }
}

/// Whether a session has not been ended; holds its row.
async fn is_live(tx: &TenantTx<'_>, session: SessionId) -> Result<bool> {
    let row = tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(session.0))).await?;
    Ok(row.is_some_and(|row| row.ended_at.is_none()))
}

/// Ends one session; other instances hear of it through the event.
async fn end_one(tx: &TenantTx<'_>, session: SessionId) -> Result<()> {
    end_where(tx, entity::Column::Id.eq(session.0), "session.ended", session.0).await
}

/// Ends the sessions of an access, but for one that may go on.
pub(crate) async fn end_of_access(tx: &TenantTx<'_>, access: Uuid, but: Option<SessionId>) -> Result<()> {
    let mut which = entity::Column::AccessId.eq(access);
    if let Some(session) = but {
        which = sea_orm::sea_query::ExprTrait::and(which, entity::Column::Id.ne(session.0));
    }
    end_where(tx, which, "sessions.ended", access).await
}

/// Ends the sessions of several accesses.
pub(crate) async fn end_of_accesses(tx: &TenantTx<'_>, accesses: &[Uuid]) -> Result<()> {
    // Each has a line of its own in the trail, as if it had been ended alone.
    let open = entity::Entity::find()
        .filter(entity::Column::AccessId.is_in(accesses.iter().copied()))
        .filter(entity::Column::EndedAt.is_null());
    let with_sessions: std::collections::BTreeSet<Uuid> =
        tx.all(open).await?.into_iter().filter_map(|row| row.access_id).collect();
    if with_sessions.is_empty() {
        return Ok(());
    }
    let update = entity::Entity::update_many()
        .col_expr(entity::Column::EndedAt, Expr::value(to_db(tx.now())))
        .filter(entity::Column::AccessId.is_in(with_sessions.iter().copied()))
        .filter(entity::Column::EndedAt.is_null());
    tx.update(update).await?;
    for access in with_sessions {
        tx.audit("sessions.ended", "session", Some(access), serde_json::json!({}));
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(access)));
    }
    Ok(())
}

async fn end_where(
    tx: &TenantTx<'_>,
    which: sea_orm::sea_query::SimpleExpr,
    action: &'static str,
    subject: Uuid,
) -> Result<()> {
    let update = entity::Entity::update_many()
        .col_expr(entity::Column::EndedAt, Expr::value(to_db(tx.now())))
        .filter(which)
        .filter(entity::Column::EndedAt.is_null());
    if tx.update(update).await? > 0 {
        tx.audit(action, "session", Some(subject), serde_json::json!({}));
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(subject)));
    }
    Ok(())
}

enum Bought {
    Next(TenantId, SessionId),
    Refused,
}

/// Buys the next pair of tokens. A token that was used before ends its session: someone else has it too.
///
/// # Errors
/// [`Error::Unauthenticated`] for any token that does not buy, [`Error::PortalOff`] while the portal is closed.
pub async fn refresh(app: &App, side: Side, slug: Option<&str>, token: &str, origin: Origin) -> Result<Tokens> {
    let presented = hash_token(token);
    let firm = match slug {
        Some(slug) => Some(crate::tenants::by_slug(app, slug).await?),
        None => None,
    };
    if firm.as_ref().is_some_and(|firm| !firm.portal_active) {
        return Err(Error::PortalOff);
    }
    let tenant = firm.map(|firm| firm.id);
    let next = app.secrets.token()?;
    let next_hash = hash_token(&next);
    let bought = app
        .system_write(Reason::SignIn, async move |sys| {
            let find = refresh_entity::Entity::find().filter(refresh_entity::Column::TokenHash.eq(presented.to_vec()));
            let Some(row) = sys.lock_one(find).await? else { return Ok(Bought::Refused) };
            let Some(session) = live_session(sys, side, row.tenant_id, row.session_id).await? else {
                return Ok(Bought::Refused);
            };
            let owner = TenantId(row.tenant_id);
            if tenant.is_some_and(|tenant| tenant != owner) {
                return Ok(Bought::Refused);
            }
            let session_id = SessionId(session.id);
            if row.used_at.is_some() {
                sys.inside(owner, Actor::system(), origin.clone(), async |tx| {
                    tx.audit("session.token_reused", "session", Some(session_id.0), serde_json::json!({}));
                    end_one(tx, session_id).await
                })
                .await?;
                return Ok(Bought::Refused);
            }
            let use_up = refresh_entity::Entity::update_many()
                .col_expr(refresh_entity::Column::UsedAt, Expr::value(to_db(sys.now())))
                .filter(refresh_entity::Column::TokenHash.eq(presented.to_vec()));
            sys.update(use_up).await?;
            sys.insert(refresh_entity::ActiveModel {
                tenant_id: Set(owner.0),
                ..refresh_row(session_id.0, next_hash, sys.now())
            })
            .await?;
            Ok(Bought::Next(owner, session_id))
        })
        .await?;
    match bought {
        Bought::Refused => Err(Error::Unauthenticated),
        Bought::Next(tenant, session) => {
            let access_token = app.tokens.issue(side, tenant, session, app.now())?;
            Ok(Tokens { access_token, expires_in: ACCESS_SECONDS, refresh_token: next })
        }
    }
}

async fn live_session(sys: &SystemTx<'_>, side: Side, tenant: Uuid, session: Uuid) -> Result<Option<entity::Model>> {
    let find =
        entity::Entity::find().filter(entity::Column::TenantId.eq(tenant)).filter(entity::Column::Id.eq(session));
    let found = sys.one(find).await?;
    Ok(found.filter(|row| {
        let right_side = match side {
            Side::Staff => row.user_id.is_some(),
            Side::Portal => row.access_id.is_some(),
        };
        right_side && row.ended_at.is_none() && from_db(row.expires_at) > sys.now()
    }))
}
