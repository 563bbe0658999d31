//! Reading a file: what it is, how it is written, and its rows as one text that does not depend on either.
//!
//! Everything here is bounded, whatever the file says about itself: letters of a cell, cells of a row, rows, bytes that
//! come out of a compressed file, and the memory that any of it takes. Nothing here knows fields or the database.

mod guess;
mod shelf;
mod split;
#[cfg(test)]
mod tests;
mod text;
mod workbook;
mod xlsx;
mod xml;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use zaguan_types::imports::{FaultCode, FileEncoding, FileKind, ImportSource, Separator};
use zaguan_types::{FieldCode, Language};

pub(super) use shelf::{Part, part_of, rows_of};
use shelf::{Shelf, Shelved};
use split::Splitter;
use text::Text;

use crate::error::Error;

/// Text that is looked at to find out how it is cut.
const HEAD: usize = 128 * 1024;

/// Why a file cannot be read: for programs, and in a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileError(pub(super) FieldCode, pub(super) String);

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> Self {
        tracing::debug!(%error, "a file cannot be read");
        Self(FieldCode::BrokenFile, "the file cannot be read: it is damaged, or did not arrive whole".into())
    }
}

impl From<FileError> for Error {
    fn from(FileError(code, detail): FileError) -> Self {
        Self::field("/file", code, detail)
    }
}

/// Something to be said about a cell.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Note {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) code: FaultCode,
    pub(super) value: String,
}

/// One row of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number as a spreadsheet counts: from 1, empty ones as well.
    pub(super) number: u32,
    pub(super) cells: Vec<String>,
    pub(super) notes: Vec<Note>,
    /// The columns in which a workbook has a number with decimals: written unmistakably, with a point.
    pub(super) decimals: BTreeSet<usize>,
}

/// What a person said about the file; the rest is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) encoding: Option<FileEncoding>,
    pub(super) separator: Option<Separator>,
    pub(super) header: Option<bool>,
    pub(super) sheet: Option<String>,
    /// In whose language days and numbers are read that could mean two.
    pub(super) language: Language,
}

/// A file that was read.
pub(super) struct Reading {
    pub(super) source: ImportSource,
    /// Its rows, in parts that are written and worked off one at a time.
    pub(super) parts: Vec<Part>,
    /// Where the text of the parts lies.
    pub(super) shelf: File,
}

/// Reads a file from its beginning to its end.
pub(super) fn read(mut file: File, wanted: &Wanted) -> Result<Reading, FileError> {
    let size = file.seek(SeekFrom::End(0))?;
    match kind_of(&mut file)? {
        FileKind::Csv => read_text(file, size, wanted),
        FileKind::Xlsx => read_workbook(file, size, wanted),
    }
}

/// What a file is, by what stands in it. Its name and what the sender calls it mean nothing.
fn kind_of(file: &mut File) -> Result<FileKind, FileError> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(1024).read_to_end(&mut head)?;
    let starts = |magic: &[u8]| head.starts_with(magic);
    let refused = |code, why: &str| Err(FileError(code, why.to_owned()));
    if head.is_empty() {
        return refused(FieldCode::EmptyFile, "the file is empty");
    }
    if starts(b"PK\x03\x04") {
        return Ok(FileKind::Xlsx);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let why =
            "this is an old Excel workbook (.xls) or one with a password: save it as .xlsx without one, or as CSV";
        return refused(FieldCode::OtherSpreadsheet, why);
    }
    let known = [
        (&b"%PDF"[..], "a PDF"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"{\\rtf", "a text document"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| starts(magic)) {
        return refused(FieldCode::UnknownFile, &format!("this is {what}: save the table as .xlsx or CSV"));
    }
    let text = String::from_utf8_lossy(&head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if ["<html", "<!doctype", "<table", "<?xml", "<head"].iter().any(|start| text.starts_with(start)) {
        return refused(
            FieldCode::OtherSpreadsheet,
            "this is a web page or XML, whatever its name says: save it as .xlsx or CSV",
        );
    }
    Ok(FileKind::Csv)
}

fn read_text(mut file: File, size: u64, wanted: &Wanted) -> Result<Reading, FileError> {
    let encoding = match wanted.encoding {
        Some(encoding) => encoding,
        None => text::detect(&mut file)?,
    };
    let mut text = Text::open(&mut file, encoding)?;
    let (mut head, mut whole) = (String::new(), false);
    while head.len() < HEAD && !whole {
        match text.next()? {
            Some(piece) => head.push_str(&piece),
            None => whole = true,
        }
    }
    let cut = guess::cut(&head, whole, wanted.separator);
    let mut shelf = Shelf::new(wanted.header, wanted.language, false)?;
    let mut splitter = Splitter::new(guess::byte_of(cut.separator), cut.quote);
    let mut sink = |mut row: Row| {
        for cell in &mut row.cells {
            crate::sheets::unshield(cell);
        }
        shelf.put(row)
    };
    splitter.feed(&head[cut.skip..], &mut sink)?;
    drop(head);
    while let Some(piece) = text.next()? {
        splitter.feed(&piece, &mut sink)?;
    }
    splitter.end(&mut sink)?;
    let (encoding, separator) = (Some(encoding), Some(cut.separator));
    let source = |shelved: &mut Shelved| ImportSource {
        kind: FileKind::Csv,
        size,
        encoding,
        separator,
        header: shelved.header,
        sheet: None,
        sheets: Vec::new(),
        columns: std::mem::take(&mut shelved.columns),
        rows: shelved.rows,
    };
    finished(shelf, source)
}

fn read_workbook(file: File, size: u64, wanted: &Wanted) -> Result<Reading, FileError> {
    let mut book = workbook::Book::open(file)?;
    let sheets: Vec<String> = book.sheets().map(str::to_owned).collect();
    let mut tried = Vec::new();
    match &wanted.sheet {
        Some(sheet) if sheets.contains(sheet) => tried.push(sheet.clone()),
        Some(sheet) => {
            return Err(FileError(
                FieldCode::UnknownChoice,
                format!("there is no sheet {sheet:.60?} in this workbook"),
            ));
        }
        None => tried.clone_from(&sheets),
    }
    // The first sheet is often a cover; the one that is meant has something in it.
    let last = tried.len().saturating_sub(1);
    for (at, sheet) in tried.into_iter().enumerate() {
        let mut shelf = Shelf::new(wanted.header, wanted.language, true)?;
        xlsx::rows(&mut book, &sheet, &mut |row| shelf.put(row))?;
        let (all, name) = (sheets.clone(), Some(sheet));
        let source = |shelved: &mut Shelved| ImportSource {
            kind: FileKind::Xlsx,
            size,
            encoding: None,
            separator: None,
            header: shelved.header,
            sheet: name,
            sheets: all,
            columns: std::mem::take(&mut shelved.columns),
            rows: shelved.rows,
        };
        match finished(shelf, source) {
            Err(FileError(FieldCode::EmptyFile, _)) if at < last => {}
            found => return found,
        }
    }
    Err(FileError(FieldCode::EmptyFile, "the workbook has no sheet with rows".into()))
}

fn finished(shelf: Shelf, source: impl FnOnce(&mut Shelved) -> ImportSource) -> Result<Reading, FileError> {
    let mut shelved = shelf.finish()?;
    let source = source(&mut shelved);
    Ok(Reading { source, parts: shelved.parts, shelf: shelved.text })
}
