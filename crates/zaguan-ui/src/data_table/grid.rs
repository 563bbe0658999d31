//! What a table knows of itself while one works in it: how far it is scrolled, which row has the focus, what is ticked;
//! and what keys do.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::selection::pressed;
use super::window::{View, reveal};
use super::{Cell, Row};
use crate::dom::{after_paint, document, on_stretch};
use crate::keys::{is_typing, single_key, single_keys};
use crate::table::Sort;

thread_local!(static PLACES: RefCell<HashMap<String, f64>> = RefCell::new(HashMap::new()));

/// The state. Copies are the same.
pub(super) struct Grid<T: Row> {
    /// What is loaded, in order: a signal of its own, since it is looked at for every frame of a scroll.
    pub rows: Signal<Vec<Cell<T>>>,
    pub view: RwSignal<View>,
    pub row_height: RwSignal<f64>,
    /// The one row that Tab reaches.
    pub current: Memo<Option<T::Key>>,
    pub selected: Option<RwSignal<HashSet<T::Key>>>,
    cursor: RwSignal<Option<T::Key>>,
    frame: NodeRef<html::Div>,
    head_height: StoredValue<f64>,
    /// How high the room for head and rows is; zero until it was measured.
    height: StoredValue<f64>,
    /// Whether a row was measured.
    measured: StoredValue<bool>,
    /// Where a range of ticks begins.
    from: StoredValue<Option<T::Key>>,
    /// The rows that can be seen and their places: they stay where they are when rows come in above.
    held: StoredValue<Vec<(T::Key, usize)>>,
}

impl<T: Row> Clone for Grid<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Row> Copy for Grid<T> {}

impl<T: Row> Grid<T> {
    pub fn new(
        rows: Signal<Vec<Cell<T>>>,
        frame: NodeRef<html::Div>,
        selected: Option<RwSignal<HashSet<T::Key>>>,
        open: Signal<Option<T::Key>>,
        two_lines: bool,
    ) -> Self {
        let cursor = RwSignal::new(None::<T::Key>);
        let current = Memo::new(move |_| {
            rows.with(|rows| {
                let is_here = |key: &T::Key| place_of(rows, *key).is_some();
                let first = || rows.first().map(|cell| cell.key);
                cursor.get().filter(is_here).or_else(|| open.get().filter(is_here)).or_else(first)
            })
        });
        Self {
            rows,
            view: RwSignal::new(View::default()),
            // Until a row was measured: the tokens at 16 px.
            row_height: RwSignal::new(if two_lines { 56.0 } else { 42.0 }),
            current,
            selected,
            cursor,
            frame,
            head_height: StoredValue::new(0.0),
            height: StoredValue::new(0.0),
            measured: StoredValue::new(false),
            from: StoredValue::new(None),
            held: StoredValue::new(Vec::new()),
        }
    }

    fn frame(self) -> Option<web_sys::HtmlDivElement> {
        self.frame.try_get_untracked().flatten()
    }

    /// Looks how high the head and the rows are: letters may be bigger than usual. Then how far the rows are scrolled.
    pub fn measure(self) {
        let Some(frame) = self.frame() else { return };
        let height_of = |selector: &str| {
            frame.query_selector(selector).ok().flatten().map(|element| element.get_bounding_client_rect().height())
        };
        self.head_height.set_value(height_of("thead").unwrap_or(0.0));
        self.height.set_value(f64::from(frame.client_height()));
        if let Some(row) = height_of("tbody > tr[aria-rowindex]").filter(|row| *row > 0.0)
            && (row - self.row_height.get_untracked()).abs() > 0.4
        {
            self.row_height.set(row);
        }
        self.measured.set_value(self.rows.with_untracked(|rows| !rows.is_empty()));
        self.look();
    }

