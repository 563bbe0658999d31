//! Whether both programs give the same answer: a faster one that says something else is no reference.

use anyhow::{Result, bail, ensure};
use serde_json::Value;

/// What has to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// Everything.
    Whole,
    /// A new record: its members, and all values but those that each new record has for itself.
    New,
    /// Who signed in.
    Person,
}

/// Members of a new record that never are the same.
const OWN: [&str; 5] = ["id", "number", "created_at", "updated_at", "shown_at"];

/// Compares the bodies of two answers.
///
/// # Errors
/// With the first difference.
pub fn check(same: Same, limit: &[u8], zaguan: &[u8]) -> Result<()> {
    let (mut limit, mut zaguan): (Value, Value) = (serde_json::from_slice(limit)?, serde_json::from_slice(zaguan)?);
    match same {
        Same::Whole => {}
        Same::New => {
            for side in [&mut limit, &mut zaguan] {
                for name in OWN {
                    if let Some(value) = side.get_mut(name) {
                        *value = Value::from(value.is_string());
                    }
                }
            }
        }
        Same::Person => {
            (limit, zaguan) = (limit["me"]["email"].take(), zaguan["me"]["email"].take());
            ensure!(limit.is_string(), "nobody signed in");
        }
    }
    match difference("", &limit, &zaguan) {
        Some(place) => bail!("the answers differ at {place}"),
        None => Ok(()),
    }
}

/// The first place where two values differ.
fn difference(place: &str, left: &Value, right: &Value) -> Option<String> {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => left.keys().chain(right.keys()).find_map(|name| {
            let here = format!("{place}/{name}");
            match (left.get(name), right.get(name)) {
                (Some(left), Some(right)) => difference(&here, left, right),
                _ => Some(format!("{here} (only one has it)")),
            }
        }),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(at, (left, right))| difference(&format!("{place}/{at}"), left, right)),
        _ if left == right => None,
        _ => Some(format!("{place}: {left:.200} and {right:.200}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_members_does_not_matter_and_everything_else_does() {
        let whole = |left: &str, right: &str| check(Same::Whole, left.as_bytes(), right.as_bytes());
        assert!(whole(r#"{"a":1,"b":[2]}"#, r#"{"b":[2],"a":1}"#).is_ok());
        assert!(whole(r#"{"a":1}"#, r#"{"a":1,"b":null}"#).unwrap_err().to_string().contains("/b"));
        assert!(whole(r#"[{"a":1}]"#, r#"[{"a":2}]"#).unwrap_err().to_string().contains("/0/a"));
        assert!(whole("[1]", "[1,2]").is_err());
    }

    #[test]
    fn a_new_record_has_its_own_id_and_the_same_subject() {
        let new = |left: &str, right: &str| check(Same::New, left.as_bytes(), right.as_bytes());
        assert!(new(r#"{"id":"a","subject":"x"}"#, r#"{"id":"b","subject":"x"}"#).is_ok());
        assert!(new(r#"{"id":"a","subject":"x"}"#, r#"{"id":"a","subject":"y"}"#).is_err());
        assert!(new(r#"{"id":"a"}"#, r#"{"id":null}"#).is_err());
    }
}
