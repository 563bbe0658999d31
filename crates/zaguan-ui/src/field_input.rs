//! The input of a field that a firm defined, by its type. Used by every form of both apps.

use leptos::prelude::*;
use serde_json::Value;
use zaguan_types::fields::rules::{Audience, LONG_TEXT_LIMIT, TEXT_LIMIT, is_required};
use zaguan_types::fields::{Choice, Field, FieldType, Labels};
use zaguan_types::portal::PortalField;
use zaguan_types::{Instant, Language};

use crate::choice::{Check, MultiChips, Select};
use crate::combobox::{Combobox, Found};
use crate::form::FormModel;
use crate::free_words::FreeWords;
use crate::input::{DateInput, TextArea, TextInput};
use crate::lang::{language, t};
use crate::number_input::{DateTimeInput, MoneyInput, NumberInput};
use crate::numbers::format_decimal;
use zaguan_i18n::common;

/// What an input needs to know of a field, whoever fills it in.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSpec {
    /// Where its value stands in the body: `/subject`, `/custom/budget`.
    pub pointer: String,
    /// Its label.
    pub labels: Labels,
    /// What it holds.
    pub kind: FieldType,
    /// Whether a value is needed.
    pub required: bool,
    /// The choices that can be made.
    pub choices: Vec<Choice>,
    /// The most characters, if it is a text.
    pub max_length: Option<u32>,
}

impl FieldSpec {
    /// A field as staff fills it in.
    pub fn of(field: &Field) -> Self {
        Self {
            pointer: pointer(&field.api_name, !field.builtin),
            labels: field.labels.clone(),
            kind: field.field_type,
            required: is_required(field, Audience::Staff),
            choices: field.choices.clone(),
            max_length: max_length(field.field_type, field.limits.max_length),
        }
    }

    /// A field as a client fills it in. The server has chosen the words already.
    pub fn of_portal(field: &PortalField) -> Self {
        let label = field.label.clone();
        Self {
            pointer: pointer(&field.api_name, field.custom),
            labels: Labels { es: label.clone(), en: label.clone(), nl: label },
            kind: field.field_type,
            required: field.required,
            choices: field.choices.clone(),
            max_length: max_length(field.field_type, field.limits.max_length),
        }
    }

    /// The label, following the language.
    pub fn label(&self) -> TextProp {
        let labels = self.labels.clone();
        TextProp::from(move || labels.get(language()).to_owned())
    }

    /// Key and words of the choices, following the language. Inactive ones are left out, unless `kept` is one.
    pub fn options(&self, kept: String) -> Signal<Vec<(String, String)>> {
        let choices = self.choices.clone();
        Signal::derive(move || {
            let spoken = language();
            let open = choices.iter().filter(|choice| choice.active || choice.key == kept);
            open.map(|choice| (choice.key.clone(), choice.labels.get(spoken).to_owned())).collect()
        })
    }
}

/// The value of a field in words, for reading; empty when there is none. Dates are written by [`crate::time::day`],
/// moments by
/// [`crate::time::day_and_clock`], links by whoever knows the name behind the id.
pub fn field_value(spec: &FieldSpec, value: Option<&Value>, spoken: Language) -> String {
    let choice = |key: &str| {
        let found = spec.choices.iter().find(|choice| choice.key == key);
        found.map_or_else(|| key.to_owned(), |choice| choice.labels.get(spoken).to_owned())
    };
    match (spec.kind, value) {
        (_, None | Some(Value::Null)) => String::new(),
        (FieldType::YesNo, Some(Value::Bool(yes))) => {
            if *yes { common::YES } else { common::NO }.get(spoken).to_owned()
        }
        (FieldType::SingleChoice, Some(Value::String(key))) => choice(key),
        (FieldType::MultipleChoice, Some(Value::Array(keys))) => {
            keys.iter().filter_map(Value::as_str).map(choice).collect::<Vec<_>>().join(", ")
        }
        (FieldType::Date, Some(Value::String(day))) => crate::time::day_in(day, spoken),
        (FieldType::DateTime, Some(Value::String(at))) => {
            at.parse::<Instant>().map_or_else(|_| at.clone(), crate::time::day_and_clock)
        }
        (FieldType::Decimal, Some(Value::String(number))) => format_decimal(number, spoken, 0),
        (FieldType::Percent, Some(Value::String(number))) => format!("{}\u{a0}%", format_decimal(number, spoken, 0)),
        (FieldType::Money, Some(Value::Object(money))) => {
            let part = |name: &str| money.get(name).and_then(Value::as_str).unwrap_or_default();
            format!("{}\u{a0}{}", format_decimal(part("amount"), spoken, 2), part("currency"))
        }
        (_, Some(Value::String(text))) => text.clone(),
        (_, Some(other)) => other.to_string(),
    }
}

/// How an input finds records to link to; by module of the link. Without it, a link is a text.
pub type LinkSearch =
    StoredValue<std::rc::Rc<dyn Fn(String) -> std::pin::Pin<Box<dyn Future<Output = Vec<Found>>>>>, LocalStorage>;

