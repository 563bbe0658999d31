//! Contacts as staff and integrations see them. Clients never see these shapes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{ContactId, Custom, Date, Instant, Language, OrganisationId, Patch, UserId};

/// A person the firm knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name or names.
    pub last_name: String,
    /// E-mail address; also the user name in the portal.
    pub email: Option<String>,
    /// The language in which the firm writes to this person; `null`: the firm's own.
    pub language: Option<Language>,
    /// The member of staff who looks after this person.
    pub owner_id: Option<UserId>,
    /// Free words.
    pub tags: Vec<String>,
    /// Whether this person wants no e-mail.
    pub email_opt_out: bool,
    /// Telephone number.
    pub phone: Option<String>,
    /// The main organisation.
    pub organisation_id: Option<OrganisationId>,
    /// The main organisation's name.
    pub organisation_name: Option<String>,
    /// Whether this person has access to the portal.
    pub portal_user: bool,
    /// First day on which the access works; `null`: no limit.
    pub support_start_date: Option<Date>,
    /// Last day on which the access works; `null`: no limit.
    pub support_end_date: Option<Date>,
    /// The name that another system has for this person; nobody else at the firm has it.
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

impl Contact {
    /// The whole name, as people say it.
    pub fn full_name(&self) -> String {
        full_name(self.first_name.as_deref(), &self.last_name)
    }
}

/// Given and family name as one text.
pub fn full_name(first: Option<&str>, last: &str) -> String {
    first.map_or_else(|| last.to_owned(), |first| format!("{first} {last}"))
}

/// A contact to be created.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct NewContact {
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub first_name: Option<String>,
    /// Family name or names. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub last_name: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: Option<String>,
    /// The language in which the firm writes to this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The member of staff who looks after this person; absent: nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<UserId>,
    /// Free words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Whether this person wants no e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_opt_out: Option<bool>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub phone: Option<String>,
    /// The main organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_id: Option<OrganisationId>,
    /// Whether this person gets access to the portal: true sends the invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal_user: Option<bool>,
    /// First day on which the access works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_start_date: Option<Date>,
    /// Last day on which the access works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_end_date: Option<Date>,
    /// The name that another system has for this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub external_id: Option<String>,
    /// Values of the firm's own fields, by API name.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// A change to a contact (JSON Merge Patch).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ContactPatch {
    /// Given name.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 100))]
    pub first_name: Patch<String>,
    /// Family name or names; cannot be removed.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 100))]
    pub last_name: Patch<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 254))]
    pub email: Patch<String>,
    /// The language in which the firm writes to this person.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Language>))]
    pub language: Patch<Language>,
    /// The member of staff who looks after this person.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<UserId>))]
    pub owner_id: Patch<UserId>,
    /// Free words; replaces all of them.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub tags: Patch<Vec<String>>,
    /// Whether this person wants no e-mail.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub email_opt_out: Patch<bool>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 40))]
    pub phone: Patch<String>,
    /// The main organisation.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OrganisationId>))]
    pub organisation_id: Patch<OrganisationId>,
    /// Whether this person has access to the portal: true invites, false withdraws.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<bool>))]
    pub portal_user: Patch<bool>,
    /// First day on which the access works.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Date>))]
    pub support_start_date: Patch<Date>,
    /// Last day on which the access works.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Date>))]
    pub support_end_date: Patch<Date>,
    /// The name that another system has for this person.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 100))]
    pub external_id: Patch<String>,
    /// Values of the firm's own fields, by API name; `null` removes one.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub custom: Map<String, Value>,
}

/// One of the organisations that a contact belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactOrganisation {
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// What the contact is there, in the firm's words: «administradora».
    pub role: Option<String>,
    /// Whether it is the main one, which the contact's `organisation_id` names.
    pub main: bool,
}

/// The organisations of a contact, the main one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactOrganisationList {
    /// All of them.
    pub items: Vec<ContactOrganisation>,
}

/// How a contact belongs to an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ContactOrganisationChange {
    /// What the contact is there; absent or `null`: nothing said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub role: Option<String>,
    /// Makes it the main one; the main one before stays as one of the others.
    pub main: bool,
}

/// Another contact that turns out to be the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactMerge {
    /// The contact that goes: all that hangs on it moves over.
    pub other_id: ContactId,
    /// API names of the fields whose value is taken from the one that goes; custom ones as `custom.name`. Of fields that
    /// are not named, the one that stays keeps its value, or takes the other's if it has none. Tags are put together.
    #[serde(default)]
    pub take: Vec<String>,
}

/// Erasing a person for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// The person's whole name, typed by hand: this cannot be undone.
    pub confirm_name: String,
}
