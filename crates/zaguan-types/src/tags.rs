//! Tags: free words on contacts and organisations. Two that differ only in case or accents are one.

use serde::{Deserialize, Serialize};

use crate::fields::rules::is_blank;
use crate::{FieldCode, FieldError};

/// The most tags of one record.
pub const MOST: usize = 50;
/// The most characters of one.
pub const LONGEST: usize = 60;

/// A tag in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tag {
    /// The word.
    pub name: String,
    /// On how many records it stands.
    pub count: u64,
}

/// Tags in use, the commonest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TagList {
    /// At most 100 of them.
    pub items: Vec<Tag>,
}

/// Why tags do not pass, if they do not.
pub fn check(pointer: &str, tags: &[String]) -> Option<FieldError> {
    let error = |code, detail: String| Some(FieldError::new(pointer, code, detail));
    if tags.len() > MOST {
        return error(FieldCode::TooLong, format!("at most {MOST} tags"));
    }
    for tag in tags {
        if is_blank(tag) {
            return error(FieldCode::Required, "a tag has no letters".into());
        }
        if tag.chars().count() > LONGEST {
            return error(FieldCode::TooLong, format!("a tag has at most {LONGEST} characters"));
        }
        if tag.chars().any(|c| c.is_control() || c == ',') {
            return error(FieldCode::BadFormat, "a tag has no commas and no control characters".into());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_short_plain_and_few() {
        let code = |tags: &[&str]| {
            check("/tags", &tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>()).map(|error| error.code)
        };
        assert_eq!(code(&["VIP", "Ñandú", "عميل", "🏡"]), None);
        assert_eq!(code(&[" "]), Some(FieldCode::Required));
        assert_eq!(code(&["a,b"]), Some(FieldCode::BadFormat));
        assert_eq!(code(&["a\nb"]), Some(FieldCode::BadFormat));
        assert_eq!(code(&[&"x".repeat(61)]), Some(FieldCode::TooLong));
        assert_eq!(code(&vec!["x"; 51]), Some(FieldCode::TooLong));
    }
}
