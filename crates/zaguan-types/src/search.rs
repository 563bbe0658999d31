//! Quick search over everything: a few hits of each kind, for the box that is always there.

use serde::{Deserialize, Serialize};

use crate::cases::CaseStatus;
use crate::{CaseId, ContactId, OrganisationId};

/// The most hits of one kind.
pub const MOST_HITS: u32 = 20;
/// Hits of one kind when the request does not say.
pub const DEFAULT_HITS: u32 = 6;

/// What was found. A kind that the caller may not see is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResults {
    /// People, by name.
    pub contacts: Vec<ContactHit>,
    /// Organisations, by name.
    pub organisations: Vec<OrganisationHit>,
    /// Cases, the latest first. A number (`C-000123`, `123`) finds its case.
    pub cases: Vec<CaseHit>,
}

/// A contact that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactHit {
    /// Its id.
    pub id: ContactId,
    /// Whole name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// The main organisation's name.
    pub organisation_name: Option<String>,
    /// Whether this person has access to the portal.
    pub portal_user: bool,
}

/// An organisation that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganisationHit {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// General e-mail address.
    pub email: Option<String>,
}

/// A case that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseHit {
    /// Its id.
    pub id: CaseId,
    /// Its number, `C-000123`.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Its status.
    pub status: CaseStatus,
    /// Whose it is.
    pub contact_name: Option<String>,
}
