//! Everything that happened to a contact or an organisation, the latest first.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::Instant;

/// The most characters of a note that its entry carries.
pub const NOTE_LENGTH: usize = 2_000;
/// The most characters of a message that its entry carries.
pub const MESSAGE_LENGTH: usize = 300;

wire_enum! {
    /// What an entry is about: the parts by which the timeline is filtered.
    TimelineKind {
        /// Notes.
        Notes = "notes",
        /// What the record itself, or one that belongs to it, became.
        Changes = "changes",
        /// Cases and their messages. Only for those who may see cases.
        Cases = "cases",
        /// Access to the portal, and signing in there.
        Access = "access",
        /// Mails that were sent, or could not be.
        Mail = "mail",
    }

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
    /// The part that it belongs to.
    pub kind: TimelineKind,
    /// On which side who did it stands.
    pub actor_side: ActorSide,
    /// Their name at that time.
    pub actor_name: String,
    /// What was done: `contact.updated`, `note.created`, `note.removed`, `case.created`, `case_message.created`,
    /// `portal_access.granted`, `portal_sign_in.failed`, `session.created` (a client signed in), `mail.sent` … Further
    /// ones may come.
    pub action: String,
    /// To what: `contact`, `organisation`, `case`, `note`, `portal_access`, `mail`, `session`. Further ones may come.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: Option<Uuid>,
    /// What people call it, if it is still there: the number and subject of a case, the name of a contact or an
    /// organisation, whose access it is, the subject of a mail.
    pub subject_label: Option<String>,
    /// Whether it is there no more: a note that was removed, a record that was put into the bin, merged or erased.
    pub subject_gone: bool,
    /// What changed, by API name (`custom.name` for the firm's own fields): the value before and the one after, as a pair.
    /// Beside an `…_id` stands an `…_name` with what people call the two.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub changes: Map<String, Value>,
    /// What else is known: the `reason` why a client could not sign in, the `kind` of a mail.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub details: Map<String, Value>,
    /// What was written: the note as it is today (at its creation only), the beginning of a message.
    pub text: Option<String>,
    /// Whether `text` is only the beginning.
    pub text_cut: bool,
}
