//! JSON bodies: read once, strictly, with every mistake named.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;
use zaguan_domain::Error;
use zaguan_types::{Code, FieldCode, FieldError};

use super::problem::{ApiError, DoorError};

/// The most bytes of a body.
const MOST: usize = 1024 * 1024;
/// A body has arrived whole after this time, or is given up: one that trickles must not hold a connection.
const WHOLE_AFTER: Duration = Duration::from_secs(30);
/// Bytes beyond that which are still read and dropped, so that the sender gets to see the answer.
pub(super) const DRAINED: usize = 8 * 1024 * 1024;
/// Mistakes that are named at most.
const MOST_ERRORS: usize = 50;

/// A JSON body of a known shape.
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// SHA-256 of method, path and body.
    pub fingerprint: [u8; 32],
}

/// A body that has nothing to say: `{}`.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let right_kind = is_json(&request);
            let bytes = timeout(WHOLE_AFTER, collect(payload))
                .await
                .map_err(|_| DoorError(Code::RequestTimeout, "the body did not arrive within 30 seconds"))??;
            if !right_kind {
                return Err(DoorError(
                    Code::UnsupportedMediaType,
                    "a JSON body with content-type application/json is needed",
                )
                .into());
            }
            let value = read(&bytes).map_err(ApiError)?;
            Ok(Self { value, fingerprint: fingerprint(&request, &bytes) })
        })
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let patch = *request.method() == actix_web::http::Method::PATCH;
    kind.eq_ignore_ascii_case("application/json") || patch && kind.eq_ignore_ascii_case("application/merge-patch+json")
}

async fn collect(mut payload: Payload) -> Result<Vec<u8>, actix_web::Error> {
    let mut bytes = Vec::new();
    let mut drained = 0;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| DoorError(Code::Malformed, "the body broke off"))?;
        if drained == 0 && bytes.len() + chunk.len() <= MOST {
            bytes.extend_from_slice(&chunk);
            continue;
        }
        drained += chunk.len();
        if drained > DRAINED {
            break;
        }
    }
    if drained > 0 {
        return Err(DoorError(Code::BodyTooLarge, "a body has at most 1 MiB").into());
    }
    Ok(bytes)
}

fn fingerprint(request: &HttpRequest, bytes: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(request.method().as_str());
    hash.update([0]);
    hash.update(request.path());
    hash.update([0]);
    hash.update(bytes);
    hash.finalize().into()
}

/// Reads a body. Text that is no JSON is malformed; JSON of another shape is invalid, and every member that does not
/// fit is named: each time reading stops at one, it is taken out and reading begins anew.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut json: Value = serde_json::from_slice(bytes).map_err(|error| Error::Malformed(no_json(&error)))?;
    if contains_nul(&json) {
        return Err(Error::Malformed("the character U+0000 is not allowed".into()));
    }
    if !json.is_object() {
        // serde would take an array for a struct, member by member.
        return Err(Error::field("", FieldCode::BadType, "a JSON object is needed"));
    }
    let mut errors = Vec::new();
    let (mut gone, mut stand_ins) = (Vec::new(), Vec::new());
    while errors.len() < MOST_ERRORS {
        let failed = match serde_path_to_error::deserialize::<_, T>(&json) {
            Ok(value) if errors.is_empty() => return Ok(value),
            Ok(_) => break,
            Err(error) => error,
        };
        let mut error = describe(&failed.path().to_string(), &failed.inner().to_string());
        if let Some(at) = stand_ins.iter().position(|(pointer, _)| *pointer == error.pointer) {
            // Named already; what stands in for it is of another type than is needed.
            if !try_next(&mut json, &mut stand_ins[at]) {
                break;
            }
            continue;
        }
        if error.code == FieldCode::Required {
            let mut stand_in = (error.pointer.clone(), 0);
            let placed = try_next(&mut json, &mut stand_in);
            stand_ins.push(stand_in);
            // One that was taken out since it does not fit is not missing as well.
            if !errors.iter().any(|known: &FieldError| known.pointer == error.pointer) {
                errors.push(error);
            }
            if !placed {
                break;
            }
            continue;
        }
        let taken_out = take_out(&mut json, &error.pointer);
        error.pointer = as_sent(&error.pointer, &mut gone);
        errors.push(error);
        if !taken_out {
            break;
        }
    }
    Err(Error::Invalid(errors))
}

