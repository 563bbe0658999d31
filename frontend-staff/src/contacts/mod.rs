//! «Contactos»: the list, one contact with its door to the portal, the forms.

mod access;
mod detail;
mod form;
mod list;

pub use detail::{ContactDetail, record_of};
pub use form::{EditContactForm, NewContactForm, typed};
pub use list::ContactList;
