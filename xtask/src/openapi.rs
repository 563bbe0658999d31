//! `cargo xtask openapi`: `openapi.yaml` as the code says it, written or compared.

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;

/// Handles the arguments of the command.
pub fn command(project: &Project, args: &[String]) -> Result<()> {
    match args {
        [] => write(project),
        [flag] if flag == "--check" => check(project),
        other => bail!("usage: cargo xtask openapi [--check], got: {}", other.join(" ")),
    }
}

/// Fails with a diff when `openapi.yaml` is not what the code says.
pub fn check(project: &Project) -> Result<()> {
    let path = project.root.join("openapi.yaml");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let generated = generate(project)?;
    if written == generated {
        return Ok(());
    }
    bail!(
        "openapi.yaml differs from the code; run `cargo xtask openapi` and look at the change\n{}",
        diff(&written, &generated)
    );
}

fn write(project: &Project) -> Result<()> {
    let generated = generate(project)?;
    std::fs::write(project.root.join("openapi.yaml"), generated)?;
    println!("openapi.yaml written");
    Ok(())
}

fn generate(project: &Project) -> Result<String> {
    process::output(project.cargo().args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "zaguan-api",
        "--bin",
        "zaguan",
        "--",
        "openapi",
    ]))
}

/// The first lines that differ, with what surrounds them: enough to see which operation moved.
fn diff(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let same_head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let same_tail =
        old[same_head..].iter().rev().zip(new[same_head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut text = format!("@@ line {} @@\n", same_head + 1);
    for line in &old[same_head.saturating_sub(3)..same_head] {
        text.push_str(&format!("  {line}\n"));
    }
    for (sign, lines) in [('-', &old[same_head..old.len() - same_tail]), ('+', &new[same_head..new.len() - same_tail])]
    {
        for line in lines.iter().take(40) {
            text.push_str(&format!("{sign} {line}\n"));
        }
        if lines.len() > 40 {
            text.push_str(&format!("{sign} … {} more lines\n", lines.len() - 40));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn diff_shows_only_what_changed() {
        let text = diff("a\nb\nc\nd\n", "a\nb\nX\nd\n");
        assert_eq!(text, "@@ line 3 @@\n  a\n  b\n- c\n+ X\n");
    }

    #[test]
    fn diff_survives_a_missing_file() {
        assert_eq!(diff("", "a\n"), "@@ line 1 @@\n+ a\n");
    }
}
