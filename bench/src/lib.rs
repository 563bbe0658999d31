//! Measuring Zaguán beside the barest program that gives the same answers, both on the same data in one go.
//!
//! Here: the load generator, reading what the kernel accounts, preparing data, the table; in [`limit`] the bare program.
//! Not here: building the programs and starting PostgreSQL, which is `cargo xtask bench`.

#![allow(clippy::disallowed_methods, reason = "a measuring tool reads the clock and opens databases itself")]
#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

pub mod bulk;
pub mod compare;
pub mod copy;
pub mod data;
pub mod growth;
pub mod http;
pub mod kernel;
pub mod limit;
pub mod load;
pub mod measure;
pub mod operations;
pub mod page;
pub mod servers;
pub mod stats;
pub mod table;
