//! Internal notes on contacts and organisations. The audit trail says who wrote, changed or removed one, never its text: a
//! note that is removed is seen nowhere any more. For a day it can be taken back as it was, then it is gone.

pub(crate) mod entity;
mod hand_over;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, Select, UpdateMany};
use serde_json::json;
use zaguan_types::notes::{NewNote, Note, NotePatch, check};
use zaguan_types::{FieldCode, NoteId, Page, Patch, Role, UserId};

use crate::context::StaffCx;
use crate::error::{Error, Result, all_pass};
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::{from_db, to_db};
use crate::records::{Record, Which};

pub(crate) use hand_over::{erase, erase_organisation, hand_over, hand_over_organisation, ids_of};

/// Seconds for which a removed note can be taken back.
pub(crate) const KEPT: i64 = 24 * 3600;

const ORDERS: [SortBy<entity::Entity>; 1] =
    [SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant }];

/// A page of the notes on a record, the newest first unless asked otherwise.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] for filters and cursors.
pub async fn list<R: Record>(cx: &StaffCx<R::Read>, record: R, query: ListQuery) -> Result<Page<Note>> {
    let mut errors = FilterErrors::default();
    query.filters.iter().for_each(|(name, _)| errors.unknown(name));
    if query.q.is_some() {
        errors.unasked("q");
    }
    errors.finish()?;
    let paging = Paging::new(&query, &ORDERS, entity::Column::Id, "-created_at")?;
    let which = record.which();
    cx.desk
        .read(async move |tx| {
            which.about(tx).await?;
            let total = if query.count { Some(tx.count(on(which)).await?) } else { None };
            let key = |row: &entity::Model, _: &'static str| (Key::Number(from_db(row.created_at).0), row.id);
            paging.page(tx.all(paging.apply(on(which))).await?, total, key, |row| Ok(note(row)))
        })
        .await
}

/// One note.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get<R: Record>(cx: &StaffCx<R::Read>, record: R, id: NoteId) -> Result<Note> {
    let which = record.which();
    cx.desk
        .read(async move |tx| {
            which.about(tx).await?;
            tx.one(one(which, id)).await?.map(note).ok_or(Error::NotFound)
        })
        .await
}

/// Writes a note.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] for an empty or too long text.
pub async fn create<R: Record>(cx: &StaffCx<R::Write>, record: R, new: NewNote) -> Result<Note> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let NewNote { body } = new;
    all_pass(check("/body", &body).into_iter().collect())?;
    let (which, author, name) = (record.which(), cx.who.user_id, cx.who.name.clone());
    cx.desk
        .write_once(async move |tx| {
            let about = which.about(tx).await?;
            let id = NoteId(tx.new_id());
            let now = to_db(tx.now());
            let (contact, organisation) = columns(which);
            tx.insert(entity::ActiveModel {
                id: Set(id.0),
                contact_id: Set(contact),
                organisation_id: Set(organisation),
                author_id: Set(Some(author.0)),
                author_name: Set(name.clone()),
                body: Set(body.clone()),
                created_at: Set(now),
                updated_at: Set(now),
                removed_at: Set(None),
                version: Set(1),
                ..Default::default()
            })
            .await?;
            tx.audit_about(about, "note.created", "note", Some(id.0), json!({}));
            tx.event(which.updated());
            tx.one(one(which, id)).await?.map(note).ok_or_else(|| Error::Internal("the new note is not there".into()))
        })
        .await
}

/// Changes one's own note.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for the note of another, [`Error::Stale`] if `expected` is another version,
/// [`Error::Invalid`].
pub async fn change<R: Record>(
    cx: &StaffCx<R::Write>,
    record: R,
    id: NoteId,
    patch: NotePatch,
    expected: Option<i64>,
) -> Result<Note> {
    let NotePatch { body } = patch;
    let body = match body {
        Patch::Keep => None,
        Patch::Clear => return Err(Error::field("/body", FieldCode::Required, "a note has a text")),
        Patch::Set(body) => Some(body),
    };
    all_pass(body.as_deref().and_then(|body| check("/body", body)).into_iter().collect())?;
    let (which, me) = (record.which(), cx.who.user_id);
    cx.desk
        .write(async move |tx| {
            let about = which.about(tx).await?;
            let before = tx.lock_one(one(which, id)).await?.map(note).ok_or(Error::NotFound)?;
            if before.author_id != Some(me) {
                return Err(Error::Forbidden);
            }
            if expected.is_some_and(|version| version != before.version) {
                return Err(Error::Stale(Box::new(json!(before))));
            }
            let Some(body) = body.clone().filter(|body| *body != before.body) else { return Ok(before) };
            let set = entity::Entity::update_many()
                .col_expr(entity::Column::Body, Expr::value(body))
                .col_expr(entity::Column::UpdatedAt, Expr::value(to_db(tx.now())))
                .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
                .filter(entity::Column::Id.eq(id.0));
            tx.update(set).await?;
            tx.audit_about(about, "note.updated", "note", Some(id.0), json!({}));
            tx.event(which.updated());
            tx.one(one(which, id)).await?.map(note).ok_or(Error::NotFound)
        })
        .await
}

