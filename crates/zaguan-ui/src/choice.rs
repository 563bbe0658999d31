//! Inputs that one chooses in: ticks, switches, lists.

use leptos::prelude::*;
use zaguan_i18n::common;

use crate::dom::tell;
use crate::field::{Bound, FieldErrorLine};
use crate::icon::Icon;
use crate::input::framed;
use crate::lang::{language, t};

/// One of a list, by the browser's own select.
#[component]
pub fn Select(
    /// The key of what is chosen; empty: nothing.
    bind: Bound<String>,
    /// The choices in order, as a signal, because they may arrive later or change language.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// The words for "nothing chosen"; without them the list has no empty line.
    #[prop(optional, into)]
    empty: Option<TextProp>,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// Label and list in one line, as in a head of a page.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    // Each option says itself whether it is chosen: a value set before its option exists would be lost.
    let lines =
        move || {
            options.get().into_iter().map(|(key, words)| {
            let mine = key.clone();
            view! { <option value=key prop:selected=move || value.with(|value| *value == mine)>{words}</option> }
        }).collect_view()
        };
    let nothing = empty.map(|words| view! { <option value="" prop:selected=move || value.with(String::is_empty)>{move || words.get()}</option> });
    let input = view! {
        <select
            class="input"
            id=id.clone()
            aria-required=required.then_some("true")
            aria-invalid=invalid
            aria-describedby=described
            on:change=move |event| tell(set, event_target_value(&event))
            on:blur=move |_| tell(leave, ())
        >
            {nothing}
            {lines}
        </select>
    };
    if inline {
        let label = bind.label;
        view! { <div class="field-inline"><label for=id>{move || label.get()}</label>{input}</div> }.into_any()
    } else {
        framed(bind, required, help, None, input.into_any())
    }
}

/// A tick box with its words.
#[component]
pub fn Check(
    /// Whether it is ticked.
    bind: Bound<bool>,
    /// A sentence under the words.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// Neither ticked nor empty, as "all" over a list of which some are.
    #[prop(optional, into)]
    some: Signal<bool>,
    /// May be read but not changed.
    #[prop(optional)]
    read_only: bool,
) -> impl IntoView {
    let Bound { id, label, value, set, leave, error } = bind;
    let described = {
        let (help_id, error_id, has_help) = (format!("{id}-help"), format!("{id}-error"), help.is_some());
        move || match (has_help, error.with(Option::is_some)) {
            (false, false) => None,
            (true, false) => Some(help_id.clone()),
            (false, true) => Some(error_id.clone()),
            (true, true) => Some(format!("{help_id} {error_id}")),
        }
    };
    let (label_id, help_id, error_id) = (id.clone(), format!("{id}-help"), format!("{id}-error"));
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=id
                prop:checked=move || value.get()
                prop:indeterminate=move || some.get()
                disabled=read_only
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| {
                    tell(set, event_target_checked(&event));
                    tell(leave, ());
                }
            />
            <div class="check-words">
                <label for=label_id>{move || label.get()}</label>
                {help.map(|help| view! { <small id=help_id>{move || help.get()}</small> })}
                <FieldErrorLine id=error_id error />
            </div>
        </div>
    }
}

/// A switch: acts at once, no saving.
#[component]
pub fn Switch(
    /// Whether it is on.
    bind: Bound<bool>,
    /// The bigger one, for the main switch of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let Bound { id, label, value, set, .. } = bind;
    view! {
        <label class="switch" data-size=large.then_some("lg")>
            <input type="checkbox" role="switch" id=id prop:checked=move || value.get() on:change=move |event| tell(set, event_target_checked(&event)) />
            <span>{move || label.get()}</span>
        </label>
    }
}

/// Two or three choices side by side, one of them on.
#[component]
pub fn Segmented(
    /// The name of the group.
    #[prop(into)]
    label: TextProp,
    /// The key of what is chosen.
    #[prop(into)]
    value: Signal<&'static str>,
    /// Takes the key that was pressed.
    #[prop(into)]
    on_pick: Callback<&'static str>,
    /// Key, icon and words of each.
    options: Vec<(&'static str, &'static str, TextProp)>,
) -> impl IntoView {
    let buttons = options.into_iter().map(|(key, icon, words)| {
        view! {
            <button type="button" aria-pressed=move || (value.get() == key).to_string() on:click=move |_| on_pick.run(key)>
                <Icon name=icon />
                <span>{move || words.get()}</span>
            </button>
        }
    });
    view! {
        <div class="segmented" role="group" aria-label=move || label.get()>
            {buttons.collect_view()}
        </div>
    }
}

/// Several of a list, each a tick box. A list that is not closed takes words of one's own: see [`FreeWords`].
#[component]
pub fn MultiChips(
    /// The keys that are chosen.
    bind: Bound<Vec<String>>,
    /// The choices in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let Bound { id, label, value, set, leave, error } = bind;
    let (label_id, error_id) = (format!("{id}-label"), format!("{id}-error"));
    let (labelled, described) = (label_id.clone(), error_id.clone());
    let toggle = move |key: String, on: bool| {
        let mut keys = value.get_untracked();
        keys.retain(|other| *other != key);
        if on {
            keys.push(key);
        }
        tell(set, keys);
        tell(leave, ());
    };
    let chips = move || {
        options
            .get()
            .into_iter()
            .map(|(key, words)| {
                let (mine, picked) = (key.clone(), key);
                view! {
                    <label class="chip-check">
                        <input
                            type="checkbox"
                            prop:checked=move || value.with(|keys| keys.contains(&mine))
                            on:change=move |event| toggle(picked.clone(), event_target_checked(&event))
                        />
                        <span>{words}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field" role="group" id=id tabindex="-1" aria-labelledby=labelled aria-describedby=move || error.with(Option::is_some).then(|| described.clone())>
            <div class="field-head">
                <span class="label" id=label_id>{move || label.get()}</span>
                {required.then(|| view! { <span class="req">{t(common::REQUIRED)}</span> })}
            </div>
            <div class="chips">{chips}</div>
            <FieldErrorLine id=error_id error />
        </div>
    }
}

/// «Sí», «No» and nothing as choices of a [`Select`].
pub fn yes_no_options() -> Signal<Vec<(String, String)>> {
    Signal::derive(|| {
        let words = |text: zaguan_i18n::Text| text.get(language()).to_owned();
        vec![("true".to_owned(), words(common::YES)), ("false".to_owned(), words(common::NO))]
    })
}
