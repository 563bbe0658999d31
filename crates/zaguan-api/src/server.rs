//! The server: all doors put together, and the layers around them.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::web::{self, Data};
use utoipa::OpenApi as _;
use utoipa_actix_web::AppExt as _;
use utoipa_swagger_ui::SwaggerUi;
use zaguan_domain::platform::App;

pub use crate::http::limits::TenantCap;
use crate::http::{head, problem, session};
use crate::openapi;
use crate::public::{docs, health, pages};
use crate::{portal, staff};

/// The OpenAPI document.
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, document) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(openapi::Base::openapi())
        .service(staff::routes())
        .service(portal::routes())
        .split_for_parts();
    openapi::finish(document)
}

/// The whole service: one per worker, all over one [`App`] and one cap.
pub fn service(
    app: Arc<App>,
    documents: docs::Documents,
    cap: Data<TenantCap>,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    app.db().answer_here();
    // Whoever came by https once is not to be led astray to http.
    let https = match app.public_url().starts_with("https://") {
        true => DefaultHeaders::new().add(("strict-transport-security", "max-age=31536000")),
        false => DefaultHeaders::new(),
    };
    let (service, _) = actix_web::App::new()
        .app_data(Data::from(app))
        .app_data(Data::new(documents.clone()))
        .app_data(cap)
        .into_utoipa_app()
        .service(staff::routes())
        .service(portal::routes())
        .split_for_parts();
    service
        .configure(health::configure)
        .configure(docs::configure)
        .service(SwaggerUi::new("/api/docs/{_:.*}").config(docs::config()))
        .configure(pages::configure)
        .default_service(web::to(pages::nothing_here))
        .wrap(from_fn(session::layer))
        .wrap(from_fn(docs::looser_styles))
        .wrap(from_fn(problem::layer))
        .wrap(from_fn(crate::measure::layer))
        .wrap(
            https
                .add(("x-content-type-options", "nosniff"))
                .add(("referrer-policy", "same-origin"))
                .add(("x-frame-options", "DENY"))
                .add(("cross-origin-opener-policy", "same-origin"))
                .add(("cross-origin-resource-policy", "same-origin"))
                .add(("permissions-policy", "camera=(), microphone=(), geolocation=()"))
                .add(("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")),
        )
        .wrap(Compress::default())
        .wrap(from_fn(head::layer))
        .wrap(tracing_actix_web::TracingLogger::<crate::measure::Spans>::new())
}
