//! Tags: the box that proposes those in use, and the line of them under a name with «+ Etiqueta».

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use zaguan_client::Query;
use zaguan_i18n::{fields, register as words};
use zaguan_types::tags::TagList;
use zaguan_ui::combobox::{Search, search};
use zaguan_ui::prelude::*;

use super::change::Change;
use super::kind::Kind;
use super::{Answer, Filed};
use crate::api::api;
use crate::session::session;

async fn in_use(kind: Kind, words: &str) -> Answer<TagList> {
    let query = Query::new().some("q", words.trim());
    match kind {
        Kind::Contacts => api().contact_tags(&query).await,
        Kind::Organisations => api().organisation_tags(&query).await,
        // Cases carry none.
        Kind::Cases => Ok(TagList { items: Vec::new() }),
    }
}

/// The tags in use that begin so, the commonest first.
pub fn tag_search(kind: Kind) -> StoredValue<Search, LocalStorage> {
    search(move |words: String| async move {
        let tags = in_use(kind, &words).await.map(|list| list.items).unwrap_or_default();
        let found = tags.into_iter().take(8).map(|tag| Found {
            key: tag.name.clone(),
            detail: kind.words().count.count(untrack(language), tag.count),
            name: tag.name,
        });
        found.collect()
    })
}

fn found(tags: &[String]) -> Vec<Found> {
    tags.iter().map(|tag| Found { key: tag.clone(), name: tag.clone(), detail: String::new() }).collect()
}

/// The same value as things that were found, as [`MultiSelect`] takes them.
pub fn as_found(bind: Bound<Vec<String>>) -> Bound<Vec<Found>> {
    let Bound { id, label, value, set, leave, error } = bind;
    let value = Signal::derive(move || value.with(|tags| found(tags)));
    let set = Callback::new(move |chosen: Vec<Found>| set.run(chosen.into_iter().map(|one| one.name).collect()));
    Bound { id, label, value, set, leave, error }
}

/// The box for tags. It proposes those in use and takes new ones.
#[component]
pub fn TagsInput(
    /// The tags.
    bind: Bound<Vec<String>>,
    /// On what kind of record.
    kind: Kind,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    view! { <MultiSelect bind=as_found(bind) search=tag_search(kind) makes_new=true required help=t(zaguan_i18n::common::TAGS_HELP) /> }
}

/// The tags of a record, and «+ Etiqueta». What is added or taken away is saved at once.
#[component]
pub fn TagLine<T: Filed>(
    /// The record.
    change: Change<T>,
) -> impl IntoView {
    let session = session();
    let saved = Memo::new(move |_| change.about(|record| record.tags().to_vec()));
    let chosen = RwSignal::new(saved.get_untracked());
    let busy = StoredValue::new(false);
    Effect::new(move |_| {
        let now = saved.get();
        if busy.try_get_value() == Some(false) {
            chosen.set(now);
        }
    });
    let save = move |tags: Vec<String>| {
        chosen.set(tags);
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            // What is added while another one is on its way goes next.
            while let Some(tags) =
                chosen.try_get_untracked().filter(|tags| Some(tags) != saved.try_get_untracked().as_ref())
            {
                let words = tags.iter().cloned().map(Value::String).collect();
                let patch = Map::from_iter([("tags".to_owned(), Value::Array(words))]);
                if let Err(failure) = change.save(patch).await {
                    session.heed(&failure);
                    toast(t(failure.text()));
                    break;
                }
                // The server tidies: what it made of the words counts, unless more were typed meanwhile.
                if chosen.try_get_untracked().as_ref() == Some(&tags) {
                    break;
                }
            }
            busy.try_set_value(false);
            if let Some(now) = saved.try_get_untracked() {
                chosen.try_set(now);
            }
        });
    };
    let badges = move || chosen.get().into_iter().map(|tag| view! { <Badge label=tag /> }).collect_view();
    let editor = move || {
        let mut bind = Bound::new(t(fields::TAGS), chosen);
        bind.set = Callback::new(save);
        view! { <div class="filter-editor"><TagsInput bind kind=T::KIND /></div> }
    };
    let add = move || {
        change.may_write().then(|| {
            view! { <Popover label=t(words::TAG) name=t(fields::TAGS) icon="plus" size=Size::Small>{editor()}</Popover> }
        })
    };
    view! { <div class="tag-line">{badges} {add}</div> }
}
