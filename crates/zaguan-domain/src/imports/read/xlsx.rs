//! The rows of a sheet, cell by cell as they stream by.
//!
//! Dates become ISO, whole numbers lose what a computer adds to them, a formula is the value that the workbook keeps for
//! it. Of merged cells the first has the value, as in the file.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use zaguan_types::imports::{FaultCode, LONGEST_CELL, MOST_COLUMNS};
use zaguan_types::{Date, FieldCode};

use super::workbook::{Book, Facts, Meaning};
use super::xml::{append, attribute, unescaped};
use super::{FileError, Note, Row};
use crate::imports::numbers::unmistakable;

/// Days from 1899-12-30, where spreadsheets begin to count, to 1970-01-01.
const EPOCH_1900: i64 = 25_569;
/// Days that counting from 1904 lies behind.
const EPOCH_1904: i64 = 1_462;
const DAY: i64 = 86_400;
/// Rows of a sheet, empty ones counted.
const SHEET_ROWS: u32 = 1_048_576;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    Inline,
}

/// A cell while it is read.
#[derive(Default)]
struct CellOf {
    column: usize,
    style: usize,
    kind: String,
    text: String,
    formula: bool,
    filled: bool,
}

/// Reads the rows of a sheet.
pub(super) fn rows(
    book: &mut Book,
    sheet: &str,
    sink: &mut impl FnMut(Row) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let (mut xml, facts) = book.sheet(sheet)?;
    let mut row = empty(0);
    let (mut inside, mut phonetic, mut in_cell) = (Inside::Nothing, false, false);
    let (mut cell, mut next_column, mut seen) = (CellOf::default(), 0, 0_u32);
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let said = attribute(tag, "r").and_then(|number| number.parse().ok());
                    // Numbers that go back, as damaged files have them, would lead to rows that are never found again.
                    let next = row.number + 1;
                    row.number = said.filter(|said| (next..=SHEET_ROWS).contains(said)).unwrap_or(next);
                    next_column = 0;
                    seen += 1;
                    if seen > SHEET_ROWS {
                        let why = "the sheet has more rows than a sheet can have".into();
                        return Err(FileError(FieldCode::FileTooLarge, why));
                    }
                }
                "c" => {
                    cell = begin(tag, next_column);
                    (inside, in_cell) = (Inside::Nothing, true);
                }
                "v" if in_cell && cell.kind != "inlineStr" => inside = Inside::Value,
                "f" if in_cell => (inside, cell.formula) = (Inside::Formula, true),
                "t" if in_cell && !phonetic => inside = Inside::Inline,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "f" | "t" => inside = Inside::Nothing,
                "rPh" => phonetic = false,
                "c" => {
                    in_cell = false;
                    next_column = cell.column + 1;
                    put(&mut row, std::mem::take(&mut cell), facts)?;
                }
                "row" => {
                    let number = row.number;
                    sink(std::mem::replace(&mut row, empty(number)))?;
                }
                "sheetData" => return Ok(()),
                _ => {}
            },
            Event::Eof => {
                return Err(FileError(FieldCode::BrokenFile, "the workbook is damaged: a sheet breaks off".into()));
            }
            text if matches!(inside, Inside::Value | Inside::Inline) => {
                cell.filled = true;
                append(text, &mut cell.text);
                if cell.text.len() > LONGEST_CELL * 4 {
                    let why = format!("row {} has a cell of more than 32,767 characters", row.number);
                    return Err(FileError(FieldCode::FileTooLarge, why));
                }
            }
            _ => {}
        }
    }
}

const fn empty(number: u32) -> Row {
    Row { number, cells: Vec::new(), notes: Vec::new(), decimals: BTreeSet::new() }
}

fn begin(tag: &BytesStart<'_>, next_column: usize) -> CellOf {
    let mut cell = CellOf { column: next_column, ..CellOf::default() };
    for known in tag.attributes().with_checks(false).flatten() {
        match known.key.as_ref() {
            "r" => cell.column = column_of(&known.value).unwrap_or(next_column),
            "s" => cell.style = known.value.parse().unwrap_or_default(),
            "t" => cell.kind = known.value.into_owned(),
            _ => {}
        }
    }
    cell
}

/// The column of an address such as `AB12`, from 0.
fn column_of(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.take(4).fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1)
}

