//! Who of the firm's contacts may come in, as staff sees it.

use serde::{Deserialize, Serialize};

use crate::{AccessId, ContactId, Instant};

wire_enum! {
    /// A named bundle of rights.
    AccessLevel {
        /// Looks, and does nothing.
        ReadOnly = "read_only",
        /// Opens cases and answers.
        Standard = "standard",
        /// Everything that a client can do.
        Full = "full",
        /// Put together by hand.
        Custom = "custom",
    }

    /// Whose records a client sees.
    AccessScope {
        /// Their own.
        Own = "own",
        /// Those chosen one by one.
        Chosen = "chosen",
        /// Those of their organisation.
        Organisation = "organisation",
        /// Those of their organisation and its subsidiaries.
        OrganisationTree = "organisation_tree",
    }

    /// Where an access stands.
    AccessStatus {
        /// Invited, and not yet in.
        Invited = "invited",
        /// Has signed in and set an own password.
        Active = "active",
        /// The support window is over.
        Expired = "expired",
        /// Held back for a while.
        Suspended = "suspended",
        /// Taken away.
        Withdrawn = "withdrawn",
    }

    /// Where an invitation stands.
    InvitationState {
        /// Waits for the mail server.
        Queued = "queued",
        /// Handed to the mail server.
        Sent = "sent",
        /// The mail server refused it.
        Failed = "failed",
        /// The client signed in and set a password.
        Accepted = "accepted",
        /// Its 72 hours are over.
        Expired = "expired",
        /// Taken back, or replaced by a newer one.
        Withdrawn = "withdrawn",
    }
}

/// What a client may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// See cases.
    pub cases_see: bool,
    /// Open new cases.
    pub cases_create: bool,
    /// Answer in cases.
    pub cases_comment: bool,
    /// Close cases.
    pub cases_close: bool,
    /// Reopen closed cases.
    pub cases_reopen: bool,
}

impl Rights {
    /// Nothing at all.
    pub const NONE: Self =
        Self { cases_see: false, cases_create: false, cases_comment: false, cases_close: false, cases_reopen: false };

    /// The rights of a level; a custom one begins with none.
    pub const fn of(level: AccessLevel) -> Self {
        match level {
            AccessLevel::ReadOnly => Self { cases_see: true, ..Self::NONE },
            AccessLevel::Standard => Self { cases_see: true, cases_create: true, cases_comment: true, ..Self::NONE },
            AccessLevel::Full => {
                Self { cases_see: true, cases_create: true, cases_comment: true, cases_close: true, cases_reopen: true }
            }
            AccessLevel::Custom => Self::NONE,
        }
    }
}

/// What a client gets to know about the people behind the firm and around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Whether messages carry the names of members of staff, or the firm's only.
    pub staff_names: bool,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { staff_names: true }
    }
}

/// How the newest invitation of an access stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Where it stands.
    pub state: InvitationState,
    /// Until when it works: 72 hours after it was made.
    pub expires_at: Instant,
    /// When the mail server took it.
    pub sent_at: Option<Instant>,
    /// What the mail server said when it refused.
    pub failure: Option<String>,
}

/// A contact's access to the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Access {
    /// Its id.
    pub id: AccessId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// The user name: the contact's e-mail address.
    pub username: String,
    /// Level.
    pub level: AccessLevel,
    /// Whose records they see.
    pub scope: AccessScope,
    /// What they may do.
    pub rights: Rights,
    /// What they get to know.
    pub privacy: Privacy,
    /// Where it stands.
    pub status: AccessStatus,
    /// The newest invitation.
    pub invitation: Invitation,
    /// When they last signed in.
    pub last_sign_in_at: Option<Instant>,
    /// When it was granted.
    pub created_at: Instant,
    /// Goes up with every change; the `ETag` is this number in quotes.
    pub version: i64,
}
