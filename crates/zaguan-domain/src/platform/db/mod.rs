//! The way down to the database: one handle for the process ([`Db`]), one context for a piece of work ([`Cx`]).
//!
//! The same sea-orm entities and queries run on SQLite (rusqlite, `lite/`) and on PostgreSQL (sqlx, `pg.rs`). Work is
//! handed over as an async closure: on SQLite the whole closure hops to a database thread and is polled once there, on
//! PostgreSQL it runs in the caller's task. A closure may wait for its context and for nothing else.
//! Nothing outside of `platform/` sees any of this; areas get a tenant's handle instead. What differs between the two
//! dialects is in `platform/dialect.rs`, migrations are in `platform/migrate.rs`.

mod cells;
mod cx;
mod error;
mod lite;
mod pg;
mod pg_bind;
#[allow(clippy::disallowed_methods, reason = "how long a connection is busy is no business of the product's clock")]
mod pg_lane;
mod pg_typed;
mod rows;
#[cfg(any(test, feature = "testkit"))]
pub mod testkit;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sea_orm_migration::MigratorTrait;

use super::{dialect::Dialect, migrate};
pub(crate) use cells::{Borrowed, Cell, FromCell, FromRow, JsonText, Letters, Misfit};
pub(crate) use cx::Cx;
pub use error::DbError;
pub(crate) use error::driver_error;
pub(crate) use lite::Here;
pub(crate) use pg::Pg;
#[allow(unused_imports, reason = "named by code that wraps Cx::rows")]
pub(crate) use rows::RowQuery;
pub use rows::{RawJson, Word};

/// Sizes and limits of the database access. The defaults suit a machine of two to four cores.
#[derive(Debug, Clone)]
pub struct DbOptions {
    /// Reader threads on SQLite.
    pub sqlite_readers: usize,
    /// How much of the SQLite file is mapped into memory, in bytes.
    pub sqlite_mmap_bytes: u64,
    /// Jobs that may wait, for readers and for the writer each, before [`DbError::Busy`] is answered (SQLite).
    pub queue: usize,
    /// Connections to PostgreSQL.
    pub pg_max_connections: u32,
    /// How long to wait for a free connection.
    pub pg_acquire_timeout: Duration,
    /// How long a single statement may run on PostgreSQL.
    pub pg_statement_timeout: Duration,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self {
            sqlite_readers: 4,
            sqlite_mmap_bytes: 1 << 30,
            queue: 1024,
            pg_max_connections: 8,
            pg_acquire_timeout: Duration::from_secs(5),
            pg_statement_timeout: Duration::from_secs(30),
        }
    }
}

/// The database of this process. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    way: Way,
}

#[derive(Clone)]
enum Way {
    Lite(Arc<lite::Pool>),
    Pg(Arc<Pg>),
}

impl Db {
    /// Opens `sqlite://path/to/file.db` (created if missing) or `postgres://user@host/name`.
    ///
    /// # Errors
    /// [`DbError::Locked`] if another process has the SQLite database open, [`DbError::Unavailable`] if the address is
    /// wrong, the file is no database, or the server cannot be reached.
    pub async fn open(url: &str, opts: &DbOptions) -> Result<Self, DbError> {
        let way = if url.starts_with("sqlite:") {
            Way::Lite(Arc::new(lite::Pool::open(url, opts).await?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Way::Pg(Arc::new(Pg::open(url, opts).await?))
        } else {
            // Not repeated: it may hold a password.
            return Err(DbError::Unavailable(
                "the database address must begin with sqlite:// or postgres://".to_owned(),
            ));
        };
        Ok(Self { way })
    }

    /// Runs one reading statement, or several that need not fit together. No transaction is opened.
    pub(in crate::platform) async fn read<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.way {
            Way::Lite(pool) => pool.read(false, f).await,
            Way::Pg(pg) => pg.read(f).await,
        }
    }

    /// Runs several reading statements that all see one state of the data.
    pub(in crate::platform) async fn read_tx<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.way {
            Way::Lite(pool) => pool.read(true, f).await,
            Way::Pg(pg) => pg.read_tx(f).await,
        }
    }

