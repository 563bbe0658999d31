//! The handle by which the parts of a page change its record, and what happens when somebody else was quicker: a value
//! that only one of the two touched is saved, a value that both touched is chosen by the person.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_types::fields::Field;
use zaguan_ui::form::value_problem;
use zaguan_ui::prelude::*;

use super::{Filed, record_of};
use crate::definitions::definitions;
use crate::pending::Pending;
use crate::record::model::{all_fields, pointer, set_value, value_of};
use crate::record::{Conflict, ConflictDialog, Differing, differing};
use crate::session::{Session, session};

/// How often a change is tried anew when others keep changing the record meanwhile.
const TRIES: usize = 5;

type Choice = Pending<Option<Map<String, Value>>>;

/// The handle. Copies are the same.
pub struct Change<T: Filed> {
    /// Which record.
    pub id: T::Key,
    /// The record as it is saved.
    pub reading: Reading<T>,
    open: RwSignal<bool>,
    about: RwSignal<Conflict>,
    choice: StoredValue<Option<Choice>, LocalStorage>,
    session: Session,
}

impl<T: Filed> Clone for Change<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Filed> Copy for Change<T> {}

impl<T: Filed> Change<T> {
    /// The handle of a record that was read.
    pub fn new(id: T::Key, reading: Reading<T>) -> Self {
        Self {
            id,
            reading,
            open: RwSignal::new(false),
            about: RwSignal::new(Conflict::default()),
            choice: StoredValue::new_local(None),
            session: session(),
        }
    }

    /// Something about the record, followed; the default until it is there.
    pub fn about<R: Default>(self, read: impl FnOnce(&T) -> R) -> R {
        self.reading.get().as_ref().map(read).unwrap_or_default()
    }

    /// The record as it is now, not followed.
    pub fn now(self) -> Option<T> {
        untrack(|| self.reading.get())
    }

    /// Takes what the server says of the record now, unless something newer is known already.
    pub fn take(self, record: T) {
        self.reading.update(|now| {
            if now.version() <= record.version() {
                *now = record;
            }
        });
    }

    /// Whether the person may change it, followed.
    pub fn may_write(self) -> bool {
        self.session.can(T::KIND.write())
    }

    /// Saves the members of a merge patch.
    ///
    /// # Errors
    /// What the server said; after a lost race, if the person did not want to choose.
    pub async fn save(self, mut patch: Map<String, Value>) -> Result<(), Failure> {
        let mut failure = Failure::Network;
        for _ in 0..TRIES {
            let Some(before) = self.now() else { return Err(failure) };
            match T::change(self.id, patch.clone(), before.etag()).await {
                Ok(changed) => {
                    self.take(changed.value);
                    return Ok(());
                }
                Err(error) => failure = error.into(),
            }
            let Some(theirs) = failure.current().and_then(|now| serde_json::from_value::<T>(now.clone()).ok()) else {
                self.session.heed(&failure);
                return Err(failure);
            };
            match self.settle(&record_of(&before), &patch, &record_of(&theirs)).await {
                Some(rest) => patch = rest,
                None => return Err(failure),
            }
            self.take(theirs);
            if patch.is_empty() {
                return Ok(());
            }
        }
        Err(failure)
    }

    /// What of a change is still to be saved over the record of the other person; `None`: the person did not choose.
    async fn settle(
        self,
        before: &Map<String, Value>,
        patch: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let fields = untrack(|| definitions().of(T::KIND.module()).get()).map(|blocks| all_fields(&blocks))?;
        let rows = touched_by_both(&fields, before, patch, theirs);
        if rows.is_empty() {
            return Some(patch.clone());
        }
        let pending = Choice::default();
        self.choice.try_set_value(Some(pending.clone()));
        self.about.try_set(Conflict { rows: rows.clone(), theirs: theirs.clone() });
        self.open.try_set(true);
        let chosen = pending.await?;
        Some(without_theirs(&rows, patch, &chosen, theirs))
    }

    fn answer(self, choice: Option<Map<String, Value>>) {
        if let Some(pending) = self.choice.try_update_value(Option::take).flatten() {
            pending.give(choice);
        }
    }

    /// The dialog of a lost race; once on the page.
    pub fn dialog(self) -> impl IntoView {
        Effect::new(move |before: Option<bool>| {
            let open = self.open.get();
            if before == Some(true) && !open {
                // A choice comes first and takes the question with it; this is for those who went away without one.
                self.answer(None);
            }
            open
        });
        view! { <ConflictDialog open=self.open about=self.about on_choice=move |record| self.answer(Some(record)) /> }
    }
}

