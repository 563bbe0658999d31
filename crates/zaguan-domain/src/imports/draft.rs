//! Rows, as the mapping and the field rules understand them. Nothing here asks the database.

use std::collections::HashMap;

use chrono_tz::Tz;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use zaguan_types::fields::rules::{Act, Audience, check, is_blank};
use zaguan_types::fields::{Field, FieldType, Module};
use zaguan_types::imports::{FaultCode, FaultLevel, ImportFault, ImportOptions};
use zaguan_types::{FieldCode, FieldError, tags as tag_rules};

use super::read::Note;
use super::targets::{CUSTOM, ID, ORGANISATION_NAME, name_of};
use super::values;
use crate::contacts::keys::email_key;
use crate::folding::fold;
use crate::tags;

/// Characters of a cell that a fault repeats.
const SHOWN: usize = 80;

/// The targets that faults of a record, and not of a single cell, point to.
const POINTED_TO: [&str; 9] =
    [ID, ORGANISATION_NAME, "external_id", "email", "name", "organisation_id", "parent_id", "tags", "support_end_date"];

/// What the rows of one import are understood by.
pub(super) struct Setup {
    pub(super) module: Module,
    pub(super) fields: Vec<Field>,
    /// By the column's place.
    pub(super) columns: Vec<Column>,
    pub(super) users: Users,
    pub(super) options: ImportOptions,
    pub(super) zone: Tz,
}

/// One column.
pub(super) struct Column {
    pub(super) header: String,
    pub(super) target: Option<String>,
    pub(super) how: values::How,
    pub(super) kind: Kind,
}

/// How a column's cells are read.
pub(super) enum Kind {
    /// Not at all.
    Out,
    Id,
    User(String),
    Organisation,
    OrganisationName,
    Parent,
    Tags,
    Field(Box<Field>),
}

impl Kind {
    pub(super) fn of(target: Option<&str>, fields: &[Field]) -> Self {
        let Some(target) = target else { return Self::Out };
        match target {
            ID => return Self::Id,
            ORGANISATION_NAME => return Self::OrganisationName,
            _ => {}
        }
        let Some(field) = fields.iter().find(|field| name_of(field) == target) else { return Self::Out };
        match (field.builtin, field.api_name.as_str()) {
            (true, "organisation_id") => Self::Organisation,
            (true, "parent_id") => Self::Parent,
            (true, "tags") => Self::Tags,
            _ if field.field_type == FieldType::LinkUser => Self::User(target.to_owned()),
            _ => Self::Field(Box::new(field.clone())),
        }
    }
}

/// Who can look after a record, by what a file may call them.
#[derive(Default)]
pub(super) struct Users {
    /// Ids and e-mail addresses, and names, of which there may be several.
    by_word: HashMap<String, Vec<Uuid>>,
}

impl Users {
    pub(super) fn add(&mut self, id: Uuid, name: &str, email: &str) {
        for word in [id.to_string(), fold(name), email_key(Some(email))] {
            let known = self.by_word.entry(word).or_default();
            if !known.contains(&id) {
                known.push(id);
            }
        }
    }

    fn find(&self, text: &str) -> Result<Uuid, FaultCode> {
        match self.by_word.get(&fold(text)).map(Vec::as_slice) {
            Some([id]) => Ok(*id),
            Some([_, ..]) => Err(FaultCode::SeveralUsers),
            _ => Err(FaultCode::UnknownUser),
        }
    }
}

/// An organisation that a row names, with the column that names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// An id, an external id or a name.
    pub(super) any: Option<(u32, String)>,
    /// A name.
    pub(super) name: Option<(u32, String)>,
}

/// A row that was understood.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) row: u32,
    pub(super) id: Option<Uuid>,
    pub(super) external_id: Option<String>,
    /// E-mail address or name, as it is compared.
    pub(super) key: String,
    /// The values by target, without those that name organisations and without tags.
    pub(super) values: Vec<(String, Value)>,
    pub(super) tags: Vec<String>,
    pub(super) organisation: Option<Named>,
    /// What stands in the cells that faults of the record point to.
    said: Vec<(u32, String)>,
    pub(super) faults: Vec<ImportFault>,
    /// What is wrong besides, if the row makes a new record.
    pub(super) missing: Vec<ImportFault>,
}

