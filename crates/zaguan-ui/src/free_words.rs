//! Words of one's own, each once, as a list that can be taken apart again: tags.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use zaguan_i18n::common;

use crate::dom::tell;
use crate::field::Bound;
use crate::icon::Icon;
use crate::input::framed;
use crate::lang::{language, t};

/// A box that takes words. Enter, a comma and leaving the box finish a word; an empty box gives the last one back.
#[component]
pub fn FreeWords(
    /// The words, in the order in which they came.
    bind: Bound<Vec<String>>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let (described, invalid) = (bind.described_by(true, required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let focus = move || {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
        }
    };
    let take = move |text: &str| {
        let words = with_words(&value.get_untracked(), text);
        if words.len() > value.with_untracked(Vec::len) {
            tell(set, words);
        }
    };
    let input = move |event| {
        let text = event_target_value(&event);
        // What stands behind the last comma is still being typed.
        match text.rsplit_once(',') {
            Some((done, rest)) => {
                take(done);
                typed.set(rest.trim_start().to_owned());
            }
            None => typed.set(text),
        }
    };
    let finish = move || {
        let text = typed.get_untracked();
        take(&text);
        typed.set(String::new());
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        // While there is a word, Enter finishes it; without one it sends the form, as everywhere.
        "Enter" if !typed.with_untracked(|text| text.trim().is_empty()) => {
            event.prevent_default();
            finish();
        }
        "Backspace" if typed.with_untracked(String::is_empty) => {
            let mut words = value.get_untracked();
            if words.pop().is_some() {
                event.prevent_default();
                tell(set, words);
            }
        }
        _ => {}
    };
    let remove = move |word: &str| {
        let words = value.get_untracked().into_iter().filter(|other| other != word).collect();
        tell(set, words);
        focus();
    };
    let chips = move || {
        let chip = |word: String| {
            let (shown, named) = (word.clone(), word.clone());
            view! {
                <li class="chip">
                    <span class="clip">{shown}</span>
                    <button type="button" aria-label=move || common::REMOVE_WORD.fill(language(), &[("word", &named)]) on:click=move |_| remove(&word)>
                        <Icon name="x" />
                    </button>
                </li>
            }
        };
        let words = value.get();
        (!words.is_empty()).then(|| view! { <ul class="chips">{words.into_iter().map(chip).collect_view()}</ul> })
    };
    let input = view! {
        <div class="words">
            {chips}
            <input
                class="input"
                node_ref=node
                id=id
                type="text"
                autocomplete="off"
                enterkeyhint="enter"
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || typed.get()
                on:input=input
                on:keydown=key
                on:blur=move |_| {
                    if typed.try_get_untracked().is_some() {
                        finish();
                        tell(leave, ());
                    }
                }
            />
        </div>
    };
    framed(bind, required, Some(t(common::TAGS_HELP).into()), None, input.into_any())
}

/// The words that are there and those of a text with commas, each once, in order.
fn with_words(there: &[String], text: &str) -> Vec<String> {
    let mut words = there.to_vec();
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::with_words;

    #[test]
    fn words_part_at_commas_and_stand_once() {
        assert_eq!(with_words(&[], " vip, Nerja ,, vip"), ["vip", "Nerja"]);
        assert_eq!(with_words(&["vip".to_owned()], "vip,nuevo"), ["vip", "nuevo"]);
        assert!(with_words(&[], " , ").is_empty());
    }
}
