//! The context of one piece of database work: all of sea-orm's API, plus typed rows.

use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, FromQueryResult, QueryResult, Statement};
use serde::de::DeserializeOwned;

use super::super::dialect::Dialect;
use super::cells::Borrowed;
use super::error::{DbError, driver_error, is_serialization_failure};
use super::lite::Here;
use super::pg::PgCx;
use super::pg_typed;
use super::rows::RowQuery;

/// Where a closure's statements run. `Entity::find().all(cx)`, `insert(cx)` and everything else of sea-orm that takes a
/// connection works; transactions inside are not offered, since the closure is one.
pub(crate) struct Cx {
    way: Way,
    /// The worst [`Trouble`] so far. Kept here, where no conversion of the error can lose it.
    trouble: AtomicU8,
}

enum Way {
    Lite(Here),
    Pg(PgCx),
}

/// What happened to the statements of a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// Nothing.
    None,
    /// A statement was refused.
    Failed,
    /// The database went away.
    Away,
    /// PostgreSQL asks for the transaction to be run again.
    Again,
}

impl Cx {
    pub(super) fn lite(here: Here) -> Self {
        Self { way: Way::Lite(here), trouble: AtomicU8::new(0) }
    }

    pub(super) fn pg(pg: PgCx) -> Self {
        Self { way: Way::Pg(pg), trouble: AtomicU8::new(0) }
    }

    /// Gives back the PostgreSQL side, to commit or roll back.
    pub(super) fn into_pg(self) -> Option<PgCx> {
        match self.way {
            Way::Pg(pg) => Some(pg),
            Way::Lite(_) => None,
        }
    }

    /// Which SQL is spoken here.
    pub(crate) fn dialect(&self) -> Dialect {
        match &self.way {
            Way::Lite(_) => Dialect::Lite,
            Way::Pg(_) => Dialect::Pg,
        }
    }

    /// All rows of `query`, straight into `T`: columns are matched to `T`'s fields by name, columns without a field are
    /// skipped. Without a map per row in between.
    ///
    /// # Errors
    /// What the database answers, or [`DbErr::Type`] if a row does not fit.
    pub(crate) async fn rows<T, Q>(&self, query: &Q) -> Result<Vec<T>, DbErr>
    where
        T: DeserializeOwned + FromQueryResult,
        Q: RowQuery + ?Sized,
    {
        let statement = query.statement(self.get_database_backend());
        match &self.way {
            Way::Lite(here) => self.noted(here.typed(told(&statement), usize::MAX)),
            Way::Pg(pg) => {
                if let Some(read) = self.over_lane(pg, &statement, |rows| pg_typed::rows(&rows)).await {
                    return read;
                }
                let rows = self.query_all_raw(statement).await?;
                pg_typed::results(&rows)
                    .unwrap_or_else(|| rows.iter().map(|row| T::from_query_result(row, "")).collect())
            }
        }
    }

    /// The first row of `query`, if there is one; otherwise as [`Self::rows`].
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub(crate) async fn row<T, Q>(&self, query: &Q) -> Result<Option<T>, DbErr>
    where
        T: DeserializeOwned + FromQueryResult,
        Q: RowQuery + ?Sized,
    {
        let statement = query.statement(self.get_database_backend());
        match &self.way {
            Way::Lite(here) => Ok(self.noted(here.typed(told(&statement), 1))?.into_iter().next()),
            Way::Pg(pg) => {
                if let Some(read) =
                    self.over_lane(pg, &statement, |rows| pg_typed::rows(rows.get(..1).unwrap_or_default())).await
                {
                    return Ok(read?.pop());
                }
                let Some(row) = self.query_one_raw(statement).await? else { return Ok(None) };
                match pg_typed::results(std::slice::from_ref(&row)) {
                    Some(read) => Ok(read?.pop()),
                    None => T::from_query_result(&row, "").map(Some),
                }
            }
        }
    }

