//! The only code that asks "SQLite or PostgreSQL?". SQL that the two write differently, and how they name errors.

use sea_orm::sea_query::{Expr, ExprTrait, Func, LockBehavior, LockType, SelectStatement};
use sea_orm::sqlx::error::ErrorKind;
use sea_orm::sqlx::postgres::PgDatabaseError;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::db::driver_error;

/// The SQL that a database speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// SQLite.
    Lite,
    /// PostgreSQL.
    Pg,
}

impl Dialect {
    /// The dialect of any sea-orm connection.
    pub(crate) fn of(connection: &impl ConnectionTrait) -> Self {
        match connection.get_database_backend() {
            DbBackend::Postgres => Self::Pg,
            _ => Self::Lite,
        }
    }

    /// A name for logs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lite => "sqlite",
            Self::Pg => "postgres",
        }
    }

    /// Whether several servers may be at work on one database.
    pub(crate) fn is_shared(self) -> bool {
        self == Self::Pg
    }

    /// `text` occurs somewhere in `column`, letter by letter: whoever searches whatever the case and the accents compares
    /// folded text with a folded column. `%` and `_` in `text` mean themselves.
    pub(crate) fn contains(self, column: impl Into<Expr>, text: &str) -> Expr {
        match self {
            Self::Lite => Expr::expr(Func::cust("instr").arg(column.into()).arg(text)).gt(0),
            // Not `strpos`: an index over three-letter pieces understands LIKE. The backslash is the default here, and
            // sea-query writes an ESCAPE that PostgreSQL does not understand.
            Self::Pg => column.into().like(anywhere(text)),
        }
    }

    /// `column` begins with `text`, letter by letter.
    pub(crate) fn begins(self, column: impl Into<Expr>, text: &str) -> Expr {
        match self {
            Self::Lite => Expr::expr(Func::cust("instr").arg(column.into()).arg(text)).eq(1),
            Self::Pg => column.into().like(escaped(text) + "%"),
        }
    }

    /// The bytes in `column` hold those of `text`.
    pub(crate) fn bytes_hold(self, column: impl Into<Expr>, text: &str) -> Expr {
        let bytes = Expr::value(text.as_bytes().to_vec());
        match self {
            Self::Lite => Expr::expr(Func::cust("instr").arg(column.into()).arg(bytes)).gt(0),
            Self::Pg => Expr::cust_with_exprs("position($1 IN $2)", [bytes, column.into()]).gt(0),
        }
    }

    /// Whether the three-letter pieces of searched texts are kept by `platform/search`: PostgreSQL does it by itself.
    pub(crate) fn keeps_grams(self) -> bool {
        self == Self::Lite
    }

    /// Holds the rows that `select` finds against other writers. SQLite has one writer and needs nothing.
    ///
    /// Not `FOR UPDATE`: that would also make everybody wait who only writes a row that refers to one of these, since
    /// the foreign key takes `FOR KEY SHARE` on it. Keys of rows do not change.
    pub(crate) fn hold(self, select: &mut SelectStatement) {
        match self {
            Self::Lite => {}
            Self::Pg => {
                select.lock(LockType::NoKeyUpdate);
            }
        }
    }

    /// Locks the rows that `select` finds and passes over those locked by others. SQLite has one writer and needs none.
    pub(crate) fn for_update_skip_locked(self, select: &mut SelectStatement) {
        match self {
            Self::Lite => {}
            Self::Pg => {
                select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
            }
        }
    }

    /// A query with one row per table of this name in the current schema, the name bound as its only value.
    pub(crate) fn has_table_sql(self) -> &'static str {
        match self {
            Self::Lite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?",
            Self::Pg => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1"
            }
        }
    }

    /// A query that looks for damage in the file and finds `ok` in its column `integrity_check`, if the database has one.
    pub(crate) fn integrity_sql(self) -> Option<&'static str> {
        match self {
            Self::Lite => Some("PRAGMA integrity_check"),
            Self::Pg => None,
        }
    }

    /// A query with one row per broken reference (SQLite) or reference that is not watched (PostgreSQL, which lets no
    /// watched one break); its column `table` says where.
    pub(crate) fn broken_references_sql(self) -> &'static str {
        match self {
            Self::Lite => "PRAGMA foreign_key_check",
            Self::Pg => {
                "SELECT conrelid::regclass::text AS \"table\" FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
            }
        }
    }

    /// The n-th bound value in hand-written SQL, counted from 1.
    pub(crate) fn placeholder(self, n: usize) -> String {
        match self {
            Self::Lite => format!("?{n}"),
            Self::Pg => format!("${n}"),
        }
    }

    /// The database's own clock, in whole seconds since 1970.
    pub(crate) fn unix_time_sql(self) -> &'static str {
        match self {
            Self::Lite => "unixepoch()",
            Self::Pg => "extract(epoch from now())::bigint",
        }
    }
}

/// The pattern that finds `text` anywhere.
fn anywhere(text: &str) -> String {
    format!("%{}%", escaped(text))
}

/// A part of a pattern in which `%` and `_` mean themselves.
fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// A broken constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Which rule.
    pub(crate) kind: ViolationKind,
    /// PostgreSQL: the constraint's name (NOT NULL: the column's). SQLite: `table.column, table.column`, the name of a
    /// CHECK, and nothing for a foreign key.
    pub(crate) constraint_or_columns: String,
}

/// The kinds of rules that both databases check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ViolationKind {
    /// Such a row exists already.
    Unique,
    /// The row it points to does not exist, or a row still points to it.
    ForeignKey,
    /// A column was left empty.
    NotNull,
    /// A CHECK failed.
    Check,
}

/// The constraint that a statement broke, or `None` if it failed for another reason.
pub(crate) fn violation(err: &DbErr) -> Option<Violation> {
    let database = driver_error(err)?.as_database_error()?;
    let kind = match database.kind() {
        ErrorKind::UniqueViolation => ViolationKind::Unique,
        ErrorKind::ForeignKeyViolation => ViolationKind::ForeignKey,
        ErrorKind::NotNullViolation => ViolationKind::NotNull,
        ErrorKind::CheckViolation => ViolationKind::Check,
        _ => return None,
    };
    let named = match database.try_downcast_ref::<PgDatabaseError>() {
        Some(pg) => pg.constraint().or_else(|| pg.column()),
        None => database.message().split_once(": ").map(|(_, after)| after),
    };
    Some(Violation { kind, constraint_or_columns: named.unwrap_or_default().to_owned() })
}
