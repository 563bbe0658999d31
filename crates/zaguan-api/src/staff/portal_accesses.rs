//! Who may come in.

use actix_web::{get, post};
use zaguan_domain::context::permits;
use zaguan_domain::portal_access;
use zaguan_types::portal_access::Access;
use zaguan_types::{AccessId, Page};

use crate::http::answer::{Answer, Created, One, Plain};
use crate::http::body::{Body, Empty};
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// A page of accesses to the portal, the newest first.
#[utoipa::path(
    tag = "portal",
    security(("staff_token" = ["contacts:read"])),
    params(("filter[contact_id]" = Option<String>, Query, description = "Whose it is.")),
    responses((status = 200, body = Page<Access>, description = "A page."))
)]
#[get("/portal/accesses")]
pub async fn list_accesses(who: Guard<permits::ContactsRead>, query: List) -> Answer<Plain<Page<Access>>> {
    Ok(Plain(portal_access::list(who.cx(), query.0).await?))
}

/// One access.
#[utoipa::path(tag = "portal", params(("access_id" = AccessId, Path)), security(("staff_token" = ["contacts:read"])), responses((status = 200, body = Access, description = "The access.")))]
#[get("/portal/accesses/{access_id}")]
pub async fn get_access(
    who: Guard<permits::ContactsRead>,
    path: Path<AccessId>,
    _query: NoQuery,
) -> Answer<One<Access>> {
    Ok(One(portal_access::get(who.cx(), path.0).await?))
}

/// Send a new invitation, valid 72 hours. It voids the one before it and ends running sessions.
#[utoipa::path(tag = "portal", params(("access_id" = AccessId, Path)), request_body = Empty, security(("staff_token" = ["contacts:write"])), responses((status = 201, body = Access, description = "Invited.")))]
#[post("/portal/accesses/{access_id}/invitation")]
pub async fn invite_again(
    who: Guard<permits::ContactsWrite>,
    path: Path<AccessId>,
    _query: NoQuery,
    body: Body<Empty>,
) -> Answer<Created<Access>> {
    let cx = who.once(&body);
    let access = portal_access::invite_again(&cx, path.0).await?;
    Ok(Created(access, format!("/api/v1/portal/accesses/{}", path.0)))
}
