//! The npm packages the build and the tests need, installed by `npm ci` when their lock file has changed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::project::Project;

/// Installs the packages of `folder` (relative to the checkout) unless they are already as its lock file says.
pub fn install(project: &Project, folder: &str) -> Result<()> {
    let folder = project.root.join(folder);
    if is_fresh(&folder)? {
        return Ok(());
    }
    if !process::on_path("npm") {
        bail!("npm is missing: install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm)");
    }
    process::output(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(&folder),
    )?;
    std::fs::write(stamp(&folder), lock(&folder)?)?;
    Ok(())
}

/// Whether what is installed is what the lock file asks for.
pub fn is_fresh(folder: &Path) -> Result<bool> {
    let wanted = lock(folder)?;
    Ok(std::fs::read_to_string(stamp(folder)).is_ok_and(|installed| installed == wanted))
}

fn lock(folder: &Path) -> Result<String> {
    let path = folder.join("package-lock.json");
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// A copy of the lock file beside the packages: written last, so that an interrupted install is repeated.
fn stamp(folder: &Path) -> std::path::PathBuf {
    folder.join("node_modules/.installed-from-lock.json")
}
