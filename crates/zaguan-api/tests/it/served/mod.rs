//! The program itself: started, asked over a real connection, killed.

mod commands;
mod files;
mod imports;
mod key;
mod ledger;
mod live;
mod queries;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// Seconds to wait for anything before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program with a clean environment and its data in `folder`.
pub fn zaguan(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zaguan"));
    command.env_clear().env("ZAGUAN_DATA_DIR", folder.join("data")).current_dir(folder);
    command
}

/// A server that runs, and is killed when it goes out of scope.
pub struct Server {
    child: Child,
    /// Its port on the loopback address.
    pub port: u16,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub fn start(folder: &Path, variables: &[(&str, &str)]) -> Self {
        Self::start_with_log(folder, variables, Stdio::inherit())
    }

    /// The same, with its log going somewhere.
    pub fn start_with_log(folder: &Path, variables: &[(&str, &str)], log: Stdio) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = zaguan(folder)
            .arg("serve")
            .env("ZAGUAN_BIND", format!("127.0.0.1:{port}"))
            .env("ZAGUAN_LOG", "error")
            .envs(variables.iter().copied())
            .stderr(log)
            .spawn()
            .unwrap();
        let server = Self { child, port };
        for _ in 0..600 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok()
                && server.call("GET", "/readyz", None, None).is_some_and(|(status, _)| status == 200)
            {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server never got ready");
    }

    /// Kills it as the kernel would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits for its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }

    /// One request over a connection of its own; `None` if no whole answer came.
    pub fn call(&self, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Option<(u16, String)> {
        whole_answer(self.send(method, path, token, body)?)
    }

    /// Sends a file.
    pub fn upload(&self, path: &str, token: &str, file: &[u8]) -> Option<(u16, String)> {
        whole_answer(self.begin_upload(path, token, file, file.len())?)
    }

    /// Sends the beginning of a file of so many bytes.
    pub fn begin_upload(&self, path: &str, token: &str, begin: &[u8], length: usize) -> Option<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {token}\r\ncontent-type: text/csv\r\ncontent-length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(begin).ok()?;
        Some(stream)
    }

    fn send(&self, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Option<TcpStream> {
        self.send_with(method, path, token, body, "")
    }

    fn send_with(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
        headers: &str,
    ) -> Option<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{token}{headers}content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
        Some(stream)
    }

    /// A token of the demo's owner.
    pub fn owner(&self) -> String {
        self.token(
            "/api/v1/session",
            &json!({"email": "ana@costa-clara.example", "password": "Zaguan-demo-2026", "tokens": true}),
        )
    }

    /// A token of the owner's colleague.
    pub fn agent(&self) -> String {
        self.token(
            "/api/v1/session",
            &json!({"email": "luis@costa-clara.example", "password": "Zaguan-demo-2026", "tokens": true}),
        )
    }

    /// A token of the demo's client.
    pub fn client(&self) -> String {
        self.token(
            "/api/portal/v1/costa-clara/session",
            &json!({"username": "carmen@example.com", "password": "Portal-demo-2026", "tokens": true}),
        )
    }

    fn token(&self, path: &str, who: &Value) -> String {
        let (status, body) = self.call("POST", path, None, Some(who)).unwrap();
        assert_eq!(status, 200, "{body}");
        serde_json::from_str::<Value>(&body).unwrap()["access_token"].as_str().unwrap().to_owned()
    }

    /// Opens an event stream.
    pub fn listen(&self, path: &str, token: &str) -> Events {
        self.listen_after(path, token, None)
    }

    /// Opens an event stream where an earlier one broke off.
    pub fn listen_after(&self, path: &str, token: &str, last: Option<&str>) -> Events {
        let header = last.map(|last| format!("last-event-id: {last}\r\n")).unwrap_or_default();
        let stream = self.send_with("GET", path, Some(token), None, &header).unwrap();
        let mut lines = BufReader::new(stream).lines();
        // The stream has begun once its first id is there; what happens from now on will be told.
        let mut began =
            lines.by_ref().map_while(Result::ok).filter_map(|line| Some(line.strip_prefix("id: ")?.to_owned()));
        let last = began.next().expect("the stream never began");
        Events { lines: Box::new(lines), last }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already where a test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of an event stream.
pub struct Events {
    lines: Box<dyn Iterator<Item = std::io::Result<String>>>,
    /// The last id that came, for coming back.
    pub last: String,
}

impl Events {
    /// Waits for an event of this kind; `None` if the stream ends first.
    pub fn wait_for(&mut self, kind: &str) -> Option<Value> {
        let wanted = format!("event: {kind}");
        loop {
            let line = self.lines.next()?.ok()?;
            if let Some(id) = line.strip_prefix("id: ") {
                self.last = id.to_owned();
            } else if line == wanted {
                let data = self.lines.next()?.ok()?;
                return serde_json::from_str(data.strip_prefix("data: ")?).ok();
            }
        }
    }

    /// The kind of the next event.
    pub fn next_kind(&mut self) -> Option<String> {
        loop {
            let line = self.lines.next()?.ok()?;
            if let Some(kind) = line.strip_prefix("event: ") {
                return Some(kind.to_owned());
            }
        }
    }

    /// Whether the server ends the stream within five seconds. Running out of patience is no end.
    #[expect(clippy::disallowed_methods, reason = "how long a stream outlives its session is what is tested")]
    pub fn ends(self) -> bool {
        let began = std::time::Instant::now();
        for line in self.lines {
            if line.is_err() || began.elapsed() > Duration::from_secs(5) {
                return false;
            }
        }
        began.elapsed() <= Duration::from_secs(5)
    }
}

/// The status and body of an answer; `None` if it did not come whole.
fn whole_answer(mut stream: TcpStream) -> Option<(u16, String)> {
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length: usize = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").and_then(|n| n.parse().ok()))
        .unwrap_or(0);
    let whole = body.len() == length;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    whole.then(|| (status, body.to_owned()))
}

/// A folder with demo data.
pub fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let done = zaguan(folder.path()).arg("demo").stdout(Stdio::null()).status().unwrap();
    assert!(done.success());
    folder
}
