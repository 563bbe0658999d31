//! Where rows are put down as they are read: columns with their samples, and the rows in parts of one batch each.
//!
//! A part is CSV in UTF-8 with the number of the row in front of each. It lies in a nameless temporary file until it is
//! written to the database: that file goes with the process, whatever ends it.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use zaguan_types::imports::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, SourceColumn};
use zaguan_types::{FieldCode, Language};

use super::split::Splitter;
use super::{FileError, Note, Row};
use crate::imports::{days, numbers};

/// Rows of a part: what one transaction writes.
pub(super) const PART_ROWS: u32 = 250;
/// A part is full at this many bytes as well.
const PART_BYTES: usize = 256 * 1024;
/// Cells of a part of which something is to be said: as many as these make a part full, too.
const PART_NOTES: usize = 2_000;
/// The most cells of a file of which something is to be said.
const ALL_NOTES: usize = 100_000;
/// The most bytes of one row.
const ROW_BYTES: usize = 1024 * 1024;
/// The most bytes of all rows.
const ALL_BYTES: u64 = 128 * 1024 * 1024;
/// Samples of a column, and their characters.
const SAMPLES: usize = 5;
const SAMPLE: usize = 80;

/// Some rows that follow one another.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::imports) struct Part {
    pub(in crate::imports) first_row: u32,
    pub(in crate::imports) rows: u32,
    /// Where its text lies.
    pub(in crate::imports) from: u64,
    pub(in crate::imports) bytes: usize,
    pub(in crate::imports) notes: Vec<Note>,
}

struct Column {
    header: String,
    samples: Vec<String>,
    filled: u64,
    days: days::Seen,
    numbers: numbers::Seen,
}

/// Takes rows.
pub(super) struct Shelf {
    /// Whether the first row is the header; `None` until it was seen.
    header: Option<bool>,
    begun: bool,
    /// Whether cells beside the header are columns of their own.
    grows: bool,
    language: Language,
    columns: Vec<Column>,
    rows: u64,
    text: BufWriter<File>,
    written: u64,
    part: Vec<u8>,
    part_first: u32,
    part_rows: u32,
    part_notes: Vec<Note>,
    notes: usize,
    parts: Vec<Part>,
}

/// What lies on a shelf.
pub(super) struct Shelved {
    pub(super) header: bool,
    pub(super) columns: Vec<SourceColumn>,
    pub(super) rows: u64,
    pub(super) parts: Vec<Part>,
    pub(super) text: File,
}

impl Shelf {
    pub(super) fn new(header: Option<bool>, language: Language, grows: bool) -> Result<Self, FileError> {
        Ok(Self {
            header,
            begun: false,
            grows,
            language,
            columns: Vec::new(),
            rows: 0,
            text: BufWriter::new(tempfile::tempfile()?),
            written: 0,
            part: Vec::new(),
            part_first: 0,
            part_rows: 0,
            part_notes: Vec::new(),
            notes: 0,
            parts: Vec::new(),
        })
    }

    /// Puts a row down.
    pub(super) fn put(&mut self, mut row: Row) -> Result<(), FileError> {
        while row.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            row.cells.pop();
        }
        if row.cells.is_empty() && row.notes.is_empty() {
            return Ok(());
        }
        fits(&row)?;
        if !self.begun {
            self.begun = true;
            let header = self.header.unwrap_or_else(|| looks_like_a_header(&row.cells));
            self.header = Some(header);
            if header {
                self.columns = row.cells.into_iter().map(|cell| Column::new(tidy(&cell))).collect();
                return Ok(());
            }
            self.grows = true;
        }
        if self.grows {
            for place in self.columns.len()..row.cells.len() {
                self.columns.push(Column::new(if self.header == Some(false) { letter(place) } else { String::new() }));
            }
        }
        if row.cells.iter().all(|cell| cell.trim().is_empty()) && row.notes.is_empty() {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > u64::from(MOST_ROWS) {
            return Err(FileError(FieldCode::FileTooLarge, "the file has more than 200,000 rows: split it".into()));
        }
        for (place, (column, cell)) in self.columns.iter_mut().zip(&row.cells).enumerate() {
            column.see(cell, row.decimals.contains(&place));
        }
        self.keep(row)
    }

    fn keep(&mut self, row: Row) -> Result<(), FileError> {
        let before = self.part.len();
        if self.part_rows == 0 {
            self.part_first = row.number;
        }
        line(row.number, &row.cells, &mut self.part);
        if self.part.len() - before > ROW_BYTES {
            return Err(FileError(FieldCode::FileTooLarge, format!("row {} has more than 1 MiB of text", row.number)));
        }
        self.part_rows += 1;
        self.notes += row.notes.len();
        if self.notes > ALL_NOTES {
            let why = "more than 100,000 cells hold an error or a formula without its value: mend or remove them first";
            return Err(FileError(FieldCode::FileTooLarge, why.into()));
        }
        self.part_notes.extend(row.notes);
        let full = self.part.len() >= PART_BYTES || self.part_notes.len() >= PART_NOTES;
        if self.part_rows == PART_ROWS || full {
            self.close_part()?;
        }
        Ok(())
    }

