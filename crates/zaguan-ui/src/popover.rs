//! A button with a small sheet that hangs from it: filters, columns. The browser's own popover, which closes on Esc and
//! on a press outside, and gives the focus back. For acts alone there is [`crate::menu::Menu`].

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ToggleEvent};

use crate::button::{Kind, Size};
use crate::dom::{after_paint, unique_id};
use crate::icon::Icon;

/// A button that opens a sheet. What the sheet holds is made anew each time it opens.
#[component]
pub fn Popover(
    /// The words on the button; without them it shows its icon only and is called `name`.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// The name of the sheet, and of a button without words.
    #[prop(into)]
    name: TextProp,
    /// The icon on the button.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// How much the button asks for.
    #[prop(default = Kind::Ghost)]
    kind: Kind,
    /// How big the button is.
    #[prop(optional)]
    size: Size,
    /// Opens and closes it from elsewhere; follows what the person does.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique_id("popover");
    let node = NodeRef::<html::Div>::new();
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let toggled = move |event: ToggleEvent| {
        let now = event.new_state() == "open";
        open.set(now);
        if now {
            after_paint(move || focus_first(node));
        }
    };
    Effect::new(move |_| {
        let (Some(sheet), wanted) = (node.get(), open.get()) else { return };
        let shown = sheet.matches(":popover-open").unwrap_or(false);
        if wanted && !shown {
            let _ = sheet.show_popover();
        } else if !wanted && shown {
            let _ = sheet.hide_popover();
        }
    });
    let worded = label.is_some();
    let (button_name, hint, sheet_name) = (name.clone(), name.clone(), name);
    let (anchor, position) = (format!("--{id}"), format!("--{id}"));
    view! {
        <button
            type="button"
            class="btn"
            data-kind=kind.attribute()
            data-size=size.attribute()
            data-icon=(!worded).then_some("")
            aria-label=move || (!worded).then(|| button_name.get())
            title=move || (!worded).then(|| hint.get())
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            popovertarget=id.clone()
            style:anchor-name=anchor
        >
            {icon.map(|name| view! { <Icon name /> })}
            {label.map(|label| view! { <span class="btn-words">{move || label.get()}</span> })}
        </button>
        <div
            node_ref=node
            id=id.clone()
            class="popover menu-pop"
            popover="auto"
            role="dialog"
            aria-label=move || sheet_name.get()
            style:position-anchor=position
            on:toggle=move |event| toggled(event.unchecked_into())
        >
            {move || open.get().then(|| children())}
        </div>
    }
}

/// The first thing in the sheet that one can change or press.
fn focus_first(node: NodeRef<html::Div>) {
    let first = node
        .try_get_untracked()
        .flatten()
        .and_then(|sheet| sheet.query_selector(":is(input, select, textarea, button, a[href]):not(:disabled)").ok()?);
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}
