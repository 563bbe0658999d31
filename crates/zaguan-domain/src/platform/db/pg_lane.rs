//! Lanes to PostgreSQL for hot reads: connections that are shared. Several statements are under way on each at once, so a
//! small one waits neither for a connection nor for a round trip of others.
//!
//! sqlx sends one statement over a connection and waits for it; on one record that costs as much again as everything else
//! (docs/decisions/0009). tokio-postgres does not, so hot reads go through it, as those on SQLite go through rusqlite. A lane
//! only ever makes things quicker: whatever it cannot do, or fails to do, is done by the pool, whose errors are told.
//!
//! Each thread that answers requests ([`Lanes::open_here`]) has lanes of its own. They refuse to write.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::TryStreamExt as _;
use sea_orm::{DbErr, RuntimeErr, Statement};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Config, NoTls, Row, Statement as Prepared};

use super::pg_bind::{Bound, type_of};
use super::pg_typed;

/// Lanes for each thread. With one, a search that takes long would hold up everything behind it.
const PER_THREAD: usize = 2;
/// How many statements may be under way on a lane before the pool takes over.
const DEPTH: u64 = 16;
/// A lane that has answered nothing for so long is held up by something slow: the pool takes over.
const PATIENCE: Duration = Duration::from_millis(50);
/// Prepared statements for each lane. Lists can be filtered in many ways; beyond this one is forgotten for each new one.
const KEPT: usize = 256;
/// How long opening may take, and nothing is tried after it has failed.
const REST: Duration = Duration::from_secs(2);
/// How often opening may fail before it has ever succeeded. Then there are no lanes: the pool may know a password that the
/// address does not name.
const ATTEMPTS: u32 = 3;
/// How long a lane is used. After a failover it may read from what has become a standby.
const AGE: Duration = Duration::from_secs(600);
/// Settings that the pool's driver takes from its surroundings. Where there are any, a lane might lead elsewhere.
const SURROUNDINGS: [&str; 6] = ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGOPTIONS", "PGSSLMODE"];

/// How to open lanes, and whether there are any.
pub(super) struct Lanes(Option<Arc<Way>>);

struct Way {
    /// Tells the lanes of one database from those of another.
    id: u64,
    config: Config,
    reached: AtomicBool,
    failures: AtomicU32,
    closed: AtomicBool,
}

/// The lanes of one thread to one database.
#[derive(Default)]
struct Here {
    lanes: Mutex<Vec<Arc<Lane>>>,
    opening: AtomicBool,
    rest_until: Mutex<Option<Instant>>,
}

/// A shared connection. Statements are answered in the order in which they were sent.
struct Lane {
    client: Client,
    opened: Instant,
    sent: AtomicU64,
    answered: AtomicU64,
    /// When it last had nothing to do or answered, in milliseconds since it was opened.
    well_at: AtomicU64,
    /// Takes nothing more: somebody has given up waiting for it, and what was asked still runs.
    retired: AtomicBool,
    /// What was prepared, by its text; nothing for statements that only the pool can read.
    prepared: Mutex<HashMap<String, Option<Known>>>,
}

#[derive(Clone)]
struct Known {
    types: Arc<[Type]>,
    statement: Prepared,
}

thread_local!(static HERE: RefCell<Vec<(u64, Arc<Here>)>> = const { RefCell::new(Vec::new()) });

