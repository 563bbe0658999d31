//! From a token to the person behind it.

use std::sync::Arc;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::portal_access::{AccessScope, AccessStatus};
use zaguan_types::{AccessId, ContactId, Instant, Language, OrganisationId, Role, SessionId, TenantId, UserId};

use super::entity;
use super::principal::{PortalPrincipal, Principal, StaffPrincipal};
use super::tokens::Side;
use crate::contacts::entity as contact;
use crate::error::{Error, Result};
use crate::platform::clock::{date_from_db, from_db};
use crate::platform::secrets::hash_token;
use crate::platform::{App, Reason, SystemTx};
use crate::portal_access::entity as access;
use crate::tenants::{self, entity as tenant};
use crate::users::entity as user;

/// What a request shows.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A browser's cookie.
    Cookie(String),
    /// A program's access token.
    Bearer(String),
}

impl Credential {
    fn text(&self) -> &str {
        match self {
            Self::Cookie(text) | Self::Bearer(text) => text,
        }
    }
}

/// Who is behind a credential, at this side of the house.
///
/// # Errors
/// [`Error::Unauthenticated`] if nobody is; only a database that is away answers anything else.
pub async fn authenticate(app: &App, side: Side, credential: &Credential) -> Result<Principal> {
    let text = credential.text();
    // Ours are shorter; a longer one is not even hashed.
    if text.is_empty() || text.len() > 1024 {
        return Err(Error::Unauthenticated);
    }
    let hash = hash_token(text);
    // A cookie is no bearer token, whatever it says.
    let key = match credential {
        Credential::Cookie(_) => hash,
        Credential::Bearer(_) => hash.map(|byte| byte ^ 0xff),
    };
    let now = app.now();
    let known = match app.sessions.get(&key) {
        Some(known) => known,
        None => look_up(app, side, credential, (hash, key), now).await?,
    };
    let right_side =
        matches!((side, &known), (Side::Staff, Principal::Staff(_)) | (Side::Portal, Principal::Portal(_)));
    if right_side && known.is_good(now) { Ok(known) } else { Err(Error::Unauthenticated) }
}

async fn look_up(
    app: &App,
    side: Side,
    credential: &Credential,
    (hash, key): ([u8; 32], [u8; 32]),
    now: Instant,
) -> Result<Principal> {
    let epoch = app.sessions.epoch();
    let facts = match credential {
        Credential::Cookie(_) => None,
        Credential::Bearer(token) => Some(app.tokens.check(side, token, now).ok_or(Error::Unauthenticated)?),
    };
    let found = app
        .system_read(Reason::SignIn, async move |sys| {
            let find = match facts {
                None => entity::Entity::find().filter(entity::Column::CookieHash.eq(hash.to_vec())),
                Some(facts) => entity::Entity::find()
                    .filter(entity::Column::TenantId.eq(facts.tenant.0))
                    .filter(entity::Column::Id.eq(facts.session.0)),
            };
            let Some(session) = sys.one(find.filter(entity::Column::EndedAt.is_null())).await? else { return Ok(None) };
            let ends = from_db(session.expires_at);
            let good_until = facts.map_or(ends, |facts| facts.expires_at.min(ends));
            principal(sys, &session, good_until).await
        })
        .await?
        .ok_or(Error::Unauthenticated)?;
    let owner = match &found {
        Principal::Staff(who) => who.tenant_id,
        Principal::Portal(who) => who.tenant_id,
    };
    app.sessions.put(epoch, owner, key, found.clone());
    Ok(found)
}

async fn principal(sys: &SystemTx<'_>, session: &entity::Model, good_until: Instant) -> Result<Option<Principal>> {
    let Some(firm) = sys.one(tenant::Entity::find().filter(tenant::Column::Id.eq(session.tenant_id))).await? else {
        return Ok(None);
    };
    match (session.user_id, session.access_id) {
        (Some(id), None) => staff(sys, session, id, good_until).await,
        (None, Some(id)) => client(sys, session, id, &firm, good_until).await,
        _ => Ok(None),
    }
}

async fn staff(
    sys: &SystemTx<'_>,
    session: &entity::Model,
    id: uuid::Uuid,
    good_until: Instant,
) -> Result<Option<Principal>> {
    let find =
        user::Entity::find().filter(user::Column::TenantId.eq(session.tenant_id)).filter(user::Column::Id.eq(id));
    let Some(row) = sys.one(find).await?.filter(|row| row.active) else { return Ok(None) };
    let Some(role) = Role::from_name(&row.role) else { return Ok(None) };
    Ok(Some(Principal::Staff(Arc::new(StaffPrincipal {
        tenant_id: TenantId(session.tenant_id),
        session_id: SessionId(session.id),
        user_id: UserId(row.id),
        name: row.name,
        since: from_db(row.created_at),
        role,
        language: Language::from_code(&row.language).unwrap_or_default(),
        by_program: session.cookie_hash.is_none(),
        good_until,
    }))))
}

async fn client(
    sys: &SystemTx<'_>,
    session: &entity::Model,
    id: uuid::Uuid,
    firm: &tenant::Model,
    good_until: Instant,
) -> Result<Option<Principal>> {
    let find =
        access::Entity::find().filter(access::Column::TenantId.eq(session.tenant_id)).filter(access::Column::Id.eq(id));
    let Some(row) = sys.one(find).await? else { return Ok(None) };
    let find = contact::Entity::find()
        .filter(contact::Column::TenantId.eq(session.tenant_id))
        .filter(contact::Column::Id.eq(row.contact_id));
    // Who lies in the bin stays outside; coming back from it opens the door again.
    let Some(person) = sys.one(find.filter(contact::Column::DeletedAt.is_null())).await? else { return Ok(None) };
    // Whatever cannot be read for sure means no access.
    let may_come_in =
        matches!(AccessStatus::from_name(&row.status), Some(AccessStatus::Invited | AccessStatus::Active));
    let (Some(scope), Some(username), true) = (AccessScope::from_name(&row.scope), row.username, may_come_in) else {
        return Ok(None);
    };
    let (Ok(rights), Ok(privacy)) = (serde_json::from_value(row.rights), serde_json::from_value(row.privacy)) else {
        return Ok(None);
    };
    let language = row.language.or(person.language).unwrap_or_else(|| firm.language.clone());
    Ok(Some(Principal::Portal(Arc::new(PortalPrincipal {
        tenant_id: TenantId(session.tenant_id),
        slug: firm.slug.clone(),
        firm: firm.name.clone(),
        portal_active: firm.portal_active,
        session_id: SessionId(session.id),
        access_id: AccessId(row.id),
        contact_id: ContactId(person.id),
        organisation_id: person.organisation_id.map(OrganisationId),
        first_name: person.first_name,
        last_name: person.last_name,
        username,
        language: Language::from_code(&language).unwrap_or_default(),
        rights,
        scope,
        privacy,
        must_change: row.must_change,
        window: tenants::window(
            &firm.time_zone,
            person.support_start_date.map(date_from_db),
            person.support_end_date.map(date_from_db),
        ),
        good_until,
    }))))
}
