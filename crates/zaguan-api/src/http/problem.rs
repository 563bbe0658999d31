//! Errors on the wire: one shape (RFC 9457), whatever went wrong and wherever.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse, HttpResponseBuilder, ResponseError};
use tracing_actix_web::RequestId;
use zaguan_domain::Error;
use zaguan_types::{Code, Problem};

use crate::public::lost;

const PROBLEM: &str = "application/problem+json";

/// An error of the domain or of the door, on its way out.
#[derive(Debug)]
pub struct ApiError(pub Error);

/// An error that only the door knows: the request is of the wrong kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorError(pub Code, pub &'static str);

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for DoorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.1)
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        status(code(&self.0))
    }

    // Written by `layer`, which knows the trace id.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

impl ResponseError for DoorError {
    fn status_code(&self) -> StatusCode {
        status(self.0)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

fn status(code: Code) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

const fn code(error: &Error) -> Code {
    match error {
        Error::Malformed(_) => Code::Malformed,
        Error::Unauthenticated => Code::Unauthenticated,
        Error::WrongCredentials => Code::WrongCredentials,
        Error::Forbidden => Code::Forbidden,
        Error::PasswordChangeRequired => Code::PasswordChangeRequired,
        Error::PortalOff => Code::PortalOff,
        Error::NotFound => Code::NotFound,
        Error::Conflict(_) => Code::Conflict,
        Error::TenantRequired => Code::TenantRequired,
        Error::Stale(_) => Code::PreconditionFailed,
        Error::Invalid(_) => Code::Invalid,
        Error::IdempotencyMismatch => Code::IdempotencyMismatch,
        Error::TooMany { .. } => Code::TooManyRequests,
        Error::Unavailable(_) => Code::Unavailable,
        Error::Internal(_) => Code::Internal,
    }
}

fn document(error: &Error, trace_id: &str) -> Problem {
    let detail = match error {
        // What happened inside is for the log.
        Error::Internal(why) => {
            tracing::error!(why, "internal error");
            "an unexpected error; the trace id finds it in the server's log".to_owned()
        }
        Error::Unavailable(why) => {
            tracing::warn!(why, "a dependency is away");
            "something the server depends on is away; try again in a moment".to_owned()
        }
        other => other.to_string(),
    };
    let mut problem = Problem::new(code(error), detail, trace_id);
    match error {
        Error::Invalid(errors) => problem.errors.clone_from(errors),
        Error::Stale(current) => problem.current = Some((**current).clone()),
        _ => {}
    }
    problem
}

fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::TooMany { retry_after } => Some(*retry_after),
        Error::Unavailable(_) => Some(2),
        _ => None,
    }
}

/// Writes every error answer as a problem document with the request's trace id: those of the domain, those of the
/// door, and those that actix makes by itself (no such address, wrong method, a body that breaks off). A person who opens
/// an address that is none with a browser reads a page instead.
pub async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let trace_id = trace_id(&request);
    let reader = lost::reader(&request);
    let (request, response) = match next.call(request).await {
        Ok(answer) => answer.map_into_boxed_body().into_parts(),
        // An inner layer failed before there was an answer; actix has lost the request by then.
        Err(error) => return Err(with_document(error, &trace_id)),
    };
    if response.status().as_u16() < 400 || is_problem(&response) {
        return Ok(ServiceResponse::new(request, response));
    }
    if let (StatusCode::NOT_FOUND, Some(language)) = (response.status(), reader) {
        return Ok(ServiceResponse::new(request, lost::page(language)));
    }
    let written = match response.error() {
        Some(error) => of_error(error, &trace_id),
        None => of_status(response.status(), &trace_id),
    };
    let mut answer = written.unwrap_or_else(|| HttpResponse::new(response.status()));
    for (name, value) in response.headers() {
        if name != CONTENT_TYPE && !answer.headers().contains_key(name) {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(ServiceResponse::new(request, answer))
}

fn with_document(error: actix_web::Error, trace_id: &str) -> actix_web::Error {
    match of_error(&error, trace_id) {
        Some(answer) => actix_web::error::InternalError::from_response(error, answer).into(),
        None => error,
    }
}

fn is_problem(response: &HttpResponse) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(PROBLEM.as_bytes()))
}

fn of_error(error: &actix_web::Error, trace_id: &str) -> Option<HttpResponse> {
    if let Some(ApiError(error)) = error.as_error::<ApiError>() {
        return Some(write(&document(error, trace_id), retry_after(error)));
    }
    if let Some(DoorError(code, detail)) = error.as_error::<DoorError>() {
        return Some(write(&Problem::new(*code, *detail, trace_id), None));
    }
    of_status(error.as_response_error().status_code(), trace_id)
}

fn of_status(status: StatusCode, trace_id: &str) -> Option<HttpResponse> {
    let (code, detail) = match status.as_u16() {
        400 => (Code::Malformed, "the request cannot be read"),
        401 => (Code::Unauthenticated, "no valid session"),
        403 => (Code::Forbidden, "not allowed"),
        404 => (Code::NotFound, "nothing here"),
        405 => (Code::MethodNotAllowed, "this address does not take this method"),
        408 => (Code::RequestTimeout, "the request took too long to arrive"),
        413 => (Code::BodyTooLarge, "the body is larger than allowed"),
        415 => (Code::UnsupportedMediaType, "this media type is not read here"),
        429 => (Code::TooManyRequests, "too many requests"),
        503 => (Code::Unavailable, "not available at the moment"),
        500.. => (Code::Internal, "an unexpected error; the trace id finds it in the server's log"),
        _ => return None,
    };
    Some(write(&Problem { status: status.as_u16(), ..Problem::new(code, detail, trace_id) }, None))
}

fn write(problem: &Problem, retry_after: Option<u64>) -> HttpResponse {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponseBuilder::new(status);
    answer.insert_header((CACHE_CONTROL, "no-store"));
    if status == StatusCode::UNAUTHORIZED {
        answer.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"zaguan\""));
    }
    if let Some(seconds) = retry_after {
        answer.insert_header((RETRY_AFTER, seconds));
    }
    // A problem holds texts and numbers only: it always serialises.
    let body = serde_json::to_vec(problem).unwrap_or_default();
    answer.insert_header((CONTENT_TYPE, HeaderValue::from_static(PROBLEM))).body(body)
}

/// The name of this request in the log.
pub fn trace_id(request: &ServiceRequest) -> String {
    request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
}
