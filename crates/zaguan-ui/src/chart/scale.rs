//! Scales, paths and files of charts: arithmetic without a browser.

use std::fmt::Write as _;

/// The drawing in its own units: 520 wide, 160 high; figures stand at the left, names below.
pub const WIDTH: f64 = 520.0;
/// Its height.
pub const HEIGHT: f64 = 160.0;
/// Where the axis of values stands.
pub const LEFT: f64 = 38.0;
/// Where the base line lies.
pub const BASE: f64 = 136.0;
/// Where the greatest value of the axis lies.
pub const TOP: f64 = 14.0;
/// Where names and figures at the right edge end.
pub const RIGHT: f64 = 510.0;

/// The greatest value of the axis: round, not below `most`, in two equal halves.
pub fn round_top(most: f64) -> f64 {
    if !most.is_finite() || most <= 0.0 {
        return 2.0;
    }
    let power = 10_f64.powf(most.log10().floor());
    let steps = [1.0, 2.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let top = steps.iter().map(|step| step * power).find(|top| *top >= most - power * 1e-9).unwrap_or(power * 10.0);
    // Counts have no halves.
    if top < 2.0 && most.fract() == 0.0 { 2.0 } else { top }
}

/// Where a value lies.
pub fn y_of(value: f64, top: f64) -> f64 {
    BASE - (value.max(0.0) / top).min(1.0) * (BASE - TOP)
}

/// Where the point of a line lies, of `count`.
pub fn x_of(at: usize, count: usize) -> f64 {
    if count < 2 { (LEFT + RIGHT) / 2.0 } else { LEFT + at as f64 * (RIGHT - LEFT) / (count - 1) as f64 }
}

/// The line through values.
pub fn line(values: &[f64], top: f64) -> String {
    let mut path = String::new();
    for (at, value) in values.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        // Writing into a text cannot fail.
        let _ = write!(path, "{letter}{:.1} {:.1}", x_of(at, values.len()), y_of(*value, top));
    }
    path
}

/// The area under the line.
pub fn area(values: &[f64], top: f64) -> String {
    if values.is_empty() {
        return String::new();
    }
    let (first, last) = (x_of(0, values.len()), x_of(values.len() - 1, values.len()));
    format!("{}L{last:.1} {BASE}L{first:.1} {BASE}z", line(values, top))
}

/// A bar of group `at` of `count` with `of` bars side by side: left edge and width.
pub fn bar(at: usize, count: usize, series: usize, of: usize) -> (f64, f64) {
    let slot = (RIGHT - LEFT) / count.max(1) as f64;
    let width = (slot * 0.62 / of.max(1) as f64).min(44.0);
    let from = LEFT + slot * at as f64 + (slot - width * of as f64) / 2.0;
    (from + width * series as f64, width)
}

/// Which names stand under the axis: all while there is room, else every second, third …
pub fn named(count: usize) -> usize {
    count.div_ceil(8).max(1)
}

/// The share of each step of a funnel in the first one.
pub fn shares(values: &[f64]) -> Vec<f64> {
    let first = values.first().copied().unwrap_or(0.0);
    values.iter().map(|value| if first > 0.0 { (value / first).clamp(0.0, 1.0) } else { 0.0 }).collect()
}

/// A file of comma-separated values by RFC 4180. A text that a spreadsheet would take for a formula is kept a text.
pub fn csv(head: &[String], rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        let is_number = text.parse::<f64>().is_ok();
        let text = if !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            format!("'{text}")
        } else {
            text.clone()
        };
        if text.contains(['"', ',', '\n', '\r', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let line = |cells: &[String]| cells.iter().map(cell).collect::<Vec<_>>().join(",");
    let mut out = line(head);
    for row in rows {
        out.push_str("\r\n");
        out.push_str(&line(row));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_ends_at_a_round_number_that_holds_everything() {
        for (most, top) in [
            (42.0, 50.0),
            (50.0, 50.0),
            (51.0, 60.0),
            (7.0, 8.0),
            (0.3, 0.4),
            (1.0, 2.0),
            (1_284.5, 2_000.0),
            (0.0, 2.0),
            (101.0, 200.0),
        ] {
            assert!((round_top(most) - top).abs() < 1e-9, "{most}: {}", round_top(most));
        }
    }

    #[test]
    fn values_lie_between_base_and_top() {
        assert!((y_of(0.0, 50.0) - BASE).abs() < 1e-9);
        assert!((y_of(50.0, 50.0) - TOP).abs() < 1e-9);
        assert!((y_of(-3.0, 50.0) - BASE).abs() < 1e-9);
        assert_eq!(line(&[0.0, 50.0], 50.0), "M38.0 136.0L510.0 14.0");
        assert_eq!(line(&[], 50.0), "");
        assert!(area(&[5.0], 50.0).ends_with('z'));
    }

    #[test]
    fn bars_do_not_touch_the_next_group() {
        for count in 1..40 {
            for of in 1..4 {
                let (last, width) = bar(0, count, of - 1, of);
                let (next, _) = bar(1, count, 0, of);
                assert!(last + width < next || count == 1, "{count} groups of {of}");
            }
        }
    }

    #[test]
    fn a_funnel_measures_by_its_first_step() {
        assert_eq!(shares(&[31.0, 15.5, 0.0]), [1.0, 0.5, 0.0]);
        assert_eq!(shares(&[0.0, 3.0]), [0.0, 0.0]);
        assert_eq!((named(7), named(12), named(30)), (1, 2, 4));
    }

    #[test]
    fn files_are_quoted_and_never_formulas() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let file = csv(&row(&["Mes", "Minutos"]), &[row(&["ene", "-4.5"]), row(&["a \"b\", c", "=1+1"])]);
        assert_eq!(file, "Mes,Minutos\r\nene,-4.5\r\n\"a \"\"b\"\", c\",'=1+1");
    }
}
