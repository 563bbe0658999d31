//! Lanes to PostgreSQL for hot reads: connections that are shared. Several statements are under way on each at once, so a
//! small one waits neither for a connection nor for a round trip of others.
//!
//! sqlx sends one statement over a connection and waits for it; on one record that costs as much again as everything else
//! (docs/decisions/0009). tokio-postgres does not, so hot reads go through it, as those on SQLite go through rusqlite. A lane
//! only ever makes things quicker: whatever it cannot do, or fails to do, is done by the pool, whose errors are told.
//!
//! Each thread that answers requests ([`Lanes::open_here`]) has lanes of its own. They refuse to write.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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
const DEPTH: usize = 16;
/// A lane that has answered nothing for so long is held up by something slow: the pool takes over.
const PATIENCE: Duration = Duration::from_millis(50);
/// Prepared statements for each lane. Lists can be filtered in many ways; beyond this all are forgotten.
const KEPT: usize = 256;
/// How long nothing is tried after a lane could not be opened.
const REST: Duration = Duration::from_secs(2);

/// How to open lanes, and whether there are any.
pub(super) struct Lanes {
    /// Tells the lanes of one database from those of another.
    id: u64,
    config: Option<Config>,
    /// Whether the server has been reached in this way at least once: what never works is not tried for ever.
    reached: AtomicBool,
}

/// A shared connection.
struct Lane {
    client: Client,
    opened: Instant,
    under_way: AtomicUsize,
    /// When it last had nothing to do or answered, in milliseconds since it was opened.
    well_at: AtomicU64,
    /// What was prepared, by its text; nothing for statements that only the pool can read.
    prepared: Mutex<HashMap<String, Option<Known>>>,
}

#[derive(Clone)]
struct Known {
    types: Arc<[Type]>,
    statement: Prepared,
}

/// The lanes of this thread to one database.
struct Here {
    of: u64,
    lanes: Vec<Arc<Lane>>,
    opening: bool,
    rest_until: Option<Instant>,
}

thread_local!(static HERE: std::cell::RefCell<Vec<Here>> = const { std::cell::RefCell::new(Vec::new()) });

impl Lanes {
    /// Lanes to the database at `url`. None where the way there may have to be encrypted, or the address says something
    /// that only the pool's driver knows.
    pub(super) fn new(url: &str, statement_timeout: Duration) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let config = url.parse::<Config>().ok().filter(is_near).map(|mut config| {
            let more =
                format!("-c statement_timeout={} -c default_transaction_read_only=on", statement_timeout.as_millis());
            let options = config.get_options().map_or(more.clone(), |given| format!("{given} {more}"));
            config.options(options).application_name("zaguan").connect_timeout(REST);
            config
        });
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), config, reached: AtomicBool::new(false) }
    }

    /// Lets this thread have lanes.
    pub(super) fn open_here(&self) {
        HERE.with_borrow_mut(|here| {
            if self.config.is_some() && here.iter().all(|here| here.of != self.id) {
                here.push(Here { of: self.id, lanes: Vec::new(), opening: false, rest_until: None });
            }
        });
    }

    /// The rows of a reading statement; `None`: ask the pool.
    pub(super) async fn rows(&self, statement: &Statement) -> Option<Result<Vec<Row>, DbErr>> {
        let lane = self.lane().await?;
        let values = statement.values.as_ref().map_or(&[][..], |values| values.0.as_slice());
        let types: Vec<Type> = values.iter().map(type_of).collect::<Option<_>>()?;
        let _under_way = UnderWay::begin(&lane);
        let known = match lane.known(&statement.sql, &types).await {
            Ok(known) => known?,
            Err(error) => return lane.failed(&statement.sql, &error),
        };
        let values = values.iter().map(Bound);
        let answer = async { lane.client.query_raw(&known.statement, values).await?.try_collect().await }.await;
        match answer {
            Ok(rows) => Some(Ok(rows)),
            Err(error) => lane.failed(&statement.sql, &error),
        }
    }

    /// The least busy lane of this thread, opened if there is need.
    async fn lane(&self) -> Option<Arc<Lane>> {
        let config = self.config.as_ref()?;
        let found = HERE.with_borrow_mut(|here| {
            let here = here.iter_mut().find(|here| here.of == self.id)?;
            here.lanes.retain(|lane| !lane.client.is_closed());
            let flowing = here.lanes.iter().filter(|lane| !lane.is_held_up());
            let least = flowing.min_by_key(|lane| lane.under_way.load(Ordering::Relaxed)).cloned();
            let is_idle = least.as_ref().is_some_and(|lane| lane.under_way.load(Ordering::Relaxed) == 0);
            let rests = here.rest_until.is_some_and(|until| Instant::now() < until);
            let opens = !is_idle && here.lanes.len() < PER_THREAD && !here.opening && !rests;
            here.opening |= opens;
            Some((least, opens))
        });
        let (least, opens) = found?;
        if !opens {
            return least.filter(|lane| lane.under_way.load(Ordering::Relaxed) < DEPTH);
        }
        let opening = Opening { id: self.id, done: None };
        let opened = Lane::open(config).await;
        self.note(&opened);
        opening.end(opened.ok()).or(least)
    }

    fn note(&self, opened: &Result<Arc<Lane>, tokio_postgres::Error>) {
        match opened {
            Ok(_) => self.reached.store(true, Ordering::Relaxed),
            Err(error) if self.reached.load(Ordering::Relaxed) => {
                tracing::debug!(%error, "a lane to the database could not be opened");
            }
            Err(error) => tracing::info!(%error, "the database is read without lanes, over the pool alone"),
        }
    }
}

