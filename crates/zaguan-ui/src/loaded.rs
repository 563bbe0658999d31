//! Reading from the server: [`Reading`] asks and keeps the answer, [`Loaded`] shows it in one of its states.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::empty::SkeletonList;
use crate::failure::{Failure, ProblemView, notice};

/// An answer of the server that is asked for again when what it depends on changes, or on [`Reading::again`].
///
/// While a later question is under way the earlier answer stays; only the latest question's answer counts.
pub struct Reading<T: Send + Sync + 'static> {
    data: RwSignal<Option<ArcRwSignal<T>>>,
    failure: RwSignal<Option<Failure>>,
    pending: RwSignal<bool>,
    turn: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Reading<T> {}

impl<T: Clone + Send + Sync + 'static> Reading<T> {
    /// Asks now, and again whenever a signal changes that `ask` reads before its first await.
    pub fn new<F, Fut, E>(ask: F) -> Self
    where
        F: Fn() -> Fut + 'static,
        Fut: Future<Output = Result<T, E>> + 'static,
        E: Into<Failure> + 'static,
    {
        let reading = Self::waiting();
        let latest = Rc::new(Cell::new(0_u32));
        Effect::new(move |_| {
            reading.turn.track();
            let answer = ask();
            let mine = latest.get().wrapping_add(1);
            latest.set(mine);
            reading.pending.set(true);
            let latest = Rc::clone(&latest);
            spawn_local(async move {
                let answer = answer.await;
                if latest.get() == mine {
                    reading.take(answer.map_err(Into::into));
                }
            });
        });
        reading
    }

    /// One that nobody answers: it waits.
    pub fn waiting() -> Self {
        Self {
            data: RwSignal::new(None),
            failure: RwSignal::new(None),
            pending: RwSignal::new(true),
            turn: RwSignal::new(0),
        }
    }

    /// Asks again.
    pub fn again(self) {
        self.turn.try_update(|turn| *turn = turn.wrapping_add(1));
    }

    /// Whether a question is under way.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }

    /// The last answer, followed.
    pub fn get(self) -> Option<T> {
        self.data.get().map(|data| data.get())
    }

    /// Why the last question brought nothing.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Changes the answer in place, as when an event or a write of this page told what is new.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(data) = self.data.try_get_untracked().flatten() {
            data.update(change);
        }
    }

    /// The screen that asked may be gone by the time the answer comes: all of this is quiet then.
    fn take(self, answer: Result<T, Failure>) {
        self.pending.try_set(false);
        match answer {
            Ok(value) => {
                self.failure.try_set(None);
                match self.data.try_get_untracked().flatten() {
                    Some(data) => data.set(value),
                    None => drop(self.data.try_set(Some(ArcRwSignal::new(value)))),
                }
            }
            Err(failure) => {
                notice(&failure);
                self.failure.try_set(Some(failure));
            }
        }
    }
}

/// Shows a reading: a skeleton while it waits (not before 200 ms), the problem with a way to retry, `empty` when
/// `is_empty` says so, else its children with the data, which stay in place when a newer answer comes.
#[component]
pub fn Loaded<T, V>(
    /// What is shown.
    from: Reading<T>,
    /// The shape of what comes; a few lines if left out.
    #[prop(optional, into)]
    skeleton: Option<ViewFn>,
    /// Whether an answer holds nothing to show.
    #[prop(optional)]
    is_empty: Option<fn(&T) -> bool>,
    /// What to show then.
    #[prop(optional, into)]
    empty: Option<ViewFn>,
    /// The data, as a signal.
    children: impl Fn(Signal<T>) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Waiting,
        Failed,
        Empty,
        Full,
    }
    let state = Memo::new(move |_| match from.data.get() {
        Some(data) if data.with(|data| is_empty.is_some_and(|says| says(data))) => State::Empty,
        Some(_) => State::Full,
        None if from.failure.with(Option::is_some) => State::Failed,
        None => State::Waiting,
    });
    let stale = move || {
        let failure = from.failure.get().filter(|_| matches!(state.get(), State::Full | State::Empty));
        failure.map(|failure| view! { <ProblemView failure on_retry=move || from.again() /> })
    };
    view! {
        {stale}
        {move || match state.get() {
            State::Waiting => {
                let shape = skeleton.as_ref().map(ViewFn::run);
                let shape = shape.unwrap_or_else(|| view! { <SkeletonList /> }.into_any());
                view! { <div class="late" aria-busy="true">{shape}</div> }.into_any()
            }
            State::Failed => {
                from.failure.get().map(|failure| view! { <ProblemView failure on_retry=move || from.again() /> }).into_any()
            }
            State::Empty => empty.as_ref().map(ViewFn::run).into_any(),
            State::Full => from.data.get_untracked().map(|data| children(Signal::derive(move || data.get()))).into_any(),
        }}
    }
}
