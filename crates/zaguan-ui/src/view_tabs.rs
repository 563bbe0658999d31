//! Saved views of a list as tabs. Each is a link: it can be opened beside, shared and gone back to.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use zaguan_i18n::components as words;

use crate::button::IconButton;
use crate::dom::after_paint;
use crate::lang::{language, t};
use crate::menu::{Menu, MenuLink};
use crate::numbers::format_decimal;

/// One view.
#[derive(Clone)]
pub struct ViewTab {
    /// What tells it from others.
    pub key: String,
    /// Its name, and the accessible name of its link: the count stands outside of it.
    pub label: TextProp,
    /// Where it leads.
    pub href: String,
    /// How many things it holds, if that is known. Followed by itself: the tab stays where it is.
    pub count: Signal<Option<u64>>,
}

/// The views of a list. Those that do not fit are scrolled to, and stand in a menu as well.
#[component]
pub fn ViewTabs(
    /// The name of the row.
    #[prop(into)]
    label: TextProp,
    /// The views in order.
    #[prop(into)]
    tabs: Signal<Vec<ViewTab>>,
    /// The key of the present one; empty: none of them.
    #[prop(into)]
    current: Signal<String>,
    /// «+»: keeps what is shown as a new view.
    #[prop(optional, into)]
    on_add: Option<Callback<()>>,
    /// What one can do with the present view, as a menu.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
) -> impl IntoView {
    let strip = NodeRef::<html::Div>::new();
    let overflows = RwSignal::new(false);
    let look = move || {
        if let Some(strip) = strip.try_get_untracked().flatten() {
            overflows.set(strip.scroll_width() > strip.client_width() + 1);
            let here = strip.query_selector("[aria-current]").ok().flatten();
            if let Some(here) = here.and_then(|here| here.dyn_into::<HtmlElement>().ok()) {
                let (from, to) = (
                    here.offset_left() - strip.offset_left(),
                    here.offset_left() + here.offset_width() - strip.offset_left(),
                );
                if from < strip.scroll_left() {
                    strip.set_scroll_left(from);
                } else if to > strip.scroll_left() + strip.client_width() {
                    strip.set_scroll_left(to - strip.client_width());
                }
            }
        }
    };
    Effect::new(move |_| {
        tabs.track();
        current.track();
        after_paint(look);
    });
    let resized = window_event_listener(ev::resize, move |_| look());
    on_cleanup(move || resized.remove());
    let is_here = move |key: &str| current.with(|current| current == key).then_some("page");
    let link = move |ViewTab { key, label, href, count }: ViewTab| {
        view! {
            <a href=href aria-current=move || is_here(&key) aria-description=move || count.get().map(|count| count.to_string())>
                <span>{move || label.get()}</span>
                {move || count.get().map(|count| view! { <span class="count num" aria-hidden="true">{format_decimal(&count.to_string(), language(), 0)}</span> })}
            </a>
        }
    };
    let in_menu = move || {
        tabs.get().into_iter().map(|ViewTab { label, href, .. }| view! { <MenuLink label href=href /> }).collect_view()
    };
    view! {
        <nav class="view-tabs" aria-label=move || label.get()>
            <div class="tabs" node_ref=strip>{move || tabs.get().into_iter().map(link).collect_view()}</div>
            <span class="view-more" hidden=move || !overflows.get()>
                <Menu name=t(words::ALL_VIEWS) icon="chevron-down">{in_menu}</Menu>
            </span>
            {on_add.map(|add| view! { <IconButton label=t(words::SAVE_VIEW) icon="plus" on_press=add /> })}
            {aside.map(|aside| aside.run())}
        </nav>
    }
}
