//! `cargo xtask`: everything one does with this repository, one module per command.
//!
//! Here: the list of commands and nothing else. What a command does lives in the module of its name; what several
//! share lives in `project` (where things are), `process` (running programs), `npm` and `tools` (what must be installed).
//! Not here: anything the product itself needs at run time.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]
#![allow(clippy::disallowed_methods, reason = "a build tool reads the clock and the environment; the product may not")]

mod bench;
mod build;
mod ci;
mod dev;
mod gates;
mod npm;
mod openapi;
mod postgres;
mod process;
mod project;
mod run;
mod steps;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

use project::Project;

const HELP: &str = "\
cargo xtask <command>

  run        build everything, make demo data in a new data folder, serve on http://127.0.0.1:8080
  dev        the same with quick builds; watches the sources, rebuilds and restarts
  build      the release server with both web apps inside: target/release/zaguan
  web        only the two web apps, into dist/web; --dev builds them quickly and unpacked
  test       format, lints, unit and API tests (SQLite and PostgreSQL), OpenAPI drift, browser journeys
  ci         test, and the slower gates: licences, size budgets, translations, tidiness, fresh start
  bench      speed beside the barest program that gives the same answers, on SQLite and PostgreSQL: a table, and
             target/bench.json; --quick with less data and shorter runs; words choose operations and databases
  openapi    rewrite openapi.yaml from the code; --check only compares
  tidy       the house rules that the compiler cannot check
  deps       banned crates, licences and sources, by deny.toml
  sizes      what a first visit downloads, against its budget
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> anyhow::Result<ExitCode> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => {
            print!("{HELP}");
            return Ok(ExitCode::SUCCESS);
        }
    };
    if matches!(command, "help" | "--help" | "-h") {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    // Only these pass arguments on; a typo elsewhere must not be ignored in silence.
    let quick_web = command == "web" && rest == ["--dev"];
    if !matches!(command, "openapi" | "announce" | "test" | "ci" | "bench") && !quick_web && !rest.is_empty() {
        eprintln!("error: `cargo xtask {command}` takes no arguments, got: {}", rest.join(" "));
        return Ok(ExitCode::from(2));
    }
    let project = Project::find()?;
    match command {
        "run" => run::run(&project)?,
        "announce" => run::announce(rest)?,
        "dev" => dev::dev(&project)?,
        "build" => build::everything(&project)?,
        "web" => build::web_apps(&project, if quick_web { web::Mode::Dev } else { web::Mode::Release })?,
        "test" => return test::test(&project, rest),
        "ci" => return ci::ci(&project, rest),
        "bench" => bench::bench(&project, rest)?,
        "openapi" => openapi::command(&project, rest)?,
        "tidy" => gates::tidy::check(&project)?,
        "deps" => gates::deps::check(&project)?,
        "sizes" => gates::sizes::check(&project)?,
        unknown => {
            eprintln!("error: no command `{unknown}`\n\n{HELP}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}
