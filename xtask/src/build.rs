//! `cargo xtask build` and `web`: the two browser apps, then the server that carries them.

use std::time::Instant;

use anyhow::Result;

use crate::project::Project;
use crate::web::{self, Mode};
use crate::{npm, process, tools};

/// Says what is being done before it is done, and how long it took: `[2/6] Building the server … 74 s`.
pub struct Progress {
    total: usize,
    done: usize,
}

impl Progress {
    /// For a command of so many parts.
    pub fn of(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Does one part. The part may print: its time then stands on a line of its own.
    pub fn part<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        let started = Instant::now();
        println!("[{}/{}] {name} …", self.done, self.total);
        let result = work()?;
        let seconds = started.elapsed().as_secs_f64();
        if seconds >= 1.0 {
            println!("[{}/{}] {name} … {seconds:.0} s", self.done, self.total);
        }
        Ok(result)
    }
}

/// Both web apps and the release server with the apps inside.
pub fn everything(project: &Project) -> Result<()> {
    let mut progress = Progress::of(5);
    parts(project, &mut progress)?;
    println!("{}", project.shown(&project.release_server()));
    Ok(())
}

/// The five parts of a whole build, counted on in somebody else's progress.
pub fn parts(project: &Project, progress: &mut Progress) -> Result<()> {
    progress.part("Looking for the wasm32 target", tools::wasm_target)?;
    progress.part("Fonts and icons (npm)", || npm::install(project, web::PACKAGES))?;
    for app in web::APPS {
        progress.part(&format!("Building the {} app", app.name), || web::build(project, app, Mode::Release))?;
    }
    progress.part("Building the server", || server(project, Mode::Release))
}

/// Both web apps only.
pub fn web_apps(project: &Project, mode: Mode) -> Result<()> {
    let mut progress = Progress::of(4);
    progress.part("Looking for the wasm32 target", tools::wasm_target)?;
    progress.part("Fonts and icons (npm)", || npm::install(project, web::PACKAGES))?;
    for app in web::APPS {
        progress.part(&format!("Building the {} app", app.name), || web::build(project, app, mode))?;
    }
    Ok(())
}

/// The server. A release server embeds what lies in `dist/web` at this moment.
pub fn server(project: &Project, mode: Mode) -> Result<()> {
    let mut command = project.cargo();
    command.args(["build", "--locked", "--package", "zaguan-api", "--bin", "zaguan"]);
    if mode == Mode::Release {
        command.arg("--release");
    }
    process::run(&mut command)
}
