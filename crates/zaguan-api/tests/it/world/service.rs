//! The server's service, called without a network.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::to_bytes;
use actix_web::dev::Service as _;
use actix_web::http::Method as HttpMethod;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use serde_json::Value;
use zaguan_api::server::TenantCap;
use zaguan_api::{Documents, server};
use zaguan_client::{ClientError, Method, Request, Response, Transport};
use zaguan_domain::platform::App;
use zaguan_types::Problem;

/// One call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// Method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.body))
    }

    /// The body as a problem document, which every error answer has to be.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{} {}", self.status, self.body);
        let problem: Problem = serde_json::from_value(self.json()).unwrap();
        assert_eq!(problem.status, self.status);
        problem
    }
}

type Pending = Pin<Box<dyn Future<Output = Answer>>>;

/// The service of a world.
#[derive(Clone)]
pub struct Service(Rc<dyn Fn(Call) -> Pending>);

impl Service {
    /// The whole server, as `zaguan serve` builds it.
    pub async fn new(app: &Arc<App>, per_tenant: u32) -> Self {
        let documents = Documents::new(&server::document()).unwrap();
        let cap = Data::new(TenantCap::per_minute(per_tenant));
        let service = Rc::new(init_service(server::service(Arc::clone(app), documents, cap)).await);
        Self(Rc::new(move |call| {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let method = HttpMethod::from_bytes(call.method.as_bytes()).unwrap();
                let mut request =
                    TestRequest::default().method(method).uri(&call.path).peer_addr("127.0.0.1:5000".parse().unwrap());
                for (name, value) in &call.headers {
                    request = request.append_header((name.as_str(), value.as_str()));
                }
                let answered = service.call(request.set_payload(call.body).to_request()).await;
                // Layers inside may answer with an error; the server writes its response all the same.
                let response = match answered {
                    Ok(answer) => answer.map_into_boxed_body().into_parts().1,
                    Err(error) => error.error_response(),
                };
                let headers = response
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()))
                    .collect();
                let status = response.status().as_u16();
                // A stream has no end to wait for; the tests of streams use a real server.
                let endless = response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
                if endless {
                    return Answer { status, headers, body: String::new(), bytes: Vec::new() };
                }
                let bytes = to_bytes(response.into_body()).await.map(|bytes| bytes.to_vec()).unwrap_or_default();
                let body = String::from_utf8_lossy(&bytes).into_owned();
                Answer { status, headers, body, bytes }
            })
        }))
    }
}

/// A caller: nobody, or someone with a token.
#[derive(Clone)]
pub struct InProcess {
    pub(super) service: Service,
    pub(super) bearer: Option<String>,
}

impl InProcess {
    /// Any call at all.
    pub async fn raw(&self, mut call: Call) -> Answer {
        if let Some(token) = &self.bearer {
            call.headers.push(("authorization".into(), format!("Bearer {token}")));
        }
        (self.service.0)(call).await
    }

    /// Uploads a file to be imported.
    pub async fn upload(&self, module: &str, name: &str, file: &[u8]) -> Answer {
        let headers = vec![("content-type".to_owned(), "application/octet-stream".to_owned())];
        let path = format!("/api/v1/imports?module={module}&file_name={name}");
        self.raw(Call { method: "POST".into(), path, headers, body: file.to_vec() }).await
    }

    /// A call with a JSON body, or without one.
    pub async fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.call_with(method, path, body, &[]).await
    }

    /// A call with further headers.
    pub async fn call_with(&self, method: &str, path: &str, body: Option<&Value>, headers: &[(&str, &str)]) -> Answer {
        let mut all: Vec<(String, String)> =
            headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
            all.push(("content-type".into(), "application/json".into()));
        }
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        self.raw(Call { method: method.into(), path: path.into(), headers: all, body }).await
    }
}

impl Transport for InProcess {
    async fn send(&self, request: Request) -> Result<Response, ClientError> {
        let Request { method, path, body, if_match, idempotency_key } = request;
        let mut headers = Vec::new();
        if body.is_some() {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        headers.extend(if_match.map(|tag| ("if-match".to_owned(), tag)));
        headers.extend(idempotency_key.map(|key| ("idempotency-key".to_owned(), key)));
        let name = match method {
            Method::Get | Method::Post | Method::Put | Method::Patch | Method::Delete => method.as_str(),
        };
        let call = Call { method: name.into(), path, headers, body: body.unwrap_or_default().into_bytes() };
        let answer = self.raw(call).await;
        Ok(Response { status: answer.status, etag: answer.header("etag").map(str::to_owned), body: answer.body })
    }
}
