//! The table of lists: columns as data, sorting, ticks, one open row, and as many rows as there are, of which only those
//! near the eye are in the page.
//!
//! It is a native table: rows have their place in the whole (`aria-rowindex`), one row at a time can be reached by Tab,
//! arrow keys or j and k go from row to row, Enter follows the row's link, x ticks it.

mod columns;
mod grid;
mod row;
mod rows;
mod selection;
mod window;

use std::collections::{HashMap, HashSet};

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use zaguan_i18n::{common, components as words};

use columns::least_widths;
pub use columns::{Column, ColumnMenu, Room, Width, kept_columns, moved, shown_ids, toggled};
use grid::{Grid, place_of, watch};
use row::TableRow;
pub use rows::{Cell, Row};
use selection::{Ticked, all_pressed, ticked};
use window::{Piece, is_near_end, pieces, window};

use crate::dom::unique_id;
use crate::empty::Skeleton;
use crate::icon::Icon;
use crate::lang::{language, t};
use crate::table::Sort;

/// Where further rows come from.
#[derive(Clone, Copy)]
pub struct Further {
    /// Whether there are any.
    pub there: Signal<bool>,
    /// Whether they are on their way.
    pub busy: Signal<bool>,
    /// Asks for them; called when the end comes near, and never while they are on their way.
    pub load: Callback<()>,
}

impl Further {
    /// Everything is here.
    pub fn none() -> Self {
        Self { there: Signal::stored(false), busy: Signal::stored(false), load: Callback::new(|()| ()) }
    }
}

/// What the rows of one table share.
struct Shared<T: Row> {
    name: fn(&T) -> String,
    href: Callback<T::Key, String>,
    open: Signal<Option<T::Key>>,
    fresh: Option<Callback<T::Key, bool>>,
    columns: Signal<Vec<Column<T>>>,
    ids: Memo<Vec<String>>,
    /// The places of the rows that are in the page.
    drawn: Memo<HashMap<T::Key, usize>>,
}

impl<T: Row> Clone for Shared<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Row> Copy for Shared<T> {}

