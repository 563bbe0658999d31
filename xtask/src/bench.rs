//! `cargo xtask bench`: builds the server and the measuring programs, starts a PostgreSQL that keeps its word, measures.
//!
//! Here: what has to be there before anything can be measured. What is measured, and how, is the package `bench`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::build::{self, Progress};
use crate::postgres::Cluster;
use crate::process;
use crate::project::Project;
use crate::web::Mode;

/// Waits, then does what was asked.
const SLOW_FSYNC: &str = "\
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
int fsync(int file) { usleep(MICROS); return (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { usleep(MICROS); return (int)syscall(SYS_fdatasync, file); }
";

/// Builds, starts and measures; `args` go to the measuring program.
pub fn bench(project: &Project, args: &[String]) -> Result<()> {
    let mut progress = Progress::of(3);
    progress.part("Building the server", || {
        // It embeds this folder. Nothing that is measured is in there: an empty one is as good as the finished apps.
        std::fs::create_dir_all(project.web())?;
        build::server(project, Mode::Release)
    })?;
    progress.part("Building the measuring programs", || {
        process::run(project.cargo().args(["build", "--locked", "--release", "--package", "bench"]))
    })?;
    let folder = project.target.join("bench");
    empty(&folder)?;
    // Kept out of what the measuring program reads: where its page is, and how slow the disk is to be.
    let (write, rest): (Vec<&String>, Vec<&String>) = args.iter().partition(|word| *word == "--write");
    let slow = rest.iter().find_map(|word| word.strip_prefix("--fsync-ms=")).map(slow_disk).transpose()?;
    let args: Vec<&String> = rest.into_iter().filter(|word| !word.starts_with("--fsync-ms=")).collect();
    let wants_postgres = !args.iter().any(|word| *word == "sqlite");
    progress.part("Measuring", || {
        let mut command = Command::new(project.target.join("release/bench"));
        command.arg("--zaguan").arg(project.release_server());
        command.arg("--limit").arg(project.target.join("release/limit"));
        command.arg("--folder").arg(&folder).arg("--out").arg(project.target.join("bench.json"));
        if !write.is_empty() {
            command.arg("--page").arg(project.root.join("docs/performance.md"));
        }
        if let Some(library) = &slow {
            command.arg("--preload").arg(library);
        }
        let cluster = if wants_postgres { Some(Cluster::durable(project, slow.as_deref())?) } else { None };
        if let Some(cluster) = &cluster {
            command.args(["--postgres", &cluster.url(), "--postgres-pid", &cluster.pid()?.to_string()]);
        }
        process::run(command.args(&args).current_dir(&project.root))
    })?;
    println!("{}", project.shown(&project.target.join("bench.json")));
    empty(&folder)
}

/// Builds a library that makes each `fsync` take so much longer, for programs that load it first. Where everybody may
/// read it: PostgreSQL runs as another user.
fn slow_disk(ms: &str) -> Result<PathBuf> {
    let micros = 1000 * ms.parse::<u32>().context("--fsync-ms= takes whole milliseconds")?;
    let folder = std::env::temp_dir();
    let (source, library) = (folder.join("zaguan-slow-fsync.c"), folder.join("zaguan-slow-fsync.so"));
    std::fs::write(&source, SLOW_FSYNC)?;
    process::run(
        Command::new("cc")
            .args(["-shared", "-fPIC", "-O2", &format!("-DMICROS={micros}"), "-o"])
            .arg(&library)
            .arg(&source),
    )?;
    Ok(library)
}

/// The data of a run is made anew each time, and takes a gigabyte.
fn empty(folder: &std::path::Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
