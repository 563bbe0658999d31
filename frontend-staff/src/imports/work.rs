//! An import that is open: what is known of it, changes on their way to the server, and news of how far it is.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::{ClientError, Tagged};
use zaguan_i18n::importing as words;
use zaguan_types::events::EventKind;
use zaguan_types::imports::{Import, ImportPatch, ImportState};
use zaguan_types::{Code, ImportId};
use zaguan_ui::prelude::*;

use super::steps::is_moving;
use crate::api::{api, on_news};
use crate::session::{Session, session};

/// How often it is asked how far something is, should its events not arrive.
const ASK_EVERY: Duration = Duration::from_secs(2);

/// What can be done with an import, besides changing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Tries all rows.
    Check,
    /// Writes the rows.
    Run,
    /// Stops what goes on.
    Stop,
    /// Takes back what it did.
    Undo,
}

/// An open import. Copies are the same.
#[derive(Clone, Copy)]
pub struct Work {
    /// Which one.
    pub id: ImportId,
    /// What is known of it.
    pub reading: Reading<Import>,
    /// What is being done with it.
    pub busy: RwSignal<Option<Verb>>,
    /// Why the last change or act brought nothing.
    pub failure: RwSignal<Option<Failure>>,
    /// Changes that have not arrived yet, the first of them on its way.
    waiting: RwSignal<Vec<ImportPatch>>,
    /// Goes up when the server refuses a change: what the screen shows of it is not so.
    pub refusals: RwSignal<u32>,
    /// What is done once they have.
    then: StoredValue<Option<Verb>>,
    session: Session,
}

impl Work {
    /// Opens an import and keeps up with it as long as the caller is there.
    pub fn open(id: ImportId) -> Self {
        let reading = Reading::new(move || async move { Ok::<_, ClientError>(api().import(id).await?.value) });
        let work = Self {
            id,
            reading,
            busy: RwSignal::new(None),
            failure: RwSignal::new(None),
            waiting: RwSignal::new(Vec::new()),
            refusals: RwSignal::new(0),
            then: StoredValue::new(None),
            session: session(),
        };
        work.follow();
        work
    }

    /// Something about it, followed; nothing until it is here.
    pub fn about<T>(self, read: impl FnOnce(&Import) -> T) -> Option<T> {
        self.reading.get().as_ref().map(read)
    }

    /// Its state, followed.
    pub fn state(self) -> Option<ImportState> {
        self.about(|import| import.state)
    }

    /// Whether changes are on their way, followed.
    pub fn is_saving(self) -> bool {
        self.waiting.with(|waiting| !waiting.is_empty())
    }

    /// Changes it. Changes go one after the other, each upon what the one before made.
    pub fn change(self, patch: ImportPatch) {
        self.failure.set(None);
        self.waiting.update(|waiting| waiting.push(patch));
        if self.waiting.with_untracked(Vec::len) > 1 {
            return;
        }
        spawn_local(async move {
            while let Some(patch) = self.next() {
                let version = untrack(|| self.about(|import| import.version)).unwrap_or_default();
                let answer = api().change_import(self.id, &patch, Some(&format!("\"{version}\""))).await;
                match answer.map_err(Failure::from) {
                    Ok(Tagged { value, .. }) => {
                        self.reading.update(|import| *import = value);
                        self.waiting.try_update(|waiting| waiting.remove(0));
                    }
                    Err(failure) => {
                        self.waiting.try_set(Vec::new());
                        self.then.try_set_value(None);
                        self.busy.try_set(None);
                        self.refused(failure);
                        self.refusals.try_update(|times| *times = times.wrapping_add(1));
                    }
                }
            }
            if let Some(verb) = self.then.try_update_value(Option::take).flatten() {
                self.send(verb);
            }
        });
    }

    fn next(self) -> Option<ImportPatch> {
        self.waiting.try_with_untracked(|waiting| waiting.first().cloned()).flatten()
    }

    /// Does something with it, once all changes have arrived.
    pub fn act(self, verb: Verb) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(verb));
        self.failure.set(None);
        if untrack(|| self.is_saving()) {
            self.then.set_value(Some(verb));
        } else {
            self.send(verb);
        }
    }

    fn send(self, verb: Verb) {
        spawn_local(async move {
            let answer = match verb {
                Verb::Check => api().check_import(self.id).await,
                Verb::Run => api().run_import(self.id).await,
                Verb::Stop => api().stop_import(self.id).await,
                Verb::Undo => api().undo_import(self.id).await,
            };
            self.busy.try_set(None);
            match answer.map_err(Failure::from) {
                Ok(Tagged { value, .. }) => self.reading.update(|import| *import = value),
                Err(failure) => self.refused(failure),
            }
        });
    }

    fn refused(self, failure: Failure) {
        self.session.heed(&failure);
        // What somebody else did to it in the meantime counts; it is shown, and nothing was overwritten.
        if matches!(failure.code(), Some(Code::PreconditionFailed | Code::Conflict)) {
            toast(t(words::CHANGED_ELSEWHERE));
            self.reading.again();
            return;
        }
        self.failure.try_set(Some(failure));
    }

    /// Whether that is what is being done, for a button.
    pub fn does(self, verb: Verb) -> Signal<bool> {
        Signal::derive(move || self.busy.get() == Some(verb))
    }

    fn follow(self) {
        let missed = StoredValue::new(false);
        // A question for each piece of news would give up the one under way each time, and none would be answered.
        let ask = move || {
            let pending = untrack(|| self.reading.is_pending());
            missed.try_set_value(pending);
            if !pending {
                self.reading.again();
            }
        };
        Effect::new(move |_| {
            if !self.reading.is_pending() && missed.try_get_value() == Some(true) {
                missed.set_value(false);
                self.reading.again();
            }
        });
        let id = self.id.0;
        on_news(move |event| event.kind == EventKind::ImportUpdated && event.subject_id == Some(id), ask);
        let moves = Memo::new(move |_| self.state().is_some_and(is_moving));
        Effect::new(move |_| {
            if !moves.get() {
                return;
            }
            if let Ok(asking) = set_interval_with_handle(ask, ASK_EVERY) {
                on_cleanup(move || asking.clear());
            }
        });
    }
}

/// What went wrong with the last change or act.
#[component]
pub fn WorkProblem(work: Work) -> impl IntoView {
    move || {
        work.failure.get().map(|failure| {
            view! {
                <Banner tone=Tone::Bad>
                    <p>{t(failure.text())}</p>
                    {reasons(&failure)}
                </Banner>
            }
        })
    }
}

/// What the server says about single values, in words.
pub fn reasons(failure: &Failure) -> Vec<AnyView> {
    let reason = |error: &zaguan_types::FieldError| {
        let code = error.code;
        view! { <p>{move || zaguan_i18n::problems::field_problem(code, "", language())}</p> }.into_any()
    };
    failure.errors().iter().map(reason).collect()
}
