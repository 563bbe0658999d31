//! What happened to contacts and organisations.

use actix_web::get;
use zaguan_domain::context::permits;
use zaguan_domain::timeline;
use zaguan_types::timeline::TimelineEntry;
use zaguan_types::{ContactId, OrganisationId, Page};

use crate::http::answer::{Answer, Plain};
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::List;

/// A page of everything that happened to a contact, the latest first.
///
/// Sort: `-at` (default). What was done to it, its notes, cases, access to the portal, sign-ins and mails; cases only for
/// those who may see cases.
#[utoipa::path(
    tag = "contacts",
    params(
        ("contact_id" = ContactId, Path),
        ("filter[kind]" = Option<String>, Query, description = "Parts, separated by commas: `notes`, `changes`, `cases`, `access`, `mail`."),
    ),
    security(("staff_token" = ["contacts:read"])),
    responses((status = 200, body = Page<TimelineEntry>, description = "A page."))
)]
#[get("/contacts/{contact_id}/timeline")]
pub async fn list_contact_timeline(
    who: Guard<permits::ContactsRead>,
    path: Path<ContactId>,
    query: List,
) -> Answer<Plain<Page<TimelineEntry>>> {
    Ok(Plain(timeline::of(who.cx(), path.0, query.0).await?))
}

/// A page of everything that happened to an organisation, its people and its cases, the latest first.
///
/// Sort: `-at` (default). Cases only for those who may see cases, people only for those who may see contacts.
#[utoipa::path(
    tag = "organisations",
    params(
        ("organisation_id" = OrganisationId, Path),
        ("filter[kind]" = Option<String>, Query, description = "Parts, separated by commas: `notes`, `changes`, `cases`, `access`, `mail`."),
    ),
    security(("staff_token" = ["organisations:read"])),
    responses((status = 200, body = Page<TimelineEntry>, description = "A page."))
)]
#[get("/organisations/{organisation_id}/timeline")]
pub async fn list_organisation_timeline(
    who: Guard<permits::OrganisationsRead>,
    path: Path<OrganisationId>,
    query: List,
) -> Answer<Plain<Page<TimelineEntry>>> {
    Ok(Plain(timeline::of(who.cx(), path.0, query.0).await?))
}
