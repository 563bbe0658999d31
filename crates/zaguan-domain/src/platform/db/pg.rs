//! PostgreSQL: sea-orm over sqlx. Transactions that PostgreSQL asks to repeat are repeated here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbErr,
    IsolationLevel, TransactionTrait,
};

use super::cx::{Cx, Trouble};
use super::error::{DbError, is_serialization_failure};
use super::pg_lane::Lanes;
use super::{DbOptions, Hooks};

/// How often a transaction is run before its serialization failure is handed to the caller.
const WRITE_ATTEMPTS: u32 = 5;
/// How often a read is run when pooled connections turn out to be dead (after a restart of the server).
const READ_ATTEMPTS: u32 = 3;
/// A connection unused for this long is asked for a sign of life before use; under load none is, which saves a round trip.
const PING_AFTER_IDLE: Duration = Duration::from_secs(1);

/// An open PostgreSQL database.
pub(crate) struct Pg {
    pool: DatabaseConnection,
    lanes: Arc<Lanes>,
    max_connections: u32,
    pub(super) hooks: Arc<Hooks>,
}

/// What a context on PostgreSQL works with.
pub(super) enum PgCx {
    /// Each statement by itself, on any connection; hot reads over lanes.
    Pool(DatabaseConnection, Arc<Lanes>),
    /// One transaction.
    Tx(DatabaseTransaction),
}

impl PgCx {
    pub(super) fn conn(&self) -> DatabaseExecutor<'_> {
        match self {
            Self::Pool(pool, _) => pool.into(),
            Self::Tx(tx) => tx.into(),
        }
    }

    /// The lanes, where statements are read each by itself.
    pub(super) fn lanes(&self) -> Option<&Lanes> {
        match self {
            Self::Pool(_, lanes) => Some(lanes),
            Self::Tx(_) => None,
        }
    }
}

impl Pg {
    /// Connects to `url`.
    #[allow(clippy::disallowed_methods, reason = "this is the driver file of PostgreSQL")]
    pub(super) async fn open(url: &str, opts: &DbOptions) -> Result<Self, DbError> {
        let mut connect = ConnectOptions::new(url);
        connect
            .max_connections(opts.pg_max_connections)
            .min_connections(1)
            .acquire_timeout(opts.pg_acquire_timeout)
            .connect_timeout(opts.pg_acquire_timeout)
            .statement_timeout(opts.pg_statement_timeout)
            .set_application_name("zaguan")
            .sqlx_logging(false)
            .test_before_acquire(false)
            .test_before_acquire_if_idle_for(PING_AFTER_IDLE);
        let pool = Database::connect(connect).await.map_err(|e| match DbError::from(e) {
            DbError::Db(refused) => DbError::Unavailable(refused.to_string()),
            other => other,
        })?;
        let lanes = Arc::new(Lanes::new(url, opts.pg_statement_timeout));
        Ok(Self { pool, lanes, max_connections: opts.pg_max_connections, hooks: Arc::default() })
    }

    pub(super) fn answer_here(&self) {
        self.lanes.open_here();
    }

    pub(super) async fn read<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E>,
    {
        let mut attempt = 1;
        loop {
            let cx = Cx::pg(PgCx::Pool(self.pool.clone(), Arc::clone(&self.lanes)));
            let result = f(&cx).await;
            if attempt == READ_ATTEMPTS || result.is_ok() || !matches!(cx.trouble(), Trouble::Away | Trouble::Again) {
                return result;
            }
            tokio::time::sleep(pause(attempt)).await;
            attempt += 1;
        }
    }

    pub(super) async fn read_tx<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E>,
        E: From<DbError>,
    {
        let tx = self.begin(Some((IsolationLevel::RepeatableRead, AccessMode::ReadOnly))).await?;
        let cx = Cx::pg(PgCx::Tx(tx));
        let result = f(&cx).await;
        end(cx).await;
        result
    }

    pub(super) async fn write<R, E, F>(&self, f: F) -> Result<R, E>
    where
        F: AsyncFn(&Cx) -> Result<R, E>,
        E: From<DbError>,
    {
        let mut attempt = 1;
        loop {
            let cx = Cx::pg(PgCx::Tx(self.begin(None).await?));
            let result = f(&cx).await;
            let last = attempt == WRITE_ATTEMPTS;
            if cx.trouble() == Trouble::Again && !last {
                end(cx).await;
            } else {
                // Both ways out of a refused change end it first: its locks must not outlive the answer.
                let value = match result.and_then(|value| cx.whole().map(|()| value).map_err(E::from)) {
                    Ok(value) => value,
                    Err(e) => {
                        end(cx).await;
                        return Err(e);
                    }
                };
                match commit(cx).await {
                    Ok(()) => {
                        self.hooks.fire();
                        return Ok(value);
                    }
                    Err(e) if is_serialization_failure(&e) && !last => {}
                    // After a lost connection nobody knows whether it was stored: not run again, the caller is told.
                    Err(e) => return Err(DbError::from(e).into()),
                }
            }
            tokio::time::sleep(pause(attempt)).await;
            attempt += 1;
        }
    }

    /// Begins a transaction, passing over as many dead pooled connections as there may be.
    pub(crate) async fn begin(
        &self,
        mode: Option<(IsolationLevel, AccessMode)>,
    ) -> Result<DatabaseTransaction, DbError> {
        let mut left = self.max_connections;
        loop {
            let begun = match mode {
                None => self.pool.begin().await,
                Some((isolation, access)) => self.pool.begin_with_config(Some(isolation), Some(access)).await,
            };
            match begun {
                Ok(tx) => return Ok(tx),
                Err(DbErr::ConnectionAcquire(e)) => return Err(DbErr::ConnectionAcquire(e).into()),
                Err(e) if left == 0 => return Err(e.into()),
                Err(e) => match DbError::from(e) {
                    DbError::Unavailable(_) => left -= 1,
                    other => return Err(other),
                },
            }
        }
    }

    pub(super) async fn close(&self) {
        self.lanes.close();
        if let Err(e) = self.pool.clone().close().await {
            tracing::warn!(error = %e, "closing the database connections failed");
        }
    }
}

async fn commit(cx: Cx) -> Result<(), DbErr> {
    match cx.into_pg() {
        Some(PgCx::Tx(tx)) => tx.commit().await,
        _ => Ok(()),
    }
}

/// Rolls back. A failure means that the connection is gone, and the transaction with it.
async fn end(cx: Cx) {
    if let Some(PgCx::Tx(tx)) = cx.into_pg()
        && let Err(e) = tx.rollback().await
    {
        tracing::debug!(error = %e, "rolling back failed");
    }
}

/// How long to wait before attempt `attempt + 1`: doubling from 5 ms, plus up to as much again, spread over the callers
/// of this process by a counter, so that rivals do not meet again at the same moment.
fn pause(attempt: u32) -> Duration {
    static CALLERS: AtomicU64 = AtomicU64::new(0);
    let base = 5_u64 << attempt.min(6);
    let spread = CALLERS.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    Duration::from_millis(base + spread % base)
}
