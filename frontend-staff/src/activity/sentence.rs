//! Which sentence tells an entry of the timeline, without a screen: a template of the catalogue whose gaps are who did it,
//! what it was done to, and what came of it.

use serde_json::Value;
use uuid::Uuid;
use zaguan_i18n::{Text, activity as words};
use zaguan_types::Language;
use zaguan_types::timeline::{ActorSide, TimelineEntry};

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// Who did it.
    Who(String),
    /// What it was done to, with the record that it leads to, if it is still there.
    What(String, Option<(String, Uuid)>),
}

/// Another record that an entry is about.
type Goal = Option<(String, Uuid)>;

/// What values are called: a field and its value in the firm's words.
pub trait Names {
    /// The label of a field.
    fn field(&self, entry: &TimelineEntry, name: &str) -> String;
    /// A value of that field.
    fn value(&self, entry: &TimelineEntry, name: &str, value: &Value) -> String;
}

/// The changes of an entry that a person reads: no ids that have a name beside them, nothing that says nothing.
pub fn told_changes(entry: &TimelineEntry) -> Vec<(String, Value, Value)> {
    let both = entry.changes.iter().filter_map(|(name, pair)| match pair.as_array().map(Vec::as_slice) {
        Some([before, after]) if before != after => Some((name.clone(), before.clone(), after.clone())),
        _ => None,
    });
    let told: Vec<(String, Value, Value)> = both.collect();
    let has_name = |name: &str| {
        let beside = name.strip_suffix("_id").map(|stem| format!("{stem}_name"));
        beside.is_some_and(|beside| entry.changes.contains_key(&beside))
    };
    told.into_iter().filter(|(name, ..)| !has_name(name)).collect()
}

/// The name in the API of a field whose change is told by the name beside its id.
pub fn field_of(name: &str) -> String {
    name.strip_suffix("_name")
        .filter(|stem| !matches!(*stem, "first" | "last") && !stem.starts_with("custom."))
        .map_or_else(|| name.to_owned(), |stem| format!("{stem}_id"))
}

/// The value after a change, by the name of its member.
fn after<'a>(entry: &'a TimelineEntry, name: &str) -> Option<&'a Value> {
    let pair = entry.changes.get(name)?.as_array()?;
    pair.get(1).filter(|value| !value.is_null())
}

/// The template of an entry, and what fills its gap `{to}`. `is_own`: it is about the record whose page is read.
fn template(entry: &TimelineEntry, is_own: bool, names: &impl Names) -> (Text, String) {
    let plain = |text: Text| (text, String::new());
    match entry.action.as_str() {
        "contact.created" if is_own => plain(words::CREATED_CONTACT_HERE),
        "contact.created" => plain(words::CREATED_CONTACT),
        "organisation.created" if is_own => plain(words::CREATED_ORGANISATION_HERE),
        "organisation.created" => plain(words::CREATED_ORGANISATION),
        "contact.updated" | "organisation.updated" => updated(entry, is_own, names),
        "contact.deleted" | "organisation.deleted" if is_own => plain(words::DELETED_HERE),
        "contact.deleted" | "organisation.deleted" => plain(words::DELETED),
        "contact.restored" | "organisation.restored" if is_own => plain(words::RESTORED_HERE),
        "contact.restored" | "organisation.restored" => plain(words::RESTORED),
        "contact.merged" | "organisation.merged" => {
            let other = entry.details.get("other_name").and_then(Value::as_str).unwrap_or_default().to_owned();
            (if is_own { words::MERGED_HERE } else { words::MERGED }, other)
        }
        "contact.erased" => plain(words::ERASED),
        "contact.organisation_linked" => (words::LINKED, name_of_organisation(entry)),
        "contact.organisation_unlinked" => (words::UNLINKED, name_of_organisation(entry)),
        "note.created" => plain(words::NOTED),
        "note.updated" => plain(words::NOTE_CHANGED),
        "note.removed" => plain(words::NOTE_REMOVED),
        "note.restored" => plain(words::NOTE_RESTORED),
        "case.created" => plain(words::CASE_OPENED),
        "case.updated" => case_updated(entry, names),
        "case_message.created" => plain(words::ANSWERED),
        "portal_access.granted" => plain(words::ACCESS_GRANTED),
        "portal_access.invited" => plain(words::ACCESS_INVITED),
        "portal_access.withdrawn" => plain(words::ACCESS_WITHDRAWN),
        "portal_access.password_changed" => plain(words::PASSWORD_CHANGED),
        "portal_access.updated" => plain(words::ACCESS_CHANGED),
        "portal_sign_in.failed" => (words::SIGN_IN_FAILED, names.value(entry, "reason", &reason(entry))),
        "session.created" => plain(words::SIGNED_IN),
        "mail.sent" => plain(words::MAIL_SENT),
        "mail.failed" => plain(words::MAIL_FAILED),
        _ => plain(words::SOMETHING),
    }
}

