//! One change to many records, which can be taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cases::{CasePriority, CaseStatus};
use crate::{BulkId, UserId};

/// The most records that one change reaches.
pub const MOST: usize = 1_000;

wire_enum! {
    /// What is done to each of the records.
    BulkAction {
        /// Somebody else looks after them; nobody if `owner_id` is absent. Of cases, that is their assignee.
        Assign = "assign",
        /// They get `tags` beside those they have.
        AddTags = "add_tags",
        /// They lose `tags`.
        RemoveTags = "remove_tags",
        /// They are put into the bin.
        Delete = "delete",
        /// They come back from the bin.
        Restore = "restore",
        /// They are invited to the portal. Contacts only.
        GrantPortalAccess = "grant_portal_access",
        /// They stand at `status`. Cases only.
        SetStatus = "set_status",
        /// They are as urgent as `priority` says. Cases only.
        SetPriority = "set_priority",
    }

    /// Why a record was left as it is.
    BulkSkip {
        /// There is no such record, or it lies in the bin.
        NotFound = "not_found",
        /// It would have too many tags.
        TooManyTags = "too_many_tags",
        /// An e-mail address is needed for access to the portal.
        EmailNeeded = "email_needed",
        /// The address is that of another access.
        EmailTaken = "email_taken",
        /// The contact wants no e-mail.
        OptedOut = "opted_out",
        /// The support window is over.
        SupportOver = "support_over",
        /// Somebody else has changed it since.
        ChangedSince = "changed_since",
    }
}

/// One change to many records: those named, or all that a list shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkChange {
    /// What is done.
    pub action: BulkAction,
    /// The records; at most 1,000.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub ids: Vec<Uuid>,
    /// Instead of `ids`: all that the list shows with these filters, at most 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<Matching>,
    /// With `assign`: who looks after them from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<UserId>,
    /// With `add_tags` and `remove_tags`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub tags: Vec<String>,
    /// With `set_status`: where they stand from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<CaseStatus>,
    /// With `set_priority`: how urgent they are from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<CasePriority>,
    /// Only says what would happen.
    #[serde(default)]
    pub dry_run: bool,
}

/// What a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Matching {
    /// Words to search for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The filters of the list, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub filters: BTreeMap<String, String>,
}

/// A record that was left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skipped {
    /// Which one.
    pub id: Uuid,
    /// What people call it, if it is there.
    pub label: Option<String>,
    /// Why.
    pub reason: BulkSkip,
}

/// What a change to many records did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkOutcome {
    /// By this it is taken back; `null` if nothing changed or it was only asked.
    pub id: Option<BulkId>,
    /// How many records changed, or would.
    pub changed: u64,
    /// How many were so already.
    pub unchanged: u64,
    /// Those that were left as they are, and why.
    pub skipped: Vec<Skipped>,
}
