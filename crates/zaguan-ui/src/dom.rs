//! Small doors to the browser: window, document, focus, timers, ids. Everything answers quietly when the page lacks a
//! thing, because a missing element is no reason to lose what a person typed.

use std::cell::Cell;
use std::time::Duration;

use leptos::html::ElementType;
use leptos::prelude::{Callable, Callback, Effect, Get, NodeRef, StoredValue, WithValue, on_cleanup};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, HtmlElement, ResizeObserver};

/// The page's document.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The `content` of `<meta name=…>` in the shell; how the server tells the app what it must know before it asks.
pub fn meta(name: &str) -> Option<String> {
    document()?.query_selector(&format!("meta[name=\"{name}\"]")).ok()??.get_attribute("content")
}

/// Moves the focus to the element with this id, and into view. Says whether there was one.
pub fn focus_id(id: &str) -> bool {
    let element = document()
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// The upper and lower edge of what can be seen of the place around an element: the window, cut by everything around it
/// that scrolls.
pub fn seen_of(element: &Element) -> (f64, f64) {
    let Some(window) = web_sys::window() else { return (0.0, 0.0) };
    let mut seen: (f64, f64) = (0.0, window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0));
    let mut around = element.parent_element();
    while let Some(place) = around {
        let style = window.get_computed_style(&place).ok().flatten();
        let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok()).unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll" | "hidden" | "clip") {
            let edges = place.get_bounding_client_rect();
            seen = (seen.0.max(edges.top()), seen.1.min(edges.bottom()));
        }
        around = place.parent_element();
    }
    seen
}

/// Runs `act` after the browser has drawn once, when elements that were just made are in the page.
pub fn after_paint(act: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(act);
}

/// Calls `act` when an element gets another size, after the browser has laid it out, and once at the beginning. It ends
/// with the scope that it was made in.
pub fn on_stretch<E>(node: NodeRef<E>, act: impl Fn() + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    let told = Closure::<dyn Fn()>::new(act);
    let Ok(observer) = ResizeObserver::new(told.as_ref().unchecked_ref()) else { return };
    let kept = StoredValue::new_local((observer, told));
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        kept.with_value(|(observer, _)| observer.observe(element.unchecked_ref()));
    });
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}

/// Runs `act` later.
pub fn after(delay: Duration, act: impl FnOnce() + 'static) {
    leptos::prelude::set_timeout(act, delay);
}

/// Tells a callback, unless the screen it belongs to is gone. For events that come late: an input that is removed while
/// it has the focus still says `blur`, and an answer of the server may find its screen closed.
pub fn tell<T: 'static>(callback: Callback<T>, value: T) {
    let _ = callback.try_run(value);
}

/// An id that no other element of this page has, for tying labels and descriptions.
pub fn unique_id(prefix: &str) -> String {
    thread_local!(static NEXT: Cell<u32> = const { Cell::new(0) });
    let number = NEXT.with(|next| {
        next.set(next.get().wrapping_add(1));
        next.get()
    });
    format!("{prefix}-{number}")
}

/// Puts text on the clipboard; the future says whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let promise = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// Whether the browser thinks it has a network. `true` when it cannot say.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Goes to another page of the server with a full load, as after signing out.
pub fn go(url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_href(url);
    }
}
