//! What people call the things that a page of the timeline names: collected first, and then looked up with one query for
//! each kind of thing, however long the page is.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;
use zaguan_types::contacts::full_name;
use zaguan_types::timeline::{MESSAGE_LENGTH, NOTE_LENGTH};

use crate::cases::{entity as case, message_entity as message, number_text};
use crate::contacts::entity as contact;
use crate::error::Result;
use crate::mails::entity as mail;
use crate::notes::entity as note;
use crate::organisations::entity as organisation;
use crate::platform::clock::Moment;
use crate::platform::entity::audit_event;
use crate::platform::{TenantEntity, TenantTx};
use crate::users::entity as user;

/// A kind of thing that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Contact,
    Organisation,
    User,
    Case,
    Mail,
    Note,
    Message,
}

impl Kind {
    /// What a member with ids in it names.
    pub(super) fn of_member(name: &str) -> Option<Self> {
        match name {
            "contact_id" | "merged_into" => Some(Self::Contact),
            "organisation_id" | "parent_id" => Some(Self::Organisation),
            "owner_id" | "assignee_id" => Some(Self::User),
            "message_id" => Some(Self::Message),
            _ => None,
        }
    }

    /// What stands in `subject_id`, if it has a name of its own.
    pub(super) fn of_subject(kind: &str) -> Option<Self> {
        match kind {
            "contact" => Some(Self::Contact),
            "organisation" => Some(Self::Organisation),
            "case" => Some(Self::Case),
            "mail" => Some(Self::Mail),
            "note" => Some(Self::Note),
            _ => None,
        }
    }
}

/// What something is called, or what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) text: String,
    /// Whether it lies in the bin, or was merged or erased.
    pub(super) gone: bool,
}

/// The names of everything that a page names.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<(Kind, Uuid), Named>);

impl Names {
    /// Looks up what these entries name.
    pub(super) async fn of(tx: &TenantTx<'_>, rows: &[audit_event::Model]) -> Result<Self> {
        let wanted = wanted(rows);
        let ids = |kind: Kind| -> Vec<Uuid> {
            wanted.range((kind, Uuid::nil())..=(kind, Uuid::max())).map(|(_, id)| *id).collect()
        };
        let mut names = Self::default();
        names.contacts(tx, ids(Kind::Contact)).await?;
        names.organisations(tx, ids(Kind::Organisation)).await?;
        names.cases(tx, ids(Kind::Case)).await?;
        let user = (user::Column::Id, user::Column::Name.into_expr());
        names.texts::<user::Entity>(tx, Kind::User, user, ids(Kind::User), None).await?;
        let mail = (mail::Column::Id, mail::Column::Subject.into_expr());
        names.texts::<mail::Entity>(tx, Kind::Mail, mail, ids(Kind::Mail), None).await?;
        // One character more than is shown, to know whether there is more.
        let note = (note::Column::Id, beginning(note::Column::Body, NOTE_LENGTH + 1));
        let there = Some(note::Column::RemovedAt.is_null());
        names.texts::<note::Entity>(tx, Kind::Note, note, ids(Kind::Note), there).await?;
        let message = (message::Column::Id, beginning(message::Column::Body, MESSAGE_LENGTH + 1));
        names.texts::<message::Entity>(tx, Kind::Message, message, ids(Kind::Message), None).await?;
        Ok(names)
    }

    /// One of them.
    pub(super) fn get(&self, kind: Kind, id: Uuid) -> Option<&Named> {
        self.0.get(&(kind, id))
    }

    fn put(&mut self, kind: Kind, id: Uuid, text: String, gone: bool) {
        self.0.insert((kind, id), Named { text, gone });
    }

