//! The browser's fetch as a transport. The only place that names the fetch library.

use reqwasm::http::{Method as FetchMethod, Request as Fetch, RequestCredentials};

use crate::{ClientError, Method, Request, Response, Transport};

/// Sends requests to the server that the page came from, with the session's cookies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser;

impl Transport for Browser {
    async fn send(&self, request: Request) -> Result<Response, ClientError> {
        let method = match request.method {
            Method::Get => FetchMethod::GET,
            Method::Post => FetchMethod::POST,
            Method::Put => FetchMethod::PUT,
            Method::Patch => FetchMethod::PATCH,
            Method::Delete => FetchMethod::DELETE,
        };
        let mut fetch = Fetch::new(&request.path).method(method).credentials(RequestCredentials::SameOrigin);
        if let Some(etag) = &request.if_match {
            fetch = fetch.header("if-match", etag);
        }
        if let Some(key) = &request.idempotency_key {
            fetch = fetch.header("idempotency-key", key);
        }
        if let Some(body) = request.body {
            fetch = fetch.header("content-type", "application/json").body(body);
        }
        let unreachable = |error: reqwasm::Error| ClientError::Unreachable(error.to_string());
        let answer = fetch.send().await.map_err(unreachable)?;
        let etag = answer.headers().get("etag");
        let body = answer.text().await.map_err(unreachable)?;
        Ok(Response { status: answer.status(), etag, body })
    }
}