/// The input of a field.
#[component]
pub fn FieldInput(
    /// The form it belongs to.
    form: FormModel,
    /// The field.
    spec: FieldSpec,
    /// For a link: how to search records, see [`crate::combobox::search`].
    #[prop(optional_no_strip)]
    links: Option<LinkSearch>,
    /// For a link: the name of the record that is linked now.
    #[prop(optional, into)]
    link_name: String,
    /// A sentence that helps.
    #[prop(optional_no_strip)]
    help: Option<TextProp>,
) -> impl IntoView {
    let at = spec.pointer.as_str();
    let (label, required) = (spec.label(), spec.required);
    let help = help.unwrap_or_default();
    let typed = || form.typed(at, label.clone(), Some(spec.kind));
    let plain = |kind: &'static str, mode: Option<&'static str>| {
        let (bind, limit) = (typed(), spec.max_length);
        match (mode, limit) {
            (Some(mode), _) => view! { <TextInput bind kind required mode autocomplete="off" /> }.into_any(),
            (None, Some(max_length)) => {
                view! { <TextInput bind kind required max_length autocomplete="off" /> }.into_any()
            }
            (None, None) => view! { <TextInput bind kind required autocomplete="off" /> }.into_any(),
        }
    };
    match spec.kind {
        FieldType::LongText => {
            let max_length = spec.max_length.unwrap_or(LONG_TEXT_LIMIT as u32);
            view! { <TextArea bind=typed() required max_length /> }.into_any()
        }
        FieldType::Date => view! { <DateInput bind=typed() required /> }.into_any(),
        FieldType::YesNo => view! { <Check bind=form.flag(at, label) help /> }.into_any(),
        FieldType::SingleChoice => {
            let options = spec.options(form.peek(|state| state.text(at)));
            view! { <Select bind=typed() options required empty=t(common::CHOOSE) /> }.into_any()
        }
        // A list without choices is not closed: it takes words of one's own, as tags do.
        FieldType::MultipleChoice if spec.choices.is_empty() => {
            view! { <FreeWords bind=form.list(at, label) required /> }.into_any()
        }
        FieldType::MultipleChoice => {
            let options = spec.options(String::new());
            view! { <MultiChips bind=form.list(at, label) options required /> }.into_any()
        }
        FieldType::LinkContact | FieldType::LinkOrganisation | FieldType::LinkCase | FieldType::LinkUser => match links
        {
            Some(search) => {
                let chosen_name = RwSignal::new(link_name);
                view! { <Combobox bind=typed() chosen_name search required /> }.into_any()
            }
            None => plain("text", None),
        },
        FieldType::Email => plain("email", None),
        FieldType::Phone => plain("tel", None),
        FieldType::Url => plain("url", None),
        FieldType::Integer => plain("text", Some("numeric")),
        FieldType::Decimal => view! { <NumberInput bind=typed() required /> }.into_any(),
        FieldType::Percent => view! { <NumberInput bind=typed() required unit="%" /> }.into_any(),
        FieldType::Money => {
            view! { <MoneyInput bind=form.amount(at, label) currency=form.currency(at) required /> }.into_any()
        }
        FieldType::DateTime => view! { <DateTimeInput bind=typed() required /> }.into_any(),
        FieldType::Text => plain("text", None),
    }
}

fn pointer(api_name: &str, custom: bool) -> String {
    if custom { format!("/custom/{api_name}") } else { format!("/{api_name}") }
}

fn max_length(kind: FieldType, own: Option<u32>) -> Option<u32> {
    match kind {
        FieldType::LongText => Some(own.unwrap_or(LONG_TEXT_LIMIT as u32)),
        FieldType::Text | FieldType::Phone | FieldType::Email => Some(own.unwrap_or(TEXT_LIMIT as u32)),
        _ => own,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    fn spec(kind: FieldType) -> FieldSpec {
        let labels = Labels { es: "Documentación".into(), en: "Papers".into(), nl: String::new() };
        let choices = vec![Choice { key: "papers".into(), labels: labels.clone(), active: false }];
        FieldSpec { pointer: "/custom/x".into(), labels, kind, required: false, choices, max_length: None }
    }

    /// A field of a type, without limits.
    pub(crate) fn field(field_type: FieldType) -> Field {
        let labels = Labels { es: "Campo".into(), en: "Field".into(), nl: String::new() };
        let seed = json!({
            "id": uuid::Uuid::nil(), "module": "cases", "block_id": uuid::Uuid::nil(), "api_name": "x",
            "type": field_type, "labels": labels, "active": true, "required": false, "builtin": false,
            "can_deactivate": true, "portal_capable": true, "default": null, "limits": {}, "choices": [], "position": 0,
            "portal": zaguan_types::fields::PortalMatrix::default(),
            "version": 1,
        });
        serde_json::from_value(seed).expect("a field")
    }

    #[test]
    fn numbers_and_sums_are_read_as_people_write_them() {
        let read = |kind, value: Value| field_value(&spec(kind), Some(&value), Language::Es);
        assert_eq!(read(FieldType::Decimal, json!("1284.5")), "1.284,5");
        assert_eq!(read(FieldType::Percent, json!("12.25")), "12,25\u{a0}%");
        assert_eq!(read(FieldType::Money, json!({"amount": "340000", "currency": "EUR"})), "340.000,00\u{a0}EUR");
        assert_eq!(field_value(&spec(FieldType::Decimal), Some(&json!("doce")), Language::En), "doce");
    }

    #[test]
    fn values_are_read_in_words() {
        let read = |kind, value: Value| field_value(&spec(kind), Some(&value), Language::Es);
        assert_eq!(read(FieldType::SingleChoice, json!("papers")), "Documentación");
        assert_eq!(read(FieldType::SingleChoice, json!("gone")), "gone");
        assert_eq!(read(FieldType::MultipleChoice, json!(["papers", "x"])), "Documentación, x");
        assert_eq!(read(FieldType::YesNo, json!(true)), "Sí");
        assert_eq!(read(FieldType::Integer, json!(12)), "12");
        assert_eq!(field_value(&spec(FieldType::Text), None, Language::En), "");
    }

    #[test]
    fn custom_fields_stand_under_custom() {
        assert_eq!(pointer("budget", true), "/custom/budget");
        assert_eq!(pointer("subject", false), "/subject");
    }
}
