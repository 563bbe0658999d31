//! Is it alive, is it ready, how is it doing.

use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;
use zaguan_domain::Error;
use zaguan_domain::platform::App;

use crate::http::problem::ApiError;

/// The operator's doors.
pub fn configure(config: &mut ServiceConfig) {
    config.route("/healthz", web::get().to(alive)).route("/readyz", web::get().to(ready)).configure(configure_metrics);
}

/// The numbers alone, for an address of their own.
pub fn configure_metrics(config: &mut ServiceConfig) {
    config.route("/metrics", web::get().to(numbers));
}

/// The process runs.
async fn alive() -> impl Responder {
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(json!({ "status": "ok" }))
}

/// Database and schema are there.
async fn ready(app: Data<App>) -> HttpResponse {
    let database = app.db().ping().await;
    let pending = app.db().pending_migrations().await;
    let mut missing = Vec::new();
    if let Err(error) = database {
        tracing::warn!(%error, "the database is away");
        missing.push("database");
    }
    match pending {
        Ok(names) if names.is_empty() => {}
        Ok(_) | Err(_) => missing.push("migrations"),
    }
    if missing.is_empty() {
        return HttpResponse::Ok()
            .insert_header(("cache-control", "no-store"))
            .json(json!({ "status": "ready", "database": app.db().kind() }));
    }
    HttpResponse::ServiceUnavailable()
        .insert_header(("retry-after", "2"))
        .json(json!({ "status": "not ready", "missing": missing }))
}

/// Numbers for Prometheus; nothing where they have an address of their own.
async fn numbers(app: Data<App>, handle: Option<Data<PrometheusHandle>>) -> Result<HttpResponse, ApiError> {
    let handle = handle.ok_or(ApiError(Error::NotFound))?;
    metrics::gauge!("zaguan_streams").set(app.hub.streams() as f64);
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render()))
}