    /// Looks how far the rows are scrolled. Called for every frame of a scroll.
    pub fn look(self) {
        let Some(frame) = self.frame() else { return };
        let height = self.height.get_value() - self.head_height.get_value();
        let before = self.view.get_untracked();
        let top = f64::from(frame.scroll_top());
        let view = View { top, height: height.max(0.0), moved: (top - before.top).abs() };
        if (before.top, before.height) != (view.top, view.height) {
            self.view.set(view);
        }
        let row = self.row_height.get_untracked();
        let (from, seen) = ((view.top / row) as usize, (view.height / row) as usize);
        self.rows.with_untracked(|rows| {
            let held = rows.iter().enumerate().skip(from).take(seen.max(1));
            self.held.set_value(held.map(|(at, cell)| (cell.key, at)).collect());
        });
    }

    /// How many rows have come in above what can be seen since this was asked last; negative: have gone. `None`: nothing
    /// of it is there any more.
    fn shift(self) -> Option<isize> {
        let held = self.held.get_value();
        if held.is_empty() {
            return Some(0);
        }
        let moved = |(key, was): &(T::Key, usize)| Some(self.place_of(*key)? as isize - *was as isize);
        let shift = held.iter().find_map(moved);
        if shift != Some(0) {
            let still = held.into_iter().filter_map(|(key, _)| Some((key, self.place_of(key)?)));
            self.held.set_value(still.collect());
        }
        shift
    }

    fn scroll_to(self, top: f64) {
        if let Some(frame) = self.frame() {
            frame.set_scroll_top(top.round() as i32);
            self.look();
        }
    }

    fn place_of(self, key: T::Key) -> Option<usize> {
        self.rows.with_untracked(|rows| place_of(rows, key))
    }

    /// A row got the focus.
    pub fn arrived(self, key: T::Key) {
        self.cursor.set(Some(key));
    }

