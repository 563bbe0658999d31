//! What records were before a change, kept for a day so that it can be taken back.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::cases::{CasePriority, CaseStatus};
use zaguan_types::{BulkId, Instant, UserId};

use super::entity;
use super::request::Wanted;
use crate::error::{Error, Result};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// A record as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Before {
    pub(super) id: Uuid,
    /// The version that the change gave it: with another one, somebody has changed it since. Of a contact that was let
    /// into the portal, that of its access.
    pub(super) version: i64,
    pub(super) was: Was,
}

/// What of it was changed, as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Was {
    /// Whose it was.
    Owner(Option<Uuid>),
    /// What tags it had.
    Tags(Vec<String>),
    /// Where a case stood, and since when it was closed.
    Status(CaseStatus, Option<Instant>),
    /// How urgent a case was.
    Priority(CasePriority),
    /// In the lists.
    Listed,
    /// In the bin.
    Bin,
    /// Without access to the portal.
    Outside,
}

/// Keeps what the records were; returns by what the change is taken back.
pub(super) async fn keep(tx: &TenantTx<'_>, actor: UserId, wanted: &Wanted, before: &[Before]) -> Result<BulkId> {
    let id = BulkId(tx.new_id());
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        module: Set(wanted.module.as_str().to_owned()),
        action: Set(wanted.action.as_str().to_owned()),
        actor_id: Set(actor.0),
        before: Set(json!(before)),
        created_at: Set(to_db(tx.now())),
        undone_at: Set(None),
        ..Default::default()
    })
    .await?;
    Ok(id)
}

/// Keeps what some more records were.
pub(super) async fn keep_more(tx: &TenantTx<'_>, id: BulkId, more: Vec<Before>) -> Result<()> {
    let find = entity::Entity::find().filter(entity::Column::Id.eq(id.0));
    let row = tx.lock_one(find).await?.ok_or(Error::NotFound)?;
    let mut all = read(row.before)?;
    all.extend(more);
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::Before, Expr::value(json!(all)))
        .filter(entity::Column::Id.eq(id.0));
    tx.update(set).await.map(drop)
}

/// What was kept.
pub(super) fn read(before: serde_json::Value) -> Result<Vec<Before>> {
    serde_json::from_value(before).map_err(|error| Error::stored("records of a change", &error.to_string()))
}
