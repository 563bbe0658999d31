//! One change to many cases, by the rules of a change to one: the same fields are judged, each has its line in the history,
//! and the same people hear of it. Few statements, however many they are.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, UpdateMany};
use uuid::Uuid;
use zaguan_types::cases::{CasePatch, CasePriority, CaseStatus};
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::{FieldError, Instant};

use super::change::tell_changed;
use super::entity;
use super::query::find_many;
use crate::error::{Error, Result};
use crate::fields::FieldSet;
use crate::organisations::object;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::portal::is_noticed;

/// What a case becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Becomes {
    /// Somebody's, or nobody's.
    AssignedTo(Option<Uuid>),
    /// At this status; closed since then, if it is.
    At(CaseStatus, Option<Instant>),
    /// As urgent as this.
    AsUrgent(CasePriority),
}

impl Becomes {
    /// The member of a case that changes.
    const fn member(self) -> &'static str {
        match self {
            Self::AssignedTo(_) => "assignee_id",
            Self::At(..) => "status",
            Self::AsUrgent(_) => "priority",
        }
    }

    fn written(self) -> UpdateMany<entity::Entity> {
        use entity::Column as C;
        let set = entity::Entity::update_many();
        match self {
            Self::AssignedTo(user) => set.col_expr(C::AssigneeId, Expr::value(user)),
            Self::At(status, closed) => set
                .col_expr(C::Status, Expr::value(status.as_str()))
                .col_expr(C::ClosedAt, Expr::value(closed.map(to_db))),
            Self::AsUrgent(priority) => set.col_expr(C::Priority, Expr::value(priority.as_str())),
        }
    }
}

/// What the firm's rules say against a change, as they would of a single case.
pub(crate) fn errors_of(set: &FieldSet, patch: &CasePatch) -> Vec<FieldError> {
    check(&set.fields, &object(patch), Audience::Staff, Act::Update)
}

/// Writes what each of these cases becomes, and tells of it. They are held already.
pub(crate) async fn change_many(tx: &TenantTx<'_>, set: &FieldSet, changes: &[(Uuid, Becomes)]) -> Result<()> {
    use entity::Column as C;
    let ids: Vec<Uuid> = changes.iter().map(|(id, _)| *id).collect();
    let mut before: HashMap<Uuid, _> = find_many(tx, &ids).await?.into_iter().map(|case| (case.id.0, case)).collect();
    let mut alike: BTreeMap<Becomes, Vec<Uuid>> = BTreeMap::new();
    for (id, becomes) in changes {
        alike.entry(*becomes).or_default().push(*id);
    }
    let now = to_db(tx.now());
    for (becomes, ids) in alike {
        let mut update = becomes
            .written()
            .col_expr(C::UpdatedAt, Expr::value(now))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is_in(ids));
        if is_noticed(set, becomes.member(), false) {
            update = update.col_expr(C::ShownAt, Expr::value(now));
        }
        tx.update(update).await?;
    }
    let mut after: HashMap<Uuid, _> = find_many(tx, &ids).await?.into_iter().map(|case| (case.id.0, case)).collect();
    for (id, becomes) in changes {
        let (Some(was), Some(is)) = (before.remove(id), after.remove(id)) else { return Err(Error::NotFound) };
        tell_changed(tx, &was, &is, is_noticed(set, becomes.member(), false));
    }
    Ok(())
}
