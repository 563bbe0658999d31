//! Internal notes on contacts and organisations: no shape of the portal can hold one.

use serde::{Deserialize, Serialize};

use crate::fields::rules::is_blank;
use crate::{FieldCode, FieldError, Instant, NoteId, Patch, UserId};

/// The most characters of a note.
pub const LONGEST: usize = 20_000;

/// Why a text cannot be a note, if it cannot.
pub fn check(pointer: &str, body: &str) -> Option<FieldError> {
    let error = |code, detail: String| Some(FieldError::new(pointer, code, detail));
    if is_blank(body) {
        error(FieldCode::Required, "a note has a text".into())
    } else if body.chars().count() > LONGEST {
        error(FieldCode::TooLong, format!("at most {LONGEST} characters"))
    } else if body.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        error(FieldCode::BadFormat, "control characters are not allowed, but line breaks and tabs are".into())
    } else {
        None
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_any_text_of_people() {
        let code = |body: &str| check("/body", body).map(|error| error.code);
        for fine in ["a", " a\tb\r\nc ", "مرحبا بالعالم", "李小龍", "👩‍👩‍👧", "a\u{202e}b", &"ñ".repeat(LONGEST)]
        {
            assert_eq!(code(fine), None, "{fine:.20}");
        }
        assert_eq!(code(" \n "), Some(FieldCode::Required));
        assert_eq!(code("a\u{7}"), Some(FieldCode::BadFormat));
        assert_eq!(code(&"ñ".repeat(LONGEST + 1)), Some(FieldCode::TooLong));
    }
}
