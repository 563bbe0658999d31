//! What notes do when the record that they stand on is merged into another, or goes for good.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::{ContactId, Instant, OrganisationId};

use super::entity::{Column, Entity};
use crate::error::Result;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// The notes on one contact stand on another.
pub(crate) async fn hand_over(tx: &TenantTx<'_>, from: ContactId, to: ContactId) -> Result<()> {
    let set = Entity::update_many().col_expr(Column::ContactId, Expr::value(to.0)).filter(Column::ContactId.eq(from.0));
    tx.update(set).await.map(drop)
}

/// The notes on one organisation stand on another.
pub(crate) async fn hand_over_organisation(tx: &TenantTx<'_>, from: OrganisationId, to: OrganisationId) -> Result<()> {
    let set = Entity::update_many()
        .col_expr(Column::OrganisationId, Expr::value(to.0))
        .filter(Column::OrganisationId.eq(from.0));
    tx.update(set).await.map(drop)
}

/// Removes the notes on a contact, also from the answers that are kept for repeated requests.
pub(crate) async fn erase(tx: &TenantTx<'_>, contact: ContactId) -> Result<()> {
    tx.delete(Entity::delete_many().filter(Column::ContactId.eq(contact.0))).await.map(drop)
}

/// The ids of the notes on a contact since a moment, for what is kept elsewhere about each of them.
pub(crate) async fn ids_of(tx: &TenantTx<'_>, contact: ContactId, since: Instant) -> Result<Vec<Uuid>> {
    let since = Column::CreatedAt.gte(to_db(since));
    let notes = tx.all(Entity::find().filter(Column::ContactId.eq(contact.0)).filter(since)).await?;
    Ok(notes.into_iter().map(|note| note.id).collect())
}

/// Removes the notes on an organisation.
pub(crate) async fn erase_organisation(tx: &TenantTx<'_>, organisation: OrganisationId) -> Result<()> {
    tx.delete(Entity::delete_many().filter(Column::OrganisationId.eq(organisation.0))).await.map(drop)
}
