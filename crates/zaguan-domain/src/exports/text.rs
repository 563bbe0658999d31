//! Texts with separators: RFC 4180, lines ended by CR and LF, formulas shielded.

use zaguan_types::exports::ExportForm;
use zaguan_types::imports::Separator;

use super::columns::{Cell, Layout, Sink};
use crate::sheets;

/// A text on its way out.
pub(super) struct Text {
    separator: u8,
    bom: bool,
    begun: bool,
}

impl Text {
    pub(super) fn new(form: &ExportForm) -> Self {
        let separator = match form.separator {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Tab => b'\t',
            Separator::Pipe => b'|',
        };
        Self { separator, bom: form.bom, begun: false }
    }

    /// What stands in front of everything; nothing the second time.
    pub(super) fn head(&mut self, layout: &Layout) -> Vec<u8> {
        if std::mem::replace(&mut self.begun, true) {
            return Vec::new();
        }
        let mut lines = self.lines();
        if self.bom {
            lines.out.extend_from_slice("\u{feff}".as_bytes());
        }
        layout.headers().for_each(|header| lines.text(header));
        lines.end();
        lines.out
    }

    /// Takes lines in the form of this text.
    pub(super) fn lines(&self) -> Lines {
        self.beginning()()
    }

    /// The same, made elsewhere.
    pub(super) fn beginning(&self) -> impl Fn() -> Lines + Send + use<> {
        let separator = self.separator;
        move || Lines { separator, out: Vec::new(), is_first: true }
    }
}

/// Lines as text.
pub(super) struct Lines {
    separator: u8,
    out: Vec<u8>,
    is_first: bool,
}

impl Lines {
    /// Ends a line.
    pub(super) fn end(&mut self) {
        self.out.extend_from_slice(b"\r\n");
        self.is_first = true;
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    fn bare(&mut self, text: &str) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.out.push(self.separator);
        }
        sheets::quote(text, self.separator.into(), &mut self.out);
    }
}

impl Sink for Lines {
    fn text(&mut self, text: &str) {
        self.bare(&sheets::shielded(text));
    }

    fn cell(&mut self, cell: Cell) {
        match cell {
            Cell::Empty => self.bare(""),
            Cell::Text(text) => self.text(&text),
            // No text, and so no formula: a minus in front of it is one.
            Cell::Number(number) => self.bare(&number.to_string()),
        }
    }
}