    fn close_part(&mut self) -> Result<(), FileError> {
        if self.part_rows == 0 {
            return Ok(());
        }
        self.text.write_all(&self.part)?;
        self.parts.push(Part {
            first_row: self.part_first,
            rows: std::mem::take(&mut self.part_rows),
            from: self.written,
            bytes: self.part.len(),
            notes: std::mem::take(&mut self.part_notes),
        });
        self.written += self.part.len() as u64;
        self.part.clear();
        if self.written > ALL_BYTES {
            return Err(FileError(FieldCode::FileTooLarge, "the file has more than 128 MiB of text: split it".into()));
        }
        Ok(())
    }

    /// All rows have come.
    pub(super) fn finish(mut self) -> Result<Shelved, FileError> {
        self.close_part()?;
        if self.rows == 0 {
            let why = if self.begun { "the file has a header and no rows below it" } else { "the file has no rows" };
            return Err(FileError(FieldCode::EmptyFile, why.into()));
        }
        // Columns without a name and without a value are what is left of a wide selection.
        while self.columns.last().is_some_and(|column| column.header.is_empty() && column.filled == 0) {
            self.columns.pop();
        }
        let language = self.language;
        let columns = (0..).zip(self.columns).map(|(index, column)| column.seen(index, language)).collect();
        let text = self.text.into_inner().map_err(|error| FileError::from(error.into_error()))?;
        Ok(Shelved { header: self.header.unwrap_or(true), columns, rows: self.rows, parts: self.parts, text })
    }
}

impl Column {
    fn new(header: String) -> Self {
        Self { header, samples: Vec::new(), filled: 0, days: days::Seen::default(), numbers: numbers::Seen::default() }
    }

    /// Looks at one more cell; `sure`: a number that the file holds as a number says nothing about how texts are to be read.
    fn see(&mut self, cell: &str, sure: bool) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.days.see(cell);
        if !sure {
            self.numbers.see(cell);
        }
        if self.samples.len() < SAMPLES {
            let sample: String = cell.chars().take(SAMPLE).collect();
            if !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        }
    }

    fn seen(self, index: u32, language: Language) -> SourceColumn {
        let Self { header, samples, filled, days, numbers } = self;
        let (date_order, date_order_open) = days.order(days::usual(language));
        let (decimal_mark, decimal_mark_open) = numbers.mark(numbers::usual(language));
        SourceColumn { index, header, samples, filled, date_order, date_order_open, decimal_mark, decimal_mark_open }
    }
}

/// Whether a row keeps to the limits that hold for all files.
fn fits(row: &Row) -> Result<(), FileError> {
    if row.cells.len() > MOST_COLUMNS {
        let why = format!("row {} has more than 500 columns", row.number);
        return Err(FileError(FieldCode::FileTooLarge, why));
    }
    // Most cells are short in bytes already.
    let long = |cell: &String| cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL;
    match row.cells.iter().position(long) {
        Some(place) => Err(FileError(
            FieldCode::FileTooLarge,
            format!("row {}, column {} has more than 32,767 characters", row.number, place + 1),
        )),
        None => Ok(()),
    }
}

/// A header names things: no cell of it is an address, a number or a day.
fn looks_like_a_header(cells: &[String]) -> bool {
    !cells.iter().any(|cell| {
        let cell = cell.trim();
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let number = digits >= 3 && cell.chars().all(|c| c.is_ascii_digit() || " +-().,/:".contains(c));
        number || zaguan_types::fields::rules::is_email(cell) || days::Seen::of(cell).is_day()
    })
}

/// A header on one line.
fn tidy(header: &str) -> String {
    let words: Vec<&str> = header.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).take(255).collect()
}

/// The name of a column as spreadsheets write it: A … Z, AA …
fn letter(mut place: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b'A' + (place % 26) as u8);
        if place < 26 {
            break;
        }
        place = place / 26 - 1;
    }
    out.reverse();
    String::from_utf8_lossy(&out).into_owned()
}

fn line(number: u32, cells: &[String], out: &mut Vec<u8>) {
    out.extend_from_slice(number.to_string().as_bytes());
    for cell in cells {
        out.push(b',');
        crate::sheets::quote(cell, ',', out);
    }
    out.push(b'\n');
}

/// A part of some rows.
pub(in crate::imports) fn part_of(rows: &[(u32, Vec<String>)]) -> Vec<u8> {
    let mut out = Vec::new();
    rows.iter().for_each(|(number, cells)| line(*number, cells, &mut out));
    out
}

/// The rows of a part.
pub(in crate::imports) fn rows_of(part: &[u8]) -> Vec<(u32, Vec<String>)> {
    let mut out = Vec::new();
    let mut sink = |row: Row| {
        let mut cells = row.cells;
        let number = cells.first().and_then(|number| number.parse().ok()).unwrap_or_default();
        cells.drain(..cells.len().min(1));
        out.push((number, cells));
        Ok(())
    };
    let mut splitter = Splitter::new(b',', b'"');
    // What `keep` wrote is well-formed.
    let _ = splitter.feed(&String::from_utf8_lossy(part), &mut sink).and_then(|()| splitter.end(&mut sink));
    out
}
