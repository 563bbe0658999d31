//! Whether an app must be built again: a hash over everything that can change what comes out.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::{App, Mode};
use crate::project::{Project, files_below};

/// Folders and files, relative to the checkout, that both apps are made from.
const SHARED: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "crates/zaguan-types",
    "crates/zaguan-i18n",
    "crates/zaguan-client",
    "crates/zaguan-ui",
    "xtask/src/web",
];

/// Hex hash over the names and contents of an app's sources, and over `mode`.
pub fn fingerprint(project: &Project, app: &App, mode: Mode) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{mode:?}\n"));
    for path in sources(project, app)? {
        let content = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        hash.update(format!("{}\n{}\n", project.shown(&path), content.len()));
        hash.update(content);
    }
    Ok(hex(&hash.finalize()))
}

fn sources(project: &Project, app: &App) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for place in SHARED.iter().chain([&app.package]) {
        let path = project.root.join(place);
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
