//! Files as raw bodies: streamed to where the domain keeps them while they arrive, never whole in memory.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;
use zaguan_domain::imports::Spool;
use zaguan_types::Code;
use zaguan_types::imports::MOST_BYTES;

use super::body::{Body, DRAINED};
use super::problem::{ApiError, DoorError};

/// A file has arrived whole after this time, or is given up.
const WHOLE_AFTER: Duration = Duration::from_secs(300);
/// Nothing comes for so long: it is given up as well.
const NEXT_AFTER: Duration = Duration::from_secs(30);
/// What a file of this kind may be called. What it is, its content says.
const KINDS: [&str; 4] = [
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
    // What browsers on Windows call a CSV where Excel is installed.
    "application/vnd.ms-excel",
];

/// A file that has arrived.
pub struct Upload {
    /// The file.
    pub file: Spool,
    /// What tells this request from another, for idempotency.
    pub request: Body<()>,
}

impl FromRequest for Upload {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let right_kind = is_file(&request);
            let late = DoorError(Code::RequestTimeout, "the file did not arrive in time");
            let file = timeout(WHOLE_AFTER, collect(payload, right_kind)).await.map_err(|_| late)??;
            let fingerprint = fingerprint(&request, &file);
            Ok(Self { file, request: Body { value: (), fingerprint } })
        })
    }
}

fn is_file(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

async fn collect(mut payload: Payload, right_kind: bool) -> Result<Spool, actix_web::Error> {
    let mut file = Spool::new().map_err(ApiError)?;
    let (mut drained, most) = (0, if right_kind { MOST_BYTES } else { 0 });
    loop {
        let next = timeout(NEXT_AFTER, payload.next()).await;
        let next = next.map_err(|_| DoorError(Code::RequestTimeout, "the file stopped arriving"))?;
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|_| DoorError(Code::Malformed, "the file broke off"))?;
        if drained == 0 && file.size() + chunk.len() as u64 <= most {
            file.write(&chunk).await.map_err(ApiError)?;
            continue;
        }
        drained += chunk.len();
        if drained > DRAINED {
            break;
        }
    }
    if !right_kind {
        return Err(DoorError(
            Code::UnsupportedMediaType,
            "a file as text/csv, .xlsx or application/octet-stream is needed",
        )
        .into());
    }
    if drained > 0 {
        return Err(DoorError(Code::BodyTooLarge, "a file has at most 25 MB").into());
    }
    Ok(file)
}

fn fingerprint(request: &HttpRequest, file: &Spool) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [request.method().as_str(), request.path(), request.query_string()] {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(file.hash());
    hash.finalize().into()
}
