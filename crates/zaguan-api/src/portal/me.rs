//! The client themselves: name, password, settings, home.

use actix_web::{get, patch, put};
use zaguan_domain::context::rights;
use zaguan_domain::{portal, sessions};
use zaguan_types::portal::{PasswordChange, PortalHome, PortalMe, Preferences};

use crate::http::answer::{Answer, Done, One};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::PortalGuard;
use crate::http::query::NoQuery;

/// Who is signed in.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), security(("portal_token" = ["signed_in"])), responses((status = 200, body = PortalMe, description = "Oneself.")))]
#[get("/me")]
pub async fn portal_me(who: PortalGuard<rights::SignedIn>, _query: NoQuery) -> Answer<One<PortalMe>> {
    Ok(One(sessions::portal_me(who.cx())))
}

/// Set an own password. The other sessions of this access end.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), request_body = PasswordChange, security(("portal_token" = ["at_the_door"])), responses((status = 204, description = "Set.")))]
#[put("/me/password")]
pub async fn portal_change_password(
    who: PortalGuard<rights::AtTheDoor>,
    _query: NoQuery,
    body: Body<PasswordChange>,
) -> Answer<Done> {
    sessions::change_password(who.cx(), body.value).await?;
    Ok(Done)
}

/// Change one's own settings.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), request_body = Preferences, security(("portal_token" = ["signed_in"])), responses((status = 200, body = PortalMe, description = "Oneself.")))]
#[patch("/preferences")]
pub async fn portal_set_preferences(
    who: PortalGuard<rights::SignedIn>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<Preferences>,
) -> Answer<One<PortalMe>> {
    Ok(One(sessions::set_preferences(who.cx(), body.value, if_match.test()).await?))
}

/// What greets the client.
#[utoipa::path(tag = "portal home", params(("slug" = String, Path, description = "The firm's slug.")), security(("portal_token" = ["signed_in"])), responses((status = 200, body = PortalHome, description = "The home page.")))]
#[get("/home")]
pub async fn portal_home(who: PortalGuard<rights::SignedIn>, _query: NoQuery) -> Answer<One<PortalHome>> {
    Ok(One(portal::home(who.cx()).await?))
}
