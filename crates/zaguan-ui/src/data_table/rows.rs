//! What can be a row: something with an identity.

use std::hash::Hash;

use leptos::prelude::*;
use zaguan_types::cases::Case;
use zaguan_types::contacts::Contact;
use zaguan_types::imports::Import;
use zaguan_types::organisations::Organisation;
use zaguan_types::timeline::TimelineEntry;
use zaguan_types::{CaseId, ContactId, ImportId, OrganisationId};

/// Something with an identity, in a list.
pub trait Row: Clone + PartialEq + Send + Sync + 'static {
    /// What tells it from others.
    type Key: Copy + Eq + Hash + Send + Sync + 'static;
    /// Its identity.
    fn key(&self) -> Self::Key;
}

/// The records of the API are rows by their id.
macro_rules! rows_by_id {
    ($($record:ty: $id:ty),* $(,)?) => {
        $(impl Row for $record {
            type Key = $id;
            fn key(&self) -> $id {
                self.id
            }
        })*
    };
}
rows_by_id!(
    Case: CaseId,
    Contact: ContactId,
    Import: ImportId,
    Organisation: OrganisationId,
    TimelineEntry: uuid::Uuid,
);

/// One row: which one, and what it holds now.
pub struct Cell<T: Row> {
    /// Its identity.
    pub key: T::Key,
    /// What it holds, followed.
    pub row: ArcRwSignal<T>,
}

impl<T: Row> Clone for Cell<T> {
    fn clone(&self) -> Self {
        Self { key: self.key, row: self.row.clone() }
    }
}

impl<T: Row> Cell<T> {
    /// A row of something that does not change by itself.
    pub fn of(item: T) -> Self {
        Self { key: item.key(), row: ArcRwSignal::new(item) }
    }
}
