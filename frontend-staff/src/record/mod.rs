//! What contacts and cases have in common on screen: forms and values made from the fields that the firm set up.

mod conflict;
mod conflict_dialog;
mod form;
mod links;
pub mod model;
mod values;

pub use conflict::{Differing, differing};
pub use conflict_dialog::{Conflict, ConflictDialog};
pub use form::{Hint, RecordForm, Saved, Start, sender};
pub use links::{link_search, name_member};
pub use values::{BlockValues, named_value, shown};
