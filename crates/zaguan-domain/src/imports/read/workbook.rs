//! A workbook of Excel 2007 or later: its sheets, its shared texts, and which of its styles mean a date.
//!
//! Read with `zip` and `quick-xml` directly. Readers of whole workbooks trust what the file says about itself: they
//! reserve room for as many texts as it announces, and keep every text in an allocation of its own.

use std::cell::Cell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::rc::Rc;

use quick_xml::events::Event;
use zaguan_types::FieldCode;
use zip::ZipArchive;
use zip::result::ZipError;

use super::FileError;
use super::xml::{Budget, Xml, append, attribute, unescaped};

/// Bytes that may come out of the archive.
const UNPACKED: u64 = 768 * 1024 * 1024;
/// Parts of an archive. A workbook has some dozens; each costs memory before it is read.
const PARTS: u64 = 4_096;
/// Sheets that are offered.
const SHEETS: usize = 500;
/// Bytes and number of the shared texts.
const TEXTS: usize = 64 * 1024 * 1024;
const TEXTS_COUNT: usize = 4_000_000;
/// Styles of cells; Excel has at most 65,490.
const STYLES: usize = 70_000;

/// An open workbook.
pub(super) struct Book {
    zip: ZipArchive<BufReader<File>>,
    /// Lower case, with slashes: some programs write names in other ways.
    names: HashMap<String, usize>,
    budget: Budget,
    /// Name and part of each sheet.
    sheets: Vec<(String, String)>,
    pub(super) facts: Facts,
}

/// What cells refer to.
#[derive(Default)]
pub(super) struct Facts {
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// What numbers of each style mean.
    styles: Vec<Meaning>,
    /// Days are counted from 1904 on.
    pub(super) from_1904: bool,
}

/// What a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Number,
    Moment,
    Duration,
    /// A part of one that is shown in hundredths.
    Percent,
}

impl Facts {
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.texts.get(start..end)
    }

    pub(super) fn meaning(&self, style: usize) -> Meaning {
        self.styles.get(style).copied().unwrap_or(Meaning::Number)
    }
}

fn damaged(why: &str) -> FileError {
    FileError(FieldCode::BrokenFile, format!("the workbook is damaged: {why}"))
}

/// What the library says is for the log.
fn broken(error: ZipError) -> FileError {
    tracing::debug!(%error, "a workbook cannot be unpacked");
    damaged("it cannot be unpacked; perhaps it did not arrive whole")
}

