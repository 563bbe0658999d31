//! Opening SQLite connections: file, lock, pragmas.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::super::{DbError, DbOptions};
use super::error::LiteError;

/// Statements kept prepared per connection.
const STATEMENTS: usize = 256;

/// How long to wait for another process that holds the file (a backup, a shell), in milliseconds.
const BUSY_MS: u32 = 5_000;

/// The path in `sqlite://path`, relative to the working directory or absolute (`sqlite:///var/lib/zaguan.db`).
pub(super) fn path_of(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    (!path.is_empty() && !path.contains('?') && path != ":memory:").then(|| PathBuf::from(path))
}

/// Takes the exclusive lock beside the database, held for as long as the returned file lives.
///
/// # Errors
/// [`DbError::Locked`] when another process holds it.
pub(super) fn lock(database: &Path) -> Result<File, DbError> {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|e| DbError::Unavailable(format!("cannot open {}: {e}", name.display())))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DbError::Locked(format!(
            "the SQLite database {} is in use by another zaguan process; stop that one first, or use PostgreSQL to run \
             several instances on one database",
            database.display()
        ))),
        Err(TryLockError::Error(e)) => Err(DbError::Unavailable(format!("cannot lock {}: {e}", name.display()))),
    }
}

/// The writer's connection. Creates the file if it is missing.
pub(super) fn writer(path: &Path, opts: &DbOptions) -> Result<Connection, DbError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(
        path,
        flags,
        opts,
        // What is erased is overwritten wherever that costs no page more.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; \
         PRAGMA secure_delete = FAST;",
    )
}

/// A reader's connection: may not change anything.
pub(super) fn reader(path: &Path, opts: &DbOptions) -> Result<Connection, DbError> {
    // Opened for writing since readers take part in the shared-memory index of the log; query_only does the refusing.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(path, flags, opts, "PRAGMA query_only = ON;")
}

#[allow(clippy::disallowed_methods, reason = "this is the driver file of SQLite")]
fn open(path: &Path, flags: OpenFlags, opts: &DbOptions, own: &str) -> Result<Connection, DbError> {
    let started = || -> rusqlite::Result<Connection> {
        let c = Connection::open_with_flags(path, flags)?;
        // Without this SQLite prepares every statement with a bound LIMIT anew at each use, and sea-orm binds it always.
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        c.set_prepared_statement_cache_capacity(STATEMENTS);
        c.execute_batch(&format!("PRAGMA busy_timeout = {BUSY_MS};"))?;
        // Read before anything is written, so that what is no database, or a damaged one, is refused untouched.
        c.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        c.execute_batch(own)?;
        c.execute_batch(&format!(
            "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = {};",
            opts.sqlite_mmap_bytes
        ))?;
        Ok(c)
    };
    started().map_err(|e| DbError::Unavailable(format!("cannot open {}: {}", path.display(), LiteError::from(e))))
}

#[cfg(test)]
mod tests {
    //! What SQLite itself says about our connections.

    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn statements_with_a_bound_limit_are_not_prepared_anew_at_each_use() {
        let directory = std::env::temp_dir().join(format!("zaguan_qpsg_{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let path = directory.join("test.db");
        let write = writer(&path, &DbOptions::default()).unwrap();
        write
            .execute_batch("CREATE TABLE t (a integer, b varchar); CREATE INDEX ta ON t (a); CREATE INDEX tb ON t (b)")
            .unwrap();
        for n in 0..1000 {
            write.execute("INSERT INTO t VALUES (?, ?)", (n % 10, format!("{n}"))).unwrap();
        }
        write.execute_batch("ANALYZE").unwrap();
        let read = reader(&path, &DbOptions::default()).unwrap();
        for c in [&write, &read] {
            assert!(c.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG).unwrap());
            let mut s = c.prepare("SELECT b FROM t WHERE a = ? AND b > ? ORDER BY b LIMIT ?").unwrap();
            for n in 0..100_i64 {
                s.query_map((n % 10, "2", n % 7 + 1), |_| Ok(())).unwrap().count();
            }
            assert_eq!(s.get_status(StatementStatus::RePrepare), 0);
        }
        // Without the guarantee they are: should that change, the setting can go.
        read.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, false).unwrap();
        let mut s = read.prepare("SELECT b FROM t WHERE a = ? AND b > ? ORDER BY b LIMIT ?").unwrap();
        for n in 0..100_i64 {
            s.query_map((n % 10, "2", n % 7 + 1), |_| Ok(())).unwrap().count();
        }
        assert!(s.get_status(StatementStatus::RePrepare) > 50);
        drop(s);
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
