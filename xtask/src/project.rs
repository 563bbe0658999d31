//! Where things are: the checkout, the target folder, what is built into them.
//!
//! Asked of `cargo metadata` once, so that `CARGO_TARGET_DIR` and `build.target-dir` hold everywhere.
//! Not here: anything that builds or runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// The checkout and its target folder.
pub struct Project {
    /// Absolute path of the workspace root.
    pub root: PathBuf,
    /// Absolute path of cargo's target folder, which may lie outside the checkout.
    pub target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Project {
    /// Asks cargo.
    pub fn find() -> Result<Self> {
        let output = Command::new(cargo_binary())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .context("cannot start cargo")?;
        anyhow::ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
        let found: Metadata = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
        Ok(Self { root: found.workspace_root, target: found.target_directory })
    }

    /// A command that runs cargo in the workspace root.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(cargo_binary());
        command.current_dir(&self.root);
        command
    }

    /// The finished server of `cargo xtask build`.
    pub fn release_server(&self) -> PathBuf {
        self.target.join("release/zaguan")
    }

    /// The quickly built server of `cargo xtask dev`.
    pub fn debug_server(&self) -> PathBuf {
        self.target.join("debug/zaguan")
    }

    /// Where the finished web apps lie, one folder each.
    pub fn web(&self) -> PathBuf {
        self.root.join("dist/web")
    }

    /// A scratch folder of the build tool's own, made if missing.
    pub fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// `path` as one reads it: relative to the checkout where it lies inside.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// Every file below `folder`, sorted, without hidden entries, `node_modules` and `target`. A missing folder has none.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        walk(folder, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name == "node_modules" || name == "target" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// The cargo that started us, so that a toolchain override holds for nested calls too.
fn cargo_binary() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
