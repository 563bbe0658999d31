//! The doors without a session: the apps' pages and files, the documentation, the page of an address that is none, and the operator's checks.

pub mod docs;
pub mod health;
mod install;
pub mod lost;
pub mod pages;
mod shell;
