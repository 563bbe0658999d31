//! Putting organisations into the bin and taking them out again. What names one that lies there goes on naming it
//! and shows no name; after thirty days it is removed.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::OrganisationId;
use zaguan_types::events::EventKind;
use zaguan_types::organisations::Organisation;

use super::{entity, find, hold};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx};

/// Puts an organisation into the bin. Its people, cases and subsidiaries stay, without it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version.
pub async fn delete(
    cx: &StaffCx<permits::OrganisationsWrite>,
    id: OrganisationId,
    expected: Option<i64>,
) -> Result<()> {
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

/// Takes an organisation out of the bin; one that does not lie there stays as it is.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it was merged into another.
pub async fn restore(cx: &StaffCx<permits::OrganisationsWrite>, id: OrganisationId) -> Result<Organisation> {
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

/// Puts an organisation that is there into the bin, inside of a change.
pub(crate) async fn bin(tx: &TenantTx<'_>, id: OrganisationId) -> Result<()> {
    bin_all(tx, vec![id.0]).await
}

/// Takes an organisation out of the bin, inside of a change.
pub(crate) async fn unbin(tx: &TenantTx<'_>, id: OrganisationId) -> Result<()> {
    unbin_all(tx, vec![id.0]).await
}

/// Puts organisations into the bin, inside of a change; not found if one of them is not there.
pub(crate) async fn bin_all(tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
    let set = moved(Some(to_db(tx.now())))
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::DeletedAt.is_null());
    if tx.update(set).await? < ids.len() as u64 {
        return Err(Error::NotFound);
    }
    for id in ids {
        tx.audit_about(About::organisation(id), "organisation.deleted", "organisation", Some(id), json!({}));
        tx.event(NewEvent::staff(EventKind::OrganisationDeleted, Some(id)));
    }
    Ok(())
}

/// Takes organisations out of the bin, inside of a change; not found if one of them does not lie there.
pub(crate) async fn unbin_all(tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
    let set = moved(None)
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .filter(entity::Column::DeletedAt.is_not_null())
        .filter(entity::Column::MergedInto.is_null());
    if tx.update(set).await? < ids.len() as u64 {
        return Err(Error::NotFound);
    }
    for id in ids {
        tx.audit_about(About::organisation(id), "organisation.restored", "organisation", Some(id), json!({}));
        tx.event(NewEvent::staff(EventKind::OrganisationUpdated, Some(id)));
    }
    Ok(())
}

fn moved(at: Option<sea_orm::prelude::DateTimeUtc>) -> sea_orm::UpdateMany<entity::Entity> {
    entity::Entity::update_many()
        .col_expr(entity::Column::DeletedAt, Expr::value(at))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
}
