//! What is wrong with the rows of a file, as a closed list that programs branch on and the apps translate.

use serde::{Deserialize, Serialize};

wire_enum! {
    /// How bad it is.
    FaultLevel {
        /// The row is not taken.
        Error = "error",
        /// The row is taken all the same.
        Warning = "warning",
    }

    /// What is wrong.
    FaultCode {
        /// A new record needs a value here.
        Required = "required",
        /// The text is longer than the field allows.
        TooLong = "too_long",
        /// The text has characters that no field takes.
        BadText = "bad_text",
        /// It is no e-mail address.
        BadEmail = "bad_email",
        /// It is no telephone number.
        BadPhone = "bad_phone",
        /// It is no address on the web.
        BadUrl = "bad_url",
        /// It is no day or no moment.
        BadDate = "bad_date",
        /// It is no number.
        BadNumber = "bad_number",
        /// A spreadsheet has written the number in short (`3.46E+10`): its digits are gone.
        NumberShortened = "number_shortened",
        /// It is neither yes nor no.
        BadYesNo = "bad_yes_no",
        /// The field cannot hold this value.
        BadValue = "bad_value",
        /// The choice is none of the field's.
        UnknownChoice = "unknown_choice",
        /// Nobody who works here has this name or address.
        UnknownUser = "unknown_user",
        /// Several who work here have this name.
        SeveralUsers = "several_users",
        /// There is no such organisation.
        UnknownOrganisation = "unknown_organisation",
        /// Several organisations have this name.
        SeveralOrganisations = "several_organisations",
        /// The organisation would lie above itself.
        Circular = "circular",
        /// Too many tags, or one that is too long.
        BadTags = "bad_tags",
        /// The end lies before the start.
        EndBeforeStart = "end_before_start",
        /// Another record has this external id.
        Taken = "taken",
        /// The person has access to the portal, and the row would change the address with which they sign in.
        PortalEmail = "portal_email",
        /// The record of this row lies in the bin.
        InBin = "in_bin",
        /// It is no id.
        BadId = "bad_id",
        /// No record has this id.
        UnknownRecord = "unknown_record",
        /// The person has been erased for good; nothing about them is taken in under this id.
        Erased = "erased",
        /// Several records fit this row.
        SeveralRecords = "several_records",
        /// The row has more cells than the file has columns: a separator in a value without quotation marks.
        TooManyCells = "too_many_cells",
        /// The cell has characters that cannot be read in this encoding.
        Unreadable = "unreadable",
        /// The cell has a formula whose value the workbook does not hold.
        FormulaWithoutValue = "formula_without_value",
        /// The cell shows an error, such as `#N/A`.
        ErrorValue = "error_value",
        /// An earlier row of the same file is about the same record; this one came after it.
        Repeated = "repeated",
        /// It was not taken back: somebody has changed it since, or something hangs on it by now.
        ChangedSince = "changed_since",
        /// It was not taken back: a later import has changed it, or has been taken back itself.
        ChangedByImport = "changed_by_import",
    }
}

/// Something that has to be said about a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportFault {
    /// The row's number in the file; the header is row 1.
    pub row: u64,
    /// The column's place, from 0; `null`: the row as a whole.
    pub column: Option<u32>,
    /// What stands above the column.
    pub header: Option<String>,
    /// What stands in the cell, shortened to 80 characters.
    pub value: Option<String>,
    /// How bad it is.
    pub level: FaultLevel,
    /// What is wrong, for programs.
    pub code: FaultCode,
    /// What is wrong, in an English sentence.
    pub detail: String,
}
