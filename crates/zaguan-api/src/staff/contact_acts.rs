//! What is done with contacts besides reading and changing them: organisations, duplicates, merging, erasing.

use actix_web::{delete, get, post, put};
use zaguan_domain::contacts;
use zaguan_domain::context::permits;
use zaguan_types::contacts::{Contact, ContactMerge, ContactOrganisationChange, ContactOrganisationList, Erasure};
use zaguan_types::duplicates::DuplicateList;
use zaguan_types::{ContactId, OrganisationId};

use crate::http::answer::{Answer, Done, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// The organisations of a contact, the main one first.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), security(("staff_token" = ["contacts:read"])), responses((status = 200, body = ContactOrganisationList, description = "All of them.")))]
#[get("/contacts/{contact_id}/organisations")]
pub async fn list_contact_organisations(
    who: Guard<permits::ContactsRead>,
    path: Path<ContactId>,
    _query: NoQuery,
) -> Answer<Plain<ContactOrganisationList>> {
    Ok(Plain(contacts::list_organisations(who.cx(), path.0).await?))
}

/// Link a contact to an organisation, or change how it is linked.
///
/// With `main` it becomes the main one, and the main one before stays as one of the others.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path), ("organisation_id" = OrganisationId, Path)), request_body = ContactOrganisationChange, security(("staff_token" = ["contacts:write"])), responses((status = 200, body = ContactOrganisationList, description = "All of its organisations.")))]
#[put("/contacts/{contact_id}/organisations/{organisation_id}")]
pub async fn link_contact_organisation(
    who: Guard<permits::ContactsWrite>,
    path: Path<(ContactId, OrganisationId)>,
    _query: NoQuery,
    body: Body<ContactOrganisationChange>,
) -> Answer<Plain<ContactOrganisationList>> {
    Ok(Plain(contacts::link(who.cx(), path.0.0, path.0.1, body.value).await?))
}

/// Take a contact out of an organisation.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path), ("organisation_id" = OrganisationId, Path)), security(("staff_token" = ["contacts:write"])), responses((status = 204, description = "Taken out.")))]
#[delete("/contacts/{contact_id}/organisations/{organisation_id}")]
pub async fn unlink_contact_organisation(
    who: Guard<permits::ContactsWrite>,
    path: Path<(ContactId, OrganisationId)>,
    _query: NoQuery,
) -> Answer<Done> {
    contacts::unlink(who.cx(), path.0.0, path.0.1).await?;
    Ok(Done)
}

/// Contacts that may be the same person as someone with these values.
#[utoipa::path(
    tag = "contacts",
    security(("staff_token" = ["contacts:read"])),
    params(
        ("filter[first_name]" = Option<String>, Query, description = "Given name; names count only if both are named."),
        ("filter[last_name]" = Option<String>, Query, description = "Family name."),
        ("filter[email]" = Option<String>, Query, description = "E-mail address, whatever its case."),
        ("filter[phone]" = Option<String>, Query, description = "Telephone number, however it is written."),
        ("filter[except_id]" = Option<String>, Query, description = "The contact that is asked for itself."),
    ),
    responses((status = 200, body = DuplicateList, description = "The likeliest first, at most ten."))
)]
#[get("/contact-duplicates")]
pub async fn list_contact_duplicates(who: Guard<permits::ContactsRead>, query: List) -> Answer<Plain<DuplicateList>> {
    Ok(Plain(contacts::duplicates(who.cx(), query.0).await?))
}

/// Merge another contact into this one.
///
/// Its cases, messages, notes, organisations, history and access to the portal move over; empty fields are filled from
/// it. Asking for the other one answers this one from then on. 409 if it was merged already.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), request_body = ContactMerge, security(("staff_token" = ["contacts:write"])), responses((status = 200, body = Contact, description = "The contact that stays.")))]
#[post("/contacts/{contact_id}/merges")]
pub async fn merge_contact(
    who: Guard<permits::ContactsWrite>,
    path: Path<ContactId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<ContactMerge>,
) -> Answer<One<Contact>> {
    let cx = who.once(&body);
    Ok(One(contacts::merge(&cx, path.0, body.value, if_match.version()).await?))
}

/// Erase a person for good.
///
/// Nothing says any more who they were; what was said in their cases goes with them, numbers and counts stay. This
/// cannot be undone.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), request_body = Erasure, security(("staff_token" = ["contacts:erase"])), responses((status = 204, description = "Erased.")))]
#[post("/contacts/{contact_id}/erasure")]
pub async fn erase_contact(
    who: Guard<permits::ContactsErase>,
    path: Path<ContactId>,
    _query: NoQuery,
    body: Body<Erasure>,
) -> Answer<Done> {
    contacts::erase(who.cx(), path.0, body.value).await?;
    Ok(Done)
}
