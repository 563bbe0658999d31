//! The order of the tabs. All views of a list stand in one order, in which everybody sees those that are theirs to see:
//! there is room between two neighbours, so that a tab that moves leaves all others where they are.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use zaguan_types::fields::Module;
use zaguan_types::{Role, UserId};

use super::{InOrder as _, entity, seen};
use crate::error::Result;
use crate::platform::TenantTx;

/// Room between two views that were saved one after the other: enough for twelve moves into the same gap.
const ROOM: i32 = 4_096;

/// Behind all others.
pub(super) async fn last(tx: &TenantTx<'_>, module: Module) -> Result<i32> {
    let last = of(module).order_by_desc(entity::Column::Position);
    Ok(tx.one(last).await?.map_or(0, |row| row.position.saturating_add(ROOM)))
}

/// Which tab a view is for somebody.
pub(super) async fn place(tx: &TenantTx<'_>, me: UserId, role: Role, row: &entity::Model) -> Result<i32> {
    use entity::Column as C;
    let own = Expr::tuple([Expr::value(row.position), Expr::value(row.id)]);
    let before = seen(me, role)
        .filter(C::Module.eq(&row.module))
        .filter(Expr::tuple([C::Position.into_expr(), C::Id.into_expr()]).lt(own));
    Ok(i32::try_from(tx.count(before).await?).unwrap_or(i32::MAX))
}

/// What stands in the column of a view that is to be this tab for somebody.
pub(super) async fn moved(
    tx: &TenantTx<'_>,
    (me, role): (UserId, Role),
    row: &entity::Model,
    module: Module,
    tab: i32,
) -> Result<i32> {
    if let Some(free) = between(&others(tx, me, role, row).await?, tab) {
        return Ok(free);
    }
    // No room: all views of this list get some again, in the order that they have.
    for (at, row) in (0..).zip(tx.all(of(module).apply_order()).await?) {
        let set = entity::Entity::update_many()
            .col_expr(entity::Column::Position, Expr::value(ROOM.saturating_mul(at)))
            .filter(entity::Column::Id.eq(row.id));
        tx.update(set).await?;
    }
    Ok(between(&others(tx, me, role, row).await?, tab).unwrap_or(row.position))
}

fn of(module: Module) -> sea_orm::Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::Module.eq(module.as_str()))
}

/// Where the other tabs stand that somebody sees.
async fn others(tx: &TenantTx<'_>, me: UserId, role: Role, row: &entity::Model) -> Result<Vec<i32>> {
    let others = seen(me, role)
        .filter(entity::Column::Module.eq(&row.module))
        .filter(entity::Column::Id.ne(row.id))
        .apply_order();
    Ok(tx.all(others).await?.into_iter().map(|row| row.position).collect())
}

/// A free position in front of the tab that stands there now; behind the last one if there are not so many.
fn between(tabs: &[i32], tab: i32) -> Option<i32> {
    let at = usize::try_from(tab).unwrap_or_default().min(tabs.len());
    let before = at.checked_sub(1).and_then(|at| tabs.get(at).copied());
    match (before, tabs.get(at).copied()) {
        (None, None) => Some(0),
        (Some(before), None) => before.checked_add(ROOM),
        (None, Some(next)) => next.checked_sub(ROOM),
        (Some(before), Some(next)) => {
            let middle = before + (next - before) / 2;
            (middle > before && middle < next).then_some(middle)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_finds_a_place_between_its_neighbours_or_says_that_there_is_none() {
        assert_eq!(between(&[], 3), Some(0));
        assert_eq!(between(&[0, ROOM], 0), Some(-ROOM));
        assert_eq!(between(&[0, ROOM], 1), Some(ROOM / 2));
        assert_eq!(between(&[0, ROOM], 9), Some(2 * ROOM));
        assert_eq!(between(&[0, 1], 1), None);
        assert_eq!(between(&[i32::MAX], 1), None);
        assert_eq!(between(&[i32::MIN], 0), None);
    }
}
