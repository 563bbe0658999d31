//! Oneself and one's colleagues.

use actix_web::{get, patch};
use zaguan_domain::context::permits;
use zaguan_domain::users;
use zaguan_types::users::{Me, MePatch, User};
use zaguan_types::{Page, UserId};

use crate::http::answer::{Answer, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::{List, NoQuery};

/// Who is signed in, and what they may do.
#[utoipa::path(tag = "users", security(("staff_token" = ["signed_in"])), responses((status = 200, body = Me, description = "Oneself.")))]
#[get("/me")]
pub async fn get_me(who: Guard<permits::SignedIn>, _query: NoQuery) -> Answer<One<Me>> {
    Ok(One(users::me(who.cx()).await?))
}

/// Change one's own settings.
#[utoipa::path(tag = "users", request_body = MePatch, security(("staff_token" = ["signed_in"])), responses((status = 200, body = Me, description = "Oneself.")))]
#[patch("/me")]
pub async fn change_me(
    who: Guard<permits::SignedIn>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<MePatch>,
) -> Answer<One<Me>> {
    Ok(One(users::change_me(who.cx(), body.value, if_match.version()).await?))
}

/// One member of staff.
#[utoipa::path(tag = "users", params(("user_id" = UserId, Path)), security(("staff_token" = ["users:read"])), responses((status = 200, body = User, description = "The member of staff.")))]
#[get("/users/{user_id}")]
pub async fn get_user(who: Guard<permits::UsersRead>, path: Path<UserId>, _query: NoQuery) -> Answer<One<User>> {
    Ok(One(users::get(who.cx(), path.0).await?))
}

/// A page of the members of staff, by name.
#[utoipa::path(tag = "users", security(("staff_token" = ["users:read"])), responses((status = 200, body = Page<User>, description = "A page.")))]
#[get("/users")]
pub async fn list_users(who: Guard<permits::UsersRead>, query: List) -> Answer<Plain<Page<User>>> {
    Ok(Plain(users::list(who.cx(), query.0).await?))
}
