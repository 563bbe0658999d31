//! Narrowing a page, or a count, down to the records that the index names.

use sea_orm::sea_query::{
    Alias, CommonTableExpression, Condition, Expr, ExprTrait as _, JoinType, Query, SelectStatement, SimpleExpr,
    UnionType, WithClause,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait, Order, QueryFilter as _, QuerySelect, QueryTrait as _, Select,
    Statement, Value,
};
use uuid::Uuid;

use super::super::tenant_tx::{TenantEntity, TenantTx};
use super::grams::{Whose, tokens};
use super::places::Places;
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
            let words = self.in_texts(&search, asked.words);
            let hits = list.in_order(&search, &asked, words);
            return Ok(through(list.whose, &search, hits, wide));
        }
        Ok(match self.is_long(&list).await? {
            true => wide,
            false => through(list.whose, &search, list.all(&search, asked.also), wide),
        })
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
            Some(list) => through(list.whose, &search, list.all(&search, also), refined),
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

    /// That the words occur in a record that stands beside its place, and that it is not in the bin.
    fn in_texts<E: TenantEntity>(&self, search: &Search<E>, words: &str) -> Condition {
        let [.., records] = TABLES;
        let of = |column: &E::Column| Expr::col((records, *column));
        let any =
            search.texts.iter().fold(Condition::any(), |any, text| any.add(self.dialect().contains(of(text), words)));
        Condition::all().add(any).add_option(search.without.as_ref().map(|gone| of(gone).is_null()))
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

/// Short names of the tables that are looked at: pieces, places, and the records themselves.
const TABLES: [&str; 3] = ["g", "p", "v"];

impl List {
    /// The ids of the records between two places.
    fn hits(&self, from: i64, to: i64) -> SelectStatement {
        let [grams, places, _] = TABLES;
        let mut hits = Query::select();
        hits.column((places, "record_id"))
            .from_as("search_grams", grams)
            // Not an inner join: this one tells SQLite where to begin. It has no condition of its own.
            .join_as(JoinType::CrossJoin, "search_places", places, Condition::all())
            .and_where(Expr::cust("p.place = g.rowid"))
            .and_where(Expr::cust_with_values("g.search_grams MATCH ?", [self.tokens.clone()]))
            .and_where(Expr::cust_with_values("g.rowid BETWEEN ? AND ?", [from, to]));
        hits
    }

    /// The ids of all of them, and of the records that have the other value.
    fn all<E: TenantEntity>(&self, search: &Search<E>, also: Option<(E::Column, Value)>) -> SelectStatement {
        let places = Places::of(self.whose.kind);
        let mut hits = self.hits(places.ordered().0, places.rest().1);
        if let Some((column, value)) = also {
            let mut others = Query::select();
            others
                .column(search.id)
                .from(real::<E>())
                .and_where(E::tenant_column().eq(self.whose.tenant))
                .and_where(column.eq(value));
            hits.union(UnionType::Distinct, others);
        }
        hits
    }

    /// The ids of the first ones in the order of their names, behind the cursor, and enough for a page; and of all that
    /// found no place in the order.
    fn in_order<E: TenantEntity>(
        &self,
        search: &Search<E>,
        asked: &Asked<'_, E>,
        wanted: Condition,
    ) -> SelectStatement {
        let [_, places, records] = TABLES;
        let ((from, to), (rest, end)) = (Places::of(self.whose.kind).ordered(), Places::of(self.whose.kind).rest());
        let of = |column: E::Column| Expr::col((records, column));
        let direction = if asked.descending { Order::Desc } else { Order::Asc };
        let mut first = self.hits(from, to);
        first
            .join_as(JoinType::CrossJoin, real::<E>(), records, Condition::all())
            .and_where(of(E::tenant_column()).eq(self.whose.tenant))
            .and_where(of(search.id).eq(Expr::col((places, "record_id"))))
            .cond_where(wanted)
            .order_by_expr(Expr::cust("g.rowid"), direction)
            .limit(asked.rows);
        if let Some((name, last)) = &asked.after {
            let row = Expr::tuple([of(asked.order), of(search.id)]);
            let end = Expr::tuple([Expr::value(name.clone()), Expr::value(*last)]);
            first.and_where(if asked.descending { row.lt(end) } else { row.gt(end) });
            // From the record at which the page before ended or, should it be gone, from the one that stood before it.
            let (bound, back, nearest, none) =
                if asked.descending { ("<=", ">=", "", to) } else { (">=", "<=", " DESC", from) };
            let sql = format!(
                "g.rowid {bound} coalesce((SELECT place FROM search_places WHERE tenant_id = ? AND kind = ? \
                 AND (name, record_id) {back} (?, ?) ORDER BY name{nearest}, record_id{nearest} LIMIT 1), ?)"
            );
            let values: [Value; 5] =
                [self.whose.tenant.into(), self.whose.kind.into(), name.clone(), (*last).into(), none.into()];
            first.and_where(Expr::cust_with_values(sql, values));
        }
        let mut hits = Query::select();
        hits.column("record_id").from_subquery(first, "first").union(UnionType::All, self.hits(rest, end));
        hits
    }
}

/// A table by its whole name, which no common table expression can have.
fn real<E: EntityTrait>() -> (Alias, Alias) {
    (Alias::new("main"), Alias::new(E::default().table_name()))
}

/// Reads a table through a list of ids: a common table expression stands before the table and has its name, and in it
/// the list comes first. Written as a condition, SQLite would rather go through the table in the order of the page, since
/// it takes a firm to have few records.
fn through<E: TenantEntity>(
    whose: Whose,
    search: &Search<E>,
    hits: SelectStatement,
    mut select: Select<E>,
) -> Select<E> {
    const LIST: &str = "hits";
    let [_, _, records] = TABLES;
    let of = |column: E::Column| Expr::col((records, column));
    let table = Alias::new(E::default().table_name());
    let mut rows = Query::select();
    rows.expr(Expr::cust("v.*"))
        .from_subquery(hits, LIST)
        .join_as(JoinType::CrossJoin, real::<E>(), records, Condition::all())
        .and_where(of(E::tenant_column()).eq(whose.tenant))
        .and_where(of(search.id).eq(Expr::col((LIST, "record_id"))));
    let mut named = CommonTableExpression::new();
    named.table_name(table).query(rows);
    QuerySelect::query(&mut select).with_cte(WithClause::new().cte(named).to_owned());
    select
}
