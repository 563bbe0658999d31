//! What the event streams carry: that something changed, never its content. Apps fetch what they show.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

wire_enum! {
    /// What happened.
    EventKind {
        /// A contact was created.
        ContactCreated = "contact.created",
        /// A contact, its notes or its organisations were changed, or it came back from the bin.
        ContactUpdated = "contact.updated",
        /// A contact was put into the bin, merged into another or erased.
        ContactDeleted = "contact.deleted",
        /// An organisation was created.
        OrganisationCreated = "organisation.created",
        /// An organisation or its notes were changed, or it came back from the bin.
        OrganisationUpdated = "organisation.updated",
        /// An organisation was put into the bin or merged into another.
        OrganisationDeleted = "organisation.deleted",
        /// A saved view was created, changed or removed.
        ViewsUpdated = "views.updated",
        /// An import went on or came to its end.
        ImportUpdated = "import.updated",
        /// A case was created.
        CaseCreated = "case.created",
        /// A case was changed.
        CaseUpdated = "case.updated",
        /// A public message was written in a case.
        CaseMessageCreated = "case_message.created",
        /// You have read a case, in this window or another. Nobody else hears of it.
        CaseRead = "case.read",
        /// Blocks or fields of a module were changed.
        FieldsUpdated = "fields.updated",
        /// Someone's access was granted, changed or withdrawn, or a session ended.
        AccessUpdated = "access.updated",
        /// The firm or its portal was changed.
        TenantUpdated = "tenant.updated",
        /// The stream cannot go on from the id that was named: read everything anew.
        Resync = "resync",
    }
}

/// One event of a stream (the `data` line). The `id` line says where in the stream it stands: `seq` for staff, and
/// something that only the server can read for clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its place in the firm's sequence. Not told to clients: it says how much happens at the firm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// What happened.
    pub kind: EventKind,
    /// The record it happened to.
    pub subject_id: Option<Uuid>,
}
