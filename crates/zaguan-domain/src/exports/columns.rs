//! The columns of a file: which, what stands above them, and what a record has in each.

use std::collections::{HashMap, HashSet};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;
use zaguan_i18n::{cases, exports as words, states};
use zaguan_types::cases::{Case, CaseSource};
use zaguan_types::exports::{ExportForm, ExportHeaders};
use zaguan_types::fields::{Field, FieldType, Module};
use zaguan_types::organisations::Organisation;
use zaguan_types::{FieldCode, FieldError, Language};

use crate::contacts;
use crate::error::{Error, Result};
use crate::imports::unmistakable;
use crate::platform::db::Letters;

/// What a cell holds: workbooks tell numbers and yes and no from texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

/// The cells of one record.
pub(super) type Line = Vec<Cell>;

/// Where the cells of a record go, one after the other.
pub(super) trait Sink {
    /// A text.
    fn text(&mut self, text: &str);
    /// Any cell.
    fn cell(&mut self, cell: Cell);

    /// A text, or an empty cell.
    fn text_or_nothing(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.cell(Cell::Empty),
        }
    }

    /// An id, or an empty cell.
    fn id(&mut self, id: Option<&Uuid>) {
        match id {
            Some(id) => self.text(id.as_hyphenated().encode_lower(&mut Uuid::encode_buffer())),
            None => self.cell(Cell::Empty),
        }
    }
}

impl Sink for Line {
    fn text(&mut self, text: &str) {
        self.push(Cell::Text(text.to_owned()));
    }

    fn cell(&mut self, cell: Cell) {
        self.push(cell);
    }
}

/// JSON out of the database, which was checked when it was written.
fn stored<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| Error::stored("JSON", &error.to_string()))
}

/// One column.
struct Column {
    name: String,
    header: String,
    field: Option<Field>,
}

/// All columns.
pub(super) struct Layout {
    columns: Vec<Column>,
    headers: ExportHeaders,
    language: Language,
    users: HashMap<Uuid, (String, String)>,
}

/// Columns that are no fields: what belongs to every record, and names beside ids.
fn extras(module: Module) -> &'static [&'static str] {
    match module {
        Module::Contacts => {
            &["id", "organisation_name", "owner_name", "owner_email", "created_at", "updated_at", "version"]
        }
        Module::Cases => &[
            "id",
            "number",
            "contact_name",
            "organisation_name",
            "assignee_name",
            "source",
            "created_at",
            "updated_at",
            "closed_at",
            "version",
        ],
        Module::Organisations | Module::Deals => {
            &["id", "parent_name", "owner_name", "owner_email", "created_at", "updated_at", "version"]
        }
    }
}

/// What people want to read instead of an id.
fn readable(name: &str) -> &str {
    match name {
        "organisation_id" => "organisation_name",
        "contact_id" => "contact_name",
        "assignee_id" => "assignee_name",
        "parent_id" => "parent_name",
        "owner_id" => "owner_name",
        other => other,
    }
}

fn name_of(field: &Field) -> String {
    if field.builtin { field.api_name.clone() } else { format!("custom.{}", field.api_name) }
}

impl Layout {
    pub(super) fn new(
        module: Module,
        fields: &[Field],
        form: &ExportForm,
        language: Language,
        users: HashMap<Uuid, (String, String)>,
    ) -> Result<Self> {
        let names = match form.columns.is_empty() {
            false => form.columns.clone(),
            true => {
                let active = fields.iter().filter(|field| field.active).map(name_of);
                let number = (module == Module::Cases).then(|| "number".to_owned());
                let named = active.map(|name| readable(&name).to_owned());
                number.into_iter().chain(named).chain(["id".to_owned()]).collect()
            }
        };
        let (mut columns, mut errors, mut heads) = (Vec::new(), Vec::new(), HashSet::new());
        for name in names {
            let field = fields.iter().find(|field| name_of(field) == name);
            if field.is_none() && !extras(module).contains(&name.as_str()) {
                let detail = format!("{name:.60} is no column here");
                errors.push(FieldError::new("columns", FieldCode::UnknownMember, detail));
                continue;
            }
            let said = header(&name, field, fields, form.headers, language);
            // Two fields may have the same label; a file that comes back has to tell them apart.
            let header = if heads.insert(said.clone()) { said } else { name.clone() };
            columns.push(Column { name, header, field: field.cloned() });
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        Ok(Self { columns, headers: form.headers, language, users })
    }

    pub(super) fn columns(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.header.as_str())
    }

