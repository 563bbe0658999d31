//! The fonts, taken from their npm packages as `crates/zaguan-ui/fonts.txt` names them.
//!
//! One font per line: the name used in `url("fonts/<name>.woff2")`, the file below `node_modules`, and `preload` if
//! the first screen needs it.

use anyhow::{Context as _, Result, bail};

use super::PACKAGES;
use crate::project::Project;

/// One font file.
pub struct Font {
    /// Name without extension.
    pub name: String,
    /// Whether the HTML asks for it at once.
    pub preload: bool,
    /// A WOFF2 file.
    pub bytes: Vec<u8>,
}

/// All fonts of the list.
pub fn load(project: &Project) -> Result<Vec<Font>> {
    let folder = project.root.join(PACKAGES);
    let list = std::fs::read_to_string(folder.join("fonts.txt")).context("crates/zaguan-ui/fonts.txt")?;
    let mut fonts = Vec::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (name, file, preload) = match words[..] {
            [name, file] => (name, file, false),
            [name, file, "preload"] => (name, file, true),
            _ => bail!("fonts.txt: expected `name file [preload]`, got `{line}`"),
        };
        let path = folder.join("node_modules").join(file);
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", project.shown(&path)))?;
        fonts.push(Font { name: name.to_owned(), preload, bytes });
    }
    Ok(fonts)
}
