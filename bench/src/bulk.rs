//! A hundred thousand contacts in and out, as a CSV: rows in a second and CPU for each thousand of them.

use std::time::Instant;

use anyhow::{Result, ensure};
use serde::Serialize;

use crate::http::{Connection, Request};
use crate::kernel;
use crate::load::Target;

/// Contacts of a run.
pub const CONTACTS: usize = 100_000;

/// What a run showed.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Bulk {
    /// Contacts in a second.
    pub per_second: f64,
    /// CPU milliseconds for each thousand, server and database together.
    pub cpu_ms: f64,
}

/// The CSV: no two people the same.
pub fn csv(contacts: usize) -> String {
    const FIRST: [&str; 8] = ["Ana", "Bruno", "Carla", "David", "Elena", "Fermín", "Gloria", "Hugo"];
    const LAST: [&str; 8] = ["Alonso", "Bravo", "Crespo", "Duarte", "Esteban", "Ferrer", "Gallego", "Herrero"];
    let mut out = String::from("first_name,last_name,email,phone\n");
    for number in 0..contacts {
        let (first, last) = (FIRST[number % 8], LAST[number / 8 % 8]);
        out += &format!("{first},{last} {number},nuevo{number}@example.net,+34 7{:08}\n", number % 100_000_000);
    }
    out
}

/// Brings contacts into the bare program.
///
/// # Errors
/// If it does not take all of them.
pub async fn import_limit(target: &Target, contacts: usize) -> Result<Bulk> {
    let body = csv(contacts);
    let head = format!(
        "POST /bulk/contacts HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/csv\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let request = Request([head.into_bytes(), body.into_bytes()].concat());
    measure(target, contacts, &request, |answer| answer == contacts.to_string().as_bytes()).await
}

/// Takes all contacts out of the bare program.
///
/// # Errors
/// If there are fewer than `contacts`.
pub async fn export_limit(target: &Target, contacts: usize) -> Result<Bulk> {
    let request = Request::get("/bulk/contacts", None);
    measure(target, contacts, &request, |answer| answer.iter().filter(|byte| **byte == b'\n').count() > contacts).await
}

async fn measure(target: &Target, contacts: usize, request: &Request, is_good: impl Fn(&[u8]) -> bool) -> Result<Bulk> {
    let spent =
        || -> Result<u64> { Ok(kernel::of_process(target.pid)? + target.postgres.map_or(Ok(0), kernel::of_family)?) };
    let mut connection = Connection::open(target.address).await?;
    let (before, began) = (spent()?, Instant::now());
    let status = connection.send(request).await?;
    let seconds = began.elapsed().as_secs_f64();
    ensure!(status == 200 && is_good(connection.body()), "answer {status}");
    let thousands = contacts as f64 / 1000.0;
    Ok(Bulk { per_second: contacts as f64 / seconds, cpu_ms: (spent()? - before) as f64 / thousands })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_somebody_else() {
        let text = csv(500);
        let lines: std::collections::BTreeSet<&str> = text.lines().collect();
        assert_eq!(lines.len(), 501);
        assert!(lines.iter().all(|line| line.split(',').count() == 4));
    }
}
