//! What becomes of each read when the data grows: Zaguán against itself, at ten thousand and at a million contacts.

use serde::Serialize;

use crate::table::Side;

/// The share of the small data's throughput that is aimed at.
pub const GOAL: f64 = 0.8;

/// One read on one database.
#[derive(Clone, Debug, Serialize)]
pub struct Growth {
    /// The operation.
    pub operation: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// With few contacts.
    pub small: Side,
    /// With many.
    pub large: Side,
    /// The largest share of the machine that others took during a run that counts.
    pub others: f64,
}

impl Growth {
    /// Throughput with many as a share of that with few.
    pub fn share(&self) -> f64 {
        if self.small.per_second > 0.0 { self.large.per_second / self.small.per_second } else { 0.0 }
    }

    /// The same by CPU time, which others on the machine hardly move.
    pub fn cpu_share(&self) -> f64 {
        if self.large.cpu_ms > 0.0 { self.small.cpu_ms / self.large.cpu_ms } else { 0.0 }
    }

    fn cells(&self) -> [String; 8] {
        [
            self.operation.to_owned(),
            self.database.to_owned(),
            format!("{:.0}", self.small.per_second),
            format!("{:.0}", self.large.per_second),
            format!("{:.2}", self.share()),
            format!("{:.3}", self.small.cpu_ms),
            format!("{:.3}", self.large.cpu_ms),
            format!("{:.2}", self.cpu_share()),
        ]
    }
}

/// The table in Markdown.
pub fn markdown(lines: &[Growth], (small, large): (usize, usize)) -> String {
    let mut out = format!(
        "| operation | database | {small} contacts/s | {large} contacts/s | share | CPU ms | CPU ms | share of CPU |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    );
    for line in lines {
        out += &format!("| {} |\n", line.cells().join(" | "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_share_of_the_small_data() {
        let side = |per_second| Side { per_second, cpu_ms: 100.0 / per_second, p50_ms: 0.0, p99_ms: 0.0 };
        let growth =
            Growth { operation: "one case", database: "sqlite", small: side(200.0), large: side(150.0), others: 0.0 };
        assert!((growth.share() - 0.75).abs() < 1e-9 && (growth.cpu_share() - 0.75).abs() < 1e-9);
        let text = markdown(&[growth], (10, 20));
        assert!(text.contains("| one case | sqlite | 200 | 150 | 0.75 |"), "{text}");
    }
}
