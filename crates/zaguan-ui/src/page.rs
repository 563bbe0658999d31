//! The page as a whole: starting an app in the shell, the title, the heading that takes the focus on navigation.

use std::cell::Cell;

use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{dom, lang, theme};

/// Starts an app: takes over the static first paint in `#app`, with the kept language and theme.
pub fn mount<V: IntoView + 'static>(app: impl FnOnce() -> V + 'static) {
    lang::start();
    theme::start();
    let Some(place) = dom::document().and_then(|document| document.get_element_by_id("app")) else { return };
    place.set_inner_html("");
    let Ok(place) = place.dyn_into::<HtmlElement>() else { return };
    mount_to(place, app).forget();
    if let Some(root) = dom::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-boot", "done");
    }
}

/// The part of every title after the page's own: the firm.
fn suffix() -> ArcRwSignal<String> {
    thread_local!(static SUFFIX: ArcRwSignal<String> = ArcRwSignal::new(dom::meta("zaguan-firm").unwrap_or_default()));
    SUFFIX.with(Clone::clone)
}

/// Sets what stands after the page's own title, once the firm is known.
pub fn set_title_suffix(words: impl Into<String>) {
    suffix().set(words.into());
}

/// Sets the title of the window.
pub fn set_title(words: &str) {
    if let Some(document) = dom::document() {
        let suffix = suffix().get();
        let title =
            [words, suffix.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        document.set_title(&title);
    }
}

/// The heading of a page. It sets the window's title, and on navigation takes the focus, so that a screen reader
/// begins at what is new. The first page of a visit leaves the focus where the browser put it.
#[component]
pub fn Heading(
    /// Its words.
    #[prop(into)]
    text: TextProp,
    /// Its id.
    #[prop(optional, into)]
    id: Option<String>,
    /// Leaves the focus alone, for a page whose first input takes it.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    thread_local!(static FIRST: Cell<bool> = const { Cell::new(true) });
    let node = NodeRef::<html::H1>::new();
    let words = text.clone();
    Effect::new(move |_| set_title(&words.get()));
    let first = FIRST.with(|first| first.replace(false));
    if !first && !quiet {
        Effect::new(move |_| {
            if let Some(heading) = node.get() {
                dom::after_paint(move || drop(heading.focus()));
            }
        });
    }
    view! { <h1 node_ref=node tabindex="-1" id=id>{move || text.get()}</h1> }
}

/// The heading of a page whose own is still on its way, for those who hear the page. It takes no focus: the heading that
/// comes does.
#[component]
pub fn WaitingHeading() -> impl IntoView {
    view! { <h1 class="vh">{lang::t(zaguan_i18n::common::LOADING)}</h1> }
}
