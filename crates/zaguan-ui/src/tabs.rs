//! Tabs: the states of a list, the parts of a record. Arrow keys walk through them.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// What is chosen by it.
    pub key: &'static str,
    /// Its words, and its accessible name: the count stands outside of it.
    pub label: TextProp,
    /// How many things are behind it.
    pub count: Signal<Option<u64>>,
}

/// A row of tabs over one panel.
#[component]
pub fn TabList(
    /// The name of the row.
    #[prop(into)]
    label: TextProp,
    /// The tabs in order.
    tabs: Vec<Tab>,
    /// The key of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the key of the tab that was chosen.
    #[prop(into)]
    on_pick: Callback<&'static str>,
    /// The id of the panel they change.
    #[prop(into)]
    controls: String,
    /// Pills instead of an underline, as in the portal.
    #[prop(optional)]
    pills: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let keys: Vec<&'static str> = tabs.iter().map(|tab| tab.key).collect();
    let walk = move |event: KeyboardEvent| {
        let at = value.with_untracked(|value| keys.iter().position(|key| key == value)).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % keys.len(),
            "ArrowLeft" => (at + keys.len() - 1) % keys.len(),
            "Home" => 0,
            "End" => keys.len() - 1,
            _ => return,
        };
        event.prevent_default();
        on_pick.run(keys[next]);
        let button = node
            .get_untracked()
            .and_then(|row| row.query_selector(&format!("[data-key=\"{}\"]", keys[next])).ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    };
    let buttons = tabs.into_iter().map(|Tab { key, label, count }| {
        let chosen = Memo::new(move |_| value.with(|value| value == key));
        view! {
            <button
                type="button"
                role="tab"
                data-key=key
                aria-description=move || count.get().map(|count| count.to_string())
                aria-selected=move || chosen.get().to_string()
                aria-controls=controls.clone()
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| on_pick.run(key)
            >
                <span>{move || label.get()}</span>
                {move || count.get().map(|count| view! { <span class="count num" aria-hidden="true">{count}</span> })}
            </button>
        }
    });
    view! {
        <div class=if pills { "states" } else { "tabs" } role="tablist" node_ref=node aria-label=move || label.get() on:keydown=walk>
            {buttons.collect_view()}
        </div>
    }
}
