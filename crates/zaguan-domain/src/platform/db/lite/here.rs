//! The connection of the current thread, and sea-orm's statements on it.
//!
//! Reader and writer threads own one connection each; [`Here`] is the proof-less key to it. On any other thread it
//! answers with an error.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sea_orm::{DbErr, ProxyExecResult, ProxyRow, QueryResult, Statement};
use serde::de::DeserializeOwned;

use super::super::cells::{self, Borrowed, Cell, FromRow, Misfit};
use super::super::rows::Order;
use super::bind::bind;
use super::error::db_err;
use super::kind::Kind;
use super::typed;

thread_local! {
    static CONNECTION: OnceCell<Connection> = const { OnceCell::new() };
}

/// Gives this thread its connection. Called once, at the start of a reader or writer thread.
pub(super) fn install(connection: Connection) {
    CONNECTION.with(|slot| {
        // A second call would mean two pools on one thread; the first connection stays.
        let _ = slot.set(connection);
    });
}

/// Runs `f` with this thread's connection.
pub(super) fn with<R>(f: impl FnOnce(&Connection) -> Result<R, DbErr>) -> Result<R, DbErr> {
    CONNECTION.with(|slot| match slot.get() {
        Some(connection) => f(connection),
        None => Err(DbErr::Custom("no SQLite connection on this thread: the context left its closure".to_owned())),
    })
}

/// Runs one of our own fixed statements (BEGIN, COMMIT, SAVEPOINT …), prepared once.
pub(super) fn control(sql: &str) -> Result<(), DbErr> {
    with(|c| c.prepare_cached(sql).and_then(|mut s| s.raw_execute()).map(drop).map_err(db_err))
}

/// Statements on this thread's connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Here {
    _private: (),
}

impl Here {
    pub(super) fn new() -> Self {
        Self { _private: () }
    }

    pub(in crate::platform) fn execute(self, statement: &Statement) -> Result<ProxyExecResult, DbErr> {
        with(|c| {
            let mut prepared = c.prepare_cached(&statement.sql).map_err(db_err)?;
            bind(&mut prepared, statement).map_err(db_err)?;
            if prepared.column_count() == 0 {
                prepared.raw_execute().map_err(db_err)?;
            } else {
                // A RETURNING clause: all rows must be stepped through for the change to be whole.
                let mut rows = prepared.raw_query();
                while rows.next().map_err(db_err)?.is_some() {}
            }
            drop(prepared);
            // The row id is an i64; sea-orm carries it as u64 and only integer keys read it.
            Ok(ProxyExecResult::new(c.last_insert_rowid() as u64, c.changes()))
        })
    }

    pub(in crate::platform) fn execute_batch(self, sql: &str) -> Result<ProxyExecResult, DbErr> {
        with(|c| {
            c.execute_batch(sql).map_err(db_err)?;
            Ok(ProxyExecResult::new(c.last_insert_rowid() as u64, c.changes()))
        })
    }

    /// The rows (of a pure read at most `limit`), each a map from column name to typed value.
    pub(in crate::platform) fn query(self, statement: &Statement, limit: usize) -> Result<Vec<ProxyRow>, DbErr> {
        with(|c| {
            let mut prepared = c.prepare_cached(&statement.sql).map_err(db_err)?;
            bind(&mut prepared, statement).map_err(db_err)?;
            // A change with RETURNING is stepped to its end, whatever is read of it.
            let limit = if prepared.readonly() { limit } else { usize::MAX };
            let mut rows = prepared.raw_query();
            let mut columns: Vec<(String, Kind)> = Vec::new();
            let mut out = Vec::new();
            while out.len() < limit
                && let Some(row) = rows.next().map_err(db_err)?
            {
                if out.is_empty() {
                    // Only now: the first step may have prepared the statement anew after a schema change.
                    columns = columns_of(row.as_ref());
                }
                let mut values = BTreeMap::new();
                for (i, (name, kind)) in columns.iter().enumerate() {
                    let cell = row.get_ref(i).map_err(db_err)?;
                    let value = kind.value(cell).map_err(|e| DbErr::Type(format!("column {name}: {e}")))?;
                    values.insert(name.clone(), value);
                }
                out.push(ProxyRow::new(values));
            }
            Ok(out)
        })
    }

    pub(super) fn query_results(self, statement: &Statement, limit: usize) -> Result<Vec<QueryResult>, DbErr> {
        Ok(self.query(statement, limit)?.into_iter().map(QueryResult::from).collect())
    }

    /// The rows (of a pure read at most `limit`) straight into `T`, without a map in between.
    pub(in crate::platform) fn typed<T: DeserializeOwned>(
        self,
        statement: &Statement,
        limit: usize,
    ) -> Result<Vec<T>, DbErr> {
        let (mut out, mut columns, order) = (Vec::new(), Vec::new(), Order::default());
        self.step(statement, limit, |row| {
            if columns.is_empty() {
                columns = columns_of(row.as_ref());
            }
            out.push(typed::row(&columns, &order, row)?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Hands over the rows (of a pure read at most `limit`) one by one, without copying what is in them.
    pub(in crate::platform) fn each<B: Borrowed>(
        self,
        statement: &Statement,
        limit: usize,
        mut take: impl FnMut(B::Row<'_>),
    ) -> Result<(), DbErr> {
        let mut places = Vec::new();
        self.step(statement, limit, |row| {
            if places.is_empty() {
                let names = || row.as_ref().column_names().into_iter();
                places = cells::places(<B::Row<'_> as FromRow<'_>>::FIELDS, names).map_err(unfit)?;
            }
            let mut at = places.iter();
            let next = || match at.next() {
                Some(at) => cell(row, *at),
                None => Err(Misfit("the row has too few columns".to_owned())),
            };
            take(B::Row::from_row(next).map_err(unfit)?);
            Ok(())
        })
    }

    /// Goes from row to row, of a pure read at most `limit` of them.
    fn step(
        self,
        statement: &Statement,
        limit: usize,
        mut each: impl FnMut(&rusqlite::Row<'_>) -> Result<(), DbErr>,
    ) -> Result<(), DbErr> {
        with(|c| {
            let mut prepared = c.prepare_cached(&statement.sql).map_err(db_err)?;
            bind(&mut prepared, statement).map_err(db_err)?;
            let limit = if prepared.readonly() { limit } else { usize::MAX };
            let mut rows = prepared.raw_query();
            let mut taken = 0;
            while taken < limit
                && let Some(row) = rows.next().map_err(db_err)?
            {
                each(row)?;
                taken += 1;
            }
            Ok(())
        })
    }
}

fn unfit(misfit: Misfit) -> DbErr {
    DbErr::Type(misfit.0)
}

fn cell<'r>(row: &'r rusqlite::Row<'_>, at: usize) -> Result<Cell<'r>, Misfit> {
    Ok(match row.get_ref(at).map_err(|error| Misfit(error.to_string()))? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Text(bytes) => Cell::Text(std::str::from_utf8(bytes).map_err(|error| Misfit(error.to_string()))?),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        ValueRef::Real(_) => return Err(Misfit("a floating number is no cell of such a row".to_owned())),
    })
}

fn columns_of(statement: &rusqlite::Statement<'_>) -> Vec<(String, Kind)> {
    statement.columns().iter().map(|c| (c.name().to_owned(), Kind::of(c.decl_type()))).collect()
}
