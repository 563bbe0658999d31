//! What a browser downloads before the sign-in page is usable, after brotli, against its budget.

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::web::{APPS, App, Manifest};

/// Measures both built apps and prints a table.
pub fn check(project: &Project) -> Result<()> {
    let mut over = Vec::new();
    for app in APPS {
        let parts = first_load(project, app)?;
        let sum: u64 = parts.iter().map(|(_, size)| size).sum();
        println!("{} app: first load after brotli", app.name);
        for (name, size) in &parts {
            println!("  {name:<44} {size:>9}");
        }
        println!("  {:<44} {sum:>9} of {}", "together", app.budget);
        if sum > app.budget {
            over.push(format!("{}: {sum} bytes are over the budget of {}", app.name, app.budget));
        }
    }
    if !over.is_empty() {
        bail!("{}", over.join("\n"));
    }
    Ok(())
}

fn first_load(project: &Project, app: &App) -> Result<Vec<(String, u64)>> {
    let folder = project.web().join(app.name);
    let manifest = Manifest::read(&folder).context("build the apps first: cargo xtask web")?;
    let roles = &manifest.roles;
    let mut names = vec![&roles.wasm, &roles.js, &roles.boot, &roles.css, &roles.icons];
    names.extend(&roles.preload_fonts);
    // Scripts that the glue imports are loaded with it.
    names.extend(manifest.files.keys().filter(|name| name.starts_with("snippets/")));
    let mut parts = Vec::new();
    for name in names {
        let file = manifest.files.get(name).with_context(|| format!("{name} is not in the manifest"))?;
        parts.push((name.clone(), file.br.unwrap_or(file.size)));
    }
    let shell = folder.join("shell.html");
    if shell.is_file() {
        parts.push(("shell.html (unpacked)".to_owned(), shell.metadata()?.len()));
    }
    Ok(parts)
}
