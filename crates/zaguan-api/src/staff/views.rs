//! Saved views of lists.

use actix_web::{delete, get, patch, post};
use zaguan_domain::context::permits;
use zaguan_domain::views;
use zaguan_types::ViewId;
use zaguan_types::views::{NewView, View, ViewList, ViewPatch};

use crate::http::answer::{Answer, Created, Done, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// One's own views and the shared ones, in the order of the tabs.
#[utoipa::path(
    tag = "views",
    security(("staff_token" = ["signed_in"])),
    params(("filter[module]" = Option<String>, Query, description = "The list: `contacts`, `organisations` or `cases`; absent: all of them.")),
    responses((status = 200, body = ViewList, description = "The views."))
)]
#[get("/views")]
pub async fn my_views(who: Guard<permits::SignedIn>, query: List) -> Answer<Plain<ViewList>> {
    Ok(Plain(views::list(who.cx(), query.0).await?))
}

/// Save a view, as the last tab.
///
/// Everybody may keep private ones, at most 100 of a list. Sharing one needs `views:share`: 403 without. Filters and order
/// are those of the list; columns are its fields (custom ones as `custom.name`) and what the list knows beside them.
#[utoipa::path(tag = "views", request_body = NewView, security(("staff_token" = ["signed_in"])), responses((status = 201, body = View, description = "Saved.")))]
#[post("/views")]
pub async fn create_view(who: Guard<permits::SignedIn>, _query: NoQuery, body: Body<NewView>) -> Answer<Created<View>> {
    let cx = who.once(&body);
    let view = views::create(&cx, body.value).await?;
    let location = format!("/api/v1/views/{}", view.id);
    Ok(Created(view, location))
}

/// One view: one's own or a shared one.
#[utoipa::path(tag = "views", params(("view_id" = ViewId, Path)), security(("staff_token" = ["signed_in"])), responses((status = 200, body = View, description = "The view.")))]
#[get("/views/{view_id}")]
pub async fn get_view(who: Guard<permits::SignedIn>, path: Path<ViewId>, _query: NoQuery) -> Answer<One<View>> {
    Ok(One(views::get(who.cx(), path.0).await?))
}

/// Change a view.
///
/// One's own private one; a shared one, or sharing one, needs `views:share`: 403 without. Only its owner makes a shared one
/// private again. `position` moves it to that place among one's tabs, and the others make room.
#[utoipa::path(tag = "views", params(("view_id" = ViewId, Path)), request_body = ViewPatch, security(("staff_token" = ["signed_in"])), responses((status = 200, body = View, description = "The view.")))]
#[patch("/views/{view_id}")]
pub async fn change_view(
    who: Guard<permits::SignedIn>,
    path: Path<ViewId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<ViewPatch>,
) -> Answer<One<View>> {
    Ok(One(views::change(who.cx(), path.0, body.value, if_match.version()).await?))
}

/// Remove a view: one's own private one, or with `views:share` a shared one.
#[utoipa::path(tag = "views", params(("view_id" = ViewId, Path)), security(("staff_token" = ["signed_in"])), responses((status = 204, description = "Removed.")))]
#[delete("/views/{view_id}")]
pub async fn remove_view(who: Guard<permits::SignedIn>, path: Path<ViewId>, _query: NoQuery) -> Answer<Done> {
    views::remove(who.cx(), path.0).await?;
    Ok(Done)
}
