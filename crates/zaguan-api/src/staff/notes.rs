//! Internal notes on contacts and organisations.

use actix_web::{delete, get, patch, post, put};
use zaguan_domain::context::permits;
use zaguan_domain::notes;
use zaguan_types::notes::{NewNote, Note, NotePatch};
use zaguan_types::{ContactId, NoteId, OrganisationId, Page};

use crate::http::answer::{Answer, Created, Done, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// A page of the notes on a contact, the newest first.
#[utoipa::path(tag = "notes", params(("contact_id" = ContactId, Path)), security(("staff_token" = ["contacts:read"])), responses((status = 200, body = Page<Note>, description = "A page.")))]
#[get("/contacts/{contact_id}/notes")]
pub async fn list_contact_notes(
    who: Guard<permits::ContactsRead>,
    path: Path<ContactId>,
    query: List,
) -> Answer<Plain<Page<Note>>> {
    Ok(Plain(notes::list(who.cx(), path.0, query.0).await?))
}

/// Write a note on a contact. Clients never see it.
#[utoipa::path(tag = "notes", params(("contact_id" = ContactId, Path)), request_body = NewNote, security(("staff_token" = ["contacts:write"])), responses((status = 201, body = Note, description = "Written.")))]
#[post("/contacts/{contact_id}/notes")]
pub async fn create_contact_note(
    who: Guard<permits::ContactsWrite>,
    path: Path<ContactId>,
    _query: NoQuery,
    body: Body<NewNote>,
) -> Answer<Created<Note>> {
    let cx = who.once(&body);
    let note = notes::create(&cx, path.0, body.value).await?;
    let location = format!("/api/v1/contacts/{}/notes/{}", path.0, note.id);
    Ok(Created(note, location))
}

/// One note on a contact.
#[utoipa::path(tag = "notes", params(("contact_id" = ContactId, Path), ("note_id" = NoteId, Path)), security(("staff_token" = ["contacts:read"])), responses((status = 200, body = Note, description = "The note.")))]
#[get("/contacts/{contact_id}/notes/{note_id}")]
pub async fn get_contact_note(
    who: Guard<permits::ContactsRead>,
    path: Path<(ContactId, NoteId)>,
    _query: NoQuery,
) -> Answer<One<Note>> {
    let (record, id) = path.0;
    Ok(One(notes::get(who.cx(), record, id).await?))
}

/// Change one's own note on a contact; 403 for the note of another.
#[utoipa::path(tag = "notes", params(("contact_id" = ContactId, Path), ("note_id" = NoteId, Path)), request_body = NotePatch, security(("staff_token" = ["contacts:write"])), responses((status = 200, body = Note, description = "The note.")))]
#[patch("/contacts/{contact_id}/notes/{note_id}")]
pub async fn change_contact_note(
    who: Guard<permits::ContactsWrite>,
    path: Path<(ContactId, NoteId)>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<NotePatch>,
) -> Answer<One<Note>> {
    let (record, id) = path.0;
    Ok(One(notes::change(who.cx(), record, id, body.value, if_match.version()).await?))
}

/// Remove a note on a contact; for a day it can be taken back. One's own; administrators and owners remove any, others get 403.
#[utoipa::path(tag = "notes", params(("contact_id" = ContactId, Path), ("note_id" = NoteId, Path)), security(("staff_token" = ["contacts:write"])), responses((status = 204, description = "Removed.")))]
#[delete("/contacts/{contact_id}/notes/{note_id}")]
pub async fn remove_contact_note(
    who: Guard<permits::ContactsWrite>,
    path: Path<(ContactId, NoteId)>,
    _query: NoQuery,
) -> Answer<Done> {
    let (record, id) = path.0;
    notes::remove(who.cx(), record, id).await?;
    Ok(Done)
}

/// Take the removal of a note on a contact back, within 24 hours: it stands where it stood, as it was.
///
/// Whoever may remove it may. One that was not removed stays as it is.
#[utoipa::path(tag = "notes", params(("contact_id" = ContactId, Path), ("note_id" = NoteId, Path)), security(("staff_token" = ["contacts:write"])), responses((status = 200, body = Note, description = "The note.")))]
#[put("/contacts/{contact_id}/notes/{note_id}/restoration")]
pub async fn restore_contact_note(
    who: Guard<permits::ContactsWrite>,
    path: Path<(ContactId, NoteId)>,
    _query: NoQuery,
) -> Answer<One<Note>> {
    let (record, id) = path.0;
    Ok(One(notes::restore(who.cx(), record, id).await?))
}

/// A page of the notes on a organisation, the newest first.
#[utoipa::path(tag = "notes", params(("organisation_id" = OrganisationId, Path)), security(("staff_token" = ["organisations:read"])), responses((status = 200, body = Page<Note>, description = "A page.")))]
#[get("/organisations/{organisation_id}/notes")]
pub async fn list_organisation_notes(
    who: Guard<permits::OrganisationsRead>,
    path: Path<OrganisationId>,
    query: List,
) -> Answer<Plain<Page<Note>>> {
    Ok(Plain(notes::list(who.cx(), path.0, query.0).await?))
}

/// Write a note on a organisation. Clients never see it.
#[utoipa::path(tag = "notes", params(("organisation_id" = OrganisationId, Path)), request_body = NewNote, security(("staff_token" = ["organisations:write"])), responses((status = 201, body = Note, description = "Written.")))]
#[post("/organisations/{organisation_id}/notes")]
pub async fn create_organisation_note(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<OrganisationId>,
    _query: NoQuery,
    body: Body<NewNote>,
) -> Answer<Created<Note>> {
    let cx = who.once(&body);
    let note = notes::create(&cx, path.0, body.value).await?;
    let location = format!("/api/v1/organisations/{}/notes/{}", path.0, note.id);
    Ok(Created(note, location))
}

/// One note on a organisation.
#[utoipa::path(tag = "notes", params(("organisation_id" = OrganisationId, Path), ("note_id" = NoteId, Path)), security(("staff_token" = ["organisations:read"])), responses((status = 200, body = Note, description = "The note.")))]
#[get("/organisations/{organisation_id}/notes/{note_id}")]
pub async fn get_organisation_note(
    who: Guard<permits::OrganisationsRead>,
    path: Path<(OrganisationId, NoteId)>,
    _query: NoQuery,
) -> Answer<One<Note>> {
    let (record, id) = path.0;
    Ok(One(notes::get(who.cx(), record, id).await?))
}

/// Change one's own note on a organisation; 403 for the note of another.
#[utoipa::path(tag = "notes", params(("organisation_id" = OrganisationId, Path), ("note_id" = NoteId, Path)), request_body = NotePatch, security(("staff_token" = ["organisations:write"])), responses((status = 200, body = Note, description = "The note.")))]
#[patch("/organisations/{organisation_id}/notes/{note_id}")]
pub async fn change_organisation_note(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<(OrganisationId, NoteId)>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<NotePatch>,
) -> Answer<One<Note>> {
    let (record, id) = path.0;
    Ok(One(notes::change(who.cx(), record, id, body.value, if_match.version()).await?))
}

/// Remove a note on a organisation; for a day it can be taken back. One's own; administrators and owners remove any, others get 403.
#[utoipa::path(tag = "notes", params(("organisation_id" = OrganisationId, Path), ("note_id" = NoteId, Path)), security(("staff_token" = ["organisations:write"])), responses((status = 204, description = "Removed.")))]
#[delete("/organisations/{organisation_id}/notes/{note_id}")]
pub async fn remove_organisation_note(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<(OrganisationId, NoteId)>,
    _query: NoQuery,
) -> Answer<Done> {
    let (record, id) = path.0;
    notes::remove(who.cx(), record, id).await?;
    Ok(Done)
}

/// Take the removal of a note on a organisation back, within 24 hours: it stands where it stood, as it was.
///
/// Whoever may remove it may. One that was not removed stays as it is.
#[utoipa::path(tag = "notes", params(("organisation_id" = OrganisationId, Path), ("note_id" = NoteId, Path)), security(("staff_token" = ["organisations:write"])), responses((status = 200, body = Note, description = "The note.")))]
#[put("/organisations/{organisation_id}/notes/{note_id}/restoration")]
pub async fn restore_organisation_note(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<(OrganisationId, NoteId)>,
    _query: NoQuery,
) -> Answer<One<Note>> {
    let (record, id) = path.0;
    Ok(One(notes::restore(who.cx(), record, id).await?))
}
