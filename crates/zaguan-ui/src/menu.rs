//! Menus: a button and a popover with acts and links. The popover is the browser's own (light dismissal, top layer);
//! arrow keys, Home and End walk through the items.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, ToggleEvent};

use crate::button::{Kind, Size};
use crate::dom::{focus_id, unique_id};
use crate::icon::Icon;

/// Closes the menu around the item that was pressed and gives the focus back to its button.
fn close_around(event: &MouseEvent) {
    let item = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(menu) = item
        .and_then(|item| item.closest("[popover]").ok().flatten())
        .and_then(|menu| menu.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let _ = menu.hide_popover();
    focus_id(&button_id(&menu.id()));
}

/// The id of the button that opens the menu with this id.
fn button_id(menu: &str) -> String {
    format!("{menu}-button")
}

/// A button that opens a menu.
#[component]
pub fn Menu(
    /// The words on the button; without them it shows its icon only and is called `name`.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// The name of the menu, and of a button without words.
    #[prop(into)]
    name: TextProp,
    /// The icon on the button.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// Instead of words and icon, as the picture of the profile.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    /// How much the button asks for; ghost if it is only an icon.
    #[prop(optional)]
    kind: Kind,
    /// How big the button is.
    #[prop(optional)]
    size: Size,
    /// Items: [`MenuItem`], [`MenuLink`], [`MenuDivider`].
    children: Children,
) -> impl IntoView {
    let id = unique_id("menu");
    let node = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |event: ToggleEvent| {
        let now = event.new_state() == "open";
        open.set(now);
        if now {
            focus_item(node, |_, _| 0);
        }
    };
    let worded = label.is_some();
    let kind = if worded || face.is_some() { kind } else { Kind::Ghost };
    let (button_name, menu_name) = (name.clone(), name);
    let (anchor, position) = (format!("--{id}"), format!("--{id}"));
    let has_face = face.is_some();
    view! {
        <button
            type="button"
            id=button_id(&id)
            class=if has_face { "menu-face" } else { "btn" }
            data-kind=kind.attribute()
            data-size=size.attribute()
            data-icon=(!worded && !has_face).then_some("")
            aria-label=move || (!worded).then(|| button_name.get())
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
            popovertarget=id.clone()
            style:anchor-name=anchor
        >
            {face.map(|face| face.run())}
            {icon.map(|name| view! { <Icon name /> })}
            {label.map(|label| view! { <span class="btn-words">{move || label.get()}</span> <Icon name="chevron-down" /> })}
        </button>
        <div
            node_ref=node
            id=id.clone()
            class="menu menu-pop"
            popover="auto"
            role="menu"
            aria-label=move || menu_name.get()
            style:position-anchor=position
            on:toggle=move |event| toggled(event.unchecked_into())
            on:keydown=move |event| walk(node, &event)
        >
            {children()}
        </div>
    }
}

/// An act in a menu.
#[component]
pub fn MenuItem(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// What it does; the menu closes first.
    #[prop(into)]
    on_pick: Callback<()>,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// For one of several choices: whether it is the present one.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// Destroys something.
    #[prop(optional)]
    danger: bool,
) -> impl IntoView {
    let pick = move |event: MouseEvent| {
        close_around(&event);
        on_pick.run(());
    };
    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
    view! {
        <button
            type="button"
            role=role
            tabindex="-1"
            data-tone=danger.then_some("bad")
            aria-checked=move || checked.map(|checked| checked.get().to_string())
            on:click=pick
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class="grow">{move || label.get()}</span>
            {move || checked.is_some_and(|checked| checked.get()).then(|| view! { <Icon name="check" /> })}
        </button>
    }
}

/// A link in a menu.
#[component]
pub fn MenuLink(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// Where it goes.
    #[prop(into)]
    href: TextProp,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a role="menuitem" tabindex="-1" href=move || href.get() on:click=move |event| close_around(&event)>
            {icon.map(|name| view! { <Icon name /> })}
            <span class="grow">{move || label.get()}</span>
        </a>
    }
}

/// A line between groups of items.
#[component]
pub fn MenuDivider() -> impl IntoView {
    view! { <hr /> }
}

fn items(node: NodeRef<html::Div>) -> Vec<HtmlElement> {
    let Some(found) = node.get_untracked().and_then(|menu| menu.query_selector_all("[role^=menuitem]").ok()) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Focuses the item that `choose` picks from the present place and the count.
fn focus_item(node: NodeRef<html::Div>, choose: impl FnOnce(Option<usize>, usize) -> usize) {
    let items = items(node);
    let active = crate::dom::document().and_then(|document| document.active_element());
    let at = items.iter().position(|item| active.as_ref().is_some_and(|active| **item == *active));
    if let Some(item) = (!items.is_empty()).then(|| &items[choose(at, items.len()) % items.len()]) {
        let _ = item.focus();
    }
}

fn walk(node: NodeRef<html::Div>, event: &KeyboardEvent) {
    let choose: fn(Option<usize>, usize) -> usize = match event.key().as_str() {
        "ArrowDown" => |at, _| at.map_or(0, |at| at + 1),
        "ArrowUp" => |at, count| at.map_or(count - 1, |at| at + count - 1),
        "Home" => |_, _| 0,
        "End" => |_, count| count - 1,
        _ => return,
    };
    event.prevent_default();
    focus_item(node, choose);
}
