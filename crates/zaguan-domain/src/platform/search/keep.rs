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
use super::places::{self, Between, Places};
use crate::error::{Error, Result};

/// Numbers that are tried, beginning with the best one.
const TRIES: usize = 8;

/// What the index holds of a record.
pub(in crate::platform) struct Kept {
    whose: Whose,
    id: Uuid,
    order: Option<String>,
    texts: Vec<String>,
}

const NEIGHBOURS: &str = "SELECT \
     (SELECT place FROM search_places WHERE tenant_id = ?1 AND kind = ?2 AND (name, record_id) < (?3, ?4) \
      ORDER BY name DESC, record_id DESC LIMIT 1) AS before, \
     (SELECT place FROM search_places WHERE tenant_id = ?1 AND kind = ?2 AND (name, record_id) > (?3, ?4) \
      ORDER BY name, record_id LIMIT 1) AS behind, \
     EXISTS (SELECT 1 FROM search_places WHERE tenant_id = ?1 AND kind = ?2 AND name = ?3) AS same";
const ENTER: &str =
    "INSERT OR IGNORE INTO search_places (place, tenant_id, kind, record_id, name) VALUES (?1, ?2, ?3, ?4, ?5)";
// In no order, so without a name.
const ENTER_LAST: &str = "INSERT INTO search_places (place, tenant_id, kind, record_id) \
     SELECT coalesce(max(place) + 1, ?4), ?1, ?2, ?3 FROM search_places WHERE place BETWEEN ?4 AND ?5";
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

    async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        let statement = Statement::from_sql_and_values(self.cx.get_database_backend(), sql, values);
        Ok(self.cx.execute_raw(statement).await?.rows_affected())
    }

    /// Enters a new record.
    pub(in crate::platform) async fn enter(&self, kept: Kept) -> Result<()> {
        let Kept { whose, id, order, texts } = kept;
        let in_order = match &order {
            Some(name) => self.enter_between(whose, id, name).await?,
            None => false,
        };
        if !in_order {
            let (from, to) = Places::of(whose.kind).rest();
            let values = [whose.tenant.into(), whose.kind.into(), id.into(), from.into(), to.into()];
            self.run(ENTER_LAST, values).await?;
        }
        self.run(ENTER_GRAMS, [whose.document(&texts, order.is_none()).into()]).await.map(drop)
    }

    /// Finds a place between those of the records before and behind; false if there is none.
    async fn enter_between(&self, whose: Whose, id: Uuid, name: &str) -> Result<bool> {
        let values: [Value; 4] = [whose.tenant.into(), whose.kind.into(), name.into(), id.into()];
        let asked = Statement::from_sql_and_values(self.cx.get_database_backend(), NEIGHBOURS, values);
        let Some(row) = self.cx.query_one_raw(asked).await? else { return Ok(false) };
        let (before, behind) = (row.try_get("", "before")?, row.try_get("", "behind")?);
        let between = Between { before, behind, same_name: row.try_get::<i64>("", "same")? != 0 };
        let Some((place, last)) = Places::of(whose.kind).choose(whose, between) else { return Ok(false) };
        // Another firm may stand there: all firms share the numbers, and each has its own order.
        for place in (place..=last).take(TRIES) {
            let values = [place.into(), whose.tenant.into(), whose.kind.into(), id.into(), name.into()];
            if self.run(ENTER, values).await? > 0 {
                places::entered(whose, between, place);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Enters a record whose texts have changed.
    pub(in crate::platform) async fn enter_anew(&self, kept: Kept) -> Result<()> {
        self.leave(kept.whose.tenant, kept.id).await?;
        self.enter(kept).await
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
        // All of them first: places of old names would not fit between those of new ones.
        for row in &rows {
            self.leave(whose.tenant, row.try_get("", id.as_str())?).await?;
        }
        for row in &rows {
            let id: Uuid = row.try_get("", id.as_str())?;
            let order = order.map(|column| text(row, column)).transpose()?.flatten();
            let mut held = Vec::new();
            for column in texts {
                held.extend(text(row, *column)?);
            }
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
