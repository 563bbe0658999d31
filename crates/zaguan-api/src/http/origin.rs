//! Whether a request that changes something was sent by our own pages, or by a program.

use actix_web::dev::ServiceRequest;
use actix_web::http::header::{HOST, ORIGIN};
use zaguan_domain::platform::App;

/// `by_cookie`: the browser added the session by itself, so that the page that made it do so has to be ours, and has
/// to be known. Without a cookie only a request that says that it comes from elsewhere is refused: nobody signs a
/// visitor in from another site.
pub fn is_ours(request: &ServiceRequest, app: &App, by_cookie: bool) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let origin = request.headers().get(ORIGIN).and_then(|value| value.to_str().ok());
    if let Some(origin) = origin {
        let host = request.headers().get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let own_host =
            origin.split_once("://").is_some_and(|(_, rest)| !host.is_empty() && rest.eq_ignore_ascii_case(host));
        return own_host || origin.eq_ignore_ascii_case(app.public_url());
    }
    match header("sec-fetch-site") {
        Some("same-origin") => true,
        Some(_) => false,
        None => !by_cookie,
    }
}
