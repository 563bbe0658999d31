//! Event streams: server-sent events over one connection, ended as soon as the session is.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior, interval};
use zaguan_domain::Error;
use zaguan_domain::live::{Seat, Stored, heard, missed, place, placed, position};
use zaguan_domain::platform::App;
use zaguan_domain::sessions::principal::Principal;
use zaguan_domain::sessions::tokens::Side;
use zaguan_domain::sessions::{Credential, authenticate};
use zaguan_types::UserId;
use zaguan_types::events::{Event, EventKind};

use crate::http::problem::ApiError;
use crate::http::session::Known;

/// How often an open stream checks that its session still lives.
const CHECK: Duration = Duration::from_secs(1);
/// Checks between two signs of life, so that proxies keep the connection.
const QUIET_CHECKS: u32 = 15;

struct Stream {
    app: Arc<App>,
    side: Side,
    credential: Credential,
    /// The member of staff who listens; `None`: a client.
    user: Option<UserId>,
    events: Receiver<Arc<Stored>>,
    ready: VecDeque<Bytes>,
    last: i64,
    check: Interval,
    quiet: u32,
    /// Its place among the session's streams.
    seat: Seat,
}

/// Opens a stream for who sends the request.
///
/// # Errors
/// [`Error::Unauthenticated`], or the database is away.
pub async fn open(app: Arc<App>, known: &Known, request: &HttpRequest) -> Result<HttpResponse, ApiError> {
    let (Some(principal), Some((side, credential))) = (known.principal.clone(), known.credential.clone()) else {
        return Err(ApiError(Error::Unauthenticated));
    };
    let tenant = principal.tenant_id();
    let seat = app.hub.seats.take(principal.session_id());
    // What was not given out here says nothing: the stream begins now.
    let after = request.headers().get("last-event-id").and_then(|id| placed(&app, &principal, id.to_str().ok()?));
    // Listening begins before the past is read, so that nothing falls between.
    let events = app.hub.listen(tenant);
    let now = position(&app, tenant).await?;
    // Where something was missed the stream begins at that place: one that breaks at once must not lose the rest.
    let begin = after.map_or(now, |after| after.min(now));
    let mut ready = VecDeque::from([Bytes::from(format!("retry: 2000\nid: {}\n\n", place(&app, &principal, begin)?))]);
    if let Some(after) = after.filter(|after| *after < now) {
        match missed(&app, tenant, after, Some(&principal)).await? {
            Some(past) => {
                for event in past.iter().filter(|event| event.seq <= now) {
                    ready.extend(told(&app, &principal, event)?);
                }
            }
            None => ready.push_back(resync(&app, &principal, now)?),
        }
    }
    let mut check = interval(CHECK);
    check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let user = match &principal {
        Principal::Staff(who) => Some(who.user_id),
        Principal::Portal(_) => None,
    };
    let stream = Stream { app, side, credential, user, events, ready, last: now, check, quiet: 0, seat };
    let body = futures_util::stream::unfold(stream, |mut stream| async move {
        stream.next().await.map(|bytes| (Ok::<_, actix_web::Error>(bytes), stream))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("cache-control", "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        // Compressed, events would wait in the compressor.
        .insert_header(("content-encoding", "identity"))
        .streaming(body))
}

/// An event as this person is told of it; `None` if it is not for them.
fn told(app: &App, who: &Principal, event: &Stored) -> Result<Option<Bytes>, Error> {
    heard(who, event).map(|heard| Ok(written(&place(app, who, event.seq)?, &heard))).transpose()
}

/// Tells this person to read everything anew.
fn resync(app: &App, who: &Principal, now: i64) -> Result<Bytes, Error> {
    let seq = matches!(who, Principal::Staff(_)).then_some(now);
    Ok(written(&place(app, who, now)?, &Event { seq, kind: EventKind::Resync, subject_id: None }))
}

fn written(id: &str, event: &Event) -> Bytes {
    // Numbers and words: it always serialises.
    let data = serde_json::to_string(event).unwrap_or_default();
    Bytes::from(format!("id: {id}\nevent: {}\ndata: {data}\n\n", event.kind))
}

impl Stream {
    /// The next bytes; `None` ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(bytes) = self.ready.pop_front() {
                return Some(bytes);
            }
            tokio::select! {
                () = self.app.hub.closed() => return None,
                () = self.seat.given_away() => return None,
                _ = self.check.tick() => {
                    self.who().await?;
                    self.quiet += 1;
                    if self.quiet >= QUIET_CHECKS {
                        self.quiet = 0;
                        return Some(Bytes::from_static(b":\n\n"));
                    }
                }
                event = self.events.recv() => match event {
                    Ok(event) if event.seq <= self.last => {}
                    // Nothing has to be looked up for what is somebody else's.
                    Ok(event) if !event.concerns(self.user) => self.last = event.seq,
                    Ok(event) => {
                        self.last = event.seq;
                        // Looked up anew: what changed may be what this person sees.
                        let who = self.who().await?;
                        self.ready.extend(told(&self.app, &who, &event).ok()?);
                    }
                    Err(RecvError::Lagged(_)) => {
                        let who = self.who().await?;
                        self.ready.push_back(resync(&self.app, &who, self.last).ok()?);
                    }
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// Who listens; `None` once the session has ended, or cannot be checked.
    async fn who(&self) -> Option<Principal> {
        let who = authenticate(&self.app, self.side, &self.credential).await.ok()?;
        match &who {
            Principal::Portal(client) if !client.portal_active || client.must_change => None,
            _ => Some(who),
        }
    }
}
