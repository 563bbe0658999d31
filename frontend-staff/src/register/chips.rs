//! The filters of a list as chips, each with its editor, and the menu that adds one.

use leptos::prelude::*;
use zaguan_client::{ClientError, Query};
use zaguan_i18n::{common, contacts, fields, register as words};
use zaguan_types::cases::{CasePriority, CaseSource, CaseStatus};
use zaguan_types::fields::FieldType;
use zaguan_types::{ContactId, ImportId, Language, OrganisationId, Permission};
use zaguan_ui::case_state::{priority_text, source_text, status_text};
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;
use zaguan_ui::time::{day, day_and_clock};

use super::filter::{Filter, days_of, range_of};
use super::kind::Kind as Register;
use super::tags::{as_found, tag_search};
use super::view::ListView;
use crate::api::api;
use crate::definitions::definitions;
use crate::record::link_search;
use crate::session::session;

/// What a filter is called: as the firm calls the field, where there is one.
fn label(kind: Register, filter: Filter) -> String {
    let own = match filter {
        Filter::Tag => Some("tags"),
        Filter::Created | Filter::Updated | Filter::PortalUser | Filter::Import => None,
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
    let session = session();
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
            .filter(|filter| !is_set(filter) && (*filter != Filter::Import || session.can(Permission::RecordsImport)))
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
    let name = name_of_link(filter, value);
    let said = move || said(kind, filter, &value.get(), name.get());
    view! {
        <FilterChip label=move || label(kind, filter) value=said on_remove=remove open>
            {move || editor(kind, filter, value, set, name)}
        </FilterChip>
    }
}

/// The name behind the id of an organisation, a contact or an import that a list is filtered by.
fn name_of_link(filter: Filter, value: Memo<String>) -> RwSignal<String> {
    let name = RwSignal::new(String::new());
    if filter == Filter::Import {
        let may = session().can(Permission::RecordsImport);
        let reading = Reading::new(move || {
            let id = value.get().parse::<ImportId>().ok().filter(|_| may);
            async move {
                // Whoever may not see imports, or follows an old address, still sees that there is a filter.
                let found = match id {
                    Some(id) => api().import(id).await.ok(),
                    None => None,
                };
                Ok::<_, ClientError>(found.map(|import| import.value.file_name).unwrap_or_default())
            }
        });
        Effect::new(move |_| name.set(reading.get().unwrap_or_default()));
    } else if matches!(filter, Filter::Organisation | Filter::Parent | Filter::Contact) {
        let reading = Reading::new(move || {
            let text = value.get();
            async move {
                let organisation = text.parse::<OrganisationId>().ok().filter(|_| filter != Filter::Contact);
                let contact = text.parse::<ContactId>().ok().filter(|_| filter == Filter::Contact);
                Ok::<_, ClientError>(match (organisation, contact) {
                    (Some(id), _) => api().organisation(id).await?.value.name,
                    (None, Some(id)) => api().contact(id).await?.value.full_name(),
                    (None, None) => String::new(),
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
        Filter::Owner | Filter::Assignee if value == "me" => word(words::ME),
        Filter::Owner | Filter::Assignee if value == "none" => word(nobody(kind)),
        Filter::Owner | Filter::Assignee => {
            let person = value.parse().ok().and_then(|id| definitions().user_name(id));
            person.unwrap_or_else(|| word(common::UNNAMED))
        }
        Filter::Organisation | Filter::Parent | Filter::Contact if value == "none" => word(none_of(filter)),
        Filter::Organisation | Filter::Parent | Filter::Contact if name.is_empty() => word(common::LOADING),
        Filter::Organisation | Filter::Parent | Filter::Contact => name,
        Filter::Import if name.is_empty() => word(words::SOME_IMPORT),
        Filter::Import => name,
        Filter::Tag => value.replace(',', ", "),
        Filter::PortalUser => word(if value == "true" { words::WITH_ACCESS } else { contacts::ACCESS_NONE }),
        Filter::Language | Filter::Status | Filter::Priority | Filter::Category | Filter::Source => {
            let all = choices_of(kind, filter);
            let word_of = |key: &str| {
                all.iter().find(|(of, _)| of == key).map_or_else(|| key.to_owned(), |(_, word)| word.clone())
            };
            value.split(',').map(word_of).collect::<Vec<_>>().join(", ")
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

/// The choices of a filter: in the firm's words where it is one of its fields.
fn choices_of(kind: Register, filter: Filter) -> Vec<(String, String)> {
    if let Some(field) = definitions().field(kind.module(), filter.name()) {
        let choices = field.choices.iter();
        return choices.map(|choice| (choice.key.clone(), choice.labels.get(language()).to_owned())).collect();
    }
    let said = |key: &str, text: zaguan_i18n::Text| (key.to_owned(), text.get(language()).to_owned());
    match filter {
        Filter::Language => {
            Language::ALL.iter().map(|one| (one.code().to_owned(), own_name(*one).to_owned())).collect()
        }
        Filter::Status => CaseStatus::ALL.iter().map(|one| said(one.as_str(), status_text(*one))).collect(),
        Filter::Priority => CasePriority::ALL.iter().map(|one| said(one.as_str(), priority_text(*one))).collect(),
        Filter::Source => CaseSource::ALL.iter().map(|one| said(one.as_str(), source_text(*one))).collect(),
        _ => Vec::new(),
    }
}

/// That nobody looks after a record.
const fn nobody(kind: Register) -> zaguan_i18n::Text {
    kind.words().nobody
}

/// That a record is linked to none.
const fn none_of(filter: Filter) -> zaguan_i18n::Text {
    match filter {
        Filter::Contact => words::NO_CONTACT,
        _ => words::NO_ORGANISATION,
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
        Filter::Owner | Filter::Assignee => {
            let people = definitions().user_options(move || value.get());
            choices(Signal::derive(move || {
                let special = [("me", words::ME), ("none", nobody(kind))];
                let special = special.map(|(key, text)| (key.to_owned(), text.get(language()).to_owned()));
                special.into_iter().chain(people.get()).collect()
            }))
        }
        Filter::PortalUser => choices(Signal::derive(|| {
            let both = [("true", words::WITH_ACCESS), ("false", contacts::ACCESS_NONE)];
            both.map(|(key, text)| (key.to_owned(), text.get(language()).to_owned())).to_vec()
        })),
        Filter::Language | Filter::Priority | Filter::Category | Filter::Source => {
            choices(Signal::derive(move || choices_of(kind, filter)))
        }
        Filter::Status => view! { <StatusEditor kind value set /> }.into_any(),
        Filter::Tag => view! { <TagEditor kind value set /> }.into_any(),
        Filter::Organisation | Filter::Parent | Filter::Contact => {
            view! { <LinkEditor filter bind=bind() value set name /> }.into_any()
        }
        Filter::Import => view! { <ImportEditor bind=bind() value name /> }.into_any(),
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

/// Statuses, at one of which a case has to stand.
#[component]
fn StatusEditor(kind: Register, value: Memo<String>, set: Callback<String>) -> impl IntoView {
    let mut bind = Bound::new(move || label(kind, Filter::Status), RwSignal::new(Vec::<String>::new()));
    bind.value = Signal::derive(move || {
        value.with(|text| text.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect())
    });
    bind.set = Callback::new(move |keys: Vec<String>| set.run(keys.join(",")));
    view! { <MultiChips bind options=Signal::derive(move || choices_of(kind, Filter::Status)) /> }
}

/// A record that is linked, or none.
#[component]
fn LinkEditor(
    filter: Filter,
    bind: Bound<String>,
    value: Memo<String>,
    set: Callback<String>,
    name: RwSignal<String>,
) -> impl IntoView {
    let chosen_name = RwSignal::new(name.get_untracked());
    let linked = if filter == Filter::Contact { FieldType::LinkContact } else { FieldType::LinkOrganisation };
    let mut none = Bound::new(t(none_of(filter)), RwSignal::new(false));
    none.value = Signal::derive(move || value.with(|value| value == "none"));
    none.set = Callback::new(move |on: bool| {
        chosen_name.set(String::new());
        set.run(if on { "none".to_owned() } else { String::new() });
    });
    view! {
        {link_search(linked).map(|search| view! { <Combobox bind chosen_name search /> })}
        <Check bind=none />
    }
}

/// One of the last imports, or the one that is chosen already.
#[component]
fn ImportEditor(bind: Bound<String>, value: Memo<String>, name: RwSignal<String>) -> impl IntoView {
    let may = session().can(Permission::RecordsImport);
    let reading = Reading::new(move || async move {
        let query = Query::new().with("limit", "50");
        let found = if may { api().imports(&query).await?.items } else { Vec::new() };
        let run =
            found.into_iter().filter_map(|import| Some((import.id.to_string(), import.file_name, import.started_at?)));
        Ok::<_, ClientError>(run.collect::<Vec<_>>())
    });
    let options = Signal::derive(move || {
        let last = reading.get().unwrap_or_default().into_iter();
        let mut all: Vec<(String, String)> =
            last.map(|(id, file, started)| (id, format!("{file} · {}", day_and_clock(started)))).collect();
        let chosen = value.get();
        if !chosen.is_empty() && !all.iter().any(|(id, _)| *id == chosen) {
            let shown = Some(name.get()).filter(|name| !name.is_empty());
            all.push((chosen, shown.unwrap_or_else(|| words::SOME_IMPORT.get(language()).to_owned())));
        }
        all
    });
    view! { <Select bind options empty=t(common::CHOOSE) /> }
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
