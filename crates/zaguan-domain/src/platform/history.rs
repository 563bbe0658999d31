//! What the audit trail says of a change, and about a person: handed over when two contacts are merged, emptied when one is erased. The
//! trail itself is only ever added to; that something happened, when, and by whom of the staff, stays.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, UpdateMany};
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

/// What one access did and what was done to it belongs to another's.
pub(crate) async fn hand_over_access(tx: &TenantTx<'_>, from: Uuid, to: Uuid) -> Result<()> {
    let did = Entity::update_many().col_expr(Column::ActorId, Expr::value(to)).filter(by_client(from));
    tx.update(did).await?;
    let done = Entity::update_many().col_expr(Column::SubjectId, Expr::value(to)).filter(Column::SubjectId.eq(from));
    tx.update(done).await.map(drop)
}

/// What a client did. The kind stands there as it does in the index, which holds nothing else.
fn by_client(access: Uuid) -> Condition {
    Condition::all().add(Expr::cust("actor_kind = 'client'")).add(Column::ActorId.eq(access))
}

/// Ids that one statement names.
const AT_ONCE: usize = 500;

/// Takes the person out of their history: values, addresses and, where they acted themselves, the name. `records` are
/// theirs, and speak of nobody else: their cases, their access.
pub(crate) async fn forget(tx: &TenantTx<'_>, contact: Uuid, access: Option<Uuid>, records: &[Uuid]) -> Result<()> {
    let subjects: Vec<Uuid> = records.iter().copied().chain(access).chain([contact]).collect();
    let theirs = subjects.chunks(AT_ONCE).map(|some| Column::SubjectId.is_in(some.iter().copied()));
    // Each by an index of its own.
    for about in theirs.chain([Column::ContactId.eq(contact)]) {
        let set = Entity::update_many().col_expr(Column::Changes, Expr::value(json!({}))).filter(about.clone());
        tx.update(set).await?;
        tx.update(nameless().filter(about).filter(Column::ActorKind.ne(ActorKind::Staff.as_str()))).await?;
    }
    match access {
        Some(access) => tx.update(nameless().filter(by_client(access))).await.map(drop),
        None => Ok(()),
    }
}

fn nameless() -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::ActorName, Expr::value(""))
        .col_expr(Column::Address, Expr::value(Option::<String>::None))
}

/// What changed between two states of a resource: `{"name": [before, after]}`, without what changes by itself.
pub(crate) fn differences(before: &impl serde::Serialize, after: &impl serde::Serialize) -> serde_json::Value {
    let object = |value: &serde_json::Value| value.as_object().cloned().unwrap_or_default();
    let before = object(&serde_json::to_value(before).unwrap_or_default());
    let after = object(&serde_json::to_value(after).unwrap_or_default());
    let mut out = serde_json::Map::new();
    for (name, new) in after {
        let old = before.get(&name).cloned().unwrap_or_default();
        // Of what is linked the id says enough: a name would outlive the person whose name it is.
        let names_a_link = name.strip_suffix("_name").is_some_and(|stem| before.contains_key(&format!("{stem}_id")));
        if old != new && !names_a_link && !matches!(name.as_str(), "version" | "updated_at" | "shown_at" | "unread") {
            out.insert(name, json!([old, new]));
        }
    }
    out.into()
}
