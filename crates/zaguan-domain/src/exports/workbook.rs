//! Workbooks: row by row into a temporary file, then sent as it is. Texts stay texts, whatever they begin with.

use std::fs::File;
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Arc, LazyLock};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::columns::{Cell, Layout, Line};
use crate::error::{Error, Result};

/// Rows of a sheet; more go to another one.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters of a cell, as a spreadsheet counts them.
const CELL: usize = 32_767;
/// Bytes that are sent at once.
const PIECE: usize = 64 * 1024;

/// Workbooks that are written at the same time in a process: each has a temporary file of its own.
const AT_ONCE: usize = 4;

static WRITING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// A workbook on its way out.
pub(super) struct Book {
    /// Given back when it is written, or when nobody wants it any more.
    _one: OwnedSemaphorePermit,
    book: Workbook,
    name: String,
    headers: Vec<String>,
    sheets: usize,
    row: u32,
}

fn failed(error: &XlsxError) -> Error {
    Error::Unavailable(format!("a workbook cannot be written: {error}"))
}

fn no_room(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("temporary files: {error}"))
}

impl Book {
    /// An empty one, when its turn comes.
    pub(super) async fn new(name: &str) -> Result<Self> {
        let one = Arc::clone(&WRITING).acquire_owned().await;
        let one = one.map_err(|_| Error::Unavailable("it is closing".into()))?;
        let mut book = Workbook::new();
        // Not the moment of writing: the same list is the same file.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| failed(&error))?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
        Ok(Self { _one: one, book, name: name.to_owned(), headers: Vec::new(), sheets: 0, row: 0 })
    }

    /// Writes the head, if nothing was written yet.
    pub(super) fn head(&mut self, layout: &Layout) -> Result<()> {
        if self.sheets > 0 {
            return Ok(());
        }
        self.headers = layout.headers().map(str::to_owned).collect();
        self.sheet().map_err(|error| failed(&error))
    }

    fn sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {}", self.name, self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        let bold = Format::new().set_bold();
        for (column, header) in (0..).zip(&self.headers) {
            sheet.write_string_with_format(0, column, header, &bold)?;
        }
        self.row = 1;
        Ok(())
    }

    fn write(&mut self, lines: Vec<Line>) -> Result<(), XlsxError> {
        for line in lines {
            if self.row == SHEET_ROWS {
                self.sheet()?;
            }
            let row = self.row;
            let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
            for (column, cell) in (0..).zip(line) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) if text.encode_utf16().count() > CELL => {
                        sheet.write_string(row, column, shortened(&text))?;
                    }
                    Cell::Text(text) => {
                        sheet.write_string(row, column, text)?;
                    }
                    Cell::Number(number) => {
                        sheet.write_number(row, column, number)?;
                    }
                }
            }
            self.row += 1;
        }
        Ok(())
    }
}

/// As much of a text as a cell holds.
fn shortened(text: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= CELL
    };
    text.chars().take_while(fits).collect()
}

/// Writes lines, away from the threads that answer requests.
pub(super) async fn write_away(mut book: Box<Book>, lines: Vec<Line>) -> Result<Box<Book>> {
    let written = tokio::task::spawn_blocking(move || book.write(lines).map(|()| book));
    written
        .await
        .map_err(|error| Error::Internal(format!("writing a workbook: {error}")))?
        .map_err(|error| failed(&error))
}

/// Ends a workbook; returns the file, at its beginning.
pub(super) async fn save_away(mut book: Box<Book>) -> Result<File> {
    let saved = tokio::task::spawn_blocking(move || -> Result<File> {
        let mut file = BufWriter::new(tempfile::tempfile().map_err(|error| no_room(&error))?);
        book.book.save_to_writer(&mut file).map_err(|error| failed(&error))?;
        file.flush().map_err(|error| no_room(&error))?;
        let mut file = file.into_inner().map_err(|error| no_room(error.error()))?;
        file.seek(SeekFrom::Start(0)).map_err(|error| no_room(&error))?;
        Ok(file)
    });
    saved.await.map_err(|error| Error::Internal(format!("saving a workbook: {error}")))?
}

/// The next bytes of a file; nothing at its end.
pub(super) fn piece(file: &mut File) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(PIECE);
    file.take(PIECE as u64).read_to_end(&mut bytes).map_err(|error| no_room(&error))?;
    Ok(Some(bytes).filter(|bytes| !bytes.is_empty()))
}