    /// Runs a change as one transaction; returns once it is durable.
    ///
    /// `Ok` commits and `Err` rolls back. On PostgreSQL the closure is run again after a serialization failure, so it
    /// must have no effect but through its context. After a failed statement the closure must return `Err`: carrying on
    /// (insert, and on a conflict update) would work on SQLite only, so it is refused on both; say `ON CONFLICT`.
    /// Dropping the returned future does not stop the change on SQLite.
    pub(in crate::platform) async fn write<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E> + Send + 'static,
        R: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.way {
            Way::Lite(pool) => pool.write(f).await,
            Way::Pg(pg) => pg.write(f).await,
        }
    }

    /// Calls `hook` after each commit of this process that changed something (on SQLite once for a group of them).
    /// It runs on the writer thread or in a writer's task: it must be short.
    pub fn on_commit(&self, hook: Arc<dyn Fn() + Send + Sync>) {
        match &self.way {
            Way::Lite(pool) => pool.hooks.add(hook),
            Way::Pg(pg) => pg.hooks.add(hook),
        }
    }

    /// Brings the schema up to date; returns the names of the migrations that it applied.
    ///
    /// # Errors
    /// [`DbError::Migration`] if one fails (it leaves no trace; those before it stay), or if the database was made by a
    /// newer version of this program (nothing is touched then).
    pub async fn migrate(&self) -> Result<Vec<String>, DbError> {
        self.migrate_with::<migrations::Migrator>().await
    }

    /// The migrations that [`Self::migrate`] would apply. Changes nothing.
    ///
    /// # Errors
    /// As [`Self::migrate`], as far as they can be seen beforehand.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbError> {
        self.pending_with::<migrations::Migrator>().await
    }

    pub(crate) async fn migrate_with<M: MigratorTrait + 'static>(&self) -> Result<Vec<String>, DbError> {
        match &self.way {
            Way::Lite(pool) => pool.alone(async |here| migrate::lite::<M>(here).await).await,
            Way::Pg(pg) => migrate::pg::<M>(pg).await,
        }
    }

    pub(crate) async fn pending_with<M: MigratorTrait + 'static>(&self) -> Result<Vec<String>, DbError> {
        self.read_tx(async |cx: &Cx| migrate::pending::<M>(cx).await).await
    }

    /// Says that this thread answers requests: reads on it may share connections to PostgreSQL of its own, beside those of
    /// [`DbOptions::pg_max_connections`].
    pub fn answer_here(&self) {
        if let Way::Pg(pg) = &self.way {
            pg.answer_here();
        }
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] if it does not give one.
    pub async fn ping(&self) -> Result<(), DbError> {
        self.read(async |cx: &Cx| cx.ping().await.map_err(DbError::from)).await
    }

    /// Finishes the work that is queued, then lets go of the database. Later calls answer [`DbError::Unavailable`].
    pub async fn close(&self) {
        match &self.way {
            Way::Lite(pool) => pool.close().await,
            Way::Pg(pg) => pg.close().await,
        }
    }

    /// `"sqlite"` or `"postgres"`, for logs and the health page.
    pub fn kind(&self) -> &'static str {
        self.dialect().name()
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match &self.way {
            Way::Lite(_) => Dialect::Lite,
            Way::Pg(_) => Dialect::Pg,
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&self.kind()).finish()
    }
}

/// What to call after a commit.
#[derive(Default)]
struct Hooks(RwLock<Vec<Arc<dyn Fn() + Send + Sync>>>);

impl Hooks {
    fn add(&self, hook: Arc<dyn Fn() + Send + Sync>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(hook);
    }

    fn fire(&self) {
        for hook in self.0.read().unwrap_or_else(PoisonError::into_inner).iter() {
            // The change is stored: a hook that fails must neither undo the answer nor end the writer.
            if catch_unwind(AssertUnwindSafe(|| hook())).is_err() {
                tracing::error!("a hook after a commit panicked");
            }
        }
    }
}
