//! Quick search.

use actix_web::get;
use zaguan_domain::context::permits;
use zaguan_domain::search;
use zaguan_types::search::SearchResults;

use crate::http::answer::{Answer, Plain};
use crate::http::guard::Guard;
use crate::http::query::List;

/// Search contacts, organisations and cases at once.
///
/// Names that begin with the words come before those that contain them; a number, `C-000123` or `123`, finds its case
/// first. Kinds that the caller's role may not see stay empty. What lies in the bin is not found, nor anything without
/// words.
#[utoipa::path(
    tag = "search",
    security(("staff_token" = ["signed_in"])),
    params(
        ("q" = Option<String>, Query, description = "Words to search for."),
        ("limit" = Option<u32>, Query, description = "The most hits of each kind; 6 if absent.", minimum = 1, maximum = 20),
    ),
    responses((status = 200, body = SearchResults, description = "What was found."))
)]
#[get("/search")]
pub async fn search_everything(who: Guard<permits::SignedIn>, query: List) -> Answer<Plain<SearchResults>> {
    Ok(Plain(search::everything(who.cx(), query.0).await?))
}
