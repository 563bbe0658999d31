//! Everything that a domain verb can answer instead of a result. The door turns it into a problem document.

use sea_orm::DbErr;
use zaguan_types::{FieldCode, FieldError};

use crate::platform::db::DbError;
use crate::platform::dialect::{ViolationKind, violation};
use crate::platform::secrets::SecretError;

/// Why a verb has no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be understood; the sentence goes to the caller.
    #[error("{0}")]
    Malformed(String),
    /// Nobody is signed in.
    #[error("no valid session")]
    Unauthenticated,
    /// Wrong name or password, or no access now: the caller cannot tell which.
    #[error("wrong name or password")]
    WrongCredentials,
    /// May be seen, but not done.
    #[error("not allowed")]
    Forbidden,
    /// A temporary password has to be replaced first.
    #[error("a password of your own is needed first")]
    PasswordChangeRequired,
    /// The firm has switched its portal off.
    #[error("the portal is closed")]
    PortalOff,
    /// There is nothing that the caller may see.
    #[error("nothing here")]
    NotFound,
    /// The state of things does not allow it; the sentence goes to the caller.
    #[error("{0}")]
    Conflict(String),
    /// The credentials fit accounts of several firms.
    #[error("say which firm")]
    TenantRequired,
    /// Someone else changed it since the caller read it.
    #[error("changed meanwhile")]
    Stale(Box<serde_json::Value>),
    /// Values do not pass; all of them are named.
    #[error("some values do not pass")]
    Invalid(Vec<FieldError>),
    /// The idempotency key was used for another request.
    #[error("idempotency key used for another request")]
    IdempotencyMismatch,
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// Seconds until the next one is looked at.
        retry_after: u64,
    },
    /// Something the server depends on is away.
    #[error("not available: {0}")]
    Unavailable(String),
    /// A fault of ours: logged, never told.
    #[error("{0}")]
    Internal(String),
}

/// What a verb answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy => Self::Unavailable("the database is busy".into()),
            DbError::Unavailable(why) => Self::Unavailable(why),
            DbError::Db(_) | DbError::Locked(_) | DbError::Migration(_) | DbError::Bug(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

impl From<DbErr> for Error {
    /// A constraint that two requests raced to is a conflict of theirs, not a fault of ours.
    fn from(error: DbErr) -> Self {
        match violation(&error).map(|broken| broken.kind) {
            Some(ViolationKind::Unique) => Self::Conflict("another record has this value already".into()),
            Some(ViolationKind::ForeignKey) => Self::Conflict("a record that this one names has gone".into()),
            Some(ViolationKind::NotNull | ViolationKind::Check) | None => DbError::from(error).into(),
        }
    }
}

impl From<SecretError> for Error {
    fn from(error: SecretError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl Error {
    /// One value that does not pass.
    pub fn field(pointer: impl Into<String>, code: FieldCode, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, detail)])
    }

    /// A stored value that this version cannot read: a fault of ours.
    pub(crate) fn stored(what: &str, value: &str) -> Self {
        Self::Internal(format!("stored {what} {value:?} is unknown"))
    }
}

/// All that these judgements found wrong together. Another error than a wrong value comes first.
pub(crate) fn all_invalid(judged: impl IntoIterator<Item = Result<()>>) -> Result<()> {
    let mut errors = Vec::new();
    for one in judged {
        match one {
            Ok(()) => {}
            Err(Error::Invalid(found)) => errors.extend(found),
            Err(other) => return Err(other),
        }
    }
    all_pass(errors)
}

/// Both of two, or all that is wrong with either.
pub(crate) fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(Error::Invalid(mut errors)), Err(Error::Invalid(more))) => {
            errors.extend(more);
            Err(Error::Invalid(errors))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// `Ok` if nothing was found wrong, else all of it.
pub(crate) fn all_pass(errors: Vec<FieldError>) -> Result<()> {
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
