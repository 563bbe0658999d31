//! Names of fields and values in the timeline, as the firm calls them.

use serde_json::Value;
use zaguan_i18n::{Text, activity as words, common};
use zaguan_types::Language;
use zaguan_types::fields::{Field, Module};
use zaguan_types::timeline::TimelineEntry;
use zaguan_ui::prelude::*;

use super::sentence::Names;
use crate::definitions::Definitions;
use crate::record::named_value;

/// The firm's words, in the language of the page.
pub struct OfFirm {
    /// Its fields.
    pub definitions: Definitions,
    /// The language.
    pub spoken: Language,
}

/// The module whose fields an entry is about.
fn module(entry: &TimelineEntry) -> Module {
    match entry.subject_kind.as_str() {
        "organisation" => Module::Organisations,
        "case" => Module::Cases,
        _ => Module::Contacts,
    }
}

impl OfFirm {
    fn found(&self, entry: &TimelineEntry, name: &str) -> Option<Field> {
        let (own, name) = name.strip_prefix("custom.").map_or((false, name), |rest| (true, rest));
        let blocks = self.definitions.of(module(entry)).get()?;
        let mut fields = blocks.items.into_iter().flat_map(|block| block.fields);
        fields.find(|field| field.api_name == name && field.builtin != own)
    }
}

impl Names for OfFirm {
    fn field(&self, entry: &TimelineEntry, name: &str) -> String {
        match self.found(entry, name) {
            Some(field) => field.labels.get(self.spoken).to_owned(),
            None => other_field(name).get(self.spoken).to_owned(),
        }
    }

    fn value(&self, entry: &TimelineEntry, name: &str, value: &Value) -> String {
        if name == "reason" {
            return reason(value.as_str().unwrap_or_default()).get(self.spoken).to_owned();
        }
        let text = match self.found(entry, name) {
            Some(field) => named_value(&field, Some(value), None, self.spoken),
            None => value.as_str().map(str::to_owned).unwrap_or_default(),
        };
        if text.is_empty() { common::EMPTY_VALUE.get(self.spoken).to_owned() } else { text }
    }
}

/// What is no field of the firm, in words.
fn other_field(name: &str) -> Text {
    match name {
        "private" => zaguan_i18n::cases::PRIVATE,
        _ => words::A_VALUE,
    }
}

/// Why a client could not come in.
fn reason(name: &str) -> Text {
    match name {
        "wrong_password" => words::REASON_PASSWORD,
        "support_not_started" => words::REASON_NOT_STARTED,
        "support_ended" => words::REASON_ENDED,
        "invitation_expired" => words::REASON_INVITATION,
        "access_not_active" => words::REASON_NOT_ACTIVE,
        "contact_deleted" => words::REASON_DELETED,
        _ => words::REASON_OTHER,
    }
}

/// The lines of what changed: the field, the value before, the value after.
pub fn changes(entry: &TimelineEntry, names: &OfFirm) -> Vec<(String, String, String)> {
    let told = super::sentence::told_changes(entry).into_iter().map(|(name, before, after)| {
        let field = super::sentence::field_of(&name);
        let label = names.field(entry, &field);
        // A name beside an id is said as it is.
        let say = |value: &Value| match value.as_str().filter(|_| field != name) {
            Some(text) => text.to_owned(),
            None if value.is_null() => common::EMPTY_VALUE.get(names.spoken).to_owned(),
            None => names.value(entry, &field, value),
        };
        (label, say(&before), say(&after))
    });
    told.collect()
}

/// The names in the language of the page, followed.
pub fn of_firm(definitions: Definitions) -> OfFirm {
    OfFirm { definitions, spoken: language() }
}
