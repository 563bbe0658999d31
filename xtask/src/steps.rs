//! The list of steps that `test` and `ci` work through: every one runs, every one is timed, the failures are shown, and
//! the last line counts them all.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;

/// No single step may hang the whole run.
const LIMIT: Duration = Duration::from_secs(40 * 60);

/// How a step ended.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Count {
    /// Tests that held; a step that is no test run counts as one.
    pub passed: u64,
    /// Tests that did not.
    pub failed: u64,
}

impl Count {
    /// A step that is one check and held.
    pub const ONE: Self = Self { passed: 1, failed: 0 };
}

type Work<'a> = Box<dyn FnOnce(&Step) -> Result<Count> + 'a>;

/// What a running step may use.
pub struct Step {
    log: PathBuf,
}

impl Step {
    /// Runs a command whose exit code is the verdict.
    pub fn check(&self, command: &mut Command) -> Result<Count> {
        let logged = process::run_logged(command, &self.log, LIMIT)?;
        if !logged.status.success() {
            bail!("{}", logged.text);
        }
        Ok(Count::ONE)
    }

    /// Runs a command that reports tests; `count` finds the numbers in what it prints.
    pub fn tests(&self, command: &mut Command, count: impl Fn(&str) -> Count) -> Result<Tested> {
        let logged = process::run_logged(command, &self.log, LIMIT)?;
        let mut counted = count(&logged.text);
        if !logged.status.success() && counted.failed == 0 {
            counted.failed = 1;
        }
        Ok(Tested { count: counted, text: logged.text })
    }
}

/// A finished test run.
pub struct Tested {
    /// Its numbers.
    pub count: Count,
    text: String,
}

impl Tested {
    /// The verdict. No test at all is a failure: it means that something looked in the wrong place.
    pub fn verdict(self) -> Result<Count> {
        if self.count.failed > 0 || self.count.passed == 0 {
            return Err(FailedTests { count: self.count, text: self.text }.into());
        }
        Ok(self.count)
    }
}

/// Carries the numbers of a failed run through `anyhow`.
#[derive(Debug)]
struct FailedTests {
    count: Count,
    text: String,
}

impl std::fmt::Display for FailedTests {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let none = if self.count == Count::default() { "no test was found\n" } else { "" };
        write!(out, "{none}{}", self.text)
    }
}

impl std::error::Error for FailedTests {}

/// An ordered list of named steps.
pub struct Steps<'a> {
    project: &'a Project,
    list: Vec<(&'static str, Work<'a>)>,
}

struct Row {
    name: &'static str,
    seconds: f64,
    count: Count,
}

impl<'a> Steps<'a> {
    /// None yet.
    pub fn new(project: &'a Project) -> Self {
        Self { project, list: Vec::new() }
    }

    /// Adds a step at the end.
    pub fn add(&mut self, name: &'static str, work: impl FnOnce(&Step) -> Result<Count> + 'a) {
        self.list.push((name, Box::new(work)));
    }

