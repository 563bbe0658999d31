//! A lost race: somebody else saved the record while it was being edited. Which fields differ, and what comes out of
//! the choices. A link travels with the name that stands beside it in the record: nobody chooses between two ids.

use serde_json::{Map, Value};
use zaguan_types::fields::Field;

use super::links::name_member;
use super::model::{set_value, value_of};

/// One of the two values of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// The value; `None` when it is empty.
    pub value: Option<Value>,
    /// For a link to a record: the name of that record, where the record that holds the link knows it.
    pub name: Option<String>,
}

impl Side {
    fn of(field: &Field, record: &Map<String, Value>) -> Self {
        let value = value_of(field, record).cloned();
        let member = name_member(&field.api_name).filter(|_| field.builtin && value.is_some());
        let name = member.and_then(|member| record.get(member)).and_then(Value::as_str).map(str::to_owned);
        Self { value, name }
    }
}

/// A field that both changed, or that I changed while somebody saved the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// The field.
    pub field: Field,
    /// What I typed.
    pub mine: Side,
    /// What is saved now.
    pub theirs: Side,
}

/// The active fields where my values differ from those that are saved now. With `start`, only those that I changed
/// myself: what I left alone simply takes the saved value.
pub fn differing(
    fields: &[Field],
    start: Option<&Map<String, Value>>,
    mine: &Map<String, Value>,
    theirs: &Map<String, Value>,
) -> Vec<Differing> {
    let active = fields.iter().filter(|field| field.active);
    let changed = active.filter(|field| {
        let my_value = value_of(field, mine);
        let by_me = start.is_none_or(|start| value_of(field, start) != my_value);
        by_me && my_value != value_of(field, theirs)
    });
    changed
        .map(|field| Differing { field: field.clone(), mine: Side::of(field, mine), theirs: Side::of(field, theirs) })
        .collect()
}

/// The record to go on with: what is saved, with my values where I chose them. `keep_mine` is in the order of `rows`.
pub fn merged(rows: &[Differing], keep_mine: &[bool], theirs: &Map<String, Value>) -> Map<String, Value> {
    let mut record = theirs.clone();
    for (row, _) in rows.iter().zip(keep_mine).filter(|(_, keep)| **keep) {
        let Side { value, name } = row.mine.clone();
        set_value(&row.field, &mut record, value.unwrap_or(Value::Null));
        if let Some(member) = name_member(&row.field.api_name).filter(|_| row.field.builtin) {
            record.insert(member.to_owned(), name.map_or(Value::Null, Value::String));
        }
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::model::all_fields;
    use crate::record::model::tests::{object, seeded};
    use serde_json::json;
    use zaguan_types::fields::Module;

    #[test]
    fn only_what_i_changed_is_asked_about() {
        let fields = all_fields(&seeded(Module::Contacts));
        let start = object(json!({"first_name": "Ana", "last_name": "Vega", "phone": null}));
        let mine = object(json!({"first_name": "Ana", "last_name": "Vega Ruiz", "phone": "600"}));
        let theirs = object(json!({"first_name": "Anna", "last_name": "Vega", "phone": "600"}));
        let rows = differing(&fields, Some(&start), &mine, &theirs);
        assert_eq!(rows.iter().map(|row| row.field.api_name.as_str()).collect::<Vec<_>>(), ["last_name"]);
        // A draft whose start is not known asks about every difference.
        assert_eq!(differing(&fields, None, &mine, &theirs).len(), 2);
    }

    #[test]
    fn a_link_is_told_by_its_name_and_keeps_it_when_it_is_chosen() {
        let fields = all_fields(&seeded(Module::Contacts));
        let start = object(json!({"last_name": "Vega", "organisation_id": null, "organisation_name": null}));
        let mine =
            object(json!({"last_name": "Vega", "organisation_id": "o-1", "organisation_name": "Grupo Almenara"}));
        let theirs = object(
            json!({"last_name": "Vega", "organisation_id": "o-2", "organisation_name": "Costa Norte", "version": 2}),
        );
        let rows = differing(&fields, Some(&start), &mine, &theirs);
        let names = |side: &Side| side.name.clone().unwrap_or_default();
        assert_eq!(
            rows.iter().map(|row| (names(&row.mine), names(&row.theirs))).collect::<Vec<_>>(),
            [("Grupo Almenara".to_owned(), "Costa Norte".to_owned())]
        );
        let kept = merged(&rows, &[true], &theirs);
        assert_eq!(kept.get("organisation_id"), Some(&json!("o-1")));
        assert_eq!(
            kept.get("organisation_name"),
            Some(&json!("Grupo Almenara")),
            "the id of one, the name of the same"
        );
        assert_eq!(merged(&rows, &[false], &theirs), theirs);
        // I took the link away: no name is left behind.
        let rows = differing(&fields, None, &start, &theirs);
        assert_eq!(merged(&rows, &[true], &theirs).get("organisation_name"), Some(&Value::Null));
    }

    #[test]
    fn choices_decide_field_by_field() {
        let fields = all_fields(&seeded(Module::Contacts));
        let mine = object(json!({"first_name": null, "last_name": "Vega Ruiz"}));
        let theirs = object(json!({"first_name": "Anna", "last_name": "Vega", "version": 4}));
        let rows = differing(&fields, None, &mine, &theirs);
        assert_eq!(
            Value::Object(merged(&rows, &[true, false], &theirs)),
            json!({"first_name": null, "last_name": "Vega", "version": 4})
        );
        assert_eq!(
            Value::Object(merged(&rows, &[false, true], &theirs)),
            json!({"first_name": "Anna", "last_name": "Vega Ruiz", "version": 4})
        );
    }
}
