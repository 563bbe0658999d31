//! Text with separators, cut into rows and cells as it streams by (RFC 4180, read leniently).
//!
//! Our own since two things have to be known that the usual readers do not tell: that a quotation mark was never closed,
//! and at which row and column; and how long one cell grows before it is whole.

use std::collections::BTreeSet;

use zaguan_types::FieldCode;
use zaguan_types::imports::{LONGEST_CELL, MOST_COLUMNS};

use super::{FileError, Row};

/// A cell of a well-formed file has at most this many bytes; the sink counts its characters.
const MOST_BYTES: usize = LONGEST_CELL * 4;
/// Cells that are kept of a row. More are never columns.
const MOST_CELLS: usize = MOST_COLUMNS + 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first letter of a cell.
    Start,
    Plain,
    Quoted,
    /// Behind a quotation mark inside of quotation marks: the end, or the first of two.
    MaybeEnd,
}

/// Cuts text into rows.
pub(super) struct Splitter {
    separator: u8,
    quote: u8,
    at: At,
    cell: Vec<u8>,
    row: Vec<String>,
    /// Rows so far, empty ones counted.
    number: u32,
    after_return: bool,
    /// Where the open quotation mark stands.
    opened: (u32, usize),
}

impl Splitter {
    pub(super) fn new(separator: u8, quote: u8) -> Self {
        Self {
            separator,
            quote,
            at: At::Start,
            cell: Vec::new(),
            row: Vec::new(),
            number: 0,
            after_return: false,
            opened: (0, 0),
        }
    }

    /// Takes the next piece of the text; `sink` gets every row that is whole.
    pub(super) fn feed(
        &mut self,
        text: &str,
        sink: &mut impl FnMut(Row) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let bytes = text.as_bytes();
        let mut from = 0;
        while from < bytes.len() {
            let rest = &bytes[from..];
            // What means nothing here is copied in one piece.
            let plain = match self.at {
                At::Quoted => rest.iter().position(|byte| *byte == self.quote),
                At::Plain => rest.iter().position(|byte| *byte == self.separator || matches!(byte, b'\r' | b'\n')),
                At::Start | At::MaybeEnd => Some(0),
            };
            let plain = plain.unwrap_or(rest.len());
            if plain > 0 {
                self.after_return = false;
                self.cell.extend_from_slice(&rest[..plain]);
                self.short_enough()?;
                from += plain;
                continue;
            }
            self.step(rest[0], sink)?;
            from += 1;
        }
        Ok(())
    }

    fn step(&mut self, byte: u8, sink: &mut impl FnMut(Row) -> Result<(), FileError>) -> Result<(), FileError> {
        let second_of_line_end = std::mem::take(&mut self.after_return) && byte == b'\n' && self.at != At::Quoted;
        if second_of_line_end {
            return Ok(());
        }
        match self.at {
            At::Quoted => self.at = At::MaybeEnd,
            At::MaybeEnd if byte == self.quote => {
                self.cell.push(byte);
                self.at = At::Quoted;
            }
            _ if byte == self.separator => self.end_cell(),
            _ if matches!(byte, b'\r' | b'\n') => {
                self.after_return = byte == b'\r';
                return self.end_row(sink);
            }
            At::Start if byte == self.quote => {
                self.opened = (self.number + 1, self.row.len() + 1);
                self.cell.clear();
                self.at = At::Quoted;
            }
            // Blanks between the separator and a quotation mark.
            At::Start if byte == b' ' => self.cell.push(byte),
            // Something behind the closing mark: kept, as every spreadsheet does.
            At::Start | At::MaybeEnd | At::Plain => {
                self.cell.push(byte);
                self.at = At::Plain;
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.at = At::Start;
        if self.row.len() < MOST_CELLS {
            // Pieces were cut out of a `str` at ASCII bytes only.
            self.row.push(String::from_utf8(cell).unwrap_or_default());
        }
    }

    fn end_row(&mut self, sink: &mut impl FnMut(Row) -> Result<(), FileError>) -> Result<(), FileError> {
        self.end_cell();
        self.number += 1;
        sink(Row {
            number: self.number,
            cells: std::mem::take(&mut self.row),
            notes: Vec::new(),
            decimals: BTreeSet::new(),
        })
    }

    fn short_enough(&self) -> Result<(), FileError> {
        if self.cell.len() <= MOST_BYTES {
            return Ok(());
        }
        let (row, column) = (self.number + 1, self.row.len() + 1);
        let why = match self.at {
            At::Quoted => format!(
                "row {row}, column {column} has more than 32,767 characters; perhaps its quotation mark is never closed"
            ),
            _ => format!("row {row}, column {column} has more than 32,767 characters"),
        };
        Err(FileError(FieldCode::FileTooLarge, why))
    }

    /// The text has come to its end.
    pub(super) fn end(&mut self, sink: &mut impl FnMut(Row) -> Result<(), FileError>) -> Result<(), FileError> {
        if self.at == At::Quoted {
            let (row, column) = self.opened;
            let why = format!("the quotation mark in row {row}, column {column} is never closed");
            return Err(FileError(FieldCode::BrokenFile, why));
        }
        if self.at == At::Start && self.cell.is_empty() && self.row.is_empty() {
            return Ok(());
        }
        self.end_row(sink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_in(pieces: &[&str], separator: u8) -> Result<Vec<Vec<String>>, FileError> {
        let mut out = Vec::new();
        let mut splitter = Splitter::new(separator, b'"');
        let mut sink = |row: Row| {
            out.push(row.cells);
            Ok(())
        };
        for piece in pieces {
            splitter.feed(piece, &mut sink)?;
        }
        splitter.end(&mut sink)?;
        Ok(out)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        rows_in(&[text], b',').unwrap()
    }

    #[test]
    fn cells_with_quotes_separators_and_line_ends() {
        assert_eq!(rows("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\n,\n"), [["a", "b"], ["1", "x, \"y\"\r\nz"], ["", ""]]);
        assert_eq!(rows("a\rb\n\nc"), [["a"], ["b"], [""], ["c"]]);
        assert_eq!(rows("a, \"b, c\" ,5\" tube"), [["a", "b, c ", "5\" tube"]]);
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
        assert_eq!(rows("\"\""), [[""]]);
    }

    #[test]
    fn an_open_quotation_mark_is_named_with_its_place() {
        let FileError(code, why) = rows_in(&["a,b\n1,\"x\n2,y\n"], b',').unwrap_err();
        assert_eq!(
            (code, why.as_str()),
            (FieldCode::BrokenFile, "the quotation mark in row 2, column 2 is never closed")
        );
        let endless = format!("a\n\"{}", "x,y\n".repeat(50_000));
        let FileError(code, why) = rows_in(&[&endless], b',').unwrap_err();
        assert_eq!(code, FieldCode::FileTooLarge);
        assert!(why.contains("row 2, column 1") && why.contains("never closed"), "{why}");
    }

    #[test]
    fn a_million_columns_stay_small() {
        let wide = "x,".repeat(1_000_000);
        assert_eq!(rows(&wide)[0].len(), MOST_CELLS);
    }

    proptest! {
        #[test]
        fn where_the_text_is_cut_does_not_matter(text in "[ab\",;\r\n ñ😀]{0,60}", cut in 0_usize..60) {
            let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let (head, tail) = text.split_at(at);
            prop_assert_eq!(rows_in(&[head, tail], b',').ok(), rows_in(&[&text], b',').ok());
        }
    }
}