fn put(row: &mut Row, cell: CellOf, facts: &Facts) -> Result<(), FileError> {
    let (column, number) = (cell.column, row.number);
    let mut note = |code, value: &str| {
        // As many as there are columns: a sheet full of errors must not become a file of notes.
        if row.notes.len() < MOST_COLUMNS {
            row.notes.push(Note { row: number, column: column as u32, code, value: value.chars().take(80).collect() });
        }
    };
    let value = match (cell.kind.as_str(), cell.filled) {
        (_, false) if cell.formula => {
            note(FaultCode::FormulaWithoutValue, "");
            return Ok(());
        }
        (_, false) => return Ok(()),
        ("e", true) => {
            note(FaultCode::ErrorValue, &cell.text);
            return Ok(());
        }
        ("s", true) => match cell.text.trim().parse().ok().and_then(|index| facts.text(index)) {
            Some(text) => text.to_owned(),
            None => {
                return Err(FileError(FieldCode::BrokenFile, "the workbook is damaged: a text is missing".into()));
            }
        },
        ("b", true) => if matches!(cell.text.trim(), "1" | "true") { "true" } else { "false" }.to_owned(),
        ("str" | "inlineStr", true) => unescaped(&cell.text),
        ("d", true) => iso(&cell.text),
        _ => {
            let meaning = facts.meaning(cell.style);
            let text = number_text(cell.text.trim(), meaning, facts.from_1904);
            if matches!(meaning, Meaning::Number | Meaning::Percent) && text.contains('.') {
                row.decimals.insert(column);
            }
            text
        }
    };
    // A workbook can hold it, escaped; PostgreSQL cannot.
    let value = if value.contains('\0') { value.replace('\0', "\u{fffd}") } else { value };
    if value.is_empty() {
        return Ok(());
    }
    if column >= MOST_COLUMNS {
        let why = format!("row {number} has something beyond column 500");
        return Err(FileError(FieldCode::FileTooLarge, why));
    }
    if row.cells.len() <= column {
        row.cells.resize(column + 1, String::new());
    }
    row.cells[column] = value;
    Ok(())
}

/// A moment as a workbook writes it in words; a day without a time is a day.
fn iso(text: &str) -> String {
    let text = text.trim();
    text.strip_suffix("T00:00:00").or_else(|| text.strip_suffix("T00:00:00.000")).unwrap_or(text).to_owned()
}

/// A number as a person would write it, and as nobody can take its decimals for thousands.
fn number_text(text: &str, meaning: Meaning, from_1904: bool) -> String {
    let Ok(value) = text.parse::<f64>() else { return text.to_owned() };
    if !value.is_finite() {
        return String::new();
    }
    match meaning {
        Meaning::Moment => moment(value, from_1904).unwrap_or_else(|| plain(value)),
        Meaning::Duration => {
            let seconds = (value * DAY as f64).round() as i64;
            format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        Meaning::Percent => format!("{}%", unmistakable(plain(value * 100.0))),
        Meaning::Number => unmistakable(plain(value)),
    }
}

/// Fifteen digits, as many as a spreadsheet shows: 0.1 + 0.2 is 0.3.
fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// A count of days and parts of days; `None` if it lies outside of the calendar.
fn moment(value: f64, from_1904: bool) -> Option<String> {
    let seconds = (value * DAY as f64).round() as i64;
    let (days, of_day) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let time = || format!("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60);
    if days == 0 && !from_1904 {
        return Some(time());
    }
    // A spreadsheet believes that 1900 was a leap year: before March it is one day ahead.
    let days = if from_1904 {
        days + EPOCH_1904
    } else if days < 60 {
        days + 1
    } else {
        days
    };
    if !(1..=2_958_465).contains(&days) {
        return None;
    }
    let date = Date::from_days(days - EPOCH_1900);
    Some(if of_day == 0 { date.to_string() } else { format!("{date}T{}", time()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let number = |text: &str| number_text(text, Meaning::Number, false);
        assert_eq!(number("600123456"), "600123456");
        assert_eq!(number("3.46E+10"), "34600000000");
        assert_eq!(number("0.30000000000000004"), "0.3");
        assert_eq!(number("-12.50"), "-12.5");
        assert_eq!([number("1.234"), number("-12.125"), number("1234.567")], ["1.2340", "-12.1250", "1234.567"]);
        assert_eq!(number("1e308"), format!("{}", 1e308));
        assert_eq!(number("word"), "word");
        let percent = |text: &str| number_text(text, Meaning::Percent, false);
        assert_eq!([percent("0.07"), percent("1"), percent("0.125")], ["7%", "100%", "12.5%"]);
        assert_eq!(percent("0.01125"), "1.1250%");
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        let day = |text: &str, from_1904| number_text(text, Meaning::Moment, from_1904);
        assert_eq!(day("46085", false), "2026-03-04");
        assert_eq!(day("44623", true), "2026-03-04");
        assert_eq!(day("1", false), "1900-01-01");
        assert_eq!(day("59", false), "1900-02-28");
        assert_eq!(day("61", false), "1900-03-01");
        assert_eq!(day("46085.5", false), "2026-03-04T12:00:00");
        assert_eq!(day("0.75", false), "18:00:00");
        assert_eq!(day("-5", false), "-5");
        assert_eq!(day("99999999", false), "99999999");
        assert_eq!(number_text("1.5", Meaning::Duration, false), "36:00:00");
    }

    #[test]
    fn columns_of_addresses() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("XFD1048576"), Some(16_383));
        assert_eq!(column_of("12"), None);
    }
}
