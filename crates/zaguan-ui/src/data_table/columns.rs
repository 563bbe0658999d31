//! The columns of a table as data, and the menu in which one chooses them.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use zaguan_i18n::components as words;

use super::Row;
use crate::a11y::announce;
use crate::button::{Button, IconButton, Kind, Size};
use crate::dom::{after_paint, document, unique_id};
use crate::lang::{language, t};
use crate::popover::Popover;
use crate::storage;

/// How wide a column is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A number, a mark: 5.5 rem.
    Narrow,
    /// A time, a badge: 8 rem.
    Small,
    /// A status, a name: 12 rem.
    #[default]
    Medium,
    /// An address: 16 rem.
    Large,
    /// What is left, at least 14 rem.
    Rest,
}

impl Width {
    /// The value of `data-w`.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Narrow => "xs",
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
            Self::Rest => "rest",
        }
    }

    const fn rem(self) -> f64 {
        match self {
            Self::Narrow => 5.5,
            Self::Small => 8.0,
            Self::Medium => 12.0,
            Self::Large => 16.0,
            Self::Rest => 14.0,
        }
    }
}

/// From which width of the table on a column is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Room {
    /// Always.
    Always,
    /// Not on a phone: 34 rem.
    #[default]
    Small,
    /// 46 rem.
    Medium,
    /// 62 rem.
    Large,
}

impl Room {
    /// The value of `data-room`.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Always => None,
            Self::Small => Some("34"),
            Self::Medium => Some("46"),
            Self::Large => Some("62"),
        }
    }
}

type Draw<T> = Arc<dyn Fn(RwSignal<T>) -> AnyView + Send + Sync>;

/// One column. The first of a table is its main one: it names the row, links to it and is always shown.
pub struct Column<T: Row> {
    /// What tells it from others; kept in views.
    pub id: String,
    /// Its head.
    pub label: TextProp,
    pub(super) width: Width,
    pub(super) room: Room,
    pub(super) sort: Option<String>,
    pub(super) at_end: bool,
    pub(super) cell: Draw<T>,
    pub(super) before: Option<Draw<T>>,
    pub(super) under: Option<Draw<T>>,
}

impl<T: Row> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            label: self.label.clone(),
            width: self.width,
            room: self.room,
            sort: self.sort.clone(),
            at_end: self.at_end,
            cell: Arc::clone(&self.cell),
            before: self.before.clone(),
            under: self.under.clone(),
        }
    }
}

impl<T: Row> Column<T> {
    /// A column whose cells `cell` draws. In the main column, what it draws is the name of the link to the row.
    pub fn new<V: IntoView + 'static>(
        id: impl Into<String>,
        label: impl Into<TextProp>,
        cell: impl Fn(RwSignal<T>) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            width: Width::default(),
            room: Room::default(),
            sort: None,
            at_end: false,
            cell: Arc::new(move |row| cell(row).into_any()),
            before: None,
            under: None,
        }
    }

    /// How wide it is.
    #[must_use]
    pub fn width(self, width: Width) -> Self {
        Self { width, ..self }
    }

    /// From which width of the table on it is shown.
    #[must_use]
    pub fn room(self, room: Room) -> Self {
        Self { room, ..self }
    }

    /// A press on its head sorts by this name of the API.
    #[must_use]
    pub fn sorts_by(self, name: impl Into<String>) -> Self {
        Self { sort: Some(name.into()), ..self }
    }

    /// Numbers and times stand at the end of their cell.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self { at_end: true, ..self }
    }

    /// In the main column: what stands before the link, as a picture.
    #[must_use]
    pub fn before<V: IntoView + 'static>(self, draw: impl Fn(RwSignal<T>) -> V + Send + Sync + 'static) -> Self {
        Self { before: Some(Arc::new(move |row| draw(row).into_any())), ..self }
    }

    /// In the main column of a table of two lines: the second one.
    #[must_use]
    pub fn under<V: IntoView + 'static>(self, draw: impl Fn(RwSignal<T>) -> V + Send + Sync + 'static) -> Self {
        Self { under: Some(Arc::new(move |row| draw(row).into_any())), ..self }
    }
}

