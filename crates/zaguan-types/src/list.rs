//! One page of a list.

use serde::{Deserialize, Serialize};

/// The number of items on a page when the request does not say.
pub const DEFAULT_LIMIT: u32 = 50;
/// The most items that a page can have.
pub const MAX_LIMIT: u32 = 200;

/// One page of a list, in the order that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// Opaque cursor for `after`, or `null` on the last page.
    pub next: Option<String>,
    /// How many items the whole list has; only with `count=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}