    /// Gives a row the focus and brings it into view.
    fn go(self, at: usize) {
        let Some(key) = self.rows.with_untracked(|rows| rows.get(at).map(|cell| cell.key)) else { return };
        self.cursor.set(Some(key));
        if let Some(top) = reveal(at, self.view.get_untracked(), self.row_height.get_untracked()) {
            self.scroll_to(top);
        }
        after_paint(move || {
            let link = self.frame().and_then(|frame| {
                frame.query_selector(&format!("tr[aria-rowindex=\"{}\"] .row-link", at + 2)).ok().flatten()
            });
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = link.focus_with_options(&options);
            }
        });
    }

    /// Ticks or unticks a row; with `range`, all from the row that was ticked before.
    pub fn tick(self, key: T::Key, range: bool, on: bool) {
        let Some(selected) = self.selected else { return };
        let keys: Vec<T::Key> = self.rows.with_untracked(|rows| rows.iter().map(|cell| cell.key).collect());
        let from = range.then(|| self.from.get_value()).flatten();
        selected.set(pressed(&keys, &selected.get_untracked(), key, from, on));
        self.from.set_value(Some(key));
    }

    fn is_ticked(self, key: T::Key) -> bool {
        self.selected.is_some_and(|selected| selected.with_untracked(|keys| keys.contains(&key)))
    }

    /// A key while the focus is in the table.
    pub fn key(self, event: &KeyboardEvent) {
        if is_typing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let count = self.rows.with_untracked(Vec::len);
        let Some((key, at)) = self.current.get_untracked().and_then(|key| Some((key, self.place_of(key)?))) else {
            return;
        };
        let page = ((self.view.get_untracked().height / self.row_height.get_untracked()) as usize).max(1);
        let letters = untrack(single_keys);
        let to = match event.key().as_str() {
            "ArrowDown" => (at + 1).min(count - 1),
            "ArrowUp" => at.saturating_sub(1),
            "j" if letters => (at + 1).min(count - 1),
            "k" if letters => at.saturating_sub(1),
            "PageDown" => (at + page).min(count - 1),
            "PageUp" => at.saturating_sub(page),
            "Home" => 0,
            "End" => count - 1,
            "x" if letters && self.selected.is_some() => {
                event.prevent_default();
                self.tick(key, false, !self.is_ticked(key));
                return;
            }
            "Escape" if self.selected.is_some_and(|selected| !selected.with_untracked(HashSet::is_empty)) => {
                event.prevent_default();
                self.selected.inspect(|selected| selected.set(HashSet::new()));
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if event.shift_key()
            && self.selected.is_some()
            && let Some(next) = self.rows.with_untracked(|rows| rows.get(to).map(|cell| cell.key))
        {
            if self.from.get_value().is_none() || !self.is_ticked(key) {
                self.tick(key, false, true);
            }
            self.tick(next, true, true);
        }
        self.go(to);
    }

    /// j and k begin in the list wherever one is, unless something else is being done.
    pub fn key_from_anywhere(self, event: &KeyboardEvent) {
        let Some(frame) = self.frame() else { return };
        let active = document().and_then(|page| page.active_element());
        let is_idle = active.is_none_or(|element| element.matches("body, h1, h2, main").unwrap_or(false));
        let is_inside = event
            .target()
            .is_some_and(|target| target.dyn_ref::<Element>().is_some_and(|target| frame.contains(Some(target))));
        if !is_idle || is_inside || !matches!(single_key(event).as_deref(), Some("j" | "k")) {
            return;
        }
        if let Some(at) = self.current.get_untracked().and_then(|key| self.place_of(key)) {
            event.prevent_default();
            self.go(at);
        }
    }
}

/// The place of a row. Looked for from the beginning: a map of ten thousand rows would be made anew with every page that
/// comes, and this takes some microseconds.
pub(super) fn place_of<T: Row>(rows: &[Cell<T>], key: T::Key) -> Option<usize> {
    rows.iter().position(|cell| cell.key == key)
}

/// Ties a table to the browser: measures it, keeps its place, and keeps what is read where it is when rows come in above.
pub(super) fn watch<T: Row>(grid: Grid<T>, sort: Signal<Sort>, place: Option<String>) {
    let wanted = place.as_ref().and_then(|name| PLACES.with_borrow(|places| places.get(name).copied()));
    let wanted = StoredValue::new(wanted.filter(|top| *top > 0.0));
    let to_top = StoredValue::new(false);
    Effect::new(move |before: Option<Sort>| {
        let now = sort.get();
        to_top.set_value(to_top.get_value() || before.is_some_and(|before| before != now));
        now
    });
    Effect::new(move |_| {
        let _ = (grid.rows.with(Vec::len), grid.frame.get());
        // Now, and not after the next frame: until then the person may have scrolled on.
        let shift = grid.shift();
        after_paint(move || {
            if grid.frame().is_none() {
                return;
            }
            // Once: to measure what has just changed makes the browser lay it out twice.
            if !grid.measured.get_value() {
                grid.measure();
            }
            if to_top.get_value() {
                to_top.set_value(false);
                grid.scroll_to(0.0);
            } else if let Some(top) = wanted.get_value() {
                grid.scroll_to(top);
                if grid.view.get_untracked().top + 1.0 >= top {
                    wanted.set_value(None);
                }
            } else if grid.view.get_untracked().top > 0.0 && shift != Some(0) {
                let rows = |shift: isize| shift as f64 * grid.row_height.get_untracked();
                grid.scroll_to(shift.map_or(0.0, |shift| grid.view.get_untracked().top + rows(shift)));
            }
        });
    });
    let resized = window_event_listener(ev::resize, move |_| grid.measure());
    on_stretch(grid.frame, move || grid.measure());
    // Whoever scrolls by hand decides where they are.
    let by_hand = window_event_listener(ev::wheel, move |_| wanted.set_value(None));
    on_cleanup(move || {
        resized.remove();
        by_hand.remove();
        if let Some(name) = place {
            let top = grid.view.try_get_untracked().map_or(0.0, |view| view.top);
            PLACES.with_borrow_mut(|places| places.insert(name, top));
        }
    });
}
