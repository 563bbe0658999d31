//! The firm's handle for many rows at once: held together, replaced together.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IdenStatic as _, QueryOrder as _, QuerySelect, Select, Value};

use super::tenant_tx::{TenantEntity, TenantTx};
use crate::error::Result;

impl TenantTx<'_> {
    /// All rows, held against other writers as [`Self::lock_one`] does, in the order of `id`: two changes that hold the same
    /// rows then never wait for one another in a circle.
    pub(crate) async fn lock_all<E: TenantEntity>(&self, select: Select<E>, id: E::Column) -> Result<Vec<E::Model>> {
        let mut select = self.own(select).order_by_asc(id);
        self.dialect().hold(QuerySelect::query(&mut select));
        Ok(select.all(self.cx).await?)
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
