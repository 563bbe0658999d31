//! SQLite's errors in the shape of a driver error, so that sea-orm's `DbErr` carries the result code and not only words.

use std::borrow::Cow;
use std::error::Error as StdError;

use sea_orm::sqlx::error::{DatabaseError, ErrorKind};
use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// A failed SQLite call: extended result code and message.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message} (SQLite code {code})")]
pub(crate) struct LiteError {
    /// Extended result code, `2067` for instance; 0 where the failure did not come from SQLite itself.
    pub(crate) code: i32,
    /// SQLite's own words.
    pub(crate) message: String,
}

impl LiteError {
    /// True when the database as a whole cannot work: disk full, I/O error, locked by someone else, damaged, read-only.
    pub(crate) fn is_unavailable(&self) -> bool {
        use rusqlite::ffi;
        matches!(
            self.code & 0xff,
            ffi::SQLITE_FULL
                | ffi::SQLITE_IOERR
                | ffi::SQLITE_CANTOPEN
                | ffi::SQLITE_READONLY
                | ffi::SQLITE_CORRUPT
                | ffi::SQLITE_NOTADB
                | ffi::SQLITE_BUSY
                | ffi::SQLITE_LOCKED
                | ffi::SQLITE_NOMEM
        )
    }
}

impl From<rusqlite::Error> for LiteError {
    fn from(err: rusqlite::Error) -> Self {
        match err {
            rusqlite::Error::SqliteFailure(e, message) => {
                Self { code: e.extended_code, message: message.unwrap_or_else(|| e.to_string()) }
            }
            other => Self { code: 0, message: other.to_string() },
        }
    }
}

impl DatabaseError for LiteError {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.code.to_string()))
    }

    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn StdError + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn StdError + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        use rusqlite::ffi;
        match self.code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
                ErrorKind::UniqueViolation
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ErrorKind::ForeignKeyViolation,
            ffi::SQLITE_CONSTRAINT_NOTNULL => ErrorKind::NotNullViolation,
            ffi::SQLITE_CONSTRAINT_CHECK => ErrorKind::CheckViolation,
            _ => ErrorKind::Other,
        }
    }
}

/// Wraps a rusqlite error for sea-orm.
pub(super) fn db_err(err: impl Into<LiteError>) -> DbErr {
    let err: LiteError = err.into();
    DbErr::Query(RuntimeErr::SqlxError(SqlxError::Database(Box::new(err)).into()))
}
