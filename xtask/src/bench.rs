//! `cargo xtask bench`: the release server and the benchmark program beside it. The measuring itself is in `bench/`.

use anyhow::Result;

use crate::project::Project;
use crate::{build, process};

/// Builds the server, then runs the benchmark with the given arguments.
pub fn bench(project: &Project, args: &[String]) -> Result<()> {
    build::everything(project)?;
    process::run(
        project
            .cargo()
            .args(["run", "--locked", "--release", "--package", "bench", "--"])
            .args(args)
            .env("ZAGUAN_BIN", project.release_server()),
    )
}
