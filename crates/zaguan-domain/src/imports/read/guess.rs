//! How a text is cut: which separator, which quotation mark, judged by its first rows.

use zaguan_types::imports::Separator;

use super::Row;
use super::split::Splitter;

/// Rows that are looked at.
const ROWS: usize = 50;
/// In the order in which they win when nothing else decides.
const KNOWN: [Separator; 4] = [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe];

/// How a text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) separator: Separator,
    pub(super) quote: u8,
    /// Bytes at the beginning that are no data: Excel's line `sep=;`.
    pub(super) skip: usize,
}

pub(super) const fn byte_of(separator: Separator) -> u8 {
    match separator {
        Separator::Comma => b',',
        Separator::Semicolon => b';',
        Separator::Tab => b'\t',
        Separator::Pipe => b'|',
    }
}

/// Finds out how a text is cut. `whole` says that `head` is all of it; `wanted` is what a person said.
pub(super) fn cut(head: &str, whole: bool, wanted: Option<Separator>) -> Cut {
    let (said, skip) = first_line(head);
    let head = &head[skip..];
    let quote = quote_of(head);
    let best = || {
        let mut best = (Separator::Comma, (0, 0));
        for separator in KNOWN {
            let score = score(&rows(head, whole, byte_of(separator), quote));
            if score > best.1 {
                best = (separator, score);
            }
        }
        best.0
    };
    Cut { separator: wanted.or(said).unwrap_or_else(best), quote, skip }
}

/// Excel's own word about the separator.
fn first_line(head: &str) -> (Option<Separator>, usize) {
    let line = head.split_inclusive('\n').next().unwrap_or_default();
    let said = line.trim_end_matches(['\r', '\n']).strip_prefix("sep=");
    let known = said.and_then(|said| KNOWN.into_iter().find(|known| said.as_bytes() == [byte_of(*known)]));
    known.map_or((None, 0), |known| (Some(known), line.len()))
}

fn rows(head: &str, whole: bool, separator: u8, quote: u8) -> Vec<usize> {
    let mut widths = Vec::new();
    let mut sink = |row: Row| {
        let empty = row.cells.iter().all(|cell| cell.trim().is_empty());
        if !empty && widths.len() < ROWS {
            widths.push(row.cells.len());
        }
        Ok(())
    };
    let mut splitter = Splitter::new(separator, quote);
    // Where it breaks off the rows before are what there is to judge by.
    let fed = splitter.feed(head, &mut sink);
    if fed.is_ok() && whole {
        let _ = splitter.end(&mut sink);
    }
    widths
}

/// How well a separator fits: how many rows in a hundred have as many cells as most of them, and how many that are.
fn score(widths: &[usize]) -> (usize, usize) {
    let most = |width: &usize| widths.iter().filter(|other| *other == width).count();
    let Some(modal) = widths.iter().filter(|width| **width > 1).max_by_key(|width| (most(width), **width)) else {
        return (0, 0);
    };
    // One row in ten may be ragged; beyond that agreement counts for more than width.
    let agreeing = most(modal) * 10 / widths.len();
    (agreeing, *modal)
}

/// Quotation marks are double, unless there are none and cells stand between single ones.
fn quote_of(head: &str) -> u8 {
    if head.contains('"') {
        return b'"';
    }
    let around = |before: &str, after: &str| head.matches(before).count().min(head.matches(after).count());
    let closed: usize =
        KNOWN.map(byte_of).map(char::from).iter().map(|c| around(&format!("'{c}"), &format!("{c}'"))).sum();
    if closed >= 3 { b'\'' } else { b'"' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separator(text: &str) -> Separator {
        cut(text, true, None).separator
    }

    #[test]
    fn the_separator_is_the_one_that_cuts_all_rows_alike() {
        assert_eq!(separator("a,b,c\n1,2,3\n"), Separator::Comma);
        assert_eq!(separator("Nombre;Correo\nGil, Ana;a@b.es\nRuiz, Eva;c@d.es\n"), Separator::Semicolon);
        assert_eq!(separator("a\tb\n1,5\t2\n"), Separator::Tab);
        assert_eq!(separator("a|b|c\n\"x|y\"|2|3"), Separator::Pipe);
        assert_eq!(separator("nombre\nAna\nEva\n"), Separator::Comma);
        assert_eq!(separator("a;b\n\"one, two\nthree, four\";5\n"), Separator::Semicolon);
        assert_eq!(separator(""), Separator::Comma);
    }

    #[test]
    fn excels_own_word_counts_and_is_no_row() {
        assert_eq!(cut("sep=;\r\na;b\r\n", true, None), Cut { separator: Separator::Semicolon, quote: b'"', skip: 7 });
        assert_eq!(cut("sep=;\na,b\n", true, Some(Separator::Comma)).separator, Separator::Comma);
    }

    #[test]
    fn single_quotation_marks_only_where_cells_stand_between_them() {
        assert_eq!(cut("'a','b','c'\n'1','2','3'\n", true, None).quote, b'\'');
        assert_eq!(cut("O'Brien,'+34 600\nD'Arc,'=1\n", true, None).quote, b'"');
    }
}
