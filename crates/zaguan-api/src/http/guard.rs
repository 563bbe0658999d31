//! The guard of an operation: its first argument, and the only way to a context.

use std::future::{Ready, ready};
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use zaguan_domain::Error;
use zaguan_domain::context::{PortalCx, PortalPermit, RequestInfo, StaffCx, StaffPermit};
use zaguan_domain::platform::App;
use zaguan_domain::platform::stamp::Once;
use zaguan_domain::sessions::principal::{PortalPrincipal, Principal, StaffPrincipal};

use super::body::Body;
use super::problem::ApiError;
use super::session::Known;

/// A member of staff with permission `P` sends this request.
pub struct Guard<P> {
    cx: StaffCx<P>,
    key: Option<String>,
}

/// A client with right `R` sends this request, to their own firm's portal, which is open.
pub struct PortalGuard<R> {
    cx: PortalCx<R>,
    key: Option<String>,
}

impl<P: StaffPermit> Guard<P> {
    /// The context.
    pub const fn cx(&self) -> &StaffCx<P> {
        &self.cx
    }

    /// The context, for an answer that goes on after the handler.
    pub fn into_cx(self) -> StaffCx<P> {
        self.cx
    }

    /// The context for a request with a body: a repetition under the same idempotency key gets the first answer.
    pub fn once<T>(self, body: &Body<T>) -> StaffCx<P> {
        self.cx.once(self.key.map(|key| Once { key, fingerprint: body.fingerprint }))
    }
}

impl<R: PortalPermit> PortalGuard<R> {
    /// The context.
    pub const fn cx(&self) -> &PortalCx<R> {
        &self.cx
    }

    /// The context for a request with a body.
    pub fn once<T>(self, body: &Body<T>) -> PortalCx<R> {
        self.cx.once(self.key.map(|key| Once { key, fingerprint: body.fingerprint }))
    }
}

/// What the session layer found, and the idempotency key.
struct Found {
    app: Arc<App>,
    known: Rc<Known>,
    key: Option<String>,
}

fn found(request: &HttpRequest) -> Result<Found, Error> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| Error::Internal("the server is not wired".into()))?;
    let known = request.extensions().get::<Rc<Known>>().cloned().ok_or(Error::Unauthenticated)?;
    let key = match request.headers().get("idempotency-key") {
        None => None,
        Some(header) => {
            let visible =
                |key: &&str| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
            Some(header.to_str().ok().filter(visible).ok_or_else(bad_key)?.to_owned())
        }
    };
    Ok(Found { app: Arc::clone(app), known, key })
}

fn bad_key() -> Error {
    Error::Malformed("Idempotency-Key has 1 to 255 visible ASCII characters".into())
}

impl<P: StaffPermit> FromRequest for Guard<P> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(staff(request).map_err(ApiError))
    }
}

fn staff<P: StaffPermit>(request: &HttpRequest) -> Result<Guard<P>, Error> {
    let Found { app, known, key } = found(request)?;
    let Some(Principal::Staff(who)) = &known.principal else { return Err(Error::Unauthenticated) };
    let who: Arc<StaffPrincipal> = Arc::clone(who);
    let cx = StaffCx::mint(app, who, RequestInfo { origin: known.origin.clone(), once: None })?;
    Ok(Guard { cx, key })
}

impl<R: PortalPermit> FromRequest for PortalGuard<R> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(client(request).map_err(ApiError))
    }
}

fn client<R: PortalPermit>(request: &HttpRequest) -> Result<PortalGuard<R>, Error> {
    let Found { app, known, key } = found(request)?;
    let Some(Principal::Portal(who)) = &known.principal else { return Err(Error::Unauthenticated) };
    let who: Arc<PortalPrincipal> = Arc::clone(who);
    let cx = PortalCx::mint(app, who, RequestInfo { origin: known.origin.clone(), once: None })?;
    Ok(PortalGuard { cx, key })
}
