//! Records that may be the same: the quiet box «¿Ya existe?» on the form of a new one, and the card on the page of an old
//! one. They hinder nothing.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_client::Query;
use zaguan_i18n::{Text, register as words};
use zaguan_types::duplicates::{Duplicate, DuplicateList, Likeness};
use zaguan_ui::dom::after;
use zaguan_ui::prelude::*;

use super::change::Change;
use super::merge_dialog::Pair;
use super::{Filed, record_of};
use crate::api::on_news;

/// How long after leaving a field the server is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// The query that asks for records like one with these values; `None` if they say too little.
fn asking(names: &[&str], record: &Map<String, Value>) -> Option<Query> {
    let value = |name: &&str| record.get(*name).and_then(Value::as_str).map(str::trim).unwrap_or_default().to_owned();
    let query = names.iter().fold(Query::new(), |query, name| query.filter(name, value(name)));
    (!query.as_str().is_empty()).then_some(query)
}

async fn look<T: Filed>(query: Option<Query>) -> super::Answer<DuplicateList> {
    match query {
        Some(query) => T::lookalikes(query).await,
        None => Ok(DuplicateList { items: Vec::new() }),
    }
}

const fn because(likeness: Likeness) -> Text {
    match likeness {
        Likeness::Email => words::SAME_EMAIL,
        Likeness::Phone => words::SAME_PHONE,
        Likeness::Name => words::SAME_NAME,
        Likeness::Website => words::SAME_WEBSITE,
    }
}

/// What is known of one of them.
fn line<T: Filed>(one: &Duplicate) -> AnyView {
    let reasons = one.because.clone();
    let why = move || reasons.iter().map(|one| because(*one).get(language())).collect::<Vec<_>>().join(", ");
    let detail = [one.email.clone(), one.phone.clone(), one.organisation_name.clone()];
    let detail = detail.into_iter().flatten().next();
    view! {
        <a class="person-line" href=T::KIND.one(one.id).to_string()>
            <Avatar name=one.name.clone() />
            <span class="clip">{one.name.clone()}</span>
            <small class="faint clip">{detail.map(|detail| format!("{detail} · "))} {why}</small>
        </a>
    }
    .into_any()
}

/// The box on the form of a new record. It asks when a field was left.
pub fn hint<T: Filed>(form: FormModel) -> AnyView {
    let asked = RwSignal::new(None::<Query>);
    let turn = StoredValue::new(0_u32);
    let look_now = move || {
        let Some(query) = form.try_peek(|state| asking(T::LOOKALIKE, state.values())) else { return };
        if asked.try_get_untracked().is_some_and(|before| before != query) {
            asked.set(query);
        }
    };
    let left = window_event_listener(ev::focusout, move |_| {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        after(PAUSE, move || {
            if turn.try_get_value() == Some(mine) {
                look_now();
            }
        });
    });
    on_cleanup(move || left.remove());
    let reading = Reading::new(move || {
        let query = asked.get();
        async move { look::<T>(query).await }
    });
    let found = move || reading.get().map(|list| list.items).unwrap_or_default();
    view! {
        <div role="status">
            {move || {
                let found = found();
                (!found.is_empty()).then(|| view! {
                    <section class="lookalikes" aria-label=t(words::EXISTS)>
                        <p><b>{t(words::EXISTS)}</b> " " <span class="soft">{t(words::EXISTS_TEXT)}</span></p>
                        <ul class="person-lines">{found.iter().map(|one| view! { <li>{line::<T>(one)}</li> }).collect_view()}</ul>
                    </section>
                })
            }}
        </div>
    }
    .into_any()
}

/// The card on the page of a record: who may be the same, and the way to merge them.
#[component]
pub fn Lookalikes<T: Filed>(
    /// The record.
    change: Change<T>,
    /// The dialog that merges.
    pair: Pair<T>,
) -> impl IntoView {
    let wanted = Memo::new(move |_| {
        let record = change.reading.get()?;
        let query = asking(T::LOOKALIKE, &record_of(&record))?;
        Some(query.filter("except_id", Into::<uuid::Uuid>::into(change.id).to_string()))
    });
    let reading = Reading::new(move || {
        let query = wanted.get();
        async move { look::<T>(query).await }
    });
    on_news(|event| T::KIND.is_news(event), move || reading.again());
    let one = move |one: Duplicate| {
        let (id, name) = (T::Key::from(one.id), one.name.clone());
        let label = move || words::COMPARE_WITH.fill(language(), &[("name", &name)]);
        view! {
            <li class="lookalike">
                {line::<T>(&one)}
                {move || {
                    let label = label.clone();
                    change.may_write().then(|| view! { <IconButton label icon="merge" size=Size::Small on_press=move |()| pair.ask(change.id, Some(id)) /> })
                }}
            </li>
        }
    };
    move || {
        let found = reading.get().map(|list| list.items).unwrap_or_default();
        (!found.is_empty()).then(|| {
            view! {
                <section class="card side-card" aria-labelledby="lookalikes">
                    <h2 id="lookalikes">{t(words::SAME_PERHAPS)}</h2>
                    <ul class="person-lines">{found.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::asking;
    use serde_json::json;

    #[test]
    fn only_what_was_said_is_asked_with() {
        let record = |value: serde_json::Value| value.as_object().cloned().unwrap_or_default();
        let names = ["email", "phone"];
        assert_eq!(asking(&names, &record(json!({"last_name": "Vega"}))), None);
        let asked = asking(&names, &record(json!({"email": " v@x.example ", "phone": null})))
            .map(|query| query.as_str().to_owned());
        assert_eq!(asked.as_deref(), Some("?filter[email]=v%40x.example"));
    }
}
