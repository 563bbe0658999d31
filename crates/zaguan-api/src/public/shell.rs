//! The static shell of an app: what the browser paints before any script runs.

use std::collections::BTreeMap;

use serde::Deserialize;
use zaguan_types::Language;

/// What the build of an app is made of.
#[derive(Deserialize)]
pub struct Manifest {
    wasm: String,
    js: String,
    boot: String,
    css: String,
    icons: String,
    preload_fonts: Vec<String>,
    /// Every file, by name.
    pub files: BTreeMap<String, File>,
}

/// One file of a build.
#[derive(Deserialize)]
pub struct File {
    /// Its media type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Bytes as brotli, if there is such a file.
    pub br: Option<u64>,
    /// Bytes as gzip, if there is such a file.
    pub gz: Option<u64>,
}

/// What a page says of itself.
pub struct Page<'a> {
    /// `staff` or `portal`.
    pub app: &'a str,
    /// The language of the first paint.
    pub language: Language,
    /// The title until the app sets its own.
    pub title: &'a str,
    /// The firm's name.
    pub firm: &'a str,
    /// The firm's slug.
    pub slug: &'a str,
    /// Address of the firm's stylesheet.
    pub brand_css: &'a str,
    /// Address of the firm's web app manifest.
    pub manifest: &'a str,
    /// Address of the firm's icon.
    pub icon: &'a str,
    /// The colour of the browser's own frame by day.
    pub theme_color: &'a str,
    /// The same by night.
    pub theme_color_dark: &'a str,
}

impl Manifest {
    /// Reads the manifest of a build.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// Fills the shell in. One pass, so that a firm's name cannot smuggle a placeholder in.
pub fn fill(shell: &str, manifest: &Manifest, page: &Page<'_>) -> String {
    let asset = |name: &str| format!("/assets/{}/{name}", page.app);
    let fonts: String = manifest
        .preload_fonts
        .iter()
        .map(|font| {
            format!("<link rel=\"preload\" href=\"{}\" as=\"font\" type=\"font/woff2\" crossorigin>\n", asset(font))
        })
        .collect();
    let value = |name: &str| match name {
        "lang" => page.language.code().to_owned(),
        "title" => escape(page.title),
        "firm" => escape(page.firm),
        "slug" => escape(page.slug),
        "brand_css" => escape(page.brand_css),
        "manifest" => escape(page.manifest),
        "icon" => escape(page.icon),
        "theme_color" => escape(page.theme_color),
        "theme_color_dark" => escape(page.theme_color_dark),
        "css" => asset(&manifest.css),
        "js" => asset(&manifest.js),
        "wasm" => asset(&manifest.wasm),
        "boot" => asset(&manifest.boot),
        "icons" => asset(&manifest.icons),
        "fonts_preload" => fonts.clone(),
        _ => String::new(),
    };
    let mut out = String::with_capacity(shell.len() + 512);
    let mut rest = shell;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else { break };
        out.push_str(&value(name.trim()));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firms_name_is_text_and_no_placeholder() {
        let manifest = Manifest::read(br#"{"wasm":"a.wasm","js":"a.js","boot":"b.js","css":"a.css","icons":"i.svg","preload_fonts":[],"files":{}}"#).unwrap();
        let page = Page {
            app: "portal",
            language: Language::Nl,
            title: "t",
            firm: "<script>{{js}}",
            slug: "s",
            brand_css: "/b",
            manifest: "/m",
            icon: "/i",
            theme_color: "#fff",
            theme_color_dark: "#000",
        };
        let html = fill("<html lang=\"{{lang}}\"><p>{{firm}}</p><script src=\"{{boot}}\"></script>", &manifest, &page);
        assert_eq!(html, "<html lang=\"nl\"><p>&lt;script&gt;{{js}}</p><script src=\"/assets/portal/b.js\"></script>");
    }
}
