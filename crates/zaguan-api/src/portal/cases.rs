//! The client's cases.

use actix_web::{HttpRequest, delete, get, post, put};
use zaguan_domain::context::rights;
use zaguan_domain::portal;
use zaguan_types::cases::{CaseCounts, NewMessage};
use zaguan_types::portal::{NewPortalCase, PortalCase, PortalForms, PortalMessage};
use zaguan_types::{CaseId, MessageId, Page};

use crate::http::answer::{Answer, Created, Done, One, Plain, Ready};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::PortalGuard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// The forms of cases, as this client meets them.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug.")), security(("portal_token" = ["cases:see"])), responses((status = 200, body = PortalForms, description = "The forms.")))]
#[get("/forms/cases")]
pub async fn portal_case_forms(who: PortalGuard<rights::CasesSee>, _query: NoQuery) -> Answer<One<PortalForms>> {
    Ok(One(portal::forms(who.cx()).await?))
}

/// A page of the cases that this client sees.
///
/// Sort: `-updated_at` (default), `created_at`, `number`. `q` searches the number, and the texts that the firm lets
/// clients search. A filter by a field that this client does not see is answered like one that does not exist.
#[utoipa::path(
    tag = "portal cases",
    security(("portal_token" = ["cases:see"])),
    params(
        ("slug" = String, Path, description = "The firm's slug."),
        ("filter[status]" = Option<String>, Query, description = "Statuses, separated by commas."),
        ("filter[priority]" = Option<String>, Query, description = "Priority."),
        ("filter[category]" = Option<String>, Query, description = "Key of a category."),
        ("filter[created_at]" = Option<String>, Query, description = "Days, from..to."),
    ),
    responses((status = 200, body = Page<PortalCase>, description = "A page."))
)]
#[get("/cases")]
pub async fn portal_list_cases(who: PortalGuard<rights::CasesSee>, query: List) -> Answer<Ready<Page<PortalCase>>> {
    Ok(Ready(portal::list(who.cx(), query.0).await?))
}

/// How many of the cases that this client sees stand where; the status filter is left aside.
#[utoipa::path(
    tag = "portal cases",
    security(("portal_token" = ["cases:see"])),
    params(
        ("slug" = String, Path, description = "The firm's slug."),
        ("filter[priority]" = Option<String>, Query, description = "Priority."),
        ("filter[category]" = Option<String>, Query, description = "Key of a category."),
        ("filter[created_at]" = Option<String>, Query, description = "Days, from..to."),
    ),
    responses((status = 200, body = CaseCounts, description = "The counts."))
)]
#[get("/case-counts")]
pub async fn portal_count_cases(who: PortalGuard<rights::CasesSee>, query: List) -> Answer<Plain<CaseCounts>> {
    Ok(Plain(portal::counts(who.cx(), query.0).await?))
}

/// Open a case.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug.")), request_body = NewPortalCase, security(("portal_token" = ["cases:create"])), responses((status = 201, body = PortalCase, description = "Opened.")))]
#[post("/cases")]
pub async fn portal_create_case(
    who: PortalGuard<rights::CasesCreate>,
    request: HttpRequest,
    _query: NoQuery,
    body: Body<NewPortalCase>,
) -> Answer<Created<PortalCase>> {
    let cx = who.once(&body);
    let case = portal::create(&cx, body.value).await?;
    let location = format!("{}/{}", request.path(), case.id);
    Ok(Created(case, location))
}

/// One case.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug."), ("case_id" = CaseId, Path)), security(("portal_token" = ["cases:see"])), responses((status = 200, body = PortalCase, description = "The case.")))]
#[get("/cases/{case_id}")]
pub async fn portal_get_case(
    who: PortalGuard<rights::CasesSee>,
    path: Path<CaseId>,
    _query: NoQuery,
) -> Answer<One<PortalCase>> {
    Ok(One(portal::get(who.cx(), path.0).await?))
}

/// Close a case.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug."), ("case_id" = CaseId, Path)), security(("portal_token" = ["cases:close"])), responses((status = 200, body = PortalCase, description = "The case.")))]
#[put("/cases/{case_id}/closure")]
pub async fn portal_close_case(
    who: PortalGuard<rights::CasesClose>,
    path: Path<CaseId>,
    if_match: IfMatch,
    _query: NoQuery,
) -> Answer<One<PortalCase>> {
    Ok(One(portal::close(who.cx(), path.0, if_match.test()).await?))
}

/// Reopen a case.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug."), ("case_id" = CaseId, Path)), security(("portal_token" = ["cases:reopen"])), responses((status = 204, description = "Reopened.")))]
#[delete("/cases/{case_id}/closure")]
pub async fn portal_reopen_case(
    who: PortalGuard<rights::CasesReopen>,
    path: Path<CaseId>,
    if_match: IfMatch,
    _query: NoQuery,
) -> Answer<Done> {
    portal::reopen(who.cx(), path.0, if_match.test()).await?;
    Ok(Done)
}

/// A page of a case's messages, oldest first.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug."), ("case_id" = CaseId, Path)), security(("portal_token" = ["cases:see"])), responses((status = 200, body = Page<PortalMessage>, description = "A page.")))]
#[get("/cases/{case_id}/messages")]
pub async fn portal_list_messages(
    who: PortalGuard<rights::CasesSee>,
    path: Path<CaseId>,
    query: List,
) -> Answer<Plain<Page<PortalMessage>>> {
    Ok(Plain(portal::messages(who.cx(), path.0, query.0).await?))
}

/// Answer in a case.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug."), ("case_id" = CaseId, Path)), request_body = NewMessage, security(("portal_token" = ["cases:comment"])), responses((status = 201, body = PortalMessage, description = "Written.")))]
#[post("/cases/{case_id}/messages")]
pub async fn portal_write_message(
    who: PortalGuard<rights::CasesComment>,
    path: Path<CaseId>,
    request: HttpRequest,
    _query: NoQuery,
    body: Body<NewMessage>,
) -> Answer<Created<PortalMessage>> {
    let cx = who.once(&body);
    let message = portal::write_message(&cx, path.0, body.value).await?;
    let location = format!("{}/{}", request.path(), message.id);
    Ok(Created(message, location))
}

/// One message.
#[utoipa::path(tag = "portal cases", params(("slug" = String, Path, description = "The firm's slug."), ("case_id" = CaseId, Path), ("message_id" = MessageId, Path)), security(("portal_token" = ["cases:see"])), responses((status = 200, body = PortalMessage, description = "The message.")))]
#[get("/cases/{case_id}/messages/{message_id}")]
pub async fn portal_get_message(
    who: PortalGuard<rights::CasesSee>,
    path: Path<(CaseId, MessageId)>,
    _query: NoQuery,
) -> Answer<One<PortalMessage>> {
    let (case, id) = path.0;
    Ok(One(portal::message(who.cx(), case, id).await?))
}
