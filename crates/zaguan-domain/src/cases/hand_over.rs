//! What cases do when the contact or the organisation that they belong to is merged into another, or is erased.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde_json::json;
use zaguan_types::{ContactId, Instant, OrganisationId};

use super::{entity, message_entity as message};
use crate::error::Result;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// What an erased text reads.
const ERASED: &str = "—";

/// The cases and messages of one contact are another's.
pub(crate) async fn hand_over(tx: &TenantTx<'_>, from: ContactId, to: ContactId) -> Result<()> {
    let cases = entity::Entity::update_many()
        .col_expr(entity::Column::ContactId, Expr::value(to.0))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::ContactId.eq(from.0));
    tx.update(cases).await?;
    let messages = message::Entity::update_many()
        .col_expr(message::Column::AuthorContactId, Expr::value(to.0))
        .filter(message::Column::AuthorContactId.eq(from.0));
    tx.update(messages).await.map(drop)
}

/// The cases of one organisation are another's; of none, if there is no other.
pub(crate) async fn hand_over_organisation(
    tx: &TenantTx<'_>,
    from: OrganisationId,
    to: Option<OrganisationId>,
) -> Result<()> {
    let cases = entity::Entity::update_many()
        .col_expr(entity::Column::OrganisationId, Expr::value(to.map(|id| id.0)))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::OrganisationId.eq(from.0));
    tx.update(cases).await.map(drop)
}

/// Empties the cases of a person of everything that was said; number, status and times stay, so that counts do.
pub(crate) async fn erase(tx: &TenantTx<'_>, contact: ContactId) -> Result<()> {
    use entity::Column as C;
    let theirs = || entity::Entity::find().select_only().column(C::Id).filter(C::ContactId.eq(contact.0));
    let in_their_cases = message::Column::CaseId.in_subquery(tx.within(theirs()));
    // Each by an index of its own.
    for which in [in_their_cases, message::Column::AuthorContactId.eq(contact.0)] {
        let words = message::Entity::update_many().col_expr(message::Column::Body, Expr::value(ERASED)).filter(which);
        tx.update(words).await?;
    }
    let names = message::Entity::update_many()
        .col_expr(message::Column::AuthorName, Expr::value(ERASED))
        .filter(message::Column::AuthorContactId.eq(contact.0));
    tx.update(names).await?;
    let cases = entity::Entity::update_many()
        .col_expr(C::Subject, Expr::value(ERASED))
        .col_expr(C::SubjectFolded, Expr::value(""))
        .col_expr(C::Description, Expr::value(Option::<String>::None))
        .col_expr(C::DescriptionFolded, Expr::value(Option::<String>::None))
        .col_expr(C::Custom, Expr::value(json!({})))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::ContactId.eq(contact.0));
    tx.update(cases).await.map(drop)
}

/// The ids of what was said in the cases of a contact, and by them, since a moment.
pub(crate) async fn messages_of(tx: &TenantTx<'_>, contact: ContactId, since: Instant) -> Result<Vec<Uuid>> {
    use message::Column as M;
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Row {
        id: Uuid,
    }
    let theirs = entity::Entity::find().select_only().column(entity::Column::Id);
    let theirs = tx.within(theirs.filter(entity::Column::ContactId.eq(contact.0)));
    let mut out = Vec::new();
    // Each by an index of its own.
    for which in [M::CaseId.in_subquery(theirs), M::AuthorContactId.eq(contact.0)] {
        let find =
            message::Entity::find().select_only().column(M::Id).filter(which).filter(M::CreatedAt.gte(to_db(since)));
        let rows: Vec<Row> = tx.rows(find).await?;
        out.extend(rows.into_iter().map(|Row { id }| id));
    }
    Ok(out)
}

/// The ids of the cases of a contact, for what is kept elsewhere about each of them.
pub(crate) async fn ids_of(tx: &TenantTx<'_>, contact: ContactId) -> Result<Vec<Uuid>> {
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Row {
        id: Uuid,
    }
    let find =
        entity::Entity::find().select_only().column(entity::Column::Id).filter(entity::Column::ContactId.eq(contact.0));
    let rows: Vec<Row> = tx.rows(find).await?;
    Ok(rows.into_iter().map(|Row { id }| id).collect())
}