impl Lanes {
    /// Lanes to the database at `url`. None where the way there may have to be encrypted, or where it is not the address
    /// alone that says what the pool is connected with.
    pub(super) fn new(url: &str, statement_timeout: Duration) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let is_whole =
            |config: &Config| config.get_user().is_some() && config.get_dbname().is_some() && is_near(config);
        let is_alone = SURROUNDINGS.iter().all(|name| std::env::var_os(name).is_none());
        let config = url.parse::<Config>().ok().filter(|config| is_alone && is_whole(config));
        Self(config.map(|mut config| {
            let more = format!(
                "-c statement_timeout={} -c default_transaction_read_only=on -c TimeZone=UTC -c DateStyle=ISO,MDY",
                statement_timeout.as_millis()
            );
            let options = config.get_options().map_or(more.clone(), |given| format!("{given} {more}"));
            config.options(options).application_name("zaguan").connect_timeout(REST);
            Arc::new(Way {
                id: NEXT.fetch_add(1, Ordering::Relaxed),
                config,
                reached: AtomicBool::new(false),
                failures: AtomicU32::new(0),
                closed: AtomicBool::new(false),
            })
        }))
    }

    /// Lets this thread have lanes.
    pub(super) fn open_here(&self) {
        let Some(way) = &self.0 else { return };
        HERE.with_borrow_mut(|here| {
            if here.iter().all(|(of, _)| *of != way.id) {
                here.push((way.id, Arc::default()));
            }
        });
    }

    /// No more lanes, on any thread. What is under way is finished.
    pub(super) fn close(&self) {
        if let Some(way) = &self.0 {
            way.closed.store(true, Ordering::Relaxed);
        }
    }

    fn here(&self) -> Option<(&Arc<Way>, Arc<Here>)> {
        let way = self.0.as_ref().filter(|way| way.is_open())?;
        let here =
            HERE.with_borrow(|all| all.iter().find(|(of, _)| *of == way.id).map(|(_, here)| Arc::clone(here)))?;
        Some((way, here))
    }

    /// The rows of a reading statement; `None`: ask the pool.
    pub(super) async fn rows(&self, statement: &Statement) -> Option<Result<Vec<Row>, DbErr>> {
        let (way, here) = self.here()?;
        let lane = here.lane(way)?;
        let values = statement.values.as_ref().map_or(&[][..], |values| values.0.as_slice());
        let types: Vec<Type> = values.iter().map(type_of).collect::<Option<_>>()?;
        let mut turn = Turn::begin(&lane);
        let asked = async {
            let Some(known) = lane.known(&statement.sql, &types).await? else { return Ok(None) };
            lane.client.query_raw(&known.statement, values.iter().map(Bound)).await?.try_collect().await.map(Some)
        };
        let answer: Result<Option<Vec<Row>>, tokio_postgres::Error> = if turn.is_first() {
            asked.await
        } else {
            tokio::select! {
                biased;
                answer = asked => answer,
                () = turn.held_up() => return None,
            }
        };
        turn.end();
        match answer {
            Ok(rows) => rows.map(Ok),
            Err(error) => lane.failed(&statement.sql, &error),
        }
    }

    /// The rows of a statement turned out to be of a kind that only the pool reads.
    pub(super) fn pass_over(&self, sql: &str) {
        if let Some((_, here)) = self.here() {
            locked(&here.lanes).iter().for_each(|lane| lane.keep(sql, None));
        }
    }
}

impl Way {
    fn is_open(&self) -> bool {
        let is_hopeless = !self.reached.load(Ordering::Relaxed) && self.failures.load(Ordering::Relaxed) >= ATTEMPTS;
        !is_hopeless && !self.closed.load(Ordering::Relaxed)
    }
}

impl Here {
    /// The least busy lane. Where there is need of one more it is opened meanwhile: nobody waits for that.
    fn lane(self: &Arc<Self>, way: &Arc<Way>) -> Option<Arc<Lane>> {
        let mut lanes = locked(&self.lanes);
        lanes.retain(|lane| lane.is_good());
        let flowing = lanes.iter().filter(|lane| !lane.is_held_up());
        let least = flowing.min_by_key(|lane| lane.under_way()).cloned();
        let is_idle = least.as_ref().is_some_and(|lane| lane.under_way() == 0);
        let rests = locked(&self.rest_until).is_some_and(|until| Instant::now() < until);
        if !is_idle && lanes.len() < PER_THREAD && !rests && !self.opening.swap(true, Ordering::Relaxed) {
            tokio::spawn(Arc::clone(self).open(Arc::clone(way)));
        }
        least.filter(|lane| lane.under_way() < DEPTH)
    }

    async fn open(self: Arc<Self>, way: Arc<Way>) {
        match tokio::time::timeout(REST, Lane::open(&way.config)).await {
            Ok(Ok(lane)) => {
                way.reached.store(true, Ordering::Relaxed);
                locked(&self.lanes).push(lane);
            }
            failed => {
                let why = match failed {
                    Ok(Err(Some(error))) => error.to_string(),
                    Ok(_) => "it is a standby".to_owned(),
                    Err(late) => late.to_string(),
                };
                if way.failures.fetch_add(1, Ordering::Relaxed) == 0 {
                    tracing::info!(
                        why,
                        "a shared connection to the database could not be opened: the pool does its work"
                    );
                }
                *locked(&self.rest_until) = Some(Instant::now() + REST);
            }
        }
        self.opening.store(false, Ordering::Relaxed);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether nobody can listen on the way: on this machine, or where the operator says that it need not be encrypted.
fn is_near(config: &Config) -> bool {
    let is_local = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        Host::Unix(_) => true,
    };
    let is_all_local = !config.get_hosts().is_empty() && config.get_hosts().iter().all(is_local);
    match config.get_ssl_mode() {
        SslMode::Disable => true,
        SslMode::Prefer => is_all_local && config.get_hostaddrs().is_empty(),
        _ => false,
    }
}

/// The turn of one statement on a lane. Dropped before it has ended, it retires the lane: what was asked still runs there.
struct Turn<'l> {
    lane: &'l Lane,
    /// How many were sent before.
    before: u64,
    ended: bool,
}

