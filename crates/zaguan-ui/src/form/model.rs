//! The handle between a [`FormState`] and the inputs of a view: bindings, checking, sending, drafts.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use zaguan_i18n::{Text, common, fields as words, problems};
use zaguan_types::fields::FieldType;
use zaguan_types::{FieldCode, FieldError, Language};

use super::FormState;
use super::money;
use crate::banner::ErrorLine;
use crate::dom::{after, after_paint, focus_id, unique_id};
use crate::failure::{Failure, notice};
use crate::field::Bound;
use crate::lang::language;
use crate::storage;

type Rules = Arc<dyn Fn(&Map<String, Value>) -> Vec<FieldError> + Send + Sync>;

/// How long after the last key stroke a draft is kept.
const DRAFT_PAUSE: Duration = Duration::from_millis(400);

/// What the form knows of one of its inputs, for the sentences about it.
#[derive(Clone)]
struct Known {
    pointer: String,
    label: TextProp,
    kind: Option<FieldType>,
}

/// A form as a view uses it. Copies are the same form.
#[derive(Clone, Copy)]
pub struct FormModel {
    state: RwSignal<FormState>,
    rules: StoredValue<Option<Rules>>,
    known: RwSignal<Vec<Known>>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    id: StoredValue<String>,
    draft: StoredValue<Option<String>>,
    draft_turn: StoredValue<u32>,
}

impl FormModel {
    /// A form that starts with these values: an empty map for a new record, the record's members for an old one.
    pub fn new(values: Map<String, Value>) -> Self {
        Self {
            state: RwSignal::new(FormState::new(values)),
            rules: StoredValue::new(None),
            known: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            id: StoredValue::new(unique_id("form")),
            draft: StoredValue::new(None),
            draft_turn: StoredValue::new(0),
        }
    }

    /// Adds the rules that decide what is wrong; usually `zaguan_types::fields::rules::check`.
    #[must_use]
    pub fn checked_by(self, rules: impl Fn(&Map<String, Value>) -> Vec<FieldError> + Send + Sync + 'static) -> Self {
        self.rules.set_value(Some(Arc::new(rules)));
        self.check();
        self
    }

    /// Keeps what is typed in this browser under `key`, and puts it back now if something was kept. Never for passwords.
    #[must_use]
    pub fn with_draft(self, key: impl Into<String>) -> Self {
        let key = key.into();
        if let Some(Value::Object(draft)) = storage::get_json(&key) {
            self.state.update(|state| state.restore(&draft));
            self.check();
        }
        self.draft.set_value(Some(key));
        self
    }

    /// Forgets the kept draft: it was sent, or the person discards it.
    pub fn forget_draft(self) {
        self.draft_turn.update_value(|turn| *turn = turn.wrapping_add(1));
        if let Some(key) = self.draft.try_get_value().flatten() {
            storage::remove(&key);
        }
    }

    /// The state now, followed.
    pub fn with<R>(self, read: impl FnOnce(&FormState) -> R) -> R {
        self.state.with(read)
    }

    /// The state now, not followed.
    pub fn peek<R>(self, read: impl FnOnce(&FormState) -> R) -> R {
        self.state.with_untracked(read)
    }

    /// As [`FormModel::peek`], for what comes late: nothing when the form is gone.
    pub fn try_peek<R>(self, read: impl FnOnce(&FormState) -> R) -> Option<R> {
        self.state.try_with_untracked(read)
    }

    /// Whether anything differs from the start.
    pub fn is_changed(self) -> bool {
        self.state.with(FormState::is_changed)
    }

    /// While the server is asked.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last sending failed, when it is not about single values.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// A text input's value.
    pub fn text(self, pointer: &str, label: impl Into<TextProp>) -> Bound<String> {
        self.typed(pointer, label, None)
    }

    /// As [`FormModel::text`], for a field of a known type: the text is written and read as that type's JSON.
    pub fn typed(self, pointer: &str, label: impl Into<TextProp>, kind: Option<FieldType>) -> Bound<String> {
        let at = pointer.to_owned();
        let value = Memo::new(move |_| self.state.with(|state| state.text(&at)));
        self.bind(pointer, label.into(), kind, value.into(), move |text: String| to_json(kind, text))
    }

