//! What every operation needs and no operation repeats: sessions, guards, bodies, queries, answers, problems.

pub mod answer;
pub mod body;
pub mod guard;
pub mod origin;
pub mod path;
pub mod problem;
pub mod query;
pub mod session;
