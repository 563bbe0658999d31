//! The plain side of forms over a module's fields: which fields, what they start with, what is wrong.

use serde_json::{Map, Value};
use zaguan_types::fields::rules::{Act, Audience, check, is_empty};
use zaguan_types::fields::{Block, BlockList, Field};
use zaguan_types::{Date, FieldCode, FieldError};

/// The blocks of a form: active fields only, in order, without blocks that have none.
pub fn active_blocks(all: &BlockList) -> Vec<Block> {
    let blocks = all.items.iter().map(|block| {
        let fields = block.fields.iter().filter(|field| field.active).cloned().collect();
        Block { fields, ..block.clone() }
    });
    blocks.filter(|block| !block.fields.is_empty()).collect()
}

/// Every field of a module, inactive ones too: the rules need to know them.
pub fn all_fields(all: &BlockList) -> Vec<Field> {
    all.items.iter().flat_map(|block| block.fields.iter().cloned()).collect()
}

fn is_active(all: &BlockList, api_name: &str) -> bool {
    all.items.iter().flat_map(|block| &block.fields).any(|field| field.active && field.api_name == api_name)
}

/// Where the value of a field stands in a record.
pub fn pointer(field: &Field) -> String {
    if field.builtin { format!("/{}", field.api_name) } else { format!("/custom/{}", field.api_name) }
}

/// The value of a field in a record; `None` when absent or `null`.
pub fn value_of<'a>(field: &Field, record: &'a Map<String, Value>) -> Option<&'a Value> {
    let place = if field.builtin { Some(record) } else { record.get("custom").and_then(Value::as_object) };
    place?.get(&field.api_name).filter(|value| !value.is_null())
}

/// Puts the value of a field into a record.
pub fn set_value(field: &Field, record: &mut Map<String, Value>, value: Value) {
    if field.builtin {
        record.insert(field.api_name.clone(), value);
    } else if let Value::Object(custom) = record.entry("custom").or_insert_with(|| Value::Object(Map::new())) {
        custom.insert(field.api_name.clone(), value);
    }
}

/// What a new record starts with: the defaults of its active fields.
pub fn defaults(all: &BlockList) -> Map<String, Value> {
    let mut record = Map::new();
    for field in all.items.iter().flat_map(|block| &block.fields).filter(|field| field.active) {
        if let Some(value) = &field.default {
            set_value(field, &mut record, value.clone());
        }
    }
    record
}

/// Proposes the support window of a new contact: today and a year from today, where the fields are active.
pub fn propose_support(all: &BlockList, record: &mut Map<String, Value>, today: Date) {
    for (name, day) in [("support_start_date", today), ("support_end_date", today.plus_years(1))] {
        if is_active(all, name) && !record.contains_key(name) {
            record.insert(name.to_owned(), Value::String(day.to_string()));
        }
    }
}

/// A body with the members of active fields only: what a draft kept of a field that was deactivated is not sent.
pub fn only_active(all: &BlockList, mut body: Map<String, Value>) -> Map<String, Value> {
    let is_sent = |builtin: bool, name: &str| {
        all.items
            .iter()
            .flat_map(|block| &block.fields)
            .any(|field| field.active && field.builtin == builtin && field.api_name == name)
    };
    if let Some(Value::Object(custom)) = body.get_mut("custom") {
        custom.retain(|name, _| is_sent(false, name));
    }
    body.retain(|name, value| match value {
        Value::Object(custom) if name == "custom" => !custom.is_empty(),
        _ => is_sent(true, name),
    });
    body
}

/// What is wrong with a record that has no rules but those of its fields.
pub fn check_record(fields: &[Field], record: &Map<String, Value>, act: Act) -> Vec<FieldError> {
    check(fields, record, Audience::Staff, act)
}

