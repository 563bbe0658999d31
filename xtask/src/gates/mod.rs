//! Checks of this project's own that no compiler makes, one module each. A gate prints what it measured and fails with
//! every violation it found, not with the first.

pub mod deps;
pub mod sizes;
pub mod start;
pub mod tidy;
pub mod translations;
