//! Inputs that one types into. Each is a labelled field of its own.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use zaguan_i18n::common;

use crate::button::Size;
use crate::dom::tell;
use crate::field::{Bound, Field};
use crate::icon::Icon;
use crate::lang::language;

/// One line of text, or an e-mail address, a number and so on by `kind`.
#[component]
pub fn TextInput(
    /// The value.
    bind: Bound<String>,
    /// The `type` of the native input: `text`, `email`, `tel`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// The `autocomplete` token; `off` where the browser's own data would be wrong.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// The `inputmode`, such as `decimal`.
    #[prop(optional, into)]
    mode: Option<&'static str>,
    /// An example; never the only place of information.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// The most characters; the browser stops there.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// May be read but not changed.
    #[prop(optional)]
    read_only: bool,
    /// Takes the focus when it appears.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    focus_on_mount(node, focus);
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let input = view! {
        <input
            class="input"
            node_ref=node
            id=id
            type=kind
            prop:value=move || value.get()
            autocomplete=autocomplete
            inputmode=mode
            placeholder=move || placeholder.as_ref().map(|example| example.get())
            maxlength=max_length.map(|most| most.to_string())
            readonly=read_only
            aria-required=required.then_some("true")
            aria-invalid=invalid
            aria-describedby=described
            on:input=move |event| tell(set, event_target_value(&event))
            on:blur=move |_| tell(leave, ())
        />
    };
    framed(bind, required, help, None, input.into_any())
}

/// Text of several lines; grows with what is typed.
#[component]
pub fn TextArea(
    /// The value.
    bind: Bound<String>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// The most characters; the browser stops there.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// May be read but not changed.
    #[prop(optional)]
    read_only: bool,
) -> impl IntoView {
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let input = view! {
        <textarea
            class="input"
            id=id
            rows="4"
            prop:value=move || value.get()
            maxlength=max_length.map(|most| most.to_string())
            readonly=read_only
            aria-required=required.then_some("true")
            aria-invalid=invalid
            aria-describedby=described
            on:input=move |event| tell(set, event_target_value(&event))
            on:blur=move |_| tell(leave, ())
        ></textarea>
    };
    framed(bind, required, help, None, input.into_any())
}

/// A password, hidden until its eye is pressed.
#[component]
pub fn PasswordInput(
    /// The value.
    bind: Bound<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Whether the word «obligatorio» is shown.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// Something at the end of the label's line, such as «La he olvidado».
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// Takes the focus when it appears.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    focus_on_mount(node, focus);
    let shown = RwSignal::new(false);
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let eye = move || if shown.get() { "eye-off" } else { "eye" };
    let eye_name = move || if shown.get() { common::HIDE_PASSWORD } else { common::SHOW_PASSWORD }.get(language());
    let input = view! {
        <div class="input-wrap" data-tail="">
            <input
                class="input"
                node_ref=node
                id=id
                type=move || if shown.get() { "text" } else { "password" }
                prop:value=move || value.get()
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                maxlength="200"
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=described
                on:input=move |event| tell(set, event_target_value(&event))
                on:blur=move |_| tell(leave, ())
            />
            <span class="tail">
                <button
                    type="button"
                    class="btn"
                    data-kind="ghost"
                    data-icon=""
                    data-size=Size::Small.attribute()
                    aria-label=eye_name
                    title=eye_name
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon name=eye />
                </button>
            </span>
        </div>
    };
    framed(bind, required, help, aside, input.into_any())
}

/// A day, by the browser's own picker. The value is `YYYY-MM-DD` or empty.
#[component]
pub fn DateInput(
    /// The value.
    bind: Bound<String>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// May be read but not changed.
    #[prop(optional)]
    read_only: bool,
) -> impl IntoView {
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let input = view! {
        <input
            class="input"
            id=id
            type="date"
            min="0001-01-01"
            max="9999-12-31"
            prop:value=move || value.get()
            readonly=read_only
            aria-required=required.then_some("true")
            aria-invalid=invalid
            aria-describedby=described
            on:change=move |event| tell(set, event_target_value(&event))
            on:blur=move |_| tell(leave, ())
        />
    };
    framed(bind, required, help, None, input.into_any())
}

/// A search box with a magnifier. Its label is for screen readers only.
#[component]
pub fn SearchInput(
    /// The value.
    bind: Bound<String>,
    /// Shown while it is empty.
    #[prop(optional, into)]
    placeholder: Option<TextProp>,
    /// Told when Enter is pressed.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let (label, value, set) = (bind.label.clone(), bind.value, bind.set);
    let enter = move |event: KeyboardEvent| {
        if let Some(act) = on_enter.filter(|_| event.key() == "Enter") {
            event.prevent_default();
            act.run(());
        }
    };
    view! {
        <div class="input-wrap">
            <Icon name="search" />
            <input
                class="input"
                id=bind.id
                type="search"
                aria-label=move || label.get()
                autocomplete="off"
                placeholder=move || placeholder.as_ref().map(|words| words.get())
                prop:value=move || value.get()
                on:input=move |event| tell(set, event_target_value(&event))
                on:keydown=enter
            />
        </div>
    }
}

/// Puts an input into its field.
pub(crate) fn framed<T: Clone + Send + Sync + 'static>(
    bind: Bound<T>,
    required: bool,
    help: Option<TextProp>,
    aside: Option<ViewFn>,
    input: AnyView,
) -> AnyView {
    let Bound { id, label, error, .. } = bind;
    view! { <Field id label required help error aside>{input}</Field> }.into_any()
}

/// Gives an input the focus once it is in the page.
pub(crate) fn focus_on_mount(node: NodeRef<html::Input>, wanted: bool) {
    if wanted {
        Effect::new(move |_| {
            if let Some(input) = node.get() {
                crate::dom::after_paint(move || drop(input.focus()));
            }
        });
    }
}
