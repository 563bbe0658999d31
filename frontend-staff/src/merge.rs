//! What a list shows after its first page was read anew: news on top, nothing twice, nothing lost that was loaded.

use std::collections::HashSet;
use std::hash::Hash;

/// How many rows a reading asks for when `shown` rows are on the screen: whole pages, as many as the API gives at once.
pub const fn limit_for(shown: usize) -> u32 {
    const PAGE: u32 = zaguan_types::list::DEFAULT_LIMIT;
    const MOST: u32 = zaguan_types::list::MAX_LIMIT;
    let pages = (shown as u32).div_ceil(PAGE);
    let pages = if pages == 0 { 1 } else { pages };
    if pages * PAGE > MOST { MOST } else { pages * PAGE }
}

/// The order of rows after `fresh`, the beginning of the list, was read anew with [`limit_for`] the rows shown.
/// Rows loaded beyond what one reading gives stay behind it.
pub fn refreshed<K: Copy + Eq + Hash>(shown: &[K], fresh: &[K], fresh_is_all: bool) -> Vec<K> {
    let mut order = fresh.to_vec();
    if !fresh_is_all && shown.len() > fresh.len() {
        let first: HashSet<K> = fresh.iter().copied().collect();
        order.extend(shown[fresh.len()..].iter().copied().filter(|key| !first.contains(key)));
    }
    order
}

/// What a further page adds to the rows that are shown: a row may have moved behind the page that it was on.
pub fn further<K: Copy + Eq + Hash, T>(shown: impl Iterator<Item = K>, page: Vec<T>, key: fn(&T) -> K) -> Vec<T> {
    let mut new: HashSet<K> = page.iter().map(key).collect();
    for key in shown {
        new.remove(&key);
    }
    page.into_iter().filter(|item| new.remove(&key(item))).collect()
}

/// The rows of `fresh` that were not shown before.
pub fn arrived<K: Copy + Eq + Hash>(shown: &[K], fresh: &[K]) -> Vec<K> {
    further(shown.iter().copied(), fresh.to_vec(), |key| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_covers_what_is_shown() {
        assert_eq!(limit_for(0), 50);
        assert_eq!(limit_for(50), 50);
        assert_eq!(limit_for(51), 100);
        assert_eq!(limit_for(900), 200);
    }

    #[test]
    fn news_come_on_top_and_what_is_gone_goes() {
        assert_eq!(refreshed(&[1, 2, 3], &[9, 1, 3], false), [9, 1, 3]);
        assert_eq!(arrived(&[1, 2, 3], &[9, 1, 3]), [9]);
        assert_eq!(refreshed(&[1, 2, 3], &[1], true), [1]);
    }

    #[test]
    fn rows_beyond_the_reading_stay() {
        assert_eq!(refreshed(&[1, 2, 3, 4, 5], &[9, 1, 4], false), [9, 1, 4, 5]);
        assert_eq!(further([1, 2].into_iter(), vec![2, 3, 3], |item| *item), [3]);
    }
}
