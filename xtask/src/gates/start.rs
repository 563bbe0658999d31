//! The built server in an empty data folder: ready within a second, and how much memory it holds when nobody asks.
//!
//! Memory is what is anonymous (`smaps_rollup`): pages of the mapped database file are the system's cache, not ours.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::project::Project;

const READY_LIMIT: Duration = Duration::from_secs(1);
const IDLE_LIMIT_KB: u64 = 40 * 1024;

/// Starts the release server twice: once to create its data, once measured.
pub fn check(project: &Project) -> Result<()> {
    let server = project.release_server();
    anyhow::ensure!(server.is_file(), "build the server first: cargo xtask build");
    let data = project.scratch("fresh-start")?.join(std::process::id().to_string());
    std::fs::create_dir_all(&data)?;
    let result = measure(&server, &data);
    std::fs::remove_dir_all(&data).ok();
    let (first, ready, idle) = result?;
    println!("first start: ready after {} ms", first.as_millis());
    println!("next start: ready after {} ms, {idle} KB anonymous when idle", ready.as_millis());
    let mut wrong = Vec::new();
    if first.max(ready) > READY_LIMIT {
        wrong.push(format!("a start took {} ms; at most {}", first.max(ready).as_millis(), READY_LIMIT.as_millis()));
    }
    if idle > IDLE_LIMIT_KB {
        wrong.push(format!("idle at {idle} KB; at most {IDLE_LIMIT_KB}"));
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

/// Time to ready of the first and of the second start, and idle memory in KB after the second.
fn measure(server: &Path, data: &Path) -> Result<(Duration, Duration, u64)> {
    let (first, child) = start(server, data)?;
    stop(child)?;
    let (second, child) = start(server, data)?;
    std::thread::sleep(Duration::from_secs(2));
    let idle = anonymous_kb(child.id());
    stop(child)?;
    Ok((first, second, idle?))
}

fn start(server: &Path, data: &Path) -> Result<(Duration, Child)> {
    let address = SocketAddr::from(([127, 0, 0, 1], process::free_port()?));
    let log = std::fs::File::create(data.join("server.log"))?;
    let started = Instant::now();
    let mut command = process::ends_with_us(server);
    // The machine's own settings must not decide what is measured.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ZAGUAN_")) {
        command.env_remove(name);
    }
    let mut child = command
        .arg("serve")
        .current_dir(data)
        .env("ZAGUAN_BIND", address.to_string())
        .env("ZAGUAN_DATA_DIR", data)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("cannot start {}", server.display()))?;
    while process::http_status(address, "/readyz") != Some(200) {
        if let Some(status) = child.try_wait()? {
            bail!("the server ended with {status}\n{}", std::fs::read_to_string(data.join("server.log"))?);
        }
        if started.elapsed() > Duration::from_secs(30) {
            stop(child)?;
            bail!("not ready after 30 s\n{}", std::fs::read_to_string(data.join("server.log"))?);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok((started.elapsed(), child))
}

fn stop(mut child: Child) -> Result<()> {
    process::terminate(child.id())?;
    let asked = Instant::now();
    while child.try_wait()?.is_none() {
        if asked.elapsed() > Duration::from_secs(10) {
            child.kill()?;
            child.wait()?;
            bail!("the server did not end within 10 s of SIGTERM");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn anonymous_kb(pid: u32) -> Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let line =
        text.lines().find(|line| line.starts_with("Anonymous:")).context("smaps_rollup has no Anonymous line")?;
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).context("smaps_rollup")
}
