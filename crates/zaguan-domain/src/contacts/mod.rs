//! Contacts: list, one, create, change. Ticking «Usuario del portal» hands over to [`crate::portal_access`].

pub(crate) mod bin;
mod change;
mod create;
mod duplicates;
pub(crate) mod entity;
mod erase;
mod filters;
mod hits;
pub(crate) mod keys;
pub(crate) mod link_entity;
mod links;
mod merge;
mod query;
mod rows;
#[cfg(test)]
mod tests;

pub use bin::{DAYS as DAYS_IN_BIN, delete, restore};
pub use change::change;
pub(crate) use change::{hold, merged};
pub use create::create;
pub use duplicates::duplicates;
pub use erase::erase;
pub(crate) use filters::{Filters, Linked};
pub(crate) use hits::hits;
pub use links::{link, list_organisations, unlink};
pub use merge::merge;
pub use query::{get, list};

pub(crate) use create::{insert, owner_error, text};
pub(crate) use erase::sweep;
pub(crate) use merge::late;
pub(crate) use query::{can_list, find, organisation_of, page_as};
pub(crate) use rows::Row;
