//! The two apps: their pages and their files, as `cargo xtask` built them into this program.

use std::sync::Arc;

use actix_web::http::header::{ACCEPT_ENCODING, ALLOW, HeaderValue};
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::Embed;
use zaguan_domain::Error;
use zaguan_domain::platform::App;
use zaguan_domain::tenants::{self, Tenant};
use zaguan_types::{Code, Language};

use super::docs::Documents;
use super::install;
use super::shell::{Manifest, Page, fill};
use crate::http::problem::{ApiError, DoorError};

/// Everything that the browser may load. Empty until `cargo xtask build` has built the apps.
#[derive(Embed)]
#[folder = "../../dist/web"]
#[allow_missing = true]
struct Files;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The doors of the apps.
pub fn configure(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(home))
        .route("/app", web::get().to(home))
        .route("/app/{tail:.*}", web::get().to(staff))
        .route("/p/{slug}", web::get().to(to_portal))
        .route("/p/{slug}/brand.css", web::get().to(brand))
        .route("/p/{slug}/manifest.webmanifest", web::get().to(install::manifest))
        .route("/p/{slug}/icon.svg", web::get().to(install::icon))
        .route("/p/{slug}/icon-maskable.svg", web::get().to(install::maskable_icon))
        .route("/p/{slug}/{tail:.*}", web::get().to(portal))
        .route("/assets/{app}/{file}", web::get().to(file));
}

async fn home() -> HttpResponse {
    HttpResponse::Found().insert_header(("location", "/app/")).finish()
}

async fn to_portal(slug: Path<String>) -> Result<HttpResponse, ApiError> {
    // Only what can be a slug goes into the header.
    if !slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(ApiError(Error::NotFound));
    }
    Ok(HttpResponse::PermanentRedirect().insert_header(("location", format!("/p/{slug}/"))).finish())
}

async fn staff() -> HttpResponse {
    // Spanish until someone has chosen or signed in; the sign-in page has the choice on it.
    let language = Language::default();
    let page = Page {
        app: "staff",
        language,
        title: "Zaguán",
        firm: "",
        slug: "",
        brand_css: "",
        manifest: "",
        icon: "",
        theme_color: "#f4f1eb",
        theme_color_dark: "#100e0c",
    };
    html(&page)
}

async fn portal(app: Data<App>, path: Path<(String, String)>) -> Result<HttpResponse, ApiError> {
    let tenant: Arc<Tenant> = tenants::by_slug(&app, &path.0).await?;
    let brand_css = format!("/p/{}/brand.css?v={}", tenant.slug, short_hash(&tenant.brand.stylesheet()));
    let page = Page {
        app: "portal",
        language: tenant.language,
        title: &tenant.name,
        firm: &tenant.name,
        slug: &tenant.slug,
        brand_css: &brand_css,
        manifest: &install::manifest_path(&tenant.slug),
        icon: &install::icon_path(&tenant),
        theme_color: &tenant.brand.palette(false).canvas.to_string(),
        theme_color_dark: &tenant.brand.palette(true).canvas.to_string(),
    };
    Ok(html(&page))
}

fn html(page: &Page<'_>) -> HttpResponse {
    let read = |name: &str| Files::get(&format!("{}/{name}", page.app)).map(|file| file.data);
    let (Some(shell), Some(manifest)) =
        (read("shell.html"), read("manifest.json").and_then(|bytes| Manifest::read(&bytes)))
    else {
        let sentence = "This server was built without the web apps. Build it with: cargo xtask build\n";
        return HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(sentence);
    };
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("cache-control", "no-cache"))
        .insert_header(("content-security-policy", POLICY))
        .body(fill(&String::from_utf8_lossy(&shell), &manifest, page))
}

/// The firm's colours. The address carries their hash, so that a browser may keep them for good.
async fn brand(app: Data<App>, slug: Path<String>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let css = tenants::by_slug(&app, &slug).await?.brand.stylesheet();
    let cache = cache_for(&request, &css);
    Ok(HttpResponse::Ok().content_type("text/css; charset=utf-8").insert_header(("cache-control", cache)).body(css))
}

/// How long a browser may keep what is made of a firm's brand: for good where the address carries the hash of it.
pub(super) fn cache_for(request: &HttpRequest, text: &str) -> &'static str {
    let is_current = request.query_string() == format!("v={}", short_hash(text));
    if is_current { "public, max-age=31536000, immutable" } else { "no-cache" }
}

pub(super) fn short_hash(text: &str) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(text.as_bytes())[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file of an app. Its name holds its hash: it never changes. Compressed ones were made at build time.
async fn file(path: Path<(String, String)>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let missing = || ApiError(Error::NotFound);
    let (app, name) = path.into_inner();
    let manifest =
        Files::get(&format!("{app}/manifest.json")).and_then(|file| Manifest::read(&file.data)).ok_or_else(missing)?;
    let known = manifest.files.get(&name).ok_or_else(missing)?;
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|header| header.to_str().ok()).unwrap_or_default();
    let accepts = |coding: &str| {
        accepted.split(',').any(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let refused =
                weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).is_some_and(|q| q <= 0.0);
            name.trim() == coding && !refused
        })
    };
    let (suffix, coding) = match known {
        known if known.br.is_some() && accepts("br") => (".br", "br"),
        known if known.gz.is_some() && accepts("gzip") => (".gz", "gzip"),
        _ => ("", "identity"),
    };
    let data = Files::get(&format!("{app}/{name}{suffix}")).ok_or_else(missing)?.data;
    let mut answer = HttpResponse::Ok();
    answer.content_type(known.kind.as_str());
    answer.insert_header(("cache-control", "public, max-age=31536000, immutable"));
    answer.insert_header(("vary", "accept-encoding"));
    answer.insert_header(("content-encoding", coding));
    Ok(answer.body(data.into_owned()))
}

/// No door here; or there is one, and it opens another way.
pub async fn nothing_here(request: HttpRequest, documents: Data<Documents>) -> HttpResponse {
    match documents.methods(request.path()) {
        None => HttpResponse::from_error(ApiError(Error::NotFound)),
        Some(methods) => {
            let mut answer = HttpResponse::from_error(DoorError(
                Code::MethodNotAllowed,
                "this address does not take this method; see Allow",
            ));
            if let Ok(methods) = HeaderValue::from_str(methods) {
                answer.headers_mut().insert(ALLOW, methods);
            }
            answer
        }
    }
}
