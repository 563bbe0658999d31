//! The kinds of records that have a register: their words, permissions, addresses and news.

use uuid::Uuid;
use zaguan_i18n::{Plural, Text, cases, contacts, fields, organisations, register};
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
    /// Matters of clients.
    Cases,
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
    /// Who looks after one.
    pub owner: Text,
    /// Nobody does.
    pub nobody: Text,
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
                owner: fields::OWNER,
                nobody: fields::NOBODY,
                count: contacts::COUNT,
            },
            Self::Organisations => Words {
                title: organisations::TITLE,
                add: organisations::ADD,
                search: organisations::SEARCH,
                empty_title: organisations::EMPTY_TITLE,
                empty_text: organisations::EMPTY_TEXT,
                none_found: organisations::NONE_FOUND,
                owner: fields::OWNER,
                nobody: fields::NOBODY,
                count: organisations::COUNT,
            },
            Self::Cases => Words {
                title: cases::TITLE,
                add: cases::NEW,
                search: cases::SEARCH,
                empty_title: cases::EMPTY_TITLE,
                empty_text: cases::EMPTY_TEXT,
                none_found: cases::NONE_FOUND,
                owner: fields::ASSIGNEE,
                nobody: cases::UNASSIGNED,
                count: cases::COUNT,
            },
        }
    }

    /// Its module in Estudio.
    pub const fn module(self) -> Module {
        match self {
            Self::Contacts => Module::Contacts,
            Self::Organisations => Module::Organisations,
            Self::Cases => Module::Cases,
        }
    }

    /// Who may change them.
    pub const fn write(self) -> Permission {
        match self {
            Self::Contacts => Permission::ContactsWrite,
            Self::Organisations => Permission::OrganisationsWrite,
            Self::Cases => Permission::CasesWrite,
        }
    }

    /// The address of the list.
    pub const fn list(self) -> Route {
        match self {
            Self::Contacts => Route::Contacts,
            Self::Organisations => Route::Organisations,
            Self::Cases => Route::Cases(None),
        }
    }

    /// The address of the form of a new one.
    pub const fn new_one(self) -> Route {
        match self {
            Self::Contacts => Route::NewContact,
            Self::Organisations => Route::NewOrganisation,
            Self::Cases => Route::NewCase,
        }
    }

    /// The address of one.
    pub fn one(self, id: Uuid) -> Route {
        match self {
            Self::Contacts => Route::Contact(id.into()),
            Self::Organisations => Route::Organisation(id.into()),
            Self::Cases => Route::Cases(Some(id.into())),
        }
    }

    /// The address of the form of an old one.
    pub fn edit(self, id: Uuid) -> Route {
        match self {
            Self::Contacts => Route::EditContact(id.into()),
            Self::Organisations => Route::EditOrganisation(id.into()),
            Self::Cases => Route::EditCase(id.into()),
        }
    }

    /// The one that an address opens, if it is an address of this register at all.
    pub fn opened(self, route: Route) -> Option<Option<Uuid>> {
        match (self, route) {
            (Self::Contacts, Route::Contacts) | (Self::Organisations, Route::Organisations) => Some(None),
            (Self::Contacts, Route::Contact(id)) => Some(Some(id.into())),
            (Self::Organisations, Route::Organisation(id)) => Some(Some(id.into())),
            (Self::Cases, Route::Cases(id)) => Some(id.map(Into::into)),
            _ => None,
        }
    }

    /// How one of them is searched for.
    pub const fn link(self) -> FieldType {
        match self {
            Self::Contacts => FieldType::LinkContact,
            Self::Organisations => FieldType::LinkOrganisation,
            Self::Cases => FieldType::LinkCase,
        }
    }

    /// The kind of a module that has a register.
    pub const fn of(module: Module) -> Option<Self> {
        match module {
            Module::Contacts => Some(Self::Contacts),
            Module::Organisations => Some(Self::Organisations),
            Module::Cases => Some(Self::Cases),
            Module::Deals => None,
        }
    }

    /// The order when the address names none.
    pub const fn order(self) -> &'static str {
        match self {
            Self::Contacts => "last_name",
            Self::Organisations => "name",
            Self::Cases => "-updated_at",
        }
    }

    /// The orders one can choose where there is no head to press.
    pub const fn orders(self) -> &'static [(&'static str, Text)] {
        match self {
            Self::Contacts => &[
                ("last_name", register::ORDER_NAME),
                ("-last_name", register::ORDER_NAME_DOWN),
                ("-created_at", register::ORDER_NEWEST),
                ("created_at", register::ORDER_OLDEST),
                ("-updated_at", register::ORDER_CHANGED),
                ("updated_at", register::ORDER_UNCHANGED),
                ("email", register::ORDER_EMAIL),
                ("-email", register::ORDER_EMAIL_DOWN),
            ],
            Self::Organisations => &[
                ("name", register::ORDER_NAME),
                ("-name", register::ORDER_NAME_DOWN),
                ("-created_at", register::ORDER_NEWEST),
                ("created_at", register::ORDER_OLDEST),
                ("-updated_at", register::ORDER_CHANGED),
                ("updated_at", register::ORDER_UNCHANGED),
            ],
            Self::Cases => &[
                ("-updated_at", cases::LAST_ACTIVITY),
                ("updated_at", cases::LONGEST_QUIET),
                ("-created_at", cases::NEWEST_FIRST),
                ("created_at", cases::OLDEST_FIRST),
            ],
        }
    }

    /// Whether what is deleted lies in a bin for a while. Cases are closed, never deleted.
    pub const fn has_bin(self) -> bool {
        match self {
            Self::Contacts | Self::Organisations => true,
            Self::Cases => false,
        }
    }

    /// Whether files of them can be brought in.
    pub const fn comes_from_files(self) -> bool {
        match self {
            Self::Contacts | Self::Organisations => true,
            Self::Cases => false,
        }
    }

    /// The columns when nobody chose any.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Contacts => &["name", "organisation_id", "tags", "owner_id", "portal_user", "updated_at"],
            Self::Organisations => &["name", "website", "parent_id", "tags", "owner_id", "updated_at"],
            Self::Cases => &["subject", "status", "priority", "assignee_id", "updated_at"],
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
                Filter::Import,
                Filter::Created,
                Filter::Updated,
            ],
            Self::Organisations => {
                &[Filter::Owner, Filter::Parent, Filter::Tag, Filter::Import, Filter::Created, Filter::Updated]
            }
            Self::Cases => &[
                Filter::Status,
                Filter::Priority,
                Filter::Category,
                Filter::Assignee,
                Filter::Contact,
                Filter::Organisation,
                Filter::Source,
                Filter::Created,
                Filter::Updated,
            ],
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
            Self::Cases => {
                matches!(event.kind, E::CaseCreated | E::CaseUpdated | E::CaseMessageCreated | E::CaseRead)
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
            Self::Cases => "case",
        }
    }
}
