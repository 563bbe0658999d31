//! The language of this page: one signal that every text follows, so that switching needs no reload.

use leptos::prelude::*;
use zaguan_i18n::{Plural, Text, common};
use zaguan_types::Language;

use crate::menu::{Menu, MenuItem};
use crate::storage;

const KEY: &str = "zaguan.language";

thread_local!(static CURRENT: ArcRwSignal<Language> = ArcRwSignal::new(Language::default()));

fn signal() -> ArcRwSignal<Language> {
    CURRENT.with(Clone::clone)
}

/// The language now. Read inside a view or an effect, it is followed.
pub fn language() -> Language {
    signal().get()
}

/// Switches the page's language, keeps it in this browser, and tells assistive technology by `<html lang>`.
pub fn set_language(language: Language) {
    storage::set(KEY, language.code());
    show_language(language);
}

/// As [`set_language`], without keeping it: what the account or the firm proposes must not overrule a later choice.
pub fn show_language(language: Language) {
    if let Some(root) = crate::dom::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", language.code());
    }
    signal().set(language);
}

/// The language that was chosen in this browser, if any.
pub fn chosen_language() -> Option<Language> {
    Language::from_code(&storage::get(KEY)?)
}

/// Starts with what was chosen here, else with what the shell's `<html lang>` says. Called once by [`crate::page::mount`].
pub fn start() {
    let of_shell = || {
        let root = crate::dom::document()?.document_element()?;
        Language::from_code(&root.get_attribute("lang")?)
    };
    show_language(chosen_language().or_else(of_shell).unwrap_or_default());
}

/// A text that follows the language: `<h1>{t(contacts::TITLE)}</h1>`, `label=t(common::SAVE)`.
pub fn t(text: Text) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || text.get(language())
}

/// As [`t`], with placeholders filled by values that do not change.
pub fn t_fill(text: Text, values: &[(&'static str, &str)]) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let values: Vec<(&'static str, String)> = values.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    move || {
        let pairs: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        text.fill(language(), &pairs)
    }
}

/// A counted text that follows both the language and the number.
pub fn t_count(
    plural: Plural,
    n: impl Fn() -> u64 + Send + Sync + 'static,
) -> impl Fn() -> String + Send + Sync + 'static {
    move || plural.count(language(), n())
}

/// The name of a language in that language.
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Es => common::SPANISH.get(language),
        Language::En => common::ENGLISH.get(language),
        Language::Nl => common::DUTCH.get(language),
    }
}

/// A button with the present language that opens the choice of all.
#[component]
pub fn LanguageMenu(
    /// Told after the switch, to store the choice with the account.
    #[prop(optional, into)]
    on_change: Option<Callback<Language>>,
) -> impl IntoView {
    let items = Language::ALL.map(|choice| {
        let pick = move || {
            set_language(choice);
            if let Some(told) = on_change {
                told.run(choice);
            }
        };
        view! { <MenuItem label=own_name(choice) checked=Signal::derive(move || language() == choice) on_pick=pick /> }
    });
    view! {
        <Menu icon="languages" label=move || own_name(language()) name=t(common::LANGUAGE)>
            {items.collect_view()}
        </Menu>
    }
}
