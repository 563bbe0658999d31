//! Cases as the quick search shows them.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Condition, JoinType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use zaguan_types::CaseId;
use zaguan_types::cases::CaseStatus;
use zaguan_types::contacts::full_name;
use zaguan_types::search::CaseHit;

use super::entity;
use super::filters::{Filters, WithStatus};
use super::query::{number_of, number_text, to_contact};
use crate::contacts::entity as contact;
use crate::error::Result;
use crate::folding::fold;
use crate::platform::db::Word;
use crate::platform::{Asked, TenantTx};
use crate::search::rank;

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    number: i64,
    subject: String,
    status: Word<CaseStatus>,
    contact_first_name: Option<String>,
    contact_last_name: Option<String>,
}

/// What the list would find: the case of that number, then the last changed first.
pub(crate) async fn hits(tx: &TenantTx<'_>, words: &str, limit: u64) -> Result<Vec<CaseHit>> {
    use entity::Column as C;
    let filters = Filters::of_words(words);
    let wanted = filters.condition(tx, WithStatus::Yes).await?;
    let folded = fold(words);
    let (order, rows) = (C::UpdatedAt, limit);
    let asked = Asked { words: &folded, also: None, alone: true, order, descending: true, after: None, rows };
    let ids = || entity::Entity::find().select_only().column(C::Id);
    let last = tx.found(asked, &wanted, ids()).await?.order_by_desc(order).order_by_desc(C::Id).limit(rows);
    let numbered = number_of(words).map(|number| C::Number.eq(number));
    let of_number = numbered.clone().map(|numbered| C::Id.in_subquery(tx.within(ids().filter(numbered))));
    let find = entity::Entity::find()
        .select_only()
        .columns([C::Id, C::Number, C::Subject, C::Status])
        .column_as(contact::Column::FirstName, "contact_first_name")
        .column_as(contact::Column::LastName, "contact_last_name")
        .join(JoinType::LeftJoin, to_contact())
        .filter(Condition::any().add(C::Id.in_subquery(tx.within(last))).add_option(of_number))
        .limit(limit);
    let find = match numbered {
        Some(numbered) => find.order_by(rank(numbered), Order::Asc),
        None => find,
    };
    let find = find.order_by_desc(order).order_by_desc(C::Id);
    let rows: Vec<Row> = tx.rows(find).await?;
    Ok(rows.into_iter().map(hit).collect())
}

fn hit(row: Row) -> CaseHit {
    let Row { id, number, subject, status, contact_first_name, contact_last_name } = row;
    CaseHit {
        id: CaseId(id),
        number: number_text(number),
        subject,
        status: status.0,
        contact_name: contact_last_name.map(|last| full_name(contact_first_name.as_deref(), &last)),
    }
}
