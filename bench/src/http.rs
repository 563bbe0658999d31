//! As much of an HTTP/1.1 client as measuring needs: one keep-alive connection, answers with a length.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Largest answer that is read.
const MOST: usize = 8 << 20;

/// A request, ready to be sent as it is.
#[derive(Clone, Debug)]
pub struct Request(pub Vec<u8>);

impl Request {
    /// A request without a body.
    pub fn get(path: &str, token: Option<&str>) -> Self {
        Self(format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{}\r\n", authorization(token)).into_bytes())
    }

    /// A request that does something and has no body.
    pub fn put(path: &str, token: Option<&str>) -> Self {
        let token = authorization(token);
        Self(format!("PUT {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{token}content-length: 0\r\n\r\n").into_bytes())
    }

    /// A request with a JSON body.
    pub fn post(path: &str, token: Option<&str>, body: &serde_json::Value) -> Self {
        let body = body.to_string();
        Self(
            format!(
                "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{}\r\n{body}",
                body.len(),
                authorization(token)
            )
            .into_bytes(),
        )
    }
}

/// How an answer without a length ends.
const LAST_CHUNK: &[u8] = b"\r\n0\r\n\r\n";

fn authorization(token: Option<&str>) -> String {
    token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"))
}

/// One connection that is used again and again.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// If nobody listens.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("nobody listens on {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 << 10) })
    }

    /// Sends a request; returns the status of the answer, whose body [`Self::body`] then gives.
    ///
    /// # Errors
    /// If the connection breaks or the answer is none that is understood here.
    pub async fn send(&mut self, request: &Request) -> Result<u16> {
        self.buffer.clear();
        self.stream.write_all(&request.0).await?;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed");
            }
            if let Some(head) = Head::read(&self.buffer)? {
                let end = head.body + head.length;
                while self.buffer.len() < end {
                    if self.stream.read_buf(&mut self.buffer).await? == 0 {
                        bail!("the connection was closed in the middle of an answer");
                    }
                }
                self.buffer.drain(..head.body);
                return Ok(head.status);
            }
            if self.buffer.len() > MOST {
                bail!("an endless head");
            }
        }
    }

    /// Sends a request whose answer is a long text, and keeps nothing of it; returns its status and how many lines it has,
    /// those of the head and of the transfer among them. `look` is called now and then while it comes.
    ///
    /// # Errors
    /// If the connection breaks before the end.
    pub async fn send_for_lines(
        &mut self,
        request: &Request,
        mut look: impl FnMut() -> Result<()>,
    ) -> Result<(u16, usize)> {
        self.stream.write_all(&request.0).await?;
        let (mut status, mut lines, mut left) = (None, 0, None);
        let mut tail = Vec::new();
        loop {
            self.buffer.clear();
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed in the middle of an answer");
            }
            look()?;
            lines += self.buffer.iter().filter(|byte| **byte == b'\n').count();
            tail.extend_from_slice(&self.buffer);
            if status.is_none() {
                let Some(end) = tail.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
                let head = std::str::from_utf8(&tail[..end]).context("a head that is no text")?;
                status = Some(head.get(9..12).and_then(|code| code.parse().ok()).context("no status line")?);
                let length = head
                    .lines()
                    .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
                left = length.map(|length: usize| length + end + 4);
            }
            // Of a text with a length, what has come is counted; of one without, the end is looked for.
            let over = match &mut left {
                Some(left) => {
                    *left = left.saturating_sub(tail.len());
                    tail.clear();
                    *left == 0
                }
                None => tail.ends_with(LAST_CHUNK),
            };
            if over {
                return Ok((status.unwrap_or_default(), lines));
            }
            tail.drain(..tail.len().saturating_sub(LAST_CHUNK.len()));
        }
    }

    /// The body of the last answer.
    pub fn body(&self) -> &[u8] {
        &self.buffer
    }
}

/// What the head of an answer says.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    body: usize,
    length: usize,
}

impl Head {
    /// The head, if it has arrived whole.
    fn read(bytes: &[u8]) -> Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(&bytes[..end]).context("a head that is no text")?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.get(9..12)?.parse().ok()).context("no status line")?;
        let mut length = None;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            }
        }
        let length: usize = match length {
            Some(length) if length <= MOST => length,
            None if status == 204 => 0,
            _ => bail!("an answer without a length"),
        };
        Ok(Some(Self { status, body: end + 4, length }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_once_they_are_whole() {
        assert_eq!(Head::read(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n").unwrap(), None);
        let whole = b"HTTP/1.1 201 Created\r\nx: y\r\nContent-Length: 2\r\n\r\nok";
        assert_eq!(Head::read(whole).unwrap(), Some(Head { status: 201, body: whole.len() - 2, length: 2 }));
        assert!(Head::read(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
        assert!(Head::read(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n").is_err());
    }

    #[test]
    fn requests_carry_token_and_length() {
        let text = String::from_utf8(Request::post("/a", Some("t"), &serde_json::json!({})).0).unwrap();
        assert!(
            text.contains("authorization: Bearer t\r\n")
                && text.ends_with("content-length: 2\r\nauthorization: Bearer t\r\n\r\n{}")
        );
    }
}