impl Book {
    /// Opens a workbook and reads all but its sheets.
    pub(super) fn open(mut file: File) -> Result<Self, FileError> {
        few_parts(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let zip = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
        let name_of = |at: usize| zip.name_for_index(at).and_then(Result::ok).map(|name| key(&name));
        let names: HashMap<String, usize> = (0..zip.len()).filter_map(|at| Some((name_of(at)?, at))).collect();
        let budget = Rc::new(Cell::new(UNPACKED));
        let mut book = Self { zip, names, budget, sheets: Vec::new(), facts: Facts::default() };
        book.is_a_workbook()?;
        let parts = book.relations()?;
        book.read_workbook(&parts)?;
        book.read_styles()?;
        book.read_texts()?;
        Ok(book)
    }

    /// The names of the sheets in order.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    /// The XML of a sheet, and what its cells refer to.
    pub(super) fn sheet(&mut self, name: &str) -> Result<(Xml<'_>, &Facts), FileError> {
        let part = self.sheets.iter().find(|(known, _)| known == name).map(|(_, part)| part.clone());
        let at =
            part.and_then(|part| self.names.get(&key(&part)).copied()).ok_or_else(|| damaged("a sheet is missing"))?;
        let part = self.zip.by_index(at).map_err(broken)?;
        Ok((Xml::new(part, Rc::clone(&self.budget)), &self.facts))
    }

    fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, FileError> {
        let Some(at) = self.names.get(name).copied() else { return Ok(None) };
        let part = self.zip.by_index(at).map_err(broken)?;
        Ok(Some(Xml::new(part, Rc::clone(&self.budget))))
    }

    fn is_a_workbook(&self) -> Result<(), FileError> {
        if self.names.contains_key("xl/workbook.xml") {
            return Ok(());
        }
        let other = self.names.contains_key("xl/workbook.bin") || self.names.contains_key("content.xml");
        Err(match other {
            true => FileError(
                FieldCode::OtherSpreadsheet,
                "this is a spreadsheet of another format (.ods or .xlsb): save it as .xlsx or CSV".into(),
            ),
            false => FileError(
                FieldCode::UnknownFile,
                "this is an archive without a workbook in it: unpack it, or save the table as .xlsx or CSV".into(),
            ),
        })
    }

    /// Which part an id in the workbook means.
    fn relations(&mut self) -> Result<HashMap<String, String>, FileError> {
        let mut out = HashMap::new();
        let Some(mut xml) = self.part("xl/_rels/workbook.xml.rels")? else { return Ok(out) };
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                    if let (Some(id), Some(target)) = (attribute(&tag, "Id"), attribute(&tag, "Target")) {
                        let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                        out.insert(id.into_owned(), target.replace("/./", "/"));
                    }
                }
                Event::Eof => return Ok(out),
                _ => {}
            }
            if out.len() > PARTS as usize {
                return Err(damaged("too many parts"));
            }
        }
    }

    fn read_workbook(&mut self, parts: &HashMap<String, String>) -> Result<(), FileError> {
        let (mut sheets, mut unseen, mut from_1904) = (Vec::new(), Vec::new(), false);
        let mut xml = self.part("xl/workbook.xml")?.ok_or_else(|| damaged("no workbook"))?;
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "workbookPr" => {
                    from_1904 = attribute(&tag, "date1904").is_some_and(|yes| matches!(&*yes, "1" | "true" | "on"));
                }
                Event::Start(tag) if tag.local_name().as_ref() == "sheet" && sheets.len() + unseen.len() < SHEETS => {
                    if let (Some(name), Some(part)) = (attribute(&tag, "name"), relation(&tag, parts)) {
                        let name: String = unescaped(&name).chars().filter(|c| !c.is_control()).take(255).collect();
                        let hidden = attribute(&tag, "state").is_some_and(|state| state.ends_with("idden"));
                        // Behind those that one sees: none of them is what is meant unless somebody says so.
                        if hidden { unseen.push((name, part)) } else { sheets.push((name, part)) }
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        sheets.append(&mut unseen);
        // Sheets of diagrams have no cells.
        sheets.retain(|(_, part)| !part.to_lowercase().contains("chartsheets/"));
        self.sheets = sheets;
        self.facts.from_1904 = from_1904;
        if self.sheets.is_empty() { Err(damaged("it has no sheet")) } else { Ok(()) }
    }

    fn read_styles(&mut self) -> Result<(), FileError> {
        let (mut own, mut styles, mut inside) = (HashMap::new(), Vec::new(), false);
        let Some(mut xml) = self.part("xl/styles.xml")? else { return Ok(()) };
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "numFmt" if own.len() < STYLES => {
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        own.insert(number(&tag, "numFmtId"), meaning_of(&code));
                    }
                    "cellXfs" => inside = true,
                    "xf" if inside && styles.len() < STYLES => styles.push(number(&tag, "numFmtId")),
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => inside = false,
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        let meaning = |id: u32| own.get(&id).copied().unwrap_or_else(|| built_in(id));
        self.facts.styles = styles.into_iter().map(meaning).collect();
        Ok(())
    }

    fn read_texts(&mut self) -> Result<(), FileError> {
        let (mut texts, mut ends) = (String::new(), Vec::new());
        let Some(mut xml) = self.part("xl/sharedstrings.xml")? else { return Ok(()) };
        let (mut one, mut in_text, mut in_sound) = (String::new(), false, false);
        loop {
            let event = xml.next()?;
            match &event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => one.clear(),
                    "t" => in_text = !in_sound,
                    // How the text is spoken, in Japanese.
                    "rPh" => in_sound = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => in_sound = false,
                    "si" => {
                        texts.push_str(&unescaped(&one));
                        // Below 2^26 by the next line.
                        ends.push(texts.len() as u32);
                    }
                    _ => {}
                },
                Event::Eof => break,
                text if in_text => append(text, &mut one),
                _ => {}
            }
            if texts.len() + one.len() > TEXTS || ends.len() > TEXTS_COUNT {
                let why = "the workbook has more than 64 MiB of different texts: save it as CSV";
                return Err(FileError(FieldCode::FileTooLarge, why.into()));
            }
        }
        drop(xml);
        (self.facts.texts, self.facts.ends) = (texts, ends);
        Ok(())
    }
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The part behind `r:id`. A plain `id` is another attribute.
fn relation(tag: &quick_xml::events::BytesStart<'_>, parts: &HashMap<String, String>) -> Option<String> {
    let is_relation = |name: &quick_xml::name::QName<'_>| name.local_name().as_ref() == "id" && name.prefix().is_some();
    let id = tag.attributes().with_checks(false).flatten().find(|known| is_relation(&known.key))?;
    parts.get(&*id.value).cloned()
}