    /// The amount of a sum of money. Its currency stays.
    pub fn amount(self, pointer: &str, label: impl Into<TextProp>) -> Bound<String> {
        let (at, at_write) = (pointer.to_owned(), pointer.to_owned());
        let value = Memo::new(move |_| self.state.with(|state| money::amount_of(state.get(&at))));
        let write = move |amount: String| self.peek(|state| money::with_amount(state.get(&at_write), amount));
        self.bind(pointer, label.into(), Some(FieldType::Money), value.into(), write)
    }

    /// The currency of a sum of money, followed.
    pub fn currency(self, pointer: &str) -> TextProp {
        let at = pointer.to_owned();
        TextProp::from(move || self.state.with(|state| money::currency_of(state.get(&at))))
    }

    /// A tick box's value.
    pub fn flag(self, pointer: &str, label: impl Into<TextProp>) -> Bound<bool> {
        let at = pointer.to_owned();
        let value =
            Memo::new(move |_| self.state.with(|state| state.get(&at).and_then(Value::as_bool).unwrap_or(false)));
        self.bind(pointer, label.into(), None, value.into(), Value::Bool)
    }

    /// The value of several choices.
    pub fn list(self, pointer: &str, label: impl Into<TextProp>) -> Bound<Vec<String>> {
        let at = pointer.to_owned();
        let read = move |state: &FormState| -> Vec<String> {
            let items = state.get(&at).and_then(Value::as_array);
            items
                .map(|items| items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
                .unwrap_or_default()
        };
        let value = Memo::new(move |_| self.state.with(&read));
        let write = |keys: Vec<String>| Value::Array(keys.into_iter().map(Value::String).collect());
        self.bind(pointer, label.into(), None, value.into(), write)
    }

    /// Sets a value that no input types, such as a default that depends on another value.
    pub fn set(self, pointer: &str, value: Value) {
        self.state.update(|state| state.set(pointer, value));
        self.check();
        self.keep_draft();
    }

    fn bind<T, W>(self, pointer: &str, label: TextProp, kind: Option<FieldType>, value: Signal<T>, write: W) -> Bound<T>
    where
        T: Clone + Send + Sync + 'static,
        W: Fn(T) -> Value + Send + Sync + 'static,
    {
        let known = Known { pointer: pointer.to_owned(), label: label.clone(), kind };
        self.known.update(|all| {
            all.retain(|other| other.pointer != known.pointer);
            all.push(known);
        });
        let (at_set, at_leave, at_error) = (pointer.to_owned(), pointer.to_owned(), pointer.to_owned());
        Bound {
            id: self.input_id(pointer),
            label,
            value,
            set: Callback::new(move |value: T| self.set(&at_set, write(value))),
            leave: Callback::new(move |()| {
                self.state.try_update(|state| state.touch(&at_leave));
            }),
            error: Signal::derive(move || {
                self.state.with(|state| state.error(&at_error).cloned()).map(|error| self.sentence(&error))
            }),
        }
    }

    /// The id of the input at a pointer.
    pub fn input_id(self, pointer: &str) -> String {
        let part: String = pointer.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("{}{part}", self.id.get_value())
    }

    /// The id of the list of errors on top.
    pub(super) fn summary_id(self) -> String {
        format!("{}-errors", self.id.get_value())
    }

    /// The lines of the list on top: errors of values; the reference of a failure that is not about values.
    pub(super) fn lines(self) -> Vec<ErrorLine> {
        let errors: Vec<FieldError> = self.state.with(|state| state.errors().into_iter().cloned().collect());
        let mut lines: Vec<ErrorLine> = Vec::with_capacity(errors.len() + 1);
        for error in &errors {
            let known = self.known.with(|all| all.iter().any(|known| known.pointer == error.pointer));
            let target = if known { self.input_id(&error.pointer) } else { String::new() };
            lines.push((target, self.sentence(error)));
        }
        let reference =
            |failure: Failure| failure.trace_id().map(|id| common::REFERENCE.fill(language(), &[("id", id)]));
        // A refusal is not a fault that support would have to look for: a wrong password needs no reference.
        if let Some(reference) = self.failure.get().filter(Failure::is_fault).and_then(reference) {
            lines.push((String::new(), reference));
        }
        lines
    }

    /// What to say about an error: what the type of the field expects, where that is known.
    fn sentence(self, error: &FieldError) -> String {
        let known = self.known.with(|all| all.iter().find(|known| known.pointer == error.pointer).cloned());
        let label = known.as_ref().map(|known| known.label.get().to_string()).unwrap_or_default();
        value_problem(known.and_then(|known| known.kind), error.code, &label, language())
    }

    fn check(self) {
        if let Some(rules) = self.rules.try_get_value().flatten() {
            self.state.update(|state| {
                let found = rules(state.values());
                state.take_findings(found);
            });
        }
    }

    /// Wants to send: shows everything wrong and goes to the list of it. Says whether it can be sent.
    pub fn submit(self) -> bool {
        self.check();
        self.failure.set(None);
        let mut sound = false;
        self.state.update(|state| sound = state.submit());
        if !sound {
            self.show_errors();
        }
        sound
    }

    /// Checks, asks the server and tells `done` what it answered. Refused values go to their inputs. While it is
    /// under way a second press does nothing.
    pub fn send<T, E, Fut>(self, ask: impl FnOnce(&FormState) -> Fut, done: impl FnOnce(T) + 'static)
    where
        T: 'static,
        E: Into<Failure> + 'static,
        Fut: Future<Output = Result<T, E>> + 'static,
    {
        if self.busy.get_untracked() || !self.submit() {
            return;
        }
        self.busy.set(true);
        let answer = self.state.with_untracked(ask);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => {
                    self.state.try_update(FormState::saved);
                    self.forget_draft();
                    done(value);
                }
                Err(error) => self.refuse(error.into()),
            }
        });
    }

    /// Takes a failure: values to their inputs, the rest on top.
    pub fn refuse(self, failure: Failure) {
        notice(&failure);
        self.state.try_update(|state| state.refuse(failure.errors()));
        self.failure.try_set(Some(failure));
        self.show_errors();
    }

    fn show_errors(self) {
        if let Some(id) = self.id.try_get_value() {
            after_paint(move || {
                focus_id(&format!("{id}-errors"));
            });
        }
    }

    fn keep_draft(self) {
        let Some(key) = self.draft.try_get_value().flatten() else { return };
        self.draft_turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = self.draft_turn.get_value();
        after(DRAFT_PAUSE, move || {
            if self.draft_turn.try_get_value() != Some(mine) {
                return;
            }
            if let Some(values) = self.state.try_with_untracked(|state| Value::Object(state.values().clone())) {
                storage::set_json(&key, &values);
            }
        });
    }
}