fn reason(entry: &TimelineEntry) -> Value {
    entry.details.get("reason").cloned().unwrap_or_default()
}

fn name_of_organisation(entry: &TimelineEntry) -> String {
    after(entry, "organisation_name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// One change is told with its value, several by the names of their fields.
fn updated(entry: &TimelineEntry, is_own: bool, names: &impl Names) -> (Text, String) {
    let changes = told_changes(entry);
    let fields = changes.iter().map(|(name, ..)| names.field(entry, &field_of(name))).collect::<Vec<_>>().join(", ");
    if fields.is_empty() {
        return (if is_own { words::CHANGED_HERE } else { words::CHANGED }, String::new());
    }
    (if is_own { words::CHANGED_FIELDS_HERE } else { words::CHANGED_FIELDS }, fields)
}

fn case_updated(entry: &TimelineEntry, names: &impl Names) -> (Text, String) {
    if let Some(status) = after(entry, "status") {
        return (words::CASE_MOVED, names.value(entry, "status", status));
    }
    if entry.changes.contains_key("assignee_id") || entry.changes.contains_key("assignee_name") {
        return match after(entry, "assignee_name").and_then(Value::as_str) {
            Some(name) => (words::CASE_ASSIGNED, name.to_owned()),
            None => (words::CASE_UNASSIGNED, String::new()),
        };
    }
    let fields: Vec<String> =
        told_changes(entry).iter().map(|(name, ..)| names.field(entry, &field_of(name))).collect();
    if fields.is_empty() { (words::CASE_CHANGED, String::new()) } else { (words::CASE_FIELDS, fields.join(", ")) }
}

/// The sentence in pieces.
pub fn pieces(entry: &TimelineEntry, page: Uuid, names: &impl Names, spoken: Language) -> Vec<Piece> {
    let is_own = entry.subject_id == Some(page);
    let (text, to) = template(entry, is_own, names);
    // What the system does by itself bears no person's name, only a technical one.
    let is_nobody = entry.actor_side == ActorSide::System || entry.actor_name.is_empty();
    let who = if is_nobody { words::SYSTEM.get(spoken).to_owned() } else { entry.actor_name.clone() };
    let what = entry.subject_label.clone().unwrap_or_else(|| words::UNNAMED.get(spoken).to_owned());
    let goal: Goal = entry.subject_id.filter(|_| !entry.subject_gone).map(|id| (entry.subject_kind.clone(), id));
    split(text.get(spoken))
        .into_iter()
        .map(|part| match part {
            Part::Gap("who") => Piece::Who(who.clone()),
            Part::Gap("what") => Piece::What(what.clone(), goal.clone()),
            Part::Gap("to") => Piece::Words(to.clone()),
            Part::Gap(_) => Piece::Words(String::new()),
            Part::Words(words) => Piece::Words(words.to_owned()),
        })
        .filter(|piece| *piece != Piece::Words(String::new()))
        .collect()
}

enum Part<'a> {
    Words(&'a str),
    Gap(&'a str),
}

fn split(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        parts.push(Part::Words(before));
        match from.split_once('}') {
            Some((name, behind)) => {
                parts.push(Part::Gap(name));
                rest = behind;
            }
            None => return parts,
        }
    }
    parts.push(Part::Words(rest));
    parts
}

/// The glyph of an entry.
pub fn icon(entry: &TimelineEntry) -> &'static str {
    match entry.action.as_str() {
        "note.created" | "note.updated" | "note.removed" | "note.restored" => "lock",
        "case.created" => "message-square-plus",
        "case_message.created" => "message-square-text",
        "case.updated" => "st-progress",
        "portal_access.granted" | "portal_access.invited" | "portal_access.updated" => "arch",
        "portal_access.withdrawn" => "arch-shut",
        "portal_access.password_changed" => "key-round",
        "portal_sign_in.failed" => "circle-alert",
        "session.created" => "log-in",
        "mail.sent" | "mail.failed" => "mail",
        "contact.deleted" | "organisation.deleted" => "trash-2",
        "contact.restored" | "organisation.restored" => "undo-2",
        "contact.merged" | "organisation.merged" => "merge",
        "contact.created" => "user-plus",
        "organisation.created" | "contact.organisation_linked" | "contact.organisation_unlinked" => "building-2",
        _ => "pencil",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use zaguan_types::Instant;
    use zaguan_types::timeline::TimelineKind;

    struct Plain;

    impl Names for Plain {
        fn field(&self, _: &TimelineEntry, name: &str) -> String {
            name.to_owned()
        }
        fn value(&self, _: &TimelineEntry, _: &str, value: &Value) -> String {
            value.as_str().unwrap_or_default().to_owned()
        }
    }

    fn entry(action: &str, kind: &str, changes: Value, details: Value) -> TimelineEntry {
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        TimelineEntry {
            id: Uuid::nil(),
            at: Instant(0),
            kind: TimelineKind::Changes,
            actor_side: ActorSide::Staff,
            actor_name: "Ana".into(),
            action: action.into(),
            subject_kind: kind.into(),
            subject_id: Some(Uuid::from_u128(7)),
            subject_label: Some("C-000001 Llaves".into()),
            subject_gone: false,
            changes: object(changes),
            details: object(details),
            text: None,
            text_cut: false,
        }
    }

    fn said(entry: &TimelineEntry, own: bool) -> String {
        let page = Uuid::from_u128(if own { 7 } else { 8 });
        let pieces = pieces(entry, page, &Plain, Language::Es);
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Words(text) | Piece::Who(text) | Piece::What(text, _) => text.as_str(),
            })
            .collect()
    }

    #[test]
    fn what_happens_is_told_in_plain_sentences() {
        let nothing = || json!({});
        assert_eq!(said(&entry("note.created", "note", nothing(), nothing()), false), "Ana anotó");
        assert_eq!(
            said(&entry("case.updated", "case", json!({"status": ["open", "closed"]}), nothing()), false),
            "Ana dejó C-000001 Llaves en «closed»"
        );
        assert_eq!(
            said(&entry("contact.merged", "contact", nothing(), json!({"other_name": "C. Rueda"})), true),
            "Ana fusionó a C. Rueda con esta ficha"
        );
        assert_eq!(
            said(
                &entry("contact.updated", "contact", json!({"phone": ["1", "2"], "email": [null, "a@b"]}), nothing()),
                true
            ),
            "Ana cambió email, phone"
        );
    }

    #[test]
    fn an_id_is_told_by_the_name_beside_it() {
        let changed = entry(
            "contact.updated",
            "contact",
            json!({"owner_id": [null, "0193"], "owner_name": [null, "Luis"], "first_name": ["A", "B"]}),
            json!({}),
        );
        assert_eq!(said(&changed, true), "Ana cambió first_name, owner_id");
        let told: Vec<String> = told_changes(&changed).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(told, ["first_name", "owner_name"]);
    }

    #[test]
    fn what_the_system_does_bears_the_name_of_the_product() {
        let of = |side, name: &str| TimelineEntry {
            actor_side: side,
            actor_name: name.into(),
            ..entry("note.created", "note", json!({}), json!({}))
        };
        assert_eq!(said(&of(ActorSide::System, "system"), false), "Zaguán anotó");
        assert_eq!(said(&of(ActorSide::Staff, ""), false), "Zaguán anotó");
        assert_eq!(said(&of(ActorSide::Staff, "system"), false), "system anotó", "a person may be called so");
    }

    #[test]
    fn whatever_the_server_learns_to_say_is_still_a_sentence() {
        assert_eq!(said(&entry("moon.landed", "moon", json!({}), json!({})), false), "Ana hizo un cambio");
    }
}
