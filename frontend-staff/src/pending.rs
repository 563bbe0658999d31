//! An answer that a person gives later, as a future: a request that goes on once a dialog was answered.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The answer, to wait for and to give. Copies by `clone` are the same.
pub struct Pending<T>(Rc<RefCell<State<T>>>);

struct State<T> {
    answer: Option<T>,
    waits: Option<Waker>,
}

impl<T> Clone for Pending<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(State { answer: None, waits: None })))
    }
}

impl<T> Pending<T> {
    /// Gives the answer. The first one counts.
    pub fn give(&self, answer: T) {
        let mut state = self.0.borrow_mut();
        if state.answer.is_none() {
            state.answer = Some(answer);
        }
        let waits = state.waits.take();
        // Whoever is woken may look at once.
        drop(state);
        if let Some(waits) = waits {
            waits.wake();
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut state = self.0.borrow_mut();
        match state.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                state.waits = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_answer_counts() {
        let pending = Pending::default();
        let mut waiting = pending.clone();
        let mut cx = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut waiting).poll(&mut cx).is_pending());
        pending.give(1);
        pending.give(2);
        assert_eq!(Pin::new(&mut waiting).poll(&mut cx), Poll::Ready(1));
    }
}
