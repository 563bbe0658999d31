//! The firm's handle for many rows at once: held together, replaced together.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IdenStatic as _, QueryOrder as _, QuerySelect, Select, Value};

use super::tenant_tx::{TenantEntity, TenantTx};
use crate::error::Result;

impl TenantTx<'_> {
    /// All rows, held against other writers as [`Self::lock_one`] does, in the order of `id`: two changes that hold the same
    /// rows then never wait for one another in a circle.
    pub(crate) async fn lock_all<E: TenantEntity>(&self, select: Select<E>, id: E::Column) -> Result<Vec<E::Model>> {
        Ok(self.held(select, id).all(self.cx).await?)
    }

    fn held<E: TenantEntity>(&self, select: Select<E>, id: E::Column) -> Select<E> {
        let mut select = self.own(select);
        if self.dialect().is_shared() {
            // Not where there is one writer: SQLite would walk all records of the firm in this order to find some of them.
            select = select.order_by_asc(id);
        }
        self.dialect().hold(QuerySelect::query(&mut select));
        select
    }

    /// Writes whole rows in place of those with the same key, all of them at once. `key` holds the firm's column, so that no
    /// row of another firm can be meant. `searched` says that something changed by which they are searched.
    pub(crate) async fn replace_all<A>(
        &self,
        mut rows: Vec<A>,
        key: Vec<<A::Entity as EntityTrait>::Column>,
        columns: Vec<<A::Entity as EntityTrait>::Column>,
        searched: bool,
    ) -> Result<()>
    where
        A: ActiveModelTrait,
        A::Entity: TenantEntity,
    {
        let mut kept = Vec::new();
        for row in &mut rows {
            row.set(<A::Entity as TenantEntity>::tenant_column(), Value::from(self.stamp.tenant.0));
            if searched {
                kept.extend(self.kept_of(row)?);
            }
        }
        // PostgreSQL holds a row whose key is written as if it went away, and lets nobody refer to it meanwhile.
        let written = columns.into_iter().filter(|column| !key.iter().any(|part| part.as_str() == column.as_str()));
        let written: Vec<_> = written.collect();
        let replace = OnConflict::columns(key).update_columns(written).to_owned();
        A::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(self.cx).await?;
        for one in kept {
            self.enter_anew(one).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ColumnTrait as _, ConnectionTrait as _, DbBackend, QueryFilter as _, QueryTrait as _};

    use crate::contacts::entity::{Column, Entity};
    use crate::platform::db::testkit::TestDb;
    use crate::platform::stamp::{Actor, Origin};
    use crate::testkit;

    /// Once a file of a hundred thousand contacts took twice as long when as many were there already.
    #[tokio::test]
    async fn some_records_are_found_by_what_is_asked_and_not_by_walking_all() {
        let test = TestDb::lite().await;
        let app = testkit::app(&test);
        let (firm, _) = testkit::firm(&app, "plans").await;
        let stamp = app.stamp(firm, Actor::system(), Origin::default());
        let steps = app
            .write(stamp, async move |tx| {
                use sea_orm::EntityTrait as _;
                let some = Entity::find().filter(Column::EmailKey.is_in((0..250).map(|n| format!("n{n}@x.es"))));
                let mut query = tx.held(some, Column::Id).build(DbBackend::Sqlite);
                query.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
                let rows = tx.cx.query_all_raw(query).await?;
                Ok(rows.iter().map(|row| row.try_get("", "detail")).collect::<Result<Vec<String>, _>>()?)
            })
            .await
            .unwrap();
        assert!(steps.len() == 1 && steps[0].contains("(tenant_id=? AND email_key=?)"), "{steps:?}");
    }
}
