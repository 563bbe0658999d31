//! Whether a list can show what a view asks of it: judged by the readers of the lists themselves.

use std::collections::{BTreeMap, BTreeSet};

use zaguan_types::fields::Module;
use zaguan_types::fields::rules::is_blank;
use zaguan_types::{FieldCode, FieldError, UserId};

use crate::context::Desk;
use crate::error::{Error, Result};
use crate::fields::{self, FieldSet};
use crate::paging::ListQuery;
use crate::{cases, contacts, organisations};

/// The most characters of a name.
const LONGEST_NAME: usize = 60;
/// The most bytes of the words, a filter or an order: those that an address can carry.
const LONGEST_VALUE: usize = 2_000;
/// The most filters.
const MOST_FILTERS: usize = 40;
/// The most columns.
const MOST_COLUMNS: usize = 40;

/// What of a view is to be judged: what a change leaves alone is not, so that a view outlives what it names.
#[derive(Default)]
pub(super) struct Asked<'v> {
    pub(super) name: Option<&'v str>,
    pub(super) q: Option<&'v str>,
    pub(super) filters: Option<&'v BTreeMap<String, String>>,
    pub(super) sort: Option<&'v str>,
    pub(super) columns: Option<&'v [String]>,
}

/// What does not pass.
pub(super) async fn errors(desk: &Desk, module: Module, me: UserId, asked: Asked<'_>) -> Result<Vec<FieldError>> {
    let Asked { name, q, filters, sort, columns } = asked;
    let mut errors: Vec<FieldError> = name.and_then(name_error).into_iter().collect();
    let values = q.iter().map(|q| ("/q".to_owned(), *q)).chain(sort.iter().map(|sort| ("/sort".to_owned(), *sort)));
    let named = filters.into_iter().flatten().map(|(name, value)| (pointer(name), value.as_str()));
    let long = |(_, value): &(String, &str)| value.len() > LONGEST_VALUE;
    let too_long = |(pointer, _): (String, &str)| FieldError::new(pointer, FieldCode::TooLong, "at most 2,000 bytes");
    errors.extend(values.chain(named).filter(long).map(too_long));
    if filters.is_some_and(|filters| filters.len() > MOST_FILTERS) {
        errors.push(FieldError::new("/filters", FieldCode::TooLong, format!("at most {MOST_FILTERS} filters")));
    }
    if errors.is_empty() {
        errors.extend(list_errors(module, me, filters, sort)?);
    }
    if let Some(columns) = columns {
        let set = fields::set_of(desk, module).await?;
        errors.extend(column_errors(&set, module, columns));
    }
    Ok(errors)
}

fn name_error(name: &str) -> Option<FieldError> {
    let error = |code, detail: &str| Some(FieldError::new("/name", code, detail));
    if is_blank(name) {
        error(FieldCode::Required, "a view has a name")
    } else if name.chars().count() > LONGEST_NAME {
        error(FieldCode::TooLong, "at most 60 characters")
    } else if name.chars().any(char::is_control) {
        error(FieldCode::BadFormat, "control characters are not allowed")
    } else {
        None
    }
}

/// What the list itself says of filters and order, in pointers into a view.
fn list_errors(
    module: Module,
    me: UserId,
    filters: Option<&BTreeMap<String, String>>,
    sort: Option<&str>,
) -> Result<Vec<FieldError>> {
    let filters = filters.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
    let query = ListQuery { limit: 1, sort: sort.map(str::to_owned), filters, ..ListQuery::default() };
    let judged = match module {
        Module::Contacts => contacts::can_list(&query, me),
        Module::Organisations => organisations::can_list(&query, me),
        Module::Cases => cases::can_list(&query, me),
        Module::Deals => Err(no_list()),
    };
    match judged {
        Ok(()) => Ok(Vec::new()),
        Err(Error::Invalid(errors)) => Ok(errors.into_iter().map(|error| query.moved(error, "")).collect()),
        Err(other) => Err(other),
    }
}

/// That there is no such list to look at.
pub(super) fn no_list() -> Error {
    Error::field("/module", FieldCode::UnknownChoice, "there is no list of this module")
}

fn pointer(filter: &str) -> String {
    format!("/filters/{}", filter.replace('~', "~0").replace('/', "~1"))
}

/// Columns that a list has beside the fields of its module.
const fn more_columns(module: Module) -> &'static [&'static str] {
    match module {
        Module::Contacts => &["name", "organisation_name", "created_at", "updated_at"],
        Module::Organisations => &["parent_name", "created_at", "updated_at"],
        Module::Cases => &[
            "number",
            "contact_name",
            "organisation_name",
            "assignee_name",
            "source",
            "private",
            "created_at",
            "updated_at",
            "closed_at",
        ],
        Module::Deals => &[],
    }
}

fn column_errors(set: &FieldSet, module: Module, columns: &[String]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if columns.len() > MOST_COLUMNS {
        errors.push(FieldError::new("/columns", FieldCode::TooLong, format!("at most {MOST_COLUMNS} columns")));
        return errors;
    }
    let mut seen = BTreeSet::new();
    for (at, column) in columns.iter().enumerate() {
        let mut wrong = |code, detail: &str| errors.push(FieldError::new(format!("/columns/{at}"), code, detail));
        if !is_column(set, module, column) {
            wrong(FieldCode::UnknownMember, "there is no such column here");
        } else if !seen.insert(column) {
            wrong(FieldCode::Taken, "this column is there already");
        }
    }
    errors
}

/// Whether a list has a column of this name.
fn is_column(set: &FieldSet, module: Module, column: &str) -> bool {
    match column.strip_prefix("custom.") {
        Some(name) => set.field(name).is_some_and(|field| !field.builtin),
        None => set.field(column).is_some_and(|field| field.builtin) || more_columns(module).contains(&column),
    }
}