/// The fields of a patch that the other person has changed too, to something else.
fn touched_by_both(
    fields: &[Field],
    before: &Map<String, Value>,
    patch: &Map<String, Value>,
    theirs: &Map<String, Value>,
) -> Vec<Differing> {
    let mine = patched(before, patch);
    let rows = differing(fields, Some(before), &mine, theirs);
    rows.into_iter().filter(|row| value_of(&row.field, before) != value_of(&row.field, theirs)).collect()
}

/// What is left of a patch once the person chose: a field whose saved value stays is not sent.
fn without_theirs(
    rows: &[Differing],
    patch: &Map<String, Value>,
    chosen: &Map<String, Value>,
    theirs: &Map<String, Value>,
) -> Map<String, Value> {
    let mut rest = patch.clone();
    for field in rows.iter().map(|row| &row.field).filter(|field| value_of(field, chosen) == value_of(field, theirs)) {
        if field.builtin {
            rest.remove(&field.api_name);
        } else if let Some(Value::Object(custom)) = rest.get_mut("custom") {
            custom.remove(&field.api_name);
        }
    }
    rest.retain(|name, value| name != "custom" || value.as_object().is_some_and(|custom| !custom.is_empty()));
    rest
}

/// A record after a merge patch.
fn patched(record: &Map<String, Value>, patch: &Map<String, Value>) -> Map<String, Value> {
    let mut after = record.clone();
    for (name, value) in patch {
        match (after.get_mut(name), value) {
            (Some(Value::Object(old)), Value::Object(new)) => old.extend(new.clone()),
            _ => drop(after.insert(name.clone(), value.clone())),
        }
    }
    after
}

/// The patch that gives a field a value; an empty one takes it away.
pub fn patch_of(field: &Field, value: Option<Value>) -> Map<String, Value> {
    let mut patch = Map::new();
    set_value(field, &mut patch, value.unwrap_or(Value::Null));
    patch
}

/// What to say beside the input of a field when saving it did not work.
pub fn sentence(failure: &Failure, field: &Field) -> String {
    let spoken = untrack(language);
    let at = pointer(field);
    let label = field.labels.get(spoken);
    let of_value = failure.errors().iter().find(|error| error.pointer == at).or_else(|| failure.errors().first());
    of_value.map_or_else(
        || failure.text().get(spoken).to_owned(),
        |error| value_problem(Some(field.field_type), error.code, label, spoken),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::model::tests::{object, seeded};
    use serde_json::json;
    use zaguan_types::fields::Module;

    #[test]
    fn only_what_both_touched_is_asked_about() {
        let fields = all_fields(&seeded(Module::Contacts));
        let before = object(json!({"last_name": "Vega", "phone": "1", "email": null}));
        let patch = object(json!({"phone": "2", "email": "v@example.com"}));
        let theirs = object(json!({"last_name": "Vega Ruiz", "phone": "3", "email": null}));
        let rows = touched_by_both(&fields, &before, &patch, &theirs);
        assert_eq!(rows.iter().map(|row| row.field.api_name.as_str()).collect::<Vec<_>>(), ["phone"]);
        let elsewhere = object(json!({"last_name": "Vega Ruiz", "phone": "1", "email": null}));
        assert!(touched_by_both(&fields, &before, &patch, &elsewhere).is_empty(), "mine is saved beside theirs");
        let same = object(json!({"last_name": "Vega", "phone": "2", "email": null}));
        assert!(touched_by_both(&fields, &before, &patch, &same).is_empty(), "both meant the same");
    }

    #[test]
    fn what_the_person_left_to_the_other_is_not_sent() {
        let fields = all_fields(&seeded(Module::Contacts));
        let before = object(json!({"phone": "1", "email": null}));
        let patch = object(json!({"phone": "2", "email": "v@example.com"}));
        let theirs = object(json!({"phone": "3", "email": null}));
        let rows = touched_by_both(&fields, &before, &patch, &theirs);
        let left = without_theirs(&rows, &patch, &theirs, &theirs);
        assert_eq!(Value::Object(left), json!({"email": "v@example.com"}));
        let kept = without_theirs(&rows, &patch, &object(json!({"phone": "2"})), &theirs);
        assert_eq!(kept, patch);
    }

    #[test]
    fn a_patch_reaches_into_the_own_fields() {
        let record = object(json!({"custom": {"plot": "7", "floor": "2"}}));
        let after = patched(&record, &object(json!({"custom": {"plot": "8"}})));
        assert_eq!(Value::Object(after), json!({"custom": {"plot": "8", "floor": "2"}}));
    }
}
