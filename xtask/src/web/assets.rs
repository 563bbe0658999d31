//! The finished files of one app: named by content, packed, and listed in `manifest.json`.
//!
//! The server relies on the manifest: a file in `files` is served with its type, forever cacheable when its name holds
//! its hash, and from `<path>.br` or `<path>.gz` where `br` or `gz` says that there is one.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Mode;
use super::inputs::hex;
use super::pack;
use crate::project::Project;

/// `manifest.json`.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// Which file plays which part.
    #[serde(flatten)]
    pub roles: Roles,
    /// Every file by its path relative to the manifest.
    pub files: BTreeMap<String, FileInfo>,
}

/// Paths of the files that the HTML names.
#[derive(Serialize, Deserialize)]
pub struct Roles {
    /// The WebAssembly module.
    pub wasm: String,
    /// Its glue, imported by `boot`.
    pub js: String,
    /// The module script of the HTML.
    pub boot: String,
    /// The stylesheet.
    pub css: String,
    /// The icon sprite.
    pub icons: String,
    /// Fonts of the first screen.
    pub preload_fonts: Vec<String>,
}

/// One file.
#[derive(Serialize, Deserialize)]
pub struct FileInfo {
    /// Content type with charset.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Bytes as they are.
    pub size: u64,
    /// Bytes of the brotli variant, if there is one.
    pub br: Option<u64>,
    /// Bytes of the gzip variant, if there is one.
    pub gz: Option<u64>,
    /// SHA-256 of the plain file, hex.
    pub hash: String,
}

impl Manifest {
    /// Reads the manifest of a built app.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("manifest.json");
        let text = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_slice(&text).with_context(|| path.display().to_string())
    }
}

/// Files that are being gathered.
pub struct Assets {
    files: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    /// None yet.
    pub fn new() -> Self {
        Self { files: BTreeMap::new() }
    }

    /// Takes a file and gives back its name, `<stem>-<hash>.<extension>`.
    pub fn add(&mut self, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
        let hash = hex(&Sha256::digest(&bytes));
        let name = format!("{stem}-{}.{extension}", &hash[..12]);
        self.files.insert(name.clone(), bytes);
        name
    }

    /// Takes a file whose path is already decided.
    pub fn add_at(&mut self, path: &str, bytes: Vec<u8>) -> Result<()> {
        if Path::new(path).is_absolute() || path.split('/').any(|part| part == "..") {
            bail!("an asset may not lie outside its folder: {path}");
        }
        self.files.insert(path.to_owned(), bytes);
        Ok(())
    }

    /// Packs everything and puts it in place of `out` at once, so that nobody ever sees half of it.
    pub fn write(self, project: &Project, out: &Path, roles: Roles, shell: Option<&[u8]>, mode: Mode) -> Result<()> {
        let cache = project.scratch("packed")?;
        let fresh = project.root.join("dist/unfinished").join(out.file_name().unwrap_or_default());
        if fresh.exists() {
            std::fs::remove_dir_all(&fresh)?;
        }
        std::fs::create_dir_all(&fresh)?;
        let mut files = BTreeMap::new();
        for (path, info) in self.pack(&cache, &fresh, mode)? {
            files.insert(path, info);
        }
        let manifest = serde_json::to_string_pretty(&Manifest { roles, files })?;
        std::fs::write(fresh.join("manifest.json"), manifest)?;
        if let Some(shell) = shell {
            std::fs::write(fresh.join("shell.html"), shell)?;
        }
        if out.exists() {
            std::fs::remove_dir_all(out)?;
        }
        if let Some(parent) = out.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::rename(&fresh, out).with_context(|| format!("cannot move the app to {}", out.display()))
    }

    /// Writes every file with its variants; one thread per file, because brotli 11 takes its time.
    fn pack(&self, cache: &Path, folder: &Path, mode: Mode) -> Result<Vec<(String, FileInfo)>> {
        std::thread::scope(|threads| {
            let work: Vec<_> = self
                .files
                .iter()
                .map(|(path, bytes)| {
                    threads.spawn(move || Ok((path.clone(), write_file(cache, folder, path, bytes, mode)?)))
                })
                .collect();
            work.into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| bail!("packing an asset panicked")))
                .collect()
        })
    }
}

fn write_file(cache: &Path, folder: &Path, path: &str, bytes: &[u8], mode: Mode) -> Result<FileInfo> {
    let (media_type, packable) = media_type(path)?;
    let target = folder.join(path);
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(&target, bytes)?;
    let hash = hex(&Sha256::digest(bytes));
    let (mut br, mut gz) = (None, None);
    if packable && mode == Mode::Release {
        br = variant(&target, "br", bytes, pack::brotli(cache, &hash, bytes)?)?;
        gz = variant(&target, "gz", bytes, pack::gzip(cache, &hash, bytes)?)?;
    }
    Ok(FileInfo { media_type: media_type.to_owned(), size: bytes.len() as u64, br, gz, hash })
}

/// Writes a packed variant beside the file, unless packing made it larger.
fn variant(target: &Path, extension: &str, plain: &[u8], packed: Vec<u8>) -> Result<Option<u64>> {
    if packed.len() >= plain.len() {
        return Ok(None);
    }
    let mut path = target.as_os_str().to_owned();
    path.push(format!(".{extension}"));
    std::fs::write(path, &packed)?;
    Ok(Some(packed.len() as u64))
}

/// Content type by extension, and whether packing is worth it.
fn media_type(path: &str) -> Result<(&'static str, bool)> {
    Ok(match path.rsplit('.').next() {
        Some("wasm") => ("application/wasm", true),
        Some("js") => ("text/javascript; charset=utf-8", true),
        Some("css") => ("text/css; charset=utf-8", true),
        Some("svg") => ("image/svg+xml", true),
        Some("txt") => ("text/plain; charset=utf-8", true),
        Some("woff2") => ("font/woff2", false),
        _ => bail!("an asset of unknown type: {path}"),
    })
}
