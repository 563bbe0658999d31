//! What an operator sees of a request: a span in the log, a count and a time in the metrics.

use std::time::Instant;

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// One span per request. Neither query nor headers are in it: they may hold names and tokens.
pub struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let trace_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!("request", trace_id, method = method_word(request.method()))
    }

    /// The line «answered» has the status. A field that comes later would have to be woven into what is written already.
    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, actix_web::Error>) {}
}

/// The method, in one of few words: a request may say any, and each would be kept for ever.
fn method_word(method: &Method) -> &'static str {
    const KNOWN: [Method; 7] =
        [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
    const WORDS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.iter().position(|known| known == method).map_or("other", |at| WORDS[at])
}

/// Counts and times each request by its route, never by its address.
#[expect(clippy::disallowed_methods, reason = "a duration, not a moment: no behaviour hangs on it")]
pub async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let began = Instant::now();
    let method = method_word(request.method());
    let answer = next.call(request).await;
    if let Ok(answer) = &answer {
        let route = answer.request().match_pattern().unwrap_or_else(|| "none".into());
        let status = answer.status().as_u16().to_string();
        tracing::info!(route, status, micros = began.elapsed().as_micros(), "answered");
        metrics::histogram!("zaguan_http_seconds", "method" => method, "route" => route, "status" => status)
            .record(began.elapsed().as_secs_f64());
    }
    answer
}
