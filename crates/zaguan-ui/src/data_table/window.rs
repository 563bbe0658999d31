//! Which rows of a long table are drawn: arithmetic without a browser.

use std::ops::Range;

/// Rows drawn above and below what can be seen, so that a little scrolling needs no work.
const OVERSCAN: usize = 4;
/// The same while one flies over the rows: the next look shows others anyway.
const OVERSCAN_IN_FLIGHT: usize = 1;
/// The window moves in steps of so many rows: most scrolling events then change nothing.
const STEP: usize = 2;
/// How many rows before the end the next page is asked for.
const AHEAD: usize = 25;

/// What can be seen of the rows, in CSS pixels: how far they are scrolled, and how much room they have.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// How far the rows are scrolled.
    pub top: f64,
    /// The height of the room for rows, without the head.
    pub height: f64,
    /// How far they were scrolled since the look before.
    pub moved: f64,
}

impl View {
    fn overscan(self) -> usize {
        if self.moved > self.height / 2.0 { OVERSCAN_IN_FLIGHT } else { OVERSCAN }
    }
}

/// The rows to draw of `count`, each `row` pixels high.
pub fn window(view: View, row: f64, count: usize) -> Range<usize> {
    if row <= 0.0 {
        return 0..count.min(32);
    }
    let first = ((view.top.max(0.0) / row) as usize).min(count);
    let last = ((view.top.max(0.0) + view.height) / row).ceil() as usize;
    let from = first.saturating_sub(view.overscan()) / STEP * STEP;
    let to = (last + view.overscan()).div_ceil(STEP) * STEP;
    from.min(count)..to.min(count)
}

/// A part of the body of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The room of rows that are not drawn: which gap, and how many rows.
    Gap(u8, usize),
    /// A row by its place.
    Row(usize),
}

/// The body: the window, the row that has the focus even when it is elsewhere, and gaps for all the rest.
pub fn pieces(window: Range<usize>, pinned: Option<usize>, count: usize) -> Vec<Piece> {
    let pinned = pinned.filter(|at| *at < count && !window.contains(at));
    let before = pinned.filter(|at| *at < window.start);
    let behind = pinned.filter(|at| *at >= window.end);
    let mut all = Vec::with_capacity(window.len() + 5);
    all.extend(gap(0, 0, before.unwrap_or(window.start)));
    if let Some(at) = before {
        all.push(Piece::Row(at));
        all.extend(gap(1, at + 1, window.start));
    }
    all.extend(window.clone().map(Piece::Row));
    if let Some(at) = behind {
        all.extend(gap(2, window.end, at));
        all.push(Piece::Row(at));
    }
    all.extend(gap(3, behind.map_or(window.end, |at| at + 1), count));
    all
}

fn gap(which: u8, from: usize, to: usize) -> Option<Piece> {
    (to > from).then(|| Piece::Gap(which, to - from))
}

/// How far the rows must be scrolled for a row to be seen whole; `None`: it is.
pub fn reveal(at: usize, view: View, row: f64) -> Option<f64> {
    let (from, to) = (at as f64 * row, (at + 1) as f64 * row);
    if from < view.top {
        Some(from)
    } else if to > view.top + view.height {
        Some((to - view.height).max(0.0))
    } else {
        None
    }
}

/// Whether the end of what is loaded is near.
pub fn is_near_end(window: &Range<usize>, count: usize) -> bool {
    window.end + AHEAD >= count
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: f64 = 42.0;
    fn view(top: f64) -> View {
        View { top, height: 840.0, moved: 0.0 }
    }

    #[test]
    fn only_what_can_be_seen_is_drawn_and_a_little_more() {
        assert_eq!(window(view(0.0), ROW, 10_000), 0..24);
        assert_eq!(window(view(42.0 * 5000.0), ROW, 10_000), 4996..5024);
        assert_eq!(window(view(42.0 * 9990.0), ROW, 10_000), 9986..10_000);
        assert!((0..400_000).step_by(997).all(|top| window(view(f64::from(top)), ROW, 10_000).len() <= 32));
    }

    #[test]
    fn in_flight_less_is_drawn_around() {
        assert_eq!(window(View { moved: 1200.0, ..view(42.0 * 5000.0) }, ROW, 10_000), 4998..5022);
    }

    #[test]
    fn every_row_that_can_be_seen_is_in_the_window() {
        for top in (0..400_000).step_by(353) {
            let window = window(view(f64::from(top)), ROW, 10_000);
            let first = (f64::from(top) / ROW) as usize;
            let last = (((f64::from(top) + 840.0) / ROW) as usize).min(9_999);
            assert!(window.contains(&first.min(9_999)) && window.contains(&last), "{top}: {window:?}");
        }
    }

    #[test]
    fn short_lists_and_lists_that_became_shorter_are_drawn_whole() {
        assert_eq!(window(view(0.0), ROW, 3), 0..3);
        assert_eq!(window(view(42.0 * 900.0), ROW, 5), 0..5);
        assert_eq!(window(View::default(), 0.0, 10_000), 0..32);
        assert_eq!(window(view(0.0), ROW, 0), 0..0);
    }

    #[test]
    fn gaps_and_rows_always_make_up_the_whole() {
        for (window, pinned) in [
            (0..20, None),
            (40..80, Some(3)),
            (40..80, Some(50)),
            (40..80, Some(400)),
            (40..80, Some(39)),
            (480..500, None),
        ] {
            let pieces = pieces(window, pinned, 500);
            let rows: usize = pieces.iter().map(|piece| if let Piece::Gap(_, rows) = piece { *rows } else { 1 }).sum();
            assert_eq!(rows, 500);
            if let Some(at) = pinned {
                assert!(pieces.contains(&Piece::Row(at)), "the row with the focus stays in the page");
            }
        }
    }

    #[test]
    fn a_row_comes_into_view_by_the_shortest_way() {
        assert_eq!(reveal(3, view(42.0 * 10.0), ROW), Some(126.0));
        assert_eq!(reveal(12, view(42.0 * 10.0), ROW), None);
        assert_eq!(reveal(30, view(42.0 * 10.0), ROW), Some(42.0 * 31.0 - 840.0));
    }

    #[test]
    fn the_next_page_is_asked_for_before_the_end_is_seen() {
        assert!(is_near_end(&(60..90), 100));
        assert!(!is_near_end(&(0..40), 100));
    }
}
