//! Real databases for tests: SQLite in a directory of its own, PostgreSQL in a database of its own.
//!
//! PostgreSQL is used where `ZAGUAN_TEST_POSTGRES_URL` names a server on which the user may create databases
//! (`cargo xtask test` sets it); without it those tests say that they were skipped.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use sea_orm_migration::MigratorTrait;

use super::{Db, DbOptions};

/// The variable with the address of the test server.
pub const POSTGRES_URL: &str = "ZAGUAN_TEST_POSTGRES_URL";

/// A database that is thrown away at the end of the test.
pub struct TestDb {
    /// The open database.
    pub db: Db,
    url: String,
    // After `db`: dropped when nothing of ours uses the place any more.
    place: Place,
}

enum Place {
    Directory(PathBuf),
    Server { maintenance: String, name: String },
}

impl TestDb {
    /// One migrated database for each kind that can be had here.
    pub async fn each() -> Vec<Self> {
        let mut all = vec![Self::lite().await];
        all.extend(Self::pg().await);
        all
    }

    /// A migrated SQLite database.
    pub async fn lite() -> Self {
        Self::lite_with::<migrations::Migrator>().await
    }

    /// A migrated PostgreSQL database, or `None` where there is no server.
    pub async fn pg() -> Option<Self> {
        Self::pg_with::<migrations::Migrator>().await
    }

    /// The address, to open the same database once more.
    pub fn url(&self) -> &str {
        &self.url
    }

    #[cfg(test)]
    pub(crate) async fn each_with<M: MigratorTrait + 'static>() -> Vec<Self> {
        let mut all = vec![Self::lite_with::<M>().await];
        all.extend(Self::pg_with::<M>().await);
        all
    }

    /// Runs statements as they are, on SQLite without looking at references.
    #[cfg(test)]
    pub(crate) async fn run(&self, sql: &'static str) {
        match &self.db.way {
            super::Way::Lite(pool) => pool
                .alone(async move |here: super::Here| {
                    here.execute_batch("PRAGMA foreign_keys = OFF")?;
                    here.execute_batch(sql)?;
                    here.execute_batch("PRAGMA foreign_keys = ON")?;
                    Ok(())
                })
                .await
                .expect("a statement"),
            super::Way::Pg(_) => run(&mut connect(&self.url).await, sql.to_owned()).await,
        }
    }

    pub(crate) async fn lite_with<M: MigratorTrait + 'static>() -> Self {
        let test = Self::lite_empty(&DbOptions::default()).await;
        test.db.migrate_with::<M>().await.expect("the migrations run");
        test
    }

    pub(crate) async fn lite_empty(opts: &DbOptions) -> Self {
        let directory = std::env::temp_dir().join(unique());
        std::fs::create_dir_all(&directory).expect("a directory for the test");
        let url = format!("sqlite://{}", directory.join("test.db").display());
        let db = Db::open(&url, opts).await.expect("a new SQLite database");
        Self { db, url, place: Place::Directory(directory) }
    }

    pub(crate) async fn pg_with<M: MigratorTrait + 'static>() -> Option<Self> {
        let maintenance = server()?;
        let template = template::<M>(&maintenance).await;
        Some(Self::pg_from(maintenance, &template).await)
    }

    /// An empty PostgreSQL database, or `None` where there is no server.
    pub async fn pg_empty() -> Option<Self> {
        Some(Self::pg_from(server()?, "template1").await)
    }

    async fn pg_from(maintenance: String, template: &str) -> Self {
        let name = unique();
        let mut c = connect(&maintenance).await;
        run(&mut c, format!("DROP DATABASE IF EXISTS {name}")).await;
        run(&mut c, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = on(&maintenance, &name);
        let db = Db::open(&url, &DbOptions::default()).await.expect("the test's PostgreSQL database");
        Self { db, url, place: Place::Server { maintenance, name } }
    }
}

/// Opens a database of a test once more, as another process would.
#[cfg(test)]
pub(crate) async fn open(url: &str) -> Db {
    Db::open(url, &DbOptions::default()).await.expect("the test's database")
}

impl Drop for TestDb {
    fn drop(&mut self) {
        match &self.place {
            Place::Directory(directory) => {
                // The threads may still hold the files; on Linux they can be removed all the same.
                let _ = std::fs::remove_dir_all(directory);
            }
            Place::Server { maintenance, name } => {
                let (maintenance, sql) = (maintenance.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
                // A thread of its own: the test's runtime cannot be waited for from inside of it.
                let dropped = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                    runtime.expect("a runtime").block_on(async { run(&mut connect(&maintenance).await, sql).await });
                });
                let _ = dropped.join();
            }
        }
    }
}

/// The test server's address, or `None` with a word about it.
#[allow(clippy::disallowed_methods, reason = "tests are configured by the environment")]
fn server() -> Option<String> {
    let url = std::env::var(POSTGRES_URL).ok().filter(|url| !url.is_empty());
    if url.is_none() {
        eprintln!("{POSTGRES_URL} is not set: PostgreSQL skipped");
    }
    url
}

/// The name of the template database with `M`'s schema, made by the first test that needs it.
async fn template<M: MigratorTrait + 'static>(maintenance: &str) -> String {
    let mut hasher = DefaultHasher::new();
    for migration in M::migrations() {
        migration.name().hash(&mut hasher);
    }
    // A migration under work keeps its name: each build of the tests has its own template.
    let program = std::env::current_exe().and_then(|path| path.metadata()).and_then(|meta| meta.modified());
    program.expect("the test program's age").hash(&mut hasher);
    let name = format!("zaguan_template_{:016x}", hasher.finish());

    let mut c = connect(maintenance).await;
    // Tests run as many processes: one makes it, the others wait. Given back when the connection closes.
    run(&mut c, "SELECT pg_advisory_lock(727561)".to_owned()).await;
    let known = c.fetch_all(AssertSqlSafe(format!("SELECT datname FROM pg_database WHERE datname = '{name}'"))).await;
    if known.expect("the list of databases").iter().any(|row| row.get::<String, _>(0) == name) {
        return name;
    }
    // Made under another name, so that a half-made one is never taken for whole.
    let draft = format!("{name}_draft");
    run(&mut c, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
    run(&mut c, format!("CREATE DATABASE {draft}")).await;
    let db = Db::open(&on(maintenance, &draft), &DbOptions::default()).await.expect("the template");
    db.migrate_with::<M>().await.expect("the migrations run");
    db.close().await;
    run(&mut c, format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    name
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("the test server")
}

async fn run(c: &mut PgConnection, sql: String) {
    c.execute(AssertSqlSafe(sql)).await.expect("a statement on the test server");
}

/// `url` with another database.
fn on(url: &str, database: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("an address like postgres://user@host:port/postgres");
    format!("{server}/{database}")
}

fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("zaguan_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
