//! Saved views of lists: filters, order and columns under a name, for oneself or for everybody at the firm.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fields::Module;
use crate::{Patch, UserId, ViewId};

/// The most views of one module that one person may keep.
pub const MOST: u64 = 100;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// The list that it is a view of.
    pub module: Module,
    /// Its name.
    pub name: String,
    /// Whether everybody at the firm sees it.
    pub shared: bool,
    /// Who made it.
    pub owner_id: UserId,
    /// Words that it searches for.
    pub q: Option<String>,
    /// Filters of the list, by name. `owner_id` may be `me`: then it means whoever looks.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub filters: BTreeMap<String, String>,
    /// The order, as the list's `sort`.
    pub sort: Option<String>,
    /// The columns in their order, by API name; custom ones as `custom.name`. Empty: those of the list.
    pub columns: Vec<String>,
    /// Its place among the tabs.
    pub position: i32,
    /// Goes up with every change; the `ETag` is this number in quotes.
    pub version: i64,
}

/// The views that one sees, in the order of the tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ViewList {
    /// One's own and the shared ones.
    pub items: Vec<View>,
}

/// A view to be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// The list that it is a view of.
    pub module: Module,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// Whether everybody at the firm sees it.
    #[serde(default)]
    pub shared: bool,
    /// Words to search for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Filters of the list, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub filters: BTreeMap<String, String>,
    /// The order, as the list's `sort`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The columns in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub columns: Vec<String>,
}

/// A change to a view (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ViewPatch {
    /// Its name; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 60))]
    pub name: Patch<String>,
    /// Whether everybody at the firm sees it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub shared: Patch<bool>,
    /// Words to search for.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub q: Patch<String>,
    /// Filters of the list; replaces all of them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<std::collections::HashMap<String, String>>))]
    pub filters: Patch<BTreeMap<String, String>>,
    /// The order, as the list's `sort`.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub sort: Patch<String>,
    /// The columns; replaces all of them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub columns: Patch<Vec<String>>,
    /// Its place among the tabs, from 0; the others make room.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>))]
    pub position: Patch<i32>,
}
