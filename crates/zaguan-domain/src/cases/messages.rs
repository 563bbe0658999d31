//! The public conversation of a case.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::cases::{AuthorKind, CaseMessage, CaseStatus, NewMessage};
use zaguan_types::events::EventKind;
use zaguan_types::fields::rules::is_blank;
use zaguan_types::{CaseId, ContactId, FieldCode, MessageId, Page, UserId};

use super::{create, find, message_entity as entity, touch};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::TenantTx;
use crate::platform::clock::{from_db, to_db};

/// The most characters of a message.
const MOST: usize = 10_000;

const ORDERS: [SortBy<entity::Entity>; 1] =
    [SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant }];

/// Order and cursor of a conversation: oldest first unless asked otherwise. It has no filters.
pub(crate) fn message_paging(query: &ListQuery) -> Result<Paging<entity::Entity>> {
    let mut errors = FilterErrors::default();
    query.filters.iter().for_each(|(name, _)| errors.unknown(name));
    if query.q.is_some() {
        errors.unasked("q");
    }
    errors.finish()?;
    Paging::new(query, &ORDERS, entity::Column::Id, "created_at")
}

/// The place of a message in its conversation.
pub(crate) fn key(row: &entity::Model, _: &'static str) -> (Key, uuid::Uuid) {
    (Key::Number(from_db(row.created_at).0), row.id)
}

/// A page of a case's messages.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] for filters and cursors.
pub async fn list(cx: &StaffCx<permits::CasesRead>, id: CaseId, query: ListQuery) -> Result<Page<CaseMessage>> {
    let paging = message_paging(&query)?;
    cx.desk
        .read(async move |tx| {
            find(tx, id).await?.ok_or(Error::NotFound)?;
            let select = entity::Entity::find().filter(entity::Column::CaseId.eq(id.0));
            let total = if query.count { Some(tx.count(select.clone()).await?) } else { None };
            paging.page(tx.all(paging.apply(select)).await?, total, key, message)
        })
        .await
}

/// One message of a case.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::CasesRead>, case: CaseId, id: MessageId) -> Result<CaseMessage> {
    cx.desk.read(async move |tx| message(find_message(tx, case, id).await?)).await
}

pub(crate) async fn find_message(tx: &TenantTx<'_>, case: CaseId, id: MessageId) -> Result<entity::Model> {
    let find = entity::Entity::find().filter(entity::Column::CaseId.eq(case.0)).filter(entity::Column::Id.eq(id.0));
    tx.one(find).await?.ok_or(Error::NotFound)
}

/// Writes a public message as staff. An open case is in progress from then on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] for an empty or too long text.
pub async fn write(cx: &StaffCx<permits::CasesWrite>, id: CaseId, new: NewMessage) -> Result<CaseMessage> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let body = checked(new)?;
    let author = Author::Staff { id: cx.who.user_id, name: cx.who.name.clone() };
    cx.desk
        .write_once(async move |tx| {
            let at_work = |status| if status == CaseStatus::Open { CaseStatus::InProgress } else { status };
            let row = insert(tx, id, author.clone(), body.clone(), at_work).await?;
            message(row)
        })
        .await
}

/// Who writes a message.
#[derive(Clone)]
pub(crate) enum Author {
    Staff { id: UserId, name: String },
    Client { id: ContactId, name: String },
}

/// A text that can be a message.
pub(crate) fn checked(new: NewMessage) -> Result<String> {
    let body = new.body.trim().to_owned();
    if is_blank(&body) {
        return Err(Error::field("/body", FieldCode::Required, "a message has a text"));
    }
    if body.chars().count() > MOST {
        return Err(Error::field("/body", FieldCode::TooLong, format!("at most {MOST} characters")));
    }
    if body.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Error::field("/body", FieldCode::BadFormat, "control characters are not allowed"));
    }
    Ok(body)
}

/// Writes a message and moves its case along.
pub(crate) async fn insert(
    tx: &TenantTx<'_>,
    case: CaseId,
    author: Author,
    body: String,
    next: impl Fn(CaseStatus) -> CaseStatus,
) -> Result<entity::Model> {
    let case = touch(tx, case, matches!(author, Author::Client { .. }), next).await?;
    let id = tx.new_id();
    let (kind, user, contact, name) = match author {
        Author::Staff { id, name } => (AuthorKind::Staff, Some(id.0), None, name),
        Author::Client { id, name } => (AuthorKind::Client, None, Some(id.0), name),
    };
    tx.insert(entity::ActiveModel {
        id: Set(id),
        case_id: Set(case.id.0),
        author_kind: Set(kind.as_str().to_owned()),
        author_user_id: Set(user),
        author_contact_id: Set(contact),
        author_name: Set(name),
        body: Set(body),
        created_at: Set(to_db(tx.now())),
        ..Default::default()
    })
    .await?;
    tx.audit_about(create::about(&case), "case_message.created", "case", Some(case.id.0), json!({ "message_id": id }));
    tx.event(create::event(EventKind::CaseMessageCreated, &case));
    tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id)))
        .await?
        .ok_or_else(|| Error::Internal("the new message is not there".into()))
}

fn message(row: entity::Model) -> Result<CaseMessage> {
    let entity::Model {
        tenant_id: _,
        id,
        case_id: _,
        author_kind,
        author_user_id: _,
        author_contact_id: _,
        author_name,
        body,
        created_at,
    } = row;
    Ok(CaseMessage {
        id: MessageId(id),
        author_kind: AuthorKind::from_name(&author_kind).ok_or_else(|| Error::stored("author", &author_kind))?,
        author_name,
        body,
        created_at: from_db(created_at),
    })
}
