//! Cuts an app into a first part and parts that load when they are needed, at the functions that the app marked
//! (`leptos::wasm_split`), before wasm-bindgen sees it.
//!
//! The splitter writes a script that loads the parts; [`join`] puts it into the glue of wasm-bindgen, so that it costs
//! no request of its own. The splitter needs relocations and names, which the parts do not keep.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use wasm_split_cli_support::{Options, transform};

use crate::project::Project;

/// What rustc has to leave in the module so that it can be cut.
pub const RUSTC: &[&str] = &["-Clink-arg=--emit-relocs"];

/// How the script names the glue, and the glue the script, until they are joined.
const GLUE: &str = "./glue.js";
const LOADER: &str = "./loader.js";

/// An app in pieces.
pub struct Pieces {
    /// The first part, for wasm-bindgen.
    pub first: PathBuf,
    /// The script that loads the others.
    pub loader: String,
    /// The others.
    pub parts: Vec<Part>,
}

/// A part that loads when it is needed.
pub struct Part {
    /// The file name by which the script knows it.
    pub name: String,
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
}

/// Cuts the module that cargo built.
pub fn cut(project: &Project, input: &Path) -> Result<Pieces> {
    let folder = project.scratch("split")?;
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let whole = std::fs::read(input).with_context(|| format!("cannot read {}", input.display()))?;
    let first = folder.join("first.wasm");
    let mut options = Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.main_module = GLUE;
    options.link_name = LOADER;
    let result = transform(options).map_err(|error| anyhow::anyhow!("splitting {}: {error:#}", input.display()))?;
    let loader = std::fs::read_to_string(folder.join(LOADER)).context("the splitter wrote no loader")?;
    let mut parts = Vec::new();
    for path in result.split_modules {
        let name = path.file_name().and_then(|name| name.to_str()).context("a part without a name")?.to_owned();
        let wasm = without_names(&std::fs::read(&path)?).with_context(|| name.clone())?;
        parts.push(Part { name, wasm });
    }
    Ok(Pieces { first, loader, parts })
}

/// The glue with the loader in it, in the place of its imports: one for each part that Rust loads by itself.
pub fn join(glue: &str, loader: &str) -> Result<String> {
    let from = format!("from \"{LOADER}\"");
    let imports: Vec<&str> =
        glue.lines().filter(|line| line.starts_with("import * as ") && line.contains(&from)).collect();
    if imports.is_empty() {
        bail!("the glue does not import the loader: has wasm-bindgen changed how it writes imports?");
    }
    let mut exports = Vec::new();
    let mut body = String::new();
    for line in loader.lines() {
        match line.strip_prefix("export const ") {
            _ if line.contains(&format!("from \"{GLUE}\"")) => {}
            Some(constant) => {
                exports.push(constant.split(' ').next().unwrap_or_default());
                body.push_str(&format!("const {constant}\n"));
            }
            None => body.push_str(&format!("{line}\n")),
        }
    }
    if exports.is_empty() || !loader.contains("initSync") {
        bail!("the loader is not what it was: has the splitter changed?");
    }
    let mut joined = glue.to_owned();
    for (at, import) in imports.into_iter().enumerate() {
        let name = import.trim_start_matches("import * as ").split(' ').next().unwrap_or_default();
        let body = if at == 0 { body.as_str() } else { "" };
        joined = joined.replacen(import, &format!("{body}const {name} = {{ {} }};", exports.join(", ")), 1);
    }
    Ok(joined)
}

/// A module without its custom sections, which hold names and notes for tools.
fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    let broken = || anyhow::anyhow!("not a WebAssembly module");
    let mut out = wasm.get(..8).ok_or_else(broken)?.to_vec();
    let mut at = 8;
    while at < wasm.len() {
        let begin = at;
        let id = wasm[at];
        let (size, after) = leb128(wasm, at + 1).ok_or_else(broken)?;
        at = after + size;
        let section = wasm.get(begin..at).ok_or_else(broken)?;
        if id != 0 {
            out.extend_from_slice(section);
        }
    }
    Ok(out)
}

/// A number of the format's own kind (LEB128, at most 32 bits) and where it ends.
fn leb128(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(at)?;
        at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{join, without_names};

    #[test]
    fn the_loader_moves_into_the_glue() {
        let glue = "import * as import1 from \"./loader.js\"\nexport function initSync() {}\nconst imports = { \"./loader.js\": import1 };\n";
        let loader =
            "import { initSync } from \"./glue.js\";\nlet shared = initSync;\nexport const load_inside = shared(1);\n";
        let joined = join(glue, loader).unwrap();
        assert_eq!(
            joined,
            "let shared = initSync;\nconst load_inside = shared(1);\nconst import1 = { load_inside };\nexport function initSync() {}\nconst imports = { \"./loader.js\": import1 };\n"
        );
        assert!(join("nothing", loader).is_err() && join(glue, "nothing").is_err());
    }

    #[test]
    fn an_app_of_several_parts_imports_the_loader_more_than_once() {
        let glue = "import * as import1 from \"./loader.js\"\nimport * as import2 from \"./loader.js\"\nexport function initSync() {}\n";
        let loader = "import { initSync } from \"./glue.js\";\nlet shared = initSync;\nexport const load_a = shared(1);\nexport const load_b = shared(2);\n";
        assert_eq!(
            join(glue, loader).unwrap(),
            "let shared = initSync;\nconst load_a = shared(1);\nconst load_b = shared(2);\nconst import1 = { load_a, load_b };\nconst import2 = { load_a, load_b };\nexport function initSync() {}\n"
        );
    }

    #[test]
    fn names_go_and_code_stays() {
        let head = b"\0asm\x01\0\0\0";
        let module = [head.as_slice(), &[0, 2, 1, b'x'], &[1, 1, 0], &[0, 0]].concat();
        assert_eq!(without_names(&module).unwrap(), [head.as_slice(), &[1, 1, 0]].concat());
        assert!(without_names(b"x").is_err());
        assert!(without_names(&[head.as_slice(), &[1, 9]].concat()).is_err());
    }
}
