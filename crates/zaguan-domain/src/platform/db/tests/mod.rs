//! Proof that the way down holds, on both databases.

mod dialect;
mod kill;
mod lite;
mod migrations;
mod pg;
mod schema;
mod types;
