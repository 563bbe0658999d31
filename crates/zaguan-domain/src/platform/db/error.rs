//! What can go wrong on the way to the database, in words that an operator can act on.
//!
//! Lives here: [`DbError`] and the classification of driver errors. Constraint violations are told apart
//! in `platform/dialect.rs`; turning any of this into an answer on the wire is the domain error's business.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlxError};

/// Failure of a database operation.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// The statement itself failed; see `platform::dialect::violation` for broken constraints.
    #[error("the database refused a statement: {0}")]
    Db(DbErr),
    /// The queue is full. Nothing was done; the caller may try again shortly.
    #[error("the database has more work waiting than it accepts; try again shortly")]
    Busy,
    /// The database cannot be reached or cannot store (away, disk full, I/O error). May work again later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Another process holds the SQLite database.
    #[error("{0}")]
    Locked(String),
    /// The schema in the database and the one in this program do not fit, or a migration failed.
    #[error("migration: {0}")]
    Migration(String),
    /// A programming mistake: a closure that panicked or waited for something else than the database.
    #[error("internal error in a database job: {0}")]
    Bug(String),
}

impl From<DbErr> for DbError {
    fn from(err: DbErr) -> Self {
        match unavailable(&err) {
            Some(why) => Self::Unavailable(why),
            None => Self::Db(err),
        }
    }
}

/// The driver's own error inside a sea-orm error.
pub(crate) fn driver_error(err: &DbErr) -> Option<&SqlxError> {
    match err {
        DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e)) => Some(e),
        _ => None,
    }
}

/// The SQLSTATE (PostgreSQL) or the extended result code (SQLite, decimal) of a failed statement.
pub(crate) fn sql_code(err: &DbErr) -> Option<String> {
    let database = driver_error(err)?.as_database_error()?;
    database.code().map(|code| code.into_owned())
}

/// True for PostgreSQL's "run the transaction again" codes.
pub(super) fn is_serialization_failure(err: &DbErr) -> bool {
    matches!(sql_code(err).as_deref(), Some("40001" | "40P01"))
}

/// Why the database is away or cannot work at all, or `None` if it merely refused this statement.
fn unavailable(err: &DbErr) -> Option<String> {
    match err {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => {
            return Some("no connection became free in time".to_owned());
        }
        DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => {
            return Some("the connection is closed".to_owned());
        }
        DbErr::Conn(RuntimeErr::Internal(why)) => return Some(why.clone()),
        _ => {}
    }
    match driver_error(err)? {
        SqlxError::Database(database) => {
            let away = match database.try_downcast_ref::<super::lite::LiteError>() {
                Some(lite) => lite.is_unavailable(),
                None => database.code().is_some_and(|code| pg_unavailable(&code)),
            };
            away.then(|| database.message().to_owned())
        }
        e @ (SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::Protocol(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed
        | SqlxError::BeginFailed) => Some(e.to_string()),
        _ => None,
    }
}

/// Connection exceptions (08), insufficient resources (53), operator intervention (57P…), read-only standby (25006).
/// 57014 (statement cancelled by timeout) is not among them: that one statement was too slow.
fn pg_unavailable(code: &str) -> bool {
    code.starts_with("08")
        || code.starts_with("53")
        || code.starts_with("57P")
        || code == "25006"
        || code.starts_with("58")
}
