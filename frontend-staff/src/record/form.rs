//! The form of a record, new or old: its blocks in order, drafts, and what happens when somebody else was quicker.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_client::ClientError;
use zaguan_i18n::{common, fields as words};
use zaguan_types::fields::rules::Act;
use zaguan_types::fields::{Block, BlockList, Field, FieldType};
use zaguan_types::{Code, FieldError};
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;
use zaguan_ui::storage;

use super::conflict::differing;
use super::conflict_dialog::{Conflict, ConflictDialog};
use super::links::{link_search, name_member};
use super::model::{active_blocks, all_fields, only_active, pointer};
use crate::definitions::definitions;
use crate::nav::nav;
use crate::register::{Kind as Register, TagsInput};

/// What a form starts with.
#[derive(Clone, Default)]
pub struct Start {
    /// The record: as saved, or with proposals for a new one.
    pub values: Map<String, Value>,
    /// What lies over it already, chosen after a lost race.
    pub over: Option<Map<String, Value>>,
}

/// What to do once it is saved.
pub struct Saved {
    /// Where to go.
    pub href: String,
    /// What to say.
    pub words: TextProp,
}

/// A lost race: the record when the form began, what it holds, and what is saved now.
struct Race {
    start: Map<String, Value>,
    mine: Map<String, Value>,
    theirs: Map<String, Value>,
}

type Answer = Pin<Box<dyn Future<Output = Result<Saved, ClientError>>>>;

/// Sends a body, or for an old record a merge patch with its `ETag`.
pub type Send = StoredValue<Rc<dyn Fn(Map<String, Value>, Option<String>) -> Answer>, LocalStorage>;

