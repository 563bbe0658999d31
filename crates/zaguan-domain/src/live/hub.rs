//! Where the streams of this process are connected.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::{TenantId, UserId};

use super::seats::Seats;
use crate::access::CaseFacts;

/// Events that a slow stream may lag behind before it is told to read everything anew.
const BUFFER: usize = 256;

/// An event, with what decides who hears of it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub(crate) tenant: TenantId,
    /// Its place in the firm's sequence.
    pub seq: i64,
    pub(crate) kind: EventKind,
    pub(crate) subject: Option<Uuid>,
    pub(crate) case: CaseFacts,
    /// The only member of staff who hears of it.
    pub(crate) only: Option<Uuid>,
}

impl Stored {
    /// Whether it is for all who may know of it, or for this member of staff.
    pub fn concerns(&self, user: Option<UserId>) -> bool {
        self.only.is_none_or(|only| user.is_some_and(|user| user.0 == only))
    }

    /// Tells a firm's streams to read everything anew.
    pub(super) const fn resync(tenant: TenantId, seq: i64) -> Self {
        let case = CaseFacts { contact: None, organisation: None, private: false };
        Self { tenant, seq, kind: EventKind::Resync, subject: None, case, only: None }
    }
}

/// The streams of this process, by firm.
#[derive(Default)]
pub struct Hub {
    firms: Mutex<HashMap<TenantId, broadcast::Sender<Arc<Stored>>>>,
    wake: Arc<Notify>,
    closing: CancellationToken,
    /// Who may open one more.
    pub seats: Arc<Seats>,
}

impl Hub {
    /// Connects a stream to a firm's events from now on.
    pub fn listen(&self, tenant: TenantId) -> broadcast::Receiver<Arc<Stored>> {
        let mut firms = self.firms.lock().unwrap_or_else(PoisonError::into_inner);
        firms.entry(tenant).or_insert_with(|| broadcast::channel(BUFFER).0).subscribe()
    }

    /// Hands an event to the firm's streams; forgets a firm that nobody listens to.
    pub(super) fn tell(&self, event: Arc<Stored>) {
        let mut firms = self.firms.lock().unwrap_or_else(PoisonError::into_inner);
        let tenant = event.tenant;
        if firms.get(&tenant).is_some_and(|sender| sender.send(event).is_err()) {
            firms.remove(&tenant);
        }
    }

    /// How many streams are connected.
    pub fn streams(&self) -> usize {
        self.firms.lock().unwrap_or_else(PoisonError::into_inner).values().map(broadcast::Sender::receiver_count).sum()
    }

    /// Wakes the follower.
    pub(crate) fn waker(&self) -> Arc<Notify> {
        Arc::clone(&self.wake)
    }

    /// Ends all streams: the server is about to stop.
    pub fn close(&self) {
        self.closing.cancel();
    }

    /// Waits until the streams are to end.
    pub async fn closed(&self) {
        self.closing.cancelled().await;
    }

    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }
}
