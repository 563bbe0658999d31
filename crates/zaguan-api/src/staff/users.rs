//! Oneself and one's colleagues.

use actix_web::{HttpRequest, get, patch};
use zaguan_domain::context::permits;
use zaguan_domain::users;
use zaguan_types::users::{Me, MePatch, UserList};

use crate::http::answer::{Answer, One, Plain, if_match};
use crate::http::body::Body;
use crate::http::guard::Guard;
use crate::http::query::NoQuery;

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
    request: HttpRequest,
    _query: NoQuery,
    body: Body<MePatch>,
) -> Answer<One<Me>> {
    Ok(One(users::change_me(who.cx(), body.value, if_match(&request)?).await?))
}

/// The members of staff, by name.
#[utoipa::path(tag = "users", security(("staff_token" = ["users:read"])), responses((status = 200, body = UserList, description = "The members of staff.")))]
#[get("/users")]
pub async fn list_users(who: Guard<permits::UsersRead>, _query: NoQuery) -> Answer<Plain<UserList>> {
    Ok(Plain(users::list(who.cx()).await?))
}