/// The table. It fills the height that is left to it and scrolls in itself.
#[component]
pub fn DataTable<T: Row>(
    /// The name of the table.
    #[prop(into)]
    label: TextProp,
    /// All columns, main one first.
    #[prop(into)]
    columns: Signal<Vec<Column<T>>>,
    /// The rows that are loaded, in order.
    #[prop(into)]
    rows: Signal<Vec<Cell<T>>>,
    /// What a row is called, for the box that ticks it.
    name: fn(&T) -> String,
    /// Where a row leads.
    #[prop(into)]
    href: Callback<T::Key, String>,
    /// The ids of the columns that are shown, in order; empty: all.
    #[prop(optional, into)]
    shown: Signal<Vec<String>>,
    /// The row that is open beside the table.
    #[prop(optional, into)]
    open: Signal<Option<T::Key>>,
    /// The ticked rows; without it there are no boxes.
    #[prop(optional_no_strip, into)]
    selected: Option<RwSignal<HashSet<T::Key>>>,
    /// The present order.
    #[prop(optional, into)]
    sort: Signal<Sort>,
    /// Takes the new order.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// Rows of 56 px, with a second line in the main column.
    #[prop(optional)]
    two_lines: bool,
    /// Whether a row came in just now, to be tinted.
    #[prop(optional, into)]
    fresh: Option<Callback<T::Key, bool>>,
    /// Where further rows come from.
    #[prop(optional, into)]
    further: Option<Further>,
    /// How many rows there are in all, while that is known.
    #[prop(optional, into)]
    total: Signal<Option<u64>>,
    /// Under this name the place is kept for when one comes back.
    #[prop(optional, into)]
    place: Option<String>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let further = further.unwrap_or_else(Further::none);
    let grid = Grid::new(rows, frame, selected, open, two_lines);
    let all = move || columns.with(|all| all.iter().map(|column| column.id.clone()).collect::<Vec<_>>());
    let ids = Memo::new(move |_| shown.with(|chosen| shown_ids(&all(), chosen)));
    watch(grid, sort, place);

    let count = Memo::new(move |_| rows.with(Vec::len));
    let range = Memo::new(move |_| window(grid.view.get(), grid.row_height.get(), count.get()));
    Effect::new(move |_| {
        if further.there.get() && !further.busy.get() && range.with(|range| is_near_end(range, count.get())) {
            further.load.run(());
        }
    });
    let pinned = Memo::new(move |_| grid.current.get().and_then(|key| rows.with(|rows| place_of(rows, key))));
    let body = Memo::new(move |_| pieces(range.get(), pinned.get(), count.get()));
    let drawn = Memo::new(move |_| rows.with(|rows| body.with(|body| places(body, rows))));
    let shared = Shared { name, href, open, fresh, columns, ids, drawn };
    let row_count = move || match total.get() {
        Some(total) => (total + 1).to_string(),
        None if further.there.get() => "-1".to_owned(),
        None => (count.get() + 1).to_string(),
    };
    let hint = unique_id("table-keys");
    let (described, caption) = (hint.clone(), label.clone());
    let least = Memo::new(move |_| {
        let shown: Vec<Column<T>> = ids.get().iter().filter_map(|id| column(columns, id)).collect();
        least_widths(&shown, selected.is_some())
    });
    let least_at = move |at: usize| move || format!("{}rem", least.get()[at]);
    let handle = window_event_listener(ev::keydown, move |event| grid.key_from_anywhere(&event));
    on_cleanup(move || handle.remove());
    let coming = move || {
        (further.there.get() && further.busy.get())
            .then(|| (0..3).map(|at| view! { <ComingRow selects=selected.is_some() at /> }).collect_view())
    };
    view! {
        <div
            class="data-table"
            data-lines=two_lines.then_some("2")
            node_ref=frame
            tabindex="-1"
            role="group"
            aria-label=move || label.get()
            on:scroll=move |_| grid.look()
            on:keydown=move |event| grid.key(&event)
        >
            <p class="vh" id=hint>{t(words::TABLE_KEYS)}</p>
            <table
                class="table"
                aria-describedby=described
                aria-rowcount=row_count
                style:--least-0=least_at(0)
                style:--least-34=least_at(1)
                style:--least-46=least_at(2)
                style:--least-62=least_at(3)
            >
                <caption class="vh">{move || caption.get()}</caption>
                <thead>
                    <tr aria-rowindex="1">
                        {selected.map(|selected| view! { <SelectAll grid selected /> })}
                        {move || ids.get().into_iter().filter_map(|id| column(columns, &id)).map(|column| view! { <Head column sort on_sort /> }).collect_view()}
                    </tr>
                </thead>
                <tbody aria-busy=move || further.busy.get().then_some("true")>
                    <For each=move || keyed(body.get(), rows) key=|(key, _)| *key children=move |(key, cell)| match (key, cell) {
                        (Place::Row(_), Some(cell)) => view! { <TableRow cell grid shared /> }.into_any(),
                        (Place::Gap(which), _) => view! { <Gap which body grid /> }.into_any(),
                        (Place::Row(_), None) => ().into_any(),
                    } />
                    {coming}
                </tbody>
            </table>
        </div>
    }
}

/// What tells the parts of the body apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place<K> {
    Gap(u8),
    Row(K),
}

/// A part of the body with its row, if it is one.
type Part<T> = (Place<<T as Row>::Key>, Option<Cell<T>>);

/// Rows are followed here too: others may stand in the same places, as when one comes in and the last of the page goes.
fn keyed<T: Row>(body: Vec<Piece>, rows: Signal<Vec<Cell<T>>>) -> Vec<Part<T>> {
    rows.with(|rows| {
        let part = |piece| match piece {
            Piece::Gap(which, _) => Some((Place::Gap(which), None)),
            Piece::Row(at) => rows.get(at).map(|cell| (Place::Row(cell.key), Some(cell.clone()))),
        };
        body.into_iter().filter_map(part).collect()
    })
}

