//! One row of a table.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, MouseEvent};
use zaguan_i18n::components as words;

use super::grid::Grid;
use super::{Cell, Column, Row, Shared, column};
use crate::lang::language;

/// A row: its box, its main cell with the link, its other cells. A press anywhere on it follows the link.
#[component]
pub(super) fn TableRow<T: Row>(cell: Cell<T>, grid: Grid<T>, shared: Shared<T>) -> impl IntoView {
    let (key, row) = (cell.key, RwSignal::from(cell.row));
    let at = Memo::new(move |_| shared.drawn.with(|drawn| drawn.get(&key).copied()).unwrap_or(0));
    let is_open = move || (shared.open.get() == Some(key)).then_some("true");
    let ticked = Memo::new(move |_| grid.selected.is_some_and(|selected| selected.with(|keys| keys.contains(&key))));
    let is_current = Memo::new(move |_| grid.current.get() == Some(key));
    let reach = move || if is_current.get() { "0" } else { "-1" };
    let fresh = move || shared.fresh.is_some_and(|is| is.run(key)).then_some("");
    let tick_name = move || row.with(|row| words::SELECT_ONE.fill(language(), &[("name", &(shared.name)(row))]));
    let tick = move |event: MouseEvent| {
        let on = !ticked.get_untracked();
        grid.tick(key, event.shift_key(), on);
    };
    let tick_cell = grid.selected.map(|_| {
        view! {
            <td class="c-tick">
                <span class="check">
                    <input type="checkbox" tabindex=reach aria-label=tick_name prop:checked=move || ticked.get() on:click=tick />
                </span>
            </td>
        }
    });
    let cells = move || {
        let ids = shared.ids.get();
        let shown = ids.iter().filter_map(|id| column(shared.columns, id)).enumerate();
        shown
            .map(|(place, column)| match place {
                0 => view! { <MainCell column row key shared reach=Signal::derive(reach) /> }.into_any(),
                _ => {
                    let (room, end) = (column.room.attribute(), column.at_end.then_some(""));
                    view! { <td data-room=room data-end=end>{(column.cell)(row)}</td> }.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <tr
            aria-rowindex=move || (at.get() + 2).to_string()
            aria-current=is_open
            data-ticked=move || ticked.get().then_some("")
            data-fresh=fresh
            on:click=follow
            on:focusin=move |event| {
                ring(&event, true);
                grid.arrived(key);
            }
            on:focusout=move |event| ring(&event, false)
        >
            {tick_cell}
            {cells}
        </tr>
    }
}

/// The cell that names the row.
#[component]
fn MainCell<T: Row>(
    column: Column<T>,
    row: RwSignal<T>,
    key: T::Key,
    shared: Shared<T>,
    reach: Signal<&'static str>,
) -> impl IntoView {
    let is_open = move || (shared.open.get() == Some(key)).then_some("true");
    view! {
        <td class="c-main" data-room=column.room.attribute()>
            <div class="main-cell">
                {column.before.map(|before| before(row))}
                <div class="main-words">
                    <a class="row-link clip" href=move || shared.href.run(key) aria-current=is_open tabindex=move || reach.get()>
                        {(column.cell)(row)}
                    </a>
                    {column.under.map(|under| view! { <small class="main-under">{under(row)}</small> })}
                </div>
            </div>
        </td>
    }
}

/// Draws the row of a link as what has the focus, or no longer. A style could ask its rows itself, but then every change in
/// one of them has to be looked at for all.
fn ring(event: &FocusEvent, on: bool) {
    let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let seen = link.is_some_and(|link| link.matches(".row-link:focus-visible").unwrap_or(false));
    if let Some(row) = event.current_target().and_then(|row| row.dyn_into::<Element>().ok()) {
        let _ = row.toggle_attribute_with_force("data-ring", on && seen);
    }
}

/// A press on a row follows its link, unless it was meant for something in the row, or text was being marked. With the
/// keys that open a new tab held, it opens one.
fn follow(event: MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let acts = "a, button, input, select, textarea, label, summary, [popover], [role=button], .c-tick";
    let is_meant_for_other = target.closest(acts).ok().flatten().is_some();
    let marks_text = web_sys::window()
        .and_then(|window| window.get_selection().ok().flatten())
        .is_some_and(|selection| !selection.is_collapsed());
    if is_meant_for_other || marks_text || event.default_prevented() {
        return;
    }
    let row = event.current_target().and_then(|row| row.dyn_into::<Element>().ok());
    let link = row.and_then(|row| row.query_selector(".row-link").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else { return };
    if event.ctrl_key() || event.meta_key() {
        if let (Some(window), Some(href)) = (web_sys::window(), link.get_attribute("href")) {
            let _ = window.open_with_url_and_target(&href, "_blank");
        }
    } else {
        link.click();
    }
}
