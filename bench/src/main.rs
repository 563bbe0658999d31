//! The measuring program: makes data, starts both programs on it, measures them in turn, and writes the table.
//!
//! Called by `cargo xtask bench`, which builds the programs and starts the PostgreSQL. Here: the order of things.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use bench::data::{self, Size};
use bench::growth::{self, Growth};
use bench::load::Target;
use bench::measure::{Measured, measure, walk};
use bench::operations::{Facts, Operation};
use bench::servers::Programs;
use bench::table::{Line, text};
use bench::{bulk, copy, page};

/// What the command line says.
struct Options {
    programs: Programs,
    out: PathBuf,
    postgres: Option<(String, u32)>,
    quick: bool,
    /// Whether reads are measured with little and with much data, instead of beside the bare program.
    growth: bool,
    /// The page that the figures go into.
    page: Option<PathBuf>,
    /// Only operations and databases whose name holds one of these.
    only: Vec<String>,
}

impl Options {
    fn read(mut args: impl Iterator<Item = String>) -> Result<Self> {
        let (mut zaguan, mut limit, mut folder, mut out) = (None, None, None, None);
        let (mut url, mut pid, mut quick, mut only) = (None, None, false, Vec::new());
        let (mut growth, mut page, mut preload) = (false, None, None);
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
                "--growth" => growth = true,
                "--page" => page = Some(PathBuf::from(value()?)),
                "--preload" => preload = Some(PathBuf::from(value()?)),
                flag if flag.starts_with('-') => bail!("there is no option {flag}"),
                word => only.push(word.to_owned()),
            }
        }
        Ok(Self {
            programs: Programs {
                zaguan: zaguan.context("--zaguan is missing")?,
                limit: limit.context("--limit is missing")?,
                folder: folder.context("--folder is missing")?,
                preload,
            },
            out: out.context("--out is missing")?,
            postgres: url.zip(pid),
            quick,
            growth,
            page,
            only,
        })
    }

    /// The data, or few and many for growth.
    fn sizes(&self) -> Vec<Size> {
        let of = |contacts, cases| Size { contacts, cases, firms: 21 };
        match (self.growth, self.quick) {
            (false, true) => vec![of(10_000, 20_000)],
            (false, false) => vec![of(100_000, 200_000)],
            (true, true) => vec![of(10_000, 20_000), of(100_000, 20_000)],
            (true, false) => vec![of(10_000, 20_000), of(1_000_000, 200_000)],
        }
    }

    /// Runs of each side, and how long one is.
    const fn runs(&self) -> (usize, Duration) {
        if self.quick { (3, Duration::from_millis(1000)) } else { (5, Duration::from_millis(2500)) }
    }

    /// What is measured.
    fn operations(&self) -> &'static [Operation] {
        if self.growth { &Operation::READS } else { &Operation::ALL }
    }

    fn wants_any(&self, database: &str) -> bool {
        self.wants_files(database) || self.operations().iter().any(|operation| self.wants(database, *operation))
    }

    fn wants(&self, database: &str, operation: Operation) -> bool {
        self.wants_named(database, operation.name())
    }

    /// Whether files are brought in and taken out: `files` asks for nothing else.
    fn wants_files(&self, database: &str) -> bool {
        !self.growth && self.wants_named(database, "files")
    }

    const fn contacts_of_a_file(&self) -> usize {
        if self.quick { 20_000 } else { 100_000 }
    }

    fn wants_named(&self, database: &str, name: &str) -> bool {
        let databases = ["sqlite", "postgres"];
        let (about_database, about_operation): (Vec<&String>, Vec<&String>) =
            self.only.iter().partition(|word| databases.contains(&word.as_str()));
        (about_database.is_empty() || about_database.iter().any(|word| *word == database))
            && (about_operation.is_empty() || about_operation.iter().any(|word| name.contains(word.as_str())))
    }
}

/// What was measured of an operation on a database: the limit, if it is there, and Zaguán.
struct Part {
    database: &'static str,
    operation: Operation,
    measured: Measured,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::read(std::env::args().skip(1))?;
    let (mut all, mut files) = (Vec::new(), Vec::new());
    for size in options.sizes() {
        empty(&options.programs.folder)?;
        println!("Data: {} contacts and {} cases among {} firms …", size.contacts, size.cases, size.firms);
        let file = data::make(&options.programs, size)?;
        let mut parts = Vec::new();
        if options.wants_any("sqlite") {
            files.extend(sqlite(&options, &file, &mut parts).await?);
        }
        match &options.postgres {
            Some((url, pid)) if options.wants_any("postgres") => {
                files.extend(postgres(&options, &file, url, *pid, &mut parts).await?);
            }
            _ => {}
        }
        all.push(parts);
    }
    let mut json = if options.growth { grown(&options, all)? } else { side_by_side(&options, all)? };
    if !files.is_empty() {
        in_and_out(&options, &files)?;
        json["files"] = serde_json::to_value(&files)?;
    }
    std::fs::write(&options.out, format!("{json:#}\n"))
        .with_context(|| format!("cannot write {}", options.out.display()))
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(std::fs::create_dir_all(folder)?)
}

fn in_and_out(options: &Options, files: &[bulk::Lines]) -> Result<()> {
    let table = bulk::markdown(files);
    println!("\n{table}");
    match &options.page {
        Some(path) => {
            let contacts = options.contacts_of_a_file();
            page::write(path, "Files in and out", &format!("{contacts} contacts each way.\n\n{table}"))
        }
        None => Ok(()),
    }
}

