//! The background: rows are tried and written in batches, some at a time, so that other jobs get their turn.
//!
//! A batch is one transaction: records, tags, history, what became of its rows, and the place where the next one begins.
//! Whoever is killed between two of them goes on with the next; inside of one, it never happened. The place is held and
//! compared in that transaction, so that two workers write no row twice.

use std::sync::Arc;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportCounts, ImportState, headers};
use zaguan_types::{ImportId, TenantId};

use super::change::{hold, moved, news, save};
use super::convert::{import, state_of, stored};
use super::draft::{Column, Draft, Kind, Setup, Users};
use super::plan::{Plan, Run, plan};
use super::read::{Note, rows_of};
use super::record::Record;
use super::seen::Seen;
use super::tables::{import as table, part, upload};
use super::values::How;
use super::{apply, days, mapping, numbers, past};
use crate::error::{Error, Result};
use crate::jobs::{Leased, Outcome};
use crate::platform::clock::{from_db, to_db};
use crate::platform::stamp::{Actor, ActorKind, Origin, Stamp};
use crate::platform::{App, NewEvent, TenantTx};
use crate::{contacts, fields, organisations, tenants, users};

/// Batches that are written before other jobs get their turn.
const SLICE: usize = 8;
/// After so many rows lists are to be read anew; each batch by itself would keep them busy.
const NEWS_ROWS: u64 = 2_000;
/// Pieces of the file as it came that go at once.
const PIECES: i32 = 4;

/// Who works, as the history will say: whoever asked for it last, and before that whoever uploaded the file.
pub(super) fn stamp(app: &App, tenant: TenantId, row: &table::Model, trace: String) -> Stamp {
    let (id, name) = match (row.starter_id, &row.starter_name) {
        (Some(id), Some(name)) => (id, name),
        _ => (row.author_id, &row.author_name),
    };
    let actor = Actor { kind: ActorKind::Staff, id: Some(id), name: name.clone() };
    app.stamp(tenant, actor, Origin { trace_id: trace, address: None })
}

pub(super) fn system(app: &App, tenant: TenantId) -> Stamp {
    app.stamp(tenant, Actor::system(), Origin::default())
}

/// An import as it stands now; nothing if there is none any more.
pub(super) async fn look(app: &App, job: &Leased) -> Result<Option<table::Model>> {
    let id = job.subject;
    let find = async move |tx: &TenantTx<'_>| tx.one(table::Entity::find().filter(table::Column::Id.eq(id))).await;
    app.read(system(app, job.tenant), false, find).await
}

/// A job that has nothing more to do.
pub(super) async fn over(app: &App, job: &Leased) -> Result<Outcome> {
    let done = job.clone();
    app.write(system(app, job.tenant), async move |tx| done.done(tx).await.map(drop)).await?;
    Ok(Outcome::Done)
}

/// Other jobs get their turn, and then this one again.
pub(super) async fn again(app: &App, job: &Leased, kind: &'static str) -> Result<Outcome> {
    let done = job.clone();
    app.write(system(app, job.tenant), async move |tx| {
        if done.done(tx).await? {
            tx.enqueue(kind, done.subject).await?;
        }
        Ok(())
    })
    .await?;
    Ok(Outcome::Done)
}

/// Writes some batches of an import.
pub(crate) async fn run(app: &App, job: &Leased) -> Result<Outcome> {
    let mut setup = None;
    for _ in 0..SLICE {
        let Some(row) = look(app, job).await?.filter(|row| row.state == ImportState::Running.as_str()) else {
            return over(app, job).await;
        };
        let setup = match &setup {
            Some(known) => Arc::clone(known),
            None => Arc::clone(setup.insert(Arc::new(set_up(app, job.tenant, &row).await?))),
        };
        let Some(batch) = next(app, job.tenant, &row, row.next_row).await? else {
            finish(app, job, &row).await?;
            return over(app, job).await;
        };
        let written = write(app, job.tenant, &row, &setup, &batch).await;
        match written {
            // Somebody has written what this batch looked for and did not find: it is there now.
            Err(Error::Conflict(_)) => write(app, job.tenant, &row, &setup, &batch).await?,
            other => other?,
        }
    }
    again(app, job, super::RUN).await
}

/// Some rows, understood.
pub(super) struct Batch {
    pub(super) first_row: i64,
    pub(super) last_row: i64,
    pub(super) drafts: Arc<Vec<Draft>>,
    rows: Vec<(u32, Vec<String>)>,
    notes: Vec<Note>,
}

