//! Taking an import back, batch by batch, the last one first.
//!
//! What it created goes to the bin if nothing has happened to it since. What it changed gets back each former value that
//! still stands as the import left it. Whatever cannot be taken back is listed.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::{Value, json};
use uuid::Uuid;
use zaguan_types::ImportId;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::{FaultCode, ImportCounts, ImportFault, ImportState};

use super::apply::Written;
use super::change::{hold, moved, news, save};
use super::convert::{state_of, stored};
use super::draft::about;
use super::record::Record;
use super::tables::{batch, import as table};
use super::work::{again, look, over, stamp};
use super::{past, work};
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::jobs::{Leased, Outcome};
use crate::platform::clock::{from_db, to_db};
use crate::platform::{About, App, NewEvent, TenantTx};
use crate::{contacts, organisations, tags};

/// Batches that are taken back before other jobs get their turn.
const SLICE: usize = 8;

/// Takes some batches back.
pub(crate) async fn undo(app: &App, job: &Leased) -> Result<Outcome> {
    for _ in 0..SLICE {
        let undoing = |row: &table::Model| row.state == ImportState::Undoing.as_str();
        let Some(row) = look(app, job).await?.filter(undoing) else { return over(app, job).await };
        let id = row.id;
        let stamp = stamp(app, job.tenant, &row, past::undo_trace(id));
        let more = app
            .write(stamp, async move |tx| {
                let row = hold(tx, ImportId(id)).await?;
                if state_of(&row)? != ImportState::Undoing {
                    return Ok(false);
                }
                let last = batch::Entity::find()
                    .filter(batch::Column::ImportId.eq(id))
                    .filter(batch::Column::Stage.eq(super::STAGE_RUN))
                    .filter(batch::Column::Kept.is_null())
                    .order_by_desc(batch::Column::FirstRow);
                match tx.one(last).await? {
                    Some(batch) => take_back(tx, &row, batch).await.map(|()| true),
                    None => finish(tx, &row).await.map(|()| false),
                }
            })
            .await?;
        if !more {
            return over(app, job).await;
        }
    }
    again(app, job, super::UNDO).await
}

async fn finish(tx: &TenantTx<'_>, row: &table::Model) -> Result<()> {
    let now = super::convert::import(row.clone())?;
    let set = moved(ImportState::Undone)
        .col_expr(table::Column::EndedAt, Expr::value(to_db(tx.now())))
        .col_expr(table::Column::Source, Expr::value(work::without_samples(&now)));
    tx.event(NewEvent::staff(news(row), None));
    if now.counts.organisations_created > 0 {
        tx.event(NewEvent::staff(EventKind::OrganisationUpdated, None));
    }
    let told = json!({ "taken_back": now.counts.taken_back, "kept": now.counts.kept });
    save(tx, ImportId(row.id), set, "import.undone", told).await.map(drop)
}

async fn take_back(tx: &TenantTx<'_>, row: &table::Model, one: batch::Model) -> Result<()> {
    let written: Vec<Written> =
        serde_json::from_value(one.records).map_err(|error| Error::stored("batch", &error.to_string()))?;
    let (contacts, firms): (Vec<Written>, Vec<Written>) =
        written.into_iter().partition(|written| written.module == Module::Contacts);
    let mut counts: ImportCounts = serde_json::from_value(row.counts.clone()).unwrap_or_default();
    let mut kept = Vec::new();
    // People before the organisations that they belong to.
    take_back_as::<contacts::entity::Model>(tx, row, contacts, &mut counts, &mut kept).await?;
    take_back_as::<organisations::entity::Model>(tx, row, firms, &mut counts, &mut kept).await?;
    kept.sort_by_key(|fault| (fault.row, fault.column));
    let done = batch::Entity::update_many()
        .col_expr(batch::Column::Kept, Expr::value(stored(&kept)))
        .filter(batch::Column::ImportId.eq(row.id))
        .filter(batch::Column::Stage.eq(super::STAGE_RUN))
        .filter(batch::Column::FirstRow.eq(one.first_row));
    tx.update(done).await?;
    let set = table::Entity::update_many()
        .col_expr(table::Column::Counts, Expr::value(stored(&counts)))
        .col_expr(table::Column::UpdatedAt, Expr::value(to_db(tx.now())))
        .filter(table::Column::Id.eq(row.id));
    tx.update(set).await?;
    tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(row.id)));
    Ok(())
}

async fn take_back_as<R: Record>(
    tx: &TenantTx<'_>,
    row: &table::Model,
    written: Vec<Written>,
    counts: &mut ImportCounts,
    kept: &mut Vec<ImportFault>,
) -> Result<()> {
    if written.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = written.iter().map(|written| written.id).collect();
    let columns = R::columns();
    let found = tx.lock_all(R::Entity::find().filter(columns.id.is_in(ids.iter().copied())), columns.id).await?;
    let mut records: BTreeMap<Uuid, R> = found.into_iter().map(|record: R| (record.id(), record)).collect();
    let since = row.started_at.map(from_db).unwrap_or_default();
    let new: Vec<Uuid> = written.iter().filter(|written| written.new).map(|written| written.id).collect();
    let others = past::touched_by_others(tx, row.id, since, &new).await?;
    let free = Free::load::<R>(tx, &written).await?;
    let (mut binned, mut changed, mut stays) = (Vec::new(), Vec::new(), Vec::new());
    for one in written.into_iter().rev() {
        let there = records.get_mut(&one.id).filter(|record| !record.in_bin());
        let taken = match there {
            None => false,
            Some(_) if one.new && others.contains_key(&one.id) => false,
            Some(record) if one.new => {
                binned.push(record.id());
                true
            }
            Some(record) => {
                let (told, whole) = put_back(record, &one, &free);
                if !told.is_empty() {
                    record.settle(to_db(tx.now()), record.version() + 1);
                    changed.push((record.clone(), told));
                }
                whole
            }
        };
        if taken {
            counts.taken_back += 1;
        } else {
            counts.kept += 1;
            stays.push(one);
        }
    }
    let ids: Vec<Uuid> = stays.iter().map(|one| one.id).collect();
    let why = past::touched_by_others(tx, row.id, since, &ids).await?;
    for one in &stays {
        let code = why.get(&one.id).copied().unwrap_or_default().code(one.new);
        kept.push(not_taken_back(one, records.get(&one.id), code));
    }
    put_into_bin::<R>(tx, binned).await?;
    save_changed(tx, changed).await
}

