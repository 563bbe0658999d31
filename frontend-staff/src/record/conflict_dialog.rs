//! The dialog after a lost race: both values of each field, one of them chosen.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_i18n::common;
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;

use super::conflict::{Differing, Side, merged};
use super::values::named_value;

/// What the dialog is about: the fields that differ, and the record as it is saved now.
#[derive(Clone, Default)]
pub struct Conflict {
    /// The fields.
    pub rows: Vec<Differing>,
    /// The saved record.
    pub theirs: Map<String, Value>,
}

/// Asks, field by field, whose value to go on with.
#[component]
pub fn ConflictDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What it is about.
    about: RwSignal<Conflict>,
    /// Takes the record to go on with.
    #[prop(into)]
    on_choice: Callback<Map<String, Value>>,
) -> impl IntoView {
    let keep = RwSignal::new(Vec::<bool>::new());
    Effect::new(move |_| {
        if open.get() {
            keep.set(vec![true; about.with_untracked(|about| about.rows.len())]);
        }
    });
    let apply = move |()| {
        let record = about.with_untracked(|about| merged(&about.rows, &keep.get_untracked(), &about.theirs));
        open.set(false);
        on_choice.run(record);
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            <Button label=t(common::USE_VALUES) kind=Kind::Primary submit=true />
        }
    };
    view! {
        <Dialog open title=t(common::CONFLICT_TITLE) lead=t(common::CONFLICT_TEXT) foot on_submit=apply wide=true>
            <div class="stack">
                {move || about.get().rows.into_iter().enumerate().map(|(at, row)| view! { <OneField at row keep /> }).collect_view()}
            </div>
        </Dialog>
    }
}

/// One field with both values.
#[component]
fn OneField(
    /// Its place among the fields.
    at: usize,
    /// The field and both values.
    row: Differing,
    /// Whether mine is kept, by place.
    keep: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let group = unique_id("whose");
    let Differing { field, mine, theirs } = row;
    let labels = field.labels.clone();
    let choice = move |is_mine: bool, side: Side| {
        let (field, group) = (field.clone(), group.clone());
        let words = move || match named_value(&field, side.value.as_ref(), side.name.as_deref(), language()) {
            text if text.is_empty() => common::EMPTY_VALUE.get(language()).to_owned(),
            text => text,
        };
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=group
                    prop:checked=move || keep.with(|keep| keep.get(at).copied().unwrap_or(true) == is_mine)
                    on:change=move |_| keep.update(|keep| if let Some(mine) = keep.get_mut(at) { *mine = is_mine })
                />
                <span class="check-words">
                    {words}
                    <small>{t(if is_mine { common::CONFLICT_MINE } else { common::CONFLICT_THEIRS })}</small>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="label">{move || labels.get(language()).to_owned()}</legend>
            {choice(true, mine)}
            {choice(false, theirs)}
        </fieldset>
    }
}
