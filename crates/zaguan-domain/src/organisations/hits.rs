//! Organisations as the quick search shows them.

use sea_orm::prelude::Uuid;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use zaguan_types::OrganisationId;
use zaguan_types::search::OrganisationHit;

use super::entity;
use super::filters::Filters;
use crate::error::Result;
use crate::folding::fold;
use crate::platform::TenantTx;
use crate::search::{candidates, rank};

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    name: String,
    email: Option<String>,
}

/// What the list would find; those whose name begins so come first.
pub(crate) async fn hits(tx: &TenantTx<'_>, words: &str, limit: u64) -> Result<Vec<OrganisationHit>> {
    use entity::Column as C;
    let wanted = Filters::of_words(words).condition(tx).await?;
    let folded = fold(words);
    let few = candidates::<entity::Entity>(tx, (C::Id, C::SortName), (&folded, &wanted), limit).await?;
    let find = entity::Entity::find()
        .select_only()
        .columns([C::Id, C::Name, C::Email])
        .filter(few)
        .order_by(rank(tx.dialect().begins(C::SortName.into_expr(), &folded)), Order::Asc)
        .order_by_asc(C::SortName)
        .order_by_asc(C::Id)
        .limit(limit);
    let rows: Vec<Row> = tx.rows(find).await?;
    let hit = |Row { id, name, email }| OrganisationHit { id: OrganisationId(id), name, email };
    Ok(rows.into_iter().map(hit).collect())
}
