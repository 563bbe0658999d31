//! How many streams one session may have open in this process.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot::{Receiver, Sender, channel};
use zaguan_types::SessionId;

/// The most streams of one session: a browser needs one, whatever the number of its tabs.
const MOST: usize = 16;

/// The streams that are open, by session, the oldest first.
#[derive(Debug, Default)]
pub struct Seats(Mutex<Taken>);

#[derive(Debug, Default)]
struct Taken {
    streams: HashMap<SessionId, VecDeque<(u64, Sender<()>)>>,
    next: u64,
}

/// A place for one stream; dropped, it is free again.
#[derive(Debug)]
pub struct Seat {
    seats: Arc<Seats>,
    session: SessionId,
    number: u64,
    given_away: Receiver<()>,
}

impl Seats {
    /// Takes a place. Where a session has as many as it may, the oldest stream gives its own away: most often nobody
    /// listens to it any more, since a page that was left is noticed only when something is sent to it.
    pub fn take(self: &Arc<Self>, session: SessionId) -> Seat {
        let (held, given_away) = channel();
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = taken.next;
        taken.next += 1;
        let streams = taken.streams.entry(session).or_default();
        if streams.len() >= MOST {
            streams.pop_front();
        }
        streams.push_back((number, held));
        Seat { seats: Arc::clone(self), session, number, given_away }
    }
}

impl Seat {
    /// Waits until the place is given to another stream of the session.
    pub async fn given_away(&mut self) {
        // Nothing is ever sent: what holds the other end is dropped.
        let _ = (&mut self.given_away).await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(streams) = taken.streams.get_mut(&self.session) {
            streams.retain(|(number, _)| *number != self.number);
            if streams.is_empty() {
                taken.streams.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[test]
    fn the_oldest_stream_makes_room_and_nothing_is_kept_of_those_that_ended() {
        let seats = Arc::new(Seats::default());
        let (one, other) = (SessionId(uuid::Uuid::from_u128(1)), SessionId(uuid::Uuid::from_u128(2)));
        let mut mine: VecDeque<Seat> = (0..MOST).map(|_| seats.take(one)).collect();
        let mut theirs = seats.take(other);
        let is_left = |seat: &mut Seat| seat.given_away().now_or_never().is_none();
        assert!(mine.iter_mut().all(is_left));
        mine.push_back(seats.take(one));
        assert!(!is_left(&mut mine[0]) && mine.iter_mut().skip(1).all(is_left));
        assert!(is_left(&mut theirs), "another session has its own");
        // One that ends by itself makes room as well.
        mine.remove(5);
        mine.push_back(seats.take(one));
        assert!(mine.iter_mut().skip(1).all(is_left));
        drop((mine, theirs));
        assert!(seats.0.lock().unwrap().streams.is_empty());
    }
}
