//! `cargo xtask test`: everything that must hold before a change is handed in.
//!
//! Here: which steps there are and in which order. How steps run and are counted lives in `steps`.

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use crate::gates::{tidy, translations};
use crate::postgres::Cluster;
use crate::project::Project;
use crate::steps::{Count, Step, Steps, count_cargo_test, count_journeys, count_nextest};
use crate::{npm, openapi, process, tools};

/// Server-side packages whose tests talk to a database: they run once on each.
const DATABASE_PACKAGES: &[&str] = &["zaguan-domain", "migrations", "zaguan-api"];
/// Packages that build and measure; no part of the product.
const TOOLS: &[&str] = &["xtask", "bench"];
/// Packages that end up in the browser; their plain-Rust parts are tested on this machine.
const BROWSER_PACKAGES: &[&str] = &["zaguan-ui", "frontend-staff", "frontend-portal"];
const WASM: &str = "wasm32-unknown-unknown";

/// Runs all steps, or those whose name holds one of `only`.
pub fn test(project: &Project, only: &[String]) -> Result<ExitCode> {
    let mut steps = Steps::new(project);
    add(&mut steps, project);
    steps.run(only)
}

/// Adds the steps of `test`.
pub fn add<'a>(steps: &mut Steps<'a>, project: &'a Project) {
    add_source_checks(steps, project);
    add_rust_tests(steps, project);
    add_contract(steps, project);
    steps.add("build: apps and server", |step| build(project, step));
    steps.add("browser journeys", |step| journeys(project, step));
}

fn add_source_checks<'a>(steps: &mut Steps<'a>, project: &'a Project) {
    steps.add("format", |step| step.check(project.cargo().args(["fmt", "--all", "--check"])));
    steps.add("tidy", |_| tidy::check(project).map(|()| Count::ONE));
    steps.add("translations", |_| translations::check(project).map(|()| Count::ONE));
    steps.add("lints: server", |step| {
        // The server embeds this folder at compile time; on a fresh clone it is not there yet.
        std::fs::create_dir_all(project.web())?;
        step.check(project.cargo().args(["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]))
    });
    steps.add("lints: tools", |step| {
        let mut command = project.cargo();
        command.args(["clippy", "--locked", "--all-targets"]);
        packages(&mut command, TOOLS);
        step.check(command.args(["--", "-D", "warnings"]))
    });
    steps.add("lints: apps (wasm32)", |step| {
        tools::wasm_target()?;
        let mut command = project.cargo();
        command.args(["clippy", "--locked", "--target", WASM]);
        packages(&mut command, BROWSER_PACKAGES);
        step.check(command.args(["--", "-D", "warnings"]))
    });
}

fn add_rust_tests<'a>(steps: &mut Steps<'a>, project: &'a Project) {
    steps.add("tests: tools", |step| rust_tests(project, step, TOOLS, None));
    steps.add("tests: unit and API (SQLite)", |step| rust_tests(project, step, &[], None));
    steps.add("tests: API (PostgreSQL)", |step| {
        let cluster = Cluster::start(project)?;
        rust_tests(project, step, DATABASE_PACKAGES, Some(&cluster.url()))
    });
    steps.add("tests: apps", |step| rust_tests(project, step, BROWSER_PACKAGES, None));
}

fn add_contract<'a>(steps: &mut Steps<'a>, project: &'a Project) {
    steps.add("openapi.yaml is what the code says", |_| openapi::check(project).map(|()| Count::ONE));
    steps.add("openapi.yaml is valid", |step| {
        npm::install(project, "e2e")?;
        let redocly = project.root.join("e2e/node_modules/.bin/redocly");
        step.check(
            Command::new(redocly)
                .args(["lint", "--config", "e2e/redocly.yaml", "openapi.yaml"])
                .current_dir(&project.root)
                // Neither usage figures nor a look for newer versions: a test needs no internet.
                .env("REDOCLY_TELEMETRY", "off")
                .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
        )
    });
}

/// Tests of the given packages, or of the server side if there are none: by nextest where it is installed.
fn rust_tests(project: &Project, step: &Step, only: &[&str], postgres: Option<&str>) -> Result<Count> {
    std::fs::create_dir_all(project.web())?;
    let mut command = project.cargo();
    let nextest = process::on_path("cargo-nextest");
    if nextest {
        command.args(["nextest", "run", "--locked", "--no-fail-fast", "--profile", "ci"]);
    } else {
        command.args(["test", "--locked", "--no-fail-fast"]);
    }
    packages(&mut command, only);
    command.env_remove("ZAGUAN_TEST_POSTGRES_URL");
    if let Some(url) = postgres {
        command.env("ZAGUAN_TEST_POSTGRES_URL", url);
    }
    step.tests(&mut command, if nextest { count_nextest } else { count_cargo_test })?.verdict()
}

/// `cargo xtask build`, in a process of its own, so that the output of the compilers goes into the log.
fn build(project: &Project, step: &Step) -> Result<Count> {
    step.check(Command::new(std::env::current_exe()?).arg("build").current_dir(&project.root))
}

fn journeys(project: &Project, step: &Step) -> Result<Count> {
    // Takes a second after the step before; never walk through the server of an earlier run.
    build(project, step).context("not run, because the build fails")?;
    npm::install(project, "e2e")?;
    let mut command = Command::new("npm");
    command
        .args(["test", "--silent"])
        .current_dir(project.root.join("e2e"))
        .env("ZAGUAN_BIN", project.release_server())
        .env("CHROMIUM", tools::chromium()?);
    step.tests(&mut command, count_journeys)?.verdict()
}

fn packages(command: &mut Command, names: &[&str]) {
    for name in names {
        command.args(["--package", name]);
    }
}
