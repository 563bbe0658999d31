//! Running a caller's future to its end in one poll.
//!
//! SQLite answers at once, so a future that only waits for its context is ready at the first poll. One that is not has
//! waited for something else (a timer, the network), which has no place on a database thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::super::DbError;

/// Polls the future that `make` gives, once, on this thread.
///
/// # Errors
/// [`DbError::Bug`] when it panics or is not ready.
pub(super) fn poll<F: Future>(make: impl FnOnce() -> F) -> Result<F::Output, DbError> {
    let polled = catch_unwind(AssertUnwindSafe(|| {
        let mut future = pin!(make());
        future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }));
    match polled {
        Ok(Poll::Ready(output)) => Ok(output),
        Ok(Poll::Pending) => Err(DbError::Bug("it waited for something else than the database".to_owned())),
        Err(panic) => Err(DbError::Bug(format!("it panicked: {}", words(&*panic)))),
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words")
}
