//! The one thread that writes: drains its queue into one durable commit, each job in its own savepoint.
//!
//! A job that fails rolls back alone. Nobody hears of success before the commit is on disk; if the commit fails,
//! everyone in it does.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::DbErr;
use tokio::sync::oneshot;

use super::super::{Cx, DbError, Hooks};
use super::bind::take_bound_bytes;
use super::here::{self, Here};
use super::once;
use super::queue::Queue;

/// A commit is closed at this many jobs …
const MAX_JOBS: usize = 128;
/// … or this many bound bytes …
const MAX_BYTES: usize = 2 << 20;
/// … or after this long, so that the first in it need not wait for a flood behind it.
const MAX_TIME: Duration = Duration::from_millis(50);

/// What the writer does next.
pub(super) enum Task {
    /// A change, to be committed together with its neighbours.
    Change(Box<dyn Change>),
    /// Something that manages transactions by itself (migrations); runs alone.
    Alone(Box<dyn FnOnce() + Send>),
}

/// One caller's change, its type forgotten.
pub(super) trait Change: Send {
    /// Runs the closure; true if it wants to be committed.
    fn run(&mut self) -> bool;
    /// Tells the caller how it went, given the fate of the commit.
    fn answer(self: Box<Self>, commit: Result<(), DbError>);
}

/// A caller's closure, its outcome so far, and where the answer goes.
pub(super) struct Job<F, R, E> {
    f: F,
    outcome: Option<Result<R, E>>,
    to: oneshot::Sender<Result<R, E>>,
    span: tracing::Span,
}

impl<F, R, E> Job<F, R, E> {
    pub(super) fn new(f: F, to: oneshot::Sender<Result<R, E>>) -> Self {
        Self { f, outcome: None, to, span: tracing::Span::current() }
    }
}

impl<F, R, E> Change for Job<F, R, E>
where
    F: AsyncFn(&Cx) -> Result<R, E> + Send,
    R: Send,
    E: From<DbError> + Send,
{
    fn run(&mut self) -> bool {
        let cx = Cx::lite(Here::new());
        let outcome = self.span.in_scope(|| once::poll(|| (self.f)(&cx))).unwrap_or_else(|bug| Err(bug.into()));
        let outcome = outcome.and_then(|fine| cx.whole().map(|()| fine).map_err(E::from));
        let fine = outcome.is_ok();
        self.outcome = Some(outcome);
        fine
    }

    fn answer(self: Box<Self>, commit: Result<(), DbError>) {
        let answer = match (self.outcome, commit) {
            // Its own failure says more than that of the commit.
            (Some(Err(own)), _) => Err(own),
            (_, Err(lost)) => Err(lost.into()),
            (Some(Ok(fine)), Ok(())) => Ok(fine),
            (None, Ok(())) => Err(DbError::Bug("it was never run".to_owned()).into()),
        };
        // The caller may have gone away; the change stays.
        let _ = self.to.send(answer);
    }
}

/// The thread's life: until the queue is closed and empty.
pub(super) fn run(queue: &Queue<Task>, hooks: &Arc<Hooks>) {
    while let Some(task) = queue.take() {
        match task {
            Task::Change(first) => {
                if batch(first, queue) {
                    hooks.fire();
                }
            }
            Task::Alone(run) => {
                run();
                // Whatever it left behind when it failed or panicked.
                roll_back();
                if let Err(e) =
                    here::with(|c| c.execute_batch("PRAGMA foreign_keys = ON").map_err(super::error::db_err))
                {
                    tracing::error!(error = %e, "foreign keys could not be switched on again");
                }
            }
        }
    }
    // Best effort: an unfinished checkpoint is only work for the next start.
    if let Err(e) = here::with(|c| {
        c.flush_prepared_statement_cache();
        c.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);").map_err(super::error::db_err)
    }) {
        tracing::warn!(error = %e, "the database could not be tidied up at the end");
    }
}

/// One commit. True if it made a change durable.
#[allow(clippy::disallowed_methods, reason = "measures its own patience, which no test needs to move")]
fn batch(first: Box<dyn Change>, queue: &Queue<Task>) -> bool {
    if let Err(e) = here::control("BEGIN IMMEDIATE") {
        first.answer(Err(lost(&e)));
        return false;
    }
    let started = Instant::now();
    take_bound_bytes();
    let mut bytes = 0;
    let mut done: Vec<Box<dyn Change>> = Vec::new();
    let mut changed = false;
    let mut fate = Ok(());
    let mut next = Some(first);
    while let Some(mut job) = next.take() {
        match in_savepoint(&mut *job) {
            Ok(fine) => changed |= fine,
            Err(broken) => fate = Err(lost(&broken)),
        }
        done.push(job);
        bytes += take_bound_bytes();
        let room = done.len() < MAX_JOBS && bytes < MAX_BYTES && started.elapsed() < MAX_TIME;
        if fate.is_ok() && room {
            next = queue.take_if(|task| matches!(task, Task::Change(_))).and_then(|task| match task {
                Task::Change(job) => Some(job),
                Task::Alone(_) => None,
            });
        }
    }
    if fate.is_ok() {
        fate = here::control("COMMIT").map_err(|e| lost(&e));
    }
    if let Err(why) = &fate {
        tracing::error!(error = %why, jobs = done.len(), "a commit failed, all of its changes are rolled back");
        roll_back();
    }
    let durable = changed && fate.is_ok();
    for job in done {
        job.answer(fate.clone());
    }
    durable
}

/// Runs a job between a savepoint and its release or rollback. `Err` means that the whole transaction is gone.
fn in_savepoint(job: &mut dyn Change) -> Result<bool, DbErr> {
    here::control("SAVEPOINT job")?;
    let fine = job.run();
    if here::with(|c| Ok(c.is_autocommit()))? {
        // Disk full and I/O errors make SQLite roll back everything by itself.
        return Err(DbErr::Custom("SQLite gave up the transaction".to_owned()));
    }
    if !fine {
        here::control("ROLLBACK TO job")?;
    }
    here::control("RELEASE job")?;
    Ok(fine)
}

fn roll_back() {
    let open = here::with(|c| Ok(!c.is_autocommit())).unwrap_or(false);
    if open && let Err(e) = here::control("ROLLBACK") {
        tracing::error!(error = %e, "rolling back failed");
    }
}

/// Nothing of the batch was stored: whatever the reason, to its callers the database was not available.
fn lost(err: &DbErr) -> DbError {
    match DbError::from(err.clone()) {
        DbError::Db(other) => DbError::Unavailable(other.to_string()),
        away => away,
    }
}
