//! The query of a list: paging, order, search and filters, read strictly.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use zaguan_domain::{Error, ListQuery};
use zaguan_types::list::{DEFAULT_LIMIT, MAX_LIMIT};
use zaguan_types::{FieldCode, FieldError};

use super::problem::ApiError;

/// The query of a list.
pub struct List(pub ListQuery);

/// No query: any parameter is a mistake, and named.
pub struct NoQuery;

impl FromRequest for List {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self).map_err(ApiError))
    }
}

impl FromRequest for NoQuery {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let first = request.query_string().split(['&', '=']).next().unwrap_or_default();
        let wrong = || {
            ApiError(Error::field(format!("{first:.60}"), FieldCode::UnknownFilter, "there is no such parameter here"))
        };
        ready(if first.is_empty() { Ok(Self) } else { Err(wrong()) })
    }
}

/// Reads the query of a list.
pub fn read(query: &str) -> Result<ListQuery, Error> {
    let mut out = ListQuery { limit: DEFAULT_LIMIT, ..ListQuery::default() };
    let mut errors = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|_| Error::Malformed("the query cannot be read".into()))?;
    for (name, value) in pairs {
        if !seen.insert(name.clone()) {
            errors.push(FieldError::new(format!("{name:.80}"), FieldCode::BadFormat, "given more than once"));
            continue;
        }
        let mut wrong = |code, detail: String| errors.push(FieldError::new(format!("{name:.80}"), code, detail));
        if value.len() > 2_000 || value.contains('\0') {
            wrong(FieldCode::TooLong, "at most 2,000 bytes, without U+0000".into());
            continue;
        }
        match name.as_str() {
            "limit" => match value.parse() {
                Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => (out.limit, out.limited) = (limit, true),
                _ => wrong(FieldCode::BadFormat, format!("a number from 1 to {MAX_LIMIT} is needed")),
            },
            "after" => out.after = Some(value),
            "sort" => out.sort = Some(value),
            "count" => match value.parse() {
                Ok(count) => out.count = count,
                Err(_) => wrong(FieldCode::BadFormat, "true or false is needed".into()),
            },
            "q" => out.q = Some(value),
            _ => match name.strip_prefix("filter[").and_then(|rest| rest.strip_suffix(']')) {
                Some(filter) => out.filters.push((filter.to_owned(), value)),
                None => wrong(FieldCode::UnknownFilter, "there is no such parameter here".into()),
            },
        }
    }
    if errors.is_empty() { Ok(out) } else { Err(Error::Invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_and_unknown_ones_named() {
        let query = read("limit=5&sort=-number&q=a%20b&filter[status]=open%2Cclosed&count=true").unwrap();
        assert_eq!((query.limit, query.count, query.q.as_deref()), (5, true, Some("a b")));
        assert_eq!(query.filters, [("status".to_owned(), "open,closed".to_owned())]);
        for bad in ["limit=0", "limit=201", "limit=x", "page=2", "filter[x=1", "count=yes", "limit=1&limit=2"] {
            assert!(matches!(read(bad), Err(Error::Invalid(_))), "{bad}");
        }
    }
}