impl Batch {
    /// Leaves its first rows only.
    pub(super) fn truncate(&mut self, most: usize) {
        self.rows.truncate(most);
    }

    fn understood(mut self, setup: &Setup) -> Self {
        self.drafts = Arc::new(setup.drafts(&self.rows, &self.notes));
        self
    }

    /// The cells of its rows.
    pub(super) fn cells(&self) -> &[(u32, Vec<String>)] {
        &self.rows
    }
}

/// The next rows of a file, from one on.
pub(super) async fn next(app: &App, tenant: TenantId, row: &table::Model, from: i64) -> Result<Option<Batch>> {
    let (id, reading) = (row.id, row.reading);
    let find = async move |tx: &TenantTx<'_>| {
        let find = part::Entity::find()
            .filter(part::Column::ImportId.eq(id))
            .filter(part::Column::Reading.eq(reading))
            .filter(part::Column::FirstRow.gte(from))
            .order_by_asc(part::Column::FirstRow);
        tx.one(find).await
    };
    let Some(part) = app.read(system(app, tenant), false, find).await? else { return Ok(None) };
    let rows = rows_of(&part.content);
    let last_row = rows.last().map_or(part.first_row, |(number, _)| i64::from(*number));
    let notes = serde_json::from_value(part.notes).map_err(|error| Error::stored("notes", &error.to_string()))?;
    Ok(Some(Batch { first_row: part.first_row, last_row, drafts: Arc::default(), rows, notes }))
}

/// Understands the rows of a batch.
pub(super) fn understand(batch: Batch, setup: &Setup) -> Batch {
    batch.understood(setup)
}

/// What the rows of an import are understood by.
pub(super) async fn set_up(app: &App, tenant: TenantId, row: &table::Model) -> Result<Setup> {
    let Import { module, source, mapping, options, .. } = import(row.clone())?;
    let (fields, users, firm) = app
        .read(system(app, tenant), true, async move |tx| {
            let active = users::entity::Entity::find().filter(users::entity::Column::Active.eq(true));
            Ok((fields::load(tx, module).await?.fields, tx.all(active).await?, tenants::own(tx).await?))
        })
        .await?;
    let mut known = Users::default();
    for user in &users {
        known.add(user.id, &user.name, &user.email);
    }
    let usual = How {
        order: options.date_order.unwrap_or_else(|| days::usual(firm.language)),
        mark: options.decimal_mark.unwrap_or_else(|| numbers::usual(firm.language)),
    };
    let columns = headers(&source.columns).into_iter().zip(source.columns).map(|(header, column)| {
        let target = mapping.iter().find(|one| one.column == column.index).and_then(|one| one.target.clone());
        let kind = Kind::of(target.as_deref(), &fields);
        let order = column.date_order.filter(|_| !column.date_order_open).unwrap_or(usual.order);
        let mark = column.decimal_mark.filter(|_| !column.decimal_mark_open).unwrap_or(usual.mark);
        Column { header, target, how: How { order, mark }, kind }
    });
    let columns = columns.collect();
    let zone = firm.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC);
    Ok(Setup { module, fields, columns, users: known, options, zone })
}

async fn write(app: &App, tenant: TenantId, row: &table::Model, setup: &Arc<Setup>, batch: &Batch) -> Result<()> {
    // Understood outside of the transaction: others need not wait for it.
    let drafts = Arc::new(setup.drafts(&batch.rows, &batch.notes));
    let (id, reading, first, last) = (row.id, row.reading, batch.first_row, batch.last_row);
    let (setup, from) = (Arc::clone(setup), row.next_row);
    let stamp = stamp(app, tenant, row, past::trace(id));
    app.write(stamp, async move |tx| {
        let row = hold(tx, ImportId(id)).await?;
        let mine = row.state == ImportState::Running.as_str() && row.next_row == from && row.reading == reading;
        if !mine {
            return Ok(());
        }
        match setup.module {
            Module::Organisations => {
                write_as::<organisations::entity::Model>(tx, &setup, &drafts, &row, (first, last)).await
            }
            _ => write_as::<contacts::entity::Model>(tx, &setup, &drafts, &row, (first, last)).await,
        }
    })
    .await
}

