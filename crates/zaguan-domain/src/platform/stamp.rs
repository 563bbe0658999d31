//! Who does something, for which firm, and when: what every row of a change is stamped with.

use std::sync::Arc;

use uuid::Uuid;
use zaguan_types::{Instant, TenantId, UserId};

use super::clock::Ids;

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// On which side they stand.
    pub kind: ActorKind,
    /// The user's or the access's id; nothing for the system.
    pub id: Option<Uuid>,
    /// The name at this moment, kept in the audit trail.
    pub name: String,
}

/// On which side an actor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A member of staff.
    Staff,
    /// A client in the portal.
    Client,
    /// The server itself: a job or an operator's command.
    System,
}

impl ActorKind {
    /// The word in the audit trail.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Client => "client",
            Self::System => "system",
        }
    }
}

impl Actor {
    /// The server itself.
    pub fn system() -> Self {
        Self { kind: ActorKind::System, id: None, name: "system".into() }
    }
}

/// A member of staff who looks at records: what they have not read yet is marked for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Who.
    pub(crate) user: UserId,
    /// What happened before they came is no news to them.
    pub(crate) since: Instant,
}

/// One use of an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The key, as the caller chose it.
    pub key: String,
    /// SHA-256 of method, path and body: the same key with another request is a mistake.
    pub fingerprint: [u8; 32],
}

/// Where a request came from, for the audit trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Names the request in the log.
    pub trace_id: String,
    /// The peer's address.
    pub address: Option<String>,
}

/// What every row of one change is stamped with.
#[derive(Clone)]
pub(crate) struct Stamp {
    pub(crate) tenant: TenantId,
    pub(crate) actor: Actor,
    /// Who looks, where somebody does.
    pub(crate) reader: Option<Reader>,
    pub(crate) now: Instant,
    pub(crate) origin: Origin,
    pub(crate) ids: Arc<dyn Ids>,
}
