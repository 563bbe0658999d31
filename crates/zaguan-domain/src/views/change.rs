//! Changing and removing views.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::views::{View, ViewPatch};
use zaguan_types::{FieldCode, FieldError, Patch, Permission, Role, UserId, ViewId};

use super::check::{Asked, errors};
use super::{entity, find, order, seen, tell, words};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::{TenantTx, differences};

/// Changes a view: one's own private one, or with the permission to share views a shared one. Only its owner makes a shared
/// one private again: nobody else would see it any more.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Stale`] if `expected` is another version, [`Error::Invalid`].
pub async fn change(
    cx: &StaffCx<permits::SignedIn>,
    id: ViewId,
    patch: ViewPatch,
    expected: Option<i64>,
) -> Result<View> {
    let (me, role) = (cx.who.user_id, cx.who.role);
    let now = cx.desk.read(async move |tx| find(tx, me, role, id).await).await?;
    allowed(&now, me, role)?;
    all_pass(cleared(&patch))?;
    let wanted = patched(now.clone(), patch.clone());
    let asked = Asked {
        name: (wanted.name != now.name).then_some(wanted.name.as_str()),
        q: wanted.q.as_deref().filter(|_| wanted.q != now.q),
        filters: Some(&wanted.filters).filter(|_| wanted.filters != now.filters),
        sort: wanted.sort.as_deref().filter(|_| wanted.sort != now.sort),
        columns: Some(wanted.columns.as_slice()).filter(|_| wanted.columns != now.columns),
    };
    all_pass(errors(&cx.desk, now.module, me, asked).await?)?;
    cx.desk
        .write(async move |tx| {
            let row = tx.lock_one(seen(me, role).filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound)?;
            let before = find(tx, me, role, id).await?;
            allowed(&before, me, role)?;
            if expected.is_some_and(|version| version != before.version) {
                return Err(Error::Stale(Box::new(json!(before))));
            }
            let after = patched(before.clone(), patch.clone());
            if after == before {
                return Ok(before);
            }
            if after.shared != before.shared {
                may_turn(&after, me, role)?;
            }
            let stands = if after.position == before.position {
                row.position
            } else {
                order::moved(tx, (me, role), &row, before.module, after.position).await?
            };
            write(tx, &after, stands).await?;
            tell(tx, "view.updated", id, before.shared || after.shared, differences(&before, &after));
            find(tx, me, role, id).await
        })
        .await
}

/// Removes a view: one's own private one, or with the permission to share views a shared one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn remove(cx: &StaffCx<permits::SignedIn>, id: ViewId) -> Result<()> {
    let (me, role) = (cx.who.user_id, cx.who.role);
    cx.desk
        .write(async move |tx| {
            tx.lock_one(seen(me, role).filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound)?;
            let before = find(tx, me, role, id).await?;
            allowed(&before, me, role)?;
            tx.delete(entity::Entity::delete_many().filter(entity::Column::Id.eq(id.0))).await?;
            tell(tx, "view.removed", id, before.shared, json!({ "name": before.name, "module": before.module }));
            Ok(())
        })
        .await
}

/// Whether somebody who sees a view may change it.
fn allowed(view: &View, me: UserId, role: Role) -> Result<()> {
    let may = if view.shared { role.allows(Permission::ViewsShare) } else { view.owner_id == me };
    if may { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whether somebody may share a view, or make it private again.
fn may_turn(after: &View, me: UserId, role: Role) -> Result<()> {
    let may = role.allows(Permission::ViewsShare) && (after.shared || after.owner_id == me);
    if may { Ok(()) } else { Err(Error::Forbidden) }
}

/// What cannot be removed and was to be.
fn cleared(patch: &ViewPatch) -> Vec<FieldError> {
    let cleared = [
        (patch.name == Patch::Clear, "/name"),
        (patch.shared == Patch::Clear, "/shared"),
        (patch.position == Patch::Clear, "/position"),
    ];
    let error = |pointer| FieldError::new(pointer, FieldCode::Required, "a value is needed");
    let mut errors: Vec<FieldError> =
        cleared.into_iter().filter(|(cleared, _)| *cleared).map(|(_, pointer)| error(pointer)).collect();
    if patch.position.set().is_some_and(|position| *position < 0) {
        errors.push(FieldError::new("/position", FieldCode::TooSmall, "the first tab is 0"));
    }
    errors
}

fn patched(before: View, patch: ViewPatch) -> View {
    let ViewPatch { name, shared, q, filters, sort, columns, position } = patch;
    View {
        name: name.apply(Some(before.name)).map(|name| name.trim().to_owned()).unwrap_or_default(),
        shared: shared.apply(Some(before.shared)).unwrap_or_default(),
        q: words(q.apply(before.q)),
        filters: filters.apply(Some(before.filters)).unwrap_or_default(),
        sort: sort.apply(before.sort),
        columns: columns.apply(Some(before.columns)).unwrap_or_default(),
        position: position.apply(Some(before.position)).unwrap_or_default(),
        ..before
    }
}

async fn write(tx: &TenantTx<'_>, after: &View, position: i32) -> Result<()> {
    use entity::Column as C;
    let set = entity::Entity::update_many()
        .col_expr(C::Name, Expr::value(after.name.clone()))
        .col_expr(C::Shared, Expr::value(after.shared))
        .col_expr(C::Q, Expr::value(after.q.clone()))
        .col_expr(C::Filters, Expr::value(json!(after.filters)))
        .col_expr(C::Sort, Expr::value(after.sort.clone()))
        .col_expr(C::Columns, Expr::value(json!(after.columns)))
        .col_expr(C::Position, Expr::value(position))
        .col_expr(C::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(after.id.0));
    tx.update(set).await.map(drop)
}