    /// Writes a contact straight from its row: files of them have a hundred thousand lines.
    pub(super) fn contact(&self, row: &contacts::Row<'_>, out: &mut impl Sink) -> Result<()> {
        let contacts::Row {
            id,
            first_name,
            last_name,
            sort_name: _,
            email,
            phone,
            language,
            owner_id,
            organisation_id,
            organisation_name,
            tags,
            email_opt_out,
            portal_user,
            support_start_date,
            support_end_date,
            external_id,
            custom,
            email_key: _,
            deleted_at: _,
            created_at,
            updated_at,
            version,
        } = row;
        let owner = || owner_id.and_then(|id| self.users.get(&id));
        let mut own: Option<Map<String, Value>> = None;
        for column in &self.columns {
            match column.name.as_str() {
                "id" => out.id(Some(id)),
                "first_name" => out.text_or_nothing(*first_name),
                "last_name" => out.text(last_name),
                "email" => out.text_or_nothing(*email),
                "phone" => out.text_or_nothing(*phone),
                "language" => out.cell(self.choice(column, *language)),
                "owner_id" => out.id(owner_id.as_ref()),
                "owner_name" => out.text_or_nothing(owner().map(|(name, _)| name.as_str())),
                "owner_email" => out.text_or_nothing(owner().map(|(_, email)| email.as_str())),
                "tags" if tags.0 == "[]" => out.text_or_nothing(None),
                "tags" => out.cell(words_of(&stored::<Vec<String>>(tags.0)?)),
                "email_opt_out" => out.cell(self.yes_or_no(*email_opt_out)),
                "organisation_id" => out.id(organisation_id.as_ref()),
                "organisation_name" => out.text_or_nothing(*organisation_name),
                "portal_user" => out.cell(self.yes_or_no(*portal_user)),
                "support_start_date" => out.text_or_nothing(support_start_date.as_ref().map(Letters::as_str)),
                "support_end_date" => out.text_or_nothing(support_end_date.as_ref().map(Letters::as_str)),
                "external_id" => out.text_or_nothing(*external_id),
                "created_at" => out.text(created_at.as_str()),
                "updated_at" => out.text(updated_at.as_str()),
                "version" => out.cell(Cell::Number(*version as f64)),
                _ => {
                    let own = match &mut own {
                        Some(own) => own,
                        None => own.insert(stored(custom.0)?),
                    };
                    out.cell(self.custom(column, own));
                }
            }
        }
        Ok(())
    }

    pub(super) fn organisation(&self, organisation: Organisation) -> Line {
        let Organisation {
            id,
            name,
            email,
            phone,
            website,
            address,
            parent_id,
            parent_name,
            owner_id,
            tags,
            external_id,
            custom,
            deleted_at: _,
            created_at,
            updated_at,
            version,
        } = organisation;
        let owner = owner_id.and_then(|id| self.users.get(&id.0));
        let mut custom = custom.into_values();
        let text = |value: &Option<String>| value.clone().map_or(Cell::Empty, Cell::Text);
        let shown = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
        let cell = |column: &Column| match column.name.as_str() {
            "id" => Cell::Text(id.to_string()),
            "name" => Cell::Text(name.clone()),
            "email" => text(&email),
            "phone" => text(&phone),
            "website" => text(&website),
            "address" => text(&address),
            "parent_id" => shown(parent_id.map(|id| id.to_string())),
            "parent_name" => text(&parent_name),
            "owner_id" => shown(owner_id.map(|id| id.to_string())),
            "owner_name" => shown(owner.map(|(name, _)| name.clone())),
            "owner_email" => shown(owner.map(|(_, email)| email.clone())),
            "tags" => words_of(&tags),
            "external_id" => text(&external_id),
            "created_at" => Cell::Text(created_at.to_string()),
            "updated_at" => Cell::Text(updated_at.to_string()),
            "version" => Cell::Number(version as f64),
            _ => self.custom(column, &mut custom),
        };
        self.columns.iter().map(cell).collect()
    }

    pub(super) fn case(&self, case: Case) -> Line {
        let Case {
            id,
            number,
            subject,
            description,
            status,
            priority,
            category,
            contact_id,
            contact_name,
            organisation_id,
            organisation_name,
            assignee_id,
            assignee_name,
            source,
            private,
            custom,
            created_at,
            updated_at,
            shown_at: _,
            closed_at,
            unread: _,
            version,
        } = case;
        let mut custom = custom.into_values();
        let text = |value: &Option<String>| value.clone().map_or(Cell::Empty, Cell::Text);
        let shown = |value: Option<String>| value.map_or(Cell::Empty, Cell::Text);
        let cell = |column: &Column| match column.name.as_str() {
            "id" => Cell::Text(id.to_string()),
            "number" => Cell::Text(number.clone()),
            "subject" => Cell::Text(subject.clone()),
            "description" => text(&description),
            "status" => self.choice(column, Some(status.as_str())),
            "priority" => self.choice(column, Some(priority.as_str())),
            "category" => self.choice(column, category.as_deref()),
            "contact_id" => shown(contact_id.map(|id| id.to_string())),
            "contact_name" => text(&contact_name),
            "organisation_id" => shown(organisation_id.map(|id| id.to_string())),
            "organisation_name" => text(&organisation_name),
            "assignee_id" => shown(assignee_id.map(|id| id.to_string())),
            "assignee_name" => text(&assignee_name),
            "source" => self.source(source),
            "private" => self.yes_or_no(private),
            "created_at" => Cell::Text(created_at.to_string()),
            "updated_at" => Cell::Text(updated_at.to_string()),
            "closed_at" => shown(closed_at.map(|at| at.to_string())),
            "version" => Cell::Number(version as f64),
            _ => self.custom(column, &mut custom),
        };
        self.columns.iter().map(cell).collect()
    }

