//! A throwaway PostgreSQL: its own cluster, on a free loopback port, gone afterwards.
//!
//! `initdb` refuses to run as root, so as root everything runs as the package's user `postgres`. For tests durability is
//! off: the data is worth nothing after the run. For measuring it is on: a commit that does not reach the disk is none.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::{process, tools};

const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
logging_collector = off
";
const CARELESS: &str = "\
fsync = off
synchronous_commit = off
full_page_writes = off
";
/// What an operator would set for a firm of 100,000 contacts: all of it in memory.
const DURABLE: &str = "\
shared_buffers = 1GB
max_wal_size = 4GB
";

/// A running cluster. Dropping it stops the server and removes the data.
pub struct Cluster {
    programs: PathBuf,
    data: PathBuf,
    port: u16,
    watcher: Option<Child>,
}

impl Cluster {
    /// Installs PostgreSQL if it may, makes a cluster for tests and starts it.
    pub fn start(project: &Project) -> Result<Self> {
        Self::start_with(project, CARELESS, None)
    }

    /// The same for measuring: commits are durable. The server loads `preload` first.
    pub fn durable(project: &Project, preload: Option<&Path>) -> Result<Self> {
        Self::start_with(project, DURABLE, preload)
    }

    fn start_with(project: &Project, more: &str, preload: Option<&Path>) -> Result<Self> {
        let programs = tools::postgres_programs()?;
        let folder = folder(project)?;
        remove_abandoned(&programs, &folder)?;
        let data = folder.join(format!("data-{}", std::process::id()));
        let mut cluster = Self { programs, data, port: process::free_port()?, watcher: None };
        process::output(cluster.program("initdb").args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]))?;
        let settings = folder.join("settings");
        std::fs::write(&settings, format!("{SETTINGS}{more}port = {}\n", cluster.port))?;
        process::output(as_owner("cp").arg(settings).arg(cluster.data.join("postgresql.auto.conf")))?;
        let mut start = cluster.program("pg_ctl");
        if let Some(library) = preload {
            start.env("LD_PRELOAD", library);
        }
        process::output(start.args(["start", "-w", "-s", "-l"]).arg(cluster.data.join("log")))?;
        cluster.watcher = Some(cluster.watch()?);
        Ok(cluster)
    }

    /// Address of the maintenance database, as superuser without password.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Process id of the server, whose children work for it.
    pub fn pid(&self) -> Result<u32> {
        // By its owner: nobody else may look into the folder of the data.
        let text =
            process::output(as_owner("head").args(["-n", "1"]).arg(self.data.join("postmaster.pid")).current_dir("/"))?;
        text.trim().parse().context("postmaster.pid")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = as_owner(self.programs.join(name));
        command.arg("-D").arg(&self.data).current_dir("/");
        command
    }

    /// Stops the server should this program be killed before it can do so itself.
    fn watch(&self) -> Result<Child> {
        let mut command = as_owner("sh");
        command
            .args(["-c", "while [ -d \"/proc/$1\" ]; do sleep 1; done; \"$2\" -D \"$3\" -m immediate stop", "sh"])
            .arg(std::process::id().to_string())
            .arg(self.programs.join("pg_ctl"))
            .arg(&self.data)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn().context("cannot start sh")
    }

    /// Stops the server if it runs and removes the data, whoever left them.
    fn stop(&mut self) {
        if let Some(mut watcher) = self.watcher.take() {
            // Killing what is already gone, or a server that is not there, is no failure.
            watcher.kill().ok();
            watcher.wait().ok();
        }
        if self.data.exists() {
            process::output(self.program("pg_ctl").args(["stop", "-s", "-m", "immediate"])).ok();
            process::output(as_owner("rm").arg("-rf").arg(&self.data)).ok();
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Stops and removes the clusters of runs that were killed before they could: their names end with the process id.
fn remove_abandoned(programs: &Path, folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let data = entry?.path();
        let owner = data.file_name().and_then(|name| name.to_str()?.strip_prefix("data-")?.parse::<u32>().ok());
        if owner.is_some_and(|pid| !Path::new("/proc").join(pid.to_string()).exists()) {
            drop(Cluster { programs: programs.to_owned(), data, port: 0, watcher: None });
        }
    }
    Ok(())
}

/// The folder of the clusters: below the target folder, or below the temporary folder where the user `postgres` may
/// not look into the former.
fn folder(project: &Project) -> Result<PathBuf> {
    let temporary = std::env::temp_dir().join("zaguan-postgres");
    for folder in [project.target.join("postgres"), temporary.clone()] {
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if tools::is_root() {
            process::output(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        if process::output(as_owner("test").arg("-w").arg(&folder).current_dir("/")).is_ok() {
            return Ok(folder);
        }
    }
    anyhow::bail!(
        "the user postgres may write neither below {} nor to {}",
        project.target.display(),
        temporary.display()
    )
}

/// A command as the user who owns the cluster.
fn as_owner(program: impl AsRef<Path>) -> Command {
    let program = program.as_ref();
    if tools::is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::Cluster;
    use crate::project::Project;

    #[test]
    fn a_cluster_answers_and_is_gone_afterwards() {
        let cluster = Cluster::start(&Project::find().unwrap()).unwrap();
        let address = ("127.0.0.1", cluster.port);
        assert!(TcpStream::connect(address).is_ok());
        assert!(cluster.url().contains(&cluster.port.to_string()));
        let data = cluster.data.clone();
        drop(cluster);
        assert!(TcpStream::connect(address).is_err());
        assert!(!data.exists());
    }
}
