//! The tables of imports.

pub(crate) mod batch;
pub(crate) mod import;
pub(in crate::imports) mod mapping;
pub(in crate::imports) mod part;
pub(crate) mod record;
pub(in crate::imports) mod upload;
