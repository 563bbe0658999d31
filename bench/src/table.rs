//! What was measured, as one reads it and as a program reads it.

use serde::Serialize;

/// One side of an operation: medians over its runs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Side {
    /// Answers in a second.
    pub per_second: f64,
    /// CPU milliseconds for each request, server and database together.
    pub cpu_ms: f64,
    /// Milliseconds within which half of the answers were there.
    pub p50_ms: f64,
    /// Milliseconds within which 99 of 100 answers were there.
    pub p99_ms: f64,
}

/// One operation on one database.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Line {
    /// The operation.
    pub operation: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// The share of the bare program's throughput that is aimed at.
    pub goal: f64,
    /// The bare program.
    pub limit: Side,
    /// Zaguán.
    pub zaguan: Side,
    /// The largest share of the machine that others took during a run that counts.
    pub others: f64,
    /// Runs that were thrown away because others took too much.
    pub thrown_away: usize,
}

impl Line {
    /// Zaguán's share of the bare program's throughput.
    pub fn share(&self) -> f64 {
        ratio(self.zaguan.per_second, self.limit.per_second)
    }

    /// The bare program's CPU time as a share of Zaguán's: what the share of throughput would be on a quiet machine.
    pub fn cpu_share(&self) -> f64 {
        ratio(self.limit.cpu_ms, self.zaguan.cpu_ms)
    }
}

pub(crate) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

const HEAD: [&str; 12] = [
    "operation",
    "database",
    "limit/s",
    "zaguán/s",
    "share",
    "goal",
    "",
    "CPU ms limit",
    "zaguán",
    "share",
    "p50/p99 ms limit",
    "zaguán",
];

/// The table, columns aligned, with a closing word on what it was measured under.
pub fn text(lines: &[Line]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(lines.iter().map(cells));
    let widths: Vec<usize> =
        (0..HEAD.len()).map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            let blanks = " ".repeat(widths[at] - cell.chars().count());
            // Words to the left, numbers to the right.
            line += &if at < 2 { format!("{cell}{blanks}  ") } else { format!("{blanks}{cell}  ") };
        }
        out += line.trim_end();
        out.push('\n');
    }
    let others = lines.iter().map(|line| line.others).fold(0.0, f64::max);
    let thrown: usize = lines.iter().map(|line| line.thrown_away).sum();
    out + &format!(
        "Medians of interleaved runs. Others took up to {:.0} % of the machine during a run that counts; {thrown} runs were thrown away.\n",
        others * 100.0
    )
}

fn cells(line: &Line) -> [String; 12] {
    let wait = |side: &Side| format!("{}/{}", short(side.p50_ms), short(side.p99_ms));
    [
        line.operation.to_owned(),
        line.database.to_owned(),
        format!("{:.0}", line.limit.per_second),
        format!("{:.0}", line.zaguan.per_second),
        format!("{:.2}", line.share()),
        format!("{:.2}", line.goal),
        (if line.share() >= line.goal { "ok" } else { "missed" }).to_owned(),
        format!("{:.3}", line.limit.cpu_ms),
        format!("{:.3}", line.zaguan.cpu_ms),
        format!("{:.2}", line.cpu_share()),
        wait(&line.limit),
        wait(&line.zaguan),
    ]
}

fn short(ms: f64) -> String {
    if ms < 10.0 { format!("{ms:.2}") } else { format!("{ms:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(limit: f64, zaguan: f64) -> Line {
        let side = |per_second| Side { per_second, cpu_ms: 100.0 / per_second, p50_ms: 0.5, p99_ms: 12.3 };
        Line {
            operation: "one case",
            database: "sqlite",
            goal: 0.45,
            limit: side(limit),
            zaguan: side(zaguan),
            others: 0.1,
            thrown_away: 1,
        }
    }

    #[test]
    fn a_share_is_a_share_of_the_limit() {
        assert_eq!(line(200.0, 100.0).share(), 0.5);
        assert!((line(200.0, 100.0).cpu_share() - 0.5).abs() < 1e-9);
        assert_eq!(line(0.0, 100.0).share(), 0.0);
    }

    #[test]
    fn the_table_says_what_was_missed() {
        let text = text(&[line(200.0, 100.0), line(200.0, 50.0)]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].contains("0.50  0.45      ok") && lines[2].contains("0.25  0.45  missed"), "{text}");
        assert!(lines[1].contains("0.50/12"));
        assert!(lines[3].contains("10 % of the machine") && lines[3].contains("2 runs"));
    }
}