/// What a typed text becomes. A text that is no number stays a text, so that the rules can say what is wrong with it.
/// Decimals come as the API writes them: their input reads them in the language of the page.
fn to_json(kind: Option<FieldType>, text: String) -> Value {
    match kind {
        Some(FieldType::Integer) => text.trim().parse::<i64>().map_or(Value::String(text), Value::from),
        Some(FieldType::YesNo) => match text.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => Value::Null,
        },
        _ => Value::String(text),
    }
}

/// What to say about one value that does not pass: what the type of its field expects, where that is known.
pub fn value_problem(kind: Option<FieldType>, code: FieldCode, label: &str, spoken: Language) -> String {
    let special = kind.and_then(|kind| format_text(kind, code));
    special.map_or_else(|| problems::field_problem(code, label, spoken), |text| text.get(spoken).to_owned())
}

/// The sentence that fits the type of the field better than the general one.
const fn format_text(kind: FieldType, code: FieldCode) -> Option<Text> {
    if !matches!(code, FieldCode::BadFormat | FieldCode::BadType) {
        return None;
    }
    match kind {
        FieldType::Email => Some(words::ERROR_EMAIL),
        FieldType::Phone => Some(words::ERROR_PHONE),
        FieldType::Url => Some(words::ERROR_URL),
        FieldType::Date | FieldType::DateTime => Some(words::ERROR_DATE),
        FieldType::Integer => Some(words::ERROR_INTEGER),
        FieldType::Decimal | FieldType::Percent | FieldType::Money => Some(words::ERROR_DECIMAL),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn typed_text_becomes_the_json_of_its_field() {
        assert_eq!(to_json(Some(FieldType::Integer), " 12 ".into()), json!(12));
        assert_eq!(to_json(Some(FieldType::Integer), "12a".into()), json!("12a"));
        assert_eq!(to_json(Some(FieldType::Decimal), "12.5".into()), json!("12.5"));
        assert_eq!(to_json(Some(FieldType::Percent), "doce".into()), json!("doce"));
        assert_eq!(to_json(Some(FieldType::YesNo), "true".into()), json!(true));
        assert_eq!(to_json(Some(FieldType::YesNo), String::new()), Value::Null);
        assert_eq!(to_json(None, "x".into()), json!("x"));
    }
}
