//! The frame of every input: label, what is obligatory, help, error; and [`Bound`], what ties an input to its value.

use leptos::prelude::*;
use zaguan_i18n::common;

use crate::dom::unique_id;
use crate::icon::Icon;
use crate::lang::t;

/// A value with everything an input needs to show and change it. Forms make them (`FormModel::text` and its kin);
/// [`Bound::new`] makes one from a plain signal.
#[derive(Clone)]
pub struct Bound<T: Send + Sync + 'static> {
    /// The id of the input, for the links of the error summary.
    pub id: String,
    /// The visible label.
    pub label: TextProp,
    /// The value.
    pub value: Signal<T>,
    /// Takes what was typed or chosen.
    pub set: Callback<T>,
    /// Told when the person leaves the input.
    pub leave: Callback<()>,
    /// What is wrong with the value, in a sentence that says what to do.
    pub error: Signal<Option<String>>,
}

impl<T: Clone + Send + Sync + 'static> Bound<T> {
    /// Ties a label to a signal of its own, outside of any form.
    pub fn new(label: impl Into<TextProp>, signal: RwSignal<T>) -> Self {
        Self {
            id: unique_id("in"),
            label: label.into(),
            value: signal.into(),
            set: Callback::new(move |value| signal.set(value)),
            leave: Callback::new(|()| ()),
            error: Signal::stored(None),
        }
    }

    /// The ids that describe the input, help first; `None` when nothing does.
    pub(crate) fn described_by(
        &self,
        has_help: bool,
        required: bool,
    ) -> impl Fn() -> Option<String> + Send + Sync + 'static {
        let (id, error) = (self.id.clone(), self.error);
        move || {
            let parts = [(required, "req"), (has_help, "help"), (error.with(Option::is_some), "error")];
            let ids: Vec<String> =
                parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{id}-{part}")).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    /// The value of `aria-invalid`.
    pub(crate) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        let error = self.error;
        move || error.with(Option::is_some).then_some("true")
    }
}

/// Label, the word «obligatorio» outside of it, the input, help and error.
#[component]
pub fn Field(
    /// The id of the input inside.
    #[prop(into)]
    id: String,
    /// The visible label.
    #[prop(into)]
    label: TextProp,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional_no_strip)]
    help: Option<TextProp>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Something at the end of the label's line, such as a link.
    #[prop(optional_no_strip)]
    aside: Option<ViewFn>,
    /// The input.
    children: Children,
) -> impl IntoView {
    let (required_id, help_id, error_id) = (format!("{id}-req"), format!("{id}-help"), format!("{id}-error"));
    view! {
        <div class="field">
            <div class="field-head">
                <label for=id>{move || label.get()}</label>
                {required.then(|| view! { <span class="req" id=required_id>{t(common::REQUIRED)}</span> })}
                {aside.map(|aside| view! { <span class="field-aside">{aside.run()}</span> })}
            </div>
            {children()}
            {help.map(|help| view! { <p class="help" id=help_id>{move || help.get()}</p> })}
            <FieldErrorLine id=error_id error />
        </div>
    }
}

/// The line that says what is wrong with a value.
#[component]
pub fn FieldErrorLine(
    /// Its id, named by the input's `aria-describedby`.
    #[prop(into)]
    id: String,
    /// What is wrong.
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let id = id.clone();
        error.get().map(|sentence| {
            view! {
                <p class="error" id=id>
                    <Icon name="circle-alert" />
                    <span>{sentence}</span>
                </p>
            }
        })
    }
}
