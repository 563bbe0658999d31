//! What records have in common. Of contacts, organisations and cases many are changed at once; notes hang on contacts and
//! organisations, and these have a history of their own. Which permission each needs is part of the type, so that a verb
//! for all of them cannot ask for the wrong one.

use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::{CaseId, ContactId, OrganisationId};

use crate::context::{StaffPermit, permits};
use crate::error::{Error, Result};
use crate::platform::{About, NewEvent, TenantTx};
use crate::{contacts, organisations};

/// The id of a record that stands in a list.
pub trait Listed: Copy + Send + Sync + 'static {
    /// What it takes to see such records.
    type Read: StaffPermit;
    /// What it takes to change them.
    type Write: StaffPermit;
    /// The kind of record.
    const MODULE: Module;
}

/// The id of a contact or of an organisation.
pub trait Record: Listed {
    /// Which one it is.
    fn which(self) -> Which;
}

/// A contact or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// A contact.
    Contact(ContactId),
    /// An organisation.
    Organisation(OrganisationId),
}

impl Listed for ContactId {
    type Read = permits::ContactsRead;
    type Write = permits::ContactsWrite;
    const MODULE: Module = Module::Contacts;
}

impl Record for ContactId {
    fn which(self) -> Which {
        Which::Contact(self)
    }
}

impl Listed for OrganisationId {
    type Read = permits::OrganisationsRead;
    type Write = permits::OrganisationsWrite;
    const MODULE: Module = Module::Organisations;
}

impl Record for OrganisationId {
    fn which(self) -> Which {
        Which::Organisation(self)
    }
}

impl Listed for CaseId {
    type Read = permits::CasesRead;
    type Write = permits::CasesWrite;
    const MODULE: Module = Module::Cases;
}

impl Which {
    /// Whose history what happens to it belongs to. One that is not there, or lies in the bin, is not found.
    pub(crate) async fn about(self, tx: &TenantTx<'_>) -> Result<About> {
        match self {
            Self::Contact(id) => {
                let organisation = contacts::organisation_of(tx, id).await?.ok_or(Error::NotFound)?;
                Ok(About { contact: Some(id.0), organisation: organisation.map(|id| id.0) })
            }
            Self::Organisation(id) => {
                organisations::find(tx, id).await?.ok_or(Error::NotFound)?;
                Ok(About::organisation(id.0))
            }
        }
    }

    /// That it was changed.
    pub(crate) const fn updated(self) -> NewEvent {
        match self {
            Self::Contact(id) => NewEvent::staff(EventKind::ContactUpdated, Some(id.0)),
            Self::Organisation(id) => NewEvent::staff(EventKind::OrganisationUpdated, Some(id.0)),
        }
    }
}
