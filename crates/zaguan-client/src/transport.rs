//! How a request travels, and what can go wrong on the way.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zaguan_types::Problem;

/// The methods that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or does something once.
    Post,
    /// Sets.
    Put,
    /// Changes by merge patch.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// One request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Path and query, from the root of the server.
    pub path: String,
    /// JSON body.
    pub body: Option<String>,
    /// `If-Match`.
    pub if_match: Option<String>,
    /// `Idempotency-Key`.
    pub idempotency_key: Option<String>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// `ETag`.
    pub etag: Option<String>,
    /// The body as text.
    pub body: String,
}

/// Carries requests. Implemented by the browser's fetch and by the tests' in-process service.
pub trait Transport {
    /// Sends one request and waits for its whole answer.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, ClientError>>;
}

/// Why a call has no result.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientError {
    /// The server said what is wrong.
    Problem(Box<Problem>),
    /// No answer came: offline, or the server is away.
    Unreachable(String),
    /// The answer was not what the API promises.
    Unreadable(String),
}

impl ClientError {
    /// The problem, if the server sent one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Unreachable(_) | Self::Unreadable(_) => None,
        }
    }
}

/// A resource with its `ETag`, to be sent back as `If-Match`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged<T> {
    /// The resource.
    pub value: T,
    /// Its `ETag`; empty if the answer had none.
    pub etag: String,
}

impl Request {
    /// A request without a body.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), body: None, if_match: None, idempotency_key: None }
    }

    /// Adds a JSON body.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        // The request types are plain structs and maps with string keys: they always serialise.
        self.body = Some(serde_json::to_string(body).unwrap_or_default());
        self
    }

    /// Adds `If-Match`.
    #[must_use]
    pub fn if_match(mut self, etag: Option<&str>) -> Self {
        self.if_match = etag.filter(|tag| !tag.is_empty()).map(str::to_owned);
        self
    }

    /// Adds `Idempotency-Key`.
    #[must_use]
    pub fn once(mut self, key: Option<&str>) -> Self {
        self.idempotency_key = key.map(str::to_owned);
        self
    }
}

impl Response {
    fn checked(self) -> Result<Self, ClientError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        match serde_json::from_str::<Problem>(&self.body) {
            Ok(problem) => Err(ClientError::Problem(Box::new(problem))),
            Err(_) => Err(ClientError::Unreadable(format!("status {} without a problem document", self.status))),
        }
    }
}

/// Sends a request and reads the answer.
pub(crate) async fn call<T: DeserializeOwned>(
    transport: &impl Transport,
    request: Request,
) -> Result<Tagged<T>, ClientError> {
    understood(transport.send(request).await?)
}

/// Reads an answer.
pub(crate) fn understood<T: DeserializeOwned>(response: Response) -> Result<Tagged<T>, ClientError> {
    let response = response.checked()?;
    let value = serde_json::from_str(&response.body).map_err(|error| ClientError::Unreadable(error.to_string()))?;
    Ok(Tagged { value, etag: response.etag.unwrap_or_default() })
}

/// Sends a request whose answer has no body.
pub(crate) async fn command(transport: &impl Transport, request: Request) -> Result<(), ClientError> {
    transport.send(request).await?.checked().map(drop)
}
