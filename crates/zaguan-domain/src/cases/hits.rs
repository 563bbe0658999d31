//! Cases as the quick search shows them.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::JoinType;
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, Order, QueryOrder as _, QuerySelect as _};
use serde::Deserialize;
use zaguan_types::CaseId;
use zaguan_types::cases::CaseStatus;
use zaguan_types::contacts::full_name;
use zaguan_types::search::CaseHit;

use super::entity;
use super::query::{Filters, number_of, number_text, to_contact};
use crate::contacts::entity as contact;
use crate::error::Result;
use crate::folding::fold;
use crate::platform::TenantTx;
use crate::platform::db::Word;
use crate::search::{begins, rank};

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    number: i64,
    subject: String,
    status: Word<CaseStatus>,
    contact_first_name: Option<String>,
    contact_last_name: Option<String>,
}

/// What the list would find: first the case of that number, then those whose subject begins so, then the last changed.
pub(crate) async fn hits(tx: &TenantTx<'_>, words: &str, limit: u64) -> Result<Vec<CaseHit>> {
    use entity::Column as C;
    let number = number_of(words).map(|number| C::Number.eq(number));
    let first = number.into_iter().chain([begins(C::SubjectFolded, &fold(words))]);
    let find = entity::Entity::find()
        .select_only()
        .columns([C::Id, C::Number, C::Subject, C::Status])
        .column_as(contact::Column::FirstName, "contact_first_name")
        .column_as(contact::Column::LastName, "contact_last_name")
        .join(JoinType::LeftJoin, to_contact());
    let find = Filters::of_words(words)
        .apply(tx, find, true)
        .order_by(rank(first), Order::Asc)
        .order_by_desc(C::UpdatedAt)
        .order_by_desc(C::Id)
        .limit(limit);
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
