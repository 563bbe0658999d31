//! Parts of an address. One that cannot be an id names nothing that there is: 404, like any other that does not exist.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use zaguan_domain::Error;

use super::problem::ApiError;

/// The last part of the address that is set by its template, or several of them in order. The portal's `{slug}` is
/// not among them: the session layer has checked it.
pub struct Path<T>(pub T);

/// What a path can be read as.
pub trait Parts: Sized {
    /// Reads the parts.
    fn read(parts: &[&str]) -> Option<Self>;
}

macro_rules! single {
    ($($kind:ty),+) => {$(
        impl Parts for $kind {
            fn read(parts: &[&str]) -> Option<Self> {
                Self::from_str(parts.first()?).ok()
            }
        }
    )+};
}
single!(
    zaguan_types::ContactId,
    zaguan_types::OrganisationId,
    zaguan_types::CaseId,
    zaguan_types::AccessId,
    zaguan_types::BlockId,
    zaguan_types::BulkId,
    zaguan_types::MessageId,
    zaguan_types::NoteId,
    zaguan_types::UserId,
    zaguan_types::ImportId,
    zaguan_types::ViewId,
    String
);

impl Parts for zaguan_types::fields::Module {
    fn read(parts: &[&str]) -> Option<Self> {
        Self::from_name(parts.first()?)
    }
}

impl<A: Parts, B: Parts> Parts for (A, B) {
    fn read(parts: &[&str]) -> Option<Self> {
        Some((A::read(parts)?, B::read(parts.get(1..)?)?))
    }
}

impl<T: Parts> FromRequest for Path<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parts: Vec<&str> =
            request.match_info().iter().filter(|(name, _)| *name != "slug").map(|(_, part)| part).collect();
        let odd = parts.iter().any(|part| part.contains('\0'));
        ready(T::read(&parts).filter(|_| !odd).map(Self).ok_or(ApiError(Error::NotFound)))
    }
}
