//! Contacts: list, one, create, change. Ticking «Usuario del portal» hands over to [`crate::portal_access`].

pub(crate) mod bin;
mod change;
mod create;
pub(crate) mod entity;
mod filters;
pub(crate) mod keys;
pub(crate) mod link_entity;
mod page;
mod query;

pub use bin::{DAYS as DAYS_IN_BIN, delete, restore};
pub use change::change;
pub(crate) use change::{hold, merged, save};
pub use create::create;
pub(crate) use filters::{Filters, Linked};
pub use query::{get, list};

pub(crate) use create::{insert, owner_error, text};
pub(crate) use query::{find, organisation_of};
