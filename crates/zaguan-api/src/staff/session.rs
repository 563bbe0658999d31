//! Staff signs in, goes on, and signs out.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use zaguan_domain::context::permits;
use zaguan_domain::platform::App;
use zaguan_domain::sessions::tokens::Side;
use zaguan_domain::sessions::{Issued, refresh, sign_in_staff, sign_out_staff};
use zaguan_types::session::{Refresh, SignIn, SignedIn, Tokens};

use crate::http::answer::{Answer, Plain};
use crate::http::body::Body;
use crate::http::guard::Guard;
use crate::http::query::NoQuery;
use crate::http::session::{cookie, visitor};

/// Sign in.
///
/// Sets a cookie for browsers or, if the body says `"tokens": true`, answers with tokens for programs. Whatever was
/// wrong, the answer is the same and takes as long.
#[utoipa::path(tag = "session", request_body = SignIn, security(()), responses((status = 200, body = SignedIn, description = "Signed in.")))]
#[post("/session")]
pub async fn sign_in(
    app: Data<App>,
    request: HttpRequest,
    _query: NoQuery,
    body: Body<SignIn>,
) -> Answer<HttpResponse> {
    let Issued { body, cookie: value } = sign_in_staff(&app, body.value, visitor(&request)).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header(("cache-control", "no-store"));
    if let Some(value) = value {
        answer.cookie(cookie(&app, Side::Staff, None, Some(value)));
    }
    Ok(answer.json(body))
}

/// Buy the next pair of tokens.
///
/// A refresh token works once; a second use ends its session.
#[utoipa::path(tag = "session", request_body = Refresh, security(()), responses((status = 200, body = Tokens, description = "The next pair.")))]
#[post("/session/refresh")]
pub async fn refresh_session(
    app: Data<App>,
    request: HttpRequest,
    _query: NoQuery,
    body: Body<Refresh>,
) -> Answer<Plain<Tokens>> {
    let origin = visitor(&request).origin;
    Ok(Plain(refresh(&app, Side::Staff, None, &body.value.refresh_token, origin).await?))
}

/// Sign out.
#[utoipa::path(tag = "session", security(("staff_token" = ["signed_in"])), responses((status = 204, description = "Signed out.")))]
#[delete("/session")]
pub async fn sign_out(who: Guard<permits::SignedIn>, app: Data<App>, _query: NoQuery) -> Answer<HttpResponse> {
    sign_out_staff(who.cx()).await?;
    Ok(HttpResponse::NoContent().cookie(cookie(&app, Side::Staff, None, None)).finish())
}
