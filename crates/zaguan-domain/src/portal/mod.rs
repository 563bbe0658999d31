//! What clients do: their home, their cases, their forms. Everything that leaves here went through [`narrow`] and
//! was chosen by [`crate::access`]; nothing here returns a shape of staff.

mod cases;
mod filters;
mod home;
mod messages;
mod narrow;
mod rows;

pub use cases::{close, counts, create, forms, get, list, reopen};
pub use home::home;
pub use messages::{get as message, list as messages, write as write_message};

pub(crate) use narrow::is_noticed;
