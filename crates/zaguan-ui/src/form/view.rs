//! The frame around a form's inputs.

use leptos::prelude::*;
use zaguan_i18n::{Plural, common};

use super::FormModel;
use crate::banner::ErrorSummary;
use crate::lang::language;

/// A form: the list of what it still needs on top, then its inputs. The browser's own checks are off, because they
/// speak the browser's language and show one error at a time.
#[component]
pub fn Form(
    /// What it holds.
    model: FormModel,
    /// Sends it; call [`FormModel::send`] there.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The headline over the errors; «Faltan {n} cosas para poder guardarlo» if left out.
    #[prop(optional)]
    errors_title: Option<Plural>,
    /// The class of the form.
    #[prop(default = "form")]
    class: &'static str,
    /// The accessible name.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// The inputs.
    children: Children,
) -> impl IntoView {
    let lines = Memo::new(move |_| model.lines());
    let headline = errors_title.unwrap_or(common::ERRORS_FOUND);
    let title = move || {
        let values = model.with(|state| state.errors().len());
        match model.failure() {
            _ if values > 0 => headline.count(language(), values as u64),
            Some(failure) => failure.text().get(language()).to_owned(),
            None => String::new(),
        }
    };
    view! {
        <form
            class=class
            novalidate=true
            aria-label=move || label.as_ref().map(|label| label.get())
            aria-busy=move || model.busy().get().to_string()
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            <ErrorSummary id=model.summary_id() title=Signal::derive(title) lines=lines />
            {children()}
        </form>
    }
}
