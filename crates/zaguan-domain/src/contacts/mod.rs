//! Contacts: list, one, create, change. Ticking «Usuario del portal» hands over to [`crate::portal_access`].

mod change;
mod create;
pub(crate) mod entity;
mod query;

pub use change::change;
pub(crate) use change::merged;
pub use create::create;
pub use query::{get, list};

pub(crate) use create::insert;
pub(crate) use query::{find, organisation_of};
