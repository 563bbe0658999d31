//! Who sends a request: found out once, before any handler runs.

use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpMessage as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use zaguan_domain::Error;
use zaguan_domain::platform::App;
use zaguan_domain::platform::stamp::Origin;
use zaguan_domain::sessions::principal::Principal;
use zaguan_domain::sessions::tokens::Side;
use zaguan_domain::sessions::{Credential, Visitor, authenticate};
use zaguan_types::Code;

use super::limits::{self, TenantCap, Used};
use super::origin;
use super::problem::{ApiError, DoorError, trace_id};

const STAFF_COOKIE: &str = "zaguan_staff";
const PORTAL_COOKIE: &str = "zaguan_portal";
const STAFF_PATH: &str = "/api/v1";
const PORTAL_PATH: &str = "/api/portal/v1/";

/// What the guard finds in the request.
#[derive(Clone)]
pub struct Known {
    /// Who sends it, if anyone.
    pub principal: Option<Principal>,
    /// Where it comes from.
    pub origin: Origin,
    /// The credential, for streams that check it again while they are open.
    pub credential: Option<(Side, Credential)>,
}

/// The side and, for the portal, the slug of a path.
fn side_of(path: &str) -> Option<(Side, Option<&str>)> {
    if let Some(rest) = path.strip_prefix(PORTAL_PATH) {
        return Some((Side::Portal, Some(rest.split('/').next().unwrap_or_default())));
    }
    let staff = path.strip_prefix(STAFF_PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    staff.then_some((Side::Staff, None))
}

fn credential_of(request: &ServiceRequest, side: Side) -> Option<Credential> {
    if let Some(header) = request.headers().get(AUTHORIZATION) {
        // Whoever sends the header means it: a cookie beside it does not count.
        let token = header
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        return Some(Credential::Bearer(token.map(|(_, token)| token.trim().to_owned()).unwrap_or_default()));
    }
    let name = match side {
        Side::Staff => STAFF_COOKIE,
        Side::Portal => PORTAL_COOKIE,
    };
    request.cookie(name).map(|cookie| Credential::Cookie(cookie.value().to_owned()))
}

/// Finds out who sends a request. Nobody is turned away here; that is the guards' business. A browser's request that
/// changes something must come from our own pages.
pub async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    match known(&request).await.and_then(|known| counted(&request, known)) {
        Ok(Some(known)) => {
            request.extensions_mut().insert(Rc::new(known));
        }
        Ok(None) => {}
        // As an answer, not as an error: the layers around still have to dress it.
        Err(error) => return Ok(request.error_response(error)),
    }
    let mut answer = next.call(request).await?.map_into_boxed_body();
    limits::tell(&mut answer);
    Ok(answer)
}

/// Counts the request against what its firm may ask.
fn counted(request: &ServiceRequest, known: Option<Known>) -> Result<Option<Known>, actix_web::Error> {
    let tenant = known.as_ref().and_then(|known| known.principal.as_ref()).map(Principal::tenant_id);
    if let (Some(tenant), Some(cap)) = (tenant, request.app_data::<Data<TenantCap>>())
        && let Some(used) = cap.take(tenant).map_err(ApiError)?
    {
        request.extensions_mut().insert(used);
    }
    Ok(known)
}

/// What is known of a request to the API; nothing of any other.
async fn known(request: &ServiceRequest) -> Result<Option<Known>, actix_web::Error> {
    // The router would decode it: `/api/v%31` must not be a way around this layer.
    if request.path().split('/').take(4).any(|part| part.contains('%')) {
        return Err(ApiError(Error::NotFound).into());
    }
    let Some((side, slug)) = side_of(request.path()) else { return Ok(None) };
    let app =
        request.app_data::<Data<App>>().ok_or_else(|| ApiError(Error::Internal("the server is not wired".into())))?;
    let credential = credential_of(request, side);
    let by_cookie = matches!(credential, Some(Credential::Cookie(_)));
    if !request.method().is_safe() && !origin::is_ours(request, app, by_cookie) {
        return Err(DoorError(Code::CrossOrigin, "a browser sent this from another site").into());
    }
    let principal = match &credential {
        None => None,
        Some(credential) => match authenticate(app, side, credential).await {
            Ok(principal) => Some(principal).filter(|who| belongs(who, slug)),
            Err(Error::Unauthenticated) => None,
            // The check itself failed: nobody gets in.
            Err(error) => return Err(ApiError(error).into()),
        },
    };
    let origin = Origin { trace_id: trace_id(request), address: address(request, app) };
    let credential = credential.filter(|_| principal.is_some()).map(|credential| (side, credential));
    Ok(Some(Known { principal, origin, credential }))
}

/// A client is nobody in another firm's portal.
fn belongs(who: &Principal, slug: Option<&str>) -> bool {
    match who {
        Principal::Staff(_) => true,
        Principal::Portal(who) => slug == Some(who.slug.as_str()),
    }
}

/// The address that a request comes from: the peer's own or, if the peer is a proxy that the operator trusts, the last
/// one in `X-Forwarded-For` that is no such proxy. From anybody else that header could be forged, and is not read.
fn address(request: &ServiceRequest, app: &App) -> Option<String> {
    let peer = request.peer_addr()?.ip();
    if !app.trusts(peer) {
        return Some(peer.to_string());
    }
    let mut last = peer;
    let headers: Vec<&str> =
        request.headers().get_all("x-forwarded-for").map(|value| value.to_str().unwrap_or("?")).collect();
    // From the right: each entry was written by who is named by the one behind it. Behind one that cannot be read, or that
    // is no proxy of ours, nothing is believed any more.
    for part in headers.iter().flat_map(|value| value.split(',')).rev() {
        let Some(address) = forwarded_address(part.trim()) else { break };
        last = address;
        if !app.trusts(address) {
            break;
        }
    }
    Some(last.to_string())
}

/// An entry of the header: an address, by some proxies with a port.
fn forwarded_address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(with_port).or_else(bracketed)
}

/// What came with a sign-in.
pub fn visitor(request: &actix_web::HttpRequest) -> Visitor {
    let origin = request.extensions().get::<Rc<Known>>().map(|known| known.origin.clone()).unwrap_or_default();
    let user_agent = request
        .headers()
        .get(actix_web::http::header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .map(str::to_owned);
    let visitor = Visitor { origin, user_agent, ..Visitor::default() };
    request.extensions_mut().insert(Used::SignIn(Arc::clone(&visitor.allowance)));
    visitor
}

/// The cookie of a session that begins; `None` for the value ends it in the browser.
pub fn cookie(app: &App, side: Side, slug: Option<&str>, value: Option<(String, i64)>) -> Cookie<'static> {
    let (name, path) = match (side, slug) {
        (Side::Portal, Some(slug)) => (PORTAL_COOKIE, format!("{PORTAL_PATH}{slug}")),
        _ => (STAFF_COOKIE, STAFF_PATH.to_owned()),
    };
    let (value, seconds) = value.unwrap_or_default();
    Cookie::build(name, value)
        .path(path)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.public_url().starts_with("https://"))
        .max_age(Duration::seconds(seconds))
        .finish()
}
