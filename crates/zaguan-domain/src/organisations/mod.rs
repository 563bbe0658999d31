//! Organisations: list, one, create, change.

mod change;
mod create;
pub(crate) mod entity;
mod filters;
mod hits;
mod keys;
mod query;

use serde_json::{Map, Value};

pub use change::change;
pub use create::create;
pub use query::{get, list};

pub(crate) use change::{hold, save};
pub(crate) use create::insert;
pub(crate) use filters::Filters;
pub(crate) use hits::hits;
pub(crate) use query::find;

/// The members of a request, for the field rules.
pub(crate) fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