/// Whether nobody can listen on the way: on this machine, or where the operator says that it need not be encrypted.
fn is_near(config: &Config) -> bool {
    let is_local = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        Host::Unix(_) => true,
    };
    match config.get_ssl_mode() {
        SslMode::Disable => true,
        SslMode::Prefer => {
            !config.get_hosts().is_empty()
                && config.get_hosts().iter().all(is_local)
                && config.get_hostaddrs().is_empty()
        }
        _ => false,
    }
}

/// A lane that is being opened on this thread. Whoever waited for it may have left.
struct Opening {
    id: u64,
    done: Option<Option<Arc<Lane>>>,
}

impl Opening {
    fn end(mut self, lane: Option<Arc<Lane>>) -> Option<Arc<Lane>> {
        self.done = Some(lane.clone());
        lane
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        let done = self.done.take();
        // The thread may be at its end.
        let _ = HERE.try_with(|here| {
            let mut here = here.borrow_mut();
            let Some(here) = here.iter_mut().find(|here| here.of == self.id) else { return };
            here.opening = false;
            match done {
                Some(Some(lane)) => here.lanes.push(lane),
                Some(None) => here.rest_until = Some(Instant::now() + REST),
                None => {}
            }
        });
    }
}

/// Counts a statement as under way until it is dropped.
struct UnderWay<'l>(&'l Lane);

impl<'l> UnderWay<'l> {
    fn begin(lane: &'l Lane) -> Self {
        if lane.under_way.fetch_add(1, Ordering::Relaxed) == 0 {
            lane.is_well();
        }
        Self(lane)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
        self.0.is_well();
    }
}

impl Lane {
    async fn open(config: &Config) -> Result<Arc<Self>, tokio_postgres::Error> {
        let (client, connection) = config.connect(NoTls).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a lane to the database ended");
            }
        });
        let (under_way, well_at) = (AtomicUsize::new(0), AtomicU64::new(0));
        Ok(Arc::new(Self { client, opened: Instant::now(), under_way, well_at, prepared: Mutex::default() }))
    }

    fn age(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn is_well(&self) {
        self.well_at.store(self.age(), Ordering::Relaxed);
    }

    fn is_held_up(&self) -> bool {
        let waits = self.age().saturating_sub(self.well_at.load(Ordering::Relaxed));
        self.under_way.load(Ordering::Relaxed) > 0 && u128::from(waits) > PATIENCE.as_millis()
    }

    /// The statement, prepared for values of these types; `None`: it is one for the pool.
    async fn known(&self, sql: &str, types: &[Type]) -> Result<Option<Known>, tokio_postgres::Error> {
        let found = self.prepared.lock().unwrap_or_else(PoisonError::into_inner).get(sql).cloned();
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
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        if prepared.len() >= KEPT {
            prepared.clear();
        }
        prepared.insert(sql.to_owned(), known);
    }

    /// What to do after a failure. The pool tries again and tells it in its own words, except where that would take as long
    /// as the first time.
    fn failed(&self, sql: &str, error: &tokio_postgres::Error) -> Option<Result<Vec<Row>, DbErr>> {
        // A plan that does not fit any more, after a migration.
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner).remove(sql);
        if error.code() == Some(&SqlState::QUERY_CANCELED) {
            return Some(Err(DbErr::Query(RuntimeErr::Internal(error.to_string()))));
        }
        tracing::debug!(%error, "a lane passes a statement on to the pool");
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_in_the_clear_where_others_may_listen() {
        let has = |url: &str| Lanes::new(url, Duration::from_secs(30)).config.is_some();
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
        ] {
            assert!(!has(far), "{far}");
        }
    }
}
