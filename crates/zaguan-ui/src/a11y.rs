//! What screen readers are told besides what stands on the page.

use leptos::prelude::*;

thread_local!(static SAID: ArcRwSignal<String> = ArcRwSignal::new(String::new()));

/// Says a sentence politely, once. Needs a [`LiveRegion`] in the page.
pub fn announce(sentence: impl Into<String>) {
    let sentence = sentence.into();
    // The same sentence twice changes nothing and would stay silent: a blank at the end makes it a change.
    SAID.with(Clone::clone).update(|said| {
        let again = *said == sentence;
        *said = sentence;
        if again {
            said.push('\u{a0}');
        }
    });
}

/// The place where [`announce`] speaks. One per page, in the shell of the app.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let said = SAID.with(Clone::clone);
    view! {
        <p class="vh" role="status" aria-live="polite">
            {move || said.get()}
        </p>
    }
}
