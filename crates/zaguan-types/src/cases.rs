//! Cases as staff and integrations see them. What clients see of a case is in [`crate::portal`].

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{CaseId, ContactId, Custom, Instant, MessageId, OrganisationId, Patch, UserId};

wire_enum! {
    /// Where a case stands.
    CaseStatus {
        /// Nobody has begun.
        Open = "open",
        /// The firm is at work.
        InProgress = "in_progress",
        /// The client has to answer.
        WaitingForResponse = "waiting_for_response",
        /// Done.
        Closed = "closed",
    }

    /// How urgent a case is.
    CasePriority {
        /// Can wait.
        Low = "low",
        /// As usual.
        Normal = "normal",
        /// Before others.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }

    /// Where a case came from.
    CaseSource {
        /// A member of staff wrote it down.
        Staff = "staff",
        /// A client opened it in the portal.
        Portal = "portal",
        /// A program sent it.
        Api = "api",
        /// It began as an e-mail.
        Email = "email",
    }

    /// On which side an author stands.
    AuthorKind {
        /// Someone of the firm.
        Staff = "staff",
        /// A client.
        Client = "client",
    }
}

impl CaseStatus {
    /// The status after a client wrote: an answer that was waited for puts the firm back to work.
    #[must_use]
    pub const fn after_client_reply(self) -> Self {
        match self {
            Self::WaitingForResponse => Self::InProgress,
            other => other,
        }
    }

    /// The status after reopening: a closed case is in progress again, any other stays as it is.
    #[must_use]
    pub const fn reopened(self) -> Self {
        match self {
            Self::Closed => Self::InProgress,
            other => other,
        }
    }
}

/// A matter, as staff sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its number in the firm, `C-000123`.
    pub number: String,
    /// What it is about, in a line.
    pub subject: String,
    /// What it is about.
    pub description: Option<String>,
    /// Where it stands.
    pub status: CaseStatus,
    /// How urgent it is.
    pub priority: CasePriority,
    /// Key of a choice of the field `category`.
    pub category: Option<String>,
    /// Whose matter it is.
    pub contact_id: Option<ContactId>,
    /// That contact's name.
    pub contact_name: Option<String>,
    /// The organisation it belongs to.
    pub organisation_id: Option<OrganisationId>,
    /// That organisation's name.
    pub organisation_name: Option<String>,
    /// Who looks after it.
    pub assignee_id: Option<UserId>,
    /// That member of staff's name.
    pub assignee_name: Option<String>,
    /// Where it came from.
    pub source: CaseSource,
    /// Whether only its requester sees it among the clients, whatever scope others have.
    pub private: bool,
    /// Values of the firm's own fields, by API name.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Custom,
    /// When it was created.
    pub created_at: Instant,
    /// When it, or its conversation, last changed.
    pub updated_at: Instant,
    /// When something changed last that clients can notice: a message, the status, a field that they see.
    pub shown_at: Instant,
    /// When it was closed; `null` while it is not.
    pub closed_at: Option<Instant>,
    /// Whether a client has opened it or written in it since you last read it. For each member of staff their own.
    #[serde(default)]
    pub unread: bool,
    /// Goes up with every change; the `ETag` is this number in quotes.
    pub version: i64,
}

/// A case to be created by staff or a program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NewCase {
    /// What it is about, in a line. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub subject: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 10000))]
    pub description: Option<String>,
    /// Where it stands; absent: open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CaseStatus>,
    /// How urgent it is; absent: normal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<CasePriority>,
    /// Key of a choice of the field `category`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub category: Option<String>,
    /// Whose matter it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<ContactId>,
    /// The organisation it belongs to; absent: the contact's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_id: Option<OrganisationId>,
    /// Who looks after it; absent: the firm's default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<UserId>,
    /// Whether only its requester sees it among the clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private: Option<bool>,
    /// Values of the firm's own fields, by API name.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// A change to a case (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct CasePatch {
    /// What it is about, in a line; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 255))]
    pub subject: Patch<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 10000))]
    pub description: Patch<String>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<CaseStatus>))]
    pub status: Patch<CaseStatus>,
    /// How urgent it is.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<CasePriority>))]
    pub priority: Patch<CasePriority>,
    /// Key of a choice of the field `category`.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 60))]
    pub category: Patch<String>,
    /// Whose matter it is.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ContactId>))]
    pub contact_id: Patch<ContactId>,
    /// The organisation it belongs to.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OrganisationId>))]
    pub organisation_id: Patch<OrganisationId>,
    /// Who looks after it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<UserId>))]
    pub assignee_id: Patch<UserId>,
    /// Whether only its requester sees it among the clients.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub private: Patch<bool>,
    /// Values of the firm's own fields, by API name; `null` removes one.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// A public message of a case, as staff sees it. Internal notes are another type, and not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseMessage {
    /// Its id.
    pub id: MessageId,
    /// On which side its author stands.
    pub author_kind: AuthorKind,
    /// Its author's name.
    pub author_name: String,
    /// The text, as it was typed.
    pub body: String,
    /// When it was written.
    pub created_at: Instant,
}

/// A public message to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// The text.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10000))]
    pub body: String,
}

/// Until when a case has been read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseReadMark {
    /// The moment of the newest thing that was seen: the last message of anybody, or the opening of the case. What comes later
    /// stays unread. A mark never goes back.
    pub up_to: Instant,
}

/// How many cases stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseCounts {
    /// All of them.
    pub all: u64,
    /// Status open.
    pub open: u64,
    /// Status in progress.
    pub in_progress: u64,
    /// Status waiting for response.
    pub waiting_for_response: u64,
    /// Status closed.
    pub closed: u64,
}

impl CaseCounts {
    /// The count of one status.
    pub const fn of(&self, status: CaseStatus) -> u64 {
        match status {
            CaseStatus::Open => self.open,
            CaseStatus::InProgress => self.in_progress,
            CaseStatus::WaitingForResponse => self.waiting_for_response,
            CaseStatus::Closed => self.closed,
        }
    }

    /// Adds cases of one status.
    pub const fn add(&mut self, status: CaseStatus, count: u64) {
        self.all += count;
        match status {
            CaseStatus::Open => self.open += count,
            CaseStatus::InProgress => self.in_progress += count,
            CaseStatus::WaitingForResponse => self.waiting_for_response += count,
            CaseStatus::Closed => self.closed += count,
        }
    }
}
