//! How long imports are kept.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;
use zaguan_types::imports::ImportState;
use zaguan_types::{Instant, TenantId};

use super::convert::import;
use super::tables::{batch, import as table, part};
use super::upload::READING;
use super::work::{drop_file, without_samples};
use crate::error::Result;
use crate::platform::clock::{from_db, to_db};
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{App, TenantTx};

/// Days after which nothing is kept of a file but that it was imported: until then it can be taken back.
const DAYS: i64 = 30;
/// Seconds after which an upload that was broken off is swept away.
const BROKEN_OFF: i64 = 3_600;
/// Imports that one round looks at.
const AT_ONCE: u64 = 20;
/// Parts and batches that go at once: others write in between.
const AT_A_TIME: u64 = 32;

/// Whether what an import did, and what it had still to do, may be gone by now.
pub(super) fn is_over(row: &table::Model, now: Instant) -> bool {
    from_db(row.updated_at).plus_seconds(DAYS * 86_400) <= now
}

/// Removes what was broken off, and what stands in old files. One round in one firm; safe to repeat.
pub(crate) async fn sweep(app: &App, firm: TenantId) -> Result<()> {
    let stamp = || app.stamp(firm, Actor::system(), Origin::default());
    let (gone, old) = app.read(stamp(), false, async move |tx| Ok((never_run(tx).await?, done(tx).await?))).await?;
    for id in gone {
        remove(app, firm, id).await?;
    }
    for id in old {
        drop_content(app, firm, id).await?;
        app.write(stamp(), async move |tx| forget_samples(tx, id).await).await?;
    }
    Ok(())
}

async fn never_run(tx: &TenantTx<'_>) -> Result<Vec<Uuid>> {
    let before = |seconds: i64| to_db(tx.now().plus_seconds(-seconds));
    let open = [ImportState::Mapping, ImportState::Checking, ImportState::Checked].map(ImportState::as_str);
    let broken_off = table::Column::State.eq(READING).and(table::Column::UpdatedAt.lt(before(BROKEN_OFF)));
    let waiting = table::Column::State.is_in(open).and(table::Column::UpdatedAt.lt(before(DAYS * 86_400)));
    let find = table::Entity::find().filter(Condition::any().add(broken_off).add(waiting)).limit(AT_ONCE);
    Ok(tx.all(find).await?.into_iter().map(|row| row.id).collect())
}

/// Old ones of which something is left.
async fn done(tx: &TenantTx<'_>) -> Result<Vec<Uuid>> {
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Old {
        import_id: Uuid,
    }
    let old = table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(table::Column::UpdatedAt.lt(to_db(tx.now().plus_seconds(-DAYS * 86_400))));
    let batches = batch::Entity::find()
        .select_only()
        .column(batch::Column::ImportId)
        .distinct()
        .filter(batch::Column::ImportId.in_subquery(tx.within(old.clone())))
        .limit(AT_ONCE);
    let parts = part::Entity::find()
        .select_only()
        .column(part::Column::ImportId)
        .distinct()
        .filter(part::Column::ImportId.in_subquery(tx.within(old)))
        .limit(AT_ONCE);
    let (mut all, parts): (Vec<Old>, Vec<Old>) = (tx.rows(batches).await?, tx.rows(parts).await?);
    all.extend(parts);
    let mut ids: Vec<Uuid> = all.into_iter().map(|Old { import_id }| import_id).collect();
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// Leaves of an import only that it was.
async fn forget_samples(tx: &TenantTx<'_>, id: Uuid) -> Result<()> {
    let Some(row) = tx.one(table::Entity::find().filter(table::Column::Id.eq(id))).await? else { return Ok(()) };
    let source = without_samples(&import(row)?);
    let set = table::Entity::update_many()
        .col_expr(table::Column::Source, Expr::value(source))
        .filter(table::Column::Id.eq(id));
    tx.update(set).await.map(drop)
}

/// Removes an import with all that belongs to it. Nobody may see it any more.
pub(super) async fn remove(app: &App, firm: TenantId, id: Uuid) -> Result<()> {
    drop_content(app, firm, id).await?;
    let stamp = app.stamp(firm, Actor::system(), Origin::default());
    let gone = async move |tx: &TenantTx<'_>| {
        tx.delete(table::Entity::delete_many().filter(table::Column::Id.eq(id))).await.map(drop)
    };
    app.write(stamp, gone).await
}

/// Removes what was in a file and what became of its rows, some at a time.
async fn drop_content(app: &App, firm: TenantId, id: Uuid) -> Result<()> {
    drop_file(app, firm, id).await?;
    loop {
        let stamp = app.stamp(firm, Actor::system(), Origin::default());
        if !app.write(stamp, async move |tx| drop_some(tx, id).await).await? {
            return Ok(());
        }
    }
}

async fn drop_some(tx: &TenantTx<'_>, id: Uuid) -> Result<bool> {
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Row {
        first_row: i64,
    }
    let parts = part::Entity::find().select_only().column(part::Column::FirstRow);
    let parts: Vec<Row> = tx.rows(parts.filter(part::Column::ImportId.eq(id)).limit(AT_A_TIME)).await?;
    let batches = batch::Entity::find().select_only().column(batch::Column::FirstRow);
    let batches: Vec<Row> = tx.rows(batches.filter(batch::Column::ImportId.eq(id)).limit(AT_A_TIME)).await?;
    let any = !parts.is_empty() || !batches.is_empty();
    let numbers = |rows: Vec<Row>| rows.into_iter().map(|Row { first_row }| first_row).collect::<Vec<_>>();
    let some = part::Entity::delete_many().filter(part::Column::ImportId.eq(id));
    tx.delete(some.filter(part::Column::FirstRow.is_in(numbers(parts)))).await?;
    let some = batch::Entity::delete_many().filter(batch::Column::ImportId.eq(id));
    tx.delete(some.filter(batch::Column::FirstRow.is_in(numbers(batches)))).await?;
    Ok(any)
}
