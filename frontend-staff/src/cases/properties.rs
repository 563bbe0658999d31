//! The properties of a case, changed in place.

use leptos::prelude::*;
use zaguan_i18n::{cases as words, common, fields as labels};
use zaguan_types::cases::{Case, CasePatch, CasePriority};
use zaguan_types::fields::{Block, Module};
use zaguan_types::{Patch, Permission, UserId};
use zaguan_ui::case_state::{priority_text, source_text};
use zaguan_ui::prelude::*;

use super::record::Change;
use crate::definitions::definitions;
use crate::record::BlockValues;
use crate::register::record_of;
use crate::routes::Route;
use crate::session::session;

/// The choices of a field in the firm's words; `else_these` until the fields are known.
pub fn choice_options(
    module: Module,
    api_name: &'static str,
    else_these: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || match definitions().field(module, api_name) {
        Some(field) => {
            let open = field.choices.iter().filter(|choice| choice.active);
            open.map(|choice| (choice.key.clone(), choice.labels.get(language()).to_owned())).collect()
        }
        None => else_these(),
    })
}

/// A choice that is stored as soon as it is made, and put back if the server refuses.
fn stored(
    label: TextProp,
    now: Memo<String>,
    change: Change,
    patch: impl Fn(&str) -> CasePatch + Send + Sync + 'static,
) -> Bound<String> {
    let shown = RwSignal::new(now.get_untracked());
    Effect::new(move |_| shown.set(now.get()));
    let mut bind = Bound::new(label, shown);
    bind.set = Callback::new(move |key: String| {
        if key == now.get_untracked() {
            return;
        }
        let patch = patch(&key);
        shown.set(key);
        change.send(patch, move || drop(shown.try_set(now.get_untracked())));
    });
    bind
}

/// Whether there is room for the properties above the conversation; on a phone the conversation comes first.
fn wide() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    width.is_none_or(|width| width >= 640.0)
}

/// «Propiedades»
#[component]
pub fn Properties(case: Signal<Case>, change: Change) -> impl IntoView {
    let (session, definitions) = (session(), definitions());
    let is_active = move |name: &'static str| definitions.field(Module::Cases, name).is_some();
    let may_write = Memo::new(move |_| session.can(Permission::CasesWrite));

    let priority = Memo::new(move |_| case.with(|case| case.priority.as_str().to_owned()));
    let priorities = choice_options(Module::Cases, "priority", || {
        CasePriority::ALL
            .iter()
            .map(|one| (one.as_str().to_owned(), priority_text(*one).get(language()).to_owned()))
            .collect()
    });
    let by_priority = stored(t(labels::PRIORITY).into(), priority, change, |key| CasePatch {
        priority: CasePriority::from_name(key).map_or(Patch::Keep, Patch::Set),
        ..CasePatch::default()
    });
    let category = Memo::new(move |_| case.with(|case| case.category.clone().unwrap_or_default()));
    let categories = choice_options(Module::Cases, "category", Vec::new);
    let by_category = stored(t(labels::CATEGORY).into(), category, change, |key| CasePatch {
        category: Patch::to(Some(key.to_owned()).filter(|key| !key.is_empty())),
        ..CasePatch::default()
    });
    let assignee = Memo::new(move |_| case.with(|case| case.assignee_id.map(|id| id.to_string()).unwrap_or_default()));
    let people = definitions.user_options(move || assignee.get());
    let by_assignee = stored(t(labels::ASSIGNEE).into(), assignee, change, |key| CasePatch {
        assignee_id: Patch::to(key.parse::<UserId>().ok()),
        ..CasePatch::default()
    });

    let selects = move || {
        if may_write.get() {
            let (by_priority, by_category, by_assignee) =
                (by_priority.clone(), by_category.clone(), by_assignee.clone());
            view! {
                <div class="form-two">
                    {move || is_active("priority").then(|| view! { <Select bind=by_priority.clone() options=priorities /> })}
                    {move || is_active("category").then(|| view! { <Select bind=by_category.clone() options=categories empty=t(common::EMPTY_VALUE) /> })}
                    {move || is_active("assignee_id").then(|| view! { <Select bind=by_assignee.clone() options=people empty=t(words::UNASSIGNED) /> })}
                </div>
            }
            .into_any()
        } else {
            view! {
                <Props>
                    <Prop label=t(labels::PRIORITY)>{move || case.with(|case| view! { <PriorityMark priority=case.priority /> })}</Prop>
                    <Prop label=t(labels::ASSIGNEE)>{move || case.with(|case| case.assignee_name.clone().unwrap_or_else(|| words::UNASSIGNED.get(language()).to_owned()))}</Prop>
                </Props>
            }
            .into_any()
        }
    };
    let contact = move || {
        case.with(|case| match (case.contact_id, case.contact_name.clone()) {
            (Some(id), name) => {
                view! { <a href=Route::Contact(id).to_string()>{name.unwrap_or_else(|| id.to_string())}</a> }.into_any()
            }
            (None, _) => view! { <span class="faint">{t(common::EMPTY_VALUE)}</span> }.into_any(),
        })
    };
    let organisation = move || {
        case.with(|case| {
            let named = case.organisation_id.map(|id| (id, case.organisation_name.clone()));
            named.map(|(id, name)| {
                let name = name.unwrap_or_else(|| id.to_string());
                view! { <Prop label=t(labels::ORGANISATION)><a href=Route::Organisation(id).to_string()>{name}</a></Prop> }
            })
        })
    };
    view! {
        <details class="fold" open=wide()>
            <summary>
                <Icon name="chevron-right" />
                {t(words::PROPERTIES)}
            </summary>
            <div class="form">
                {selects}
                <Props>
                    <Prop label=t(labels::CONTACT)>{contact}</Prop>
                    {organisation}
                    <Prop label=t(words::SOURCE)>{move || source_text(case.with(|case| case.source)).get(language())}</Prop>
                    <Prop label=t(common::CREATED)>{move || view! { <When at=case.with(|case| case.created_at) exact=true /> }}</Prop>
                    {move || case.with(|case| case.private).then(|| view! { <Prop label=t(words::PRIVATE)>{t(common::YES)}</Prop> })}
                </Props>
                <CustomValues case />
            </div>
        </details>
    }
}

/// The firm's own fields.
#[component]
fn CustomValues(case: Signal<Case>) -> impl IntoView {
    let record = Memo::new(move |_| record_of(&case.get()));
    let blocks = Memo::new(move |_| {
        let all = definitions().of(Module::Cases).get().map(|list| list.items).unwrap_or_default();
        let own = all.into_iter().map(|block| Block {
            fields: block.fields.iter().filter(|field| field.active && !field.builtin).cloned().collect(),
            ..block
        });
        own.filter(|block| !block.fields.is_empty()).collect::<Vec<_>>()
    });
    move || blocks.get().into_iter().map(|block| view! { <BlockValues block record=record /> }).collect_view()
}
