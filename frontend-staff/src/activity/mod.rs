//! «Actividad»: the box for internal notes, and everything that happened to a record in plain sentences.

mod history;
mod notes;
mod sentence;
mod words_of;

pub use history::Activity;
