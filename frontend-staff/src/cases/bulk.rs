//! What can be done with many cases at once beside giving them to somebody: a status, a priority.

use leptos::prelude::*;
use zaguan_i18n::fields;
use zaguan_types::bulk::{BulkAction, BulkChange};
use zaguan_types::cases::{Case, CasePriority, CaseStatus};
use zaguan_types::fields::Module;
use zaguan_ui::case_state::{priority_text, status_text};
use zaguan_ui::prelude::*;

use super::properties::choice_options;
use crate::register::{Acts, is_active};

/// The buttons; no dialogs.
pub fn acts(acts: Acts<Case>) -> (ViewFn, AnyView) {
    let statuses = choice_options(Module::Cases, "status", || {
        let all = CaseStatus::ALL.iter();
        all.map(|one| (one.as_str().to_owned(), status_text(*one).get(language()).to_owned())).collect()
    });
    let priorities = choice_options(Module::Cases, "priority", || {
        let all = CasePriority::ALL.iter();
        all.map(|one| (one.as_str().to_owned(), priority_text(*one).get(language()).to_owned())).collect()
    });
    let to_status = move |key: String| {
        if let Some(status) = CaseStatus::from_name(&key) {
            acts.run(BulkChange { action: BulkAction::SetStatus, status: Some(status), ..acts.target() });
        }
    };
    let to_priority = move |key: String| {
        if let Some(priority) = CasePriority::from_name(&key) {
            acts.run(BulkChange { action: BulkAction::SetPriority, priority: Some(priority), ..acts.target() });
        }
    };
    let buttons = move || {
        view! {
            <ChoiceMenu label=t(fields::STATUS) icon="st-progress" options=statuses on_choice=to_status />
            {move || is_active::<Case>("priority").then(|| view! {
                <ChoiceMenu label=t(fields::PRIORITY) icon="chevrons-up" options=priorities on_choice=to_priority />
            })}
        }
    };
    (buttons.into(), ().into_any())
}

/// A choice that all of them get.
#[component]
fn ChoiceMenu(
    #[prop(into)] label: TextProp,
    icon: &'static str,
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] on_choice: Callback<String>,
) -> impl IntoView {
    let name = label.clone();
    let items = move || {
        options
            .get()
            .into_iter()
            .map(|(key, words)| view! { <MenuItem label=words on_pick=move |()| on_choice.run(key.clone()) /> })
            .collect_view()
    };
    view! { <Menu label=label name=name icon=icon kind=Kind::Plain size=Size::Small>{items}</Menu> }
}
