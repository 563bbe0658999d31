//! Writing what was decided about some rows: records, tags, history and the batch itself, in one transaction.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::{FaultLevel, ImportCounts, ImportFault, RowAction};

use super::draft::Setup;
use super::plan::{Outcome, Plan, Touched};
use super::record::Record;
use super::tables::{batch, record};
use super::targets::name_of;
use crate::error::Result;
use crate::folding::fold;
use crate::organisations::entity::Model as Organisation;
use crate::platform::{About, NewEvent, TenantTx};
use crate::tags;

/// What a batch remembers of one record, to be taken back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) module: Module,
    pub(super) id: Uuid,
    /// The first row that is about it; 0 if none is.
    pub(super) row: u32,
    pub(super) new: bool,
    /// By target, before and after.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(super) changes: Map<String, Value>,
}

/// Writes records; returns what to remember of them.
pub(super) async fn write<R: Record>(
    tx: &TenantTx<'_>,
    import: Uuid,
    setup: &Setup,
    plan: Plan<R>,
) -> Result<Vec<Written>> {
    let mut rows: BTreeMap<Uuid, u32> = BTreeMap::new();
    for Outcome { row, record, .. } in &plan.outcomes {
        if let Some(record) = record {
            rows.entry(*record).or_insert(*row);
        }
    }
    let row = |id: &Uuid| rows.get(id).copied().unwrap_or_default();
    let mut out = Vec::new();
    // Those that others name come first.
    let firms: Vec<Touched<Organisation>> = plan.firms.new.into_iter().map(Touched::created).collect();
    for touched in &firms {
        tell(tx, touched, &Map::new());
        out.push(Written {
            module: Module::Organisations,
            id: touched.after.id,
            row: 0,
            new: true,
            changes: Map::new(),
        });
    }
    put_new(tx, firms.iter().map(|touched| touched.after.clone()).collect()).await?;
    let names: Vec<String> = setup.fields.iter().map(name_of).collect();
    let (mut new, mut changed, mut searched, mut words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for touched in &plan.touched {
        let changes = differences(touched, &names);
        let (id, is_new) = (touched.after.id(), touched.before.is_none() || touched.restored);
        if !is_new && changes.is_empty() {
            continue;
        }
        tell(tx, touched, &changes);
        words.extend(new_words(touched));
        let changes = if touched.before.is_none() { Map::new() } else { changes };
        out.push(Written { module: R::MODULE, id, row: row(&id), new: is_new, changes });
        let after = touched.after.clone();
        match &touched.before {
            None => new.push(after),
            Some(before) if before.search_text() == after.search_text() && before.sort_name() == after.sort_name() => {
                changed.push(after);
            }
            Some(_) => searched.push(after),
        }
    }
    put_new(tx, new).await?;
    put_changed(tx, changed, false).await?;
    put_changed(tx, searched, true).await?;
    if !words.is_empty() {
        tx.insert_all(words).await?;
    }
    let records = |one: &Written| record::ActiveModel {
        import_id: Set(import),
        record_id: Set(one.id),
        row: Set(i64::from(one.row)),
        ..Default::default()
    };
    if !out.is_empty() {
        tx.insert_all(out.iter().map(records).collect()).await?;
    }
    Ok(out)
}

/// What differs, by target; of a new record nothing.
fn differences<R: Record>(touched: &Touched<R>, names: &[String]) -> Map<String, Value> {
    let Some(before) = &touched.before else { return Map::new() };
    let mut out = Map::new();
    for name in names {
        let (old, new) = (before.get(name), touched.after.get(name));
        if old != new {
            out.insert(name.clone(), json!([old, new]));
        }
    }
    out
}

/// Writes history, and lets sessions of the portal look again where they know something of the record.
fn tell<R: Record>(tx: &TenantTx<'_>, touched: &Touched<R>, changes: &Map<String, Value>) {
    let id = touched.after.id();
    let about = match R::MODULE {
        Module::Organisations => About::organisation(id),
        _ => About { contact: Some(id), organisation: touched.after.organisation() },
    };
    let action = match (&touched.before, touched.restored) {
        (None, _) => R::CREATED,
        (Some(_), true) => R::RESTORED,
        (Some(_), false) => R::UPDATED,
    };
    tx.audit_about(about, action, R::KIND, Some(id), Value::Object(changes.clone()));
    if touched.before.as_ref().is_some_and(Record::has_portal) {
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id)));
    }
}

/// The words that a record has now and had not before.
fn new_words<R: Record>(touched: &Touched<R>) -> Vec<tags::entity::ActiveModel> {
    let had: Vec<String> = touched.before.iter().flat_map(Record::tags).map(|word| fold(&word)).collect();
    let keyed = touched.after.tags().into_iter().map(|word| (fold(&word), word));
    keyed
        .filter(|(key, _)| !had.contains(key))
        .map(|(key, word)| tags::row(R::MODULE, touched.after.id(), key, word))
        .collect()
}

async fn put_new<R: Record>(tx: &TenantTx<'_>, rows: Vec<R>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    tx.insert_all(rows.into_iter().map(R::into_active_model).collect()).await
}

pub(super) async fn put_changed<R: Record>(tx: &TenantTx<'_>, rows: Vec<R>, searched: bool) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns = R::columns();
    let all = <<R::Entity as sea_orm::EntityTrait>::Column as sea_orm::Iterable>::iter().collect();
    let rows = rows.into_iter().map(R::into_active_model).collect();
    tx.replace_all(rows, vec![columns.tenant, columns.id], all, searched).await
}

/// Adds what became of some rows.
pub(super) fn count(counts: &mut ImportCounts, outcomes: &[Outcome], organisations: u64) {
    for outcome in outcomes {
        counts.done += 1;
        match outcome.action {
            RowAction::Create => counts.created += 1,
            RowAction::Update => counts.updated += 1,
            RowAction::Unchanged => counts.unchanged += 1,
            RowAction::Skip => counts.skipped += 1,
            RowAction::Fault => counts.failed += 1,
        }
        let said = outcome.faults.iter().any(|fault| fault.level == FaultLevel::Warning);
        counts.warned += u64::from(said && outcome.action != RowAction::Fault);
    }
    counts.organisations_created += organisations;
}

/// Keeps what became of the rows of a batch.
pub(super) async fn keep(
    tx: &TenantTx<'_>,
    import: Uuid,
    stage: &str,
    first_row: i64,
    written: &[Written],
    mut faults: Vec<ImportFault>,
) -> Result<()> {
    faults.sort_by_key(|fault| (fault.row, fault.column));
    tx.insert(batch::ActiveModel {
        import_id: Set(import),
        stage: Set(stage.to_owned()),
        first_row: Set(first_row),
        records: Set(json!(written)),
        fault_count: Set(faults.len() as i64),
        faults: Set(json!(faults)),
        kept: Set(None),
        ..Default::default()
    })
    .await
}
