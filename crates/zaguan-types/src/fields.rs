//! The metadata of a module: blocks of fields, what each field holds, and what clients see of it.
//!
//! [`rules`] decides whether values pass; it runs in the browser for speed and on the server for truth.
//! How built-in fields are set up for a new firm is in [`builtin`].

pub mod builtin;
mod patch;
pub mod rules;

pub use patch::{FieldPatch, LabelsPatch, PortalPatch};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{BlockId, FieldId, Language};

wire_enum! {
    /// A kind of record whose fields a firm may arrange.
    Module {
        /// People.
        Contacts = "contacts",
        /// Companies and households.
        Organisations = "organisations",
        /// Matters that clients follow.
        Cases = "cases",
        /// Sales on their way («Negocios»).
        Deals = "deals",
    }

    /// What a field holds.
    FieldType {
        /// One line of text.
        Text = "text",
        /// Text of several lines.
        LongText = "long_text",
        /// A whole number.
        Integer = "integer",
        /// A decimal number, written as a string.
        Decimal = "decimal",
        /// An amount: `{"amount": "12.50", "currency": "EUR"}`.
        Money = "money",
        /// A percentage, written as a decimal string.
        Percent = "percent",
        /// A day, `YYYY-MM-DD`.
        Date = "date",
        /// A moment, RFC 3339.
        DateTime = "date_time",
        /// Yes or no.
        YesNo = "yes_no",
        /// The key of one choice.
        SingleChoice = "single_choice",
        /// The keys of several choices.
        MultipleChoice = "multiple_choice",
        /// An e-mail address.
        Email = "email",
        /// A telephone number, as people write it.
        Phone = "phone",
        /// An http or https address.
        Url = "url",
        /// The id of a contact.
        LinkContact = "link_contact",
        /// The id of an organisation.
        LinkOrganisation = "link_organisation",
        /// The id of a case.
        LinkCase = "link_case",
        /// The id of a member of staff.
        LinkUser = "link_user",
    }

    /// What clients may do with a field on the form that creates a record.
    PortalCreate {
        /// It is not on the form.
        Hidden = "hidden",
        /// They fill it in.
        Edit = "edit",
    }

    /// What clients may do with a field of a record they look at.
    PortalView {
        /// It is not shown.
        Hidden = "hidden",
        /// They read it.
        Read = "read",
        /// They read and change it.
        Edit = "edit",
    }
}

/// A text in each language of the interface. Spanish is always there; what lacks falls back to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
    /// Dutch.
    pub nl: String,
}

impl Labels {
    /// The text in a language, or the first one there is.
    pub fn get(&self, language: Language) -> &str {
        let wanted = match language {
            Language::Es => &self.es,
            Language::En => &self.en,
            Language::Nl => &self.nl,
        };
        [wanted, &self.es, &self.en, &self.nl].into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
    }

    /// Whether no language has a text.
    pub const fn is_empty(&self) -> bool {
        self.es.is_empty() && self.en.is_empty() && self.nl.is_empty()
    }
}

/// One value of a choice field. The key never changes; labels and order may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored and sent.
    pub key: String,
    /// What people read.
    pub labels: Labels,
    /// Whether it can still be chosen; records that have it keep it.
    pub active: bool,
}

/// What a value has to keep to, beyond its type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most characters (Unicode scalar values) of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
}

/// What clients see of a field, and where. Everything hidden is the default of a new field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortalMatrix {
    /// On the form that creates a record.
    pub create: PortalCreate,
    /// On the page of a record.
    pub view: PortalView,
    /// As part of a record in a list.
    pub list: bool,
    /// Searched and filtered by.
    pub search: bool,
    /// Whether clients have to fill it in when they create a record.
    pub required: bool,
    /// The label that clients read; empty: the field's own.
    pub labels: Labels,
}

impl Default for PortalMatrix {
    fn default() -> Self {
        Self {
            create: PortalCreate::Hidden,
            view: PortalView::Hidden,
            list: false,
            search: false,
            required: false,
            labels: Labels::default(),
        }
    }
}