    /// Hands over the rows of `query` one by one, as they lie in what the database gave: the hottest way to read.
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub(crate) async fn each<B, Q>(&self, query: &Q, mut take: impl FnMut(B::Row<'_>)) -> Result<(), DbErr>
    where
        B: Borrowed,
        Q: RowQuery + ?Sized,
    {
        let statement = query.statement(self.get_database_backend());
        match &self.way {
            Way::Lite(here) => self.noted(here.each::<B>(told(&statement), usize::MAX, take)),
            Way::Pg(pg) => {
                let read = |rows: Vec<_>| Some(pg_typed::each::<B, _>(&rows, &mut take));
                if let Some(read) = self.over_lane(pg, &statement, read).await {
                    return read;
                }
                let rows = self.query_all_raw(statement).await?;
                pg_typed::each::<B, _>(&pg_typed::pg_rows(&rows)?, take)
            }
        }
    }

    /// Reads over a lane; `None`: the pool is to be asked, since there is no lane or `read` could do nothing with the rows.
    async fn over_lane<T>(
        &self,
        pg: &PgCx,
        statement: &Statement,
        read: impl FnOnce(Vec<tokio_postgres::Row>) -> Option<Result<T, DbErr>>,
    ) -> Option<Result<T, DbErr>> {
        // In a box: it lies at the bottom of every request's future.
        let lanes = pg.lanes()?;
        match Box::pin(lanes.rows(statement)).await? {
            Ok(rows) => {
                let read = read(rows);
                match read {
                    Some(_) => drop(told(statement)),
                    None => lanes.pass_over(&statement.sql),
                }
                read
            }
            Err(error) => Some(Err(error)),
        }
    }

    pub(super) async fn ping(&self) -> Result<(), DbErr> {
        let statement = Statement::from_string(self.get_database_backend(), "SELECT 1");
        self.query_one_raw(statement).await.map(drop)
    }

    pub(super) fn trouble(&self) -> Trouble {
        match self.trouble.load(Ordering::Relaxed) {
            0 => Trouble::None,
            1 => Trouble::Failed,
            2 => Trouble::Away,
            _ => Trouble::Again,
        }
    }

    /// Whether a closure that returned `Ok` may be committed.
    pub(super) fn whole(&self) -> Result<(), DbError> {
        match self.trouble() {
            Trouble::None => Ok(()),
            Trouble::Failed => Err(DbError::Bug("it carried on after a failed statement".to_owned())),
            Trouble::Away => Err(DbError::Unavailable("it failed in the middle of a change".to_owned())),
            Trouble::Again => Err(DbError::Unavailable("too many changes to the same data at once".to_owned())),
        }
    }

    fn noted<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(err) = &result
            && driver_error(err).is_some()
        {
            let trouble = if is_serialization_failure(err) {
                Trouble::Again
            } else if matches!(DbError::from(err.clone()), DbError::Unavailable(_)) {
                Trouble::Away
            } else {
                Trouble::Failed
            };
            self.trouble.fetch_max(trouble as u8, Ordering::Relaxed);
        }
        result
    }
}

/// Says in the log which statement is run, for whoever asks with `ZAGUAN_LOG=…,zaguan_domain::sql=trace`. Its text only:
/// values may be secrets.
fn told(statement: &Statement) -> &Statement {
    tracing::trace!(target: "zaguan_domain::sql", sql = statement.sql, "statement");
    statement
}

#[async_trait]
impl ConnectionTrait for Cx {
    fn get_database_backend(&self) -> DbBackend {
        match &self.way {
            Way::Lite(_) => DbBackend::Sqlite,
            Way::Pg(_) => DbBackend::Postgres,
        }
    }

    /// Also on SQLite, where sea-orm would otherwise read each inserted row back with a second statement.
    fn support_returning(&self) -> bool {
        true
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        told(&statement);
        self.noted(match &self.way {
            Way::Lite(here) => here.exec(&statement),
            Way::Pg(pg) => pg.conn().execute_raw(statement).await,
        })
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.noted(match &self.way {
            Way::Lite(here) => here.exec_batch(sql),
            Way::Pg(pg) => pg.conn().execute_unprepared(sql).await,
        })
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        told(&statement);
        self.noted(match &self.way {
            Way::Lite(here) => here.one(&statement),
            Way::Pg(pg) => pg.conn().query_one_raw(statement).await,
        })
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        told(&statement);
        self.noted(match &self.way {
            Way::Lite(here) => here.all(&statement),
            Way::Pg(pg) => pg.conn().query_all_raw(statement).await,
        })
    }
}
