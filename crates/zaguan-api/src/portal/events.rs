//! The event stream of clients.

use std::rc::Rc;

use actix_web::web::{Data, ReqData};
use actix_web::{HttpRequest, HttpResponse, get};
use zaguan_domain::context::rights;
use zaguan_domain::platform::App;

use crate::http::answer::Answer;
use crate::http::guard::PortalGuard;
use crate::http::session::Known;
use crate::stream;

/// What happens to what this client sees, as it happens (server-sent events).
#[utoipa::path(
    tag = "portal events",
    security(("portal_token" = ["signed_in"])),
    params(("slug" = String, Path, description = "The firm's slug."), ("last-event-id" = Option<String>, Header, description = "The `id` of the last event that was seen. It is opaque; one that was not given out here is ignored.")),
    responses((status = 200, content_type = "text/event-stream", body = String, description = "The stream."))
)]
#[get("/events")]
pub async fn portal_events(
    _who: PortalGuard<rights::SignedIn>,
    app: Data<App>,
    known: ReqData<Rc<Known>>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    stream::open(app.into_inner(), &known, &request).await
}
