//! Runs the migrations of the `migrations` crate: each one, together with the note that it ran, in one transaction of
//! ours, on both databases. Killed half-way, the next start goes on where it stopped.
//!
//! Rules for a migration: the portable builder only, no transaction of its own, no `has_table` and the like (they need a
//! driver that we do not have on SQLite). On SQLite foreign keys are off while it runs and checked before its commit, so
//! that tables can be rebuilt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, ProxyDatabaseTrait, ProxyExecResult, ProxyRow,
    Statement,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use super::db::{DbError, Here, Pg};
use super::dialect::Dialect;

const TABLE: &str = "seaql_migrations";

/// The advisory lock that instances starting together take one after the other ("zaguan" in ASCII).
const PG_LOCK: i64 = 0x7A61_6775_616E;

/// Names of the migrations that are still to be applied.
pub(crate) async fn pending<M: MigratorTrait>(conn: &impl ConnectionTrait) -> Result<Vec<String>, DbError> {
    Ok(unapplied::<M>(conn).await?.into_iter().map(|m| m.name().to_owned()).collect())
}

/// Applies what is pending on SQLite. Runs alone on the writer thread.
pub(crate) async fn lite<M: MigratorTrait>(here: Here) -> Result<Vec<String>, DbError> {
    let transaction_asked = Arc::new(AtomicBool::new(false));
    let door = Door { here, transaction_asked: transaction_asked.clone() };
    let conn = Database::connect_proxy(DbBackend::Sqlite, Arc::new(Box::new(door))).await?;
    here.execute_batch("PRAGMA foreign_keys = OFF")?;
    let result = lite_all::<M>(here, &conn, &transaction_asked).await;
    here.execute_batch("PRAGMA foreign_keys = ON")?;
    result
}

async fn lite_all<M: MigratorTrait>(
    here: Here,
    conn: &DatabaseConnection,
    transaction_asked: &AtomicBool,
) -> Result<Vec<String>, DbError> {
    let mut applied = Vec::new();
    loop {
        here.execute_batch("BEGIN IMMEDIATE")?;
        let step = step::<M>(conn, &SchemaManager::new(conn)).await.and_then(|step| {
            if transaction_asked.load(Ordering::Relaxed) {
                return Err(DbError::Migration(
                    "it opened a transaction of its own, which is not supported".to_owned(),
                ));
            }
            if step.is_some() {
                check_foreign_keys(here)?;
            }
            Ok(step)
        });
        let ended = match &step {
            Ok(Some(_)) => here.execute_batch("COMMIT"),
            _ => here.execute_batch("ROLLBACK"),
        };
        match step? {
            Some(name) => {
                ended?;
                tracing::info!(migration = %name, "applied");
                applied.push(name);
            }
            None => return Ok(applied),
        }
    }
}

fn check_foreign_keys(here: Here) -> Result<(), DbError> {
    let broken = here.query(&Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check"), 1)?;
    match broken.first() {
        None => Ok(()),
        Some(row) => Err(DbError::Migration(format!("it leaves a reference without its row: {:?}", row.values))),
    }
}

/// Applies what is pending on PostgreSQL.
pub(crate) async fn pg<M: MigratorTrait>(pg: &Pg) -> Result<Vec<String>, DbError> {
    let mut applied = Vec::new();
    loop {
        let tx = pg.begin(None).await?;
        // Held until the transaction ends, however it ends.
        let sql = format!("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({PG_LOCK})");
        tx.execute_unprepared(&sql).await?;
        match step::<M>(&tx, &SchemaManager::new(&tx)).await {
            Ok(Some(name)) => {
                tx.commit().await?;
                tracing::info!(migration = %name, "applied");
                applied.push(name);
            }
            Ok(None) => {
                tx.rollback().await?;
                return Ok(applied);
            }
            Err(e) => {
                // The first error is the one to tell.
                let _ = tx.rollback().await;
                return Err(e);
            }
        }
    }
}

/// Applies the first pending migration inside the transaction that the caller has opened; `None` if there is none.
async fn step<M: MigratorTrait>(
    conn: &impl ConnectionTrait,
    manager: &SchemaManager<'_>,
) -> Result<Option<String>, DbError> {
    let Some(next) = unapplied::<M>(conn).await?.into_iter().next() else { return Ok(None) };
    let name = next.name().to_owned();
    if next.use_transaction() == Some(false) {
        return Err(DbError::Migration(format!(
            "{name} wants to run outside of a transaction, which is not supported"
        )));
    }
    let failed = |e: DbErr| match DbError::from(e) {
        DbError::Db(e) => DbError::Migration(format!("{name}: {e}")),
        away => away,
    };
    M::install(conn).await.map_err(failed)?;
    next.up(manager).await.map_err(failed)?;
    let dialect = Dialect::of(conn);
    let note = format!(
        "INSERT INTO {TABLE} (version, applied_at) VALUES ({}, {})",
        dialect.placeholder(1),
        dialect.unix_time_sql()
    );
    let note = Statement::from_sql_and_values(conn.get_database_backend(), note, [name.clone().into()]);
    conn.execute_raw(note).await.map_err(failed)?;
    Ok(Some(name))
}

/// The migrations that the database does not have yet.
async fn unapplied<M: MigratorTrait>(conn: &impl ConnectionTrait) -> Result<Vec<Box<dyn MigrationTrait>>, DbError> {
    let in_database = applied_names(conn).await?;
    let mut ours = M::migrations();
    let unknown: Vec<&str> =
        in_database.iter().map(String::as_str).filter(|name| !ours.iter().any(|m| m.name() == *name)).collect();
    if !unknown.is_empty() {
        return Err(DbError::Migration(format!(
            "the database was made by a newer version of this program (it knows {}); nothing was changed, install that \
             version or restore an older backup",
            unknown.join(", ")
        )));
    }
    ours.retain(|m| !in_database.iter().any(|name| name == m.name()));
    Ok(ours)
}

async fn applied_names(conn: &impl ConnectionTrait) -> Result<Vec<String>, DbError> {
    if !has_table(conn, TABLE).await? {
        return Ok(Vec::new());
    }
    let names =
        Statement::from_string(conn.get_database_backend(), format!("SELECT version FROM {TABLE} ORDER BY version"));
    let rows = conn.query_all_raw(names).await?;
    rows.iter().map(|row| row.try_get("", "version").map_err(DbError::from)).collect()
}

/// Whether there is a table of this name.
pub(super) async fn has_table(conn: &impl ConnectionTrait, name: &str) -> Result<bool, DbError> {
    let sql = Dialect::of(conn).has_table_sql();
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [name.into()]);
    Ok(conn.query_one_raw(statement).await?.is_some())
}

/// sea-orm-migration takes only sea-orm's own connection types: this is one that leads to the writer's connection.
#[derive(Debug)]
struct Door {
    here: Here,
    /// The proxy's transaction hooks can neither work nor fail; a migration that calls them is refused afterwards.
    transaction_asked: Arc<AtomicBool>,
}

#[async_trait]
impl ProxyDatabaseTrait for Door {
    async fn query(&self, statement: Statement) -> Result<Vec<ProxyRow>, DbErr> {
        self.here.query(&statement, usize::MAX)
    }

    async fn execute(&self, statement: Statement) -> Result<ProxyExecResult, DbErr> {
        match &statement.values {
            // Schema statements carry no values, and raw ones may be several.
            None => self.here.execute_batch(&statement.sql),
            Some(_) => self.here.execute(&statement),
        }
    }

    async fn begin(&self) {
        self.transaction_asked.store(true, Ordering::Relaxed);
    }
}
