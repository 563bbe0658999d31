//! `docs/performance.md`: what was measured last, written by the command that measured it. Each way of measuring has a
//! section of its own and leaves the others alone.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};

use crate::table::Line;

const HEAD: &str = "\
# Performance

Written by `cargo xtask bench --write`; do not edit. What is measured, why, and what bounds what is missed:
[decision 0009](decisions/0009-speed.md).
";

/// Puts a section into the page, instead of the one with the same heading.
///
/// # Errors
/// If the page cannot be written.
pub fn write(page: &Path, heading: &str, section: &str) -> Result<()> {
    let before = std::fs::read_to_string(page).unwrap_or_default();
    std::fs::write(page, with(&before, heading, section)).with_context(|| format!("cannot write {}", page.display()))
}

fn with(before: &str, heading: &str, section: &str) -> String {
    let mut sections: Vec<(String, String)> = before
        .split("\n## ")
        .skip(1)
        .map(|part| {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            (head.to_owned(), body.trim().to_owned())
        })
        .collect();
    match sections.iter_mut().find(|(head, _)| head == heading) {
        Some((_, body)) => section.trim().clone_into(body),
        None => sections.push((heading.to_owned(), section.trim().to_owned())),
    }
    sections.iter().fold(HEAD.to_owned(), |page, (head, body)| page + "\n## " + head + "\n" + body + "\n")
}

/// Day of a measurement, processors, and how much others took of them.
pub fn circumstances(others: f64) -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 86_400;
    let mut day = Vec::new();
    crate::limit::day(&mut day, i64::try_from(days).unwrap_or_default());
    format!(
        "{}, {} processors, of which others took up to {:.0} % during a run that counts.",
        String::from_utf8_lossy(&day),
        crate::kernel::cores(),
        others * 100.0
    )
}

/// The table in Markdown.
pub fn markdown(lines: &[Line]) -> String {
    let mut out = "\
| operation | database | limit/s | zaguán/s | share | goal | CPU ms limit | CPU ms zaguán | share of CPU | p99 ms limit | p99 ms zaguán |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"
    .to_owned();
    for line in lines {
        let Line { operation, database, goal, limit, zaguan, .. } = line;
        out += &format!(
            "| {operation} | {database} | {:.0} | {:.0} | {:.2}{} | {goal:.2} | {:.3} | {:.3} | {:.2} | {:.2} | {:.2} |\n",
            limit.per_second,
            zaguan.per_second,
            line.share(),
            if line.share() < *goal { " (missed)" } else { "" },
            limit.cpu_ms,
            zaguan.cpu_ms,
            line.cpu_share(),
            limit.p99_ms,
            zaguan.p99_ms
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_replaces_its_own_and_no_other() {
        let one = with("", "Side by side", "a");
        let two = with(&one, "Growth", "b\n");
        let three = with(&two, "Side by side", "c");
        assert_eq!(three, format!("{HEAD}\n## Side by side\nc\n\n## Growth\nb\n"));
    }

    #[test]
    fn what_is_missed_is_said() {
        let line = Line { operation: "list", database: "sqlite", goal: 0.5, ..Line::default() };
        assert!(markdown(&[line]).contains("| list | sqlite | 0 | 0 | 0.00 (missed) | 0.50 |"));
    }
}
