//! Cases and their public conversations.

use actix_web::{delete, get, patch, post, put};
use zaguan_domain::cases;
use zaguan_domain::context::permits;
use zaguan_types::cases::{Case, CaseCounts, CaseMessage, CasePatch, CaseReadMark, NewCase, NewMessage};
use zaguan_types::{CaseId, MessageId, Page};

use crate::http::answer::{Answer, Created, Done, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// A page of cases.
///
/// Sort: `-updated_at` (default), `created_at`, `number`. `q` searches number, subject and description.
#[utoipa::path(
    tag = "cases",
    security(("staff_token" = ["cases:read"])),
    params(
        ("filter[status]" = Option<String>, Query, description = "Statuses, separated by commas."),
        ("filter[priority]" = Option<String>, Query, description = "Priority."),
        ("filter[category]" = Option<String>, Query, description = "Key of a category."),
        ("filter[assignee_id]" = Option<String>, Query, description = "Who looks after it: an id, `me` or `none`."),
        ("filter[contact_id]" = Option<String>, Query, description = "Whose matter it is: an id or `none`."),
        ("filter[organisation_id]" = Option<String>, Query, description = "The organisation that it belongs to: an id or `none`."),
        ("filter[source]" = Option<String>, Query, description = "Where it came from."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
    ),
    responses((status = 200, body = Page<Case>, description = "A page."))
)]
#[get("/cases")]
pub async fn list_cases(who: Guard<permits::CasesRead>, query: List) -> Answer<Plain<Page<Case>>> {
    Ok(Plain(cases::list(who.cx(), query.0).await?))
}

/// How many cases stand where, for the filters of the list; the status filter is left aside.
#[utoipa::path(
    tag = "cases",
    security(("staff_token" = ["cases:read"])),
    params(
        ("filter[priority]" = Option<String>, Query, description = "Priority."),
        ("filter[category]" = Option<String>, Query, description = "Key of a category."),
        ("filter[assignee_id]" = Option<String>, Query, description = "Who looks after it: an id, `me` or `none`."),
        ("filter[contact_id]" = Option<String>, Query, description = "Whose matter it is: an id or `none`."),
        ("filter[organisation_id]" = Option<String>, Query, description = "The organisation that it belongs to: an id or `none`."),
        ("filter[source]" = Option<String>, Query, description = "Where it came from."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
    ),
    responses((status = 200, body = CaseCounts, description = "The counts."))
)]
#[get("/case-counts")]
pub async fn count_cases(who: Guard<permits::CasesRead>, query: List) -> Answer<Plain<CaseCounts>> {
    Ok(Plain(cases::counts(who.cx(), query.0).await?))
}

/// Create a case.
#[utoipa::path(tag = "cases", request_body = NewCase, security(("staff_token" = ["cases:write"])), responses((status = 201, body = Case, description = "Created.")))]
#[post("/cases")]
pub async fn create_case(
    who: Guard<permits::CasesWrite>,
    _query: NoQuery,
    body: Body<NewCase>,
) -> Answer<Created<Case>> {
    let cx = who.once(&body);
    let case = cases::create(&cx, body.value).await?;
    let location = format!("/api/v1/cases/{}", case.id);
    Ok(Created(case, location))
}

/// One case.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), security(("staff_token" = ["cases:read"])), responses((status = 200, body = Case, description = "The case.")))]
#[get("/cases/{case_id}")]
pub async fn get_case(who: Guard<permits::CasesRead>, path: Path<CaseId>, _query: NoQuery) -> Answer<One<Case>> {
    Ok(One(cases::get(who.cx(), path.0).await?))
}

/// Change a case.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), request_body = CasePatch, security(("staff_token" = ["cases:write"])), responses((status = 200, body = Case, description = "The case.")))]
#[patch("/cases/{case_id}")]
pub async fn change_case(
    who: Guard<permits::CasesWrite>,
    path: Path<CaseId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<CasePatch>,
) -> Answer<One<Case>> {
    Ok(One(cases::change(who.cx(), path.0, body.value, if_match.version()).await?))
}

/// Close a case.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), security(("staff_token" = ["cases:write"])), responses((status = 200, body = Case, description = "The case.")))]
#[put("/cases/{case_id}/closure")]
pub async fn close_case(
    who: Guard<permits::CasesWrite>,
    path: Path<CaseId>,
    if_match: IfMatch,
    _query: NoQuery,
) -> Answer<One<Case>> {
    Ok(One(cases::close(who.cx(), path.0, if_match.version()).await?))
}

/// Reopen a case.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), security(("staff_token" = ["cases:write"])), responses((status = 204, description = "Reopened.")))]
#[delete("/cases/{case_id}/closure")]
pub async fn reopen_case(
    who: Guard<permits::CasesWrite>,
    path: Path<CaseId>,
    if_match: IfMatch,
    _query: NoQuery,
) -> Answer<Done> {
    cases::reopen(who.cx(), path.0, if_match.version()).await?;
    Ok(Done)
}

/// Say that you have read a case, up to a moment.
///
/// Yours alone: nobody else's `unread` changes, and only your own windows hear of it. Saying it twice is saying it once.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), request_body = CaseReadMark, security(("staff_token" = ["cases:read"])), responses((status = 204, description = "Noted.")))]
#[put("/cases/{case_id}/read-mark")]
pub async fn mark_case_read(
    who: Guard<permits::CasesRead>,
    path: Path<CaseId>,
    _query: NoQuery,
    body: Body<CaseReadMark>,
) -> Answer<Done> {
    cases::mark_read(who.cx(), path.0, body.value).await?;
    Ok(Done)
}

/// A page of a case's public messages, oldest first.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), security(("staff_token" = ["cases:read"])), responses((status = 200, body = Page<CaseMessage>, description = "A page.")))]
#[get("/cases/{case_id}/messages")]
pub async fn list_case_messages(
    who: Guard<permits::CasesRead>,
    path: Path<CaseId>,
    query: List,
) -> Answer<Plain<Page<CaseMessage>>> {
    Ok(Plain(cases::messages(who.cx(), path.0, query.0).await?))
}

/// Write a public message, which the client reads.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path)), request_body = NewMessage, security(("staff_token" = ["cases:write"])), responses((status = 201, body = CaseMessage, description = "Written.")))]
#[post("/cases/{case_id}/messages")]
pub async fn write_case_message(
    who: Guard<permits::CasesWrite>,
    path: Path<CaseId>,
    _query: NoQuery,
    body: Body<NewMessage>,
) -> Answer<Created<CaseMessage>> {
    let cx = who.once(&body);
    let message = cases::write_message(&cx, path.0, body.value).await?;
    let location = format!("/api/v1/cases/{}/messages/{}", path.0, message.id);
    Ok(Created(message, location))
}

/// One public message.
#[utoipa::path(tag = "cases", params(("case_id" = CaseId, Path), ("message_id" = MessageId, Path)), security(("staff_token" = ["cases:read"])), responses((status = 200, body = CaseMessage, description = "The message.")))]
#[get("/cases/{case_id}/messages/{message_id}")]
pub async fn get_case_message(
    who: Guard<permits::CasesRead>,
    path: Path<(CaseId, MessageId)>,
    _query: NoQuery,
) -> Answer<One<CaseMessage>> {
    let (case, id) = path.0;
    Ok(One(cases::message(who.cx(), case, id).await?))
}
