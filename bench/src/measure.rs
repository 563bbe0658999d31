//! Measuring one operation: both answers compared, then runs in turn, those on a busy machine thrown away.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::compare;
use crate::http::{Connection, Request};
use crate::load::{self, Run, Target};
use crate::operations::{Facts, Operation, Tokens, client_sign_in, sign_in};
use crate::stats::{median, percentile};
use crate::table::Side;

/// A run during which others took more than this share of the machine is thrown away …
const MOST_FOREIGN: f64 = 0.15;
/// … but no more than this many for each operation: on a busy machine the last ones count, and the table says so.
const MOST_REPEATS: usize = 4;

/// Runs of each side, and how long one is.
pub type Runs = (usize, Duration);

/// What the runs of an operation showed, side by side.
#[derive(Debug)]
pub struct Measured {
    /// In the order of the targets.
    pub sides: Vec<Side>,
    /// The largest share of the machine that others took during a run that counts.
    pub others: f64,
    /// Runs that were thrown away because others took too much.
    pub thrown_away: usize,
}

/// Measures an operation on each target in turn. The last one is Zaguán; if there are others, all answers are compared.
///
/// # Errors
/// If answers differ or are none.
pub async fn measure(
    operation: Operation,
    facts: &Facts,
    targets: &[Target],
    (wanted, time): Runs,
) -> Result<Measured> {
    let zaguan = *targets.last().context("nothing to measure")?;
    // Access tokens live for ten minutes: each operation begins with new ones.
    let requests = operation.requests(facts, &tokens(zaguan).await?);
    for target in &targets[..targets.len() - 1] {
        same_answers(operation, &requests, *target, zaguan).await?;
    }
    for target in targets {
        load::run(target, &requests, operation.status(), time / 4).await?;
    }
    let mut runs: Vec<Vec<Run>> = targets.iter().map(|_| Vec::new()).collect();
    let (mut others, mut thrown_away) = (0.0_f64, 0);
    while runs[0].len() < wanted {
        let mut round = Vec::new();
        for target in targets {
            round.push(load::run(target, &requests, operation.status(), time).await?);
        }
        let foreign = round.iter().map(|run| run.foreign).fold(0.0, f64::max);
        if foreign > MOST_FOREIGN && thrown_away < MOST_REPEATS {
            thrown_away += 1;
            continue;
        }
        others = others.max(foreign);
        for (runs, run) in runs.iter_mut().zip(round) {
            runs.push(run);
        }
    }
    Ok(Measured { sides: runs.into_iter().map(side).collect(), others, thrown_away })
}

fn side(mut runs: Vec<Run>) -> Side {
    let of = |value: &dyn Fn(&Run) -> f64| median(&runs.iter().map(value).collect::<Vec<_>>());
    let (per_second, cpu_ms) = (of(&|run| run.per_second), of(&|run| run.cpu_ms));
    let mut waits = |share| {
        median(&runs.iter_mut().map(|run| f64::from(percentile(&mut run.micros, share)) / 1000.0).collect::<Vec<_>>())
    };
    Side { per_second, cpu_ms, p50_ms: waits(0.5), p99_ms: waits(0.99) }
}

async fn same_answers(operation: Operation, requests: &[Request], limit: Target, zaguan: Target) -> Result<()> {
    let (mut left, mut right) = (Connection::open(limit.address).await?, Connection::open(zaguan.address).await?);
    for request in requests {
        let (one, other) = (left.send(request).await?, right.send(request).await?);
        ensure!(
            (one, other) == (operation.status(), operation.status()),
            "answers {one} and {other}: {} {}",
            String::from_utf8_lossy(left.body()),
            String::from_utf8_lossy(right.body())
        );
        compare::check(operation.same(), left.body(), right.body())?;
    }
    Ok(())
}

/// Signs staff and the client in, as programs do.
pub(crate) async fn tokens(zaguan: Target) -> Result<Tokens> {
    let mut connection = Connection::open(zaguan.address).await?;
    let mut get = async |request: Request| -> Result<String> {
        let status = connection.send(&request).await?;
        let body: serde_json::Value = serde_json::from_slice(connection.body())?;
        body["access_token"].as_str().map(str::to_owned).with_context(|| format!("signing in answers {status}: {body}"))
    };
    Ok(Tokens { staff: get(sign_in(&Facts::owner(), true)).await?, client: get(client_sign_in()).await? })
}

/// Goes from page to page, as people do; answers the cursor of the deep page.
///
/// # Errors
/// If there are not that many pages.
pub async fn walk(zaguan: Target, facts: &Facts) -> Result<String> {
    let token = tokens(zaguan).await?.staff;
    let mut connection = Connection::open(zaguan.address).await?;
    let mut cursor = String::new();
    for _ in 0..facts.pages.max(1) {
        let after = if cursor.is_empty() { String::new() } else { format!("&after={cursor}") };
        let path = format!("/api/v1/contacts?limit=50&sort=last_name{after}");
        let status = connection.send(&Request::get(&path, Some(&token))).await?;
        let body: serde_json::Value = serde_json::from_slice(connection.body())?;
        cursor = body["next"].as_str().with_context(|| format!("answer {status} without a next page"))?.to_owned();
    }
    Ok(cursor)
}