fn side_by_side(options: &Options, all: Vec<Vec<Part>>) -> Result<serde_json::Value> {
    let lines: Vec<Line> = all.into_iter().flatten().filter_map(line).collect();
    print!("\n{}", text(&lines));
    let size = options.sizes()[0];
    if let Some(path) = &options.page {
        let others = lines.iter().map(|line| line.others).fold(0.0, f64::max);
        let section = format!(
            "{} contacts and {} cases of one firm among {}. {}\n\n{}",
            size.contacts,
            size.cases,
            size.firms,
            page::circumstances(others),
            page::markdown(&lines)
        );
        let slow = if options.programs.preload.is_some() { ", with a slow disk" } else { "" };
        page::write(path, &format!("Side by side{slow}"), &section)?;
    }
    Ok(serde_json::json!({
        "cores": bench::kernel::cores(), "contacts": size.contacts, "cases": size.cases, "lines": lines,
    }))
}

fn line(part: Part) -> Option<Line> {
    let Part { database, operation, measured: Measured { mut sides, others, thrown_away } } = part;
    let (zaguan, limit) = (sides.pop()?, sides.pop()?);
    let (operation, goal) = (operation.name(), operation.goal());
    Some(Line { operation, database, goal, limit, zaguan, others, thrown_away })
}

fn grown(options: &Options, mut all: Vec<Vec<Part>>) -> Result<serde_json::Value> {
    let (large, small) = (all.pop().unwrap_or_default(), all.pop().unwrap_or_default());
    let lines: Vec<Growth> = small
        .into_iter()
        .zip(large)
        .filter_map(|(mut small, mut large)| {
            let others = small.measured.others.max(large.measured.others);
            let (small_side, large_side) = (small.measured.sides.pop()?, large.measured.sides.pop()?);
            let (operation, database) = (small.operation.name(), small.database);
            Some(Growth { operation, database, small: small_side, large: large_side, others })
        })
        .collect();
    let contacts: Vec<usize> = options.sizes().iter().map(|size| size.contacts).collect();
    let table = growth::markdown(&lines, (contacts[0], contacts[1]));
    println!("\n{table}\nAimed at: a share of {} or more.", growth::GOAL);
    if let Some(path) = &options.page {
        let others = lines.iter().map(|line| line.others).fold(0.0, f64::max);
        let section =
            format!("Aimed at: a share of {} or more. {}\n\n{table}", growth::GOAL, page::circumstances(others));
        page::write(path, "Growth", &section)?;
    }
    Ok(serde_json::json!({ "cores": bench::kernel::cores(), "contacts": contacts, "growth": lines }))
}

/// Each program has a file of its own: the same bytes, and no waiting for the other's writer.
async fn sqlite(options: &Options, file: &Path, parts: &mut Vec<Part>) -> Result<Vec<bulk::Lines>> {
    let url = |path: &Path| format!("sqlite://{}", path.display());
    let facts = Facts::read(file)?;
    let limit = if options.growth {
        None
    } else {
        let copy = options.programs.folder.join("limit.db");
        std::fs::copy(file, &copy)?;
        Some(options.programs.start_limit(&url(&copy), None).await?)
    };
    let zaguan = options.programs.start_zaguan(&url(file), None).await?;
    let targets: Vec<Target> = limit.iter().chain([&zaguan]).map(bench::servers::Server::target).collect();
    measure_all("sqlite", options, facts, &targets, parts).await?;
    files("sqlite", options, &targets).await
}

/// Both programs work in one database: its counters' row is the only thing that they would meet at, and they take turns.
async fn postgres(
    options: &Options,
    file: &Path,
    url: &str,
    pid: u32,
    parts: &mut Vec<Part>,
) -> Result<Vec<bulk::Lines>> {
    println!("Copying the data to PostgreSQL …");
    let url = copy::new_database(url).await?;
    let status = options.programs.zaguan(&url).arg("migrate").stdout(std::process::Stdio::null()).status()?;
    ensure!(status.success(), "zaguan migrate ended with {status}");
    copy::everything(file, &copy::connect(&url).await?).await?;
    let facts = Facts::read(file)?;
    let limit = if options.growth { None } else { Some(options.programs.start_limit(&url, Some(pid)).await?) };
    let zaguan = options.programs.start_zaguan(&url, Some(pid)).await?;
    let targets: Vec<Target> = limit.iter().chain([&zaguan]).map(bench::servers::Server::target).collect();
    measure_all("postgres", options, facts, &targets, parts).await?;
    files("postgres", options, &targets).await
}

/// Contacts in and out as files, where there is something to compare with.
async fn files(database: &'static str, options: &Options, targets: &[Target]) -> Result<Vec<bulk::Lines>> {
    match targets {
        [limit, zaguan] if options.wants_files(database) => {
            let runs = if options.quick { 1 } else { 3 };
            bulk::measure(database, *limit, *zaguan, options.contacts_of_a_file(), runs).await
        }
        _ => Ok(Vec::new()),
    }
}

async fn measure_all(
    database: &'static str,
    options: &Options,
    mut facts: Facts,
    targets: &[Target],
    parts: &mut Vec<Part>,
) -> Result<()> {
    let zaguan = *targets.last().context("nothing to measure")?;
    if options.wants(database, Operation::ListDeep) {
        facts.deep = walk(zaguan, &facts).await?;
    }
    for operation in options.operations().iter().copied().filter(|operation| options.wants(database, *operation)) {
        println!("{database}: {} …", operation.name());
        let measured = measure(operation, &facts, targets, options.runs())
            .await
            .with_context(|| format!("{database}: {}", operation.name()))?;
        for side in &measured.sides {
            println!("  {:.0}/s, {:.3} ms CPU, p99 {:.2} ms", side.per_second, side.cpu_ms, side.p99_ms);
        }
        parts.push(Part { database, operation, measured });
    }
    Ok(())
}
