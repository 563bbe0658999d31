//! What the audit trail knows about the records of an import. Every row that an import writes bears the import's id where
//! a request bears its trace, so that its own deeds are told from those of others, however often it was broken off.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use uuid::Uuid;
use zaguan_types::imports::FaultCode;
use zaguan_types::{ImportId, Instant};

use super::tables::record;
use crate::error::Result;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;
use crate::platform::entity::audit_event::{Column, Entity};

/// What stands in front of the id where an import was taken back.
const UNDO: &str = "undo:";
/// What stands there where its rows were written.
const RUN: &str = "import:";

/// What the audit trail calls the rows of an import.
pub(super) fn trace(import: Uuid) -> String {
    format!("{RUN}{import}")
}

/// What the audit trail calls taking an import back.
pub(super) fn undo_trace(import: Uuid) -> String {
    format!("{UNDO}{import}")
}

#[derive(FromQueryResult, Deserialize)]
struct Row {
    subject_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    organisation_id: Option<Uuid>,
    trace_id: String,
}

async fn rows(tx: &TenantTx<'_>, select: sea_orm::Select<Entity>) -> Result<Vec<Row>> {
    let columns = [Column::SubjectId, Column::ContactId, Column::OrganisationId, Column::TraceId];
    tx.rows(select.select_only().columns(columns)).await
}

/// The imports that have written a contact, or have taken that back. The history of one that was merged belongs to the one
/// that stays, and is still about the one that went.
pub(super) async fn imports_of(tx: &TenantTx<'_>, contact: Uuid) -> Result<Vec<Uuid>> {
    let mut all: Vec<Uuid> = Vec::new();
    // Each by an index of its own.
    for column in [Column::SubjectId, Column::ContactId] {
        let about = Entity::find().filter(column.eq(contact)).filter(Column::TraceId.contains("import:"));
        let found = rows(tx, about).await?;
        all.extend(found.into_iter().filter_map(|row| row.trace_id.rsplit(':').next()?.parse::<Uuid>().ok()));
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// The records that an import has created or changed, to stand inside of another query.
pub(crate) fn written_by(tx: &TenantTx<'_>, import: ImportId) -> SelectStatement {
    let find = record::Entity::find().select_only().column(record::Column::RecordId);
    tx.within(find.filter(record::Column::ImportId.eq(import.0)))
}

/// Those of these records that earlier rows of the import were about, and not only named.
pub(super) async fn earlier_rows(tx: &TenantTx<'_>, import: Uuid, ids: Vec<Uuid>) -> Result<HashSet<Uuid>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let own = record::Entity::find()
        .filter(record::Column::ImportId.eq(import))
        .filter(record::Column::RecordId.is_in(ids))
        .filter(record::Column::Row.gt(0));
    Ok(tx.all(own).await?.into_iter().map(|row| row.record_id).collect())
}

/// Those of these records in the bin that came there since an import was taken back, and not by a person.
pub(super) async fn put_there_by_an_undo(tx: &TenantTx<'_>, deleted: &str, ids: Vec<Uuid>) -> Result<HashSet<Uuid>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let all = Entity::find()
        .filter(Column::SubjectId.is_in(ids))
        .filter(Column::Action.eq(deleted))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id);
    let mut out = HashSet::new();
    for row in rows(tx, all).await? {
        let Some(id) = row.subject_id else { continue };
        // The last time counts.
        match row.trace_id.starts_with(UNDO) {
            true => drop(out.insert(id)),
            false => drop(out.remove(&id)),
        }
    }
    Ok(out)
}

/// What has happened to a record since, that was not the import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Since {
    /// Another import has changed it, or was taken back.
    pub(super) by_import: bool,
    /// Somebody has changed it.
    pub(super) changed: bool,
    /// Somebody has done something about it: a change, a note, a case, a person.
    pub(super) touched: bool,
}

impl Since {
    /// Why it stays, where it was not to be changed (`new`: not even touched).
    pub(super) const fn code(self, new: bool) -> FaultCode {
        let by_somebody = if new { self.touched } else { self.changed };
        if self.by_import && !by_somebody { FaultCode::ChangedByImport } else { FaultCode::ChangedSince }
    }
}

/// What has happened to these records since, that was not the import: changes, notes, cases, people.
pub(super) async fn touched_by_others(
    tx: &TenantTx<'_>,
    import: Uuid,
    since: Instant,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Since>> {
    let wanted: HashSet<Uuid> = ids.iter().copied().collect();
    let mut out: HashMap<Uuid, Since> = HashMap::new();
    if ids.is_empty() {
        return Ok(out);
    }
    // Each by an index of its own.
    for column in [Column::SubjectId, Column::ContactId, Column::OrganisationId] {
        let others = Entity::find()
            .filter(column.is_in(ids.iter().copied()))
            .filter(Column::At.gte(to_db(since)))
            .filter(Column::TraceId.is_not_in([trace(import), undo_trace(import)]));
        for row in rows(tx, others).await? {
            let Row { subject_id, contact_id, organisation_id, trace_id } = row;
            let by_import = trace_id.starts_with(RUN) || trace_id.starts_with(UNDO);
            for id in [subject_id, contact_id, organisation_id].into_iter().flatten().filter(|id| wanted.contains(id)) {
                let known = out.entry(id).or_default();
                known.by_import |= by_import;
                known.changed |= !by_import && subject_id == Some(id);
                known.touched |= !by_import;
            }
        }
    }
    Ok(out)
}
