//! Organisations as the quick search shows them.

use sea_orm::prelude::Uuid;
use sea_orm::{EntityTrait as _, FromQueryResult, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Deserialize;
use zaguan_types::OrganisationId;
use zaguan_types::search::OrganisationHit;

use super::entity;
use super::filters::Filters;
use crate::error::Result;
use crate::folding::fold;
use crate::platform::TenantTx;
use crate::search::{begins, rank};

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
    let find = entity::Entity::find()
        .select_only()
        .columns([C::Id, C::Name, C::Email])
        .filter(wanted)
        .order_by(rank([begins(C::SortName, &fold(words))]), Order::Asc)
        .order_by_asc(C::SortName)
        .order_by_asc(C::Id)
        .limit(limit);
    let rows: Vec<Row> = tx.rows(find).await?;
    let hit = |Row { id, name, email }| OrganisationHit { id: OrganisationId(id), name, email };
    Ok(rows.into_iter().map(hit).collect())
}