/// Removes a note: one's own, or as an administrator or owner that of anybody.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for the note of another.
pub async fn remove<R: Record>(cx: &StaffCx<R::Write>, record: R, id: NoteId) -> Result<()> {
    let (which, me, role) = (record.which(), cx.who.user_id, cx.who.role);
    cx.desk
        .write(async move |tx| {
            let about = which.about(tx).await?;
            let row = tx.lock_one(one(which, id)).await?.ok_or(Error::NotFound)?;
            may_remove(&row, me, role)?;
            tx.update(moved(id, Some(to_db(tx.now())))).await?;
            tx.audit_about(about, "note.removed", "note", Some(id.0), json!({}));
            tx.event(which.updated());
            Ok(())
        })
        .await
}

/// Takes the removal of a note back within a day: it stands where it stood, as it was. One that was not removed stays as
/// it is.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or not any more; [`Error::Forbidden`] for the note of another.
pub async fn restore<R: Record>(cx: &StaffCx<R::Write>, record: R, id: NoteId) -> Result<Note> {
    let (which, me, role) = (record.which(), cx.who.user_id, cx.who.role);
    cx.desk
        .write(async move |tx| {
            let about = which.about(tx).await?;
            let since = to_db(tx.now().plus_seconds(-KEPT));
            let still =
                Condition::any().add(entity::Column::RemovedAt.is_null()).add(entity::Column::RemovedAt.gte(since));
            let find = all_on(which).filter(entity::Column::Id.eq(id.0)).filter(still);
            let row = tx.lock_one(find).await?.ok_or(Error::NotFound)?;
            may_remove(&row, me, role)?;
            if row.removed_at.is_none() {
                return Ok(note(row));
            }
            tx.update(moved(id, None)).await?;
            tx.audit_about(about, "note.restored", "note", Some(id.0), json!({}));
            tx.event(which.updated());
            Ok(note(row))
        })
        .await
}

/// Whoever may remove a note may take the removal back.
fn may_remove(row: &entity::Model, me: UserId, role: Role) -> Result<()> {
    let any = matches!(role, Role::Owner | Role::Administrator);
    if any || row.author_id == Some(me.0) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Its version stays: what comes back is what was there.
fn moved(id: NoteId, at: Option<DateTimeUtc>) -> UpdateMany<entity::Entity> {
    entity::Entity::update_many()
        .col_expr(entity::Column::RemovedAt, Expr::value(at))
        .filter(entity::Column::Id.eq(id.0))
}

/// The notes on a record.
fn on(which: Which) -> Select<entity::Entity> {
    all_on(which).filter(entity::Column::RemovedAt.is_null())
}

/// The notes on a record and those that were removed from it.
fn all_on(which: Which) -> Select<entity::Entity> {
    let hangs = match which {
        Which::Contact(id) => entity::Column::ContactId.eq(id.0),
        Which::Organisation(id) => entity::Column::OrganisationId.eq(id.0),
    };
    entity::Entity::find().filter(hangs)
}

fn one(which: Which, id: NoteId) -> Select<entity::Entity> {
    on(which).filter(entity::Column::Id.eq(id.0))
}

/// What stands in the two columns, of which one is empty.
const fn columns(which: Which) -> (Option<uuid::Uuid>, Option<uuid::Uuid>) {
    match which {
        Which::Contact(id) => (Some(id.0), None),
        Which::Organisation(id) => (None, Some(id.0)),
    }
}

fn note(row: entity::Model) -> Note {
    let entity::Model {
        tenant_id: _,
        id,
        contact_id: _,
        organisation_id: _,
        author_id,
        author_name,
        body,
        created_at,
        updated_at,
        removed_at: _,
        version,
    } = row;
    Note {
        id: NoteId(id),
        body,
        author_id: author_id.map(UserId),
        author_name,
        created_at: from_db(created_at),
        updated_at: from_db(updated_at),
        version,
    }
}
