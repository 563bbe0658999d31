//! Texts with separators: RFC 4180, lines ended by CR and LF, formulas shielded.

use zaguan_types::exports::ExportForm;
use zaguan_types::imports::Separator;

use super::columns::{Cell, Layout};
use crate::sheets;

/// A text on its way out.
pub(super) struct Text {
    separator: char,
    bom: bool,
    begun: bool,
}

impl Text {
    pub(super) fn new(form: &ExportForm) -> Self {
        let separator = match form.separator {
            Separator::Comma => ',',
            Separator::Semicolon => ';',
            Separator::Tab => '\t',
            Separator::Pipe => '|',
        };
        Self { separator, bom: form.bom, begun: false }
    }

    /// The next lines, with the head in front of the first ones.
    pub(super) fn write(&mut self, layout: &Layout, lines: Option<&[Vec<Cell>]>) -> Vec<u8> {
        let mut out = Vec::with_capacity(lines.map_or(0, |lines| lines.len() * 160) + 256);
        if !self.begun {
            self.begun = true;
            if self.bom {
                out.extend_from_slice("\u{feff}".as_bytes());
            }
            for (at, header) in layout.headers().enumerate() {
                self.cell(at, header, &mut out);
            }
            out.extend_from_slice(b"\r\n");
        }
        for line in lines.into_iter().flatten() {
            for (at, cell) in line.iter().enumerate() {
                match cell {
                    Cell::Empty => self.cell(at, "", &mut out),
                    Cell::Text(text) => self.cell(at, text, &mut out),
                    // No text, and so no formula: a minus in front of it is one.
                    Cell::Number(number) => self.bare(at, &number.to_string(), &mut out),
                }
            }
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    fn cell(&self, at: usize, text: &str, out: &mut Vec<u8>) {
        self.bare(at, &sheets::shielded(text), out);
    }

    fn bare(&self, at: usize, text: &str, out: &mut Vec<u8>) {
        if at > 0 {
            out.push(self.separator as u8);
        }
        sheets::quote(text, self.separator, out);
    }
}
