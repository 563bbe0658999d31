//! Where in a stream an event stands, as its listener is told.
//!
//! Staff gets the number in the firm's sequence. A client could read off it how much happens at the firm, so a client
//! gets it sealed: it can be handed back, and says nothing.

use crate::error::Result;
use crate::platform::App;
use crate::sessions::principal::Principal;

/// The `id` of an event for this listener.
///
/// # Errors
/// If the system has no randomness to give.
pub fn place(app: &App, who: &Principal, seq: i64) -> Result<String> {
    match who {
        Principal::Staff(_) => Ok(seq.to_string()),
        Principal::Portal(client) => Ok(app.secrets.seal_place(client.tenant_id.0, seq)?),
    }
}

/// The number behind an `id` that this listener hands back; `None` for what they were never given.
pub fn placed(app: &App, who: &Principal, place: &str) -> Option<i64> {
    match who {
        Principal::Staff(_) => place.parse().ok(),
        Principal::Portal(client) => app.secrets.open_place(client.tenant_id.0, place),
    }
}
