//! Imports: a file of contacts or organisations, how it is understood, and what became of its rows.
//!
//! A file goes through `mapping` → `checking` → `checked` → `running` → `done`. The check may be left out. What is in
//! `running` may be stopped and gone on with; what has run may be taken back.

mod change;
mod faults;

pub use change::{ImportOptionsPatch, ImportPatch};
pub use faults::{FaultCode, FaultLevel, ImportFault};

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fields::{FieldType, Labels, Module};
use crate::{ImportId, Instant, UserId};

/// The most bytes of a file: 25 MiB.
pub const MOST_BYTES: u64 = 25 << 20;
/// The most rows below the header.
pub const MOST_ROWS: u32 = 200_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 500;
/// The most characters of one cell; a spreadsheet has no longer ones.
pub const LONGEST_CELL: usize = 32_767;

wire_enum! {
    /// How far an import has come.
    ImportState {
        /// Somebody decides which column is what. Nothing has happened yet.
        Mapping = "mapping",
        /// All rows are tried; nothing is written.
        Checking = "checking",
        /// All rows were tried: `counts` and the faults say what would happen.
        Checked = "checked",
        /// Rows are being written.
        Running = "running",
        /// Somebody stopped it. What was written stays; it can be gone on with or taken back.
        Stopped = "stopped",
        /// Every row was looked at.
        Done = "done",
        /// It broke off by a fault of the server, which `failure` names. It can be gone on with or taken back.
        Failed = "failed",
        /// What it did is being taken back.
        Undoing = "undoing",
        /// What it did was taken back, as far as nobody had changed it since.
        Undone = "undone",
    }

    /// What a file is, by what stands in it.
    FileKind {
        /// Text with separators.
        Csv = "csv",
        /// A workbook of Excel 2007 or later, LibreOffice, Google Sheets.
        Xlsx = "xlsx",
    }

    /// How the letters of a text are written.
    FileEncoding {
        /// UTF-8, with or without a mark at its beginning.
        Utf8 = "utf_8",
        /// UTF-16, the low byte first.
        Utf16Le = "utf_16le",
        /// UTF-16, the high byte first.
        Utf16Be = "utf_16be",
        /// What Excel on Windows writes in western Europe; covers ISO 8859-1.
        Windows1252 = "windows_1252",
        /// ISO 8859-15.
        Iso8859_15 = "iso_8859_15",
    }

    /// What stands between two cells of a text.
    Separator {
        /// `,`
        Comma = "comma",
        /// `;`
        Semicolon = "semicolon",
        /// The tabulator.
        Tab = "tab",
        /// `|`
        Pipe = "pipe",
    }

    /// What happens to a row whose record is there already.
    OnMatch {
        /// The record gets the values of the row. Empty cells leave what is there.
        Update = "update",
        /// The record gets only what it has no value for.
        Fill = "fill",
        /// The row is left out.
        Skip = "skip",
    }

    /// What happens to a row whose record is not there.
    OnNew {
        /// The record is created.
        Create = "create",
        /// The row is left out.
        Skip = "skip",
    }

    /// By what a row finds its record.
    MatchBy {
        /// By the id and the external id if the row has them, else by the e-mail address (contacts) or the name
        /// (organisations).
        Auto = "auto",
        /// By the external id alone.
        ExternalId = "external_id",
        /// By the e-mail address alone.
        Email = "email",
        /// By the name alone, whatever the case and the accents. Organisations only.
        Name = "name",
    }

    /// How days like 03/04/2026 are read.
    DateOrder {
        /// The day before the month.
        DayFirst = "day_first",
        /// The month before the day.
        MonthFirst = "month_first",
    }

    /// How numbers like 1.500 are read.
    DecimalMark {
        /// The comma stands before the decimals: fifteen hundred.
        Comma = "comma",
        /// The point does: one and a half.
        Point = "point",
    }

    /// How a column came to go where it goes.
    MappingOrigin {
        /// Its header, and what stands below it, say so.
        Guessed = "guessed",
        /// It went there in the last file with the same headers.
        Remembered = "remembered",
        /// Somebody said so.
        Chosen = "chosen",
    }

    /// What becomes of a row.
    RowAction {
        /// A record is created.
        Create = "create",
        /// A record is changed.
        Update = "update",
        /// The record is so already.
        Unchanged = "unchanged",
        /// The row is left out, as the options say.
        Skip = "skip",
        /// The row cannot be taken; its faults say why.
        Fault = "fault",
    }
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceColumn {
    /// Its place, from 0.
    pub index: u32,
    /// What stands above it; its letter (`A`, `B` …) where the file has no header.
    pub header: String,
    /// At most five different values, shortened to 80 characters.
    pub samples: Vec<String>,
    /// In how many rows it has a value.
    pub filled: u64,
    /// How its days are read; `null` if there are none that could be read in two ways.
    pub date_order: Option<DateOrder>,
    /// Whether the file itself leaves open how its days are read; `options.date_order` decides then.
    pub date_order_open: bool,
    /// What stands before the decimals of its numbers; `null` if there are none that could be read in two ways.
    pub decimal_mark: Option<DecimalMark>,
    /// Whether the file itself leaves that open; `options.decimal_mark` decides then.
    pub decimal_mark_open: bool,
}

/// What each column is called where it has to be told from the others: «Teléfono», «Teléfono (2)».
pub fn headers(columns: &[SourceColumn]) -> Vec<String> {
    let mut taken: HashSet<String> = columns.iter().map(|column| column.header.clone()).collect();
    // The last number that was tried for a header.
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut out = Vec::with_capacity(columns.len());
    for column in columns {
        let number = numbers.entry(column.header.as_str()).or_default();
        *number += 1;
        let mut header = column.header.clone();
        if *number > 1 {
            header = numbered(&column.header, *number);
            // A file may call a column so itself.
            while !taken.insert(header.clone()) {
                *number += 1;
                header = numbered(&column.header, *number);
            }
        }
        out.push(header);
    }
    out
}

fn numbered(header: &str, number: usize) -> String {
    format!("{header} ({number})").trim_start().to_owned()
}

/// What was found out about the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportSource {
    /// What it is.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// How its letters are written; `null` for workbooks.
    pub encoding: Option<FileEncoding>,
    /// What stands between its cells; `null` for workbooks.
    pub separator: Option<Separator>,
    /// Whether its first row names the columns.
    pub header: bool,
    /// The sheet that was read; `null` for texts.
    pub sheet: Option<String>,
    /// All sheets of the workbook in order.
    pub sheets: Vec<String>,
    /// Its columns.
    pub columns: Vec<SourceColumn>,
    /// How many rows it has below the header, empty ones not counted.
    pub rows: u64,
}

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// The column's place, from 0.
    pub column: u32,
    /// The name of a target of the module; `null`: the column is left out.
    pub target: Option<String>,
    /// How it came to go there; `null` where nothing was guessed. Read-only: what a request says here means nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(read_only))]
    pub origin: Option<MappingOrigin>,
}