/// Makes a sender out of an async function, for [`RecordForm`].
pub fn sender<Fut>(send: impl Fn(Map<String, Value>, Option<String>) -> Fut + 'static) -> Send
where
    Fut: Future<Output = Result<Saved, ClientError>> + 'static,
{
    StoredValue::new_local(Rc::new(move |body, etag| Box::pin(send(body, etag))))
}

/// Something that looks at what is typed.
pub type Hint = fn(FormModel) -> AnyView;

type Check = fn(&[Field], &Map<String, Value>, Act) -> Vec<FieldError>;

/// The version of a saved record; `None` for a new one.
fn version(record: &Map<String, Value>) -> Option<i64> {
    record.get("version").and_then(Value::as_i64)
}

/// A form over the active fields of a module.
#[component]
pub fn RecordForm(
    /// How the fields are set up.
    blocks: BlockList,
    /// What it starts with.
    start: Start,
    /// The key of its draft.
    draft: String,
    /// What is wrong with a record.
    check: Check,
    /// Sends it.
    send: Send,
    /// Where «Cancelar» goes. The draft stays.
    back: String,
    /// What stands under the first block and looks at what is typed.
    #[prop(optional)]
    hint: Option<Hint>,
) -> impl IntoView {
    let begin = RwSignal::new(start);
    let open = RwSignal::new(false);
    let about = RwSignal::new(Conflict::default());
    let fields = StoredValue::new(all_fields(&blocks));
    let blocks = StoredValue::new(blocks);
    let (draft, back) = (StoredValue::new(draft), StoredValue::new(back));

    // A draft of another version of the record: somebody saved it since.
    let kept = storage::get_json(&draft.get_value()).and_then(|value| value.as_object().cloned());
    let saved = begin.with_untracked(|start| start.values.clone());
    if let Some(kept) = kept.filter(|kept| version(kept) != version(&saved)) {
        let rows = fields.with_value(|fields| differing(fields, None, &kept, &saved));
        if rows.is_empty() {
            storage::remove(&draft.get_value());
        } else {
            about.set(Conflict { rows, theirs: saved });
            open.set(true);
        }
    }
    let choose = move |record: Map<String, Value>| {
        storage::remove(&draft.get_value());
        let theirs = about.with_untracked(|about| about.theirs.clone());
        begin.set(Start { values: theirs, over: Some(record) });
    };
    let lost = Callback::new(move |Race { start, mine, theirs }: Race| {
        let rows = fields.with_value(|fields| differing(fields, Some(&start), &mine, &theirs));
        about.set(Conflict { rows, theirs });
        open.set(true);
    });
    view! {
        {move || view! { <Inputs blocks start=begin.get() begin draft check send back lost hint /> }}
        <ConflictDialog open about on_choice=choose />
    }
}

/// The form itself, made anew when what it starts with changes.
#[component]
fn Inputs(
    blocks: StoredValue<BlockList>,
    start: Start,
    begin: RwSignal<Start>,
    draft: StoredValue<String>,
    check: Check,
    send: Send,
    back: StoredValue<String>,
    lost: Callback<Race>,
    hint: Option<Hint>,
) -> impl IntoView {
    let nav = nav();
    let Start { values, over } = start;
    let (record, key) = (StoredValue::new(values.clone()), draft.get_value());
    let act = if version(&values).is_some() { Act::Update } else { Act::Create };
    let fields = blocks.with_value(all_fields);
    let kept = storage::get_json(&key).and_then(|value| value.as_object().cloned());
    let stale = kept.as_ref().is_some_and(|kept| version(kept) != version(&values));
    let restored = !stale && over.is_none() && kept.is_some_and(|kept| kept != values);

    let form = FormModel::new(values.clone()).checked_by(move |record| check(&fields, record, act));
    // The draft of another version waits for the person's choice and is not written over.
    let form = if stale { form } else { form.with_draft(key) };
    if let Some(over) = over {
        for field in blocks.with_value(all_fields).iter().filter(|field| field.active) {
            let (old, new) = (super::model::value_of(field, &values), super::model::value_of(field, &over));
            if old != new {
                form.set(&pointer(field), new.cloned().unwrap_or(Value::Null));
                // The name of a link goes with it: it is what the box shows.
                if let Some(name) = name_member(&field.api_name).and_then(|member| Some((member, over.get(member)?))) {
                    form.set(&format!("/{}", name.0), name.1.clone());
                }
            }
        }
    }
    Effect::new(move |_| {
        let current = form.failure().filter(|failure| failure.code() == Some(Code::PreconditionFailed));
        if let Some(theirs) = current.as_ref().and_then(Failure::current).and_then(Value::as_object) {
            let mine = form.peek(|state| state.values().clone());
            lost.run(Race { start: record.get_value(), mine, theirs: theirs.clone() });
        }
    });
    let submit = move |()| {
        let etag = record.with_value(version).map(|version| format!("\"{version}\""));
        if etag.is_some() && !form.peek(FormState::is_changed) {
            form.forget_draft();
            nav.go(back.get_value());
            return;
        }
        form.send(
            move |state| {
                let body = if etag.is_some() { state.patch() } else { state.body() };
                let body = blocks.with_value(|blocks| only_active(blocks, body));
                send.with_value(|send| send(body, etag))
            },
            move |saved: Saved| {
                toast(saved.words);
                nav.go(saved.href);
            },
        );
    };
    let discard = move |()| {
        form.forget_draft();
        begin.update(|start| start.over = None);
    };
    let notice = restored.then(|| {
        view! {
            <Banner>
                <p>{t(common::SAVED_HERE)}</p>
                <Button label=t(common::DISCARD_DRAFT) size=Size::Small on_press=discard />
            </Banner>
        }
    });
    let parts = blocks.with_value(active_blocks).into_iter().enumerate().map(move |(at, block)| {
        view! {
            <FormBlock block form record />
            {hint.filter(|_| at == 0).map(|hint| hint(form))}
        }
    });
    view! {
        <Form model=form on_submit=submit>
            {notice}
            {parts.collect_view()}
            <div class="form-foot">
                <LinkButton label=t(common::CANCEL) href=back.get_value() kind=Kind::Ghost />
                <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy=form.busy() />
            </div>
        </Form>
    }
    .into_any()
}

/// One block of inputs.
#[component]
fn FormBlock(
    /// The block, with its active fields.
    block: Block,
    /// The form.
    form: FormModel,
    /// The record as it is saved.
    record: StoredValue<Map<String, Value>>,
) -> impl IntoView {
    let id = unique_id("block");
    let title = block.labels;
    let inputs = block.fields.into_iter().map(|field| {
        let wide = matches!(field.field_type, FieldType::LongText | FieldType::MultipleChoice);
        let wide = wide || field.api_name == "subject";
        view! { <div class=if wide { "wide-field" } else { "" }>{input(&field, form, record)}</div> }
    });
    view! {
        <section class="card formblock" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{move || title.get(language()).to_owned()}</h2>
            <div class="form-two">{inputs.collect_view()}</div>
        </section>
    }
}

/// The input of a field. People are chosen from a list, records are searched for, the rest is `zaguan-ui`'s.
fn input(field: &Field, form: FormModel, record: StoredValue<Map<String, Value>>) -> AnyView {
    let spec = FieldSpec::of(field);
    let at = pointer(field);
    match field.field_type {
        FieldType::LinkUser => {
            let bind = form.typed(&at, spec.label(), Some(field.field_type));
            let value = bind.value;
            let options = definitions().user_options(move || value.get());
            view! { <Select bind options required=spec.required empty=t(common::CHOOSE) /> }.into_any()
        }
        FieldType::MultipleChoice if field.builtin && field.api_name == "tags" => {
            let kind = Register::of(field.module).unwrap_or(Register::Contacts);
            view! { <TagsInput bind=form.list(&at, spec.label()) kind required=spec.required /> }.into_any()
        }
        kind => match link_search(kind) {
            Some(search) => {
                let required = spec.required;
                let bind = form.typed(&at, spec.label(), Some(kind));
                let chosen_name = chosen_name(field, form, record);
                view! { <Combobox bind chosen_name search required /> }.into_any()
            }
            None => {
                let help = (field.api_name == "portal_user").then(|| TextProp::from(t(words::PORTAL_USER_HELP)));
                view! { <FieldInput form spec help /> }.into_any()
            }
        },
    }
}

/// The name behind a link. It stands in the form beside the id, as the server sends it, so that a draft knows it too;
/// it is never sent back.
fn chosen_name(field: &Field, form: FormModel, record: StoredValue<Map<String, Value>>) -> RwSignal<String> {
    let Some(member) = name_member(&field.api_name) else { return RwSignal::new(String::new()) };
    let place = format!("/{member}");
    let saved = record.with_value(|record| record.get(member).and_then(Value::as_str).unwrap_or_default().to_owned());
    let (linked, typed) = form.peek(|state| (!state.text(&pointer(field)).is_empty(), state.text(&place)));
    let shown = match (linked, typed.is_empty()) {
        (false, _) => String::new(),
        (true, true) => saved,
        (true, false) => typed,
    };
    let name = RwSignal::new(shown);
    Effect::new(move |before: Option<String>| {
        let now = name.get();
        if before.is_some_and(|before| before != now) {
            form.set(&place, Value::String(now.clone()));
        }
        now
    });
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_new_record_has_no_version() {
        assert_eq!(version(&Map::new()), None);
        assert_eq!(version(json!({"version": 3}).as_object().expect("object")), Some(3));
    }
}
