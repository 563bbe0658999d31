//! The event stream of staff and integrations.

use std::rc::Rc;

use actix_web::web::{Data, ReqData};
use actix_web::{HttpRequest, HttpResponse, get};
use zaguan_domain::context::permits;
use zaguan_domain::platform::App;

use crate::http::answer::Answer;
use crate::http::guard::Guard;
use crate::http::session::Known;
use crate::stream;

/// What happens, as it happens (server-sent events).
///
/// Each event names what changed, not how. A client that comes back says with `Last-Event-ID` where it was.
#[utoipa::path(
    tag = "events",
    security(("staff_token" = ["signed_in"])),
    params(("last-event-id" = Option<i64>, Header, description = "The last event that was seen.")),
    responses((status = 200, content_type = "text/event-stream", body = String, description = "The stream."))
)]
#[get("/events")]
pub async fn staff_events(
    _who: Guard<permits::SignedIn>,
    app: Data<App>,
    known: ReqData<Rc<Known>>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    stream::open(app.into_inner(), &known, &request).await
}
