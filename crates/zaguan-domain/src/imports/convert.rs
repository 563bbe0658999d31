//! Rows of imports, and the shape that the API shows.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportState};
use zaguan_types::{ImportId, UserId};

use super::tables::import::Model;
use crate::error::{Error, Result};
use crate::platform::clock::from_db;

fn read<T: DeserializeOwned>(what: &str, value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::stored(what, &error.to_string()))
}

/// What is stored as JSON always serialises.
pub(super) fn stored(value: &impl Serialize) -> Value {
    json!(value)
}

pub(super) fn state_of(row: &Model) -> Result<ImportState> {
    ImportState::from_name(&row.state).ok_or_else(|| Error::stored("import state", &row.state))
}

/// An import.
pub(super) fn import(row: Model) -> Result<Import> {
    let Model {
        tenant_id: _,
        id,
        module,
        state,
        file_name,
        source,
        said: _,
        mapping,
        options,
        counts,
        next_row: _,
        reading: _,
        failure,
        author_id,
        author_name,
        starter_id: _,
        starter_name: _,
        created_at,
        updated_at,
        started_at,
        ended_at,
        version,
    } = row;
    Ok(Import {
        id: ImportId(id),
        module: Module::from_name(&module).ok_or_else(|| Error::stored("module", &module))?,
        state: ImportState::from_name(&state).ok_or_else(|| Error::stored("import state", &state))?,
        file_name,
        source: read("source", source)?,
        mapping: read("mapping", mapping)?,
        options: read("options", options)?,
        counts: read("counts", counts)?,
        failure,
        author_id: UserId(author_id),
        author_name,
        created_at: from_db(created_at),
        updated_at: from_db(updated_at),
        started_at: started_at.map(from_db),
        ended_at: ended_at.map(from_db),
        version,
    })
}
