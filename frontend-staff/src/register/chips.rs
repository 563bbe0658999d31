//! The filters of a list as chips, each with its editor, and the menu that adds one.

use leptos::prelude::*;
use zaguan_client::ClientError;
use zaguan_i18n::{common, contacts, fields, register as words};
use zaguan_types::fields::FieldType;
use zaguan_types::{Language, OrganisationId};
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;
use zaguan_ui::time::day;

use super::filter::{Filter, days_of, range_of};
use super::kind::Kind as Register;
use super::tags::{as_found, tag_search};
use super::view::ListView;
use crate::api::api;
use crate::definitions::definitions;
use crate::record::link_search;

/// What a filter is called: as the firm calls the field, where there is one.
fn label(kind: Register, filter: Filter) -> String {
    let own = match filter {
        Filter::Tag => Some("tags"),
        Filter::Created | Filter::Updated | Filter::PortalUser => None,
        other => Some(other.name()),
    };
    let field = own.and_then(|name| definitions().field(kind.module(), name));
    field.map_or_else(|| filter.label().get(language()).to_owned(), |field| field.labels.get(language()).to_owned())
}

/// The chips of the present filters, and «Filtrar».
#[component]
pub fn FilterChips(
    /// Of which list.
    kind: Register,
    /// What the list shows.
    view: Memo<ListView>,
    /// Shows another view.
    show: Callback<ListView>,
) -> impl IntoView {
    // The filter that was just chosen from the menu: its chip is there, open, before it has a value.
    let adding = RwSignal::new(None::<Filter>);
    let is_set = move |filter: &Filter| view.with(|view| view.filter(*filter).is_some());
    let shown = move || {
        kind.filters()
            .iter()
            .copied()
            .filter(|filter| is_set(filter) || adding.get() == Some(*filter))
            .collect::<Vec<_>>()
    };
    let free = move || {
        kind.filters()
            .iter()
            .copied()
            .filter(|filter| !is_set(filter))
            .map(|filter| view! { <MenuItem label=move || label(kind, filter) on_pick=move |()| adding.set(Some(filter)) /> })
            .collect_view()
    };
    view! {
        <For each=shown key=|filter| filter.name() children=move |filter| view! { <Chip kind filter view show adding /> } />
        <Menu label=t(words::FILTER) name=t(words::FILTER) icon="list-filter" kind=Kind::Ghost size=Size::Small>{free}</Menu>
    }
}

/// One chip.
#[component]
fn Chip(
    kind: Register,
    filter: Filter,
    view: Memo<ListView>,
    show: Callback<ListView>,
    adding: RwSignal<Option<Filter>>,
) -> impl IntoView {
    let value = Memo::new(move |_| view.with(|view| view.filter(filter).unwrap_or_default().to_owned()));
    let open = RwSignal::new(adding.get_untracked() == Some(filter));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        // Closed without a value: it was not meant.
        if before == Some(true) && !now && adding.get_untracked() == Some(filter) {
            adding.set(None);
        }
        now
    });
    let set = Callback::new(move |text: String| show.run(view.get_untracked().with_filter(filter.name(), &text)));
    let remove = move |()| {
        if adding.get_untracked() == Some(filter) {
            adding.set(None);
        }
        set.run(String::new());
    };
    let name = name_of_organisation(filter, value);
    let said = move || said(kind, filter, &value.get(), name.get());
    view! {
        <FilterChip label=move || label(kind, filter) value=said on_remove=remove open>
            {move || editor(kind, filter, value, set, name)}
        </FilterChip>
    }
}

/// The name behind the id of an organisation that a list is filtered by.
fn name_of_organisation(filter: Filter, value: Memo<String>) -> RwSignal<String> {
    let name = RwSignal::new(String::new());
    if matches!(filter, Filter::Organisation | Filter::Parent) {
        let reading = Reading::new(move || {
            let id = value.get().parse::<OrganisationId>().ok();
            async move {
                Ok::<_, ClientError>(match id {
                    Some(id) => api().organisation(id).await?.value.name,
                    None => String::new(),
                })
            }
        });
        Effect::new(move |_| name.set(reading.get().unwrap_or_default()));
    }
    name
}

/// A value in words.
fn said(kind: Register, filter: Filter, value: &str, name: String) -> String {
    let spoken = language();
    let word = |text: zaguan_i18n::Text| text.get(spoken).to_owned();
    if value.is_empty() {
        return word(common::CHOOSE);
    }
    match filter {
        Filter::Owner if value == "me" => word(words::ME),
        Filter::Owner if value == "none" => word(fields::NOBODY),
        Filter::Owner => {
            let person = value.parse().ok().and_then(|id| definitions().user_name(id));
            person.unwrap_or_else(|| word(common::UNNAMED))
        }
        Filter::Organisation | Filter::Parent if value == "none" => word(words::NO_ORGANISATION),
        Filter::Organisation | Filter::Parent if name.is_empty() => word(common::LOADING),
        Filter::Organisation | Filter::Parent => name,
        Filter::Tag => value.replace(',', ", "),
        Filter::PortalUser => word(if value == "true" { words::WITH_ACCESS } else { contacts::ACCESS_NONE }),
        Filter::Language => {
            languages(kind).into_iter().find(|(key, _)| key == value).map_or_else(|| value.to_owned(), |(_, word)| word)
        }
        Filter::Created | Filter::Updated => match days_of(value) {
            (Some(from), Some(to)) if from == to => day(from),
            (Some(from), Some(to)) => words::FROM_TO.fill(spoken, &[("from", &day(from)), ("to", &day(to))]),
            (Some(from), None) => words::SINCE.fill(spoken, &[("from", &day(from))]),
            (None, Some(to)) => words::UNTIL.fill(spoken, &[("to", &day(to))]),
            (None, None) => value.to_owned(),
        },
    }
}

