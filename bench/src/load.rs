//! The load: sixteen connections that each send the next request as soon as they have the answer, for a fixed time.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use futures_util::future::try_join_all;

use crate::http::{Connection, Request};
use crate::kernel;

/// Connections at the same time.
pub const CONNECTIONS: usize = 16;
/// More requests than this are not sent in one run, however fast the answers are.
const MOST: usize = 2_000_000;
/// How long a run may take beyond its time, until its last answers are there.
const GRACE: Duration = Duration::from_secs(20);

/// What a run is aimed at.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Where the server listens.
    pub address: SocketAddr,
    /// Its process.
    pub pid: u32,
    /// The PostgreSQL that it works with.
    pub postgres: Option<u32>,
}

/// What a run showed.
#[derive(Clone, Debug)]
pub struct Run {
    /// Answers in a second.
    pub per_second: f64,
    /// CPU milliseconds for each request, of the server and of the database server.
    pub cpu_ms: f64,
    /// Microseconds from request to answer, of every request.
    pub micros: Vec<u32>,
    /// CPU time that others took meanwhile, as a share of the machine.
    pub foreign: f64,
}

/// CPU time so far, in milliseconds.
struct Spent {
    server: u64,
    machine: u64,
    own: u64,
}

impl Spent {
    fn now(target: &Target) -> Result<Self> {
        let database = target.postgres.map_or(Ok(0), kernel::of_family)?;
        Ok(Self {
            server: kernel::of_process(target.pid)? + database,
            machine: kernel::of_machine()?,
            own: kernel::of_process(std::process::id())?,
        })
    }
}

/// Sends `requests` in turn for `time`. Every answer has to have the status `wanted`.
///
/// # Errors
/// If one has not, or a connection breaks: such a run says nothing.
pub async fn run(target: &Target, requests: &[Request], wanted: u16, time: Duration) -> Result<Run> {
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Connection::open(target.address).await?);
    }
    let before = Spent::now(target)?;
    let began = Instant::now();
    let next = Cell::new(0);
    let all = try_join_all(connections.iter_mut().map(|connection| {
        let next = &next;
        async move {
            let mut micros = Vec::new();
            while began.elapsed() < time && next.get() < MOST {
                let turn = next.replace(next.get() + 1);
                let sent = Instant::now();
                let status = connection.send(&requests[turn % requests.len()]).await?;
                if status != wanted {
                    bail!("answer {status} instead of {wanted}: {}", String::from_utf8_lossy(connection.body()));
                }
                micros.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok(micros)
        }
    }));
    let micros = tokio::time::timeout(time + GRACE, all).await??.concat();
    let seconds = began.elapsed().as_secs_f64();
    let after = Spent::now(target)?;
    let server = after.server.saturating_sub(before.server);
    let known = server + after.own.saturating_sub(before.own);
    let foreign = (after.machine - before.machine).saturating_sub(known) as f64 / 1000.0 / seconds / kernel::cores();
    Ok(Run {
        per_second: micros.len() as f64 / seconds,
        cpu_ms: server as f64 / micros.len().max(1) as f64,
        micros,
        foreign,
    })
}
