//! The people who work at a firm.

use serde::{Deserialize, Serialize};

use crate::{Language, Patch, Permission, Role, UserId};

/// A member of staff, as colleagues see each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Whole name.
    pub name: String,
    /// E-mail address, with which they sign in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Whether they can sign in and be chosen.
    pub active: bool,
}

/// The firm one works for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Firm {
    /// Its name.
    pub name: String,
    /// Its part in the portal's address.
    pub slug: String,
    /// The language in which it writes to clients who have none of their own.
    pub language: Language,
    /// IANA name of its time zone.
    pub time_zone: String,
}

/// Who is signed in, and what they may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Their id.
    pub id: UserId,
    /// Whole name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Everything the role allows.
    pub permissions: Vec<Permission>,
    /// The language of the interface.
    pub language: Language,
    /// The firm.
    pub firm: Firm,
    /// Goes up with every change; the `ETag` is this number in quotes.
    pub version: i64,
}

/// A change to one's own settings (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct MePatch {
    /// The language of the interface; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Language>))]
    pub language: Patch<Language>,
}
