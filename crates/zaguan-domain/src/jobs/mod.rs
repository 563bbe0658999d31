//! Work that follows a change: written with it, done after it, at least once, by whichever instance is free.
//!
//! A worker leases a few jobs and does them one by one, with a sign of life every few seconds; if it dies, the lease runs
//! out and another takes them. Each kind of work is safe to repeat.

mod forget_mails;
mod housekeeping;
mod lease;
mod send_mail;

use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::imports;
use crate::platform::App;
pub use housekeeping::sweep;
pub(crate) use lease::Leased;
use zaguan_types::Instant;

/// Send the mail with the job's subject as its id.
pub(crate) const SEND_MAIL: &str = "mail.send";
/// Remove the mails to the erased contact with the job's subject as its id from the folder.
pub(crate) const FORGET_MAILS: &str = "mail.forget";
/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(2);

/// What became of a job.
pub(crate) enum Outcome {
    /// Done, with all that it leaves behind: the job goes.
    Done,
    /// Not now: it is tried again later, and less and less often.
    Later(String),
}

/// Works jobs off until the process ends. Errors are logged; the jobs stay.
pub async fn run(app: Arc<App>) {
    let mut swept: Option<Instant> = None;
    if let Err(error) = lease::inherit(&app).await {
        tracing::warn!(%error, "what the server before had begun waits for its time to run out");
    }
    loop {
        let now = app.now();
        if swept.is_none_or(|last| now >= last.plus_seconds(housekeeping::EVERY)) {
            swept = Some(now);
            if let Err(error) = sweep(&app).await {
                tracing::warn!(%error, "the house was not swept");
            }
        }
        match work_off(&app).await {
            Ok(true) => {}
            Ok(false) => {
                let wake = app.jobs_wake.notified();
                // Whichever comes first; both mean: look again.
                let _ = tokio::time::timeout(LOOK, wake).await;
            }
            Err(error) => {
                tracing::warn!(%error, "jobs cannot be worked off now");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Works off what is due now; returns whether there was anything.
///
/// # Errors
/// Only if the database is away; a job that fails is put off instead.
pub async fn work_off(app: &App) -> Result<bool> {
    let jobs = lease::take(app).await?;
    let any = !jobs.is_empty();
    for job in jobs {
        // Those before it may have taken long.
        if !lease::renew(app, &job).await? {
            continue;
        }
        let outcome = lease::held(app, &job, work(app, &job)).await;
        let why = match outcome {
            Ok(Outcome::Done) => {
                metrics::counter!("zaguan_jobs_done_total", "kind" => job.kind.clone()).increment(1);
                continue;
            }
            Ok(Outcome::Later(why)) => why,
            // No try of this job: it comes back when its lease has run out.
            Err(error @ Error::Unavailable(_)) => return Err(error),
            Err(error) => {
                tracing::error!(job = %job.id, kind = job.kind, %error, "a job failed");
                error.to_string()
            }
        };
        if job.is_last() && give_up(app, &job).await? {
            continue;
        }
        lease::put_off(app, &job, &why).await?;
    }
    Ok(any)
}

async fn work(app: &App, job: &Leased) -> Result<Outcome> {
    match job.kind.as_str() {
        SEND_MAIL => send_mail::send(app, job).await,
        FORGET_MAILS => forget_mails::forget(app, job).await,
        imports::CHECK => settled(app, job, imports::try_all(app, job).await).await,
        imports::RUN => settled(app, job, imports::write_rows(app, job).await).await,
        imports::UNDO => settled(app, job, imports::take_back(app, job).await).await,
        kind => Ok(Outcome::Later(format!("this version does not know jobs of kind {kind}"))),
    }
}

/// An import that fails by a fault of ours is not tried again by itself: whoever waits for it is told, and may go on.
async fn settled(app: &App, job: &Leased, outcome: Result<Outcome>) -> Result<Outcome> {
    match outcome {
        Err(error) if !matches!(error, Error::Unavailable(_)) => {
            tracing::error!(job = %job.id, kind = job.kind, %error, "an import failed");
            imports::fail(app, job).await?;
            Ok(Outcome::Done)
        }
        outcome => outcome,
    }
}

/// Tells whoever waits for a job that it will never be done; returns whether nothing is left of it then.
async fn give_up(app: &App, job: &Leased) -> Result<bool> {
    let told = match job.kind.as_str() {
        SEND_MAIL => send_mail::give_up(app, job).await,
        _ => return Ok(false),
    };
    match told {
        Ok(()) => Ok(true),
        Err(error @ Error::Unavailable(_)) => Err(error),
        Err(error) => {
            tracing::error!(job = %job.id, kind = job.kind, %error, "a job cannot even be given up: it is put aside");
            Ok(false)
        }
    }
}
