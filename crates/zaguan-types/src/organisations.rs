//! Organisations as staff and integrations see them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Custom, Instant, OrganisationId, Patch, UserId};

/// A company or household the firm knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// General e-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Address on the web.
    pub website: Option<String>,
    /// Postal address, as it is written on an envelope.
    pub address: Option<String>,
    /// The organisation that this one belongs to, as a subsidiary does.
    pub parent_id: Option<OrganisationId>,
    /// The parent's name.
    pub parent_name: Option<String>,
    /// The member of staff who looks after it.
    pub owner_id: Option<UserId>,
    /// Free words.
    pub tags: Vec<String>,
    /// The name that another system has for it; no other organisation of the firm has it.
    pub external_id: Option<String>,
    /// Values of the firm's own fields, by API name.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Custom,
    /// When it was put into the bin; only what lies there has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Instant>,
    /// When it was created.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// Goes up with every change; the `ETag` is this number in quotes.
    pub version: i64,
}

/// An organisation to be created.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NewOrganisation {
    /// Its name. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    pub name: Option<String>,
    /// General e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub phone: Option<String>,
    /// Address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The organisation that this one belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<OrganisationId>,
    /// The member of staff who looks after it; absent: nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<UserId>,
    /// Free words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The name that another system has for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub external_id: Option<String>,
    /// Values of the firm's own fields, by API name.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// A change to an organisation (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationPatch {
    /// Its name; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 255))]
    pub name: Patch<String>,
    /// General e-mail address.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 254))]
    pub email: Patch<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 40))]
    pub phone: Patch<String>,
    /// Address on the web.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub website: Patch<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub address: Patch<String>,
    /// The organisation that this one belongs to; not one of its own subsidiaries.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OrganisationId>))]
    pub parent_id: Patch<OrganisationId>,
    /// The member of staff who looks after it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<UserId>))]
    pub owner_id: Patch<UserId>,
    /// Free words; replaces all of them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub tags: Patch<Vec<String>>,
    /// The name that another system has for it.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 100))]
    pub external_id: Patch<String>,
    /// Values of the firm's own fields, by API name; `null` removes one.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// Another organisation that turns out to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationMerge {
    /// The organisation that goes: its people, cases, subsidiaries and notes move over.
    pub other_id: OrganisationId,
    /// API names of the fields whose value is taken from the one that goes, as with contacts.
    #[serde(default)]
    pub take: Vec<String>,
}
