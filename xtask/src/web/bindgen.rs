//! The Rust part: cargo for wasm32, then wasm-bindgen, linked in as a library so that nothing has to be installed.
//!
//! The library must be of exactly the version of the `wasm-bindgen` crate: both are pinned in the root `Cargo.toml`.

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::split::{self, Part};
use super::{App, Mode};
use crate::process;
use crate::project::Project;

const TARGET: &str = "wasm32-unknown-unknown";

/// For the browser only, so that a change here never rebuilds the server. Leptos builds one giant type per view; erased,
/// views compile in a fraction of the time, and the module is an eighth smaller (docs/decisions/0003-web-build.md).
const RUSTFLAGS: &str = "--cfg erase_components";

/// What wasm-bindgen makes of one app.
pub struct Module {
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
    /// Its glue, an ES module whose default export takes the module's address.
    pub js: String,
    /// Further scripts the glue imports, by path relative to the glue.
    pub snippets: Vec<(String, String)>,
    /// Parts that the glue loads when they are needed.
    pub parts: Vec<Part>,
}

/// Compiles the package of `app`.
pub fn compile(project: &Project, app: &App, mode: Mode) -> Result<Module> {
    let profile = match mode {
        Mode::Release => "wasm-release",
        Mode::Dev => "dev",
    };
    // Dev builds stay in one piece: they are quicker to make, and nobody waits for their download.
    let in_parts = app.split && mode == Mode::Release;
    let mut command = project.cargo();
    command.args(["rustc", "--locked", "--target", TARGET, "--profile", profile, "--package", app.package]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", RUSTFLAGS);
    if in_parts {
        // For the last crate only: what it is made of stays as it is for both apps.
        command.args(["--features", "split", "--"]).args(split::RUSTC);
    }
    process::run(&mut command)?;
    let folder = match mode {
        Mode::Release => "wasm-release",
        Mode::Dev => "debug",
    };
    let input = project.target.join(TARGET).join(folder).join(format!("{}.wasm", app.package));
    let pieces = if in_parts { Some(split::cut(project, &input)?) } else { None };
    let first = pieces.as_ref().map_or(&input, |pieces| &pieces.first);
    let mut module = bind(first, mode, in_parts).with_context(|| format!("wasm-bindgen on {}", first.display()))?;
    if let Some(pieces) = pieces {
        module.js = split::join(&module.js, &pieces.loader)?;
        module.parts = pieces.parts;
    }
    Ok(module)
}

/// `keep_exports`: the parts reach into the first one by what the linker exports.
fn bind(input: &std::path::Path, mode: Mode, keep_exports: bool) -> Result<Module> {
    let release = mode == Mode::Release;
    let mut output = Bindgen::new()
        .input_path(input)
        .keep_lld_exports(keep_exports)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .debug(!release)
        .keep_debug(false)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate_output()?;
    let mut snippets = Vec::new();
    for (identifier, scripts) in output.snippets() {
        for (number, text) in scripts.iter().enumerate() {
            snippets.push((format!("snippets/{identifier}/inline{number}.js"), text.clone()));
        }
    }
    for (path, text) in output.local_modules() {
        snippets.push((format!("snippets/{path}"), text.clone()));
    }
    snippets.sort();
    let js = output.js().to_owned();
    Ok(Module { wasm: output.wasm_mut().emit_wasm(), js, snippets, parts: Vec::new() })
}
