//! Exports: how records leave as a file.

use crate::imports::Separator;

wire_enum! {
    /// What the file is.
    ExportFormat {
        /// Text with separators, in UTF-8.
        Csv = "csv",
        /// A workbook.
        Xlsx = "xlsx",
    }

    /// What stands above the columns, and how choices are written.
    ExportHeaders {
        /// The labels of the fields in the language of who asks; choices by their labels.
        Labels = "labels",
        /// API names; choices by their keys.
        Api = "api",
    }
}

/// How a list is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportForm {
    /// What the file is.
    pub format: ExportFormat,
    /// API names of the columns in order; empty: the active fields as the form shows them, and the id.
    pub columns: Vec<String>,
    /// What stands above the columns.
    pub headers: ExportHeaders,
    /// Whether a text begins with the mark by which spreadsheets know UTF-8.
    pub bom: bool,
    /// What stands between the cells of a text.
    pub separator: Separator,
}

impl Default for ExportForm {
    fn default() -> Self {
        Self {
            format: ExportFormat::Csv,
            columns: Vec::new(),
            headers: ExportHeaders::Labels,
            bom: true,
            separator: Separator::Comma,
        }
    }
}
