//! Everything that happened to a contact or an organisation, the latest first.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::Instant;

wire_enum! {
    /// On which side whoever did something stands.
    ActorSide {
        /// A member of staff.
        Staff = "staff",
        /// A client in the portal.
        Client = "client",
        /// The server itself.
        System = "system",
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// On which side who did it stands.
    pub actor_side: ActorSide,
    /// Their name at that time.
    pub actor_name: String,
    /// What was done: `contact.updated`, `note.created`, `case.created`, `portal_access.invited` …
    pub action: String,
    /// To what: `contact`, `organisation`, `case`, `note`, `portal_access`, `mail`, `session`.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: Option<Uuid>,
    /// What people call it, if it is still there: the number and subject of a case, the name of a contact.
    pub subject_label: Option<String>,
    /// What changed, by API name: the value before and the one after.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub changes: Map<String, Value>,
    /// What was written: the text of a note, the beginning of a message.
    pub text: Option<String>,
}
