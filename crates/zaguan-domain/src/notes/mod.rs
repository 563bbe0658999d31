//! Internal notes on contacts and organisations.

pub(crate) mod entity;
mod hand_over;

pub(crate) use hand_over::{erase, erase_organisation, hand_over, hand_over_organisation};
