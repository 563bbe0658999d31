//! Behaviour and storage: what happens to contacts, cases, fields, accesses and sessions, and nothing about HTTP.
//!
//! One folder per area. A verb takes a context that only the right permission can mint ([`context`]), and reaches
//! the database through a handle that is bound to one firm ([`platform`]).

pub mod access;
pub mod bulk;
pub mod cases;
pub mod contacts;
pub mod context;
pub mod demo;
mod error;
pub mod exports;
pub mod fields;
mod folding;
pub mod imports;
pub mod jobs;
pub mod live;
pub mod mails;
pub mod notes;
pub mod organisations;
mod paging;
pub mod platform;
pub mod portal;
pub mod portal_access;
pub mod records;
pub mod search;
pub mod sessions;
mod sheets;
pub mod tags;
pub mod tenants;
#[cfg(any(test, feature = "testkit"))]
pub mod testkit;
pub mod timeline;
pub mod users;
pub mod views;
mod written;

pub use error::{Error, Result};
pub use paging::ListQuery;
pub use written::Written;
