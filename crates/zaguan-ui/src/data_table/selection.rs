//! Which rows are ticked: single ones, ranges, all that are loaded.

use std::collections::HashSet;
use std::hash::Hash;

/// How much of what is loaded is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticked {
    /// Nothing.
    None,
    /// A part.
    Some,
    /// Everything.
    All,
}

/// How many of the loaded rows are ticked.
pub fn ticked<K: Eq + Hash>(loaded: &[K], selected: &HashSet<K>) -> Ticked {
    let there = loaded.iter().filter(|key| selected.contains(key)).count();
    match there {
        0 => Ticked::None,
        n if n == loaded.len() => Ticked::All,
        _ => Ticked::Some,
    }
}

/// After a press on the box over all: everything, unless everything is ticked.
pub fn all_pressed<K: Copy + Eq + Hash>(loaded: &[K], selected: &HashSet<K>) -> HashSet<K> {
    match ticked(loaded, selected) {
        Ticked::All => HashSet::new(),
        Ticked::None | Ticked::Some => loaded.iter().copied().collect(),
    }
}

/// After a press on one box. With a place where the range begins, all rows between the two become what the pressed one
/// becomes; if that place is gone, the press counts alone.
pub fn pressed<K: Copy + Eq + Hash>(
    loaded: &[K],
    selected: &HashSet<K>,
    key: K,
    range_from: Option<K>,
    on: bool,
) -> HashSet<K> {
    let place = |wanted: K| loaded.iter().position(|other| *other == wanted);
    let (from, to) = match (range_from.and_then(place), place(key)) {
        (Some(from), Some(to)) => (from.min(to), from.max(to)),
        (None, Some(to)) => (to, to),
        (_, None) => return selected.clone(),
    };
    let mut after = selected.clone();
    for key in &loaded[from..=to] {
        if on {
            after.insert(*key);
        } else {
            after.remove(key);
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(keys: &[u32]) -> HashSet<u32> {
        keys.iter().copied().collect()
    }
    const LOADED: [u32; 6] = [10, 11, 12, 13, 14, 15];

    #[test]
    fn the_box_over_all_ticks_what_is_loaded_and_takes_it_back() {
        assert_eq!(all_pressed(&LOADED, &set(&[])), set(&LOADED));
        assert_eq!(all_pressed(&LOADED, &set(&[11])), set(&LOADED));
        assert_eq!(all_pressed(&LOADED, &set(&LOADED)), set(&[]));
        assert_eq!(ticked(&LOADED, &set(&[11, 12])), Ticked::Some);
        assert_eq!(ticked::<u32>(&[], &set(&[])), Ticked::None);
    }

    #[test]
    fn shift_takes_all_between_both_ways() {
        assert_eq!(pressed(&LOADED, &set(&[11]), 14, Some(11), true), set(&[11, 12, 13, 14]));
        assert_eq!(pressed(&LOADED, &set(&[14]), 12, Some(14), true), set(&[12, 13, 14]));
        assert_eq!(pressed(&LOADED, &set(&LOADED), 12, Some(14), false), set(&[10, 11, 15]));
    }

    #[test]
    fn a_range_from_a_row_that_is_gone_is_one_row() {
        assert_eq!(pressed(&LOADED, &set(&[]), 12, Some(99), true), set(&[12]));
        assert_eq!(pressed(&LOADED, &set(&[10]), 99, None, true), set(&[10]));
    }
}