async fn write_as<R: Record>(
    tx: &TenantTx<'_>,
    setup: &Setup,
    drafts: &[Draft],
    row: &table::Model,
    (first, last): (i64, i64),
) -> Result<()> {
    let run = Run { id: row.id, started: row.started_at.map(from_db) };
    let mut plan: Plan<R> = plan(tx, setup, drafts, run, true, &mut Seen::default()).await?;
    let mut counts: ImportCounts = serde_json::from_value(row.counts.clone()).unwrap_or_default();
    let before = counts.done;
    apply::count(&mut counts, &plan.outcomes, plan.firms.created);
    let faults = plan.outcomes.iter_mut().flat_map(|outcome| std::mem::take(&mut outcome.faults)).collect();
    let written = apply::write(tx, row.id, setup, plan).await?;
    apply::keep(tx, row.id, super::STAGE_RUN, first, &written, faults).await?;
    // What was written is not needed any more.
    let used = part::Entity::delete_many()
        .filter(part::Column::ImportId.eq(row.id))
        .filter(part::Column::Reading.eq(row.reading))
        .filter(part::Column::FirstRow.eq(first));
    tx.delete(used).await?;
    let set = table::Entity::update_many()
        .col_expr(table::Column::NextRow, Expr::value(last + 1))
        .col_expr(table::Column::Counts, Expr::value(stored(&counts)))
        .col_expr(table::Column::UpdatedAt, Expr::value(to_db(tx.now())))
        .filter(table::Column::Id.eq(row.id));
    tx.update(set).await?;
    tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(row.id)));
    if before / NEWS_ROWS != counts.done / NEWS_ROWS {
        tx.event(NewEvent::staff(R::NEWS, None));
        if counts.organisations_created > 0 {
            tx.event(NewEvent::staff(EventKind::OrganisationUpdated, None));
        }
    }
    Ok(())
}

/// Every row was looked at.
async fn finish(app: &App, job: &Leased, row: &table::Model) -> Result<()> {
    drop_file(app, job.tenant, row.id).await?;
    let (id, stamp) = (ImportId(row.id), stamp(app, job.tenant, row, past::trace(row.id)));
    app.write(stamp, async move |tx| {
        let row = hold(tx, id).await?;
        if state_of(&row)? != ImportState::Running {
            return Ok(());
        }
        let now = import(row.clone())?;
        let ImportCounts { created, updated, unchanged, .. } = now.counts;
        if created + updated + unchanged > 0 {
            mapping::remember(tx, &row.module, &now.source, &now.mapping).await?;
        }
        let set = moved(ImportState::Done)
            .col_expr(table::Column::EndedAt, Expr::value(to_db(tx.now())))
            .col_expr(table::Column::Source, Expr::value(without_samples(&now)));
        tx.event(NewEvent::staff(news(&row), None));
        if now.counts.organisations_created > 0 {
            tx.event(NewEvent::staff(EventKind::OrganisationUpdated, None));
        }
        save(tx, id, set, "import.done", row.counts.clone()).await.map(drop)
    })
    .await
}

/// What was found out about a file, without what stands in it.
pub(super) fn without_samples(import: &Import) -> serde_json::Value {
    let mut source = import.source.clone();
    source.columns.iter_mut().for_each(|column| column.samples.clear());
    stored(&source)
}

/// The file as it came goes, some pieces at a time.
pub(super) async fn drop_file(app: &App, tenant: TenantId, id: Uuid) -> Result<()> {
    for piece in (0..).step_by(PIECES as usize) {
        let gone = app
            .write(system(app, tenant), async move |tx| {
                let some = upload::Entity::delete_many()
                    .filter(upload::Column::ImportId.eq(id))
                    .filter(upload::Column::Piece.gte(piece))
                    .filter(upload::Column::Piece.lt(piece + PIECES));
                tx.delete(some).await
            })
            .await?;
        if gone < PIECES as u64 {
            break;
        }
    }
    Ok(())
}

/// Tells of an import that can not go on by a fault of ours: the cause is for the log.
pub(crate) async fn fail(app: &App, job: &Leased) -> Result<()> {
    let (done, id) = (job.clone(), ImportId(job.subject));
    let why = format!("internal error, see the server's log: job {}", job.id);
    app.write(system(app, job.tenant), async move |tx| {
        done.done(tx).await?;
        let row = match hold(tx, id).await {
            Err(Error::NotFound) => return Ok(()),
            other => other?,
        };
        let state = match state_of(&row)? {
            ImportState::Checking => ImportState::Mapping,
            ImportState::Running | ImportState::Undoing => ImportState::Failed,
            _ => return Ok(()),
        };
        let set = moved(state)
            .col_expr(table::Column::EndedAt, Expr::value(to_db(tx.now())))
            .col_expr(table::Column::Failure, Expr::value(why.clone()));
        save(tx, id, set, "import.failed", json!({})).await.map(drop)
    })
    .await
}
