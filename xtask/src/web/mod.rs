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
    let boot = assets.add("boot", "js", boot_script(&js, &wasm).into_bytes());

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
fn boot_script(js: &str, wasm: &str) -> String {
    format!(
        "import init from \"./{js}\";\n\
         init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }}).catch((error) => {{\n\
         \x20 document.documentElement.dataset.boot = \"failed\";\n\
         \x20 throw error;\n\
         }});\n"
    )
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
