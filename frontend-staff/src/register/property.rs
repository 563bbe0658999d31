//! One property of a record, changed where it stands, and the blocks of them.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_types::FieldError;
use zaguan_types::fields::rules::Act;
use zaguan_types::fields::{Block, Field, FieldType};
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;

use super::change::{Change, patch_of, sentence};
use super::kind::Kind;
use super::{Filed, TagsInput, record_of};
use crate::definitions::definitions;
use crate::record::model::{active_blocks, all_fields, check_contact, check_record, pointer, value_of};
use crate::record::{link_search, name_member, shown};
use zaguan_i18n::{common, fields as words};

/// The fields that stand in the head of the page instead.
const IN_THE_HEAD: &str = "tags";

/// All blocks of a record.
#[component]
pub fn Properties<T: Filed>(
    /// The record.
    change: Change<T>,
) -> impl IntoView {
    let blocks = move |all: Signal<zaguan_types::fields::BlockList>| {
        // The blocks change when the firm changes its fields; values are followed further down.
        let shown = Memo::new(move |_| {
            let mut blocks = active_blocks(&all.get());
            blocks
                .iter_mut()
                .for_each(|block| block.fields.retain(|field| field.api_name != IN_THE_HEAD || !field.builtin));
            blocks
        });
        move || shown.get().into_iter().map(|block| view! { <PropertyBlock block change /> }).collect_view()
    };
    view! {
        <Loaded from=definitions().of(T::KIND.module()) skeleton=|| view! { <SkeletonForm fields=5 /> } let:all>
            {blocks(all)}
        </Loaded>
    }
}

/// One block.
#[component]
fn PropertyBlock<T: Filed>(block: Block, change: Change<T>) -> impl IntoView {
    let id = unique_id("block");
    let title = block.labels;
    let rows = block.fields.into_iter().map(|field| view! { <Property field change /> });
    view! {
        <section class="fieldblock" aria-labelledby=id.clone()>
            <header>
                <h2 id=id.clone()>{move || title.get(language()).to_owned()}</h2>
            </header>
            <dl>{rows.collect_view()}</dl>
        </section>
    }
}

/// One property: its name, its value, and its input while it is changed.
#[component]
fn Property<T: Filed>(field: Field, change: Change<T>) -> impl IntoView {
    let labels = field.labels.clone();
    let label = TextProp::from(move || labels.get(language()).to_owned());
    let field = StoredValue::new(field);
    let record = Memo::new(move |_| change.reading.get().map(|record| record_of(&record)).unwrap_or_default());
    let form = FormModel::new(record.get_untracked());
    let at = field.with_value(pointer);
    let typed = {
        let at = at.clone();
        Memo::new(move |_| form.with(|state| state.get(&at).cloned()))
    };
    let saved = Memo::new(move |_| record.with(|record| field.with_value(|field| value_of(field, record).cloned())));
    let changed = Memo::new(move |_| !is_same(typed.get().as_ref(), saved.get().as_ref()));
    let reset = move |()| form.set(&at, saved.get_untracked().unwrap_or(Value::Null));
    let save = save_by(move || async move {
        let value = typed.get_untracked();
        let refused = field.with_value(|field| refusal(T::KIND, field, &record.get_untracked(), value.clone()));
        if let Some(failure) = refused {
            return Err(failure);
        }
        let patch = field.with_value(|field| patch_of(field, value));
        change.save(patch).await.map_err(|failure| field.with_value(|field| sentence(&failure, field)))
    });
    let editor = move || field.with_value(|field| input(field, form, T::KIND, &record.get_untracked()));
    let read_only = Signal::derive(move || !change.may_write());
    let head = label.clone();
    view! {
        <div>
            <dt>{move || head.get()}</dt>
            <dd>
                <InlineEdit label editor changed save on_reset=reset read_only>
                    {move || record.with(|record| field.with_value(|field| shown(field, record)))}
                </InlineEdit>
            </dd>
        </div>
    }
}

/// Whether two values say the same: nothing, an empty list and «no» are the same as no value.
fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    fn said(value: Option<&Value>) -> Option<&Value> {
        value.filter(|value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Array(items) => !items.is_empty(),
            Value::String(text) => !text.is_empty(),
            _ => true,
        })
    }
    said(one) == said(other)
}

/// What the rules say against a value, as a sentence.
fn refusal(kind: Kind, field: &Field, record: &Map<String, Value>, value: Option<Value>) -> Option<String> {
    let all = untrack(|| definitions().of(kind.module()).get())?;
    let mut after = record.clone();
    crate::record::model::set_value(field, &mut after, value.unwrap_or(Value::Null));
    let check = match kind {
        Kind::Contacts => check_contact,
        Kind::Organisations | Kind::Cases => check_record,
    };
    let at = pointer(field);
    let found: Vec<FieldError> = check(&all_fields(&all), &after, Act::Update);
    let spoken = untrack(language);
    let error = found.into_iter().find(|error| error.pointer == at)?;
    Some(zaguan_ui::form::value_problem(Some(field.field_type), error.code, field.labels.get(spoken), spoken))
}

/// The input of a field, for one property.
fn input(field: &Field, form: FormModel, kind: Kind, record: &Map<String, Value>) -> AnyView {
    let spec = FieldSpec::of(field);
    let at = pointer(field);
    match field.field_type {
        FieldType::LinkUser => {
            let bind = form.typed(&at, spec.label(), Some(field.field_type));
            let value = bind.value;
            let options = definitions().user_options(move || value.get());
            view! { <Select bind options required=spec.required empty=t(words::NOBODY) /> }.into_any()
        }
        FieldType::MultipleChoice if field.builtin && field.api_name == IN_THE_HEAD => {
            view! { <TagsInput bind=form.list(&at, spec.label()) kind /> }.into_any()
        }
        other => match link_search(other) {
            Some(search) => {
                let bind = form.typed(&at, spec.label(), Some(other));
                let name = name_member(&field.api_name).and_then(|member| record.get(member)?.as_str());
                let chosen_name = RwSignal::new(name.unwrap_or_default().to_owned());
                view! { <Combobox bind chosen_name search required=spec.required /> }.into_any()
            }
            None if other == FieldType::SingleChoice => {
                let options = spec.options(form.peek(|state| state.text(&at)));
                let bind = form.typed(&at, spec.label(), Some(other));
                view! { <Select bind options required=spec.required empty=t(common::EMPTY_VALUE) /> }.into_any()
            }
            None => view! { <FieldInput form spec /> }.into_any(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;
    use serde_json::json;

    #[test]
    fn nothing_is_the_same_as_nothing() {
        assert!(is_same(None, Some(&json!(false))));
        assert!(is_same(Some(&json!([])), None));
        assert!(is_same(Some(&json!("")), Some(&json!(null))));
        assert!(!is_same(Some(&json!(true)), None));
        assert!(!is_same(Some(&json!("a")), Some(&json!("b"))));
    }
}
