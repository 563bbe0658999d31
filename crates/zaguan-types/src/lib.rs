//! The shapes that cross the wire and the rules that hold on both sides of it.
//!
//! Everything here is plain data and pure functions: no I/O, no clock, no database. The same code runs in
//! the server and, compiled to wasm32, in the browser. What a client of a firm may ever see is in [`portal`]
//! and nowhere else.

#[macro_use]
mod wire_enum;

pub mod brand;
pub mod bulk;
pub mod cases;
pub mod contacts;
mod custom;
pub mod duplicates;
pub mod events;
pub mod exports;
pub mod fields;
pub mod ids;
pub mod imports;
mod language;
pub mod list;
pub mod notes;
pub mod organisations;
pub mod patch;
pub mod permission;
pub mod portal;
pub mod portal_access;
pub mod problem;
pub mod search;
pub mod session;
pub mod tags;
pub mod time;
pub mod timeline;
pub mod users;
pub mod views;

pub use custom::Custom;
pub use ids::*;
pub use language::Language;
pub use list::Page;
pub use patch::Patch;
pub use permission::{Permission, Role};
pub use problem::{Code, FieldCode, FieldError, Problem};
pub use time::{Date, Instant};
