//! The doors of clients, `/api/portal/v1/{slug}`. Another world than staff's: other guards, other shapes.

mod cases;
mod events;
mod me;
mod session;

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use utoipa_actix_web::scope::{Scope, scope};

/// All of them.
pub fn routes() -> Scope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>,
> {
    scope("/api/portal/v1/{slug}")
        .service(session::portal_branding)
        .service(session::portal_sign_in)
        .service(session::portal_refresh_session)
        .service(session::portal_sign_out)
        .service(me::portal_me)
        .service(me::portal_change_password)
        .service(me::portal_set_preferences)
        .service(me::portal_home)
        .service(cases::portal_case_forms)
        .service(cases::portal_list_cases)
        .service(cases::portal_count_cases)
        .service(cases::portal_create_case)
        .service(cases::portal_get_case)
        .service(cases::portal_close_case)
        .service(cases::portal_reopen_case)
        .service(cases::portal_list_messages)
        .service(cases::portal_write_message)
        .service(cases::portal_get_message)
        .service(events::portal_events)
}
