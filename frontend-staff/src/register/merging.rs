//! Two records turn out to be one: what has to be chosen, what is completed, and what is asked of the server.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use zaguan_types::fields::Field;

use crate::record::model::value_of;
use crate::record::{Differing, differing};

/// Fields that the server puts together by itself, or that are nobody's to choose.
const NOT_CHOSEN: [&str; 4] = ["tags", "portal_user", "external_id", "email_opt_out"];

/// What the two records say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Both have a value, and the two differ: one has to be chosen.
    pub rows: Vec<Differing>,
    /// Only the one that goes has a value: it is kept.
    pub completed: Vec<Field>,
}

/// Compares the one that stays with the one that goes.
pub fn compare(fields: &[Field], stays: &Map<String, Value>, goes: &Map<String, Value>) -> Comparison {
    let open = fields.iter().filter(|field| !field.builtin || !NOT_CHOSEN.contains(&field.api_name.as_str()));
    let open: Vec<Field> = open.cloned().collect();
    let (rows, rest): (Vec<_>, Vec<_>) = differing(&open, None, stays, goes)
        .into_iter()
        .partition(|row| row.mine.value.is_some() && row.theirs.value.is_some());
    let completed = rest.into_iter().filter(|row| value_of(&row.field, goes).is_some()).map(|row| row.field);
    Comparison { rows, completed: completed.collect() }
}

/// The name of a field in the list of those that are taken.
pub fn name_of(field: &Field) -> String {
    if field.builtin { field.api_name.clone() } else { format!("custom.{}", field.api_name) }
}

/// The names to send: those chosen, as far as there is a choice.
pub fn taken(comparison: &Comparison, chosen: &BTreeSet<String>) -> Vec<String> {
    comparison.rows.iter().map(|row| name_of(&row.field)).filter(|name| chosen.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::model::all_fields;
    use crate::record::model::tests::{object, seeded};
    use serde_json::json;
    use zaguan_types::fields::Module;

    #[test]
    fn one_chooses_only_where_both_say_something_else() {
        let fields = all_fields(&seeded(Module::Contacts));
        let stays = object(json!({"last_name": "Rueda", "phone": "1", "email": null, "tags": ["a"], "language": "es"}));
        let goes = object(
            json!({"last_name": "Rueda M.", "phone": "1", "email": "c@x.example", "tags": ["b"], "language": null}),
        );
        let comparison = compare(&fields, &stays, &goes);
        assert_eq!(comparison.rows.iter().map(|row| row.field.api_name.as_str()).collect::<Vec<_>>(), ["last_name"]);
        assert_eq!(comparison.completed.iter().map(|field| field.api_name.as_str()).collect::<Vec<_>>(), ["email"]);
        let chosen = BTreeSet::from(["last_name".to_owned(), "phone".to_owned()]);
        assert_eq!(taken(&comparison, &chosen), ["last_name"]);
    }
}
