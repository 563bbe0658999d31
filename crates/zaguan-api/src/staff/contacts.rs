//! Contacts.

use actix_web::{delete, get, patch, post, put};
use zaguan_domain::contacts;
use zaguan_domain::context::permits;
use zaguan_types::contacts::{Contact, ContactPatch, NewContact};
use zaguan_types::{ContactId, Page};

use crate::http::answer::{Answer, Created, Done, One, Ready};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// A page of contacts.
///
/// Sort: `last_name` (default), `created_at`, `updated_at`, `email`. `q` searches name, e-mail and telephone.
#[utoipa::path(
    tag = "contacts",
    security(("staff_token" = ["contacts:read"])),
    params(
        ("filter[organisation_id]" = Option<String>, Query, description = "An organisation they belong to, main or not, or `none`."),
        ("filter[owner_id]" = Option<String>, Query, description = "Who looks after them: an id, `me` or `none`."),
        ("filter[tag]" = Option<String>, Query, description = "Words, with commas between them: all of them."),
        ("filter[import]" = Option<String>, Query, description = "Those that the import with this id has created or changed."),
        ("filter[language]" = Option<String>, Query, description = "The language in which the firm writes to them."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[deleted]" = Option<bool>, Query, description = "Those in the bin instead."),
        ("filter[portal_user]" = Option<bool>, Query, description = "Whether they have access to the portal."),
    ),
    responses((status = 200, body = Page<Contact>, description = "A page."))
)]
#[get("/contacts")]
pub async fn list_contacts(who: Guard<permits::ContactsRead>, query: List) -> Answer<Ready<Page<Contact>>> {
    Ok(Ready(contacts::list(who.cx(), query.0).await?))
}

/// Create a contact. With `portal_user` they are invited to the portal.
#[utoipa::path(tag = "contacts", request_body = NewContact, security(("staff_token" = ["contacts:write"])), responses((status = 201, body = Contact, description = "Created.")))]
#[post("/contacts")]
pub async fn create_contact(
    who: Guard<permits::ContactsWrite>,
    _query: NoQuery,
    body: Body<NewContact>,
) -> Answer<Created<Contact>> {
    let cx = who.once(&body);
    let contact = contacts::create(&cx, body.value).await?;
    let location = format!("/api/v1/contacts/{}", contact.id);
    Ok(Created(contact, location))
}

/// One contact.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), security(("staff_token" = ["contacts:read"])), responses((status = 200, body = Contact, description = "The contact.")))]
#[get("/contacts/{contact_id}")]
pub async fn get_contact(
    who: Guard<permits::ContactsRead>,
    path: Path<ContactId>,
    _query: NoQuery,
) -> Answer<One<Contact>> {
    Ok(One(contacts::get(who.cx(), path.0).await?))
}

/// Change a contact.
///
/// `portal_user` true invites, false withdraws the access at once; a new `email` is a new user name.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), request_body = ContactPatch, security(("staff_token" = ["contacts:write"])), responses((status = 200, body = Contact, description = "The contact.")))]
#[patch("/contacts/{contact_id}")]
pub async fn change_contact(
    who: Guard<permits::ContactsWrite>,
    path: Path<ContactId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<ContactPatch>,
) -> Answer<One<Contact>> {
    Ok(One(contacts::change(who.cx(), path.0, body.value, if_match.version()).await?))
}

/// Put a contact into the bin.
///
/// They lie there for 30 days (`filter[deleted]=true`), can be restored, and are erased after that. Access to the portal
/// ends at once and comes back with them.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), security(("staff_token" = ["contacts:write"])), responses((status = 204, description = "In the bin.")))]
#[delete("/contacts/{contact_id}")]
pub async fn delete_contact(
    who: Guard<permits::ContactsWrite>,
    path: Path<ContactId>,
    if_match: IfMatch,
    _query: NoQuery,
) -> Answer<Done> {
    contacts::delete(who.cx(), path.0, if_match.version()).await?;
    Ok(Done)
}

/// Take a contact out of the bin.
#[utoipa::path(tag = "contacts", params(("contact_id" = ContactId, Path)), security(("staff_token" = ["contacts:write"])), responses((status = 200, body = Contact, description = "The contact.")))]
#[put("/contacts/{contact_id}/restoration")]
pub async fn restore_contact(
    who: Guard<permits::ContactsWrite>,
    path: Path<ContactId>,
    _query: NoQuery,
) -> Answer<One<Contact>> {
    Ok(One(contacts::restore(who.cx(), path.0).await?))
}
