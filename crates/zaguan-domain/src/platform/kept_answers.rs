//! Answers that are kept for repeated requests, and hold what the request said.

use sea_orm::sea_query::{Alias, Expr, ExprTrait as _};
use sea_orm::{EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::TenantTx;
use super::entity::idempotency_key::{Column, Entity};
use crate::error::Result;

/// Forgets the answers that speak of a record: a repetition is then a new request.
pub(crate) async fn forget(tx: &TenantTx<'_>, record: Uuid) -> Result<()> {
    let text = Expr::col(Column::Answer).cast_as(Alias::new("text"));
    let delete = Entity::delete_many().filter(tx.dialect().contains(text, &record.to_string()));
    tx.delete(delete).await.map(drop)
}
