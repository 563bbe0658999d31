//! What every area stands on: the database and the handles to it, clock, ids, secrets, caches.
//!
//! The connection itself stays in here. Areas reach the database through [`TenantTx`] (one firm) or, for the few
//! reasons listed there, through [`SystemTx`].

mod app;
mod cache;
pub mod check;
pub mod clock;
pub mod db;
pub(crate) mod dialect;
pub(crate) mod entity;
pub(crate) mod history;
pub(crate) mod kept_answers;
mod many;
mod marks;
mod migrate;
mod remembered;
mod search;
pub mod secrets;
pub mod stamp;
pub mod start;
mod system_tx;
mod tenant_tx;
#[cfg(test)]
mod tests;

pub use app::{App, Parts, Settings};
pub(crate) use history::differences;
pub(crate) use remembered::Remembered;
pub(crate) use search::{Asked, Search};
pub(crate) use system_tx::{Reason, SystemTx};
pub(crate) use tenant_tx::{About, NewEvent, TenantEntity, TenantTx, tenant_entity};