/// How rows become records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportOptions {
    /// What happens to a row whose record is there already.
    pub on_match: OnMatch,
    /// What happens to a row whose record is not there.
    pub on_new: OnNew,
    /// By what a row finds its record.
    pub match_by: MatchBy,
    /// Whether organisations that a row names and that are not there are created. Else such a row is a fault.
    pub create_organisations: bool,
    /// Who looks after new records whose row names nobody; `null`: nobody.
    pub default_owner_id: Option<UserId>,
    /// Words that every record gets beside its own.
    pub tags: Vec<String>,
    /// How days are read where the file leaves it open; `null`: as is usual in the firm's language.
    pub date_order: Option<DateOrder>,
    /// What stands before decimals where the file leaves it open; `null`: as is usual in the firm's language.
    pub decimal_mark: Option<DecimalMark>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            on_match: OnMatch::Update,
            on_new: OnNew::Create,
            match_by: MatchBy::Auto,
            create_organisations: true,
            default_owner_id: None,
            tags: Vec::new(),
            date_order: None,
            decimal_mark: None,
        }
    }
}

/// What became of the rows, or would become of them while the state is `checking` or `checked`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ImportCounts {
    /// Rows of the file.
    pub rows: u64,
    /// Rows that were looked at.
    pub done: u64,
    /// Records that were created.
    pub created: u64,
    /// Records that were changed.
    pub updated: u64,
    /// Rows whose record was so already.
    pub unchanged: u64,
    /// Rows that were left out, as the options say.
    pub skipped: u64,
    /// Rows that could not be taken.
    pub failed: u64,
    /// Rows that were taken and of which something has to be said.
    pub warned: u64,
    /// Organisations that were created since rows of contacts named them.
    pub organisations_created: u64,
    /// Records that were taken back.
    pub taken_back: u64,
    /// Records that could not be taken back: somebody has changed them since.
    pub kept: u64,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// What its rows become: `contacts` or `organisations`.
    pub module: Module,
    /// How far it has come.
    pub state: ImportState,
    /// The name of the file.
    pub file_name: String,
    /// What was found out about the file.
    pub source: ImportSource,
    /// Where each column goes, one entry for each column.
    pub mapping: Vec<ColumnMapping>,
    /// How rows become records.
    pub options: ImportOptions,
    /// What became of the rows.
    pub counts: ImportCounts,
    /// Why it broke off.
    pub failure: Option<String>,
    /// Who uploaded it.
    pub author_id: UserId,
    /// Their name at that time.
    pub author_name: String,
    /// When it was uploaded.
    pub created_at: Instant,
    /// When something about it last changed.
    pub updated_at: Instant,
    /// When rows were first written.
    pub started_at: Option<Instant>,
    /// When it was done, stopped, failed or undone.
    pub ended_at: Option<Instant>,
    /// Goes up with every change by a person and every new state, not with progress.
    pub version: i64,
}

