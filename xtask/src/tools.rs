//! What the commands need from the system: present, or installed when we are root, or named so that a person can.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Adds the browser target to the toolchain if it is missing.
pub fn wasm_target() -> Result<()> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        return Ok(());
    }
    if !process::on_path("rustup") {
        bail!("this toolchain has no wasm32-unknown-unknown target and rustup is missing: see https://rustup.rs");
    }
    process::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

/// Path of a Chromium for the browser journeys; `CHROMIUM` overrides.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(path));
    }
    let find = || {
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
            .iter()
            .map(PathBuf::from)
            .find(|path| path.exists())
    };
    if let Some(path) = find() {
        return Ok(path);
    }
    apt_install("chromium")?;
    match find() {
        Some(path) => Ok(path),
        None => bail!("chromium was installed but is not in /usr/bin; set CHROMIUM to its path"),
    }
}

/// Folder with `initdb` and `pg_ctl` of the newest installed PostgreSQL server.
pub fn postgres_programs() -> Result<PathBuf> {
    if let Some(folder) = newest_postgres() {
        return Ok(folder);
    }
    apt_install("postgresql")?;
    match newest_postgres() {
        Some(folder) => Ok(folder),
        None => bail!("postgresql was installed but /usr/lib/postgresql/*/bin/initdb is not there"),
    }
}

/// Whether we run as root.
pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0")
}

fn newest_postgres() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| {
            let folder = entry.ok()?;
            let version: u32 = folder.file_name().to_str()?.parse().ok()?;
            let programs = folder.path().join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .max()
        .map(|(_, programs)| programs)
}

fn apt_install(package: &str) -> Result<()> {
    if !process::on_path("apt-get") || !is_root() {
        bail!("{package} is missing: install it (Debian, Ubuntu: sudo apt-get install {package}) and try again");
    }
    process::output(Command::new("apt-get").arg("update"))?;
    process::output(
        Command::new("apt-get")
            .args(["install", "-y", "--no-install-recommends", package])
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    Ok(())
}
