//! Places of records in the full-text table on SQLite: numbers whose order is that of the names by which records are listed,
//! so that the first hits that come out of the index are the first ones of the page.
//!
//! A new record gets a number between those of its neighbours. Where there is none left it stands behind all others, in no
//! order; whoever asks for hits in order looks there as well. A reader of the numbers relies on two things: inside
//! [`Places::ordered`] they follow the order of the records of a firm, exactly; and every record has one somewhere.

use std::collections::{HashMap, VecDeque};
use std::sync::{LazyLock, Mutex, PoisonError};

use super::grams::Whose;

/// Bits of a number below those of its table.
const WHOLE: u32 = 61;
/// Behind a record with the same name comes nothing but further ones of that name: they may stand close together. This is
/// the power of two by which their gap is smaller than the one that they came into.
const SAME: u32 = 12;
/// The same at the end of everything, where there is much room.
const END: u32 = 20;
/// Of each run, one expects that it goes on for as long again, and some: each takes this part of what is left for the rest.
const PART: i64 = 4;
/// Runs of a table that are remembered, and tables: lists arrive sorted, or as several sorted ones shuffled into one another.
const RUNS: usize = 256;
const TABLES: usize = 256;

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

/// A record that came lately, and how many before it stood each right behind, or right before, the next.
#[derive(Clone, Copy, Debug)]
struct Run {
    place: i64,
    upward: i64,
    downward: i64,
}

/// The records at which a run may go on, the latest at the end.
#[derive(Clone, Debug, Default)]
struct Runs(VecDeque<Run>);

static RUNS_OF: LazyLock<Mutex<HashMap<Whose, Runs>>> = LazyLock::new(Mutex::default);

impl Runs {
    fn at(&self, place: Option<i64>) -> Option<&Run> {
        let place = place?;
        self.0.iter().rev().find(|run| run.place == place)
    }

    /// How long the run is that a new record between these neighbours makes longer: upward, and downward.
    fn longer(&self, between: Between) -> (i64, i64) {
        let upward = self.at(between.before).map_or(0, |run| run.upward + 1);
        (upward, self.at(between.behind).map_or(0, |run| run.downward + 1))
    }

    /// Notes a record.
    fn then(&mut self, between: Between, place: i64) {
        let (upward, downward) = self.longer(between);
        let goes_on = if upward > 0 { between.before } else { between.behind };
        self.0.retain(|run| Some(run.place) != goes_on);
        if self.0.len() >= RUNS {
            self.0.pop_front();
        }
        self.0.push_back(Run { place, upward, downward });
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
    fn between(self, between: Between, runs: &Runs, salt: u64) -> Option<i64> {
        let Between { before, behind, same_name } = between;
        let (from, to) = self.ordered();
        let (low, high) = (before.map_or(from, |place| place + 1), behind.map_or(to, |place| place - 1));
        let room = high - low;
        if room < 0 {
            return None;
        }
        let (upward, downward) = runs.longer(between);
        Some(match (before, behind) {
            (None, None) => from + (to - from) / 4 + i64::try_from(salt >> 5).unwrap_or_default() % ((to - from) / 2),
            (Some(_), None) => low + (room >> END),
            (None, Some(_)) => high - (room >> END),
            _ if same_name => low + (room >> SAME),
            _ if upward > 0 => low + room / (PART * upward),
            _ if downward > 0 => high - room / (PART * downward),
            _ => low + room / 2,
        })
    }

    /// Where a new record is to stand, if there is room, and the last number that is free for it.
    pub(super) fn choose(self, whose: Whose, between: Between) -> Option<(i64, i64)> {
        let all = RUNS_OF.lock().unwrap_or_else(PoisonError::into_inner);
        let place = match all.get(&whose) {
            Some(runs) => self.between(between, runs, whose.salt())?,
            None => self.between(between, &Runs::default(), whose.salt())?,
        };
        Some((place, between.behind.map_or(self.ordered().1, |behind| behind - 1)))
    }
}

/// Notes where a record was entered.
pub(super) fn entered(whose: Whose, between: Between, place: i64) {
    let mut all = RUNS_OF.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= TABLES && !all.contains_key(&whose) {
        all.clear();
    }
    all.entry(whose).or_default().then(between, place);
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
        let (mut runs, mut without) = (Runs::default(), 0);
        for (turn, name) in names.enumerate() {
            let before = known.range(..(name, turn)).next_back().map(|((name, _), place)| (*name, *place));
            let behind = known.range((name, turn)..).next().map(|(_, place)| *place);
            let same_name = before.is_some_and(|(other, _)| other == name);
            let between = Between { before: before.map(|(_, place)| place), behind, same_name };
            match places.between(between, &runs, 0x1234_5678_9ABC_DEF0) {
                Some(place) => {
                    assert!(between.before.is_none_or(|before| before < place));
                    assert!(behind.is_none_or(|behind| place < behind));
                    assert!((places.ordered().0..=places.ordered().1).contains(&place));
                    known.insert((name, turn), place);
                    runs.then(between, place);
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
        // Families whose members are numbered, by their digits: sixty-four sorted lists shuffled into one another.
        let numbered = |number: u64| {
            let digits = number.to_string();
            let padded: u64 = format!("{digits:0<6}").parse().unwrap();
            (number % 64) << 32 | padded << 3 | digits.len() as u64
        };
        assert!(enter((0..many).map(numbered)) < 2_000, "numbered families");
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
