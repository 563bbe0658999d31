//! Organisations: list, one, create, change.

pub(crate) mod bin;
mod change;
mod create;
mod duplicates;
pub(crate) mod entity;
mod filters;
mod hits;
pub(crate) mod keys;
mod merge;
mod query;

use serde_json::{Map, Value};

pub use bin::{delete, restore};
pub use change::change;
pub use create::create;
pub use duplicates::duplicates;
pub use merge::merge;
pub use query::{get, list};

pub(crate) use change::hold;
pub(crate) use create::insert;
pub(crate) use filters::Filters;
pub(crate) use hits::hits;
pub(crate) use merge::{late, sweep};
pub(crate) use query::{can_list, find, page};

/// The members of a request, for the field rules.
pub(crate) fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
