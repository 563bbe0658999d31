//! What passes the field rules and what does not.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::fields::builtin::{self, PortalSeed};
use crate::fields::{Limits, Module};
use crate::{BlockId, FieldId};

/// The built-in fields of a module, as a new firm has them.
fn fields_of(module: Module) -> Vec<Field> {
    builtin::blocks(module)
        .iter()
        .flat_map(|block| block.fields)
        .enumerate()
        .map(|(position, seed)| Field {
            id: FieldId(Uuid::nil()),
            module,
            block_id: BlockId(Uuid::nil()),
            api_name: seed.api_name.into(),
            field_type: seed.field_type,
            labels: builtin::labels(seed.labels),
            active: seed.active,
            required: seed.required,
            builtin: true,
            can_deactivate: seed.can_deactivate,
            portal_capable: seed.portal != PortalSeed::Never,
            default: seed.default.map(Value::from),
            limits: Limits { max_length: seed.max_length },
            choices: seed.choice_list(),
            position: position as i32,
            portal: seed.matrix(),
            version: 1,
        })
        .collect()
}

fn found(module: Module, values: Value, audience: Audience, act: Act) -> Vec<(String, FieldCode)> {
    let errors = check(&fields_of(module), values.as_object().unwrap(), audience, act);
    errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

#[test]
fn all_errors_are_named_not_only_the_first() {
    let errors = found(
        Module::Contacts,
        json!({"first_name": "a".repeat(101), "email": "nobody", "language": "fr", "email_opt_out": "yes"}),
        Audience::Staff,
        Act::Create,
    );
    assert_eq!(
        errors,
        [
            ("/first_name".into(), FieldCode::TooLong),
            ("/last_name".into(), FieldCode::Required),
            ("/email".into(), FieldCode::BadFormat),
            ("/language".into(), FieldCode::UnknownChoice),
            ("/email_opt_out".into(), FieldCode::BadType),
        ]
    );
}

#[test]
fn an_absent_required_member_is_missed_on_creation_only() {
    assert_eq!(found(Module::Contacts, json!({}), Audience::Staff, Act::Update), []);
    assert_eq!(
        found(Module::Contacts, json!({"last_name": "  "}), Audience::Staff, Act::Update),
        [("/last_name".into(), FieldCode::Required)]
    );
    assert_eq!(found(Module::Cases, json!({"subject": "s"}), Audience::Staff, Act::Create), []);
}

#[test]
fn clients_owe_a_description_and_may_not_name_what_they_do_not_see() {
    assert_eq!(
        found(Module::Cases, json!({"subject": "s"}), Audience::Portal, Act::Create),
        [("/description".into(), FieldCode::Required)]
    );
    let errors = found(
        Module::Cases,
        json!({"subject": "s", "description": "d", "category": "billing", "status": "closed"}),
        Audience::Portal,
        Act::Create,
    );
    assert_eq!(errors, [("/status".into(), FieldCode::UnknownMember), ("/category".into(), FieldCode::UnknownMember)]);
    assert_eq!(
        found(Module::Cases, json!({"subject": "changed"}), Audience::Portal, Act::Update),
        [("/subject".into(), FieldCode::UnknownMember)]
    );
}

#[test]
fn custom_members_without_a_field_are_refused() {
    assert_eq!(
        found(Module::Cases, json!({"subject": "s", "custom": {"nope": 1}}), Audience::Staff, Act::Create),
        [("/custom/nope".into(), FieldCode::UnknownMember)]
    );
}

#[test]
fn addresses_are_told_from_other_text() {
    for good in ["carmen@example.com", "o'neil+tag@sub.example.co.uk", "a@b.es"] {
        assert!(is_email(good), "{good}");
    }
    for bad in [
        "",
        "a",
        "a@b",
        "@b.es",
        "a@",
        "a b@c.es",
        "a..b@c.es",
        ".a@c.es",
        "a@-c.es",
        "a@c..es",
        "a@c.es\r\nBcc: x@y.es",
        "añ@c.es",
    ] {
        assert!(!is_email(bad), "{bad}");
    }
    assert!(
        is_url("https://example.com/a?b=c")
            && !is_url("javascript:alert(1)")
            && !is_url("https://")
            && !is_url("https://exa mple.com")
    );
    assert!(is_phone("+34 600 123 456") && !is_phone("call me") && !is_phone("12"));
    assert!(is_decimal("-12.50") && !is_decimal("1e5") && !is_decimal(".5") && !is_decimal("1."));
}

proptest::proptest! {
    #[test]
    fn no_value_panics(text in "\\PC{0,60}", number in proptest::num::f64::ANY) {
        for field in fields_of(Module::Contacts).iter().chain(&fields_of(Module::Deals)) {
            let _ = check_value(field, &json!(text));
            let _ = check_value(field, &json!(number));
            let _ = check_value(field, &json!([text, number]));
            let _ = check_value(field, &json!({"amount": text, "currency": "EUR"}));
        }
    }
}

#[test]
fn what_nobody_sees_is_no_value() {
    for blank in ["", " \t", "\u{200b}", "\u{feff}\u{200d} \u{2060}", "\u{3164}", "\u{ad}"] {
        assert!(is_empty(&Value::from(blank)), "{blank:?}");
    }
    // Between letters they have their use.
    assert!(!is_blank("می\u{200c}خواهم") && !is_blank("👩\u{200d}💻") && !is_blank("\u{200b}Gil"));
}
