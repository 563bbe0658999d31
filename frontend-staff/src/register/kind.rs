//! The two kinds of records that have a register: their words, permissions, addresses and news.

use uuid::Uuid;
use zaguan_client::OnRecord;
use zaguan_i18n::{Plural, Text, contacts, organisations};
use zaguan_types::Permission;
use zaguan_types::events::{Event, EventKind};
use zaguan_types::fields::{FieldType, Module};

use super::filter::Filter;
use crate::routes::Route;

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// People.
    Contacts,
    /// Companies and households.
    Organisations,
}

/// The words of a kind.
pub struct Words {
    /// The name of the list.
    pub title: Text,
    /// Adds one.
    pub add: Text,
    /// Searches them.
    pub search: Text,
    /// There is none yet.
    pub empty_title: Text,
    /// What they are for.
    pub empty_text: Text,
    /// None matches.
    pub none_found: Text,
    /// One went into the bin.
    pub deleted: Text,
    /// One came back.
    pub restored: Text,
    /// How many.
    pub count: Plural,
}

impl Kind {
    /// Its words.
    pub const fn words(self) -> Words {
        match self {
            Self::Contacts => Words {
                title: contacts::TITLE,
                add: contacts::ADD,
                search: contacts::SEARCH,
                empty_title: contacts::EMPTY_TITLE,
                empty_text: contacts::EMPTY_TEXT,
                none_found: contacts::NONE_FOUND,
                deleted: contacts::DELETED,
                restored: contacts::RESTORED,
                count: contacts::COUNT,
            },
            Self::Organisations => Words {
                title: organisations::TITLE,
                add: organisations::ADD,
                search: organisations::SEARCH,
                empty_title: organisations::EMPTY_TITLE,
                empty_text: organisations::EMPTY_TEXT,
                none_found: organisations::NONE_FOUND,
                deleted: organisations::DELETED,
                restored: organisations::RESTORED,
                count: organisations::COUNT,
            },
        }
    }

    /// Its module in Estudio.
    pub const fn module(self) -> Module {
        match self {
            Self::Contacts => Module::Contacts,
            Self::Organisations => Module::Organisations,
        }
    }

    /// Who may change them.
    pub const fn write(self) -> Permission {
        match self {
            Self::Contacts => Permission::ContactsWrite,
            Self::Organisations => Permission::OrganisationsWrite,
        }
    }

    /// The address of the list.
    pub const fn list(self) -> Route {
        match self {
            Self::Contacts => Route::Contacts,
            Self::Organisations => Route::Organisations,
        }
    }

    /// The address of the form of a new one.
    pub const fn new_one(self) -> Route {
        match self {
            Self::Contacts => Route::NewContact,
            Self::Organisations => Route::NewOrganisation,
        }
    }

    /// The address of one.
    pub fn one(self, id: Uuid) -> Route {
        match self {
            Self::Contacts => Route::Contact(id.into()),
            Self::Organisations => Route::Organisation(id.into()),
        }
    }

    /// The address of the form of an old one.
    pub fn edit(self, id: Uuid) -> Route {
        match self {
            Self::Contacts => Route::EditContact(id.into()),
            Self::Organisations => Route::EditOrganisation(id.into()),
        }
    }

    /// The one that an address opens, if it is an address of this register at all.
    pub fn opened(self, route: Route) -> Option<Option<Uuid>> {
        match (self, route) {
            (Self::Contacts, Route::Contacts) | (Self::Organisations, Route::Organisations) => Some(None),
            (Self::Contacts, Route::Contact(id)) => Some(Some(id.into())),
            (Self::Organisations, Route::Organisation(id)) => Some(Some(id.into())),
            _ => None,
        }
    }

    /// The filter of cases that picks those of one record.
    pub const fn case_filter(self) -> &'static str {
        match self {
            Self::Contacts => "contact_id",
            Self::Organisations => "organisation_id",
        }
    }

    /// How one of them is searched for.
    pub const fn link(self) -> FieldType {
        match self {
            Self::Contacts => FieldType::LinkContact,
            Self::Organisations => FieldType::LinkOrganisation,
        }
    }

    /// The kind of a module that has a register.
    pub const fn of(module: Module) -> Option<Self> {
        match module {
            Module::Contacts => Some(Self::Contacts),
            Module::Organisations => Some(Self::Organisations),
            _ => None,
        }
    }

    /// What notes and history hang on.
    pub fn on_record(self, id: Uuid) -> OnRecord {
        match self {
            Self::Contacts => OnRecord::Contact(id.into()),
            Self::Organisations => OnRecord::Organisation(id.into()),
        }
    }

    /// The order when the address names none.
    pub const fn order(self) -> &'static str {
        match self {
            Self::Contacts => "last_name",
            Self::Organisations => "name",
        }
    }

    /// The columns when nobody chose any.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Contacts => &["name", "organisation_id", "tags", "owner_id", "portal_user", "updated_at"],
            Self::Organisations => &["name", "website", "parent_id", "tags", "owner_id", "updated_at"],
        }
    }

    /// What its list can be filtered by.
    pub const fn filters(self) -> &'static [Filter] {
        match self {
            Self::Contacts => &[
                Filter::Owner,
                Filter::Organisation,
                Filter::Tag,
                Filter::PortalUser,
                Filter::Language,
                Filter::Created,
                Filter::Updated,
            ],
            Self::Organisations => &[Filter::Owner, Filter::Parent, Filter::Tag, Filter::Created, Filter::Updated],
        }
    }

    /// Whether an event tells of a change in the list.
    pub const fn is_news(self, event: &Event) -> bool {
        use EventKind as E;
        match self {
            Self::Contacts => matches!(event.kind, E::ContactCreated | E::ContactUpdated | E::ContactDeleted),
            Self::Organisations => {
                matches!(event.kind, E::OrganisationCreated | E::OrganisationUpdated | E::OrganisationDeleted)
            }
        }
    }

    /// Whether an event tells of a change to this record.
    pub fn is_news_of(self, event: &Event, id: Uuid) -> bool {
        self.is_news(event) && event.subject_id == Some(id)
    }

    /// The part of keys of drafts and of what the browser keeps.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Contacts => "contact",
            Self::Organisations => "organisation",
        }
    }
}