/// The least width of the table in rem, by the room at which columns join: always, 34, 46, 62.
pub(super) fn least_widths<T: Row>(shown: &[Column<T>], selects: bool) -> [f64; 4] {
    let mut sums = [if selects { 3.0 } else { 0.0 }, 0.0, 0.0, 0.0];
    for column in shown {
        let at = match column.room {
            Room::Always => 0,
            Room::Small => 1,
            Room::Medium => 2,
            Room::Large => 3,
        };
        sums[at] += column.width.rem();
    }
    // Each room has all columns of the smaller ones too.
    for at in 1..sums.len() {
        sums[at] += sums[at - 1];
    }
    sums
}

/// The ids of the columns that are shown, main one first; an empty choice shows all. Ids that no column has are ignored.
pub fn shown_ids(all: &[String], chosen: &[String]) -> Vec<String> {
    let Some(main) = all.first() else { return Vec::new() };
    if chosen.is_empty() {
        return all.to_vec();
    }
    let others = chosen.iter().filter(|id| *id != main && all.contains(id));
    std::iter::once(main).chain(others).cloned().collect()
}

/// The choice after one column was shown (at the end) or hidden.
pub fn toggled(shown: &[String], id: &str) -> Vec<String> {
    let mut after: Vec<String> = shown.iter().filter(|other| *other != id).cloned().collect();
    if after.len() == shown.len() {
        after.push(id.to_owned());
    }
    after
}

/// The choice after one column went one place to the front or to the end. The main one never moves.
pub fn moved(shown: &[String], id: &str, forward: bool) -> Vec<String> {
    let mut after = shown.to_vec();
    let Some(at) = shown.iter().position(|other| other == id) else { return after };
    let to = if forward { at + 1 } else { at.wrapping_sub(1) };
    if at > 0 && to > 0 && to < after.len() {
        after.swap(at, to);
    }
    after
}

/// A choice of columns that this browser keeps under `key`.
pub fn kept_columns(key: &'static str, standard: &[&str]) -> RwSignal<Vec<String>> {
    let kept = storage::get_json(key).and_then(|value| serde_json::from_value(value).ok());
    let chosen = RwSignal::new(kept.unwrap_or_else(|| standard.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()));
    Effect::new(move |first: Option<()>| {
        let ids = chosen.get();
        if first.is_some() {
            storage::set_json(key, &ids.into());
        }
    });
    chosen
}

/// «Columnas»: shows, hides and orders columns.
#[component]
pub fn ColumnMenu<T: Row>(
    /// All columns, main one first.
    #[prop(into)]
    columns: Signal<Vec<Column<T>>>,
    /// The ids of those that are shown, in order; empty: all.
    shown: RwSignal<Vec<String>>,
    /// What «Restablecer» brings back.
    #[prop(optional)]
    standard: Vec<String>,
) -> impl IntoView {
    let all = Memo::new(move |_| columns.with(|all| all.iter().map(|column| column.id.clone()).collect::<Vec<_>>()));
    let now = Memo::new(move |_| all.with(|all| shown.with(|chosen| shown_ids(all, chosen))));
    let list = move || {
        let now = now.get();
        let hidden = all.get().into_iter().filter(|id| !now.contains(id));
        now.iter().skip(1).cloned().chain(hidden).collect::<Vec<_>>()
    };
    let standard = StoredValue::new(standard);
    view! {
        <Popover name=t(words::COLUMNS) icon="columns-3">
            <div class="column-menu">
                <p class="menu-head">{t(words::COLUMNS)}</p>
                <ul class="column-list">
                    <For each=list key=Clone::clone children=move |id| view! { <ColumnLine columns shown now id /> } />
                </ul>
                <Button label=t(words::RESET) size=Size::Small kind=Kind::Ghost on_press=move |()| shown.set(standard.get_value()) />
            </div>
        </Popover>
    }
}