fn number(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Every part of an archive costs memory as soon as its list is read: how many there are is looked at before.
fn few_parts(file: &mut File) -> Result<(), FileError> {
    let size = file.seek(SeekFrom::End(0))?;
    let from = size.saturating_sub(22 + 65_535);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.take(22 + 65_535).read_to_end(&mut tail)?;
    let ends = tail.windows(22).filter(|window| window.starts_with(b"PK\x05\x06"));
    // 65,535 means that a longer list says how many.
    let most = ends
        .map(|end| {
            u64::from(u16::from_le_bytes([end[10], end[11]])).max(u64::from(u16::from_le_bytes([end[8], end[9]])))
        })
        .max();
    match most {
        None => Err(damaged("its end is missing; perhaps it did not arrive whole")),
        Some(parts) if parts > PARTS => {
            Err(FileError(FieldCode::FileTooLarge, "the workbook has too many parts".into()))
        }
        Some(_) => Ok(()),
    }
}

/// What numbers in the product's own formats mean (ECMA-376, 18.8.30).
const fn built_in(id: u32) -> Meaning {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Meaning::Moment,
        46 => Meaning::Duration,
        9 | 10 => Meaning::Percent,
        _ => Meaning::Number,
    }
}

/// What numbers in a format of the workbook's own mean, by the letters outside of quotation marks and brackets.
fn meaning_of(code: &str) -> Meaning {
    let mut letters = code.chars();
    let (mut duration, mut digits) = (false, false);
    while let Some(c) = letters.next() {
        match c {
            '"' => drop(letters.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                duration |=
                    !inside.is_empty() && inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
            }
            // Only the first section is for ordinary numbers.
            ';' => break,
            '%' => return Meaning::Percent,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' if !duration && !digits => {
                return Meaning::Moment;
            }
            // `General` and `E+00` have letters of their own.
            'G' | 'E' | '#' | '0' | '?' => digits = true,
            _ => {}
        }
    }
    if duration { Meaning::Duration } else { Meaning::Number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_formats_of_numbers() {
        for code in ["dd/mm/yyyy", "d \"de\" mmmm", "[$-C0A]d\\-mmm\\-yy;@", "hh:mm", "yyyy-mm-dd hh:mm:ss", "M/D/YY"] {
            assert_eq!(meaning_of(code), Meaning::Moment, "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"días\"", "[Red]0", "0.00E+00", "@", "_-* #,##0\\ [$€-1]", "\"day\"0"]
        {
            assert_eq!(meaning_of(code), Meaning::Number, "{code}");
        }
        assert_eq!(meaning_of("[h]:mm:ss"), Meaning::Duration);
        for code in ["0%", "0.00%;[Red]-0.00%", "#,##0.0\\ %", "[$-C0A]0 %"] {
            assert_eq!(meaning_of(code), Meaning::Percent, "{code}");
        }
        assert_eq!(meaning_of("0\"%\""), Meaning::Number);
    }
}
