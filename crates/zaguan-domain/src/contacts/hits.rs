//! Contacts as the quick search shows them.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Condition, JoinType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use zaguan_types::ContactId;
use zaguan_types::contacts::full_name;
use zaguan_types::search::ContactHit;

use super::entity;
use super::filters::Filters;
use super::query::to_organisation;
use crate::error::Result;
use crate::folding::fold;
use crate::organisations::entity as organisation;
use crate::platform::TenantTx;
use crate::search::{candidates, rank};

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    first_name: Option<String>,
    last_name: String,
    email: Option<String>,
    portal_user: bool,
    organisation_name: Option<String>,
}

/// What the list would find; those whose name, from either end, begins so come first.
pub(crate) async fn hits(tx: &TenantTx<'_>, words: &str, limit: u64) -> Result<Vec<ContactHit>> {
    use entity::Column as C;
    let wanted = Filters::of_words(words).condition(tx).await?;
    let folded = fold(words);
    let few = candidates::<entity::Entity>(tx, (C::Id, C::SortName), (&folded, &wanted), limit).await?;
    // The searched text begins with the given name, the sorted one with the family's.
    let begins = |column: C| tx.dialect().begins(column.into_expr(), &folded);
    let named = Condition::any().add(begins(C::SortName)).add(begins(C::SearchText));
    let find = entity::Entity::find()
        .select_only()
        .columns([C::Id, C::FirstName, C::LastName, C::Email, C::PortalUser])
        .column_as(organisation::Column::Name, "organisation_name")
        .join(JoinType::LeftJoin, to_organisation())
        .filter(few)
        .order_by(rank(named), Order::Asc)
        .order_by_asc(C::SortName)
        .order_by_asc(C::Id)
        .limit(limit);
    let rows: Vec<Row> = tx.rows(find).await?;
    Ok(rows.into_iter().map(hit).collect())
}

fn hit(row: Row) -> ContactHit {
    let Row { id, first_name, last_name, email, portal_user, organisation_name } = row;
    let name = full_name(first_name.as_deref(), &last_name);
    ContactHit { id: ContactId(id), name, email, organisation_name, portal_user }
}
