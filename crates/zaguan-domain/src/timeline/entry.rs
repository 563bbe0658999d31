//! From a row of the audit trail to an entry that people read.

use serde_json::{Map, Value, json};
use uuid::Uuid;
use zaguan_types::timeline::{ActorSide, MESSAGE_LENGTH, NOTE_LENGTH, TimelineEntry};

use super::kind_of;
use super::names::{Kind, Named, Names, is_of_person};
use crate::error::{Error, Result};
use crate::platform::clock::from_db;
use crate::platform::entity::audit_event as entity;

/// The entry of a row.
pub(super) fn of(row: entity::Model, names: &Names) -> Result<TimelineEntry> {
    let entity::Model {
        tenant_id: _,
        id,
        at,
        actor_kind,
        actor_id: _,
        actor_name,
        action,
        subject_kind,
        subject_id,
        contact_id,
        organisation_id: _,
        changes,
        address: _,
        trace_id: _,
    } = row;
    let kind = Kind::of_subject(&subject_kind);
    let named = kind.zip(subject_id).and_then(|(kind, id)| names.get(kind, id));
    let person = contact_id.filter(|_| is_of_person(&subject_kind)).and_then(|id| names.get(Kind::Contact, id));
    let (changes, details) = parts(changes, names);
    let (text, text_cut) = text(&action, named, &details, names);
    Ok(TimelineEntry {
        id,
        at: from_db(at),
        kind: kind_of(&subject_kind),
        actor_side: ActorSide::from_name(&actor_kind).ok_or_else(|| Error::stored("actor", &actor_kind))?,
        actor_name,
        subject_label: named.filter(|_| kind != Some(Kind::Note)).or(person).map(|named| named.text.clone()),
        // Of the others it is not known: an access stays when it is withdrawn, a mail is never removed.
        subject_gone: kind.is_some() && named.is_none_or(|named| named.gone),
        action,
        subject_kind,
        subject_id,
        changes,
        details,
        text,
        text_cut,
    })
}

/// What was written, and whether that is only its beginning.
fn text(action: &str, subject: Option<&Named>, details: &Map<String, Value>, names: &Names) -> (Option<String>, bool) {
    let (named, most) = match action {
        "note.created" => (subject, NOTE_LENGTH),
        "case_message.created" => {
            let id = details.get("message_id").and_then(|id| id.as_str()?.parse::<Uuid>().ok());
            (id.and_then(|id| names.get(Kind::Message, id)), MESSAGE_LENGTH)
        }
        _ => return (None, false),
    };
    let Some(named) = named else { return (None, false) };
    let end = named.text.char_indices().nth(most).map(|(end, _)| end);
    (Some(named.text[..end.unwrap_or(named.text.len())].to_owned()), end.is_some())
}

/// What changed, with names beside the ids, and what else the trail says.
fn parts(said: Value, names: &Names) -> (Map<String, Value>, Map<String, Value>) {
    let (mut changes, mut details) = (Map::new(), Map::new());
    let Value::Object(members) = said else { return (changes, details) };
    for (name, value) in members {
        match pair(value) {
            Ok([Value::Object(before), Value::Object(after)]) if name == "custom" => {
                custom(&mut changes, before, after)
            }
            Ok([before, after]) => {
                if let Some(kind) = Kind::of_member(&name) {
                    let label = |id: &Value| {
                        let id = id.as_str().and_then(|id| id.parse().ok());
                        json!(id.and_then(|id| names.get(kind, id)).map(|named| &named.text))
                    };
                    let beside = format!("{}_name", name.strip_suffix("_id").unwrap_or(&name));
                    // A name that the trail has itself is the one of that day.
                    changes.entry(beside).or_insert_with(|| json!([label(&before), label(&after)]));
                }
                changes.insert(name, json!([before, after]));
            }
            Err(value) => {
                details.insert(name, value);
            }
        }
    }
    (changes, details)
}

/// A value before and the one after it.
fn pair(value: Value) -> Result<[Value; 2], Value> {
    match value {
        Value::Array(two) => <[Value; 2]>::try_from(two).map_err(Value::Array),
        other => Err(other),
    }
}

/// The firm's own fields, one by one.
fn custom(changes: &mut Map<String, Value>, mut before: Map<String, Value>, mut after: Map<String, Value>) {
    let names: std::collections::BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    for name in names {
        let (old, new) = (before.remove(&name).unwrap_or_default(), after.remove(&name).unwrap_or_default());
        if old != new {
            changes.insert(format!("custom.{name}"), json!([old, new]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_changes_and_the_rest_are_details() {
        let said = json!({
            "phone": [null, "600"],
            "reason": "locked",
            "owner_id": [null, "01a201bc-ee9d-7683-9358-95d2bcd2ee98"],
            "custom": [{"a": 1, "b": 2}, {"b": 3, "c": 4}],
        });
        let (changes, details) = parts(said, &Names::default());
        assert_eq!(
            Value::Object(changes),
            json!({
                "phone": [null, "600"],
                "owner_id": [null, "01a201bc-ee9d-7683-9358-95d2bcd2ee98"],
                "owner_name": [null, null],
                "custom.a": [1, null],
                "custom.b": [2, 3],
                "custom.c": [null, 4],
            })
        );
        assert_eq!(Value::Object(details), json!({ "reason": "locked" }));
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let named = |text: String| Named { text, gone: false };
        let cut = |text: String| super::text("note.created", Some(&named(text)), &Map::new(), &Names::default());
        assert_eq!(cut("ñ".repeat(NOTE_LENGTH)), (Some("ñ".repeat(NOTE_LENGTH)), false));
        assert_eq!(cut("ñ".repeat(NOTE_LENGTH + 1)), (Some("ñ".repeat(NOTE_LENGTH)), true));
    }
}
