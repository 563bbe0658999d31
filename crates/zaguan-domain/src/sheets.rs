//! Cells of texts that spreadsheets open: quoting, and the shield of those that would be taken for a formula.
//!
//! A spreadsheet runs what begins with `=`, `+`, `-` or `@`. Such a cell gets an apostrophe in front when it goes out, and
//! loses it when it comes in. A cell that begins with apostrophes and then with one of those gets one more, so that what
//! comes in is always what went out.

/// Whether a spreadsheet would take a cell for a formula, if not for the apostrophes in front of it.
fn is_risky(cell: &str) -> bool {
    let mut rest = cell.trim_start_matches('\'');
    if rest.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    rest =
        rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'));
    rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Puts an apostrophe in front of a cell that would be taken for a formula.
pub(crate) fn shielded(cell: &str) -> std::borrow::Cow<'_, str> {
    if is_risky(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// Takes the apostrophe off again.
pub(crate) fn unshield(cell: &mut String) {
    if cell.starts_with('\'') && is_risky(cell) {
        cell.remove(0);
    }
}

/// Writes one cell, between quotation marks if it has to be (RFC 4180).
pub(crate) fn quote(cell: &str, separator: char, out: &mut Vec<u8>) {
    let bare = |c: char| c == separator || matches!(c, '"' | '\r' | '\n');
    // Blanks at the ends are kept by some readers only between quotation marks; ours takes `'` for one of those too.
    let plain = !cell.contains(bare) && !cell.starts_with([' ', '\'']) && !cell.ends_with([' ', '\'']);
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
        for risky in ["=1+1", "+34 600 123 456", "-5", "@x", "\t=1", "\rx", " \u{a0}=1", "'=1", "＝1"] {
            assert_eq!(shielded(risky), format!("'{risky}"), "{risky:?}");
        }
        for plain in ["", "O'Brien", "'Otto", "a=b", "5-3", "x@y.es", " x"] {
            assert_eq!(shielded(plain), plain, "{plain:?}");
        }
    }

    proptest! {
        #[test]
        fn what_comes_in_is_what_went_out(cell in "['=+@\\- \t\ra＝\u{200b}]{0,8}") {
            let mut back = shielded(&cell).into_owned();
            unshield(&mut back);
            prop_assert_eq!(back, cell);
        }
    }
}
