//! The kinds of answers: one resource with its `ETag`, a new one with its address, a list, nothing.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ContentType, ETAG, IF_MATCH, LOCATION};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use zaguan_domain::{Error, Written};
use zaguan_types::cases::{Case, CaseMessage};
use zaguan_types::contacts::Contact;
use zaguan_types::fields::Field;
use zaguan_types::organisations::Organisation;
use zaguan_types::portal::{PortalCase, PortalMessage};
use zaguan_types::portal_access::Access;
use zaguan_types::users::Me;

use super::problem::ApiError;

/// What an operation answers.
pub type Answer<T> = Result<T, ApiError>;

/// A resource whose state has a name.
pub trait Tagged {
    /// The name of its state, in the quotes of an `ETag`.
    fn etag(&self) -> String;
}

macro_rules! by_version {
    ($($resource:ty),+) => {$(
        impl Tagged for $resource {
            fn etag(&self) -> String {
                format!("\"{}\"", self.version)
            }
        }
    )+};
}
by_version!(Contact, Case, Field, Organisation, Access, Me);

macro_rules! by_id {
    ($($resource:ty),+) => {$(
        impl Tagged for $resource {
            /// It never changes.
            fn etag(&self) -> String {
                format!("\"{}\"", self.id)
            }
        }
    )+};
}
by_id!(CaseMessage, PortalMessage);

impl Tagged for PortalCase {
    /// By what is shown: a version, or the moment of the last change, would tell that something hidden has changed.
    fn etag(&self) -> String {
        let shown = Self { updated_at: self.created_at, ..self.clone() };
        // A case of the portal always serialises.
        let hash = Sha256::digest(serde_json::to_vec(&shown).unwrap_or_default());
        let short: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("\"{short}\"")
    }
}

/// One resource.
pub struct One<T>(pub T);

/// A new resource, and the address of the list it is now part of.
pub struct Created<T>(pub T, pub String);

/// Something without a state of its own: a list, counts.
pub struct Plain<T>(pub T);

/// The same, written already.
pub struct Ready<T>(pub Written<T>);

/// Done, and nothing to tell.
pub struct Done;

impl<T: Serialize + Tagged> Responder for One<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        builder(StatusCode::OK).insert_header((ETAG, self.0.etag())).json(self.0)
    }
}

impl<T: Serialize + Tagged> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        builder(StatusCode::CREATED).insert_header((ETAG, self.0.etag())).insert_header((LOCATION, self.1)).json(self.0)
    }
}

impl<T: Serialize> Responder for Plain<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        builder(StatusCode::OK).json(self.0)
    }
}

impl<T> Responder for Ready<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        builder(StatusCode::OK).content_type(ContentType::json()).body(self.0.into_json())
    }
}

impl Responder for Done {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        builder(StatusCode::NO_CONTENT).finish()
    }
}

/// Nothing that needs a session is kept by anyone on the way.
fn builder(status: StatusCode) -> HttpResponseBuilder {
    let mut builder = HttpResponseBuilder::new(status);
    builder.insert_header((CACHE_CONTROL, "no-store"));
    builder
}

/// The version that `If-Match` names, if it is there.
///
/// # Errors
/// [`Error::Malformed`] if it is not an `ETag` of ours.
pub fn if_match(request: &HttpRequest) -> Result<Option<i64>, ApiError> {
    let Some(header) = request.headers().get(IF_MATCH) else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|digits| digits.parse().ok());
    version.map(Some).ok_or_else(|| ApiError(Error::Malformed("If-Match must be the ETag of an earlier answer".into())))
}
