//! The documentation: the OpenAPI document as YAML and JSON, pages to read it in, and what each problem code means.
//! Everything comes from this server; nothing is loaded from outside.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::dev::{ResourceDef, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::{self, Data, ServiceConfig};
use utoipa_swagger_ui::Config;
use zaguan_types::Code;

/// The documents, written once at start.
#[derive(Clone)]
pub struct Documents {
    yaml: Arc<str>,
    json: Arc<str>,
    doors: Arc<[Door]>,
}

/// An address of the document, and the methods that it takes as `Allow` lists them.
struct Door {
    address: ResourceDef,
    methods: String,
}

impl Documents {
    /// Writes the documents.
    ///
    /// # Errors
    /// If the document cannot be written, which a test would have found.
    pub fn new(document: &utoipa::openapi::OpenApi) -> anyhow::Result<Self> {
        let doors = document.paths.paths.iter().map(|(path, item)| {
            let known = [
                ("GET, HEAD", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ];
            let methods: Vec<&str> = known.into_iter().filter_map(|(name, there)| there.then_some(name)).collect();
            Door { address: ResourceDef::new(path.as_str()), methods: methods.join(", ") }
        });
        let doors = doors.collect();
        Ok(Self { yaml: document.to_yaml()?.into(), json: document.to_pretty_json()?.into(), doors })
    }

    /// The methods that an address of the API takes, if it is one.
    pub fn methods(&self, path: &str) -> Option<&str> {
        self.doors.iter().find(|door| door.address.is_match(path)).map(|door| door.methods.as_str())
    }

    /// The document as YAML.
    pub fn yaml(&self) -> &str {
        &self.yaml
    }
}

/// How the pages find the document.
pub fn config() -> Config<'static> {
    Config::new(["/api/openapi.json"]).validator_url("none")
}

/// The doors of the documentation.
pub fn configure(config: &mut ServiceConfig) {
    config
        .route("/api/openapi.yaml", web::get().to(yaml))
        .route("/api/openapi.json", web::get().to(json))
        .route("/api/docs", web::get().to(to_pages))
        .route("/api/docs/problems", web::get().to(problems));
}

/// The pages style themselves inline, which nothing else here may.
pub async fn looser_styles(
    request: ServiceRequest,
    next: Next<impl actix_web::body::MessageBody>,
) -> Result<ServiceResponse<impl actix_web::body::MessageBody>, actix_web::Error> {
    let docs = request.path().starts_with("/api/docs");
    let mut answer = next.call(request).await?;
    if docs {
        let policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        answer.headers_mut().insert(
            actix_web::http::header::CONTENT_SECURITY_POLICY,
            actix_web::http::header::HeaderValue::from_static(policy),
        );
    }
    Ok(answer)
}

async fn yaml(documents: Data<Documents>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/yaml")
        .insert_header(("cache-control", "no-cache"))
        .body(documents.yaml.to_string())
}

async fn json(documents: Data<Documents>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("cache-control", "no-cache"))
        .body(documents.json.to_string())
}

async fn to_pages() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header(("location", "/api/docs/")).finish()
}

/// What `type` of a problem leads to.
async fn problems() -> HttpResponse {
    let rows: String = Code::ALL
        .iter()
        .map(|code| format!("<dt id=\"{code}\"><code>{code}</code> ({})</dt><dd>{}</dd>", code.status(), code.title()))
        .collect();
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Problems · Zaguán</title></head><body><h1>Problems</h1><dl>{rows}</dl></body></html>"
    );
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page)
}