/// One column in the menu.
#[component]
fn ColumnLine<T: Row>(
    columns: Signal<Vec<Column<T>>>,
    shown: RwSignal<Vec<String>>,
    now: Memo<Vec<String>>,
    id: String,
) -> impl IntoView {
    let input = unique_id("column");
    let label =
        columns.with_untracked(|all| all.iter().find(|column| column.id == id).map(|column| column.label.clone()));
    let label = label.unwrap_or_else(|| TextProp::from(id.clone()));
    let place = {
        let id = id.clone();
        Memo::new(move |_| now.with(|now| now.iter().position(|other| *other == id)))
    };
    let toggle = {
        let id = id.clone();
        move |_| shown.set(toggled(&now.get_untracked(), &id))
    };
    let step = |forward: bool, text: zaguan_i18n::Text, icon: &'static str| {
        let (id, label, input) = (id.clone(), label.clone(), input.clone());
        let named = label.clone();
        let act = move |()| {
            shown.set(moved(&now.get_untracked(), &id, forward));
            let place = now.with_untracked(|now| now.iter().position(|other| *other == id)).unwrap_or(0);
            announce(words::COLUMN_MOVED.fill(language(), &[("column", &label.get()), ("place", &place.to_string())]));
            // A line that moves is taken out of the page and put in again, which costs it the focus.
            let input = input.clone();
            after_paint(move || focus_step(&input, forward));
        };
        let name = move || text.fill(language(), &[("column", &named.get())]);
        view! { <IconButton label=name icon size=Size::Small on_press=act /> }
    };
    let up = step(false, words::COLUMN_EARLIER, "arrow-up");
    let down = step(true, words::COLUMN_LATER, "arrow-down");
    view! {
        <li class="column-line" data-on=move || place.get().is_some().then_some("")>
            <div class="check">
                <input type="checkbox" id=input.clone() prop:checked=move || place.get().is_some() on:change=toggle />
                <label for=input.clone()>{move || label.get()}</label>
            </div>
            <span class="row" data-gap="none" hidden=move || place.get().is_none()>{up} {down}</span>
        </li>
    }
}

/// Gives the focus back to a button of the line that holds this input: to the second for `forward`.
fn focus_step(input: &str, forward: bool) {
    let line = document().and_then(|page| page.get_element_by_id(input)).and_then(|input| input.closest("li").ok()?);
    let buttons = line.and_then(|line| line.query_selector_all("button").ok());
    let button = buttons.and_then(|buttons| buttons.get(u32::from(forward)));
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_main_column_stays_first_and_strangers_are_ignored() {
        assert_eq!(shown_ids(&ids("name mail phone"), &ids("phone gone mail")), ids("name phone mail"));
        assert_eq!(shown_ids(&ids("name mail phone"), &ids("")), ids("name mail phone"));
        assert_eq!(shown_ids(&ids("name mail"), &ids("mail name")), ids("name mail"));
        assert!(shown_ids(&[], &ids("x")).is_empty());
    }

    #[test]
    fn columns_come_go_and_move() {
        assert_eq!(toggled(&ids("name mail"), "phone"), ids("name mail phone"));
        assert_eq!(toggled(&ids("name mail phone"), "mail"), ids("name phone"));
        assert_eq!(moved(&ids("name mail phone"), "phone", false), ids("name phone mail"));
        assert_eq!(moved(&ids("name mail phone"), "mail", false), ids("name mail phone"), "the main one stays first");
        assert_eq!(moved(&ids("name mail phone"), "phone", true), ids("name mail phone"));
        assert_eq!(moved(&ids("name mail"), "gone", true), ids("name mail"));
    }
}
