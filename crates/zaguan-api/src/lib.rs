//! The doors of Zaguán: HTTP and the command line. Behaviour is in `zaguan-domain`; nothing here knows a database.

pub mod cli;
mod http;
mod measure;
mod openapi;
mod portal;
mod public;
pub mod server;
mod staff;
mod stream;

pub use public::docs::Documents;
