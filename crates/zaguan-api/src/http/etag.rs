//! The names of states: `ETag` of what is answered, `If-Match` and `If-None-Match` of what is asked.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpRequest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use zaguan_domain::Error;
use zaguan_types::cases::{Case, CaseMessage};
use zaguan_types::contacts::Contact;
use zaguan_types::fields::Field;
use zaguan_types::imports::Import;
use zaguan_types::notes::Note;
use zaguan_types::organisations::Organisation;
use zaguan_types::portal::{PortalBranding, PortalCase, PortalForms, PortalHome, PortalMe, PortalMessage};
use zaguan_types::portal_access::Access;
use zaguan_types::users::{Me, User};
use zaguan_types::views::View;

use super::problem::ApiError;

/// A resource whose state has a name.
pub trait Tagged {
    /// The name of its state, in the quotes of an `ETag`. `body` is the state as it is sent.
    fn etag(&self, body: &[u8]) -> String;
}

macro_rules! by_version {
    ($($resource:ty),+) => {$(
        impl Tagged for $resource {
            /// The version, on which edits are based, and what is shown: names of others, moments of sign-ins and messages
            /// move without a new version.
            fn etag(&self, body: &[u8]) -> String {
                format!("\"{}.{}\"", self.version, short_hash(body))
            }
        }
    )+};
}
by_version!(Case, Contact, Field, Import, Note, Organisation, Access, Me, View);

macro_rules! by_id {
    ($($resource:ty),+) => {$(
        impl Tagged for $resource {
            /// It never changes.
            fn etag(&self, _: &[u8]) -> String {
                format!("\"{}\"", self.id)
            }
        }
    )+};
}
by_id!(CaseMessage, PortalMessage);

macro_rules! by_content {
    ($($resource:ty),+) => {$(
        impl Tagged for $resource {
            /// By what is shown: a version would tell that something else has changed.
            fn etag(&self, body: &[u8]) -> String {
                format!("\"{}\"", short_hash(body))
            }
        }
    )+};
}
by_content!(PortalCase, PortalMe, PortalBranding, PortalForms, PortalHome, User);

fn short_hash(body: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(body)[..12])
}

/// The states on which a change is based, if the request names any.
pub struct IfMatch(Option<Vec<String>>);

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(tags(request, IF_MATCH).map(Self))
    }
}

impl IfMatch {
    /// The version that the change is based on; one that no record has for an `ETag` that was never ours.
    pub fn version(&self) -> Option<i64> {
        let tags = self.0.as_ref()?;
        let version = |tag: &String| tag.split('.').next().and_then(|digits| digits.parse().ok());
        Some(tags.iter().filter_map(version).max().unwrap_or(-1))
    }

    /// Whether a state is one of those that were named.
    pub fn test<T: Tagged + Serialize + 'static>(self) -> impl Fn(&T) -> bool + Clone + Send + Sync + 'static {
        let tags = self.0;
        move |state| {
            tags.as_ref().is_none_or(|tags| {
                let body = serde_json::to_vec(state).unwrap_or_default();
                let now = state.etag(&body);
                tags.iter().any(|tag| tag == now.trim_matches('"'))
            })
        }
    }
}

/// Whether the asker has this state already.
pub fn is_known(request: &HttpRequest, etag: &str) -> bool {
    // What cannot be read names nothing.
    let known = tags(request, IF_NONE_MATCH).ok().flatten().unwrap_or_default();
    known.iter().any(|tag| tag == etag.trim_matches('"'))
}

/// The tags of a header, without their quotes; `None` if it is absent or `*`. A weak tag names no state for sure: it is
/// kept as one that is never found.
fn tags(request: &HttpRequest, name: HeaderName) -> Result<Option<Vec<String>>, ApiError> {
    let Some(header) = request.headers().get(&name) else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let weak = name == IF_NONE_MATCH;
    let read = |part: &str| {
        let part = part.trim();
        let strong = if weak { part.strip_prefix("W/").unwrap_or(part) } else { part };
        match strong.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(tag) if !tag.contains('"') => Some(tag.to_owned()),
            _ => strong.strip_prefix("W/\"").filter(|rest| rest.ends_with('"')).map(|_| "weak".to_owned()),
        }
    };
    let wrong = || ApiError(Error::Malformed(format!("{name} must be * or the ETags of earlier answers")));
    text.split(',').map(read).collect::<Option<Vec<_>>>().map(Some).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn asked(value: &str) -> Option<IfMatch> {
        let request = TestRequest::default().insert_header(("if-match", value)).to_http_request();
        tags(&request, IF_MATCH).ok().map(IfMatch)
    }

    #[test]
    fn the_version_is_read_from_our_tags_and_foreign_ones_fit_nothing() {
        assert_eq!(asked("\"7\"").unwrap().version(), Some(7));
        assert_eq!(asked("\"7.64f1\"").unwrap().version(), Some(7));
        assert_eq!(asked("\"6\", \"7.1\"").unwrap().version(), Some(7));
        assert_eq!(asked("*").unwrap().version(), None);
        for foreign in ["\"abc\"", "\"\"", "W/\"7\""] {
            assert_eq!(asked(foreign).unwrap().version(), Some(-1), "{foreign}");
        }
        for broken in ["7", "\"7", "", "\"7\" \"8\"", "é"] {
            assert!(asked(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_state_is_known_by_its_tag_also_if_a_proxy_weakened_it() {
        let known = |value: &str| {
            is_known(&TestRequest::default().insert_header(("if-none-match", value)).to_http_request(), "\"a1\"")
        };
        assert!(known("\"a1\"") && known("W/\"a1\"") && known("\"b\", \"a1\""));
        assert!(!known("\"a\"") && !known("a1") && !known("*"));
    }
}