impl Draft {
    pub(super) fn is_bad(&self) -> bool {
        self.faults.iter().any(|fault| fault.level == FaultLevel::Error)
    }

    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl Setup {
    /// A fault of a row, or of one of its cells.
    pub(super) fn fault(&self, row: u32, column: Option<u32>, value: Option<&str>, code: FaultCode) -> ImportFault {
        let (level, detail) = about(code);
        let header = column.and_then(|at| self.columns.get(at as usize)).map(|column| column.header.clone());
        let value = value.map(|text| text.chars().take(SHOWN).collect());
        ImportFault { row: u64::from(row), column, header, value, level, code, detail: detail.into() }
    }

    /// A fault of the record that a row is about: it points to the cell that says so.
    pub(super) fn fault_of(&self, draft: &Draft, target: &str, code: FaultCode) -> ImportFault {
        let column = self.column_of(target).filter(|at| draft.said.iter().any(|(of, _)| of == at));
        let said = draft.said.iter().find(|(at, _)| Some(*at) == column).map(|(_, text)| text.as_str());
        self.fault(draft.row, column, said, code)
    }

    /// The column that goes to a target.
    pub(super) fn column_of(&self, target: &str) -> Option<u32> {
        self.columns.iter().position(|column| column.target.as_deref() == Some(target)).map(|at| at as u32)
    }

    /// Understands some rows.
    pub(super) fn drafts(&self, rows: &[(u32, Vec<String>)], notes: &[Note]) -> Vec<Draft> {
        let mut noted: HashMap<u32, Vec<&Note>> = HashMap::new();
        for note in notes {
            noted.entry(note.row).or_default().push(note);
        }
        rows.iter()
            .map(|(number, cells)| {
                let mut draft = self.draft(*number, cells);
                for note in noted.get(number).into_iter().flatten() {
                    let goes = self.columns.get(note.column as usize).is_some_and(|column| column.target.is_some());
                    if goes {
                        let value = Some(note.value.as_str()).filter(|value| !value.is_empty());
                        draft.faults.push(self.fault(*number, Some(note.column), value, note.code));
                    }
                }
                draft
            })
            .collect()
    }

    fn draft(&self, row: u32, cells: &[String]) -> Draft {
        let mut draft = Draft { row, ..Draft::default() };
        if cells.len() > self.columns.len() {
            let extra = cells.get(self.columns.len()).map(String::as_str);
            draft.faults.push(self.fault(row, None, extra, FaultCode::TooManyCells));
        }
        for ((at, column), cell) in (0..).zip(&self.columns).zip(cells) {
            let text = cell.trim();
            if is_blank(text) || matches!(column.kind, Kind::Out) {
                continue;
            }
            if column.target.as_deref().is_some_and(|target| POINTED_TO.contains(&target)) {
                draft.said.push((at, text.chars().take(SHOWN).collect()));
            }
            let read =
                if text.contains('\u{fffd}') { Err(FaultCode::Unreadable) } else { self.take(&mut draft, at, text) };
            if let Err(code) = read {
                draft.faults.push(self.fault(row, Some(at), Some(text), code));
            }
        }
        draft.tags.extend(self.options.tags.iter().cloned());
        draft.tags = tags::tidy(std::mem::take(&mut draft.tags));
        if tag_rules::check("/tags", &draft.tags).is_some() {
            draft.faults.push(self.fault_of(&draft, "tags", FaultCode::BadTags));
        }
        self.judge(&mut draft, cells);
        self.keys(&mut draft);
        draft
    }

    /// Takes one cell in.
    fn take(&self, draft: &mut Draft, at: u32, text: &str) -> Result<(), FaultCode> {
        let column = &self.columns[at as usize];
        let named = || Some((at, text.to_owned()));
        match &column.kind {
            Kind::Out => {}
            Kind::Id => draft.id = Some(text.parse().map_err(|_| FaultCode::BadId)?),
            Kind::User(target) => draft.values.push((target.clone(), json!(self.users.find(text)?))),
            Kind::Organisation | Kind::Parent => draft.organisation.get_or_insert_default().any = named(),
            Kind::OrganisationName => draft.organisation.get_or_insert_default().name = named(),
            Kind::Tags => draft.tags.extend(values::words(text)),
            Kind::Field(field) => {
                let value = values::read(field, text, column.how, self.zone)?;
                draft.values.push((name_of(field), value));
            }
        }
        Ok(())
    }

    /// Applies the field rules.
    fn judge(&self, draft: &mut Draft, cells: &[String]) {
        let mut object = Map::new();
        let mut custom = Map::new();
        for (name, value) in &draft.values {
            match name.strip_prefix(CUSTOM) {
                Some(name) => custom.insert(name.to_owned(), value.clone()),
                None => object.insert(name.clone(), value.clone()),
            };
        }
        // What is resolved later is there all the same, as far as the rules are concerned.
        if draft.organisation.is_some() {
            let name = if self.module == Module::Contacts { "organisation_id" } else { "parent_id" };
            object.insert(name.into(), Uuid::nil().to_string().into());
        }
        if !draft.tags.is_empty() {
            object.insert("tags".into(), json!(draft.tags));
        }
        object.insert("custom".into(), custom.into());
        let fault = |error: FieldError| {
            let name = target_of(&error.pointer);
            let column = self.column_of(&name);
            let value = column.and_then(|at| cells.get(at as usize)).map(|cell| cell.trim());
            let kind = self.fields.iter().find(|field| name_of(field) == name).map(|field| field.field_type);
            self.fault(draft.row, column, value, code_of(error.code, kind))
        };
        // One fault for a cell is enough: what could not be read is not missing as well.
        let said: Vec<Option<u32>> = draft.faults.iter().map(|fault| fault.column).collect();
        let new = |fault: &ImportFault| fault.column.is_none() || !said.contains(&fault.column);
        let wrong: Vec<ImportFault> =
            check(&self.fields, &object, Audience::Staff, Act::Update).into_iter().map(fault).filter(new).collect();
        let with_missing =
            check(&self.fields, &object, Audience::Staff, Act::Create).into_iter().map(fault).filter(new);
        draft.missing =
            with_missing.filter(|fault| fault.code == FaultCode::Required && !wrong.contains(fault)).collect();
        draft.faults.extend(wrong);
    }

    fn keys(&self, draft: &mut Draft) {
        let text = |name: &str| draft.value(name).and_then(Value::as_str).map(str::to_owned);
        let external_id = text("external_id");
        draft.key = match self.module {
            Module::Organisations => fold(&text("name").unwrap_or_default()),
            _ => email_key(text("email").as_deref()),
        };
        draft.external_id = external_id;
    }
}

/// The target behind a pointer of the field rules.
fn target_of(pointer: &str) -> String {
    match pointer.strip_prefix("/custom/") {
        Some(name) => format!("{CUSTOM}{name}"),
        None => pointer.trim_start_matches('/').to_owned(),
    }
}

fn code_of(code: FieldCode, kind: Option<FieldType>) -> FaultCode {
    match (code, kind) {
        (FieldCode::Required, _) => FaultCode::Required,
        (FieldCode::TooLong, _) => FaultCode::TooLong,
        (FieldCode::UnknownChoice, _) => FaultCode::UnknownChoice,
        (FieldCode::BadFormat, Some(FieldType::Email)) => FaultCode::BadEmail,
        (FieldCode::BadFormat, Some(FieldType::Phone)) => FaultCode::BadPhone,
        (FieldCode::BadFormat, Some(FieldType::Url)) => FaultCode::BadUrl,
        (FieldCode::BadFormat, Some(FieldType::Date | FieldType::DateTime)) => FaultCode::BadDate,
        (FieldCode::BadFormat, Some(FieldType::Text | FieldType::LongText)) => FaultCode::BadText,
        (
            FieldCode::BadFormat | FieldCode::BadType,
            Some(FieldType::Integer | FieldType::Decimal | FieldType::Percent | FieldType::Money),
        ) => FaultCode::BadNumber,
        _ => FaultCode::BadValue,
    }
}

/// How bad a fault is, and what it says to whoever writes programs.
pub(super) const fn about(code: FaultCode) -> (FaultLevel, &'static str) {
    let level = match code {
        FaultCode::FormulaWithoutValue | FaultCode::ErrorValue | FaultCode::Repeated => FaultLevel::Warning,
        _ => FaultLevel::Error,
    };
    (level, zaguan_i18n::imports::fault(code, zaguan_types::Language::En))
}