/// The languages in the firm's words.
fn languages(kind: Register) -> Vec<(String, String)> {
    match definitions().field(kind.module(), "language") {
        Some(field) => {
            field.choices.iter().map(|choice| (choice.key.clone(), choice.labels.get(language()).to_owned())).collect()
        }
        None => Language::ALL.iter().map(|one| (one.code().to_owned(), own_name(*one).to_owned())).collect(),
    }
}

/// The editor of a filter. It acts at once.
fn editor(
    kind: Register,
    filter: Filter,
    value: Memo<String>,
    set: Callback<String>,
    name: RwSignal<String>,
) -> AnyView {
    let bind = || {
        let mut bind = Bound::new(move || label(kind, filter), RwSignal::new(String::new()));
        bind.value = value.into();
        bind.set = set;
        bind
    };
    let choices = |options: Signal<Vec<(String, String)>>| {
        view! { <Select bind=bind() options empty=t(common::CHOOSE) /> }.into_any()
    };
    match filter {
        Filter::Owner => {
            let people = definitions().user_options(move || value.get());
            choices(Signal::derive(move || {
                let special = [("me", words::ME), ("none", fields::NOBODY)];
                let special = special.map(|(key, text)| (key.to_owned(), text.get(language()).to_owned()));
                special.into_iter().chain(people.get()).collect()
            }))
        }
        Filter::PortalUser => choices(Signal::derive(|| {
            let both = [("true", words::WITH_ACCESS), ("false", contacts::ACCESS_NONE)];
            both.map(|(key, text)| (key.to_owned(), text.get(language()).to_owned())).to_vec()
        })),
        Filter::Language => choices(Signal::derive(move || languages(kind))),
        Filter::Tag => view! { <TagEditor kind value set /> }.into_any(),
        Filter::Organisation | Filter::Parent => view! { <OrganisationEditor bind=bind() value set name /> }.into_any(),
        Filter::Created | Filter::Updated => view! { <DaysEditor value set /> }.into_any(),
    }
}

/// Tags, all of which a record has to have.
#[component]
fn TagEditor(kind: Register, value: Memo<String>, set: Callback<String>) -> impl IntoView {
    let mut bind = Bound::new(t(fields::TAGS), RwSignal::new(Vec::<String>::new()));
    bind.value = Signal::derive(move || {
        value.with(|text| text.split(',').filter(|tag| !tag.is_empty()).map(str::to_owned).collect())
    });
    bind.set = Callback::new(move |tags: Vec<String>| set.run(tags.join(",")));
    view! { <MultiSelect bind=as_found(bind) search=tag_search(kind) help=t(words::ALL_OF_THEM) /> }
}

/// An organisation, or none.
#[component]
fn OrganisationEditor(
    bind: Bound<String>,
    value: Memo<String>,
    set: Callback<String>,
    name: RwSignal<String>,
) -> impl IntoView {
    let chosen_name = RwSignal::new(name.get_untracked());
    let mut none = Bound::new(t(words::NO_ORGANISATION), RwSignal::new(false));
    none.value = Signal::derive(move || value.with(|value| value == "none"));
    none.set = Callback::new(move |on: bool| {
        chosen_name.set(String::new());
        set.run(if on { "none".to_owned() } else { String::new() });
    });
    view! {
        {link_search(FieldType::LinkOrganisation).map(|search| view! { <Combobox bind chosen_name search /> })}
        <Check bind=none />
    }
}

/// Two days, either of which may be left out.
#[component]
fn DaysEditor(value: Memo<String>, set: Callback<String>) -> impl IntoView {
    let part = move |is_from: bool| {
        Signal::derive(move || {
            let (from, to) = days_of(&value.get());
            if is_from { from } else { to }.map(|day| day.to_string()).unwrap_or_default()
        })
    };
    let (from, to) = (part(true), part(false));
    let mut first = Bound::new(t(common::FROM), RwSignal::new(String::new()));
    first.value = from;
    first.set = Callback::new(move |text: String| set.run(range_of(&text, &to.get_untracked())));
    let mut last = Bound::new(t(common::TO), RwSignal::new(String::new()));
    last.value = to;
    last.set = Callback::new(move |text: String| set.run(range_of(&from.get_untracked(), &text)));
    view! {
        <div class="form-two">
            <DateInput bind=first />
            <DateInput bind=last />
        </div>
    }
}
