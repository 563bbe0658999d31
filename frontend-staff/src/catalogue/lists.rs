//! Lists that one works in: a table of ten thousand rows with ticks, columns and views, and what goes with it.

use std::collections::HashSet;
use std::time::Duration;

use leptos::prelude::*;
use zaguan_i18n::{cases, catalogue as words, common, contacts, fields};
use zaguan_ui::dom::after;
use zaguan_ui::prelude::*;

use super::{Spec, here};

/// A row of the specimen.
#[derive(Clone, Debug, PartialEq)]
struct Person {
    id: u32,
    name: String,
    mail: String,
    calls: u32,
}

impl Row for Person {
    type Key = u32;
    fn key(&self) -> u32 {
        self.id
    }
}

const FIRST: [&str; 8] = ["Carmen", "Joost", "Ángel", "Teresa", "Lucía", "Marcos", "Ingrid", "Pilar"];
const LAST: [&str; 7] = ["Rueda", "van der Meer", "Pizarro", "Quintana", "Ferrer", "Echevarría", "Oduya-Serrano"];

fn people(from: u32, count: u32) -> impl Iterator<Item = Cell<Person>> {
    (from..from + count).map(|id| {
        let (first, last) = (FIRST[id as usize % FIRST.len()], LAST[id as usize % LAST.len()]);
        let mail = format!("{}.{id}@example.com", first.to_lowercase().replace('á', "a"));
        Cell::of(Person { id, name: format!("{first} {last} {id}"), mail, calls: id * 7 % 93 })
    })
}

fn columns() -> Vec<Column<Person>> {
    vec![
        Column::new("name", t(contacts::NAME), |row: RwSignal<Person>| move || row.with(|person| person.name.clone()))
            .width(Width::Rest)
            .room(Room::Always)
            .sorts_by("name")
            .before(|row| view! { <Avatar name=move || row.with(|person| person.name.clone()) /> }),
        Column::new("mail", t(fields::EMAIL), |row: RwSignal<Person>| move || row.with(|person| person.mail.clone()))
            .width(Width::Large)
            .room(Room::Small),
        Column::new("calls", t(words::SIGN_INS), |row: RwSignal<Person>| move || row.with(|person| person.calls))
            .width(Width::Small)
            .sorts_by("calls")
            .at_end(),
    ]
}

/// Views, conditions, the table, its columns and the bar over its foot.
#[component]
pub fn Lists() -> impl IntoView {
    let all = RwSignal::new(people(1, 10_000).collect::<Vec<_>>());
    let sort = RwSignal::new(Sort::parse("name"));
    let (selected, open, busy) = (RwSignal::new(HashSet::new()), RwSignal::new(Some(3_u32)), RwSignal::new(false));
    let shown = RwSignal::new(Vec::<String>::new());
    let rows = Memo::new_with_compare(
        move |_| {
            let Sort { by, down } = sort.get();
            let mut rows = all.get();
            if by == "calls" {
                rows.sort_by_key(|cell| cell.row.with_untracked(|person| person.calls));
            }
            if down {
                rows.reverse();
            }
            rows
        },
        |_, _| true,
    );
    let load = move |()| {
        busy.set(true);
        after(Duration::from_millis(900), move || {
            if busy.try_set(false).is_none() {
                all.update(|all| all.extend(people(all.len() as u32 + 1, 200)));
            }
        });
    };
    let further = Further {
        there: Signal::derive(move || all.with(Vec::len) < 10_400),
        busy: busy.into(),
        load: Callback::new(load),
    };
    let remove = move |()| {
        let gone = selected.get_untracked();
        let before = all.get_untracked();
        all.update(|all| all.retain(|cell| !gone.contains(&cell.key)));
        selected.set(HashSet::new());
        toast_with_undo(t(words::DELETED), move || all.set(before.clone()));
    };
    view! {
        <Spec title=words::LISTS hint=words::LISTS_HINT>
            <div class="card catalogue-list">
                <Views />
                <div class="filters">
                    <Conditions />
                    <span class="grow"></span>
                    <ColumnMenu columns=Signal::stored(columns()) shown />
                </div>
                <DataTable
                    label=t(words::LISTS)
                    columns=Signal::stored(columns())
                    rows
                    name=|person: &Person| person.name.clone()
                    href=|id: u32| format!("#person-{id}")
                    shown
                    open
                    selected
                    sort
                    on_sort=move |to| sort.set(to)
                    further
                />
                <BulkBar count=Signal::derive(move || selected.with(HashSet::len)) on_clear=move |()| selected.set(HashSet::new())>
                    <Button label=t(words::DELETE) icon="trash-2" size=Size::Small kind=Kind::DangerPlain on_press=remove />
                </BulkBar>
            </div>
        </Spec>
        <Spec title=words::PAGES>
            <Pages />
        </Spec>
    }
}

/// Saved views as tabs, more than fit.
#[component]
fn Views() -> impl IntoView {
    let made = RwSignal::new(0_usize);
    let current = RwSignal::new("all".to_owned());
    let tabs = Signal::derive(move || {
        let tab = |key: &str, label: TextProp, count| ViewTab {
            key: key.to_owned(),
            label,
            href: format!("#view-{key}"),
            count: Signal::stored(count),
        };
        let named = [
            ("all", common::ALL, Some(10_000)),
            ("mine", zaguan_i18n::register::VIEW_MINE, Some(6)),
            ("none", cases::UNASSIGNED, None),
        ];
        let own = (1..=made.get() + 4)
            .map(|at| tab(&format!("own-{at}"), TextProp::from(format!("Nerja {at}")), Some(at as u64)));
        named.map(|(key, text, count)| tab(key, t(text).into(), count)).into_iter().chain(own).collect::<Vec<_>>()
    });
    view! {
        <div
            on:click=move |_| current.set("all".to_owned())
        >
            <ViewTabs label=here(words::VIEWS) tabs current on_add=move |()| made.update(|made| *made += 1) />
        </div>
    }
}

/// Conditions with their editors.
#[component]
fn Conditions() -> impl IntoView {
    let chosen = RwSignal::new("Nerja".to_owned());
    let there = RwSignal::new(true);
    let bind = Bound::new(t(words::PLACE), chosen);
    view! {
        {move || there.get().then(|| {
            let bind = bind.clone();
            view! {
                <FilterChip label=t(words::PLACE) value=move || chosen.get() on_remove=move |()| there.set(false)>
                    <TextInput bind=bind.clone() />
                </FilterChip>
            }
        })}
        <Button label=t(words::ADD_FILTER) icon="list-filter" kind=Kind::Ghost size=Size::Small on_press=move |()| there.set(true) />
    }
}

/// Numbered pages: few, many.
#[component]
fn Pages() -> impl IntoView {
    let page = RwSignal::new(5_u32);
    view! {
        <div class="stack">
            <Pagination label=here(words::PAGES) page pages=Signal::stored(9) on_page=move |to| page.set(to) />
            <Pagination label=here(words::FEW_PAGES) page=Signal::stored(1) pages=Signal::stored(2) on_page=|_| () />
        </div>
    }
}