/// Where a text ceases to be JSON.
fn no_json(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Eof => format!("this is no JSON: it breaks off at line {line}, column {column}"),
        _ => format!("this is no JSON: line {line}, column {column}"),
    }
}

/// What would have been right, in the words of an interface and not in those of a programming language.
fn wanted(why: &str) -> String {
    let Some((_, wanted)) = why.split_once(", expected ") else { return why.chars().take(300).collect() };
    let number = |text: &str| {
        let mut letters = text.chars();
        matches!(letters.next(), Some('u' | 'i')) && letters.all(|c| c.is_ascii_digit()) || text == "usize"
    };
    let wanted = match wanted {
        text if text.starts_with("struct ") || text.starts_with("a map") => "a JSON object",
        text if text.starts_with("a sequence") => "an array",
        text if text.starts_with("an array") => "an array",
        "a boolean" => "true or false",
        "string or map" | "variant identifier" => "a string",
        "f64" | "f32" => "a number",
        text if number(text) => "a whole number",
        text => text,
    };
    format!("{wanted} is needed").chars().take(300).collect()
}

/// PostgreSQL cannot store it in a text, and no person types it.
fn contains_nul(json: &Value) -> bool {
    match json {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(contains_nul),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains('\0') || contains_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn describe(path: &str, why: &str) -> FieldError {
    let base = pointer(path);
    let quoted = why.split('`').nth(1).unwrap_or_default();
    if why.starts_with("unknown field") {
        let base =
            if base.ends_with(&format!("/{}", escaped(quoted))) { base } else { format!("{base}/{}", escaped(quoted)) };
        FieldError::new(base, FieldCode::UnknownMember, "there is no such member here")
    } else if why.starts_with("missing field") {
        FieldError::new(format!("{base}/{}", escaped(quoted)), FieldCode::Required, "a value is needed")
    } else if why.starts_with("unknown variant") {
        FieldError::new(base, FieldCode::UnknownChoice, wanted(why))
    } else if why.starts_with("invalid type") {
        FieldError::new(base, FieldCode::BadType, wanted(why))
    } else {
        FieldError::new(base, FieldCode::BadFormat, wanted(why))
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// `a.b[0].c` as `/a/b/0/c`; `.` is the whole body.
fn pointer(path: &str) -> String {
    if path == "." || path.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    for part in path.split('.') {
        let mut pieces = part.split('[');
        if let Some(name) = pieces.next().filter(|name| !name.is_empty()) {
            out.push('/');
            out.push_str(&escaped(name));
        }
        for index in pieces {
            out.push('/');
            out.push_str(index.trim_end_matches(']'));
        }
    }
    out
}

/// Puts the next stand-in for a missing member, so that reading goes on to what lies behind it; `false` if none is left. The
/// value is never used: there is an error already.
fn try_next(json: &mut Value, (pointer, tried): &mut (String, usize)) -> bool {
    let stand_ins =
        [Value::from(""), Value::from(0), Value::Bool(false), Value::Array(vec![]), Value::Object(Map::new())];
    let Some(next) = stand_ins.into_iter().nth(*tried) else { return false };
    *tried += 1;
    let Some((parent, name)) = pointer.rsplit_once('/') else { return false };
    let Some(Value::Object(members)) = json.pointer_mut(parent) else { return false };
    members.insert(name.replace("~1", "/").replace("~0", "~"), next);
    true
}

/// The pointer to an item as it was sent: those in front of it that were taken out count again. `gone` keeps list and
/// place of each.
fn as_sent(pointer: &str, gone: &mut Vec<(String, usize)>) -> String {
    let Some((list, at)) = pointer.rsplit_once('/') else { return pointer.to_owned() };
    let Ok(mut at) = at.parse::<usize>() else { return pointer.to_owned() };
    let mut before: Vec<usize> = gone.iter().filter(|(of, _)| of == list).map(|(_, at)| *at).collect();
    before.sort_unstable();
    for earlier in before {
        if earlier <= at {
            at += 1;
        }
    }
    gone.push((list.to_owned(), at));
    format!("{list}/{at}")
}

/// Takes a member out; `false` if there is nothing to take.
fn take_out(json: &mut Value, pointer: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    match json.pointer_mut(parent) {
        Some(Value::Object(members)) => members.remove(&name).is_some(),
        Some(Value::Array(items)) => {
            name.parse::<usize>().ok().filter(|at| *at < items.len()).map(|at| items.remove(at)).is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zaguan_types::contacts::NewContact;
    use zaguan_types::session::SignIn;

    fn errors<T: DeserializeOwned>(text: &str) -> Vec<(String, FieldCode)> {
        match read::<T>(text.as_bytes()) {
            Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.pointer, error.code)).collect(),
            Err(other) => panic!("{other:?}"),
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn every_member_that_does_not_fit_is_named() {
        let found = errors::<NewContact>(
            r#"{"id": 1, "last_name": 7, "language": "fr", "support_start_date": "soon", "email": "a@b.es"}"#,
        );
        assert_eq!(
            found,
            [
                ("/id".to_owned(), FieldCode::UnknownMember),
                ("/language".to_owned(), FieldCode::UnknownChoice),
                ("/last_name".to_owned(), FieldCode::BadType),
                ("/support_start_date".to_owned(), FieldCode::BadFormat),
            ]
        );
        let missing = [("/email".to_owned(), FieldCode::Required), ("/password".to_owned(), FieldCode::Required)];
        assert_eq!(errors::<SignIn>("{}"), missing);
        let wrong = errors::<SignIn>(r#"{"email": null, "tokens": 1}"#);
        let wanted =
            [("/email", FieldCode::BadType), ("/tokens", FieldCode::BadType), ("/password", FieldCode::Required)];
        assert_eq!(wrong, wanted.map(|(pointer, code)| (pointer.to_owned(), code)));
        assert_eq!(errors::<zaguan_types::fields::Reactivation>("{}")[0].0, "/fields");
        assert_eq!(errors::<SignIn>("[]"), [(String::new(), FieldCode::BadType)]);
        let tags = errors::<NewContact>(r#"{"last_name": "x", "tags": ["a", 1, "b", 2, 3]}"#);
        let places: Vec<_> = tags.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(places, ["/tags/1", "/tags/3", "/tags/4"]);
    }

    #[actix_web::test]
    async fn a_body_that_trickles_is_given_up() {
        tokio::time::pause();
        let request =
            actix_web::test::TestRequest::post().insert_header((CONTENT_TYPE, "application/json")).to_http_request();
        let byte = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Some((Ok(actix_web::web::Bytes::from_static(b" ")), ()))
        });
        let began = tokio::time::Instant::now();
        let mut payload: Payload = Payload::Stream { payload: Box::pin(byte) };
        let refused = Body::<SignIn>::from_request(&request, &mut payload).await.err().unwrap();
        assert_eq!(refused.as_error::<DoorError>().unwrap().0, Code::RequestTimeout);
        assert_eq!(began.elapsed().as_secs(), WHOLE_AFTER.as_secs());
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        let deep = "[".repeat(10_000);
        for text in ["", "{", "nonsense", "{\"a\":1}}", &deep, "\"\\u0000\"", "\u{feff}{}"] {
            assert!(matches!(read::<NewContact>(text.as_bytes()), Err(Error::Malformed(_))), "{text:.20}");
        }
        assert!(matches!(read::<NewContact>(b"\xff\xfe"), Err(Error::Malformed(_))));
    }
}