/// Somewhere a column can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportTarget {
    /// Its name in `mapping`: the API name of a field, `custom.` and the name of a field of the firm's own, or one of `id`
    /// and `organisation_name`.
    pub name: String,
    /// What people read.
    pub labels: Labels,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Whether a new record needs it.
    pub required: bool,
    /// Whether the field is active; values of inactive ones are taken as well.
    pub active: bool,
}

/// Where the columns of a file can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportTargetList {
    /// In the order of the form.
    pub items: Vec<ImportTarget>,
}

/// One value of a row, as it would be understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewCell {
    /// The column's place, from 0.
    pub column: u32,
    /// Where it goes.
    pub target: String,
    /// What stands in the file, shortened to 200 characters.
    pub text: String,
    /// What it becomes; `null` if it cannot be read.
    pub value: serde_json::Value,
}

/// One row, as it would be understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRow {
    /// Its number in the file; the header is row 1.
    pub row: u64,
    /// What would become of it.
    pub action: RowAction,
    /// The record that it finds.
    pub record_id: Option<Uuid>,
    /// Its cells that have a value and go somewhere.
    pub cells: Vec<PreviewCell>,
    /// What is wrong with it.
    pub faults: Vec<ImportFault>,
}

/// The first rows, as they would be understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportPreview {
    /// At most 20.
    pub items: Vec<PreviewRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_name_are_told_apart() {
        let column = |(index, header): (u32, &&str)| SourceColumn {
            index,
            header: (*header).into(),
            samples: vec![],
            filled: 1,
            date_order: None,
            date_order_open: false,
            decimal_mark: None,
            decimal_mark_open: false,
        };
        let told = |names: &[&str]| headers(&(0..).zip(names).map(column).collect::<Vec<_>>());
        assert_eq!(told(&["Tel", "Web", "Tel", "Tel"]), ["Tel", "Web", "Tel (2)", "Tel (3)"]);
        assert_eq!(told(&["Tel", "Tel", "Tel (2)", "", ""]), ["Tel", "Tel (3)", "Tel (2)", "", "(2)"]);
        assert_eq!(told(&["A", "A (2)", "A", "A (2)", "A"]), ["A", "A (2)", "A (3)", "A (2) (2)", "A (4)"]);
        // One that was told apart may be in the way of another.
        assert_eq!(told(&["", "(2)", "", "", "(2)", ""]), ["", "(2)", "(3)", "(4)", "(2) (2)", "(5)"]);
        assert_eq!(told(&[" A", "A", " A", "A", "A"]), [" A", "A", "A (2)", "A (3)", "A (4)"]);
        let many = told(&["Tel"; MOST_COLUMNS]);
        assert!(many[0] == "Tel" && many[1] == "Tel (2)" && many[MOST_COLUMNS - 1] == "Tel (500)", "{many:?}");
    }
}
