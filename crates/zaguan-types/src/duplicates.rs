//! Records that may be the same one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

wire_enum! {
    /// Why two records may be the same.
    Likeness {
        /// The same e-mail address.
        Email = "email",
        /// The same telephone number, however it is written.
        Phone = "phone",
        /// The same name, whatever the case and the accents.
        Name = "name",
        /// The same address on the web.
        Website = "website",
    }
}

/// A record that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duplicate {
    /// Its id.
    pub id: Uuid,
    /// Whole name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// The main organisation's name, or the parent's.
    pub organisation_name: Option<String>,
    /// Why it may be the same, the surest first.
    pub because: Vec<Likeness>,
}

/// Records that may be the same, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicateList {
    /// At most ten of them.
    pub items: Vec<Duplicate>,
}
