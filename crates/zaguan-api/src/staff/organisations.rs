//! Organisations.

use actix_web::{get, post};
use zaguan_domain::context::permits;
use zaguan_domain::organisations;
use zaguan_types::organisations::{NewOrganisation, Organisation};
use zaguan_types::{OrganisationId, Page};

use crate::http::answer::{Answer, Created, One, Plain};
use crate::http::body::Body;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// A page of organisations.
///
/// Sort: `name` (default), `created_at`. `q` searches name and e-mail.
#[utoipa::path(tag = "organisations", security(("staff_token" = ["organisations:read"])), responses((status = 200, body = Page<Organisation>, description = "A page.")))]
#[get("/organisations")]
pub async fn list_organisations(
    who: Guard<permits::OrganisationsRead>,
    query: List,
) -> Answer<Plain<Page<Organisation>>> {
    Ok(Plain(organisations::list(who.cx(), query.0).await?))
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
