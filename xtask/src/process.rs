//! Running other programs: loudly for a person who waits, quietly into a log for a step of `test`.
//!
//! Not here: which programs, and what their output means.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Runs with the terminal's input and output; an exit code other than 0 is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs and gives back standard output; on failure the error holds what the program said.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}{}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} did not print UTF-8", shown(command)))
}

/// How a logged program ended.
pub struct Logged {
    /// Its exit status.
    pub status: ExitStatus,
    /// Everything it printed, both streams in order.
    pub text: String,
}

/// Runs with both streams into the file `log`, without colours, and stops the program after `limit`.
pub fn run_logged(command: &mut Command, log: &Path, limit: Duration) -> Result<Logged> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut child = command
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .spawn()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("{} was stopped after {} s; see {}", shown(command), limit.as_secs(), log.display());
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let mut bytes = Vec::new();
    File::open(log)?.read_to_end(&mut bytes)?;
    Ok(Logged { status, text: String::from_utf8_lossy(&bytes).into_owned() })
}

/// A command whose program is asked to end when we do, however we end.
pub fn ends_with_us(program: &Path) -> Command {
    // Of util-linux, which no Debian is without; it becomes the program, whose process id is therefore ours to know.
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM"]).arg(program);
    command
}

/// Asks a process to end (SIGTERM), as a service manager does.
pub fn terminate(pid: u32) -> Result<()> {
    run(Command::new("kill").args(["-TERM", &pid.to_string()]))
}

/// Whether a program of this name can be started.
pub fn on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// Status of `GET path` on a server of this machine; `None` while nobody answers.
pub fn http_status(address: SocketAddr, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_millis(500)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = [0_u8; 16];
    stream.read_exact(&mut answer[..12]).ok()?;
    std::str::from_utf8(&answer[9..12]).ok()?.parse().ok()
}

/// A loopback port that is free at this moment.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0").context("no free port on loopback")?.local_addr()?.port())
}

fn shown(command: &Command) -> String {
    let mut text =
        Path::new(command.get_program()).file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    format!("`{text}`")
}
