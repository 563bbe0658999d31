//! Identifiers: UUIDv7 on the wire, one type per kind of thing, so that a contact's id cannot stand in for a case's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = "uuid", examples("0193a1c2-7b1e-7c33-9d6e-0a1b2c3d4e5f")))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A firm: everything that belongs to it carries this id.
    TenantId,
    /// A member of a firm's staff.
    UserId,
    /// A person the firm knows.
    ContactId,
    /// A company or household the firm knows.
    OrganisationId,
    /// A matter that a client follows.
    CaseId,
    /// A public message in a case.
    MessageId,
    /// A block of fields of a module.
    BlockId,
    /// A field of a module.
    FieldId,
    /// A contact's access to the portal.
    AccessId,
    /// A signed-in browser or program.
    SessionId,
    /// An internal note on a record.
    NoteId,
    /// A saved view of a list.
    ViewId,
    /// A change of many records at once.
    BulkId,
    /// An import of a file.
    ImportId,
}
