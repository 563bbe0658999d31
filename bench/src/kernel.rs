//! What the kernel accounts: CPU time of a process, of a process with its children, and of the whole machine.
//!
//! From `/proc` on Linux. Its unit is the tick, and user space always sees a hundred of them in a second.

use std::path::Path;

use anyhow::{Context as _, Result};

/// Milliseconds in a tick.
const TICK_MS: u64 = 10;

/// Times of a process, in ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Times {
    parent: u32,
    own: u64,
    ended_children: u64,
}

impl Times {
    /// Reads a line of `/proc/<pid>/stat`. The name in it may hold blanks and brackets.
    fn read(line: &str) -> Option<Self> {
        let (_, rest) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
        let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
        Some(Self {
            parent: fields.get(1)?.parse().ok()?,
            own: number(11)? + number(12)?,
            ended_children: number(13)? + number(14)?,
        })
    }

    fn of(pid: u32) -> Option<Self> {
        Self::read(&std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
    }
}

/// CPU time of a process, all its threads together, in milliseconds.
///
/// # Errors
/// If there is no such process.
pub fn of_process(pid: u32) -> Result<u64> {
    let times = Times::of(pid).with_context(|| format!("no process {pid}"))?;
    Ok(times.own * TICK_MS)
}

/// Memory that a process has for itself, in kibibytes: what it maps from files is not counted.
///
/// # Errors
/// If there is no such process.
pub fn memory_of(pid: u32) -> Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).with_context(|| format!("no process {pid}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("RssAnon:")).context("no RssAnon")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// CPU time of a process and its children, those that ended too, in milliseconds: a PostgreSQL with its backends.
///
/// # Errors
/// If there is no such process.
pub fn of_family(pid: u32) -> Result<u64> {
    let parent = Times::of(pid).with_context(|| format!("no process {pid}"))?;
    let mut ticks = parent.own + parent.ended_children;
    for entry in std::fs::read_dir("/proc")? {
        let name = entry?.file_name();
        // A process may end while one looks: its time is then with its parent's.
        if let Some(times) = name.to_str().and_then(|name| name.parse().ok()).and_then(Times::of)
            && times.parent == pid
        {
            ticks += times.own;
        }
    }
    Ok(ticks * TICK_MS)
}

/// How long the machine's processors were busy since it started, all together, in milliseconds.
///
/// # Errors
/// If this is no Linux.
pub fn of_machine() -> Result<u64> {
    let text = std::fs::read_to_string(Path::new("/proc/stat")).context("this is measured on Linux")?;
    busy(&text).map(|ticks| ticks * TICK_MS).context("/proc/stat")
}

/// Busy ticks by the first line of `/proc/stat`: all but idle, waiting, and what counts as user time already.
fn busy(text: &str) -> Option<u64> {
    let fields: Vec<u64> = text
        .lines()
        .next()?
        .strip_prefix("cpu ")?
        .split_ascii_whitespace()
        .filter_map(|field| field.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq steal
    (fields.len() >= 8).then(|| fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7])
}

/// Processors that this process may use.
pub fn cores() -> f64 {
    std::thread::available_parallelism().map_or(1.0, |cores| cores.get() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_stat_is_read_behind_the_name() {
        let line = "12 (tokio) (rt) S 7 12 12 0 -1 4194560 1 2 3 4 50 6 7 8 20 0 5 0 99";
        assert_eq!(Times::read(line), Some(Times { parent: 7, own: 56, ended_children: 15 }));
        assert_eq!(Times::read("12 (cut) S 7"), None);
    }

    #[test]
    fn busy_is_everything_but_waiting() {
        assert_eq!(busy("cpu  10 1 5 1000 200 2 3 4 9 9\ncpu0 …"), Some(25));
        assert_eq!(busy("cpu  1 2"), None);
    }

    #[test]
    fn this_process_has_times() {
        let own = std::process::id();
        assert!(of_family(own).unwrap() >= of_process(own).unwrap());
        assert!(of_machine().unwrap() > 0);
    }
}
