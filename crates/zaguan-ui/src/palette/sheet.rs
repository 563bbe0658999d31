//! How the palette lies over the page: as a popover that covers everything. It behaves like a modal dialog, and is none:
//! for one a browser looks at the styles of the whole page anew, twice, which a slow machine takes a tenth of a second for.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent, ToggleEvent};

use crate::dom::{after_paint, document};

/// What takes the focus, in order.
const STOPS: &str = ":is(input, button):not(:disabled)";

/// Shows the sheet while `open` is true. The browser itself closes it on Esc and gives the focus back.
pub(super) fn shown_while(node: NodeRef<html::Div>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let (Some(sheet), wanted) = (node.get(), open.get()) else { return };
        let shown = sheet.matches(":popover-open").unwrap_or(false);
        if wanted && !shown {
            let _ = sheet.show_popover();
            after_paint(move || drop(stops(&sheet).first().map(HtmlElement::focus)));
        } else if !wanted && shown {
            let _ = sheet.hide_popover();
        }
    });
}

/// Follows what the browser does by itself.
pub(super) fn toggled(open: RwSignal<bool>, event: &ToggleEvent) {
    let now = event.new_state() == "open";
    if open.get_untracked() != now {
        open.set(now);
    }
}

/// Whether a press was beside the box.
pub(super) fn is_outside(event: &MouseEvent) -> bool {
    event.target().is_some_and(|target| event.current_target() == Some(target))
}

/// Tab goes round in the sheet: what lies under it is not to be reached.
pub(super) fn keep_inside(node: NodeRef<html::Div>, event: &KeyboardEvent) {
    if event.key() != "Tab" {
        return;
    }
    let Some(sheet) = node.get_untracked() else { return };
    let stops = stops(&sheet);
    let active = document().and_then(|page| page.active_element());
    let at = stops.iter().position(|stop| active.as_ref() == Some(stop.as_ref()));
    let to = match (at, event.shift_key()) {
        (Some(at), false) if at + 1 < stops.len() => at + 1,
        (Some(at), true) if at > 0 => at - 1,
        (_, true) => stops.len().saturating_sub(1),
        (_, false) => 0,
    };
    event.prevent_default();
    if let Some(stop) = stops.get(to) {
        let _ = stop.focus();
    }
}

fn stops(sheet: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = sheet.query_selector_all(STOPS) else { return Vec::new() };
    let stops = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok());
    stops.filter(|stop| stop.offset_width() > 0).collect()
}
