//! A hundred thousand contacts in and out, as a CSV: rows in a second, CPU for each thousand of them, memory at most.
//!
//! The bare program takes the file in one request and inserts; Zaguán takes it, works it off in the background and is
//! asked until it is done, as its screen does. Both sides take turns, each run with people whom nobody knows yet.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Serialize;
use serde_json::Value;

use crate::http::{Connection, Request};
use crate::kernel;
use crate::load::Target;
use crate::measure::tokens;
use crate::stats::median;
use crate::table::ratio;

/// The share of the bare program's throughput that is aimed at.
pub const GOAL: f64 = 0.50;
/// Megabytes of memory that are aimed at, in and out.
const MEMORY: [f64; 2] = [150.0, 100.0];
/// How often an import is asked whether it is done.
const LOOK: Duration = Duration::from_millis(100);
/// How long an import may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// What a run showed, or the medians of several.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Bulk {
    /// Contacts in a second.
    pub per_second: f64,
    /// CPU milliseconds for each thousand, server and database together.
    pub cpu_ms: f64,
    /// Mebibytes of memory of its own that the server had at most, without what it maps.
    pub memory: f64,
}

/// In or out on one database, side by side.
#[derive(Clone, Debug, Serialize)]
pub struct Lines {
    /// `import` or `export`.
    pub way: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// The bare program.
    pub limit: Bulk,
    /// Zaguán.
    pub zaguan: Bulk,
}

/// Measures both ways.
///
/// # Errors
/// If one side does not take or give all of them.
pub async fn measure(
    database: &'static str,
    limit: Target,
    zaguan: Target,
    contacts: usize,
    runs: usize,
) -> Result<Vec<Lines>> {
    let mut all = [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()]];
    for run in 0..runs {
        println!("{database}: {contacts} contacts in and out, {} of {runs} …", run + 1);
        // On PostgreSQL both write into one firm, and what went into SQLite has been copied there.
        all[0][0].push(import_limit(limit, &csv(database, 2 * run, contacts), contacts).await?);
        all[0][1].push(import_zaguan(zaguan, &csv(database, 2 * run + 1, contacts), contacts).await?);
        all[1][0].push(export(limit, &Request::get("/bulk/contacts", None), contacts).await?);
        let token = tokens(zaguan).await?.staff;
        let path =
            "/api/v1/exports/contacts?columns=first_name,last_name,email,phone&headers=api&bom=false&sort=created_at";
        all[1][1].push(export(zaguan, &Request::get(path, Some(&token)), contacts).await?);
    }
    let lines = ["import", "export"].into_iter().zip(all).map(|(way, [limit, zaguan])| {
        let lines = Lines { way, database, limit: middle(limit), zaguan: middle(zaguan) };
        println!("  {way}: {:.0} and {:.0} contacts/s", lines.limit.per_second, lines.zaguan.per_second);
        lines
    });
    Ok(lines.collect())
}

fn middle(runs: Vec<Bulk>) -> Bulk {
    let of = |what: fn(&Bulk) -> f64| median(&runs.iter().map(what).collect::<Vec<_>>());
    Bulk { per_second: of(|run| run.per_second), cpu_ms: of(|run| run.cpu_ms), memory: of(|run| run.memory) }
}

/// The CSV: no two people the same, in no two runs.
fn csv(database: &str, run: usize, contacts: usize) -> String {
    const FIRST: [&str; 8] = ["Ana", "Bruno", "Carla", "David", "Elena", "Fermín", "Gloria", "Hugo"];
    const LAST: [&str; 8] = ["Alonso", "Bravo", "Crespo", "Duarte", "Esteban", "Ferrer", "Gallego", "Herrero"];
    let mut out = String::from("first_name,last_name,email,phone\n");
    for number in 0..contacts {
        let (first, last) = (FIRST[number % 8], LAST[number / 8 % 8]);
        out += &format!(
            "{first},{last} {number},nuevo{number}@{database}{run}.example.net,+34 7{run}{:07}\n",
            number % 10_000_000
        );
    }
    out
}

fn file(path: &str, token: Option<&str>, body: &str) -> Request {
    let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/csv\r\n{token}content-length: {}\r\n\r\n",
        body.len()
    );
    Request([head.as_bytes(), body.as_bytes()].concat())
}

async fn import_limit(target: Target, body: &str, contacts: usize) -> Result<Bulk> {
    let mut connection = Connection::open(target.address).await?;
    let clock = Clock::start(target)?;
    let status = connection.send(&file("/bulk/contacts", None, body)).await?;
    ensure!(status == 200 && connection.body() == contacts.to_string().as_bytes(), "answer {status}");
    clock.stop(contacts)
}

