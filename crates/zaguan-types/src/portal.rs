//! Everything that a client may ever see. Nothing in here names what stays inside the firm.
//!
//! The members of a [`PortalCase`] beyond the fixed ones are there only when the field matrix shows them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::cases::{AuthorKind, CaseCounts, CasePriority, CaseStatus};
use crate::fields::{Choice, FieldType, Limits};
use crate::portal_access::Rights;
use crate::session::Tokens;
use crate::{CaseId, Instant, Language, MessageId, Patch};

wire_enum! {
    /// Whose turn it is in a case.
    NextStep {
        /// The firm's.
        WaitingForUs = "waiting_for_us",
        /// The client's.
        WaitingForYou = "waiting_for_you",
        /// Nobody's: the case is closed.
        Done = "done",
    }
}

impl NextStep {
    /// Whose turn it is in a status.
    pub const fn of(status: CaseStatus) -> Self {
        match status {
            CaseStatus::Open | CaseStatus::InProgress => Self::WaitingForUs,
            CaseStatus::WaitingForResponse => Self::WaitingForYou,
            CaseStatus::Closed => Self::Done,
        }
    }
}

/// The face of a firm's portal, for anyone who opens its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalBranding {
    /// The firm's name.
    pub firm: String,
    /// Language of the first page.
    pub language: Language,
    /// Whether the portal is open.
    pub active: bool,
    /// How to reach the firm by e-mail.
    pub email: Option<String>,
    /// How to reach the firm by telephone.
    pub phone: Option<String>,
    /// Address of the stylesheet with the firm's colours.
    pub stylesheet: String,
}

/// A client signs in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortalSignIn {
    /// User name: the e-mail address that the firm has.
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub username: String,
    /// Password, or the temporary one of the invitation.
    #[cfg_attr(feature = "openapi", schema(max_length = 1024, format = "password"))]
    pub password: String,
    /// One-time code of an account with two-factor sign-in; not looked at for one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 32))]
    pub otp: Option<String>,
    /// Whether the answer carries tokens for a program; otherwise it sets cookies for a browser.
    #[serde(default)]
    pub tokens: bool,
}

/// A client is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalSignedIn {
    /// Who.
    pub me: PortalMe,
    /// Whether the temporary password has to be replaced before anything else.
    pub password_change_required: bool,
    /// Only if the request said `"tokens": true`.
    #[serde(default, flatten, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
}

/// The client who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalMe {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name or names.
    pub last_name: String,
    /// User name.
    pub username: String,
    /// The language of the interface.
    pub language: Language,
    /// What they may do.
    pub rights: Rights,
    /// The firm's name.
    pub firm: String,
}

/// A client sets an own password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password. Needed unless it is a temporary one that has just been used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 1024, format = "password"))]
    pub current_password: Option<String>,
    /// The new one: at least 8 characters, and not easily guessed.
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 1024, format = "password"))]
    pub new_password: String,
}

/// A change to one's own settings (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Preferences {
    /// The language of the interface; `null` goes back to the one in which the firm writes to this client.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Language>))]
    pub language: Patch<Language>,
}

/// What greets a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalHome {
    /// The firm's words of welcome, plain text; empty: none.
    pub welcome: String,
    /// How many of the cases that they see stand where.
    pub cases: CaseCounts,
    /// The newest cases that are not closed, at most five; those that wait for the client first.
    pub open_cases: Vec<PortalCase>,
}

/// A case, as a client sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalCase {
    /// Its id.
    pub id: CaseId,
    /// Its number, `C-000123`.
    pub number: String,
    /// Where it stands.
    pub status: CaseStatus,
    /// Where it stands, in the client's language.
    pub status_label: String,
    /// Whose turn it is.
    pub next_step: NextStep,
    /// When it was created.
    pub created_at: Instant,
    /// When it, or its conversation, last changed.
    pub updated_at: Instant,
    /// What it is about, in a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How urgent it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<CasePriority>,
    /// Key of its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Values of the firm's own fields that the matrix shows.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// A case that a client opens: values by API name, of the fields that the form shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NewPortalCase {
    /// What it is about, in a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub subject: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 10000))]
    pub description: Option<String>,
    /// How urgent it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<CasePriority>,
    /// Key of its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub category: Option<String>,
    /// Values of the firm's own fields, by API name.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// A message of a case, as a client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalMessage {
    /// Its id.
    pub id: MessageId,
    /// On which side its author stands.
    pub author_kind: AuthorKind,
    /// Its author's name; the firm's, where names of staff are not shown.
    pub author_name: String,
    /// Whether the client who asks wrote it.
    pub mine: bool,
    /// The text.
    pub body: String,
    /// When it was written.
    pub created_at: Instant,
}

/// A field, as a client meets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalField {
    /// Its name in the API.
    pub api_name: String,
    /// Whether its value stands under `custom`.
    pub custom: bool,
    /// What it holds.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// What to write beside it, in the client's language.
    pub label: String,
    /// Whether it has to be filled in.
    pub required: bool,
    /// The value that a new record has if it is left alone.
    pub default: Option<Value>,
    /// What values have to keep to.
    pub limits: Limits,
    /// The choices that can be made.
    pub choices: Vec<Choice>,
}

/// The forms of cases, as this client meets them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalForms {
    /// The fields of «Nuevo Caso», in order.
    pub create: Vec<PortalField>,
    /// The fields of a case's page, in order.
    pub view: Vec<PortalField>,
    /// The fields of a case in the list, in order.
    pub list: Vec<PortalField>,
    /// The fields of «Búsqueda», in order.
    pub search: Vec<PortalField>,
}
