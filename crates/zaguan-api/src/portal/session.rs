//! The portal's face, and signing in and out.

use actix_web::web::{Data, Path as Slug};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use zaguan_domain::context::rights;
use zaguan_domain::platform::App;
use zaguan_domain::sessions::tokens::Side;
use zaguan_domain::sessions::{Issued, refresh, sign_in_portal, sign_out_portal};
use zaguan_domain::tenants;
use zaguan_types::portal::{PortalBranding, PortalSignIn, PortalSignedIn};
use zaguan_types::session::{Refresh, Tokens};

use crate::http::answer::{Answer, One, Plain};
use crate::http::body::Body;
use crate::http::guard::PortalGuard;
use crate::http::query::NoQuery;
use crate::http::session::{cookie, visitor};

/// The face of a firm's portal, for anyone.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), security(()), responses((status = 200, body = PortalBranding, description = "The face.")))]
#[get("/branding")]
pub async fn portal_branding(app: Data<App>, slug: Slug<String>, _query: NoQuery) -> Answer<One<PortalBranding>> {
    Ok(One(tenants::by_slug(&app, &slug).await?.branding()))
}

/// Sign in, with an own password or the temporary one of an invitation.
///
/// With a temporary one the answer says `password_change_required`, and everything but setting an own password
/// answers 403 until that is done.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), request_body = PortalSignIn, security(()), responses((status = 200, body = PortalSignedIn, description = "Signed in.")))]
#[post("/session")]
pub async fn portal_sign_in(
    app: Data<App>,
    request: HttpRequest,
    slug: Slug<String>,
    _query: NoQuery,
    body: Body<PortalSignIn>,
) -> Answer<HttpResponse> {
    let Issued { body, cookie: value } = sign_in_portal(&app, &slug, body.value, visitor(&request)).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header(("cache-control", "no-store"));
    if let Some(value) = value {
        answer.cookie(cookie(&app, Side::Portal, Some(&slug), Some(value)));
    }
    Ok(answer.json(body))
}

/// Buy the next pair of tokens.
///
/// A refresh token works once; a second use ends its session.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), request_body = Refresh, security(()), responses((status = 200, body = Tokens, description = "The next pair.")))]
#[post("/session/refresh")]
pub async fn portal_refresh_session(
    app: Data<App>,
    request: HttpRequest,
    slug: Slug<String>,
    _query: NoQuery,
    body: Body<Refresh>,
) -> Answer<Plain<Tokens>> {
    let origin = visitor(&request).origin;
    Ok(Plain(refresh(&app, Side::Portal, Some(&slug), &body.value.refresh_token, origin).await?))
}

/// Sign out.
#[utoipa::path(tag = "portal session", params(("slug" = String, Path, description = "The firm's slug.")), security(("portal_token" = ["at_the_door"])), responses((status = 204, description = "Signed out.")))]
#[delete("/session")]
pub async fn portal_sign_out(
    who: PortalGuard<rights::AtTheDoor>,
    app: Data<App>,
    slug: Slug<String>,
    _query: NoQuery,
) -> Answer<HttpResponse> {
    sign_out_portal(who.cx()).await?;
    Ok(HttpResponse::NoContent().cookie(cookie(&app, Side::Portal, Some(&slug), None)).finish())
}
