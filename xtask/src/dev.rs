//! `cargo xtask dev`: quick builds, a server, and a look at the sources every second.
//!
//! A change of styles or icons repacks the apps, a change of Rust rebuilds the half it belongs to. The debug server reads
//! the apps from disk, so it is restarted only when it was rebuilt itself. Open pages reload by themselves, by a script that
//! only quick builds carry (`web::RELOAD`).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use crate::build::{self, Progress};
use crate::project::{Project, files_below};
use crate::web::{self, Mode};
use crate::{npm, process, run, tools};

/// Sources of the server, relative to the checkout.
const SERVER: &[&str] =
    &["crates/zaguan-types", "crates/zaguan-i18n", "crates/zaguan-domain", "crates/zaguan-api", "migrations"];
/// Sources of the apps.
const APPS: &[&str] = &[
    "crates/zaguan-types",
    "crates/zaguan-i18n",
    "crates/zaguan-client",
    "crates/zaguan-ui",
    "frontend-staff",
    "frontend-portal",
];

/// Builds, serves and watches until it is stopped.
pub fn dev(project: &Project) -> Result<()> {
    let mut progress = Progress::of(4);
    progress.part("Looking for the wasm32 target", tools::wasm_target)?;
    progress.part("Fonts and icons (npm)", || npm::install(project, web::PACKAGES))?;
    progress.part("Building the apps and the server", || {
        apps(project)?;
        build::server(project, Mode::Dev)
    })?;
    progress.part("Data", || run::demo_data(project, &project.debug_server()))?;
    let mut server = Server::start(project)?;
    run::announce(&[server.0.id().to_string()])?;
    let mut seen = [times(project, SERVER)?, times(project, APPS)?];
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let now = [times(project, SERVER)?, times(project, APPS)?];
        if now == seen {
            continue;
        }
        let (is_server, is_web) = (seen[0] != now[0], seen[1] != now[1]);
        let built = rebuild(project, is_server, is_web);
        seen = now;
        match built {
            Ok(()) => {
                if is_server {
                    server.stop()?;
                    // While nobody answers: pages must not reload into the old server.
                    web::mark_restart(project)?;
                    server = Server::start(project)?;
                }
                println!("ready: open pages reload by themselves");
            }
            // A mistake in the sources is the normal case while one writes: the last good server stays.
            Err(error) => println!("{error:#}\nwaiting for the next change"),
        }
    }
}

fn rebuild(project: &Project, server: bool, web: bool) -> Result<()> {
    println!(
        "changed: {}",
        if server && web {
            "server and apps"
        } else if server {
            "server"
        } else {
            "apps"
        }
    );
    if web {
        apps(project)?;
    }
    if server {
        build::server(project, Mode::Dev)?;
    }
    Ok(())
}

fn apps(project: &Project) -> Result<()> {
    web::APPS.iter().try_for_each(|app| web::build(project, app, Mode::Dev))
}

/// Time of last change of every source file.
fn times(project: &Project, folders: &[&str]) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut times = BTreeMap::new();
    for folder in folders {
        for path in files_below(&project.root.join(folder))? {
            // A file may vanish between being listed and being looked at, as editors do when they save.
            if let Ok(changed) = path.metadata().and_then(|data| data.modified()) {
                times.insert(path, changed);
            }
        }
    }
    Ok(times)
}

/// The development server; ended with the watcher.
struct Server(Child);

impl Server {
    fn start(project: &Project) -> Result<Self> {
        let server = project.debug_server();
        let child = process::ends_with_us(&server).arg("serve").current_dir(&project.root).spawn();
        child.map(Self).with_context(|| format!("cannot start {}", server.display()))
    }

    fn stop(&mut self) -> Result<()> {
        if self.0.try_wait()?.is_none() {
            process::terminate(self.0.id())?;
            self.0.wait()?;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop().ok();
    }
}
