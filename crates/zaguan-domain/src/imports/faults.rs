//! What is wrong with rows: in pages, and as a list that can be downloaded.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;
use zaguan_i18n::imports as words;
use zaguan_types::imports::{ImportFault, ImportState};
use zaguan_types::{FieldCode, ImportId, Language, Page};

use super::convert::state_of;
use super::tables::batch::{Column, Entity, Model};
use super::{STAGE_CHECK, STAGE_RUN, find};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::paging::{FilterErrors, ListQuery};
use crate::platform::TenantTx;
use crate::sheets;

/// Batches that are looked at in one go.
const AT_ONCE: u64 = 20;
/// Faults of one piece of the list that is downloaded.
const PIECE: u32 = 1_000;

/// Where a page begins: a batch, and a place in it.
type Place = (i64, usize);

/// Which faults are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// Those of the check, before it runs; else those of the run.
    OfRows(&'static str),
    /// What could not be taken back.
    Kept,
}

/// A page of the faults of an import, in the order of the rows: of the check before it runs, of the run afterwards.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] for unknown filters and cursors.
pub async fn list(cx: &StaffCx<permits::RecordsImport>, id: ImportId, query: ListQuery) -> Result<Page<ImportFault>> {
    let mut errors = FilterErrors::default();
    if query.q.is_some() {
        errors.unasked("q");
    }
    if query.sort.is_some() {
        errors.unasked("sort");
    }
    let mut kept = false;
    for (name, value) in &query.filters {
        match (name.as_str(), value.as_str()) {
            ("stage", "rows") => kept = false,
            ("stage", "undo") => kept = true,
            ("stage", _) => errors.bad_value(name, "rows or undo is needed"),
            _ => errors.unknown(name),
        }
    }
    errors.finish()?;
    let from = query.after.as_deref().map(read_place).transpose()?.unwrap_or_default();
    cx.desk
        .read(async move |tx| {
            let which = which(tx, id, kept).await?;
            let total = if query.count { Some(count(tx, id, which).await?) } else { None };
            let (items, next) = page(tx, id.0, which, from, query.limit).await?;
            Ok(Page { items, next: next.map(write_place), total })
        })
        .await
}

/// The list of faults as CSV, in pieces: call it with what it returned until that is nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn csv(
    cx: &StaffCx<permits::RecordsImport>,
    id: ImportId,
    from: Option<FaultsAt>,
) -> Result<(Vec<u8>, Option<FaultsAt>)> {
    let language = cx.who.language;
    cx.desk
        .read(async move |tx| {
            let which = which(tx, id, false).await?;
            let mut out = Vec::new();
            if from.is_none() {
                // Spreadsheets take it for UTF-8 by this mark only.
                out.extend_from_slice("\u{feff}".as_bytes());
                let head = [words::ROW, words::COLUMN, words::VALUE, words::REASON];
                line(head.map(|word| word.get(language).to_owned()), &mut out);
            }
            let (items, next) = page(tx, id.0, which, from.map_or((0, 0), |at| at.0), PIECE).await?;
            items.into_iter().for_each(|fault| line(cells(fault, language), &mut out));
            Ok((out, next.map(FaultsAt)))
        })
        .await
}

/// Where the next piece of a list begins.
#[derive(Clone, Copy, Debug)]
pub struct FaultsAt(Place);

fn cells(fault: ImportFault, language: Language) -> [String; 4] {
    let ImportFault { row, column: _, header, value, level: _, code, detail: _ } = fault;
    let reason = words::fault(code, language).to_owned();
    [row.to_string(), header.unwrap_or_default(), value.unwrap_or_default(), reason]
}

fn line(cells: [String; 4], out: &mut Vec<u8>) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        sheets::quote(&sheets::shielded(cell), ',', out);
    }
    out.extend_from_slice(b"\r\n");
}

async fn which(tx: &TenantTx<'_>, id: ImportId, kept: bool) -> Result<Which> {
    let row = find(tx, id).await?;
    Ok(match state_of(&row)? {
        _ if kept => Which::Kept,
        ImportState::Mapping | ImportState::Checking | ImportState::Checked => Which::OfRows(STAGE_CHECK),
        _ => Which::OfRows(STAGE_RUN),
    })
}

fn batches(id: Uuid, which: Which) -> sea_orm::Select<Entity> {
    let find = Entity::find().filter(Column::ImportId.eq(id));
    match which {
        Which::OfRows(stage) => find.filter(Column::Stage.eq(stage)).filter(Column::FaultCount.gt(0)),
        Which::Kept => find.filter(Column::Stage.eq(STAGE_RUN)).filter(Column::Kept.is_not_null()),
    }
}

async fn count(tx: &TenantTx<'_>, id: ImportId, which: Which) -> Result<u64> {
    if which == Which::Kept {
        let row = find(tx, id).await?;
        return Ok(row.counts["kept"].as_u64().unwrap_or_default());
    }
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Row {
        fault_count: i64,
    }
    let rows: Vec<Row> = tx.rows(batches(id.0, which).select_only().column(Column::FaultCount)).await?;
    Ok(rows.into_iter().map(|row| row.fault_count.unsigned_abs()).sum())
}

async fn page(
    tx: &TenantTx<'_>,
    id: Uuid,
    which: Which,
    (mut batch, mut skip): Place,
    limit: u32,
) -> Result<(Vec<ImportFault>, Option<Place>)> {
    let mut out = Vec::new();
    loop {
        let find = batches(id, which).filter(Column::FirstRow.gte(batch)).order_by_asc(Column::FirstRow).limit(AT_ONCE);
        let rows = tx.all(find).await?;
        let last = (rows.len() as u64) < AT_ONCE;
        for row in rows {
            let (at, faults) = (row.first_row, of_batch(row, which)?);
            let from = if at == batch { skip } else { 0 };
            for (place, fault) in faults.into_iter().enumerate().skip(from) {
                if out.len() == limit as usize {
                    return Ok((out, Some((at, place))));
                }
                out.push(fault);
            }
            (batch, skip) = (at + 1, 0);
        }
        if last {
            return Ok((out, None));
        }
    }
}

fn of_batch(row: Model, which: Which) -> Result<Vec<ImportFault>> {
    let faults = match which {
        Which::OfRows(_) => row.faults,
        Which::Kept => row.kept.unwrap_or_else(|| serde_json::json!([])),
    };
    serde_json::from_value(faults).map_err(|error| Error::stored("faults", &error.to_string()))
}

fn write_place((batch, skip): Place) -> String {
    URL_SAFE_NO_PAD.encode(format!("{batch}:{skip}"))
}

fn read_place(text: &str) -> Result<Place> {
    let bad = || Error::field("after", FieldCode::BadCursor, "the cursor was not made for this list");
    let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes().get(..60).unwrap_or(text.as_bytes())).map_err(|_| bad())?;
    let text = String::from_utf8(bytes).map_err(|_| bad())?;
    let (batch, skip) = text.split_once(':').ok_or_else(bad)?;
    Ok((batch.parse().map_err(|_| bad())?, skip.parse().map_err(|_| bad())?))
}

/// Removes what a check that was broken off has left.
pub(super) async fn drop_one(tx: &TenantTx<'_>, id: Uuid, stage: &str, first_row: i64) -> Result<()> {
    let one = Entity::delete_many()
        .filter(Column::ImportId.eq(id))
        .filter(Column::Stage.eq(stage))
        .filter(Column::FirstRow.eq(first_row));
    tx.delete(one).await.map(drop)
}
