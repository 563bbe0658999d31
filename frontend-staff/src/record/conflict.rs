//! A lost race: somebody else saved the record while it was being edited. Which fields differ, and what comes out of
//! the choices.

use serde_json::{Map, Value};
use zaguan_types::fields::Field;

use super::model::{set_value, value_of};

/// A field that both changed, or that I changed while somebody saved the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// The field.
    pub field: Field,
    /// What I typed.
    pub mine: Option<Value>,
    /// What is saved now.
    pub theirs: Option<Value>,
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
    let both = active.map(|field| (field, value_of(field, mine), value_of(field, theirs)));
    let changed = both.filter(|(field, mine, theirs)| {
        let by_me = start.is_none_or(|start| value_of(field, start) != *mine);
        by_me && mine != theirs
    });
    changed
        .map(|(field, mine, theirs)| Differing { field: field.clone(), mine: mine.cloned(), theirs: theirs.cloned() })
        .collect()
}

/// The record to go on with: what is saved, with my values where I chose them. `keep_mine` is in the order of `rows`.
pub fn merged(rows: &[Differing], keep_mine: &[bool], theirs: &Map<String, Value>) -> Map<String, Value> {
    let mut record = theirs.clone();
    for (row, _) in rows.iter().zip(keep_mine).filter(|(_, keep)| **keep) {
        set_value(&row.field, &mut record, row.mine.clone().unwrap_or(Value::Null));
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
