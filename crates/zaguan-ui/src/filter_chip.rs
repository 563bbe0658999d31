//! One condition of a list: what, which value, a way to change it and a way to be rid of it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use zaguan_i18n::components as words;

use crate::button::{Kind, Size};
use crate::icon::Icon;
use crate::lang::language;
use crate::popover::Popover;

/// A condition. A press on its value opens the editor, which acts at once or has a button of its own.
#[component]
pub fn FilterChip(
    /// What it is about: «Estado».
    #[prop(into)]
    label: TextProp,
    /// Its value in words: «Sin cerrar».
    #[prop(into)]
    value: TextProp,
    /// Takes the condition away.
    #[prop(into)]
    on_remove: Callback<()>,
    /// Opens the editor from elsewhere, as when the condition was just added.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// The editor.
    children: ChildrenFn,
) -> impl IntoView {
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let node = NodeRef::<html::Span>::new();
    let (head, name, removed) = (label.clone(), label.clone(), label);
    let remove_name = move || words::REMOVE_FILTER.fill(language(), &[("label", &removed.get())]);
    let edit_name = {
        let value = value.clone();
        move || words::FILTER_VALUE.fill(language(), &[("label", &name.get()), ("value", &value.get())])
    };
    let remove = move |_| {
        // What stands before the chip keeps the focus in the row.
        let before = node.get_untracked().and_then(|chip| chip.previous_element_sibling());
        let button = before.and_then(|chip| chip.query_selector("button").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
        on_remove.run(());
    };
    let editor = children;
    view! {
        <span class="filter-chip" node_ref=node>
            <span class="filter-what">{move || head.get()}</span>
            <Popover label=value name=edit_name kind=Kind::Plain size=Size::Small open>
                <div class="filter-editor">{editor()}</div>
            </Popover>
            <button type="button" class="filter-remove" aria-label=remove_name on:click=remove>
                <Icon name="x" />
            </button>
        </span>
    }
}
