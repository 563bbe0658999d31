//! From the sources of one browser app to the files a browser loads, in `dist/web/<app>/`.
//!
//! ```text
//! cargo (wasm32)  → bindgen → app-<hash>.wasm, app-<hash>.js, boot-<hash>.js
//! styles/app.css  → css     → app-<hash>.css
//! icons.txt       → icons   → icons-<hash>.svg
//! fonts.txt       → fonts   → <font>-<hash>.woff2
//! ```
//! `assets` names them by content, packs them and writes `manifest.json`, which the server reads. `inputs` tells
//! whether anything has changed since. Not here: serving, and the HTML around the app.

mod assets;
mod bindgen;
mod css;
mod fonts;
mod icons;
mod inputs;
mod pack;
mod split;

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::project::Project;
pub use assets::Manifest;

/// Folder of the npm packages with fonts and icons, relative to the checkout.
pub const PACKAGES: &str = "crates/zaguan-ui";

/// One of the two browser apps.
pub struct App {
    /// Name of its output folder.
    pub name: &'static str,
    /// Its cargo package, which is also its folder.
    pub package: &'static str,
    /// Largest first load, in bytes after brotli.
    pub budget: u64,
    /// Whether its feature `split` cuts it into a first part and parts that load when they are needed.
    pub split: bool,
}

/// The two apps.
pub const APPS: &[App] = &[
    App { name: "staff", package: "frontend-staff", budget: 550_000, split: true },
    App { name: "portal", package: "frontend-portal", budget: 300_000, split: true },
];

/// How much trouble to take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Small files, packed as hard as possible.
    Release,
    /// Quick to build, unpacked.
    Dev,
}

/// Builds one app, or does nothing if its sources are what they were.
pub fn build(project: &Project, app: &App, mode: Mode) -> Result<()> {
    let fingerprint = inputs::fingerprint(project, app, mode)?;
    let stamp = project.root.join("dist/stamps").join(app.name);
    let out = project.web().join(app.name);
    let unchanged = std::fs::read_to_string(&stamp).is_ok_and(|last| last == fingerprint);
    if unchanged && out.join("manifest.json").is_file() {
        return Ok(());
    }

    let module = bindgen::compile(project, app, mode)?;
    let fonts = fonts::load(project)?;
    let mut assets = assets::Assets::new();
    let wasm = assets.add("app", "wasm", module.wasm);
    let mut glue = module.js;
    for part in module.parts {
        let name = assets.add("part", "wasm", part.wasm);
        glue = glue.replace(&format!("./{}", part.name), &format!("./{name}"));
    }
    let js = assets.add("app", "js", glue.into_bytes());
    for (path, text) in module.snippets {
        assets.add_at(&path, text.into_bytes())?;
    }
    let boot = assets.add("boot", "js", boot_script(&js, &wasm, mode).into_bytes());

    let mut preload_fonts = Vec::new();
    let mut font_names = Vec::new();
    for font in &fonts {
        let name = assets.add(&font.name, "woff2", font.bytes.clone());
        font_names.push((format!("{}.woff2", font.name), name.clone()));
        if font.preload {
            preload_fonts.push(name);
        }
    }
    let styles = project.root.join(app.package).join("styles/app.css");
    let css = assets.add("app", "css", css::bundle(project, &styles, &font_names, mode)?.into_bytes());
    let icons = assets.add("icons", "svg", icons::sprite(project)?.into_bytes());
    assets.add_at("licences.txt", licences(project)?.into_bytes())?;

    let shell = project.root.join(app.package).join("shell.html");
    let shell = shell.is_file().then(|| std::fs::read(&shell)).transpose()?;
    assets.write(project, &out, assets::Roles { wasm, js, boot, css, icons, preload_fonts }, shell.as_deref(), mode)?;
    std::fs::create_dir_all(project.root.join("dist/stamps"))?;
    std::fs::write(stamp, fingerprint)?;
    Ok(())
}

/// The only script the HTML names. A file of its own, because the content security policy allows no inline script;
/// on failure it marks the page, so that the static shell can say in plain words what is needed.
fn boot_script(js: &str, wasm: &str, mode: Mode) -> String {
    let start = format!(
        "import init from \"./{js}\";\n\
         init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }}).catch((error) => {{\n\
         \x20 document.documentElement.dataset.boot = \"failed\";\n\
         \x20 throw error;\n\
         }});\n"
    );
    match mode {
        Mode::Release => start,
        Mode::Dev => start + RELOAD,
    }
}

/// Only in what `cargo xtask dev` builds: asks for the page's own HTML twice a second and loads the page anew when it has
/// changed. The HTML names every file by its content, so a new build changes it, and [`mark_restart`] does so for a new
/// server. The server needs no door for this, in no build.
const RELOAD: &str = "
const html = () => fetch(location.href, { cache: \"no-store\" }).then((answer) => (answer.ok ? answer.text() : undefined)).catch(() => undefined);
let shown = await html();
setInterval(async () => {
  if (document.hidden) return;
  const now = await html();
  if (now === undefined) return;
  shown ??= now;
  if (now !== shown) location.reload();
}, 500);
";

/// Changes the HTML of quickly built apps, so that open pages notice a new server.
pub fn mark_restart(project: &Project) -> Result<()> {
    let millis = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis();
    for app in APPS {
        let path = project.web().join(app.name).join("shell.html");
        if path.is_file() {
            let html = std::fs::read_to_string(&path)?;
            std::fs::write(&path, marked(&html, millis))?;
        }
    }
    Ok(())
}

fn marked(html: &str, millis: u128) -> String {
    let plain = html.split("<!-- server of ").next().unwrap_or_default();
    format!("{plain}<!-- server of {millis} -->\n")
}

/// The licences of what we hand on and did not write: their texts must travel with the fonts and icons.
fn licences(project: &Project) -> Result<String> {
    let packages = project.root.join(PACKAGES).join("node_modules");
    let mut text = String::new();
    for package in ["@fontsource-variable/hanken-grotesk", "@fontsource/newsreader", "lucide-static"] {
        let path: PathBuf = packages.join(package).join("LICENSE");
        let licence = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        text.push_str(&format!("{package}\n\n{}\n\n{}\n\n", licence.trim(), "-".repeat(80)));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{Mode, boot_script, marked};

    #[test]
    fn only_quick_builds_reload_by_themselves() {
        let release = boot_script("app.js", "app.wasm", Mode::Release);
        assert!(
            !release.contains("reload") && !release.contains("fetch") && !release.contains("setInterval"),
            "{release}"
        );
        let dev = boot_script("app.js", "app.wasm", Mode::Dev);
        assert!(dev.starts_with(&release) && dev.contains("location.reload()"));
    }

    #[test]
    fn a_new_server_changes_the_page_and_leaves_one_mark() {
        let first = marked("<html></html>\n", 1);
        assert_ne!(first, marked(&first, 2));
        assert_eq!(marked(&first, 2), "<html></html>\n<!-- server of 2 -->\n");
    }
}
