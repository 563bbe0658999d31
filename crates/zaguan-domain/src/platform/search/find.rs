//! Narrowing a page, or a count, down to the records that the index names.

use sea_orm::sea_query::{CommonTableExpression, Condition, Expr, ExprTrait as _, Query, SimpleExpr, WithClause};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait, IdenStatic as _, Order, QueryFilter as _, QuerySelect as _,
    QueryTrait as _, Select, Statement, Value,
};
use uuid::Uuid;

use super::super::tenant_tx::{TenantEntity, TenantTx};
use super::grams::{SAME, Whose, tokens};
use super::{Search, is_short};
use crate::error::Result;

/// Where records are listed by something else than the order of the index: up to so many are put in order; of more, a
/// page is found sooner by going through the list itself.
const SORTED: u64 = 2_000;

/// What a page of a list asks the index.
pub(crate) struct Asked<'a, E: EntityTrait> {
    /// What is looked for, folded.
    pub(crate) words: &'a str,
    /// The records that are found all the same: those with this value.
    pub(crate) also: Option<(E::Column, Value)>,
    /// Whether nothing else is asked of the records, but that they are not in the bin.
    pub(crate) alone: bool,
    pub(crate) order: E::Column,
    pub(crate) descending: bool,
    /// Where the page before ended.
    pub(crate) after: Option<(Value, Uuid)>,
    pub(crate) rows: u64,
}

impl TenantTx<'_> {
    /// Narrows `wide`, the columns of a page, down to the records that can stand on it. `wanted` holds the words and all
    /// filters; order, cursor and limit are the caller's.
    pub(crate) async fn found<E: TenantEntity>(
        &self,
        asked: Asked<'_, E>,
        wanted: &Condition,
        wide: Select<E>,
    ) -> Result<Select<E>> {
        let Some(search) = E::search() else { return Ok(wide.filter(wanted.clone())) };
        if !self.dialect().keeps_grams() {
            return Ok(self.fenced(&search, &asked, wanted, wide));
        }
        let wide = wide.filter(wanted.clone());
        let Some(list) = self.list(&search, asked.words).await? else { return Ok(wide) };
        if asked.alone && asked.also.is_none() && search.order.is_some_and(|order| same(order, asked.order)) {
            return Ok(wide.filter(list.in_order(&search, &asked)));
        }
        Ok(if self.is_long(&list).await? { wide } else { wide.filter(list.all(&search, asked.also)) })
    }

    /// Narrows a query, which holds the words already, down to all records that the index names.
    pub(crate) async fn all_found<E: TenantEntity>(
        &self,
        words: &str,
        also: Option<(E::Column, Value)>,
        refined: Select<E>,
    ) -> Result<Select<E>> {
        let Some(search) = E::search().filter(|_| self.dialect().keeps_grams()) else { return Ok(refined) };
        Ok(match self.list(&search, words).await? {
            Some(list) => refined.filter(list.all(&search, also)),
            None => refined,
        })
    }

    /// PostgreSQL finds the records by its index and only then puts them in order. Asked in one go it may go through the
    /// list instead, in the hope that the page is full soon: with rare words it never is.
    fn fenced<E: TenantEntity>(
        &self,
        search: &Search<E>,
        asked: &Asked<'_, E>,
        wanted: &Condition,
        wide: Select<E>,
    ) -> Select<E> {
        if is_short(asked.words) && search.order.is_some() {
            return wide.filter(wanted.clone());
        }
        let mut narrow = E::find().select_only().column(search.id);
        if !same(search.id, asked.order) {
            narrow = narrow.column(asked.order);
        }
        let mut narrow = self.own(narrow.filter(wanted.clone()));
        if let Some((value, last)) = &asked.after {
            let row = Expr::tuple([asked.order.into_expr(), search.id.into_expr()]);
            let end = Expr::tuple([Expr::value(value.clone()), Expr::value(*last)]);
            narrow = narrow.filter(if asked.descending { row.lt(end) } else { row.gt(end) });
        }
        let mut hits = CommonTableExpression::new();
        hits.table_name("hits").query(narrow.into_query()).materialized(true);
        let direction = if asked.descending { Order::Desc } else { Order::Asc };
        let mut first = Query::select();
        first
            .column(search.id)
            .from("hits")
            .order_by(asked.order, direction.clone())
            .order_by(search.id, direction)
            .limit(asked.rows)
            .with_cte(WithClause::new().cte(hits).to_owned());
        let first = SimpleExpr::SubQuery(None, Box::new(first.into()));
        wide.filter(Expr::cust_with_exprs("$1 = ANY(ARRAY $2)", [search.id.into_expr(), first]))
    }

    /// The list in the index, or nothing where the query is as quick without.
    async fn list<E: TenantEntity>(&self, search: &Search<E>, words: &str) -> Result<Option<List>> {
        let whose = Whose { tenant: self.stamp.tenant.0, kind: search.kind };
        let grams = match (is_short(words), search.order) {
            (true, Some(_)) => return Ok(None),
            (true, None) => whose.beginning(words).into_iter().collect(),
            (false, _) => self.rarest(search, whose, whose.grams(words)).await?,
        };
        Ok(Some(List { whose, tokens: tokens(&grams) }).filter(|list| !list.tokens.is_empty()))
    }

    async fn is_long(&self, list: &List) -> Result<bool> {
        let sql = "SELECT count(*) AS n FROM (SELECT rowid FROM search_grams WHERE search_grams MATCH ?1 LIMIT ?2)";
        let values = [Value::from(list.tokens.clone()), Value::from(SORTED + 1)];
        let asked = Statement::from_sql_and_values(self.cx.get_database_backend(), sql, values);
        let Some(row) = self.cx.query_one_raw(asked).await? else { return Ok(false) };
        let counted: i64 = row.try_get("", "n")?;
        Ok(counted.unsigned_abs() > SORTED)
    }
}

