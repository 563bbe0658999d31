//! Imports: files of contacts and organisations.

mod days;
mod read;
