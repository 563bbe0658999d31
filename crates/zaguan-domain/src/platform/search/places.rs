//! Places of records in the full-text table on SQLite: numbers whose order is that of the names by which records are listed,
//! so that the first hits that come out of the index are the first ones of the page.
//!
//! A new record gets a number between those of its neighbours. Where there is none left it stands behind all others, in no
//! order; whoever asks for hits in order looks there as well. A reader of the numbers relies on two things: inside
//! [`Places::ordered`] they follow the order of the records of a firm, exactly; and every record has one somewhere.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::grams::Whose;

/// Bits of a number below those of its table.
const WHOLE: u32 = 61;
/// Behind a record with the same name comes nothing but further ones of that name: they may stand close together. This is
/// the power of two by which their gap is smaller than the one that they came into.
const SAME: u32 = 12;
/// The same at the end of everything, where there is much room.
const END: u32 = 20;
/// So many records, each right behind (or before) the one that came before it, are a run.
const RUN: u32 = 3;
/// The power of two by which the part that each of a run takes is smaller than the room that is left: a few hundred
/// thousand find room even in a gap of some millions, and leave room between them in a larger one.
const PART: u32 = 16;
/// Runs that are remembered.
const MOST: usize = 1024;

/// The numbers of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places(i64);

/// The neighbours of a new record: their numbers, and whether the one before has the same name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    pub(super) before: Option<i64>,
    pub(super) behind: Option<i64>,
    pub(super) same_name: bool,
}

/// The record that came last, and how many before it stood each right behind, or right before, the next: sorted lists
/// arrive that way.
#[derive(Clone, Copy, Debug, Default)]
struct Last {
    place: i64,
    upward: u32,
    downward: u32,
}

static LAST: LazyLock<Mutex<HashMap<Whose, Last>>> = LazyLock::new(Mutex::default);

impl Last {
    fn then(self, between: Between, place: i64) -> Self {
        let count = |neighbour: Option<i64>, before: u32| if neighbour == Some(self.place) { before + 1 } else { 0 };
        Self { place, upward: count(between.before, self.upward), downward: count(between.behind, self.downward) }
    }
}

impl Places {
    pub(super) fn of(kind: u8) -> Self {
        Self(i64::from(kind) << WHOLE)
    }

    /// The first and the last number of records in their order.
    pub(super) fn ordered(self) -> (i64, i64) {
        (self.0, self.0 | ((1 << (WHOLE - 1)) - 1))
    }

    /// The first and the last number of those in no order.
    pub(super) fn rest(self) -> (i64, i64) {
        (self.0 | (1 << (WHOLE - 1)), self.0 | ((1 << WHOLE) - 1))
    }

    /// A number between two neighbours, if there is one. `salt` spreads the first records of firms.
    fn between(self, between: Between, last: Last, salt: u64) -> Option<i64> {
        let Between { before, behind, same_name } = between;
        let (from, to) = self.ordered();
        let (low, high) = (before.map_or(from, |place| place + 1), behind.map_or(to, |place| place - 1));
        let room = high - low;
        if room < 0 {
            return None;
        }
        Some(match (before, behind) {
            (None, None) => from + (to - from) / 4 + i64::try_from(salt >> 5).unwrap_or_default() % ((to - from) / 2),
            (Some(_), None) => low + (room >> END),
            (None, Some(_)) => high - (room >> END),
            _ if same_name => low + (room >> SAME),
            (before, _) if before == Some(last.place) && last.upward >= RUN => low + (room >> PART),
            (_, behind) if behind == Some(last.place) && last.downward >= RUN => high - (room >> PART),
            _ => low + room / 2,
        })
    }

    /// Where a new record is to stand, if there is room, and the last number that is free for it.
    pub(super) fn choose(self, whose: Whose, between: Between) -> Option<(i64, i64)> {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).get(&whose).copied().unwrap_or_default();
        let place = self.between(between, last, whose.salt())?;
        Some((place, between.behind.map_or(self.ordered().1, |behind| behind - 1)))
    }
}

/// Notes where a record was entered.
pub(super) fn entered(whose: Whose, between: Between, place: i64) {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if last.len() >= MOST {
        last.clear();
    }
    let then = last.get(&whose).copied().unwrap_or_default().then(between, place);
    last.insert(whose, then);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Enters names one after the other; returns how many found no place in the order.
    fn enter(names: impl Iterator<Item = u64>) -> usize {
        let places = Places::of(1);
        let mut known: BTreeMap<(u64, usize), i64> = BTreeMap::new();
        let (mut last, mut without) = (Last::default(), 0);
        for (turn, name) in names.enumerate() {
            let before = known.range(..(name, turn)).next_back().map(|((name, _), place)| (*name, *place));
            let behind = known.range((name, turn)..).next().map(|(_, place)| *place);
            let same_name = before.is_some_and(|(other, _)| other == name);
            let between = Between { before: before.map(|(_, place)| place), behind, same_name };
            match places.between(between, last, 0x1234_5678_9ABC_DEF0) {
                Some(place) => {
                    assert!(between.before.is_none_or(|before| before < place));
                    assert!(behind.is_none_or(|behind| place < behind));
                    assert!((places.ordered().0..=places.ordered().1).contains(&place));
                    known.insert((name, turn), place);
                    last = last.then(between, place);
                }
                None => without += 1,
            }
        }
        without
    }

    proptest! {
        #[test]
        fn places_follow_the_order(names in prop::collection::vec(0..50_u64, 0..300)) {
            prop_assert_eq!(enter(names.into_iter()), 0);
        }
    }

    #[test]
    fn there_is_room_for_many_in_any_order() {
        let many = 200_000_u64;
        let spread = |number: u64| number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        assert_eq!(enter(0..many), 0, "sorted");
        assert_eq!(enter((0..many).rev()), 0, "sorted the other way round");
        assert!(enter((0..many).map(spread)) < 100, "in no order");
        // Where there are few names, and they come one above the other, some end up without.
        assert!(enter((0..many).map(|number| spread(number) % 300)) < 6_000, "few names");
        // A sorted list comes into the middle of others.
        let others = (0..10_000).map(spread);
        assert_eq!(enter(others.chain((0..50_000).map(|number| (1 << 43) + number))), 0, "into a gap");
    }

    #[test]
    fn tables_do_not_meet() {
        assert!(
            Places::of(0).rest().1 < Places::of(1).ordered().0 && Places::of(2).ordered().1 < Places::of(2).rest().0
        );
        assert!(Places::of(3).rest().1 > 0);
    }
}
