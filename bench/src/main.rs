//! The measuring program: makes data, starts both programs on it, measures them in turn, and writes the table.
//!
//! Called by `cargo xtask bench`, which builds the programs and starts the PostgreSQL. Here: the order of things.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use bench::compare;
use bench::data::{self, Size};
use bench::http::Connection;
use bench::load::{self, Run, Target};
use bench::operations::{Facts, Operation, Tokens, client_sign_in, sign_in};
use bench::servers::Programs;
use bench::stats::{median, percentile};
use bench::table::{Line, Side, text};
use bench::{copy, http};

/// A run during which others took more than this share of the machine is thrown away …
const MOST_FOREIGN: f64 = 0.15;
/// … but no more than this many for each operation: on a busy machine the last ones count, and the table says so.
const MOST_REPEATS: usize = 4;

/// What the command line says.
struct Options {
    programs: Programs,
    out: PathBuf,
    postgres: Option<(String, u32)>,
    quick: bool,
    /// Only operations and databases whose name holds one of these.
    only: Vec<String>,
}

impl Options {
    fn read(mut args: impl Iterator<Item = String>) -> Result<Self> {
        let (mut zaguan, mut limit, mut folder, mut out) = (None, None, None, None);
        let (mut url, mut pid, mut quick, mut only) = (None, None, false, Vec::new());
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--zaguan" => zaguan = Some(PathBuf::from(value()?)),
                "--limit" => limit = Some(PathBuf::from(value()?)),
                "--folder" => folder = Some(PathBuf::from(value()?)),
                "--out" => out = Some(PathBuf::from(value()?)),
                "--postgres" => url = Some(value()?),
                "--postgres-pid" => pid = Some(value()?.parse()?),
                "--quick" => quick = true,
                flag if flag.starts_with('-') => bail!("there is no option {flag}"),
                word => only.push(word.to_owned()),
            }
        }
        Ok(Self {
            programs: Programs {
                zaguan: zaguan.context("--zaguan is missing")?,
                limit: limit.context("--limit is missing")?,
                folder: folder.context("--folder is missing")?,
            },
            out: out.context("--out is missing")?,
            postgres: url.zip(pid),
            quick,
            only,
        })
    }

    const fn size(&self) -> Size {
        if self.quick {
            Size { contacts: 10_000, cases: 20_000, firms: 21 }
        } else {
            Size { contacts: 100_000, cases: 200_000, firms: 21 }
        }
    }

    /// Runs of each side, and how long one is.
    const fn runs(&self) -> (usize, Duration) {
        if self.quick { (3, Duration::from_millis(1000)) } else { (5, Duration::from_millis(2500)) }
    }

    fn wants(&self, database: &str, operation: Operation) -> bool {
        let databases = ["sqlite", "postgres"];
        let (about_database, about_operation): (Vec<&String>, Vec<&String>) =
            self.only.iter().partition(|word| databases.contains(&word.as_str()));
        (about_database.is_empty() || about_database.iter().any(|word| *word == database))
            && (about_operation.is_empty()
                || about_operation.iter().any(|word| operation.name().contains(word.as_str())))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::read(std::env::args().skip(1))?;
    std::fs::create_dir_all(&options.programs.folder)?;
    let size = options.size();
    println!("Data: {} contacts and {} cases among {} firms …", size.contacts, size.cases, size.firms);
    let file = data::make(&options.programs, size)?;
    let mut lines = Vec::new();
    if Operation::ALL.iter().any(|operation| options.wants("sqlite", *operation)) {
        sqlite(&options, &file, &mut lines).await?;
    }
    match &options.postgres {
        Some((url, pid)) if Operation::ALL.iter().any(|operation| options.wants("postgres", *operation)) => {
            postgres(&options, &file, url, *pid, &mut lines).await?;
        }
        _ => {}
    }
    print!("\n{}", text(&lines));
    let json = serde_json::json!({ "cores": bench::kernel::cores(), "contacts": size.contacts, "cases": size.cases, "lines": lines });
    std::fs::write(&options.out, format!("{json:#}\n"))
        .with_context(|| format!("cannot write {}", options.out.display()))
}

/// Each program has a file of its own: the same bytes, and no waiting for the other's writer.
async fn sqlite(options: &Options, file: &Path, lines: &mut Vec<Line>) -> Result<()> {
    let url = |path: &Path| format!("sqlite://{}", path.display());
    let copy = options.programs.folder.join("limit.db");
    std::fs::copy(file, &copy)?;
    let facts = Facts::read(file)?;
    let limit = options.programs.start_limit(&url(&copy), None).await?;
    let zaguan = options.programs.start_zaguan(&url(file), None).await?;
    measure_all("sqlite", options, facts, limit.target(), zaguan.target(), lines).await
}

/// Both programs work in one database: its counters' row is the only thing that they would meet at, and they take turns.
async fn postgres(options: &Options, file: &Path, url: &str, pid: u32, lines: &mut Vec<Line>) -> Result<()> {
    println!("Copying the data to PostgreSQL …");
    let status = options.programs.zaguan(url).arg("migrate").stdout(std::process::Stdio::null()).status()?;
    ensure!(status.success(), "zaguan migrate ended with {status}");
    copy::everything(file, &copy::connect(url).await?).await?;
    let facts = Facts::read(file)?;
    let limit = options.programs.start_limit(url, Some(pid)).await?;
    let zaguan = options.programs.start_zaguan(url, Some(pid)).await?;
    measure_all("postgres", options, facts, limit.target(), zaguan.target(), lines).await
}

