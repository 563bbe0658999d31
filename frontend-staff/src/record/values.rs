//! A record's values for reading, block by block.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_i18n::common;
use zaguan_types::fields::{Block, Field, FieldType, Labels};
use zaguan_types::{Language, UserId};
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;

use super::links::name_member;
use super::model::value_of;
use crate::definitions::definitions;
use crate::routes::Route;

/// A value in words; empty when there is none. A link is told by the name of what it leads to, never by an id: `name` is
/// what the record knows of it, people are looked up.
pub fn named_value(field: &Field, value: Option<&Value>, name: Option<&str>, spoken: Language) -> String {
    match (field.field_type, value) {
        (_, Some(_)) if name.is_some() => name.unwrap_or_default().to_owned(),
        (FieldType::LinkUser, Some(Value::String(id))) => {
            let person = id.parse().ok().and_then(|id: UserId| definitions().user_name(id));
            person.unwrap_or_else(|| common::UNNAMED.get(spoken).to_owned())
        }
        (FieldType::LinkContact | FieldType::LinkOrganisation | FieldType::LinkCase, Some(Value::String(_))) => {
            common::UNNAMED.get(spoken).to_owned()
        }
        _ => field_value(&FieldSpec::of(field), value, spoken),
    }
}

/// One block: its title, and each field with its value.
#[component]
pub fn BlockValues(
    /// The block, with the fields to show.
    block: Block,
    /// The record.
    #[prop(into)]
    record: Signal<Map<String, Value>>,
) -> impl IntoView {
    let id = unique_id("block");
    let title: Labels = block.labels;
    let rows = block.fields.into_iter().map(|field| {
        let labels = field.labels.clone();
        view! {
            <div>
                <dt>{move || labels.get(language()).to_owned()}</dt>
                <dd>{move || record.with(|record| shown(&field, record))}</dd>
            </div>
        }
    });
    view! {
        <section class="fieldblock" aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{move || title.get(language()).to_owned()}</h2>
            </header>
            <dl>{rows.collect_view()}</dl>
        </section>
    }
}

/// A value as it is shown: addresses can be pressed.
pub fn shown(field: &Field, record: &Map<String, Value>) -> AnyView {
    let value = value_of(field, record);
    let name = name_member(&field.api_name).and_then(|member| record.get(member)).and_then(Value::as_str);
    let text = named_value(field, value, name, language());
    if text.is_empty() {
        return view! { <span class="faint">{t(common::EMPTY_VALUE)}</span> }.into_any();
    }
    match field.field_type {
        FieldType::Email => view! { <a href=format!("mailto:{text}")>{text.clone()}</a> }.into_any(),
        FieldType::Phone => view! { <a href=format!("tel:{}", text.replace(' ', ""))>{text.clone()}</a> }.into_any(),
        FieldType::Url => {
            view! { <a href=text.clone() rel="noopener noreferrer external" target="_blank">{text.clone()}</a> }
                .into_any()
        }
        FieldType::LinkOrganisation | FieldType::LinkContact | FieldType::LinkCase => match goal(field, value) {
            Some(goal) => view! { <a href=goal.to_string()>{text}</a> }.into_any(),
            None => text.into_any(),
        },
        FieldType::LongText => view! { <span class="prose">{text}</span> }.into_any(),
        _ => text.into_any(),
    }
}

/// Where a link leads.
fn goal(field: &Field, value: Option<&Value>) -> Option<Route> {
    let id = value.and_then(Value::as_str)?;
    match field.field_type {
        FieldType::LinkOrganisation => id.parse().ok().map(Route::Organisation),
        FieldType::LinkContact => id.parse().ok().map(Route::Contact),
        FieldType::LinkCase => id.parse().ok().map(|id| Route::Cases(Some(id))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::model::all_fields;
    use crate::record::model::tests::seeded;
    use serde_json::json;
    use zaguan_types::fields::Module;

    fn read(module: Module, api_name: &str, value: &Value, name: Option<&str>) -> String {
        let fields = all_fields(&seeded(module));
        let field = fields.iter().find(|field| field.api_name == api_name).expect("a built-in field");
        named_value(field, Some(value), name, Language::Es)
    }

    #[test]
    fn nobody_reads_an_id_or_a_key() {
        let id = json!("0193c0de-0000-7000-8000-000000000001");
        assert_eq!(read(Module::Contacts, "organisation_id", &id, Some("Grupo Almenara")), "Grupo Almenara");
        assert_eq!(read(Module::Cases, "contact_id", &id, None), "Sin nombre");
        assert_eq!(read(Module::Cases, "status", &json!("waiting_for_response"), None), "En espera de respuesta");
        assert_eq!(read(Module::Cases, "priority", &json!("high"), None), "Alta");
    }
}
