//! Internal notes, and the history that they are part of.

use zaguan_types::notes::{NewNote, Note, NotePatch};
use zaguan_types::timeline::TimelineEntry;
use zaguan_types::{ContactId, NoteId, OrganisationId, Page};

use super::{Answer, Staff, get, with};
use crate::transport::{call, command};
use crate::{Method, Query, Tagged, Transport};

/// What notes can hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRecord {
    /// A contact.
    Contact(ContactId),
    /// An organisation.
    Organisation(OrganisationId),
}

impl OnRecord {
    pub(super) fn path(self) -> String {
        match self {
            Self::Contact(id) => format!("/contacts/{id}"),
            Self::Organisation(id) => format!("/organisations/{id}"),
        }
    }
}

impl From<ContactId> for OnRecord {
    fn from(id: ContactId) -> Self {
        Self::Contact(id)
    }
}

impl From<OrganisationId> for OnRecord {
    fn from(id: OrganisationId) -> Self {
        Self::Organisation(id)
    }
}

impl<T: Transport> Staff<T> {
    /// A page of the notes on a contact or an organisation, the newest first.
    pub async fn notes(&self, on: impl Into<OnRecord>, query: &Query) -> Answer<Page<Note>> {
        self.value(get(&format!("{}/notes{}", on.into().path(), query.as_str()))).await
    }

    /// One note.
    pub async fn note(&self, on: impl Into<OnRecord>, id: NoteId) -> Answer<Tagged<Note>> {
        call(&self.transport, get(&format!("{}/notes/{id}", on.into().path()))).await
    }

    /// Writes a note.
    pub async fn create_note(
        &self,
        on: impl Into<OnRecord>,
        new: &NewNote,
        once: Option<&str>,
    ) -> Answer<Tagged<Note>> {
        call(&self.transport, with(Method::Post, &format!("{}/notes", on.into().path())).json(new).once(once)).await
    }

    /// Changes one's own note.
    pub async fn change_note(
        &self,
        on: impl Into<OnRecord>,
        id: NoteId,
        patch: &NotePatch,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Note>> {
        let path = format!("{}/notes/{id}", on.into().path());
        call(&self.transport, with(Method::Patch, &path).json(patch).if_match(if_match)).await
    }

    /// A page of everything that happened to a contact or an organisation, the latest first.
    pub async fn timeline(&self, of: impl Into<OnRecord>, query: &Query) -> Answer<Page<TimelineEntry>> {
        self.value(get(&format!("{}/timeline{}", of.into().path(), query.as_str()))).await
    }

    /// Removes a note.
    pub async fn remove_note(&self, on: impl Into<OnRecord>, id: NoteId) -> Answer<()> {
        command(&self.transport, with(Method::Delete, &format!("{}/notes/{id}", on.into().path()))).await
    }

    /// Takes the removal of a note back, within a day.
    pub async fn restore_note(&self, on: impl Into<OnRecord>, id: NoteId) -> Answer<Tagged<Note>> {
        call(&self.transport, with(Method::Put, &format!("{}/notes/{id}/restoration", on.into().path()))).await
    }
}
