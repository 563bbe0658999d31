//! Values inside a JSON object by JSON pointer (RFC 6901), and the merge patch (RFC 7396) between two objects.

use serde_json::{Map, Value};

/// The members of a pointer, unescaped.
fn members(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|member| member.replace("~1", "/").replace("~0", "~"))
}

/// The value at a pointer.
pub(super) fn get<'a>(values: &'a Map<String, Value>, pointer: &str) -> Option<&'a Value> {
    let mut members = members(pointer);
    let mut value = values.get(&members.next()?)?;
    for member in members {
        value = value.as_object()?.get(&member)?;
    }
    Some(value)
}

/// Puts a value at a pointer, making the objects on the way.
pub(super) fn set(values: &mut Map<String, Value>, pointer: &str, value: Value) {
    let mut members = members(pointer).peekable();
    let mut place = values;
    while let Some(member) = members.next() {
        if members.peek().is_none() {
            place.insert(member, value);
            return;
        }
        let inner = place.entry(member).or_insert_with(|| Value::Object(Map::new()));
        if !inner.is_object() {
            *inner = Value::Object(Map::new());
        }
        match inner {
            Value::Object(object) => place = object,
            // Made an object just above.
            _ => return,
        }
    }
}

/// The merge patch that turns `before` into `after`: changed members, objects inside them likewise, `null` for what
/// is gone.
pub(super) fn merge_patch(before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
    let mut patch = Map::new();
    for (name, value) in after {
        match (before.get(name), value) {
            (Some(old), new) if old == new => {}
            (None, Value::Null) => {}
            (Some(Value::Object(old)), Value::Object(new)) => {
                patch.insert(name.clone(), Value::Object(merge_patch(old, new)));
            }
            (_, new) => {
                patch.insert(name.clone(), new.clone());
            }
        }
    }
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        patch.insert(name.clone(), Value::Null);
    }
    patch
}

/// A copy without the members that are `null`, for creating: what is not filled in is not sent.
pub(super) fn filled(values: &Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, value) in values {
        match value {
            Value::Null => {}
            Value::Object(inner) => {
                let inner = filled(inner);
                if !inner.is_empty() {
                    out.insert(name.clone(), Value::Object(inner));
                }
            }
            other => {
                out.insert(name.clone(), other.clone());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(object) => object,
            other => panic!("not an object: {other}"),
        }
    }

    #[test]
    fn pointers_reach_custom_fields() {
        let mut values = Map::new();
        set(&mut values, "/custom/budget", json!("12.50"));
        set(&mut values, "/subject", json!("Keys"));
        assert_eq!(Value::Object(values.clone()), json!({"custom": {"budget": "12.50"}, "subject": "Keys"}));
        assert_eq!(get(&values, "/custom/budget"), Some(&json!("12.50")));
        assert_eq!(get(&values, "/custom/other"), None);
        assert_eq!(get(&values, "/subject/deeper"), None);
        set(&mut values, "/a~1b/c~0d", json!(1));
        assert_eq!(get(&values, "/a~1b/c~0d"), Some(&json!(1)));
    }

    #[test]
    fn a_patch_holds_only_what_changed() {
        let before = object(json!({"subject": "a", "phone": "1", "tags": ["x"], "custom": {"one": 1, "two": 2}}));
        let after = object(
            json!({"subject": "a", "phone": null, "tags": ["x", "y"], "custom": {"one": 1, "two": 3}, "new": null}),
        );
        assert_eq!(
            Value::Object(merge_patch(&before, &after)),
            json!({"phone": null, "tags": ["x", "y"], "custom": {"two": 3}})
        );
    }

    #[test]
    fn what_is_not_filled_in_is_not_sent() {
        let values = object(json!({"a": null, "b": "", "c": {"d": null}, "e": {"f": false}}));
        assert_eq!(Value::Object(filled(&values)), json!({"b": "", "e": {"f": false}}));
    }
}
