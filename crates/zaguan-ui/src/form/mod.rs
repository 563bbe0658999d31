//! Writing to the server: what a form holds ([`FormState`], plain Rust), the handle that a view binds to
//! ([`FormModel`]) and the frame around the inputs ([`Form`]).
//!
//! Values stand in one JSON object, addressed by JSON pointers, the same ones that the server's errors name.

mod model;
mod money;
mod pointer;
mod state;
mod view;

pub use model::{FormModel, value_problem};
pub use state::FormState;
pub use view::Form;
