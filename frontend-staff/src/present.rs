//! What there is one of while somebody is signed in, to be had from everywhere: also from inside of a future, which has no
//! owner and finds no context there.

use std::cell::Cell;

/// The place of such a thing; a `thread_local`.
pub struct Present<T> {
    now: Cell<Option<(u32, T)>>,
    turn: Cell<u32>,
}

/// The right to take a thing away again that one has put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u32);

impl<T: Copy> Present<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        Self { now: Cell::new(None), turn: Cell::new(0) }
    }

    /// Puts a thing there, in place of an earlier one.
    pub fn begin(&self, thing: T) -> Turn {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        self.now.set(Some((turn, thing)));
        Turn(turn)
    }

    /// Takes it away, unless another one stands there by now.
    pub fn end(&self, turn: Turn) {
        if self.now.get().is_some_and(|(now, _)| now == turn.0) {
            self.now.set(None);
        }
    }

    /// What is there.
    pub fn get(&self) -> Option<T> {
        self.now.get().map(|(_, thing)| thing)
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use leptos::prelude::*;

    use super::*;

    thread_local!(static NAME: Present<&'static str> = const { Present::new() });

    #[test]
    fn a_future_finds_it_where_a_context_is_lost() {
        let owner = Owner::new();
        let turn = owner.with(|| {
            provide_context("context");
            NAME.with(|place| place.begin("Ana"))
        });
        let mut late = pin!(async { (use_context::<&'static str>(), NAME.with(Present::get)) });
        let answer = late.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(answer, std::task::Poll::Ready((None, Some("Ana"))));
        NAME.with(|place| place.end(turn));
        assert_eq!(NAME.with(Present::get), None);
    }

    #[test]
    fn whoever_comes_next_is_not_taken_away_with_the_one_before() {
        let place = Present::new();
        let first = place.begin(1);
        let second = place.begin(2);
        place.end(first);
        assert_eq!(place.get(), Some(2));
        place.end(second);
        assert_eq!(place.get(), None);
    }
}
