//! A record's values for reading, block by block.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_i18n::common;
use zaguan_types::fields::{Block, Field, FieldType, Labels};
use zaguan_types::{Instant, Language, UserId};
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;
use zaguan_ui::time::day_and_clock;

use super::links::name_member;
use super::model::value_of;
use crate::definitions::definitions;

/// A value in words; empty when there is none. People are named, other links are not: their names stand in the record.
pub fn text_value(field: &Field, value: Option<&Value>, spoken: Language) -> String {
    match (field.field_type, value) {
        (FieldType::LinkUser, Some(Value::String(id))) => {
            id.parse().ok().and_then(|id: UserId| definitions().user_name(id)).unwrap_or_default()
        }
        (FieldType::DateTime, Some(Value::String(at))) => {
            at.parse::<Instant>().map_or_else(|_| at.clone(), day_and_clock)
        }
        (FieldType::Money, Some(Value::Object(money))) => {
            let part = |name: &str| money.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            format!("{} {}", part("amount"), part("currency"))
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
fn shown(field: &Field, record: &Map<String, Value>) -> AnyView {
    let value = value_of(field, record);
    let named = name_member(&field.api_name).and_then(|member| record.get(member)).and_then(Value::as_str);
    let text = named.map_or_else(|| text_value(field, value, language()), str::to_owned);
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
        FieldType::LongText => view! { <span class="prose">{text}</span> }.into_any(),
        _ => text.into_any(),
    }
}
