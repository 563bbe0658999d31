//! Internal notes on contacts and organisations: no shape of the portal can hold one.

use serde::{Deserialize, Serialize};

use crate::{Instant, NoteId, Patch, UserId};

/// The most characters of a note.
pub const LONGEST: usize = 20_000;

/// A note, as colleagues read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The text, plain.
    pub body: String,
    /// Who wrote it.
    pub author_id: Option<UserId>,
    /// The author's name when it was written.
    pub author_name: String,
    /// When it was written.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// Goes up with every change; the `ETag` is this number in quotes.
    pub version: i64,
}

/// A note to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NewNote {
    /// The text, plain. Required.
    #[cfg_attr(feature = "openapi", schema(max_length = 20000))]
    pub body: String,
}

/// A change to a note (JSON Merge Patch); only its author may.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NotePatch {
    /// The text; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 20000))]
    pub body: Patch<String>,
}
