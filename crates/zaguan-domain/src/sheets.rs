//! Cells of texts that spreadsheets open: quoting, and the shield of those that would be taken for a formula.
//!
//! A spreadsheet runs what begins with `=`, `+`, `-` or `@`. Such a cell gets an apostrophe in front when it goes out, and
//! loses it when it comes in. A cell that begins with apostrophes and then with one of those gets one more, so that what
//! comes in is always what went out.
//!
//! A spreadsheet of another country cuts a file at another separator, and pays no heed to quotation marks inside of what it
//! takes for a cell: what comes after any separator may begin a cell. There only what can do something is shielded, a call
//! or a link to elsewhere, and no telephone number after a comma.

use std::borrow::Cow;

/// What the spreadsheets of some country cut at.
const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '\r', '\n'];

/// Whether a spreadsheet would take a cell for a formula, if not for the apostrophes in front of it.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['\t', '\r', '\n']) || begins_a_formula(cell)
}

fn begins_a_formula(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\'' | '\u{feff}' | '\u{200b}');
    text.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Whether what is left of a cell after a separator would do something as the beginning of a cell of its own.
fn does_something(rest: &str) -> bool {
    begins_a_formula(rest) && rest.contains(['(', '|', '!'])
}

/// Where in a cell others may begin, for whoever cuts at another separator.
fn beginnings(cell: &str) -> impl Iterator<Item = usize> + '_ {
    cell.match_indices(SEPARATORS).map(|(at, separator)| at + separator.len())
}

/// Puts an apostrophe in front of whatever would be taken for a formula.
pub(crate) fn shielded(cell: &str) -> Cow<'_, str> {
    let head = is_risky(cell).then_some(0);
    // Most cells hold nothing of all this, and files have millions of them.
    if head.is_none() && !cell.bytes().any(|byte| SEPARATORS.contains(&byte.into())) {
        return cell.into();
    }
    let all: Vec<usize> = head.into_iter().chain(beginnings(cell).filter(|at| does_something(&cell[*at..]))).collect();
    if all.is_empty() {
        return cell.into();
    }
    let mut out = String::with_capacity(cell.len() + all.len());
    let mut from = 0;
    for at in all {
        out.push_str(&cell[from..at]);
        out.push('\'');
        from = at;
    }
    out.push_str(&cell[from..]);
    out.into()
}

/// Takes the apostrophes off again.
pub(crate) fn unshield(cell: &mut String) {
    let head = (cell.starts_with('\'') && is_risky(cell)).then_some(0);
    let shields = |at: &usize| cell[*at..].starts_with('\'') && does_something(&cell[*at..]);
    let all: Vec<usize> = head.into_iter().chain(beginnings(cell).filter(shields)).collect();
    for at in all.into_iter().rev() {
        cell.remove(at);
    }
}

/// Writes one cell, between quotation marks if it has to be (RFC 4180).
pub(crate) fn quote(cell: &str, separator: char, out: &mut Vec<u8>) {
    let bare = |byte: u8| char::from(byte) == separator || matches!(byte, b'"' | b'\r' | b'\n');
    // Blanks at the ends are kept by some readers only between quotation marks; ours takes `'` for one of those too.
    let plain = !cell.bytes().any(bare) && !cell.starts_with([' ', '\'']) && !cell.ends_with([' ', '\'']);
    if plain {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for (at, piece) in cell.split('"').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(piece.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_would_be_run_is_shielded() {
        for risky in ["=1+1", "+34 600 123 456", "-5", "@x", "\t=1", "\rx", " \u{a0}=1", "'=1", "＝1", " '=1"] {
            assert_eq!(shielded(risky), format!("'{risky}"), "{risky:?}");
        }
        for plain in ["", "O'Brien", "'Otto", "a=b", "5-3", "x@y.es", " x"] {
            assert_eq!(shielded(plain), plain, "{plain:?}");
        }
    }

    #[test]
    fn nothing_is_run_wherever_the_file_is_cut() {
        let cell = "x;=cmd|' /C calc'!A0";
        assert_eq!(shielded(cell), "x;'=cmd|' /C calc'!A0");
        for cell in [cell, "a\n@SUM(1)", "a\t-2+3+cmd|' /C calc'!A0", "=a,=b();+c|d"] {
            let mut out = Vec::new();
            quote(&shielded(cell), ',', &mut out);
            let out = String::from_utf8(out).unwrap();
            for piece in out.split(SEPARATORS) {
                let piece = piece.trim_start_matches(['"', ' ']);
                assert!(!piece.starts_with(['=', '+', '-', '@']), "{out:?}");
            }
        }
        for plain in ["600 111 222, +34 600 333 444", "leche\n- pan\n- vino", "a; =b"] {
            assert_eq!(shielded(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn what_comes_in_is_what_went_out(cell in "['=+@\\- \t\ra＝\u{200b},;|\n(]{0,10}") {
            let mut back = shielded(&cell).into_owned();
            unshield(&mut back);
            prop_assert_eq!(back, cell);
        }
    }
}
