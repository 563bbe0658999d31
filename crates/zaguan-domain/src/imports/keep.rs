//! How long imports are kept, and forgetting what they hold of a person.

use sea_orm::sea_query::{Alias, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;
use zaguan_types::imports::ImportState;

use super::apply::Written;
use super::convert::{import, stored};
use super::tables::{batch, import as table, part, upload};
use super::upload::{READING, forget};
use super::work::without_samples;
use crate::error::{Error, Result};
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// Days after which nothing is kept of a file but that it was imported: until then it can be taken back.
const DAYS: i64 = 30;
/// Seconds after which an upload that was broken off is swept away.
const BROKEN_OFF: i64 = 3_600;
/// Imports that one round looks at.
const AT_ONCE: u64 = 20;

/// Removes what was broken off, and what stands in old files. One round; safe to repeat.
pub(crate) async fn sweep(tx: &TenantTx<'_>) -> Result<()> {
    let before = |seconds: i64| to_db(tx.now().plus_seconds(-seconds));
    let broken_off = table::Entity::find()
        .filter(table::Column::State.eq(READING))
        .filter(table::Column::UpdatedAt.lt(before(BROKEN_OFF)))
        .limit(AT_ONCE);
    for row in tx.all(broken_off).await? {
        forget(tx, row.id).await?;
    }
    let open = [ImportState::Mapping, ImportState::Checking, ImportState::Checked].map(ImportState::as_str);
    let never_run = table::Entity::find()
        .filter(table::Column::State.is_in(open))
        .filter(table::Column::UpdatedAt.lt(before(DAYS * 86_400)))
        .limit(AT_ONCE);
    for row in tx.all(never_run).await? {
        forget(tx, row.id).await?;
    }
    let old = batch::Entity::find()
        .select_only()
        .column(batch::Column::ImportId)
        .distinct()
        .filter(
            batch::Column::ImportId.in_subquery(
                tx.within(
                    table::Entity::find()
                        .select_only()
                        .column(table::Column::Id)
                        .filter(table::Column::UpdatedAt.lt(before(DAYS * 86_400))),
                ),
            ),
        )
        .limit(AT_ONCE);
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Old {
        import_id: Uuid,
    }
    let old: Vec<Old> = tx.rows(old).await?;
    for Old { import_id } in old {
        empty(tx, import_id).await?;
    }
    Ok(())
}

/// Leaves of an import only that it was.
async fn empty(tx: &TenantTx<'_>, id: Uuid) -> Result<()> {
    tx.delete(upload::Entity::delete_many().filter(upload::Column::ImportId.eq(id))).await?;
    tx.delete(part::Entity::delete_many().filter(part::Column::ImportId.eq(id))).await?;
    tx.delete(batch::Entity::delete_many().filter(batch::Column::ImportId.eq(id))).await?;
    let Some(row) = tx.one(table::Entity::find().filter(table::Column::Id.eq(id))).await? else { return Ok(()) };
    let source = without_samples(&import(row)?);
    let set = table::Entity::update_many()
        .col_expr(table::Column::Source, Expr::value(source))
        .filter(table::Column::Id.eq(id));
    tx.update(set).await.map(drop)
}

/// Forgets what batches remember of a record that is erased: it can not be taken back any more.
pub(crate) async fn forget_record(tx: &TenantTx<'_>, record: Uuid) -> Result<()> {
    let text = Expr::col(batch::Column::Records).cast_as(Alias::new("text"));
    let named = batch::Entity::find().filter(tx.dialect().contains(text, &record.to_string()));
    for row in tx.all(named).await? {
        let mut written: Vec<Written> =
            serde_json::from_value(row.records).map_err(|error| Error::stored("batch", &error.to_string()))?;
        let rows: Vec<u64> = written.iter().filter(|one| one.id == record).map(|one| u64::from(one.row)).collect();
        written.retain(|one| one.id != record);
        let without = |faults: serde_json::Value| {
            let mut faults = faults;
            for fault in faults.as_array_mut().into_iter().flatten() {
                if fault["row"].as_u64().is_some_and(|row| rows.contains(&row)) {
                    fault["value"] = serde_json::Value::Null;
                }
            }
            faults
        };
        let mut set = batch::Entity::update_many()
            .col_expr(batch::Column::Records, Expr::value(stored(&written)))
            .col_expr(batch::Column::Faults, Expr::value(without(row.faults)));
        if let Some(kept) = row.kept {
            set = set.col_expr(batch::Column::Kept, Expr::value(without(kept)));
        }
        let set = set
            .filter(batch::Column::ImportId.eq(row.import_id))
            .filter(batch::Column::Stage.eq(row.stage))
            .filter(batch::Column::FirstRow.eq(row.first_row));
        tx.update(set).await?;
    }
    Ok(())
}
