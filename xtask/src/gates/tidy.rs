//! House rules that neither rustc nor clippy knows: the size and the head of a file, and who may name what.
//!
//! A rule about words looks at code only, not at comments, and at whole words. A new exception belongs into the tables
//! below, with its reason; the tables should shrink.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::project::{Project, files_below};

/// Longest Rust file, in lines.
const MAX_LINES: usize = 500;

/// Where our own sources and texts are.
const PLACES: &[&str] =
    &["bench", "crates", "frontend-staff", "frontend-portal", "migrations", "xtask", "e2e", "docs", ".ci", ".config"];

/// A word that may stand only in some places.
struct Rule {
    word: &'static str,
    /// Folders it is looked for in, relative to the checkout.
    inside: &'static [&'static str],
    /// Folders or files below these where it may stand.
    except: &'static [&'static str],
    why: &'static str,
}

const PLATFORM: &str = "crates/zaguan-domain/src/platform";

/// Who may work across firms: signing in, creating firms, picking up jobs, following events. The list only shrinks.
const ACROSS_TENANTS: &[&str] = &[
    "crates/zaguan-domain/src/platform/app.rs",
    "crates/zaguan-domain/src/platform/mod.rs",
    "crates/zaguan-domain/src/platform/system_tx.rs",
    "crates/zaguan-domain/src/jobs/lease.rs",
    "crates/zaguan-domain/src/jobs/housekeeping.rs",
    "crates/zaguan-domain/src/live/follow.rs",
    "crates/zaguan-domain/src/sessions",
    "crates/zaguan-domain/src/tenants",
    "crates/zaguan-domain/src/testkit.rs",
];

const RULES: &[Rule] = &[
    Rule { word: "sea_orm", inside: &["crates/zaguan-api"], except: &[], why: "HTTP only: ask the domain" },
    Rule { word: "rusqlite", inside: &["crates/zaguan-api"], except: &[], why: "HTTP only: ask the domain" },
    Rule { word: "sqlx", inside: &["crates/zaguan-api"], except: &[], why: "HTTP only: ask the domain" },
    Rule {
        word: "Db",
        inside: &["crates/zaguan-domain/src"],
        // Turns `DbError::Db` into the domain's error; holds no connection.
        except: &[PLATFORM, "crates/zaguan-domain/src/error.rs"],
        why: "the connection is private to platform/: use a handle made for one tenant",
    },
    Rule { word: "SystemTx", inside: &["crates"], except: ACROSS_TENANTS, why: "work across firms: ask a TenantTx" },
    Rule { word: "system_read", inside: &["crates"], except: ACROSS_TENANTS, why: "work across firms: ask a TenantTx" },
    Rule {
        word: "system_write",
        inside: &["crates"],
        except: ACROSS_TENANTS,
        why: "work across firms: ask a TenantTx",
    },
    Rule {
        word: "Dialect::",
        inside: &["crates", "migrations"],
        except: &[PLATFORM],
        why: "only the platform asks which database it is",
    },
];

/// Unfinished work may not be handed in.
const UNFINISHED: &[&str] = &["todo!", "unimplemented!", "FIXME", "XXX"];

