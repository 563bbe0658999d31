//! The conversation of a case, as its client sees it.

use std::sync::Arc;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::cases::{AuthorKind, CaseStatus, NewMessage};
use zaguan_types::portal::PortalMessage;
use zaguan_types::{CaseId, MessageId, Page};

use super::cases::{visible, visible_held};
use crate::access::Viewer;
use crate::cases::{
    Author, checked_message, find_message, insert_message, message_entity as entity, message_key, message_paging,
};
use crate::context::{PortalCx, rights};
use crate::error::{Error, Result};
use crate::paging::ListQuery;
use crate::platform::clock::from_db;
use crate::sessions::principal::PortalPrincipal;

/// A page of a case's messages.
///
/// # Errors
/// [`Error::NotFound`], also for a case that is not for them; [`Error::Invalid`] for filters and cursors.
pub async fn list(cx: &PortalCx<rights::CasesSee>, id: CaseId, query: ListQuery) -> Result<Page<PortalMessage>> {
    let paging = message_paging(&query)?;
    let who = Arc::clone(&cx.who);
    cx.desk
        .read(async move |tx| {
            visible(tx, &Viewer::of(&who), id).await?;
            let select = entity::Entity::find().filter(entity::Column::CaseId.eq(id.0));
            let total = if query.count { Some(tx.count(select.clone()).await?) } else { None };
            paging.page(tx.all(paging.apply(select)).await?, total, message_key, |row| message(row, &who))
        })
        .await
}

/// One message of a case.
///
/// # Errors
/// [`Error::NotFound`], also for one of a case that is not for them.
pub async fn get(cx: &PortalCx<rights::CasesSee>, case: CaseId, id: MessageId) -> Result<PortalMessage> {
    let who = Arc::clone(&cx.who);
    cx.desk
        .read(async move |tx| {
            visible(tx, &Viewer::of(&who), case).await?;
            message(find_message(tx, case, id).await?, &who)
        })
        .await
}

/// Answers in a case: one that waited for the client goes back to the firm. A closed case has to be reopened first.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] if the case is closed, [`Error::Invalid`] for an empty or too long text.
pub async fn write(cx: &PortalCx<rights::CasesComment>, id: CaseId, new: NewMessage) -> Result<PortalMessage> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let body = checked_message(new)?;
    let who = Arc::clone(&cx.who);
    cx.desk
        .write_once(async move |tx| {
            let case = visible_held(tx, &Viewer::of(&who), id).await?;
            if case.status == CaseStatus::Closed {
                return Err(Error::Conflict("the case is closed".into()));
            }
            let author = Author::Client { id: who.contact_id, name: who.name() };
            let row = insert_message(tx, id, author, body.clone(), CaseStatus::after_client_reply).await?;
            message(row, &who)
        })
        .await
}

fn message(row: entity::Model, who: &PortalPrincipal) -> Result<PortalMessage> {
    let entity::Model {
        tenant_id: _,
        id,
        case_id: _,
        author_kind,
        author_user_id: _,
        author_contact_id,
        author_name,
        body,
        created_at,
    } = row;
    let author_kind = AuthorKind::from_name(&author_kind).ok_or_else(|| Error::stored("author", &author_kind))?;
    let hide = author_kind == AuthorKind::Staff && !who.privacy.staff_names;
    Ok(PortalMessage {
        id: MessageId(id),
        author_kind,
        author_name: if hide { who.firm.clone() } else { author_name },
        mine: author_contact_id == Some(who.contact_id.0),
        body,
        created_at: from_db(created_at),
    })
}
