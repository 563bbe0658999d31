//! What a browser gets at an address that belongs to neither app: a page in its language instead of a problem document.
//! Programs get the document, and so does everybody below `/api/`.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use zaguan_i18n::lost as words;
use zaguan_types::Language;

const STYLE: &str = ":root{color-scheme:light dark;color:light-dark(#24201b,#efece7);background:light-dark(#f4f1eb,#100e0c);font:1rem/1.6 system-ui,sans-serif}\
body{max-width:34rem;margin:18vh auto 0;padding:0 1.25rem}\
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}\
p{margin:0 0 .75rem}\
a{color:light-dark(#24478f,#a9c3ff)}";

/// Nothing but the one style.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// Whether a person asks with a browser, and in which language the page is to speak to them.
pub fn reader(request: &ServiceRequest) -> Option<Language> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_program = request.path() == "/api" || request.path().starts_with("/api/");
    let header = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let wants_page = header(ACCEPT).is_some_and(prefers_html);
    (is_read && !is_program && wants_page)
        .then(|| header(ACCEPT_LANGUAGE).and_then(Language::from_accept).unwrap_or_default())
}

/// Whether an `Accept` header names HTML, and nothing that the document is before it. `*/*` names nothing.
fn prefers_html(accept: &str) -> bool {
    let weight = |wanted: fn(&str) -> bool| {
        let parts = accept.split(',').map(|part| part.split_once(';').unwrap_or((part, "")));
        let named = parts.filter(|(kind, _)| wanted(kind.trim()));
        let weights = named.map(|(_, rest)| {
            let q = rest.split(';').find_map(|piece| piece.trim().strip_prefix("q="));
            q.map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0))
        });
        weights.fold(0.0, f32::max)
    };
    let html = weight(|kind| kind == "text/html" || kind == "application/xhtml+xml");
    html > 0.0 && html >= weight(|kind| kind == "application/json" || kind == "application/problem+json")
}

/// The page.
pub fn page(language: Language) -> HttpResponse {
    let [title, text, clients, staff] =
        [words::TITLE, words::TEXT, words::CLIENTS, words::STAFF].map(|text| text.get(language));
    let code = language.code();
    HttpResponse::NotFound()
        .content_type("text/html; charset=utf-8")
        .insert_header(("content-language", code))
        .insert_header(("cache-control", "no-store"))
        .insert_header(("vary", "accept, accept-language"))
        .insert_header(("content-security-policy", POLICY.as_str()))
        .body(format!(
            "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title} · Zaguán</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n<p>{clients}</p>\n\
             <p><a href=\"/app/\">{staff}</a></p>\n</main>\n</body>\n</html>\n"
        ))
}

#[cfg(test)]
mod tests {
    use super::prefers_html;

    #[test]
    fn browsers_name_html_and_programs_do_not() {
        for browser in [
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/html",
            "application/json;q=0.5, text/html",
        ] {
            assert!(prefers_html(browser), "{browser}");
        }
        for program in ["*/*", "", "application/json", "application/json, text/html;q=0.9", "text/html;q=0", "text/*"] {
            assert!(!prefers_html(program), "{program}");
        }
    }
}