impl PortalMatrix {
    /// What «Campo Portal» switched on means for a field of this type: filled in on creation, read afterwards.
    pub fn shown(field_type: FieldType) -> Self {
        Self {
            create: PortalCreate::Edit,
            view: PortalView::Read,
            list: !matches!(field_type, FieldType::LongText),
            search: matches!(
                field_type,
                FieldType::Text
                    | FieldType::LongText
                    | FieldType::SingleChoice
                    | FieldType::MultipleChoice
                    | FieldType::Date
            ),
            ..Self::default()
        }
    }

    /// Whether clients meet the field anywhere.
    pub const fn is_visible(&self) -> bool {
        !matches!((self.create, self.view), (PortalCreate::Hidden, PortalView::Hidden)) || self.list || self.search
    }
}

/// A field of a module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// The module it belongs to.
    pub module: Module,
    /// The block it stands in.
    pub block_id: BlockId,
    /// Its name in the API; never changes.
    pub api_name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// What staff reads beside it.
    pub labels: Labels,
    /// Whether forms and lists show it; the values of inactive fields stay.
    pub active: bool,
    /// Whether staff has to fill it in.
    pub required: bool,
    /// Whether it comes with the product.
    pub builtin: bool,
    /// Whether it may be made inactive.
    pub can_deactivate: bool,
    /// Whether it can ever be shown to clients.
    pub portal_capable: bool,
    /// The value of a new record that has none.
    pub default: Option<Value>,
    /// What values have to keep to.
    pub limits: Limits,
    /// The choices of a choice field, in order; empty for the other types.
    pub choices: Vec<Choice>,
    /// Its place in the block, from 0.
    pub position: i32,
    /// What clients see of it.
    pub portal: PortalMatrix,
    /// Goes up with every change; the `ETag` of the field.
    pub version: i64,
}

impl Field {
    /// Whether clients may fill it in when they create a record. A case begins open: its status is read, not chosen.
    pub fn may_be_on_create_form(&self) -> bool {
        !(self.builtin && self.module == Module::Cases && self.api_name == "status")
    }

    /// The portal side once «Campo Portal» is switched on or off. On: filled in on creation where that is allowed, read
    /// afterwards. Off: hidden everywhere. The firm's own words for clients stay either way.
    pub fn switched_for_portal(&self, on: bool) -> PortalMatrix {
        let labels = self.portal.labels.clone();
        if !on {
            return PortalMatrix { labels, ..PortalMatrix::default() };
        }
        let shown = PortalMatrix::shown(self.field_type);
        if self.may_be_on_create_form() {
            PortalMatrix { required: self.portal.required, labels, ..shown }
        } else {
            PortalMatrix { create: PortalCreate::Hidden, labels, ..shown }
        }
    }

    /// What clients read beside it.
    pub fn client_label(&self, language: Language) -> &str {
        if self.portal.labels.is_empty() { self.labels.get(language) } else { self.portal.labels.get(language) }
    }
}

/// A block of fields, as a form shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    /// Its id.
    pub id: BlockId,
    /// The module it belongs to.
    pub module: Module,
    /// Its title.
    pub labels: Labels,
    /// Its place in the module, from 0.
    pub position: i32,
    /// Its fields in order, active and inactive ones.
    pub fields: Vec<Field>,
}

/// All blocks of a module in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockList {
    /// The blocks.
    pub items: Vec<Block>,
}

/// The fields of a module, in the order of blocks and places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldList {
    /// The fields.
    pub items: Vec<Field>,
}

/// A module in the list of modules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModuleInfo {
    /// Its name in addresses.
    pub name: Module,
    /// What people read.
    pub labels: Labels,
    /// Whether records of it can be shown in the portal today.
    pub in_portal: bool,
}

/// The modules, in the order in which Estudio lists them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModuleList {
    /// The modules.
    pub items: Vec<ModuleInfo>,
}

/// Which inactive fields of a block become active again, all at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reactivation {
    /// The API names of the fields; each must stand in the block.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub fields: Vec<String>,
}