    async fn contacts(&mut self, tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
        use contact::Column as C;
        #[derive(FromQueryResult, Deserialize)]
        struct Row {
            id: Uuid,
            first_name: Option<String>,
            last_name: String,
            deleted_at: Option<Moment>,
        }
        if ids.is_empty() {
            return Ok(());
        }
        let find = contact::Entity::find()
            .select_only()
            .columns([C::Id, C::FirstName, C::LastName, C::DeletedAt])
            .filter(C::Id.is_in(ids));
        for Row { id, first_name, last_name, deleted_at } in tx.rows(find).await? {
            self.put(Kind::Contact, id, full_name(first_name.as_deref(), &last_name), deleted_at.is_some());
        }
        Ok(())
    }

    async fn organisations(&mut self, tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
        use organisation::Column as C;
        #[derive(FromQueryResult, Deserialize)]
        struct Row {
            id: Uuid,
            name: String,
            deleted_at: Option<Moment>,
        }
        if ids.is_empty() {
            return Ok(());
        }
        let find =
            organisation::Entity::find().select_only().columns([C::Id, C::Name, C::DeletedAt]).filter(C::Id.is_in(ids));
        for Row { id, name, deleted_at } in tx.rows(find).await? {
            self.put(Kind::Organisation, id, name, deleted_at.is_some());
        }
        Ok(())
    }

    async fn cases(&mut self, tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
        use case::Column as C;
        #[derive(FromQueryResult, Deserialize)]
        struct Row {
            id: Uuid,
            number: i64,
            subject: String,
        }
        if ids.is_empty() {
            return Ok(());
        }
        let find = case::Entity::find().select_only().columns([C::Id, C::Number, C::Subject]).filter(C::Id.is_in(ids));
        for Row { id, number, subject } in tx.rows(find).await? {
            self.put(Kind::Case, id, format!("{} {subject}", number_text(number)), false);
        }
        Ok(())
    }

    /// What one expression says of each; of those alone that are there, if a condition says which.
    async fn texts<E: TenantEntity>(
        &mut self,
        tx: &TenantTx<'_>,
        kind: Kind,
        (id, text): (E::Column, Expr),
        ids: Vec<Uuid>,
        there: Option<Expr>,
    ) -> Result<()> {
        #[derive(FromQueryResult, Deserialize)]
        struct Row {
            id: Uuid,
            text: String,
        }
        if ids.is_empty() {
            return Ok(());
        }
        let wanted = Condition::all().add(id.is_in(ids)).add_option(there);
        let find = E::find().select_only().column_as(id, "id").column_as(text, "text").filter(wanted);
        for Row { id, text } in tx.rows(find).await? {
            self.put(kind, id, text, false);
        }
        Ok(())
    }
}

/// The first characters of a column.
fn beginning<C: ColumnTrait>(column: C, length: usize) -> Expr {
    let length = i32::try_from(length).unwrap_or(i32::MAX);
    Expr::expr(Func::cust("substr").arg(column.into_expr()).arg(1_i32).arg(length))
}

/// Everything that these entries name.
fn wanted(rows: &[audit_event::Model]) -> BTreeSet<(Kind, Uuid)> {
    let mut wanted = BTreeSet::new();
    for row in rows {
        if let (Some(kind), Some(id)) = (Kind::of_subject(&row.subject_kind), row.subject_id) {
            wanted.insert((kind, id));
        }
        // Accesses and sessions are called by whose they are.
        wanted.extend(row.contact_id.filter(|_| is_of_person(&row.subject_kind)).map(|id| (Kind::Contact, id)));
        for (name, value) in row.changes.as_object().into_iter().flatten() {
            let Some(kind) = Kind::of_member(name) else { continue };
            wanted.extend(ids_in(value).map(|id| (kind, id)));
        }
    }
    wanted
}

/// Whether such a subject is called by the name of its contact.
pub(super) fn is_of_person(subject_kind: &str) -> bool {
    matches!(subject_kind, "portal_access" | "session")
}

/// The ids of a member: one, or those before and after.
fn ids_in(value: &Value) -> impl Iterator<Item = Uuid> + '_ {
    let several = value.as_array().map(Vec::as_slice).unwrap_or_else(|| std::slice::from_ref(value));
    several.iter().filter_map(|one| one.as_str()?.parse().ok())
}
