//! Answers that are kept for repeated requests, and hold what the request said.

use std::collections::HashSet;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde_json::Value;
use uuid::Uuid;

use super::TenantTx;
use super::entity::idempotency_key::{Column, Entity, Model};
use crate::error::Result;

/// Answers that are looked at together.
const AT_ONCE: u64 = 200;

/// Forgets the answers that speak of some records: a repetition is then a new request. They are kept for a day, so that
/// all of them can be looked at, once, however many records there are.
pub(crate) async fn forget(tx: &TenantTx<'_>, records: &HashSet<Uuid>) -> Result<()> {
    let mut after: Option<(Uuid, String)> = None;
    loop {
        let mut next = Entity::find().order_by_asc(Column::ActorId).order_by_asc(Column::Key).limit(AT_ONCE);
        if let Some((actor, key)) = &after {
            let same = Column::ActorId.eq(*actor).and(Column::Key.gt(key.as_str()));
            next = next.filter(Column::ActorId.gt(*actor).or(same));
        }
        let some = tx.all(next).await?;
        let Some(last) = some.last() else { return Ok(()) };
        after = Some((last.actor_id, last.key.clone()));
        for Model { actor_id, key, answer, .. } in some {
            if speaks_of(&answer, records) {
                let one = Entity::delete_many().filter(Column::ActorId.eq(actor_id)).filter(Column::Key.eq(key));
                tx.delete(one).await?;
            }
        }
    }
}

fn speaks_of(answer: &Value, records: &HashSet<Uuid>) -> bool {
    match answer {
        Value::String(text) => text.parse().is_ok_and(|id| records.contains(&id)),
        Value::Array(all) => all.iter().any(|one| speaks_of(one, records)),
        Value::Object(all) => all.values().any(|one| speaks_of(one, records)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
