//! What a list shows after its first page was read anew: news on top, nothing twice, nothing lost that was loaded.

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
pub fn refreshed<K: Copy + PartialEq>(shown: &[K], fresh: &[K], fresh_is_all: bool) -> Vec<K> {
    let mut order = fresh.to_vec();
    if !fresh_is_all && shown.len() > fresh.len() {
        order.extend(shown[fresh.len()..].iter().copied().filter(|key| !fresh.contains(key)));
    }
    order
}

/// The order of rows after a further page.
pub fn appended<K: Copy + PartialEq>(shown: &[K], further: &[K]) -> Vec<K> {
    let mut order = shown.to_vec();
    order.extend(further.iter().copied().filter(|key| !shown.contains(key)));
    order
}

/// The rows of `fresh` that were not shown before.
pub fn arrived<K: Copy + PartialEq>(shown: &[K], fresh: &[K]) -> Vec<K> {
    fresh.iter().copied().filter(|key| !shown.contains(key)).collect()
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
        assert_eq!(appended(&[1, 2], &[2, 3]), [1, 2, 3]);
    }
}