/// What is wrong with a contact: its fields, the order of the support dates, and no access without an address.
pub fn check_contact(fields: &[Field], record: &Map<String, Value>, act: Act) -> Vec<FieldError> {
    let mut errors = check(fields, record, Audience::Staff, act);
    let day = |name: &str| record.get(name).and_then(Value::as_str).and_then(|text| text.parse::<Date>().ok());
    if let (Some(start), Some(end)) = (day("support_start_date"), day("support_end_date"))
        && end < start
    {
        errors.push(FieldError::new("/support_end_date", FieldCode::EndBeforeStart, "the end lies before the start"));
    }
    let wants_access = record.get("portal_user").and_then(Value::as_bool).unwrap_or(false);
    if wants_access && record.get("email").is_none_or(is_empty) {
        errors.push(FieldError::new("/email", FieldCode::EmailNeeded, "access needs an e-mail address"));
    }
    errors
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;
    use zaguan_types::fields::builtin::{blocks, labels};
    use zaguan_types::fields::{Limits, Module};
    use zaguan_types::{BlockId, FieldId};

    /// The blocks that a new firm has.
    pub(crate) fn seeded(module: Module) -> BlockList {
        let items = blocks(module).iter().enumerate().map(|(at, seed)| {
            let id = BlockId(Uuid::from_u128(at as u128));
            let fields = seed.fields.iter().enumerate().map(|(place, field)| Field {
                id: FieldId(Uuid::from_u128((at * 100 + place) as u128)),
                module,
                block_id: id,
                api_name: field.api_name.to_owned(),
                field_type: field.field_type,
                labels: labels(field.labels),
                active: field.active,
                required: field.required,
                builtin: true,
                can_deactivate: field.can_deactivate,
                portal_capable: false,
                default: field.default.map(|key| json!(key)),
                limits: Limits { max_length: field.max_length },
                choices: field.choice_list(),
                position: place as i32,
                portal: field.matrix(),
                version: 1,
            });
            Block { id, module, labels: labels(seed.labels), position: at as i32, fields: fields.collect() }
        });
        BlockList { items: items.collect() }
    }

    pub(crate) fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn with_portal_fields() -> BlockList {
        let mut all = seeded(Module::Contacts);
        all.items.iter_mut().flat_map(|block| &mut block.fields).for_each(|field| field.active = true);
        all
    }

    #[test]
    fn the_last_block_is_the_company_and_hides_what_is_inactive() {
        let shown = active_blocks(&seeded(Module::Contacts));
        let last = shown.last().expect("blocks");
        assert_eq!(last.labels.es, "Información de la empresa");
        assert_eq!(last.fields.iter().map(|field| field.api_name.as_str()).collect::<Vec<_>>(), ["organisation_id"]);
        assert_eq!(active_blocks(&with_portal_fields()).last().map(|block| block.fields.len()), Some(4));
    }

    #[test]
    fn the_support_window_is_proposed_only_where_its_fields_are_active() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let mut record = Map::new();
        propose_support(&seeded(Module::Contacts), &mut record, today);
        assert!(record.is_empty());
        propose_support(&with_portal_fields(), &mut record, today);
        assert_eq!(
            Value::Object(record),
            json!({"support_start_date": "2026-11-22", "support_end_date": "2027-11-22"})
        );
    }

    #[test]
    fn access_needs_an_address_and_dates_in_order() {
        let fields = all_fields(&with_portal_fields());
        let wrong = |value: Value| {
            let found = check_contact(&fields, &object(value), Act::Create);
            found.into_iter().map(|error| (error.pointer, error.code)).collect::<Vec<_>>()
        };
        assert_eq!(
            wrong(json!({"last_name": "Vega", "portal_user": true})),
            [("/email".to_owned(), FieldCode::EmailNeeded)]
        );
        assert_eq!(wrong(json!({"last_name": "Vega", "portal_user": true, "email": "v@example.com"})), []);
        assert_eq!(
            wrong(json!({"last_name": "Vega", "support_start_date": "2026-02-02", "support_end_date": "2026-02-01"})),
            [("/support_end_date".to_owned(), FieldCode::EndBeforeStart)]
        );
        assert_eq!(wrong(json!({})), [("/last_name".to_owned(), FieldCode::Required)]);
    }

    #[test]
    fn a_new_case_starts_with_the_defaults() {
        assert_eq!(Value::Object(defaults(&seeded(Module::Cases))), json!({"status": "open", "priority": "normal"}));
    }

    #[test]
    fn what_is_inactive_is_not_sent() {
        let body = object(json!({"last_name": "Vega", "portal_user": true, "custom": {"gone": 1}}));
        assert_eq!(Value::Object(only_active(&seeded(Module::Contacts), body)), json!({"last_name": "Vega"}));
    }
}
