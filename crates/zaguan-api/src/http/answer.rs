//! The kinds of answers: one resource with its `ETag`, a new one with its address, a list, nothing.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ContentType, ETAG, LOCATION};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::Serialize;
use zaguan_domain::{Error, Written};

use super::etag::{Tagged, is_known};
use super::problem::ApiError;

/// What an operation answers.
pub type Answer<T> = Result<T, ApiError>;

/// One resource.
pub struct One<T>(pub T);

/// A new resource and its address.
pub struct Created<T>(pub T, pub String);

/// Something without a state of its own: a list, counts.
pub struct Plain<T>(pub T);

/// The same, written already.
pub struct Ready<T>(pub Written<T>);

/// Done, and nothing to tell.
pub struct Done;

impl<T: Serialize + Tagged> Responder for One<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        tagged(StatusCode::OK, &self.0, |etag, builder| {
            is_known(request, etag).then(|| builder.status(StatusCode::NOT_MODIFIED).finish())
        })
    }
}

impl<T: Serialize + Tagged> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        tagged(StatusCode::CREATED, &self.0, |_, builder| {
            builder.insert_header((LOCATION, self.1));
            None
        })
    }
}

/// An answer with its tag; `more` may add to its head, or answer something else.
fn tagged<T: Serialize + Tagged>(
    status: StatusCode,
    value: &T,
    more: impl FnOnce(&str, &mut HttpResponseBuilder) -> Option<HttpResponse>,
) -> HttpResponse {
    let body = match serde_json::to_vec(value) {
        Ok(body) => body,
        Err(error) => return HttpResponse::from_error(ApiError(Error::Internal(format!("an answer: {error}")))),
    };
    let etag = value.etag(&body);
    let mut builder = builder(status);
    builder.insert_header((ETAG, etag.as_str()));
    match more(&etag, &mut builder) {
        Some(other) => other,
        None => builder.insert_header((CONTENT_TYPE, "application/json")).body(body),
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
