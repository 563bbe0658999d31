//! What every operation needs and no operation repeats: sessions, guards, bodies, queries, answers, problems.

pub mod answer;
pub mod body;
pub mod etag;
pub mod guard;
pub mod head;
pub mod limits;
pub mod origin;
pub mod path;
pub mod problem;
pub mod query;
pub mod session;
pub mod upload;
