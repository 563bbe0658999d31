//! `cargo xtask run`: from a fresh clone to a server one can sign in to.
//!
//! The last step turns this process into the server, so that Ctrl-C and signals reach it directly. What must still be
//! said once the server answers (addresses, demo sign-ins) is said by a second process, `cargo xtask announce`.

use std::net::{SocketAddr, ToSocketAddrs as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::build::{self, Progress};
use crate::process;
use crate::project::Project;

/// Builds what is not fresh, makes demo data in a new data folder, and becomes the server.
pub fn run(project: &Project) -> Result<()> {
    let address = address()?;
    // Asked before minutes of building, and because the announcer would take another server for ours.
    std::net::TcpListener::bind(address)
        .with_context(|| format!("cannot listen on {address}: stop what uses it, or set ZAGUAN_BIND=127.0.0.1:8081"))?;
    let mut progress = Progress::of(6);
    build::parts(project, &mut progress)?;
    let server = project.release_server();
    progress.part("Data", || demo_data(project, &server))?;
    start_announcer()?;
    let error = Command::new(&server).arg("serve").current_dir(&project.root).exec();
    Err(error).with_context(|| format!("cannot start {}", server.display()))
}

/// Demo data, but only where there is no database yet, or where we were ended while we made some: any other database is
/// somebody's work.
pub fn demo_data(project: &Project, server: &Path) -> Result<()> {
    let data = project.root.join(std::env::var("ZAGUAN_DATA_DIR").unwrap_or_else(|_| "data".to_owned()));
    let begun = project.scratch("demo")?.join("begun");
    let is_cut_off = std::fs::read_to_string(&begun).is_ok_and(|folder| Path::new(&folder) == data);
    if std::env::var("ZAGUAN_DATABASE_URL").is_ok() || (data.join("zaguan.db").exists() && !is_cut_off) {
        return Ok(());
    }
    std::fs::write(&begun, data.display().to_string())?;
    process::run(Command::new(server).arg("demo").current_dir(&project.root))
        .with_context(|| format!("no demo data in {}", project.shown(&data)))?;
    Ok(std::fs::remove_file(&begun)?)
}

/// Waits until the server with the given process id answers, then prints where to go.
pub fn announce(args: &[String]) -> Result<()> {
    let [pid] = args else { bail!("usage: announce <process id of the server>") };
    let process = PathBuf::from("/proc").join(pid);
    let address = address()?;
    let started = Instant::now();
    while process::http_status(address, "/readyz") != Some(200) {
        // The server says by itself why it gave up; nothing to add.
        if (process.parent().is_some_and(Path::exists) && !process.exists()) || started.elapsed().as_secs() > 120 {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("\n{}", welcome(&address.to_string()));
    Ok(())
}

/// The closing words.
fn welcome(address: &str) -> String {
    format!(
        "Zaguán is ready.\n\
         \n\
         \x20 Staff app      http://{address}/app/\n\
         \x20 Client portal  http://{address}/p/costa-clara/\n\
         \n\
         \x20 Sign in (demo data)\n\
         \x20   staff, owner   ana@costa-clara.example    Zaguan-demo-2026\n\
         \x20   staff, agent   luis@costa-clara.example   Zaguan-demo-2026\n\
         \x20   client         carmen@example.com         Portal-demo-2026\n\
         \n\
         \x20 Ctrl-C ends the server; `cargo xtask run` starts it again in seconds.\n"
    )
}

/// Where the server will listen, as a visitor on this machine writes it.
fn address() -> Result<SocketAddr> {
    let bind = std::env::var("ZAGUAN_BIND").unwrap_or_else(|_| "127.0.0.1:8080".to_owned());
    let mut address = bind
        .to_socket_addrs()
        .ok()
        .and_then(|mut all| all.next())
        .with_context(|| format!("ZAGUAN_BIND is `{bind}`: expected address:port"))?;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    Ok(address)
}

/// Started through a shell that ends at once: the announcer is then nobody's child, and the server that we are about
/// to become never has to collect it.
fn start_announcer() -> Result<()> {
    let own = std::env::current_exe().context("the path of this program")?;
    process::run(
        Command::new("sh")
            .args(["-c", "\"$1\" announce \"$2\" &", "sh"])
            .arg(own)
            .arg(std::process::id().to_string())
            .stdin(Stdio::null()),
    )
}
