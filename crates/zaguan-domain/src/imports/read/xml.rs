//! XML out of a compressed file, one event after the other, bounded however the file lies about itself.
//!
//! The parser gathers an event before it hands it over, and remembers every open element: an attribute of a gigabyte or
//! a million elements inside one another would fill the memory. What it reads comes through [`Bounded`], which ends that.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use zaguan_types::FieldCode;
use zip::read::ZipFile;

use super::FileError;

/// The most bytes of one event: a tag with its attributes, or a text. Above what a cell may hold.
const EVENT: usize = 256 * 1024;
/// What an event takes of the budget beside its bytes: a hundred million empty cells are a bomb too.
const EVENT_COSTS: u64 = 16;
/// The most elements inside one another; a workbook has about ten.
const DEEPEST: usize = 64;

/// How many bytes may still come out of a file.
pub(super) type Budget = Rc<Cell<u64>>;

pub(super) struct Bounded<R> {
    inner: R,
    event: usize,
    budget: Budget,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = available.len().min(out.len());
        out[..read].copy_from_slice(&available[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.event > EVENT || self.budget.get() == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, read: usize) {
        self.event += read;
        self.budget.set(self.budget.get().saturating_sub(read as u64));
        self.inner.consume(read);
    }
}

/// The XML of one part of a workbook.
pub(super) struct Xml<'z> {
    reader: Reader<Bounded<BufReader<ZipFile<'z, BufReader<File>>>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'z> Xml<'z> {
    pub(super) fn new(part: ZipFile<'z, BufReader<File>>, budget: Budget) -> Self {
        let mut reader = Reader::from_reader(Bounded { inner: BufReader::new(part), event: 0, budget });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; [`Event::Eof`] at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, FileError> {
        self.buffer.clear();
        let bounded = self.reader.get_mut();
        bounded.event = 0;
        bounded.budget.set(bounded.budget.get().saturating_sub(EVENT_COSTS));
        let event = self.reader.read_event_into(&mut self.buffer).map_err(broken)?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(FileError(FieldCode::BrokenFile, "the workbook is damaged: its parts lie too deep".into()));
        }
        Ok(event)
    }
}

fn broken(error: quick_xml::Error) -> FileError {
    match &error {
        quick_xml::Error::Io(why) if why.kind() == io::ErrorKind::FileTooLarge => FileError(
            FieldCode::FileTooLarge,
            "the workbook is far larger unpacked than a table of 200,000 rows, or one cell of it is: save it as CSV"
                .into(),
        ),
        _ => {
            tracing::debug!(%error, "a part of a workbook cannot be read");
            FileError(FieldCode::BrokenFile, "the workbook is damaged: a part of it cannot be read".into())
        }
    }
}

/// An attribute as it is written, whatever its prefix.
pub(super) fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<std::borrow::Cow<'a, str>> {
    let found = tag.attributes().with_checks(false).flatten().find(|known| known.key.local_name().as_ref() == name)?;
    Some(match quick_xml::escape::unescape(&found.value) {
        Ok(plain) => plain.into_owned().into(),
        Err(_) => found.value,
    })
}

/// Adds the letters of an event to a text. What is no text adds nothing.
pub(super) fn append(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(entity) => match resolve_xml_entity(entity) {
            Some(known) => out.push_str(known),
            // One that nobody declared is kept as it is written.
            None => match entity.resolve_char_ref() {
                Ok(Some(c)) => out.push(c),
                _ => out.push_str(&format!("&{};", &**entity)),
            },
        },
        _ => {}
    }
}

/// Letters that a workbook writes as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (known, length) = c.map_or((None, 2), |c| (Some(c), 7));
        out.push_str(&rest[..at]);
        match known {
            Some(c) => out.push(c),
            None => out.push_str("_x"),
        }
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn letters_written_as_codes() {
        assert_eq!(unescaped("a_x000D_b_x005F_x000D_"), "a\rb_x000D_");
        assert_eq!(unescaped("_x12_ _xñandú_ _x"), "_x12_ _xñandú_ _x");
    }
}
