//! Changes to an import as JSON Merge Patches (RFC 7396), before it runs.

use serde::{Deserialize, Serialize};

use super::{ColumnMapping, DateOrder, DecimalMark, FileEncoding, ImportOptions, MatchBy, OnMatch, OnNew, Separator};
use crate::{Patch, UserId};

/// A change to how rows become records. `null` is what it is without having been said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ImportOptionsPatch {
    /// What happens to a row whose record is there already.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OnMatch>))]
    pub on_match: Patch<OnMatch>,
    /// What happens to a row whose record is not there.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OnNew>))]
    pub on_new: Patch<OnNew>,
    /// By what a row finds its record.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<MatchBy>))]
    pub match_by: Patch<MatchBy>,
    /// Whether organisations that a row names and that are not there are created.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub create_organisations: Patch<bool>,
    /// Who looks after new records whose row names nobody.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<UserId>))]
    pub default_owner_id: Patch<UserId>,
    /// Words that every record gets beside its own; replaces all of them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub tags: Patch<Vec<String>>,
    /// How days are read where the file leaves it open.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DateOrder>))]
    pub date_order: Patch<DateOrder>,
    /// What stands before decimals where the file leaves it open.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<DecimalMark>))]
    pub decimal_mark: Patch<DecimalMark>,
}

impl ImportOptionsPatch {
    /// The options after the patch.
    pub fn apply(self, before: ImportOptions) -> ImportOptions {
        let Self { on_match, on_new, match_by, create_organisations, default_owner_id, tags, date_order, decimal_mark } =
            self;
        let unsaid = ImportOptions::default();
        ImportOptions {
            on_match: on_match.apply(Some(before.on_match)).unwrap_or(unsaid.on_match),
            on_new: on_new.apply(Some(before.on_new)).unwrap_or(unsaid.on_new),
            match_by: match_by.apply(Some(before.match_by)).unwrap_or(unsaid.match_by),
            create_organisations: create_organisations
                .apply(Some(before.create_organisations))
                .unwrap_or(unsaid.create_organisations),
            default_owner_id: default_owner_id.apply(before.default_owner_id),
            tags: tags.apply(Some(before.tags)).unwrap_or_default(),
            date_order: date_order.apply(before.date_order),
            decimal_mark: decimal_mark.apply(before.decimal_mark),
        }
    }
}

/// A change to an import before it runs (JSON Merge Patch). One of the first four reads the file anew; the mapping is
/// then guessed anew unless it is given as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ImportPatch {
    /// How the letters of the text are written; `null`: found out again.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FileEncoding>))]
    pub encoding: Patch<FileEncoding>,
    /// What stands between two cells; `null`: found out again.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Separator>))]
    pub separator: Patch<Separator>,
    /// Whether the first row names the columns; `null`: found out again.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub header: Patch<bool>,
    /// The sheet to read; `null`: the first one that has something in it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 255))]
    pub sheet: Patch<String>,
    /// Where columns go. Columns that are not named are left out; `null`: guessed anew.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<ColumnMapping>>, max_items = 500))]
    pub mapping: Patch<Vec<ColumnMapping>>,
    /// How rows become records.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ImportOptionsPatch>))]
    pub options: Patch<ImportOptionsPatch>,
}

impl ImportPatch {
    /// Whether the file has to be read anew.
    pub const fn reads(&self) -> bool {
        let Self { encoding, separator, header, sheet, mapping: _, options: _ } = self;
        !(encoding.is_keep() && separator.is_keep() && header.is_keep() && sheet.is_keep())
    }
}
