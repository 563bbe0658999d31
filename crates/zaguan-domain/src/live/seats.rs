//! How many streams one session may have open in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zaguan_types::SessionId;

/// The most streams of one session: a browser needs one, whatever the number of its tabs; a program that loses its
/// connection may not have noticed that the one before is dead.
const MOST: usize = 16;

/// The streams that are open, by session.
#[derive(Debug, Default)]
pub struct Seats(Mutex<HashMap<SessionId, usize>>);

/// A place for one stream; dropped, it is free again.
#[derive(Debug)]
pub struct Seat {
    seats: Arc<Seats>,
    session: SessionId,
}

impl Seats {
    /// Takes a place; `None` if the session has as many as it may.
    pub fn take(self: &Arc<Self>, session: SessionId) -> Option<Seat> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(session).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Seat { seats: Arc::clone(self), session })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_stream_ends() {
        let seats = Arc::new(Seats::default());
        let (one, other) = (SessionId(uuid::Uuid::from_u128(1)), SessionId(uuid::Uuid::from_u128(2)));
        let mut mine: Vec<Seat> = (0..MOST).map(|_| seats.take(one).unwrap()).collect();
        assert!(seats.take(one).is_none());
        assert!(seats.take(other).is_some(), "another session has its own");
        mine.pop();
        assert!(seats.take(one).is_some());
        drop(mine);
        assert!(seats.0.lock().unwrap().is_empty(), "nothing is kept of streams that ended");
    }
}
