//! Fields of cases: their values, the rules that a new case has to pass, and its body. No view.

use serde_json::{Map, Value};
use uuid::Uuid;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::fields::{Field, Labels, Module, PortalCreate, PortalMatrix, PortalView};
use zaguan_types::portal::{NewPortalCase, PortalCase, PortalField};
use zaguan_types::{BlockId, FieldError, FieldId};

/// The value of a field of a case, as the API writes it. The status is read from its own place.
pub fn value_of(case: &PortalCase, field: &PortalField) -> Option<Value> {
    if field.custom {
        return case.custom.get(&field.api_name).cloned();
    }
    let text = |text: &Option<String>| text.clone().map(Value::String);
    match field.api_name.as_str() {
        "subject" => text(&case.subject),
        "description" => text(&case.description),
        "category" => text(&case.category),
        "priority" => case.priority.map(|priority| Value::String(priority.to_string())),
        "status" => Some(Value::String(case.status_label.clone())),
        _ => None,
    }
}

/// What the form of a new case starts with: the defaults of its fields.
pub fn start_values(form: &[PortalField]) -> Map<String, Value> {
    let mut values = Map::new();
    let mut custom = Map::new();
    for field in form {
        if let Some(default) = field.default.clone().filter(|default| !default.is_null()) {
            let place = if field.custom { &mut custom } else { &mut values };
            place.insert(field.api_name.clone(), default);
        }
    }
    if !custom.is_empty() {
        values.insert("custom".into(), Value::Object(custom));
    }
    values
}

/// Everything wrong with the values of a new case. Members that the form does not show (a draft may be older than the
/// firm's last change of its fields) are left out of account, as [`new_case`] leaves them out of the body.
pub fn errors(form: &[PortalField], values: &Map<String, Value>) -> Vec<FieldError> {
    let fields: Vec<Field> = form.iter().map(rule_field).collect();
    check(&fields, &shown(form, values), Audience::Portal, Act::Create)
}

/// The body of a new case; `None` if the form has a field that clients cannot fill in.
pub fn new_case(form: &[PortalField], values: &Map<String, Value>) -> Option<NewPortalCase> {
    serde_json::from_value(Value::Object(shown(form, values))).ok()
}

/// The values of the fields that the form shows.
fn shown(form: &[PortalField], values: &Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    let mut custom = Map::new();
    let given = values.get("custom").and_then(Value::as_object);
    for field in form {
        let value =
            if field.custom { given.and_then(|given| given.get(&field.api_name)) } else { values.get(&field.api_name) };
        if let Some(value) = value.filter(|value| !value.is_null()) {
            let place = if field.custom { &mut custom } else { &mut out };
            place.insert(field.api_name.clone(), value.clone());
        }
    }
    if !custom.is_empty() {
        out.insert("custom".into(), Value::Object(custom));
    }
    out
}

/// The field as the shared rules know it. They read nothing of what is made up here.
fn rule_field(field: &PortalField) -> Field {
    Field {
        id: FieldId(Uuid::nil()),
        module: Module::Cases,
        block_id: BlockId(Uuid::nil()),
        api_name: field.api_name.clone(),
        field_type: field.field_type,
        labels: Labels::default(),
        active: true,
        required: field.required,
        builtin: !field.custom,
        can_deactivate: false,
        portal_capable: true,
        // A default fills the form; emptied by hand, a required field is missing.
        default: None,
        limits: field.limits.clone(),
        choices: field.choices.clone(),
        position: 0,
        portal: PortalMatrix {
            create: PortalCreate::Edit,
            view: PortalView::Read,
            required: field.required,
            ..PortalMatrix::default()
        },
        version: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use zaguan_types::FieldCode;
    use zaguan_types::cases::CasePriority;
    use zaguan_types::fields::{Choice, FieldType, Limits};

    fn field(api_name: &str, custom: bool, field_type: FieldType, required: bool) -> PortalField {
        PortalField {
            api_name: api_name.into(),
            custom,
            field_type,
            label: String::new(),
            required,
            default: None,
            limits: Limits::default(),
            choices: Vec::new(),
        }
    }

    fn form() -> Vec<PortalField> {
        let choice = |key: &str| Choice { key: key.into(), labels: Labels::default(), active: true };
        let priority = PortalField {
            choices: vec![choice("normal"), choice("high")],
            default: Some(json!("normal")),
            ..field("priority", false, FieldType::SingleChoice, true)
        };
        vec![field("subject", false, FieldType::Text, true), priority, field("plot", true, FieldType::Integer, false)]
    }

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn a_form_starts_with_its_defaults() {
        assert_eq!(Value::Object(start_values(&form())), json!({"priority": "normal"}));
    }

    #[test]
    fn what_is_missing_or_wrong_is_told_by_its_pointer() {
        let found = errors(&form(), &object(json!({"subject": " ", "priority": "odd", "custom": {"plot": "x"}})));
        let found: Vec<_> = found.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
        assert_eq!(
            found,
            [
                ("/subject", FieldCode::Required),
                ("/priority", FieldCode::UnknownChoice),
                ("/custom/plot", FieldCode::BadType)
            ]
        );
        assert_eq!(
            errors(&form(), &object(json!({"subject": "Keys"}))).len(),
            1,
            "an emptied required choice is missing"
        );
    }

    #[test]
    fn the_body_holds_what_the_form_shows_and_nothing_of_an_older_draft() {
        let values = object(
            json!({"subject": "Keys", "priority": "high", "category": "papers", "custom": {"plot": 7, "gone": "x"}}),
        );
        assert!(errors(&form(), &values).is_empty());
        let case = new_case(&form(), &values).unwrap();
        assert_eq!(
            (case.subject.as_deref(), case.priority, case.category),
            (Some("Keys"), Some(CasePriority::High), None)
        );
        assert_eq!(Value::Object(case.custom), json!({"plot": 7}));
    }
}
