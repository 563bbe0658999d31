//! The addresses of the staff app, both ways. View state such as filters stands in the query and is not read here.

use std::fmt;

use zaguan_types::fields::Module;
use zaguan_types::{CaseId, ContactId, ImportId, OrganisationId};

/// Where the app lives on its server.
pub const BASE: &str = "/app";

/// A page of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The first page after the door.
    Home,
    /// The list of contacts.
    Contacts,
    /// The form of a new contact.
    NewContact,
    /// One contact.
    Contact(ContactId),
    /// The form of an old contact.
    EditContact(ContactId),
    /// The list of organisations.
    Organisations,
    /// The form of a new organisation.
    NewOrganisation,
    /// One organisation.
    Organisation(OrganisationId),
    /// The form of an old organisation.
    EditOrganisation(OrganisationId),
    /// The list of cases, with the open case beside it.
    Cases(Option<CaseId>),
    /// The form of a new case.
    NewCase,
    /// The form of an old case.
    EditCase(CaseId),
    /// The list of imports.
    Imports,
    /// A new import: choosing its file.
    NewImport,
    /// One import, at the step that its state says.
    Import(ImportId),
    /// «Configuración del CRM»
    Settings,
    /// «Estudio»
    Studio,
    /// The blocks and fields of a module; without one, of the first that the server lists.
    Fields(Option<Module>),
    /// Every component in every state. Nothing links to it; whoever works on the design knows it.
    Catalogue,
    /// No page of ours.
    Unknown,
}

/// A part of the app, as the navigation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// «Contactos»
    Contacts,
    /// «Organizaciones»
    Organisations,
    /// «Casos»
    Cases,
    /// «Configuración»
    Settings,
    /// None of them.
    None,
}

impl Route {
    /// The page of a path, which begins with [`BASE`].
    pub fn parse(path: &str) -> Self {
        let rest = path.strip_prefix(BASE).unwrap_or_default();
        let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
        let or_unknown = |route: Option<Self>| route.unwrap_or(Self::Unknown);
        match parts.as_slice() {
            [] => Self::Home,
            ["contacts"] => Self::Contacts,
            ["contacts", "new"] => Self::NewContact,
            ["contacts", id] => or_unknown(id.parse().ok().map(Self::Contact)),
            ["contacts", id, "edit"] => or_unknown(id.parse().ok().map(Self::EditContact)),
            ["organisations"] => Self::Organisations,
            ["organisations", "new"] => Self::NewOrganisation,
            ["organisations", id] => or_unknown(id.parse().ok().map(Self::Organisation)),
            ["organisations", id, "edit"] => or_unknown(id.parse().ok().map(Self::EditOrganisation)),
            ["cases"] => Self::Cases(None),
            ["cases", "new"] => Self::NewCase,
            ["cases", id] => or_unknown(id.parse().ok().map(|id| Self::Cases(Some(id)))),
            ["cases", id, "edit"] => or_unknown(id.parse().ok().map(Self::EditCase)),
            ["imports"] => Self::Imports,
            ["imports", "new"] => Self::NewImport,
            ["imports", id] => or_unknown(id.parse().ok().map(Self::Import)),
            ["ui"] => Self::Catalogue,
            ["settings"] => Self::Settings,
            ["settings", "studio"] => Self::Studio,
            ["settings", "studio", "fields"] => Self::Fields(None),
            ["settings", "studio", "fields", name] => {
                or_unknown(Module::from_name(name).map(|module| Self::Fields(Some(module))))
            }
            _ => Self::Unknown,
        }
    }

    /// The part of the app it belongs to.
    pub const fn section(self) -> Section {
        match self {
            Self::Contacts | Self::NewContact | Self::Contact(_) | Self::EditContact(_) => Section::Contacts,
            Self::Organisations | Self::NewOrganisation | Self::Organisation(_) | Self::EditOrganisation(_) => {
                Section::Organisations
            }
            Self::Home | Self::Cases(_) | Self::NewCase | Self::EditCase(_) => Section::Cases,
            Self::Settings | Self::Studio | Self::Fields(_) | Self::Imports | Self::NewImport | Self::Import(_) => {
                Section::Settings
            }
            Self::Catalogue | Self::Unknown => Section::None,
        }
    }

    /// What tells screens apart: pages of one screen share it, and switching between them keeps the screen in place.
    pub fn screen(self) -> Self {
        match self {
            Self::Contact(_) => Self::Contacts,
            Self::Organisation(_) => Self::Organisations,
            Self::Cases(_) => Self::Cases(None),
            Self::Fields(_) => Self::Fields(None),
            Self::NewImport | Self::Import(_) => Self::Imports,
            other => other,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(BASE)?;
        match self {
            Self::Home | Self::Unknown => f.write_str("/"),
            Self::Contacts => f.write_str("/contacts"),
            Self::NewContact => f.write_str("/contacts/new"),
            Self::Contact(id) => write!(f, "/contacts/{id}"),
            Self::EditContact(id) => write!(f, "/contacts/{id}/edit"),
            Self::Organisations => f.write_str("/organisations"),
            Self::NewOrganisation => f.write_str("/organisations/new"),
            Self::Organisation(id) => write!(f, "/organisations/{id}"),
            Self::EditOrganisation(id) => write!(f, "/organisations/{id}/edit"),
            Self::Cases(None) => f.write_str("/cases"),
            Self::Cases(Some(id)) => write!(f, "/cases/{id}"),
            Self::NewCase => f.write_str("/cases/new"),
            Self::EditCase(id) => write!(f, "/cases/{id}/edit"),
            Self::Imports => f.write_str("/imports"),
            Self::NewImport => f.write_str("/imports/new"),
            Self::Import(id) => write!(f, "/imports/{id}"),
            Self::Catalogue => f.write_str("/ui"),
            Self::Settings => f.write_str("/settings"),
            Self::Studio => f.write_str("/settings/studio"),
            Self::Fields(None) => f.write_str("/settings/studio/fields"),
            Self::Fields(Some(module)) => write!(f, "/settings/studio/fields/{module}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_page_reads_its_own_address() {
        let contact = ContactId(Uuid::from_u128(7));
        let case = CaseId(Uuid::from_u128(9));
        let organisation = OrganisationId(Uuid::from_u128(8));
        let pages = [
            Route::Home,
            Route::Contacts,
            Route::NewContact,
            Route::Contact(contact),
            Route::EditContact(contact),
            Route::Organisations,
            Route::NewOrganisation,
            Route::Organisation(organisation),
            Route::EditOrganisation(organisation),
            Route::Cases(None),
            Route::Cases(Some(case)),
            Route::NewCase,
            Route::EditCase(case),
            Route::Imports,
            Route::NewImport,
            Route::Import(ImportId(Uuid::from_u128(6))),
            Route::Settings,
            Route::Studio,
            Route::Fields(None),
            Route::Fields(Some(Module::Cases)),
            Route::Catalogue,
        ];
        for page in pages {
            assert_eq!(Route::parse(&page.to_string()), page);
        }
    }

    #[test]
    fn strange_addresses_are_no_page() {
        for path in [
            "/app/contacts/1",
            "/app/nothing",
            "/app/settings/studio/fields/x",
            "/app/cases/new/edit",
            "/app/contacts/new/x",
            "/app/imports/x",
        ] {
            assert_eq!(Route::parse(path), Route::Unknown, "{path}");
        }
        assert_eq!(Route::parse("/app"), Route::Home);
        assert_eq!(Route::parse("/app/contacts/"), Route::Contacts);
    }
}
