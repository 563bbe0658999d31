//! What the audit trail says about a person: handed over when two contacts are merged, emptied when one is erased. The
//! trail itself is only ever added to; that something happened, when, and by whom of the staff, stays.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;

use super::TenantTx;
use super::entity::audit_event::{Column, Entity};
use super::stamp::ActorKind;
use crate::error::Result;

/// What belonged to the history of one contact belongs to another's.
pub(crate) async fn hand_over(tx: &TenantTx<'_>, from: Uuid, to: Uuid) -> Result<()> {
    let set = Entity::update_many().col_expr(Column::ContactId, Expr::value(to)).filter(Column::ContactId.eq(from));
    tx.update(set).await.map(drop)
}

/// What belonged to the history of one organisation belongs to another's.
pub(crate) async fn hand_over_organisation(tx: &TenantTx<'_>, from: Uuid, to: Uuid) -> Result<()> {
    let set =
        Entity::update_many().col_expr(Column::OrganisationId, Expr::value(to)).filter(Column::OrganisationId.eq(from));
    tx.update(set).await.map(drop)
}

/// Takes the person out of their history: values, addresses and, where they acted themselves, the name.
pub(crate) async fn forget(tx: &TenantTx<'_>, contact: Uuid, access: Option<Uuid>) -> Result<()> {
    let about = Column::ContactId.eq(contact).or(Column::SubjectId.eq(contact));
    let about = match access {
        Some(access) => about.or(Column::SubjectId.eq(access)),
        None => about,
    };
    let set = Entity::update_many().col_expr(Column::Changes, Expr::value(json!({}))).filter(about.clone());
    tx.update(set).await?;
    let own = Entity::update_many()
        .col_expr(Column::ActorName, Expr::value(""))
        .col_expr(Column::Address, Expr::value(Option::<String>::None))
        .filter(about)
        .filter(Column::ActorKind.ne(ActorKind::Staff.as_str()));
    tx.update(own).await?;
    let Some(access) = access else { return Ok(()) };
    let acted = Entity::update_many()
        .col_expr(Column::ActorName, Expr::value(""))
        .col_expr(Column::Address, Expr::value(Option::<String>::None))
        .filter(Column::ActorKind.eq(ActorKind::Client.as_str()))
        .filter(Column::ActorId.eq(access));
    tx.update(acted).await.map(drop)
}