async fn import_zaguan(target: Target, body: &str, contacts: usize) -> Result<Bulk> {
    let token = tokens(target).await?.staff;
    let mut connection = Connection::open(target.address).await?;
    let mut clock = Clock::start(target)?;
    let upload = file("/api/v1/imports?module=contacts&file_name=people.csv", Some(&token), body);
    let import = answer(&mut connection, &upload, 201).await?;
    let path = format!("/api/v1/imports/{}", import["id"].as_str().context("an import without an id")?);
    answer(&mut connection, &Request::put(&format!("{path}/run"), Some(&token)), 200).await?;
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        tokio::time::sleep(LOOK).await;
        clock.look()?;
        let import = answer(&mut connection, &Request::get(&path, Some(&token)), 200).await?;
        match import["state"].as_str() {
            Some("running") => {}
            Some("done") => {
                ensure!(import["counts"]["created"] == contacts, "not all were new: {}", import["counts"]);
                return clock.stop(contacts);
            }
            _ => bail!("the import ended otherwise: {import}"),
        }
    }
    bail!("the import does not end")
}

async fn answer(connection: &mut Connection, request: &Request, wanted: u16) -> Result<Value> {
    let status = connection.send(request).await?;
    let body: Value = serde_json::from_slice(connection.body())?;
    ensure!(status == wanted, "answer {status}: {body}");
    Ok(body)
}

async fn export(target: Target, request: &Request, contacts: usize) -> Result<Bulk> {
    let mut connection = Connection::open(target.address).await?;
    let mut clock = Clock::start(target)?;
    let (status, lines) = connection.send_for_lines(request, || clock.look()).await?;
    ensure!(status == 200 && lines > contacts, "answer {status} with {lines} lines");
    clock.stop(lines)
}

/// What a server spends from a moment on.
struct Clock {
    target: Target,
    spent: u64,
    began: Instant,
    memory: u64,
}

impl Clock {
    fn start(target: Target) -> Result<Self> {
        let memory = kernel::memory_of(target.pid)?;
        Ok(Self { target, spent: Self::spent(target)?, began: Instant::now(), memory })
    }

    fn spent(target: Target) -> Result<u64> {
        Ok(kernel::of_process(target.pid)? + target.postgres.map_or(Ok(0), kernel::of_family)?)
    }

    /// Looks how much memory it has now.
    fn look(&mut self) -> Result<()> {
        self.memory = self.memory.max(kernel::memory_of(self.target.pid)?);
        Ok(())
    }

    fn stop(mut self, rows: usize) -> Result<Bulk> {
        let seconds = self.began.elapsed().as_secs_f64();
        self.look()?;
        let spent = Self::spent(self.target)? - self.spent;
        Ok(Bulk {
            per_second: rows as f64 / seconds,
            cpu_ms: spent as f64 * 1000.0 / rows as f64,
            memory: self.memory as f64 / 1024.0,
        })
    }
}

impl Lines {
    /// Zaguán's share of the bare program's throughput.
    pub fn share(&self) -> f64 {
        ratio(self.zaguan.per_second, self.limit.per_second)
    }

    fn memory_goal(&self) -> f64 {
        MEMORY[usize::from(self.way == "export")]
    }
}

/// The table in Markdown.
pub fn markdown(lines: &[Lines]) -> String {
    let mut out = "\
| contacts as CSV | database | limit/s | zaguán/s | share | goal | CPU ms per 1,000, limit | CPU ms per 1,000, zaguán | MiB zaguán, at most | goal |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"
    .to_owned();
    for line in lines {
        let Lines { way, database, limit, zaguan } = line;
        let (share, most) = (line.share(), line.memory_goal());
        let missed = |is: bool| if is { " (missed)" } else { "" };
        out += &format!(
            "| {way} | {database} | {:.0} | {:.0} | {share:.2}{} | {GOAL:.2} | {:.1} | {:.1} | {:.0}{} | {most:.0} |\n",
            limit.per_second,
            zaguan.per_second,
            missed(share < GOAL),
            limit.cpu_ms,
            zaguan.cpu_ms,
            zaguan.memory,
            missed(zaguan.memory > most),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_somebody_else() {
        let text = csv("a", 0, 500) + &csv("a", 1, 500) + &csv("b", 1, 500);
        let emails: std::collections::BTreeSet<&str> = text.lines().filter_map(|line| line.split(',').nth(2)).collect();
        assert_eq!(emails.len(), 1_501);
        assert!(text.lines().all(|line| line.split(',').count() == 4));
    }

    #[test]
    fn what_is_missed_is_said() {
        let of = |per_second, memory| Bulk { per_second, memory, ..Bulk::default() };
        let lines = Lines { way: "export", database: "sqlite", limit: of(100.0, 1.0), zaguan: of(40.0, 120.0) };
        let table = markdown(&[lines]);
        assert!(
            table.contains("| 100 | 40 | 0.40 (missed) | 0.50 |") && table.contains("120 (missed) | 100 |"),
            "{table}"
        );
    }
}
