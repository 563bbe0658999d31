//! Short messages at the foot of the page, with undo where there is something to undo.
//!
//! A ring runs down while a message stays: ten seconds, long enough to read it twice and to reach «Deshacer». It waits while
//! the pointer or the focus is on the message. Its animation is the clock, so that what is seen is what counts.

use std::sync::Arc;

use leptos::prelude::*;
use zaguan_i18n::common;

use crate::lang::t;

type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u32,
    words: TextProp,
    undo: Option<Undo>,
}

thread_local!(static SHOWN: ArcRwSignal<(u32, Vec<Toast>)> = ArcRwSignal::new((0, Vec::new())));

/// Shows a message. Words that follow the language keep following it while the message stays.
pub fn toast(words: impl Into<TextProp>) {
    show(words.into(), None);
}

/// Shows a message with «Deshacer».
pub fn toast_with_undo(words: impl Into<TextProp>, undo: impl Fn() + Send + Sync + 'static) {
    show(words.into(), Some(Arc::new(undo)));
}

fn show(words: TextProp, undo: Option<Undo>) {
    let shown = SHOWN.with(Clone::clone);
    let mut id = 0;
    shown.update(|(last, toasts)| {
        *last = last.wrapping_add(1);
        id = *last;
        toasts.push(Toast { id, words, undo });
        if toasts.len() > 3 {
            toasts.remove(0);
        }
    });
}

fn dismiss(id: u32) {
    SHOWN.with(Clone::clone).update(|(_, toasts)| toasts.retain(|toast| toast.id != id));
}

/// The place where messages appear. One per page, in the shell of the app.
#[component]
pub fn ToastHost() -> impl IntoView {
    let shown = SHOWN.with(Clone::clone);
    let one = |toast: Toast| {
        let (id, words) = (toast.id, toast.words);
        let undo = toast.undo.map(|undo| {
            let act = move |_| {
                undo();
                dismiss(id);
            };
            view! { <button type="button" on:click=act>{t(common::UNDO)}</button> }
        });
        view! {
            <div class="toast">
                <span class="toast-ring" aria-hidden="true" on:animationend=move |_| dismiss(id)></span>
                <span>{move || words.get()}</span>
                {undo}
                <button type="button" class="toast-close" aria-label=t(common::CLOSE) on:click=move |_| dismiss(id)>
                    <crate::icon::Icon name="x" />
                </button>
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || shown.get().1 key=|toast| toast.id children=one />
        </div>
    }
}
