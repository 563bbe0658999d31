//! The pages before the door: sign-in, the first own password, and the ways out of every dead end.
//!
//! None of them tells a stranger whether somebody exists; all of them name a person to turn to.

mod closed;
mod contact;
mod frame;
mod own_password;
mod rules;
mod sign_in;

pub use closed::{ClosedPage, UnknownPage, UnreachablePage, WaitingPage};
pub use own_password::OwnPasswordPage;
pub use sign_in::SignInPage;
