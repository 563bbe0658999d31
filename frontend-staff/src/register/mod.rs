//! What contacts, organisations and cases have in common on screen: a list with filters, columns and views, and beside it
//! the open record. Contacts and organisations share that page too, whose values are changed where they stand. What is
//! special about each stands in its own folder.

mod bin;
mod bulk;
mod change;
mod chips;
mod columns;
mod export;
mod filter;
mod kind;
mod list;
mod lookalikes;
mod merge_dialog;
mod merging;
mod middle;
mod page;
mod property;
mod saved;
mod screen;
mod tags;
mod view;
mod views;

use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;
use zaguan_client::{ClientError, OnRecord, Query, Tagged};
use zaguan_i18n::{Plural, Text};
use zaguan_types::bulk::{BulkChange, BulkOutcome};
use zaguan_types::duplicates::DuplicateList;
use zaguan_types::{Instant, Page, UserId};
use zaguan_ui::prelude::*;

pub use bin::restore;
pub use bulk::{Acts, filed_acts};
pub use change::Change;
pub use columns::{is_active, of_person, own_fields, text, when};
pub use export::Exporting;
pub use kind::Kind;
pub use lookalikes::hint;
pub use page::{RegisterScreen, Sections};
pub use screen::ListScreen;
pub use tags::TagsInput;

/// What the API answers.
pub type Answer<T> = Result<T, ClientError>;

/// A record that has a list.
pub trait Entry: Row<Key: From<Uuid> + Into<Uuid>> + Serialize + DeserializeOwned {
    /// What it is.
    const KIND: Kind;

    /// What people call it.
    fn name(&self) -> String;
    /// Who looks after it.
    fn owner(&self) -> Option<UserId>;
    /// When it was created, changed, and put into the bin.
    fn times(&self) -> (Instant, Instant, Option<Instant>);
    /// The columns that only this kind has.
    fn columns() -> Vec<Column<Self>>;

    /// A page of the list.
    fn page(query: Query) -> impl Future<Output = Answer<Page<Self>>>;
    /// One change to many of them.
    fn bulk(change: &BulkChange, once: &str) -> impl Future<Output = Answer<BulkOutcome>>;
}

/// A record with tags, a page made of its fields, a bin, and perhaps another one that is the same. Its own columns stand
/// between name and tags.
pub trait Filed: Entry {
    /// One went into the bin.
    const DELETED: Text;
    /// One came back.
    const RESTORED: Text;
    /// The filter of cases that picks those of one record.
    const CASES_BY: &'static str;

    /// What stands under its name.
    fn detail(&self) -> Option<String>;
    /// Its tags.
    fn tags(&self) -> &[String];
    /// The number that goes up with every change.
    fn version(&self) -> i64;
    /// What its notes and its history hang on.
    fn on(id: Self::Key) -> OnRecord;

    /// One of them.
    fn one(id: Self::Key) -> impl Future<Output = Answer<Tagged<Self>>>;
    /// Changes one: the members of a merge patch.
    fn change(id: Self::Key, patch: Map<String, Value>, etag: String) -> impl Future<Output = Answer<Tagged<Self>>>;
    /// Puts one into the bin.
    fn delete(id: Self::Key, etag: String) -> impl Future<Output = Answer<()>>;
    /// Takes one out of the bin.
    fn restore(id: Self::Key) -> impl Future<Output = Answer<Tagged<Self>>>;
    /// Merges another one into this one; `take` names the fields whose value comes from the other.
    fn merge(
        id: Self::Key,
        other: Self::Key,
        take: Vec<String>,
        etag: String,
    ) -> impl Future<Output = Answer<Tagged<Self>>>;
    /// What would move over if this one were merged into another: in words, and how many.
    fn moves(id: Self::Key) -> impl Future<Output = Answer<Vec<(Plural, u64)>>>;
    /// The members by which another one may turn out to be the same.
    const LOOKALIKE: &'static [&'static str];
    /// Those that may be the same as one with these values.
    fn lookalikes(query: Query) -> impl Future<Output = Answer<DuplicateList>>;

    /// The `ETag` of this version.
    fn etag(&self) -> String {
        format!("\"{}\"", self.version())
    }
}

/// A record as the JSON object that forms and blocks read.
pub fn record_of(record: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(members)) => members,
        // The API's types are structs.
        _ => Map::new(),
    }
}

/// A body as the API's type. The rules have looked at it before; what still does not fit is a fault of ours.
///
/// # Errors
/// [`ClientError::Unreadable`].
pub fn typed<T: DeserializeOwned>(body: Map<String, Value>) -> Answer<T> {
    serde_json::from_value(Value::Object(body)).map_err(|error| ClientError::Unreadable(error.to_string()))
}
