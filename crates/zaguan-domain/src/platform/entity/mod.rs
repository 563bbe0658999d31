//! Tables of the machinery: what no area owns.

pub(crate) mod audit_event;
pub(crate) mod event;
pub(crate) mod idempotency_key;
pub(crate) mod job;
pub(crate) mod mark;
pub(crate) mod tenant_counter;
