//! Starting the two programs on free ports of loopback, and ending them.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::http::{Connection, Request};
use crate::load::Target;

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; ended when dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
    postgres: Option<u32>,
}

/// Where data, keys and logs of a run lie, and what is run.
pub struct Programs {
    /// The program `zaguan`.
    pub zaguan: PathBuf,
    /// The bare program.
    pub limit: PathBuf,
    /// The folder for everything.
    pub folder: PathBuf,
    /// A library that both servers load first: a slower disk.
    pub preload: Option<PathBuf>,
}

impl Programs {
    /// A command of the program `zaguan` on a database, with the key and folder of the whole run.
    pub fn zaguan(&self, database: &str) -> Command {
        let mut command = ends_with_us(&self.zaguan);
        command.env("ZAGUAN_DATA_DIR", &self.folder).env("ZAGUAN_DATABASE_URL", database).env_remove("ZAGUAN_LOG");
        command
    }

    /// Starts Zaguán as it is shipped; its log goes into a file, as under a service manager.
    ///
    /// # Errors
    /// If it does not answer in time.
    pub async fn start_zaguan(&self, database: &str, postgres: Option<u32>) -> Result<Server> {
        let address = free_address()?;
        let mut command = self.zaguan(database);
        command.arg("serve").env("ZAGUAN_BIND", address.to_string());
        self.start("zaguan", command, address, postgres).await
    }

    /// Starts the bare program.
    ///
    /// # Errors
    /// If it does not answer in time.
    pub async fn start_limit(&self, database: &str, postgres: Option<u32>) -> Result<Server> {
        let address = free_address()?;
        let mut command = ends_with_us(&self.limit);
        command.arg(address.to_string()).arg(database);
        self.start("limit", command, address, postgres).await
    }

    async fn start(
        &self,
        name: &str,
        mut command: Command,
        address: SocketAddr,
        postgres: Option<u32>,
    ) -> Result<Server> {
        let log = self.folder.join(format!("{name}.log"));
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        if let Some(library) = &self.preload {
            command.env("LD_PRELOAD", library);
        }
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let mut server = Server { child, address, postgres };
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if let Ok(mut connection) = Connection::open(address).await
                && connection.send(&Request::get("/readyz", None)).await.is_ok_and(|status| status == 200)
            {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("{name} ended with {status}; see {}", log.display());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("{name} does not answer after {} s; see {}", PATIENCE.as_secs(), log.display())
    }
}

impl Server {
    /// For the load.
    pub fn target(&self) -> Target {
        Target { address: self.address, pid: self.child.id(), postgres: self.postgres }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its data is worth nothing after the run. Killing what is already gone is no failure.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A command whose program ends when we do, however we end. `setpriv` becomes the program, so its id is ours to know.
fn ends_with_us(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]).arg(program);
    command
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0").context("no free port on loopback")?.local_addr()?)
}