fn same<C: sea_orm::IdenStatic>(one: C, other: C) -> bool {
    one.as_str() == other.as_str()
}

/// The records of the full-text table that hold some pieces.
struct List {
    whose: Whose,
    tokens: String,
}

impl List {
    /// That a record is among them, or has the other value.
    fn all<E: TenantEntity>(&self, search: &Search<E>, also: Option<(E::Column, Value)>) -> Expr {
        let (table, id) = (E::default().table_name().to_owned(), search.id.as_str());
        let mut sql = format!(
            "\"{table}\".\"{id}\" IN (SELECT p.record_id FROM search_grams g CROSS JOIN search_places p \
             ON p.place = g.rowid WHERE g.search_grams MATCH ?"
        );
        let mut values = vec![Value::from(self.tokens.clone())];
        if let Some((column, value)) = also {
            let (tenant, column) = (E::tenant_column().as_str(), column.as_str());
            sql += &format!(" UNION ALL SELECT \"{id}\" FROM \"{table}\" WHERE \"{tenant}\" = ? AND \"{column}\" = ?");
            values.extend([self.whose.tenant.into(), value]);
        }
        sql.push(')');
        Expr::cust_with_values(sql, values)
    }

    /// That a record is among the first ones of them in the order of their names, behind the cursor: enough for a page,
    /// and all that share the first letters of the last of these, since only the rows themselves say how those stand to
    /// each other. What found no place in the order is looked at always.
    fn in_order<E: TenantEntity>(&self, search: &Search<E>, asked: &Asked<'_, E>) -> Expr {
        let (table, id, order) = (E::default().table_name().to_owned(), search.id.as_str(), asked.order.as_str());
        let (overflow, end) = self.whose.overflow();
        let (mut from, mut to) = (self.whose.places().0, overflow - 1);
        if let Some((Value::String(Some(name)), _)) = &asked.after {
            let (first, last) = self.whose.bucket(name);
            if asked.descending { to = last } else { from = first }
        }
        let tokens = || Value::from(self.tokens.clone());
        let texts: Vec<String> =
            search.texts.iter().map(|text| format!("instr(v.\"{}\", ?) > 0", text.as_str())).collect();
        let (texts, words) = (texts.join(" OR "), search.texts.iter().map(|_| Value::from(asked.words)));
        let here = search.without.map(|gone| format!(" AND v.\"{}\" IS NULL", gone.as_str())).unwrap_or_default();
        let tenant = E::tenant_column();
        let tenant = tenant.as_str();
        let after = match (&asked.after, asked.descending) {
            (None, _) => String::new(),
            (Some(_), false) => format!(" AND (v.\"{order}\", v.\"{id}\") > (?, ?)"),
            (Some(_), true) => format!(" AND (v.\"{order}\", v.\"{id}\") < (?, ?)"),
        };
        // The first hits that count, and where the last of them stands.
        let ends = |last: &str, direction: &str| {
            format!(
                "(SELECT {last} FROM (SELECT g.rowid AS place FROM search_grams g \
                 CROSS JOIN search_places p ON p.place = g.rowid \
                 CROSS JOIN \"{table}\" v ON v.\"{tenant}\" = ? AND v.\"{id}\" = p.record_id \
                 WHERE g.search_grams MATCH ? AND g.rowid BETWEEN ? AND ? AND ({texts}){here}{after} \
                 ORDER BY g.rowid {direction} LIMIT ?))"
            )
        };
        let mut first = vec![self.whose.tenant.into(), tokens(), from.into(), to.into()];
        first.extend(words);
        first.extend(asked.after.iter().flat_map(|(value, last)| [value.clone(), (*last).into()]));
        first.push(asked.rows.into());
        let (between, mut bounds) = if asked.descending {
            // Without any hit: from the end of everything, so nothing.
            (format!("{} AND ?", ends(&format!("coalesce(min(place), ?) & ~{SAME}"), "DESC")), vec![i64::MAX.into()])
        } else {
            (format!("? AND {}", ends(&format!("coalesce(max(place), -1) | {SAME}"), "ASC")), vec![from.into()])
        };
        bounds.extend(first);
        if asked.descending {
            bounds.push(to.into());
        }
        let names = "SELECT p.record_id FROM search_grams g CROSS JOIN search_places p ON p.place = g.rowid \
                     WHERE g.search_grams MATCH ? AND g.rowid BETWEEN";
        let sql = format!("\"{table}\".\"{id}\" IN ({names} {between} UNION ALL {names} ? AND ?)");
        let mut values = vec![tokens()];
        values.extend(bounds);
        values.extend([tokens(), overflow.into(), end.into()]);
        Expr::cust_with_values(sql, values)
    }
}
