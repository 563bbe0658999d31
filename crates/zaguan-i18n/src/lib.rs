//! The words of the product in Spanish, English and Dutch, for the browser apps and the mails alike.
//!
//! One module per area. A key is a Rust constant, so a missing key or a missing language does not compile, and a
//! placeholder that differs between the languages stops the build too (see [`Text::new`]). What lives elsewhere:
//! dates and numbers (the browser's Intl, in `zaguan-ui`), and words that a firm chose itself (field labels, statuses).

#[macro_use]
mod text;

pub mod activity;
pub mod cases;
pub mod catalogue;
pub mod common;
pub mod components;
pub mod contacts;
pub mod exporting;
pub mod exports;
pub mod fields;
pub mod importing;
pub mod imports;
pub mod lost;
pub mod mail;
pub mod organisations;
pub mod portal;
pub mod problems;
pub mod register;
pub mod session;
pub mod shell;
pub mod states;
pub mod studio;

pub use text::{Plural, Text};
pub use zaguan_types::Language;

#[cfg(test)]
mod tests;
