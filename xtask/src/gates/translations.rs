//! Words of the interface that nobody uses.
//!
//! That a key exists in every language, with the same placeholders, is the compiler's business (`zaguan-i18n`); that
//! none is left over is ours: a key is used when `area::KEY` stands in a source file, or `KEY` alone elsewhere in its area.

use std::path::Path;

use anyhow::{Result, bail};

use crate::project::{Project, files_below};

const CATALOGUE: &str = "crates/zaguan-i18n/src";

/// Fails with every unused key.
pub fn check(project: &Project) -> Result<()> {
    let mut catalogue = Vec::new();
    for path in rust_files(project, &[CATALOGUE])? {
        let area = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        catalogue.push((area, std::fs::read_to_string(&path)?));
    }
    let mut sources = Vec::new();
    for path in rust_files(project, &["crates", "frontend-staff", "frontend-portal"])? {
        sources.push(std::fs::read_to_string(&path)?);
    }
    let mut unused = Vec::new();
    let mut total = 0;
    for (area, text) in &catalogue {
        for key in declared(text) {
            total += 1;
            // In its own area a key goes by its bare name, as where an error code is turned into words.
            let at_home = occurrences(text, &key) > 1;
            if !at_home && !sources.iter().any(|source| uses(source, area, &key)) {
                unused.push(format!("{area}::{key}"));
            }
        }
    }
    if total == 0 {
        bail!("no keys found in {CATALOGUE}: has the way they are declared changed?");
    }
    if !unused.is_empty() {
        bail!("{} of {total} keys are used nowhere: {}", unused.len(), unused.join(", "));
    }
    Ok(())
}

fn rust_files(project: &Project, folders: &[&str]) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for folder in folders {
        found.extend(files_below(&project.root.join(folder))?);
    }
    found.retain(|path: &std::path::PathBuf| path.extension() == Some("rs".as_ref()) && !is_test(path));
    Ok(found)
}

/// A key that only a test uses is not used.
fn is_test(path: &Path) -> bool {
    path.file_name() == Some("tests.rs".as_ref()) || path.components().any(|part| part.as_os_str() == "tests")
}

/// Keys declared in one file of the catalogue: a name in capitals, then `{`, at the start of a line.
fn declared(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            let (name, rest) = line.trim_start().split_once(' ')?;
            let shouted =
                name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            (shouted && rest.starts_with('{')).then(|| name.to_owned())
        })
        .collect()
}

/// Whether a source names the key by its area, or by another name that it gave to the area (`use …::cases as words`).
fn uses(source: &str, area: &str, key: &str) -> bool {
    occurrences(source, &format!("{area}::{key}")) > 0
        || source.match_indices(&format!("{area} as ")).any(|(at, found)| {
            let alias: String =
                source[at + found.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            occurrences(source, &format!("{alias}::{key}")) > 0
        })
}

/// How often `path` stands in `source` as whole words, comments aside.
fn occurrences(source: &str, path: &str) -> usize {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices(path).map(move |(at, _)| (line, at)))
        .filter(|(line, at)| {
            !is_part(line[..*at].chars().next_back()) && !is_part(line[at + path.len()..].chars().next())
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::{declared, occurrences, uses};

    #[test]
    fn keys_are_found_where_they_are_declared() {
        let text = "words! {\n    TITLE { es: \"A\", en: \"B\", nl: \"C\" }\n    LONG_ONE {\n        es: \"A\",\n    }\n}\npub const ALL: X = 1;\n";
        assert_eq!(declared(text), ["TITLE", "LONG_ONE"]);
    }

    #[test]
    fn a_comment_is_no_use() {
        assert_eq!(occurrences("// A is\nA => A,\nAB", "A"), 2);
    }

    #[test]
    fn a_use_is_the_whole_path_or_an_alias() {
        assert!(uses("t(cases::TITLE)", "cases", "TITLE"));
        assert!(!uses("t(cases::TITLES)", "cases", "TITLE"));
        assert!(!uses("t(contacts::TITLE)", "cases", "TITLE"));
        assert!(uses("use zaguan_i18n::cases as words;\nt(words::TITLE)", "cases", "TITLE"));
    }
}