async fn measure_all(
    database: &'static str,
    options: &Options,
    mut facts: Facts,
    limit: Target,
    zaguan: Target,
    lines: &mut Vec<Line>,
) -> Result<()> {
    if options.wants(database, Operation::ListDeep) {
        facts.deep = walk(zaguan, &facts).await?;
    }
    for operation in Operation::ALL.into_iter().filter(|operation| options.wants(database, *operation)) {
        println!("{database}: {} …", operation.name());
        let line = measure(database, options, operation, &facts, limit, zaguan)
            .await
            .with_context(|| format!("{database}: {}", operation.name()))?;
        print!(
            "{}",
            text(std::slice::from_ref(&line)).lines().nth(1).map(|row| format!("{row}\n")).unwrap_or_default()
        );
        lines.push(line);
    }
    Ok(())
}

/// Compares the answers, then measures both sides in turn.
async fn measure(
    database: &'static str,
    options: &Options,
    operation: Operation,
    facts: &Facts,
    limit: Target,
    zaguan: Target,
) -> Result<Line> {
    // Access tokens live for ten minutes: each operation begins with new ones.
    let requests = operation.requests(facts, &tokens(zaguan).await?);
    same_answers(operation, &requests, limit, zaguan).await?;
    let (wanted, time) = options.runs();
    let (mut runs, mut others, mut thrown_away) = ([Vec::new(), Vec::new()], 0.0_f64, 0);
    for target in [limit, zaguan] {
        load::run(&target, &requests, operation.status(), time / 4).await?;
    }
    while runs[1].len() < wanted {
        let mut pair = Vec::new();
        for target in [limit, zaguan] {
            pair.push(load::run(&target, &requests, operation.status(), time).await?);
        }
        let foreign = pair.iter().map(|run| run.foreign).fold(0.0, f64::max);
        if foreign > MOST_FOREIGN && thrown_away < MOST_REPEATS {
            thrown_away += 1;
            continue;
        }
        others = others.max(foreign);
        for (runs, run) in runs.iter_mut().zip(pair) {
            runs.push(run);
        }
    }
    let [limit, zaguan] = runs.map(side);
    let (operation, goal) = (operation.name(), operation.goal());
    Ok(Line { operation, database, goal, limit, zaguan, others, thrown_away })
}

fn side(mut runs: Vec<Run>) -> Side {
    let of = |value: &dyn Fn(&Run) -> f64| median(&runs.iter().map(value).collect::<Vec<_>>());
    let (per_second, cpu_ms) = (of(&|run| run.per_second), of(&|run| run.cpu_ms));
    let mut waits = |share| {
        median(&runs.iter_mut().map(|run| f64::from(percentile(&mut run.micros, share)) / 1000.0).collect::<Vec<_>>())
    };
    Side { per_second, cpu_ms, p50_ms: waits(0.5), p99_ms: waits(0.99) }
}

async fn same_answers(operation: Operation, requests: &[http::Request], limit: Target, zaguan: Target) -> Result<()> {
    let (mut left, mut right) = (Connection::open(limit.address).await?, Connection::open(zaguan.address).await?);
    for request in requests {
        let (one, other) = (left.send(request).await?, right.send(request).await?);
        ensure!(
            (one, other) == (operation.status(), operation.status()),
            "answers {one} and {other}: {} {}",
            String::from_utf8_lossy(left.body()),
            String::from_utf8_lossy(right.body())
        );
        compare::check(operation.same(), left.body(), right.body())?;
    }
    Ok(())
}

/// Signs staff and the client in, as programs do.
async fn tokens(zaguan: Target) -> Result<Tokens> {
    let mut connection = Connection::open(zaguan.address).await?;
    let mut get = async |request: http::Request| -> Result<String> {
        let status = connection.send(&request).await?;
        let body: serde_json::Value = serde_json::from_slice(connection.body())?;
        body["access_token"].as_str().map(str::to_owned).with_context(|| format!("signing in answers {status}: {body}"))
    };
    Ok(Tokens { staff: get(sign_in(&Facts::owner(), true)).await?, client: get(client_sign_in()).await? })
}

/// Goes from page to page, as people do; answers the cursor of the deep page.
async fn walk(zaguan: Target, facts: &Facts) -> Result<String> {
    let token = tokens(zaguan).await?.staff;
    let mut connection = Connection::open(zaguan.address).await?;
    let mut cursor = String::new();
    for _ in 0..facts.pages.max(1) {
        let after = if cursor.is_empty() { String::new() } else { format!("&after={cursor}") };
        let path = format!("/api/v1/contacts?limit=50&sort=last_name{after}");
        let status = connection.send(&http::Request::get(&path, Some(&token))).await?;
        let body: serde_json::Value = serde_json::from_slice(connection.body())?;
        cursor = body["next"].as_str().with_context(|| format!("answer {status} without a next page"))?.to_owned();
    }
    Ok(cursor)
}
