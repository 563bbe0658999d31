//! One stylesheet from many: `@import`s put in place, font addresses replaced by their hashed names, minified.
//!
//! The sources stay plain CSS. What the bundler understands of `@import` is what the design system uses: a relative
//! path in quotes, and optionally `layer(name)`. Nothing is rewritten for older browsers.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

use super::Mode;
use crate::project::Project;

/// The stylesheet that starts at `entry`. `fonts` maps the names used in `url("fonts/<name>")` to hashed names.
pub fn bundle(project: &Project, entry: &Path, fonts: &[(String, String)], mode: Mode) -> Result<String> {
    let mut text = String::new();
    expand(project, entry, &mut Vec::new(), &mut text)?;
    print(&text, &project.shown(entry), fonts, mode)
}

/// Appends `path` to `text` with every import replaced by the imported file. `open` are the files we are inside of.
fn expand(project: &Project, path: &Path, open: &mut Vec<PathBuf>, text: &mut String) -> Result<()> {
    let path = path.canonicalize().with_context(|| format!("no stylesheet {}", project.shown(path)))?;
    if open.contains(&path) {
        bail!("{} imports itself", project.shown(&path));
    }
    open.push(path.clone());
    let source = std::fs::read_to_string(&path)?;
    let folder = path.parent().unwrap_or(&project.root);
    for line in source.lines() {
        match import(line).with_context(|| format!("in {}", project.shown(&path)))? {
            None => {
                text.push_str(line);
                text.push('\n');
            }
            Some(Import { file, layer: None }) => expand(project, &folder.join(file), open, text)?,
            Some(Import { file, layer: Some(layer) }) => {
                text.push_str(&format!("@layer {layer} {{\n"));
                expand(project, &folder.join(file), open, text)?;
                text.push_str("}\n");
            }
        }
    }
    open.pop();
    Ok(())
}

#[derive(Debug, PartialEq)]
struct Import<'a> {
    file: &'a str,
    layer: Option<&'a str>,
}

/// The import a line consists of, if it does.
fn import(line: &str) -> Result<Option<Import<'_>>> {
    let Some(rest) = line.trim().strip_prefix("@import") else { return Ok(None) };
    let wrong =
        || format!("write `@import \"file.css\";` or `@import \"file.css\" layer(name);`, not `{}`", line.trim());
    let statement = rest.trim().split_once(';').with_context(wrong)?.0;
    let statement = statement.strip_prefix('"').with_context(wrong)?;
    let (file, condition) = statement.split_once('"').with_context(wrong)?;
    let layer = match condition.trim() {
        "" => None,
        condition => Some(condition.strip_prefix("layer(").and_then(|it| it.strip_suffix(')')).with_context(wrong)?),
    };
    Ok(Some(Import { file, layer }))
}

/// Parses, so that a mistake stops the build instead of being skipped by the browser, and prints.
fn print(text: &str, name: &str, fonts: &[(String, String)], mode: Mode) -> Result<String> {
    let options = ParserOptions { filename: name.to_owned(), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(text, options).map_err(|error| {
        let line = error.loc.as_ref().and_then(|at| text.lines().nth(at.line as usize)).unwrap_or_default();
        anyhow::anyhow!("{name}: {error}: {}", line.trim())
    })?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
    let result = sheet.to_css(PrinterOptions {
        minify: mode == Mode::Release,
        analyze_dependencies: Some(DependencyOptions::default()),
        ..PrinterOptions::default()
    })?;
    let mut code = result.code;
    for dependency in result.dependencies.unwrap_or_default() {
        match dependency {
            Dependency::Url(url) => {
                let address = address(&url.url, fonts).with_context(|| format!("in {name}"))?;
                code = code.replace(&url.placeholder, &address);
            }
            Dependency::Import(import) => bail!("{name}: `@import \"{}\"` must stand on a line of its own", import.url),
        }
    }
    Ok(code)
}

/// What stands in the finished file for the address written in a source.
fn address(written: &str, fonts: &[(String, String)]) -> Result<String> {
    if written.starts_with("data:") || written.starts_with('#') {
        return Ok(written.to_owned());
    }
    let file = written.rsplit('/').next().unwrap_or(written);
    match fonts.iter().find(|(name, _)| name == file) {
        Some((_, hashed)) => Ok(hashed.clone()),
        None => bail!("url(\"{written}\"): no such font in crates/zaguan-ui/fonts.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Import, Mode, import, print};

    #[test]
    fn import_lines_are_understood_or_refused() {
        assert_eq!(import("a { color: red }").unwrap(), None);
        assert_eq!(import("@import \"a.css\";").unwrap(), Some(Import { file: "a.css", layer: None }));
        assert_eq!(
            import("  @import \"../b.css\" layer(base); /* why */").unwrap(),
            Some(Import { file: "../b.css", layer: Some("base") })
        );
        assert!(import("@import url(a.css);").is_err());
        assert!(import("@import \"a.css\" print;").is_err());
    }

    #[test]
    fn fonts_get_their_hashed_name_and_modern_css_stays() {
        let fonts = [("a.woff2".to_owned(), "a-123.woff2".to_owned())];
        let source = "@layer base, app;\n@font-face { font-family: A; src: url(\"../fonts/a.woff2\") format(\"woff2\"); }\n\
                      @layer base { .x { color: light-dark(oklch(50% .1 20), white); &:hover { margin: 0px } } }";
        let css = print(source, "t.css", &fonts, Mode::Release).unwrap();
        assert!(css.contains("url(a-123.woff2)") || css.contains("url(\"a-123.woff2\")"), "{css}");
        assert!(css.contains("light-dark(oklch(50% .1 20)"), "{css}");
        assert!(css.contains("&:hover{margin:0}"), "{css}");
        // The minifier may write the layers another way; their order must stay.
        assert!(css.find("@layer base") < css.find("@layer app"), "{css}");
    }

    #[test]
    fn unknown_fonts_and_broken_css_stop_the_build() {
        assert!(print("@font-face { src: url(\"b.woff2\") }", "t.css", &[], Mode::Release).is_err());
        assert!(print(".x { color: red } }", "t.css", &[], Mode::Release).is_err());
    }

    #[test]
    fn data_addresses_stay() {
        let css = print(".x { background: url(\"data:image/svg+xml,%3Csvg/%3E\") }", "t.css", &[], Mode::Release);
        assert!(css.unwrap().contains("data:image/svg+xml,%3Csvg/%3E"));
    }
}
