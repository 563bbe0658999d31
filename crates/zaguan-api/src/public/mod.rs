//! The doors without a session: the apps' pages and files, the documentation, and the operator's checks.

pub mod docs;
pub mod health;
mod install;
pub mod pages;
mod shell;
