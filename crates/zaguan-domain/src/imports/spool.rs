//! A file on its way in: written to a nameless temporary file as it arrives, so that one that breaks off leaves nothing.

use std::fs::File;
use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Semaphore;

use super::read::{Reading, Wanted, read};
use crate::error::{Error, Result};

/// Files that are read at the same time in a process: each may take a hundred megabytes while it is.
const AT_ONCE: usize = 2;

static READING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// A file that is arriving.
pub struct Spool {
    file: tokio::fs::File,
    size: u64,
    hash: Sha256,
}

impl Spool {
    /// An empty one.
    ///
    /// # Errors
    /// If there is no room for temporary files.
    pub fn new() -> Result<Self> {
        let file = tempfile::tempfile().map_err(|error| no_room(&error))?;
        Ok(Self { file: tokio::fs::File::from_std(file), size: 0, hash: Sha256::new() })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// If the disk is full.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        self.hash.update(bytes);
        self.file.write_all(bytes).await.map_err(|error| no_room(&error))
    }

    /// Bytes so far.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// SHA-256 of what has arrived.
    pub fn hash(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// The file itself.
    pub(super) async fn file(mut self) -> Result<File> {
        self.file.flush().await.map_err(|error| no_room(&error))?;
        Ok(self.file.into_std().await)
    }
}

fn no_room(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("temporary files: {error}"))
}

/// Reads a file, away from the threads that answer requests.
pub(super) async fn read_away(file: File, wanted: Wanted) -> Result<Reading> {
    let _one = READING.acquire().await.map_err(|_| Error::Unavailable("it is closing".into()))?;
    let read = tokio::task::spawn_blocking(move || read(file, &wanted)).await;
    Ok(read.map_err(|error| Error::Internal(format!("reading a file: {error}")))??)
}
