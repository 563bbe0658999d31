//! One SVG sprite of the icons in use: Lucide's as `crates/zaguan-ui/icons.txt` lists them, and our own drawings in
//! `crates/zaguan-ui/icons/*.svg`. An icon is used as `<use href="icons-<hash>.svg#name">`.
//!
//! Only what stands inside an icon's `<svg>` goes into the sprite: stroke, fill and size come from the page's CSS,
//! which reaches through `<use>` only where the symbol itself is silent.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

use super::PACKAGES;
use crate::project::{Project, files_below};

/// The sprite.
pub fn sprite(project: &Project) -> Result<String> {
    let mut symbols = BTreeMap::new();
    let folder = project.root.join(PACKAGES);
    let list = std::fs::read_to_string(folder.join("icons.txt")).unwrap_or_default();
    for name in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let path = folder.join("node_modules/lucide-static/icons").join(format!("{name}.svg"));
        let svg = std::fs::read_to_string(&path)
            .with_context(|| format!("icons.txt: Lucide has no icon `{name}` (see https://lucide.dev/icons)"))?;
        symbols.insert(name.to_owned(), symbol(name, &svg)?);
    }
    for path in files_below(&folder.join("icons"))? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".svg")) else { continue };
        let svg = std::fs::read_to_string(&path)?;
        if symbols.insert(name.to_owned(), symbol(name, &svg)?).is_some() {
            bail!("the icon `{name}` is both in icons.txt and in icons/");
        }
    }
    let body: String = symbols.into_values().collect();
    Ok(format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{body}</svg>\n"))
}

/// An SVG file as a symbol.
fn symbol(name: &str, svg: &str) -> Result<String> {
    let broken = || format!("the icon `{name}` is no plain <svg> with a viewBox");
    let start = svg.find("<svg").with_context(broken)?;
    let head_end = start + svg[start..].find('>').with_context(broken)?;
    let view_box = svg[start..head_end].split("viewBox=\"").nth(1).and_then(|it| it.split('"').next());
    let view_box = view_box.with_context(broken)?;
    let body = &svg[head_end + 1..svg.rfind("</svg>").with_context(broken)?];
    if body.contains("<script") || body.contains("href") {
        bail!("the icon `{name}` holds more than shapes");
    }
    let shapes: String =
        body.lines().map(str::trim).filter(|line| !line.starts_with("<!--")).collect::<Vec<_>>().join(" ");
    let shapes = shapes.trim().replace("> <", "><").replace(" />", "/>");
    Ok(format!("<symbol id=\"{name}\" viewBox=\"{view_box}\">{shapes}</symbol>"))
}

#[cfg(test)]
mod tests {
    use super::symbol;

    #[test]
    fn a_symbol_keeps_the_shapes_and_drops_the_frame() {
        let svg = "<!-- licence -->\n<svg\n  class=\"x\"\n  viewBox=\"0 0 24 24\"\n  stroke-width=\"2\"\n>\n  <path d=\"M1 1\" />\n  <path d=\"M2 2\" />\n</svg>\n";
        assert_eq!(
            symbol("inbox", svg).unwrap(),
            "<symbol id=\"inbox\" viewBox=\"0 0 24 24\"><path d=\"M1 1\"/><path d=\"M2 2\"/></symbol>"
        );
    }

    #[test]
    fn what_is_no_icon_is_refused() {
        assert!(symbol("a", "<svg><path/></svg>").is_err());
        assert!(symbol("b", "<svg viewBox=\"0 0 1 1\"><script>x</script></svg>").is_err());
    }
}