    fn source(&self, source: CaseSource) -> Cell {
        let word = match source {
            CaseSource::Staff => states::SOURCE_STAFF,
            CaseSource::Portal => states::SOURCE_PORTAL,
            CaseSource::Api => states::SOURCE_API,
            CaseSource::Email => states::SOURCE_EMAIL,
        };
        let text = if self.headers == ExportHeaders::Api { source.as_str() } else { word.get(self.language) };
        Cell::Text(text.to_owned())
    }

    fn yes_or_no(&self, yes: bool) -> Cell {
        let text = match (self.headers, yes) {
            (ExportHeaders::Api, true) => "true",
            (ExportHeaders::Api, false) => "false",
            (ExportHeaders::Labels, true) => words::YES.get(self.language),
            (ExportHeaders::Labels, false) => words::NO.get(self.language),
        };
        Cell::Text(text.to_owned())
    }

    fn choice(&self, column: &Column, key: Option<&str>) -> Cell {
        key.map_or(Cell::Empty, |key| Cell::Text(self.choice_text(column.field.as_ref(), key)))
    }

    /// A choice as people read it, unless that could not be told from several of them when it comes back.
    fn choice_text(&self, field: Option<&Field>, key: &str) -> String {
        let known = field.and_then(|field| field.choices.iter().find(|choice| choice.key == key));
        match known.map(|choice| choice.labels.get(self.language)) {
            Some(label)
                if self.headers == ExportHeaders::Labels && !label.is_empty() && !label.contains([',', ';', '|']) =>
            {
                label.to_owned()
            }
            _ => key.to_owned(),
        }
    }

    fn custom(&self, column: &Column, values: &mut Map<String, Value>) -> Cell {
        let Some(field) = &column.field else { return Cell::Empty };
        let Some(value) = values.remove(&field.api_name) else { return Cell::Empty };
        match (field.field_type, value) {
            (_, Value::Null) => Cell::Empty,
            (_, Value::Bool(yes)) => self.yes_or_no(yes),
            (FieldType::Integer, Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
            (FieldType::Money, Value::Object(members)) => {
                let part = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                Cell::Text(format!("{} {}", unmistakable(part("amount")), part("currency")))
            }
            (FieldType::Decimal | FieldType::Percent, Value::String(number)) => Cell::Text(unmistakable(number)),
            (_, Value::Array(items)) => {
                let keys = items.iter().filter_map(Value::as_str);
                let all: Vec<String> = keys.map(|key| self.choice_text(Some(field), key)).collect();
                words_of(&all)
            }
            (FieldType::SingleChoice, Value::String(key)) => Cell::Text(self.choice_text(Some(field), &key)),
            (_, Value::String(text)) => Cell::Text(text),
            (_, other) => Cell::Text(other.to_string()),
        }
    }
}

/// Words have no commas.
fn words_of(all: &[String]) -> Cell {
    if all.is_empty() { Cell::Empty } else { Cell::Text(all.join(", ")) }
}

fn header(name: &str, field: Option<&Field>, fields: &[Field], headers: ExportHeaders, language: Language) -> String {
    if headers == ExportHeaders::Api {
        return name.to_owned();
    }
    // A name stands where people expect it: under the label of the field.
    let of = |api_name: &str| fields.iter().find(|field| field.builtin && field.api_name == api_name);
    let label = match name {
        "organisation_name" => of("organisation_id"),
        "parent_name" => of("parent_id"),
        "owner_name" => of("owner_id"),
        "contact_name" => of("contact_id"),
        "assignee_name" => of("assignee_id"),
        _ => field,
    };
    match (label, name) {
        (Some(field), _) => field.labels.get(language).to_owned(),
        (None, "id") => words::ID.get(language).to_owned(),
        (None, "number") => words::NUMBER.get(language).to_owned(),
        (None, "source") => cases::SOURCE.get(language).to_owned(),
        (None, "closed_at") => words::CLOSED_AT.get(language).to_owned(),
        (None, "owner_email") => words::OWNER_EMAIL.get(language).to_owned(),
        (None, "created_at") => words::CREATED_AT.get(language).to_owned(),
        (None, "updated_at") => words::UPDATED_AT.get(language).to_owned(),
        (None, other) => other.to_owned(),
    }
}