fn places<T: Row>(body: &[Piece], rows: &[Cell<T>]) -> HashMap<T::Key, usize> {
    let drawn = body.iter().filter_map(|piece| if let Piece::Row(at) = piece { Some(*at) } else { None });
    drawn.filter_map(|at| rows.get(at).map(|cell| (cell.key, at))).collect()
}

/// A column by its id, followed.
fn column<T: Row>(columns: Signal<Vec<Column<T>>>, id: &str) -> Option<Column<T>> {
    columns.with(|all| all.iter().find(|column| column.id == *id).cloned())
}

/// The room of rows that are not drawn.
#[component]
fn Gap<T: Row>(which: u8, body: Memo<Vec<Piece>>, grid: Grid<T>) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let found =
            |piece: &Piece| if let Piece::Gap(mine, rows) = piece { (*mine == which).then_some(*rows) } else { None };
        body.with(|body| body.iter().find_map(found)).unwrap_or(0)
    });
    let height = move || format!("{}px", rows.get() as f64 * grid.row_height.get());
    view! {
        <tr class="gap" aria-hidden="true">
            // No column span: columns without room are not there, and a span would make up for them.
            <td style:height=height></td>
        </tr>
    }
}

/// A row that is on its way.
#[component]
fn ComingRow(selects: bool, at: u8) -> impl IntoView {
    view! {
        <tr class="coming" aria-hidden="true">
            {selects.then(|| view! { <td class="c-tick"></td> })}
            <td class="c-main">
                <Skeleton twelfths=7 + at % 3 />
            </td>
        </tr>
    }
}

/// The box over all boxes.
#[component]
fn SelectAll<T: Row>(grid: Grid<T>, selected: RwSignal<HashSet<T::Key>>) -> impl IntoView {
    let keys = move || grid.rows.with(|rows| rows.iter().map(|cell| cell.key).collect::<Vec<_>>());
    let state = Memo::new(move |_| {
        // Most of the time nothing is ticked, and then ten thousand rows need not be looked at.
        selected.with(|selected| if selected.is_empty() { Ticked::None } else { ticked(&keys(), selected) })
    });
    let name = move || words::SELECT_LOADED.count(language(), grid.rows.with(Vec::len) as u64);
    view! {
        <th scope="col" class="c-tick">
            <span class="check">
                <input
                    type="checkbox"
                    aria-label=name
                    title=name
                    prop:checked=move || state.get() == Ticked::All
                    prop:indeterminate=move || state.get() == Ticked::Some
                    on:change=move |_| selected.set(all_pressed(&untrack(keys), &selected.get_untracked()))
                />
            </span>
        </th>
    }
}

/// The head of a column.
#[component]
fn Head<T: Row>(column: Column<T>, sort: Signal<Sort>, on_sort: Option<Callback<Sort>>) -> impl IntoView {
    let Column { label, width, room, sort: by, at_end, .. } = column;
    let (w, room, end) = (width.attribute(), room.attribute(), at_end.then_some(""));
    let Some((by, told)) = by.zip(on_sort) else {
        return view! { <th scope="col" data-w=w data-room=room data-end=end>{move || label.get()}</th> }.into_any();
    };
    let press = {
        let by = by.clone();
        move |_| told.run(sort.with_untracked(|sort| sort.pressed(&by)))
    };
    let state = Memo::new(move |_| {
        sort.with(|sort| (sort.by == by).then_some(if sort.down { "descending" } else { "ascending" }))
    });
    let words_now = label.clone();
    let title = move || common::SORT_BY.fill(language(), &[("column", &words_now.get())]);
    view! {
        <th scope="col" data-w=w data-room=room data-end=end aria-sort=move || state.get()>
            <button type="button" title=title on:click=press>
                {move || label.get()}
                {move || state.get().map(|state| view! { <Icon name=if state == "descending" { "arrow-down" } else { "arrow-up" } /> })}
            </button>
        </th>
    }
    .into_any()
}