/// What former values may have become since: given to another record, or pointing to one that has gone.
struct Free {
    /// Who has an external id now.
    taken: HashMap<String, Uuid>,
    organisations: HashSet<Uuid>,
}

impl Free {
    async fn load<R: Record>(tx: &TenantTx<'_>, written: &[Written]) -> Result<Self> {
        let former = |name: &'static str| {
            let of =
                move |one: &Written| one.changes.get(name).and_then(|change| change[0].as_str().map(str::to_owned));
            written.iter().filter_map(of).collect::<Vec<String>>()
        };
        let external = former("external_id");
        let ids = former("organisation_id").into_iter().chain(former("parent_id"));
        let ids: Vec<Uuid> = ids.filter_map(|id| id.parse().ok()).collect();
        let mut free = Self { taken: HashMap::new(), organisations: HashSet::new() };
        if !external.is_empty() {
            let who = tx.all(R::Entity::find().filter(R::columns().external_id.is_in(external))).await?;
            free.taken = who.iter().filter_map(|row| Some((row.external_id()?.to_owned(), row.id()))).collect();
        }
        if !ids.is_empty() {
            use organisations::entity::{Column, Entity};
            let there = Entity::find().filter(Column::Id.is_in(ids)).filter(Column::MergedInto.is_null());
            free.organisations = tx.all(there).await?.into_iter().map(|row| row.id).collect();
        }
        Ok(free)
    }

    fn fits(&self, record: Uuid, name: &str, value: &Value) -> bool {
        match (name, value.as_str()) {
            ("external_id", Some(id)) => self.taken.get(id).is_none_or(|owner| *owner == record),
            ("organisation_id" | "parent_id", Some(id)) => id.parse().is_ok_and(|id| self.organisations.contains(&id)),
            _ => true,
        }
    }
}

/// Puts former values back where those of the import still stand; returns what changed, and whether that was all.
fn put_back<R: Record>(record: &mut R, one: &Written, free: &Free) -> (serde_json::Map<String, Value>, bool) {
    let (mut told, mut whole) = (serde_json::Map::new(), true);
    for (name, change) in &one.changes {
        let (before, after, now) = (&change[0], &change[1], record.get(name));
        let back = if name == "tags" { without_added(before, after, &now) } else { before.clone() };
        if !free.fits(one.id, name, &back) {
            whole = false;
        } else if name == "tags" || now == *after {
            record.put(name, &back);
            told.insert(name.clone(), json!([now, back]));
        } else if now != *before {
            whole = false;
        }
    }
    told.retain(|_, change| change[0] != change[1]);
    (told, whole)
}

/// Tags without those that the import added; others may have come since.
fn without_added(before: &Value, after: &Value, now: &Value) -> Value {
    let words = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let had: Vec<String> = words(before).iter().map(|word| fold(word)).collect();
    let added: Vec<String> = words(after).iter().map(|word| fold(word)).filter(|word| !had.contains(word)).collect();
    json!(words(now).into_iter().filter(|word| !added.contains(&fold(word))).collect::<Vec<_>>())
}

fn not_taken_back<R: Record>(one: &Written, record: Option<&R>, code: FaultCode) -> ImportFault {
    let (level, detail) = about(code);
    ImportFault {
        row: u64::from(one.row),
        column: None,
        header: None,
        value: record.map(|record| name_of(record).chars().take(80).collect()),
        level,
        code,
        detail: detail.into(),
    }
}

/// What people call a record.
fn name_of<R: Record>(record: &R) -> String {
    let parts = ["first_name", "last_name", "name"].map(|name| record.get(name));
    parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
}

async fn put_into_bin<R: Record>(tx: &TenantTx<'_>, ids: Vec<Uuid>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    R::put_into_bin(tx, &ids).await?;
    for id in ids {
        let about = if R::MODULE == Module::Organisations { About::organisation(id) } else { About::contact(id) };
        tx.audit_about(about, R::DELETED, R::KIND, Some(id), json!({}));
    }
    Ok(())
}

async fn save_changed<R: Record>(tx: &TenantTx<'_>, changed: Vec<(R, serde_json::Map<String, Value>)>) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::new();
    for (record, told) in changed {
        let id = record.id();
        let about = match R::MODULE {
            Module::Organisations => About::organisation(id),
            _ => About { contact: Some(id), organisation: record.organisation() },
        };
        if let Some(change) = told.get("tags") {
            let words = |value: &Value| serde_json::from_value::<Vec<String>>(value.clone()).unwrap_or_default();
            tags::write(tx, R::MODULE, id, &words(&change[0]), &words(&change[1])).await?;
        }
        tx.audit_about(about, R::UPDATED, R::KIND, Some(id), Value::Object(told));
        if record.has_portal() {
            tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id)));
        }
        rows.push(record);
    }
    super::apply::put_changed(tx, rows, true).await
}
