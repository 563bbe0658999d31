//! Putting contacts into the bin and taking them out again. After thirty days there the person is erased.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::ContactId;
use zaguan_types::contacts::Contact;
use zaguan_types::events::EventKind;

use super::{entity, find, hold};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx};
use crate::portal_access;

/// Days that a record lies in the bin before it goes for good.
pub const DAYS: i64 = 30;

/// Puts a contact into the bin. Whoever has access to the portal stays outside from now on, and is let in again when the
/// contact comes back.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version.
pub async fn delete(cx: &StaffCx<permits::ContactsWrite>, id: ContactId, expected: Option<i64>) -> Result<()> {
    cx.desk
        .write(async move |tx| {
            hold(tx, id).await?;
            let before = find(tx, id).await?.ok_or(Error::NotFound)?;
            if expected.is_some_and(|version| version != before.version) {
                return Err(Error::Stale(Box::new(json!(before))));
            }
            bin(tx, id).await
        })
        .await
}

/// Takes a contact out of the bin; one that does not lie there stays as it is.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it was merged into another or erased.
pub async fn restore(cx: &StaffCx<permits::ContactsWrite>, id: ContactId) -> Result<Contact> {
    cx.desk
        .write(async move |tx| {
            hold(tx, id).await?;
            if let Some(there) = find(tx, id).await? {
                return Ok(there);
            }
            unbin(tx, id).await?;
            find(tx, id).await?.ok_or(Error::NotFound)
        })
        .await
}

/// Puts a contact that is there into the bin, inside of a change.
pub(crate) async fn bin(tx: &TenantTx<'_>, id: ContactId) -> Result<()> {
    bin_all(tx, vec![id.0]).await
}

/// Takes a contact out of the bin, inside of a change.
pub(crate) async fn unbin(tx: &TenantTx<'_>, id: ContactId) -> Result<()> {
    unbin_all(tx, vec![id.0]).await
}

/// Puts contacts into the bin, inside of a change; not found if one of them is not there.
pub(crate) async fn bin_all(tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
    let set = moved(Some(to_db(tx.now())))
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::DeletedAt.is_null());
    if tx.update(set).await? < ids.len() as u64 {
        return Err(Error::NotFound);
    }
    portal_access::lock_out(tx, &ids).await?;
    for id in ids {
        tx.audit_about(About::contact(id), "contact.deleted", "contact", Some(id), json!({}));
        tx.event(NewEvent::staff(EventKind::ContactDeleted, Some(id)));
    }
    Ok(())
}

/// Takes contacts out of the bin, inside of a change; not found if one of them does not lie there.
pub(crate) async fn unbin_all(tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
    let set = moved(None)
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::DeletedAt.is_not_null())
        .filter(entity::Column::MergedInto.is_null())
        .filter(entity::Column::ErasedAt.is_null());
    if tx.update(set).await? < ids.len() as u64 {
        return Err(Error::NotFound);
    }
    for id in ids {
        tx.audit_about(About::contact(id), "contact.restored", "contact", Some(id), json!({}));
        tx.event(NewEvent::staff(EventKind::ContactUpdated, Some(id)));
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id)));
    }
    Ok(())
}

fn moved(at: Option<sea_orm::prelude::DateTimeUtc>) -> sea_orm::UpdateMany<entity::Entity> {
    entity::Entity::update_many()
        .col_expr(entity::Column::DeletedAt, Expr::value(at))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
}
