//! Keeping the full-text table of SQLite in step with its records.

use sea_orm::sea_query::{Query, UpdateStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait as _, ConnectionTrait as _, DeleteMany, EntityTrait, IdenStatic as _,
    QueryFilter as _, QueryResult, QueryTrait, Statement, UpdateMany, Value,
};
use uuid::Uuid;

use super::super::tenant_tx::{TenantEntity, TenantTx};
use super::Search;
use super::grams::Whose;
use crate::error::{Error, Result};

/// What the index holds of a record.
pub(in crate::platform) struct Kept {
    whose: Whose,
    id: Uuid,
    order: Option<String>,
    texts: Vec<String>,
}

const ENTER: &str = "INSERT INTO search_places (place, tenant_id, record_id) \
     SELECT CASE WHEN last IS NULL THEN ?1 WHEN last < ?2 THEN last + 1 \
     ELSE (SELECT coalesce(max(place) + 1, ?3) FROM search_places WHERE place BETWEEN ?3 AND ?4) END, ?5, ?6 \
     FROM (SELECT max(place) AS last FROM search_places WHERE place BETWEEN ?1 AND ?2)";
// Replacing: what a removed firm has left may stand at a place that is free again.
const ENTER_GRAMS: &str = "INSERT OR REPLACE INTO search_grams (rowid, grams) VALUES (last_insert_rowid(), ?1)";
const LEAVE: &str = "DELETE FROM search_places WHERE tenant_id = ?1 AND record_id = ?2 RETURNING place";
const LEAVE_GRAMS: &str = "DELETE FROM search_grams WHERE rowid = ?1";

impl TenantTx<'_> {
    fn whose(&self, kind: u8) -> Whose {
        Whose { tenant: self.stamp.tenant.0, kind }
    }

    /// How this table is searched, if its pieces are kept here.
    pub(super) fn own_index<E: TenantEntity>(&self) -> Option<(Search<E>, Whose)> {
        let search = E::search().filter(|_| self.dialect().keeps_grams())?;
        let whose = self.whose(search.kind);
        Some((search, whose))
    }

    /// What the index is to hold of a new row.
    pub(in crate::platform) fn kept_of<A>(&self, row: &A) -> Result<Option<Kept>>
    where
        A: ActiveModelTrait,
        A::Entity: TenantEntity,
    {
        let Some((Search { id, order, texts, .. }, whose)) = self.own_index::<A::Entity>() else { return Ok(None) };
        let text = |column: <A::Entity as EntityTrait>::Column| match row.get(column).into_value() {
            Some(Value::String(text)) => text,
            _ => None,
        };
        let Some(Value::Uuid(Some(id))) = row.get(id).into_value() else {
            return Err(Error::Internal("a searched row has no id of its own".into()));
        };
        let texts = texts.iter().filter_map(|column| text(*column)).collect();
        Ok(Some(Kept { whose, id, order: order.and_then(text), texts }))
    }

    async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<()> {
        let statement = Statement::from_sql_and_values(self.cx.get_database_backend(), sql, values);
        self.cx.execute_raw(statement).await?;
        Ok(())
    }

    /// Enters a new record.
    pub(in crate::platform) async fn enter(&self, kept: Kept) -> Result<()> {
        let Kept { whose, id, order, texts } = kept;
        let (from, to) = order.as_deref().map_or_else(|| whose.places(), |text| whose.bucket(text));
        let (more, end) = whose.overflow();
        let values = [from.into(), to.into(), more.into(), end.into(), whose.tenant.into(), id.into()];
        self.run(ENTER, values).await?;
        self.run(ENTER_GRAMS, [whose.document(&texts, order.is_none()).into()]).await
    }

    /// Takes a record out.
    async fn leave(&self, tenant: Uuid, id: Uuid) -> Result<()> {
        let backend = self.cx.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, LEAVE, [tenant.into(), id.into()]);
        if let Some(row) = self.cx.query_one_raw(statement).await? {
            let place: i64 = row.try_get_by_index(0)?;
            self.run(LEAVE_GRAMS, [place.into()]).await?;
        }
        Ok(())
    }

    /// Changes rows of the firm and enters them anew where the change touches what is searched; returns how many.
    pub(in crate::platform) async fn update_kept<E: TenantEntity>(&self, update: UpdateMany<E>) -> Result<u64> {
        let mut update = update.filter(E::tenant_column().eq(self.stamp.tenant.0));
        let index = self.own_index::<E>().filter(|(search, _)| touches(search, QueryTrait::query(&mut update)));
        let Some((Search { id, order, texts, .. }, whose)) = index else {
            return Ok(update.exec(self.cx).await?.rows_affected);
        };
        let read: Vec<E::Column> = std::iter::once(id).chain(order).chain(texts.iter().copied()).collect();
        let mut update = update.into_query();
        update.returning(Query::returning().columns(read));
        let rows = self.cx.query_all(&update).await?;
        let text = |row: &QueryResult, column: E::Column| row.try_get::<Option<String>>("", column.as_str());
        for row in &rows {
            let id: Uuid = row.try_get("", id.as_str())?;
            let order = order.map(|column| text(row, column)).transpose()?.flatten();
            let mut held = Vec::new();
            for column in texts {
                held.extend(text(row, *column)?);
            }
            self.leave(whose.tenant, id).await?;
            self.enter(Kept { whose, id, order, texts: held }).await?;
        }
        Ok(rows.len() as u64)
    }

    /// Removes rows of the firm, and from the index; returns how many.
    pub(in crate::platform) async fn delete_kept<E: TenantEntity>(&self, delete: DeleteMany<E>) -> Result<u64> {
        let delete = delete.filter(E::tenant_column().eq(self.stamp.tenant.0));
        let Some((Search { id, .. }, whose)) = self.own_index::<E>() else {
            return Ok(delete.exec(self.cx).await?.rows_affected);
        };
        let mut delete = delete.into_query();
        delete.returning(Query::returning().column(id));
        let rows = self.cx.query_all(&delete).await?;
        for row in &rows {
            self.leave(whose.tenant, row.try_get("", id.as_str())?).await?;
        }
        Ok(rows.len() as u64)
    }
}

/// Whether a change sets a column that is searched or listed by.
fn touches<E: EntityTrait>(search: &Search<E>, update: &UpdateStatement) -> bool {
    let set = |column: &E::Column| update.get_values().iter().any(|(name, _)| name.to_string() == column.as_str());
    search.texts.iter().chain(&search.order).any(set)
}
