//! Organisations.

use actix_web::{delete, get, patch, post, put};
use zaguan_domain::context::permits;
use zaguan_domain::organisations;
use zaguan_types::duplicates::DuplicateList;
use zaguan_types::organisations::{NewOrganisation, Organisation, OrganisationMerge, OrganisationPatch};
use zaguan_types::{OrganisationId, Page};

use crate::http::answer::{Answer, Created, Done, One, Plain, Ready};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// A page of organisations.
///
/// Sort: `name` (default), `created_at`, `updated_at`. `q` searches name, e-mail and web site.
#[utoipa::path(
    tag = "organisations",
    security(("staff_token" = ["organisations:read"])),
    params(
        ("filter[parent_id]" = Option<String>, Query, description = "The organisation they belong to, or `none`."),
        ("filter[owner_id]" = Option<String>, Query, description = "Who looks after them: an id, `me` or `none`."),
        ("filter[tag]" = Option<String>, Query, description = "Words, with commas between them: all of them."),
        ("filter[import]" = Option<String>, Query, description = "Those that the import with this id has created or changed."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[deleted]" = Option<bool>, Query, description = "Those in the bin instead."),
    ),
    responses((status = 200, body = Page<Organisation>, description = "A page."))
)]
#[get("/organisations")]
pub async fn list_organisations(
    who: Guard<permits::OrganisationsRead>,
    query: List,
) -> Answer<Ready<Page<Organisation>>> {
    Ok(Ready(organisations::list(who.cx(), query.0).await?))
}

/// Create an organisation.
#[utoipa::path(tag = "organisations", request_body = NewOrganisation, security(("staff_token" = ["organisations:write"])), responses((status = 201, body = Organisation, description = "Created.")))]
#[post("/organisations")]
pub async fn create_organisation(
    who: Guard<permits::OrganisationsWrite>,
    _query: NoQuery,
    body: Body<NewOrganisation>,
) -> Answer<Created<Organisation>> {
    let cx = who.once(&body);
    let organisation = organisations::create(&cx, body.value).await?;
    let location = format!("/api/v1/organisations/{}", organisation.id);
    Ok(Created(organisation, location))
}

/// One organisation.
#[utoipa::path(tag = "organisations", params(("organisation_id" = OrganisationId, Path)), security(("staff_token" = ["organisations:read"])), responses((status = 200, body = Organisation, description = "The organisation.")))]
#[get("/organisations/{organisation_id}")]
pub async fn get_organisation(
    who: Guard<permits::OrganisationsRead>,
    path: Path<OrganisationId>,
    _query: NoQuery,
) -> Answer<One<Organisation>> {
    Ok(One(organisations::get(who.cx(), path.0).await?))
}

/// Change an organisation.
#[utoipa::path(tag = "organisations", params(("organisation_id" = OrganisationId, Path)), request_body = OrganisationPatch, security(("staff_token" = ["organisations:write"])), responses((status = 200, body = Organisation, description = "The organisation.")))]
#[patch("/organisations/{organisation_id}")]
pub async fn change_organisation(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<OrganisationId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<OrganisationPatch>,
) -> Answer<One<Organisation>> {
    Ok(One(organisations::change(who.cx(), path.0, body.value, if_match.version()).await?))
}

/// Put an organisation into the bin.
///
/// It lies there for 30 days (`filter[deleted]=true`), can be restored, and is removed after that. Its people, cases and
/// subsidiaries stay.
#[utoipa::path(tag = "organisations", params(("organisation_id" = OrganisationId, Path)), security(("staff_token" = ["organisations:write"])), responses((status = 204, description = "In the bin.")))]
#[delete("/organisations/{organisation_id}")]
pub async fn delete_organisation(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<OrganisationId>,
    if_match: IfMatch,
    _query: NoQuery,
) -> Answer<Done> {
    organisations::delete(who.cx(), path.0, if_match.version()).await?;
    Ok(Done)
}

/// Take an organisation out of the bin.
#[utoipa::path(tag = "organisations", params(("organisation_id" = OrganisationId, Path)), security(("staff_token" = ["organisations:write"])), responses((status = 200, body = Organisation, description = "The organisation.")))]
#[put("/organisations/{organisation_id}/restoration")]
pub async fn restore_organisation(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<OrganisationId>,
    _query: NoQuery,
) -> Answer<One<Organisation>> {
    Ok(One(organisations::restore(who.cx(), path.0).await?))
}

/// Organisations that may be the same as one with these values.
#[utoipa::path(
    tag = "organisations",
    security(("staff_token" = ["organisations:read"])),
    params(
        ("filter[name]" = Option<String>, Query, description = "Name, whatever the case and the accents."),
        ("filter[email]" = Option<String>, Query, description = "E-mail address."),
        ("filter[website]" = Option<String>, Query, description = "Address on the web; its host counts."),
        ("filter[except_id]" = Option<String>, Query, description = "The organisation that is asked for itself."),
    ),
    responses((status = 200, body = DuplicateList, description = "The likeliest first, at most ten."))
)]
#[get("/organisation-duplicates")]
pub async fn list_organisation_duplicates(
    who: Guard<permits::OrganisationsRead>,
    query: List,
) -> Answer<Plain<DuplicateList>> {
    Ok(Plain(organisations::duplicates(who.cx(), query.0).await?))
}

/// Merge another organisation into this one.
///
/// Its people, cases, subsidiaries, notes and history move over; empty fields are filled from it. Asking for the other
/// one answers this one from then on. 409 if it was merged already.
#[utoipa::path(tag = "organisations", params(("organisation_id" = OrganisationId, Path)), request_body = OrganisationMerge, security(("staff_token" = ["organisations:write"])), responses((status = 200, body = Organisation, description = "The organisation that stays.")))]
#[post("/organisations/{organisation_id}/merges")]
pub async fn merge_organisation(
    who: Guard<permits::OrganisationsWrite>,
    path: Path<OrganisationId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<OrganisationMerge>,
) -> Answer<One<Organisation>> {
    let cx = who.once(&body);
    Ok(One(organisations::merge(&cx, path.0, body.value, if_match.version()).await?))
}
