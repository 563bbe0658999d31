//! What a form holds, without any view: values, what was touched, what is wrong with them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use zaguan_types::{FieldError, Problem};

use super::pointer;

/// The state of a form. Every change keeps it consistent; a view only reads it.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    initial: Map<String, Value>,
    values: Map<String, Value>,
    touched: BTreeSet<String>,
    submitted: bool,
    /// What the rules say about the values now, of touched and untouched members alike.
    found: Vec<FieldError>,
    /// What the server said about the values that were sent; each goes when its value changes.
    refused: Vec<FieldError>,
}

impl FormState {
    /// A form that starts with these values.
    pub fn new(values: Map<String, Value>) -> Self {
        Self { initial: values.clone(), values, ..Self::default() }
    }

    /// All values.
    pub const fn values(&self) -> &Map<String, Value> {
        &self.values
    }

    /// The value at a pointer; `None` when absent or `null`.
    pub fn get(&self, at: &str) -> Option<&Value> {
        pointer::get(&self.values, at).filter(|value| !value.is_null())
    }

    /// The value at a pointer as text for an input: strings as they are, numbers written out, else empty.
    pub fn text(&self, at: &str) -> String {
        match self.get(at) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(yes)) => yes.to_string(),
            _ => String::new(),
        }
    }

    /// Takes a new value. An empty text counts as no value.
    pub fn set(&mut self, at: &str, value: Value) {
        let value = if value.as_str().is_some_and(str::is_empty) { Value::Null } else { value };
        pointer::set(&mut self.values, at, value);
        self.refused.retain(|error| error.pointer != at);
    }

    /// The person has left the input at a pointer: what is wrong there may be shown from now on.
    pub fn touch(&mut self, at: &str) {
        self.touched.insert(at.to_owned());
    }

    /// Takes what the rules say about the values now.
    pub fn take_findings(&mut self, found: Vec<FieldError>) {
        self.found = found;
    }

    /// The person wants to send: everything wrong is shown from now on. Says whether nothing is.
    pub fn submit(&mut self) -> bool {
        self.submitted = true;
        self.refused.clear();
        self.found.is_empty()
    }

    /// Takes what the server refused.
    pub fn refuse(&mut self, errors: &[FieldError]) {
        self.refused = errors.to_vec();
    }

    /// As [`FormState::refuse`], from a whole problem.
    pub fn refuse_problem(&mut self, problem: &Problem) {
        self.refuse(&problem.errors);
    }

    /// What to show at a pointer.
    pub fn error(&self, at: &str) -> Option<&FieldError> {
        let local =
            self.found.iter().find(|error| error.pointer == at).filter(|_| self.submitted || self.touched.contains(at));
        local.or_else(|| self.refused.iter().find(|error| error.pointer == at))
    }

    /// What to list on top of the form: everything wrong, once it was sent. One line per pointer.
    pub fn errors(&self) -> Vec<&FieldError> {
        let mut seen = BTreeSet::new();
        let local = self.found.iter().filter(|_| self.submitted);
        local.chain(&self.refused).filter(|error| seen.insert(&error.pointer)).collect()
    }

    /// Whether anything differs from the start.
    pub fn is_changed(&self) -> bool {
        !self.patch().is_empty()
    }

    /// The merge patch from the start to now.
    pub fn patch(&self) -> Map<String, Value> {
        pointer::merge_patch(&self.initial, &self.values)
    }

    /// The body that creates a record: what is filled in.
    pub fn body(&self) -> Map<String, Value> {
        pointer::filled(&self.values)
    }

    /// The record was saved as it is: this is the new start.
    pub fn saved(&mut self) {
        self.initial = self.values.clone();
        self.touched.clear();
        self.refused.clear();
        self.submitted = false;
    }

    /// Puts a kept draft over the start; only members that the form started with or knows are taken by the views.
    pub fn restore(&mut self, draft: &Map<String, Value>) {
        for (name, value) in draft {
            match (self.values.get_mut(name), value) {
                (Some(Value::Object(old)), Value::Object(new)) => old.extend(new.clone()),
                _ => drop(self.values.insert(name.clone(), value.clone())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use zaguan_types::FieldCode;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn missing(at: &str) -> FieldError {
        FieldError::new(at, FieldCode::Required, "a value is needed")
    }

    #[test]
    fn errors_wait_until_the_input_was_left_or_the_form_was_sent() {
        let mut form = FormState::default();
        form.take_findings(vec![missing("/subject"), missing("/description")]);
        assert!(form.error("/subject").is_none());
        form.touch("/subject");
        assert!(form.error("/subject").is_some());
        assert!(form.error("/description").is_none());
        assert!(form.errors().is_empty(), "the list on top waits for sending");
        assert!(!form.submit());
        assert_eq!(form.errors().len(), 2);
    }

    #[test]
    fn a_refused_value_is_forgiven_when_it_changes() {
        let mut form = FormState::new(object(json!({"email": "a@b.example"})));
        form.take_findings(Vec::new());
        assert!(form.submit());
        form.refuse(&[
            FieldError::new("/email", FieldCode::Taken, "taken"),
            FieldError::new("/phone", FieldCode::BadFormat, "bad"),
        ]);
        assert_eq!(form.error("/email").map(|error| error.code), Some(FieldCode::Taken));
        form.set("/email", json!("c@d.example"));
        assert!(form.error("/email").is_none());
        assert_eq!(form.errors().len(), 1);
    }

    #[test]
    fn an_emptied_text_is_patched_to_null_and_not_sent_on_creation() {
        let mut form = FormState::new(object(json!({"phone": "1", "custom": {"plot": "7", "floor": "2"}})));
        form.set("/phone", json!(""));
        form.set("/custom/plot", json!("8"));
        assert_eq!(Value::Object(form.patch()), json!({"phone": null, "custom": {"plot": "8"}}));
        assert_eq!(Value::Object(form.body()), json!({"custom": {"plot": "8", "floor": "2"}}));
        form.saved();
        assert!(!form.is_changed());
    }

    #[test]
    fn a_draft_comes_back_over_the_start() {
        let mut form = FormState::new(object(json!({"subject": null, "custom": {"plot": "7"}})));
        form.restore(&object(json!({"subject": "Keys", "custom": {"floor": "2"}})));
        assert_eq!(form.text("/subject"), "Keys");
        assert_eq!(form.text("/custom/plot"), "7");
        assert_eq!(form.text("/custom/floor"), "2");
        assert!(form.is_changed());
    }

    #[test]
    fn one_line_per_member_on_top() {
        let mut form = FormState::default();
        form.take_findings(vec![missing("/a"), FieldError::new("/a", FieldCode::TooLong, "long")]);
        assert!(!form.submit());
        assert_eq!(form.errors().len(), 1);
    }
}