/// Paths that mean one person's machine. Written in pieces, so that this file does not hold them itself.
const MACHINE_PATHS: &[&str] =
    &[concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/ro", "ot/"), concat!("/wo", "rk/")];

/// Reports every violation at once.
pub fn check(project: &Project) -> Result<()> {
    let mut wrong = Vec::new();
    for path in sources(project)? {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let shown = project.shown(&path);
        check_machine_paths(&shown, &text, &mut wrong);
        if path.extension().is_some_and(|extension| extension == "rs") {
            check_shape(&shown, &text, &mut wrong);
            check_words(&shown, &text, &mut wrong);
        }
    }
    check_api_manifest(project, &mut wrong)?;
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

fn sources(project: &Project) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for place in PLACES {
        found.extend(files_below(&project.root.join(place))?);
    }
    for entry in std::fs::read_dir(&project.root)? {
        let path = entry?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    // Machine-written: addresses of packages, and the place of the repository where this is a second working tree.
    found.retain(|path| !["package-lock.json", "Cargo.lock", ".git"].iter().any(|name| path.ends_with(name)));
    Ok(found)
}

fn check_machine_paths(shown: &str, text: &str, wrong: &mut Vec<String>) {
    for (number, line) in text.lines().enumerate() {
        if let Some(path) = MACHINE_PATHS.iter().find(|path| line.contains(*path)) {
            wrong.push(format!("{shown}:{}: a path of one machine ({path})", number + 1));
        }
    }
}

fn check_shape(shown: &str, text: &str, wrong: &mut Vec<String>) {
    let lines = text.lines().count();
    if lines > MAX_LINES {
        wrong.push(format!("{shown}: {lines} lines; split it at one idea per file (at most {MAX_LINES})"));
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if !first.starts_with("//!") {
        wrong.push(format!("{shown}: does not begin with `//!`, which says what lives here and what does not"));
    }
}

fn check_words(shown: &str, text: &str, wrong: &mut Vec<String>) {
    // This file names the words it forbids.
    if Path::new(shown) == Path::new("xtask/src/gates/tidy.rs") {
        return;
    }
    for (number, line) in text.lines().enumerate() {
        for word in UNFINISHED.iter().filter(|word| has_word(line, word)) {
            wrong.push(format!("{shown}:{}: `{word}`: finish it or leave it out", number + 1));
        }
        let code = code_of(line);
        for rule in RULES.iter().filter(|rule| applies(rule, shown) && has_word(code, rule.word)) {
            wrong.push(format!("{shown}:{}: `{}`: {}", number + 1, rule.word, rule.why));
        }
    }
}

fn applies(rule: &Rule, shown: &str) -> bool {
    let below = |places: &[&str]| places.iter().any(|place| Path::new(shown).starts_with(place));
    below(rule.inside) && !below(rule.except)
}

/// The HTTP crate must not even be able to reach a database driver.
fn check_api_manifest(project: &Project, wrong: &mut Vec<String>) -> Result<()> {
    let shown = "crates/zaguan-api/Cargo.toml";
    let manifest: toml::Table = toml::from_str(&std::fs::read_to_string(project.root.join(shown))?)?;
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(dependencies) = manifest.get(table).and_then(|it| it.as_table()) else { continue };
        for driver in ["sea-orm", "sea-orm-migration", "rusqlite", "sqlx"] {
            if dependencies.contains_key(driver) {
                wrong.push(format!("{shown}: [{table}] has {driver}: HTTP only, ask the domain"));
            }
        }
    }
    Ok(())
}

/// The line without its comment. A `//` inside a string ends the line too early, which only ever overlooks something.
fn code_of(line: &str) -> &str {
    line.split("//").next().unwrap_or(line)
}

/// Whether `word` stands in `line` with no letter, digit or underscore directly at its ends.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let open_end = !word.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        !is_part(line[..at].chars().next_back()) && (open_end || !is_part(line[at + word.len()..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::{check_machine_paths, check_shape, check_words, has_word};

    #[test]
    fn words_are_whole_words() {
        assert!(has_word("use sea_orm::Value;", "sea_orm"));
        assert!(!has_word("use my_sea_orm_kit;", "sea_orm"));
        assert!(has_word("db: &Db,", "Db"));
        assert!(!has_word("DbConfig", "Db"));
        assert!(has_word("match Dialect::Sqlite", "Dialect::"));
    }

    #[test]
    fn each_rule_catches_and_comments_are_free() {
        let mut wrong = Vec::new();
        check_words("crates/zaguan-api/src/a.rs", "// sea_orm is not used here\nlet x = 1;", &mut wrong);
        check_words("crates/zaguan-domain/src/platform/db/mod.rs", "pub struct Db;", &mut wrong);
        assert!(wrong.is_empty(), "{wrong:?}");
        check_words("crates/zaguan-api/src/a.rs", "use sea_orm::X;", &mut wrong);
        check_words("crates/zaguan-domain/src/cases/query.rs", "fn f(db: &Db) {}", &mut wrong);
        check_words("crates/zaguan-domain/src/cases/query.rs", "if d == Dialect::Sqlite {}", &mut wrong);
        check_words("xtask/src/main.rs", concat!("to", "do!()"), &mut wrong);
        assert_eq!(wrong.len(), 4, "{wrong:?}");
    }

    #[test]
    fn head_length_and_paths_are_checked() {
        let mut wrong = Vec::new();
        check_shape("a.rs", "//! Doc.\n", &mut wrong);
        check_machine_paths("a.rs", "see /etc/hosts", &mut wrong);
        assert!(wrong.is_empty(), "{wrong:?}");
        check_shape("a.rs", "fn main() {}\n", &mut wrong);
        check_shape("a.rs", &"//! x\n".repeat(501), &mut wrong);
        check_machine_paths("a.rs", concat!("cd /ho", "me/someone"), &mut wrong);
        assert_eq!(wrong.len(), 3, "{wrong:?}");
    }
}
