//! The dry run: what would become of all rows. It writes nothing but what it finds.
//!
//! What the rows before would have created is in no database: it is remembered here, in the process, from one slice to the
//! next. A process that does not remember (it is another, or was restarted) begins anew; what it writes down again is the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::{ImportCounts, ImportState};
use zaguan_types::{ImportId, Instant, TenantId};

use super::change::{hold, moved, save};
use super::convert::{import, stored};
use super::draft::Setup;
use super::plan::{Outcome as OfRow, Plan, Run, plan};
use super::seen::Seen;
use super::tables::import as table;
use super::work::{Batch, again, look, next, over, set_up, stamp, system, understand};
use super::{apply, faults, past};
use crate::error::{Error, Result};
use crate::jobs::{Leased, Outcome};
use crate::platform::clock::from_db;
use crate::platform::{App, NewEvent};
use crate::{contacts, organisations};

/// Batches that are tried before other jobs get their turn.
const SLICE: usize = 8;
/// Checks that a process remembers at once.
const MOST: usize = 16;
/// Seconds after which one that nobody goes on with is forgotten: another instance has it.
const IDLE: i64 = 600;

/// How far a check has come.
struct Progress {
    /// Of the import: a change makes it another check.
    version: i64,
    /// The row that is tried next.
    from: i64,
    counts: ImportCounts,
    seen: Seen,
    touched: Instant,
}

/// The checks that are under way in this process, by import.
#[derive(Default)]
pub(crate) struct Checks(Mutex<HashMap<Uuid, Progress>>);

impl Checks {
    fn take(&self, id: Uuid, version: i64) -> Option<Progress> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        known.filter(|progress| progress.version == version)
    }

    /// Where there is no room, the one that has come least far is forgotten: the others end, whatever comes.
    fn keep(&self, id: Uuid, progress: Progress) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = progress.touched;
        all.insert(id, progress);
        all.retain(|_, one| now < one.touched.plus_seconds(IDLE));
        if all.len() > MOST
            && let Some(least) = all.iter().min_by_key(|(_, one)| one.from).map(|(id, _)| *id)
        {
            all.remove(&least);
        }
    }
}

/// Tries some batches.
pub(crate) async fn check(app: &App, job: &Leased) -> Result<Outcome> {
    let checking = |row: &table::Model| row.state == ImportState::Checking.as_str();
    let row = look(app, job).await?.filter(checking);
    let known = app.checks.take(job.subject, row.as_ref().map_or(0, |row| row.version));
    let Some(row) = row else { return over(app, job).await };
    let setup = Arc::new(set_up(app, job.tenant, &row).await?);
    let mut progress = match known {
        Some(known) => known,
        None => Progress {
            version: row.version,
            from: 0,
            counts: ImportCounts { rows: import(row.clone())?.source.rows, ..ImportCounts::default() },
            seen: Seen::default(),
            touched: app.now(),
        },
    };
    for _ in 0..SLICE {
        let Some(batch) = next(app, job.tenant, &row, progress.from).await? else {
            return finish(app, job, &row, progress.counts).await;
        };
        let batch = understand(batch, &setup);
        let outcomes = try_batch(app, job.tenant, &row, &setup, &batch, &mut progress).await?;
        if !keep(app, job, &row, batch.first_row, outcomes, progress.counts).await? {
            // Changed, stopped or removed meanwhile.
            return over(app, job).await;
        }
    }
    progress.touched = app.now();
    app.checks.keep(row.id, progress);
    again(app, job, super::CHECK).await
}

async fn try_batch(
    app: &App,
    tenant: TenantId,
    row: &table::Model,
    setup: &Arc<Setup>,
    batch: &Batch,
    progress: &mut Progress,
) -> Result<Vec<OfRow>> {
    let tried = try_rows(app, tenant, row, setup, batch, std::mem::take(&mut progress.seen)).await?;
    progress.seen = tried.seen;
    apply::count(&mut progress.counts, &tried.outcomes, tried.firms);
    progress.from = batch.last_row + 1;
    Ok(tried.outcomes)
}

/// Writes down what was found; `false` if nobody wants to know any more.
async fn keep(
    app: &App,
    job: &Leased,
    row: &table::Model,
    first: i64,
    outcomes: Vec<OfRow>,
    counts: ImportCounts,
) -> Result<bool> {
    let found: Vec<_> = outcomes.into_iter().flat_map(|outcome| outcome.faults).collect();
    let (id, version) = (row.id, row.version);
    let kept = app
        .write(system(app, job.tenant), async move |tx| {
            if hold(tx, ImportId(id)).await?.version != version {
                return Ok(false);
            }
            faults::drop_one(tx, id, super::STAGE_CHECK, first).await?;
            apply::keep(tx, id, super::STAGE_CHECK, first, &[], found.clone()).await?;
            let set = table::Entity::update_many()
                .col_expr(table::Column::Counts, Expr::value(stored(&counts)))
                .filter(table::Column::Id.eq(id));
            tx.update(set).await?;
            tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(id)));
            Ok(true)
        })
        .await;
    match kept {
        Err(Error::NotFound) => Ok(false),
        other => other,
    }
}

async fn finish(app: &App, job: &Leased, row: &table::Model, counts: ImportCounts) -> Result<Outcome> {
    let (id, version) = (ImportId(row.id), row.version);
    let stamp = stamp(app, job.tenant, row, past::trace(row.id));
    let ended = app
        .write(stamp, async move |tx| {
            if hold(tx, id).await?.version == version {
                let set = moved(ImportState::Checked).col_expr(table::Column::Counts, Expr::value(stored(&counts)));
                save(tx, id, set, "import.checked", stored(&counts)).await?;
            }
            Ok(())
        })
        .await;
    match ended {
        Ok(()) | Err(Error::NotFound) => over(app, job).await,
        Err(error) => Err(error),
    }
}

/// What would become of some rows, without the records themselves.
pub(super) struct Tried {
    pub(super) outcomes: Vec<super::plan::Outcome>,
    seen: Seen,
    /// How many organisations would be created since rows name them.
    firms: u64,
}

/// Decides about some rows without writing anything.
pub(super) async fn try_rows(
    app: &App,
    tenant: TenantId,
    row: &table::Model,
    setup: &Arc<Setup>,
    batch: &Batch,
    seen: Seen,
) -> Result<Tried> {
    let (setup, drafts) = (Arc::clone(setup), Arc::clone(&batch.drafts));
    let run = Run { id: row.id, started: row.started_at.map(from_db) };
    let stamp = stamp(app, tenant, row, past::trace(row.id));
    // Taken out by the one time that the closure runs; a repetition after an error begins with nothing seen.
    let seen = Mutex::new(seen);
    app.read(stamp, true, async move |tx| {
        let mut seen = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(match setup.module {
            Module::Organisations => {
                let plan: Plan<organisations::entity::Model> = plan(tx, &setup, &drafts, run, false, &mut seen).await?;
                Tried { outcomes: plan.outcomes, seen, firms: plan.firms.created }
            }
            _ => {
                let plan: Plan<contacts::entity::Model> = plan(tx, &setup, &drafts, run, false, &mut seen).await?;
                Tried { outcomes: plan.outcomes, seen, firms: plan.firms.created }
            }
        })
    })
    .await
}
