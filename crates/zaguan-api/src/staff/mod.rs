//! The doors of staff and integrations, `/api/v1`. One file per area; each handler hands over to its domain verb.

mod bulk;
mod cases;
mod contact_acts;
mod contacts;
mod events;
mod exports;
mod fields;
mod imports;
mod notes;
mod organisations;
mod portal_accesses;
mod search;
mod session;
mod tags;
mod timeline;
mod users;
mod views;

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use utoipa_actix_web::scope::{Scope, scope};

/// All of them.
pub fn routes() -> Scope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>,
> {
    scope("/api/v1")
        .service(session::sign_in)
        .service(session::refresh_session)
        .service(session::sign_out)
        .service(users::get_me)
        .service(users::change_me)
        .service(users::list_users)
        .service(users::get_user)
        .service(contacts::list_contacts)
        .service(tags::list_contact_tags)
        .service(tags::list_organisation_tags)
        .service(contacts::create_contact)
        .service(contacts::get_contact)
        .service(contacts::change_contact)
        .service(contacts::delete_contact)
        .service(contacts::restore_contact)
        .service(contact_acts::list_contact_organisations)
        .service(contact_acts::link_contact_organisation)
        .service(contact_acts::unlink_contact_organisation)
        .service(contact_acts::list_contact_duplicates)
        .service(contact_acts::merge_contact)
        .service(contact_acts::erase_contact)
        .service(notes::list_contact_notes)
        .service(notes::create_contact_note)
        .service(notes::get_contact_note)
        .service(notes::change_contact_note)
        .service(notes::remove_contact_note)
        .service(notes::restore_contact_note)
        .service(notes::list_organisation_notes)
        .service(notes::create_organisation_note)
        .service(notes::get_organisation_note)
        .service(notes::change_organisation_note)
        .service(notes::remove_organisation_note)
        .service(notes::restore_organisation_note)
        .service(timeline::list_contact_timeline)
        .service(timeline::list_organisation_timeline)
        .service(organisations::list_organisations)
        .service(organisations::create_organisation)
        .service(organisations::get_organisation)
        .service(organisations::change_organisation)
        .service(organisations::delete_organisation)
        .service(organisations::restore_organisation)
        .service(organisations::list_organisation_duplicates)
        .service(organisations::merge_organisation)
        .service(cases::list_cases)
        .service(cases::count_cases)
        .service(cases::create_case)
        .service(cases::get_case)
        .service(cases::change_case)
        .service(cases::close_case)
        .service(cases::reopen_case)
        .service(cases::mark_case_read)
        .service(cases::list_case_messages)
        .service(cases::write_case_message)
        .service(cases::get_case_message)
        .service(bulk::change_many_contacts)
        .service(bulk::change_many_organisations)
        .service(bulk::change_many_cases)
        .service(bulk::undo_bulk_change)
        .service(search::search_everything)
        .service(views::my_views)
        .service(views::create_view)
        .service(views::get_view)
        .service(views::change_view)
        .service(views::remove_view)
        .service(fields::list_modules)
        .service(fields::list_blocks)
        .service(fields::reactivate_fields)
        .service(fields::list_fields)
        .service(fields::get_field)
        .service(fields::change_field)
        .service(exports::export_contacts)
        .service(exports::export_organisations)
        .service(exports::export_cases)
        .service(imports::list_imports)
        .service(imports::create_import)
        .service(imports::get_import)
        .service(imports::change_import)
        .service(imports::delete_import)
        .service(imports::preview_import)
        .service(imports::check_import)
        .service(imports::run_import)
        .service(imports::stop_import)
        .service(imports::undo_import)
        .service(imports::list_import_faults)
        .service(imports::download_import_faults)
        .service(imports::import_targets)
        .service(portal_accesses::list_accesses)
        .service(portal_accesses::get_access)
        .service(portal_accesses::invite_again)
        .service(events::staff_events)
}
