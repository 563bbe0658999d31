//! Keys that act from anywhere: whether they may, and how their caps are drawn.
//!
//! Single letters can be switched off (WCAG 2.1.4): who speaks to the machine, or whose hand slips, must not set acts off.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::dom::document;
use crate::storage;

const KEY: &str = "zaguan.single-keys";

thread_local!(static ON: ArcRwSignal<bool> = ArcRwSignal::new(storage::get(KEY).as_deref() != Some("off")));

/// Whether single letters act; followed.
pub fn single_keys() -> bool {
    ON.with(Clone::clone).get()
}

/// Switches single letters on or off and keeps that in this browser.
pub fn set_single_keys(on: bool) {
    if on {
        storage::remove(KEY);
    } else {
        storage::set(KEY, "off");
    }
    ON.with(Clone::clone).set(on);
}

/// Whether a key belongs to what a person writes or chooses in, so that it must not act elsewhere.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let writes =
        "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    event.is_composing() || target.is_some_and(|target| target.closest(writes).ok().flatten().is_some())
}

/// The letter of a key that may act by itself: single keys are on, nothing is held with it, nobody types, and no dialog is
/// open.
pub fn single_key(event: &KeyboardEvent) -> Option<String> {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    let on = untrack(single_keys);
    if held || !on || event.default_prevented() || is_typing(event) {
        return None;
    }
    let is_covered = document()
        .is_some_and(|page| page.query_selector("dialog[open], .palette:popover-open").ok().flatten().is_some());
    (!is_covered).then(|| event.key())
}

/// Whether this is a machine on which ⌘ does what Ctrl does elsewhere.
pub fn is_apple() -> bool {
    thread_local!(static APPLE: bool = web_sys::window()
        .and_then(|window| window.navigator().platform().ok())
        .is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP")));
    APPLE.with(|apple| *apple)
}

/// The cap of a key. Decoration: what it does stands in words beside it.
#[component]
pub fn Kbd(
    /// What stands on it: `K`, `↵`; `Mod` is Ctrl or ⌘.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    let held = if is_apple() { "⌘" } else { "Ctrl" };
    view! { <kbd class="kbd" aria-hidden="true">{keys.replace("Mod", held)}</kbd> }
}
