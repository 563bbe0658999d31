//! `cargo xtask bench`: builds the server and the measuring programs, starts a PostgreSQL that keeps its word, measures.
//!
//! Here: what has to be there before anything can be measured. What is measured, and how, is the package `bench`.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::build::{self, Progress};
use crate::postgres::Cluster;
use crate::process;
use crate::project::Project;
use crate::web::Mode;

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
    let wants_postgres = !args.iter().any(|word| word == "sqlite");
    progress.part("Measuring", || {
        let mut command = Command::new(project.target.join("release/bench"));
        command.arg("--zaguan").arg(project.release_server());
        command.arg("--limit").arg(project.target.join("release/limit"));
        command.arg("--folder").arg(&folder).arg("--out").arg(project.target.join("bench.json"));
        let cluster = if wants_postgres { Some(Cluster::durable(project)?) } else { None };
        if let Some(cluster) = &cluster {
            command.args(["--postgres", &cluster.url(), "--postgres-pid", &cluster.pid()?.to_string()]);
        }
        process::run(command.args(args).current_dir(&project.root))
    })?;
    println!("{}", project.shown(&project.target.join("bench.json")));
    empty(&folder)
}

/// The data of a run is made anew each time, and takes a gigabyte.
fn empty(folder: &std::path::Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