impl<'l> Turn<'l> {
    fn begin(lane: &'l Lane) -> Self {
        let before = lane.sent.fetch_add(1, Ordering::Relaxed);
        let turn = Self { lane, before, ended: false };
        if turn.is_first() {
            lane.is_well();
        }
        turn
    }

    /// Whether everything that was sent before has been answered.
    fn is_first(&self) -> bool {
        self.lane.answered.load(Ordering::Relaxed) >= self.before
    }

    /// Waits until something before it holds it up.
    async fn held_up(&self) {
        loop {
            tokio::time::sleep(PATIENCE).await;
            if !self.is_first() && self.lane.is_held_up() {
                return;
            }
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.lane.answered.fetch_add(1, Ordering::Relaxed);
        self.lane.is_well();
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.lane.retired.store(true, Ordering::Relaxed);
        }
    }
}

impl Lane {
    /// Opens a lane; not to a standby, which knows nothing of what was just written.
    async fn open(config: &Config) -> Result<Arc<Self>, Option<tokio_postgres::Error>> {
        let (client, connection) = config.connect(NoTls).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a shared connection to the database ended");
            }
        });
        let is_standby: bool = client.query_one("SELECT pg_is_in_recovery()", &[]).await?.get(0);
        if is_standby {
            return Err(None);
        }
        Ok(Arc::new(Self {
            client,
            opened: Instant::now(),
            sent: AtomicU64::new(0),
            answered: AtomicU64::new(0),
            well_at: AtomicU64::new(0),
            retired: AtomicBool::new(false),
            prepared: Mutex::default(),
        }))
    }

    fn under_way(&self) -> u64 {
        self.sent.load(Ordering::Relaxed).saturating_sub(self.answered.load(Ordering::Relaxed))
    }

    fn is_good(&self) -> bool {
        !self.client.is_closed() && !self.retired.load(Ordering::Relaxed) && self.opened.elapsed() < AGE
    }

    fn age(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn is_well(&self) {
        self.well_at.store(self.age(), Ordering::Relaxed);
    }

    fn is_held_up(&self) -> bool {
        let waits = self.age().saturating_sub(self.well_at.load(Ordering::Relaxed));
        self.under_way() > 0 && u128::from(waits) >= PATIENCE.as_millis()
    }

    /// The statement, prepared for values of these types; `None`: it is one for the pool.
    async fn known(&self, sql: &str, types: &[Type]) -> Result<Option<Known>, tokio_postgres::Error> {
        let found = locked(&self.prepared).get(sql).cloned();
        if let Some(known) = found {
            return Ok(known.filter(|known| *known.types == *types));
        }
        let statement = self.client.prepare_typed(sql, types).await?;
        let readable = statement.columns().iter().all(|column| pg_typed::is_readable(column.type_().name()));
        let known = readable.then(|| Known { types: types.into(), statement });
        self.keep(sql, known.clone());
        Ok(known)
    }

    fn keep(&self, sql: &str, known: Option<Known>) {
        let mut prepared = locked(&self.prepared);
        if prepared.len() >= KEPT
            && let Some(any) = prepared.keys().next().cloned()
        {
            prepared.remove(&any);
        }
        prepared.insert(sql.to_owned(), known);
    }

    /// What to do after a failure. The pool tries again and tells it in its own words, except where that would take as long
    /// as the first time.
    fn failed(&self, sql: &str, error: &tokio_postgres::Error) -> Option<Result<Vec<Row>, DbErr>> {
        // A plan that does not fit any more, after a migration.
        locked(&self.prepared).remove(sql);
        if error.code() == Some(&SqlState::QUERY_CANCELED) {
            return Some(Err(DbErr::Query(RuntimeErr::Internal(error.to_string()))));
        }
        tracing::debug!(%error, "a shared connection passes a statement on to the pool");
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_in_the_clear_where_others_may_listen() {
        let has = |url: &str| Lanes::new(url, Duration::from_secs(30)).0.is_some();
        for near in [
            "postgres://me@localhost/z",
            "postgres://me@127.0.0.1:5433/z",
            "postgres://me@%2Fvar%2Frun%2Fpostgresql/z",
            "postgres://me@db.example/z?sslmode=disable",
        ] {
            assert!(has(near), "{near}");
        }
        for far in [
            "postgres://me@db.example/z",
            "postgres://me@10.0.0.7/z",
            "postgres://me@localhost/z?sslmode=require",
            "postgres://me@db.example/z?sslmode=verify-full",
            "postgres://me@localhost/z?sslrootcert=/etc/ca.pem",
            "postgres://localhost/z",
            "postgres://me@localhost",
            "postgres://",
        ] {
            assert!(!has(far), "{far}");
        }
    }
}
