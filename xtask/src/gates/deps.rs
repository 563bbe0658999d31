//! The crates we link: none that is banned, none under a licence that is not allowed, all from crates.io.
//!
//! The rules are data, in `deny.toml`, in the words of cargo-deny, which reads the same file. It is not called here:
//! it would have to be compiled first, for longer than all our tests run; these three checks of it fit on a page.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::process;
use crate::project::Project;

#[derive(Deserialize)]
struct Rules {
    graph: Graph,
    bans: Bans,
    licenses: Licences,
    sources: Sources,
}

#[derive(Deserialize)]
struct Graph {
    targets: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// Only a second version is banned, not the crate.
    #[serde(default)]
    deny_multiple_versions: bool,
}

#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    /// Absent for our own crates.
    source: Option<String>,
}

/// A crate of somebody else's that we link, at build time or in the product.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    licence: String,
}

/// Checks what is linked on the targets of `deny.toml`, and where everything in `Cargo.lock` comes from.
pub fn check(project: &Project) -> Result<()> {
    let path = project.root.join("deny.toml");
    let rules: Rules = toml::from_str(&std::fs::read_to_string(&path)?).context("deny.toml")?;
    let packages = linked(project, &rules.graph.targets)?;
    let mut wrong = banned(&rules.bans, &packages);
    for package in &packages {
        if let Err(why) = licence(&rules.licenses, package) {
            wrong.push(format!("{} {}: {why:#}", package.name, package.version));
        }
    }
    wrong.extend(foreign_sources(project, &rules.sources)?);
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    println!("{} crates, all within deny.toml", packages.len());
    Ok(())
}

/// By `cargo tree`: `cargo metadata` and the lock file also name crates behind features that nobody switched on.
fn linked(project: &Project, targets: &[String]) -> Result<BTreeSet<Package>> {
    let mut found = BTreeSet::new();
    for target in targets {
        let mut command = project.cargo();
        command.args(["tree", "--locked", "--workspace", "--target", target, "--edges", "normal,build,dev"]);
        command.args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"]);
        for line in process::output(&mut command)?.lines() {
            found.extend(package_of(line));
        }
    }
    Ok(found)
}

/// One line of the tree: `name v1.2.3 (proc-macro)|MIT`. Our own crates have their folder in the brackets.
fn package_of(line: &str) -> Option<Package> {
    let (package, licence) = line.split_once('|')?;
    if package.contains("(/") {
        return None;
    }
    let mut words = package.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    Some(Package { name: name.to_owned(), version: version.to_owned(), licence: licence.trim().to_owned() })
}

fn foreign_sources(project: &Project, rules: &Sources) -> Result<Vec<String>> {
    let lock: Lock =
        toml::from_str(&std::fs::read_to_string(project.root.join("Cargo.lock"))?).context("Cargo.lock")?;
    let allowed = |source: &str| rules.allow_registry.iter().any(|it| source.strip_prefix("registry+") == Some(it));
    Ok(lock
        .package
        .into_iter()
        .filter_map(|it| it.source.map(|source| (it.name, it.version, source)))
        .filter(|(_, _, source)| !allowed(source))
        .map(|(name, version, source)| format!("{name} {version} comes from {source}"))
        .collect())
}

fn banned(bans: &Bans, packages: &BTreeSet<Package>) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    let mut wrong = Vec::new();
    for ban in &bans.deny {
        let Some(found) = versions.get(ban.name.as_str()) else { continue };
        let list = found.iter().copied().collect::<Vec<_>>().join(", ");
        if !ban.deny_multiple_versions {
            wrong.push(format!("{} {list} is banned: {} (see: cargo tree -i {})", ban.name, ban.reason, ban.name));
        } else if found.len() > 1 {
            wrong.push(format!("{} in several versions, {list}: {}", ban.name, ban.reason));
        }
    }
    wrong
}

fn licence(rules: &Licences, package: &Package) -> Result<()> {
    let expression = package.licence.as_str();
    if expression.is_empty() {
        bail!("names no licence");
    }
    let extra = rules.exceptions.iter().find(|exception| exception.name == package.name);
    let allowed = |name: &str| rules.allow.contains(name) || extra.is_some_and(|it| it.allow.contains(name));
    if !satisfied(expression, &allowed)? {
        bail!("licence {expression} is not allowed by deny.toml");
    }
    Ok(())
}

/// Whether an SPDX expression can be met with allowed licences alone. Also takes the old `MIT/Apache-2.0`.
fn satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let met = any_of(&mut words, allowed)?;
    if words.next().is_some() {
        bail!("licence expression not understood: {expression}");
    }
    Ok(met)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    let mut met = all_of(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        met |= all_of(words, allowed)?;
    }
    Ok(met)
}

fn all_of(words: &mut Words<'_>, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    let mut met = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed)?;
    }
    Ok(met)
}

fn one(words: &mut Words<'_>, allowed: &dyn Fn(&str) -> bool) -> Result<bool> {
    match words.next().context("licence expression ends early")? {
        "(" => {
            let met = any_of(words, allowed)?;
            if words.next() != Some(")") {
                bail!("licence expression lacks a bracket");
            }
            Ok(met)
        }
        name => {
            if words.next_if_eq(&"WITH").is_some() {
                let exception = words.next().context("WITH names no exception")?;
                return Ok(allowed(&format!("{name} WITH {exception}")) || allowed(name));
            }
            Ok(allowed(name))
        }
    }
}

/// The rules file is read by other tools too: an unreadable one must not pass for an empty one.
#[cfg(test)]
fn rules_of_this_repository() -> Rules {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../deny.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::{Package, banned, package_of, rules_of_this_repository, satisfied};

    fn package(name: &str, version: &str) -> Package {
        Package { name: name.into(), version: version.into(), licence: "MIT".into() }
    }

    #[test]
    fn lines_of_the_tree_are_read() {
        let read = |line| package_of(line).map(|it| format!("{} {} {}", it.name, it.version, it.licence));
        assert_eq!(read("serde v1.0.2|MIT OR Apache-2.0").unwrap(), "serde 1.0.2 MIT OR Apache-2.0");
        assert_eq!(read("m v0.1.0 (proc-macro)|").unwrap(), "m 0.1.0 ");
        assert_eq!(read("zaguan-types v0.1.0 (/x/crates/zaguan-types)|Apache-2.0"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn expressions_are_met_by_allowed_licences_only() {
        let allowed = |name: &str| matches!(name, "MIT" | "Zlib" | "Apache-2.0 WITH LLVM-exception");
        for (expression, met) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0 OR MIT", true),
            ("GPL-3.0 AND MIT", false),
            ("(GPL-3.0 OR MIT) AND Zlib", true),
            ("Apache-2.0", false),
            ("Apache-2.0 WITH LLVM-exception", true),
        ] {
            assert_eq!(satisfied(expression, &allowed).unwrap(), met, "{expression}");
        }
        assert!(satisfied("(MIT", &allowed).is_err());
        assert!(satisfied("MIT MIT", &allowed).is_err());
    }

    #[test]
    fn bans_of_deny_toml_hold() {
        let bans = rules_of_this_repository().bans;
        assert_eq!(banned(&bans, &[package("serde", "1.0.0"), package("rustls", "0.23.0")].into()).len(), 0);
        assert_eq!(banned(&bans, &[package("ring", "0.17.0")].into()).len(), 1);
        assert_eq!(banned(&bans, &[package("rustls", "0.23.0"), package("rustls", "0.24.0")].into()).len(), 1);
    }
}