    /// Runs every step, or those whose name holds one of `only`; prints the table and the closing line.
    pub fn run(mut self, only: &[String]) -> Result<ExitCode> {
        if !only.is_empty() {
            let names: Vec<&str> = self.list.iter().map(|(name, _)| *name).collect();
            self.list.retain(|(name, _)| only.iter().any(|wanted| name.contains(wanted.as_str())));
            if self.list.is_empty() {
                bail!("no step is named so; there are: {}", names.join(", "));
            }
        }
        let logs = self.project.scratch("logs")?;
        let total = self.list.len();
        let mut rows = Vec::new();
        for (number, (name, work)) in self.list.into_iter().enumerate() {
            println!("[{}/{total}] {name} …", number + 1);
            let log = logs.join(format!("{}.log", name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
            let started = Instant::now();
            let result = work(&Step { log });
            let seconds = started.elapsed().as_secs_f64();
            let count = result.unwrap_or_else(|error| report(name, &error));
            let verdict = if count.failed == 0 { "ok" } else { "FAILED" };
            println!("[{}/{total}] {name} … {seconds:.0} s {verdict}", number + 1);
            rows.push(Row { name, seconds, count });
        }
        Ok(close(&rows))
    }
}

/// Prints why a step failed and gives its numbers.
fn report(name: &str, error: &anyhow::Error) -> Count {
    println!("---- {name} ----\n{}\n---- end of {name} ----", tail(format!("{error:#}").trim_end()));
    match error.downcast_ref::<FailedTests>() {
        Some(failed) => Count { failed: failed.count.failed.max(1), ..failed.count },
        None => Count { passed: 0, failed: 1 },
    }
}

/// The end of a long text, where the failures stand.
fn tail(text: &str) -> String {
    const SHOWN: usize = 300;
    let lines: Vec<&str> = text.lines().collect();
    match lines.len().checked_sub(SHOWN) {
        None | Some(0) => text.to_owned(),
        Some(hidden) => {
            format!("({hidden} lines before these are in target/xtask/logs)\n{}", lines[hidden..].join("\n"))
        }
    }
}

fn close(rows: &[Row]) -> ExitCode {
    let mut sum = Count::default();
    println!("\n{:<44} {:>8} {:>8} {:>8}", "step", "seconds", "passed", "failed");
    for row in rows {
        println!("{:<44} {:>8.1} {:>8} {:>8}", row.name, row.seconds, row.count.passed, row.count.failed);
        sum.passed += row.count.passed;
        sum.failed += row.count.failed;
    }
    let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
    println!("{:<44} {seconds:>8.1}\n", "together");
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Numbers of a nextest run, from its last summary line: `Summary [ 1.2s] 12 tests run: 11 passed, 1 failed, 0 skipped`.
pub fn count_nextest(text: &str) -> Count {
    let summary = text.lines().rev().find(|line| line.trim_start().starts_with("Summary ["));
    let numbers = summary.and_then(|line| line.split_once(" run: ")).map_or("", |(_, numbers)| numbers);
    let of = |word: &str| number_before(numbers, word);
    Count { passed: of("passed"), failed: of("failed") + of("timed") + of("exec") }
}

/// Numbers of `cargo test`, the sum of its lines `test result: ok. 12 passed; 0 failed; …`.
pub fn count_cargo_test(text: &str) -> Count {
    let mut sum = Count::default();
    for line in text.lines().filter(|line| line.starts_with("test result:")) {
        sum.passed += number_before(line, "passed");
        sum.failed += number_before(line, "failed");
    }
    sum
}

/// Numbers of the browser journeys, from the closing line of `e2e/lib/run.mjs`: `12 passed, 0 failed`.
pub fn count_journeys(text: &str) -> Count {
    let line = text.lines().rev().find(|line| line.ends_with(" failed") && line.contains(" passed, ")).unwrap_or("");
    Count { passed: number_before(line, "passed"), failed: number_before(line, "failed") }
}

/// The number that stands before the first word starting with `word`, or 0.
fn number_before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find(|pair| pair[1].starts_with(word)).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Count, count_cargo_test, count_journeys, count_nextest};

    #[test]
    fn nextest_is_counted_from_its_last_summary() {
        let text = "     Summary [   0.012s] 3 tests run: 3 passed, 0 skipped\n";
        assert_eq!(count_nextest(text), Count { passed: 3, failed: 0 });
        let text = "     Summary [   9.1s] 14/20 tests run: 11 passed (1 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(count_nextest(text), Count { passed: 11, failed: 3 });
        assert_eq!(count_nextest("error: could not compile"), Count::default());
    }

    #[test]
    fn cargo_test_is_summed_over_its_binaries() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored\nnoise\ntest result: FAILED. 3 passed; 2 failed;\n";
        assert_eq!(count_cargo_test(text), Count { passed: 15, failed: 2 });
    }

    #[test]
    fn journeys_are_counted_from_the_closing_line() {
        assert_eq!(count_journeys("5 passed, 9 failed?\n7 passed, 1 failed\n"), Count { passed: 7, failed: 1 });
    }
}
