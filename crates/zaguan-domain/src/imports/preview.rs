//! The first rows of a file, as they would be understood.

use std::sync::Arc;

use serde_json::Value;
use zaguan_types::ImportId;
use zaguan_types::imports::{ImportPreview, PreviewCell, PreviewRow};

use super::draft::{Draft, Kind, Setup};
use super::seen::Seen;
use super::trial::try_rows;
use super::work::{Batch, next, set_up, understand};
use super::{find, plan};
use crate::context::{StaffCx, permits};
use crate::error::Result;

/// Rows that are shown.
const ROWS: usize = 20;
/// Characters of a cell that are shown.
const SHOWN: usize = 200;

/// The first rows, with what would become of them. Of an import that has run there are none left.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound).
pub async fn preview(cx: &StaffCx<permits::RecordsImport>, id: ImportId) -> Result<ImportPreview> {
    let (app, tenant) = (Arc::clone(&cx.desk.app), cx.desk.tenant());
    let row = cx.desk.read(async move |tx| find(tx, id).await).await?;
    let Some(batch) = next(&app, tenant, &row, row.next_row).await? else {
        return Ok(ImportPreview { items: Vec::new() });
    };
    let setup = Arc::new(set_up(&app, tenant, &row).await?);
    let batch = understand(batch.first(ROWS), &setup);
    let tried = try_rows(&app, tenant, &row, &setup, &batch, Seen::default()).await?;
    let rows = tried.outcomes.into_iter().zip(batch.drafts.iter()).zip(batch.cells());
    let items = rows.map(|((outcome, draft), (_, cells))| shown(&setup, outcome, draft, cells)).collect();
    Ok(ImportPreview { items })
}

impl Batch {
    /// Its first rows only.
    fn first(mut self, most: usize) -> Self {
        self.truncate(most);
        self
    }
}

fn shown(setup: &Setup, outcome: plan::Outcome, draft: &Draft, cells: &[String]) -> PreviewRow {
    let plan::Outcome { row, action, record, faults } = outcome;
    let cells = (0..).zip(&setup.columns).zip(cells).filter_map(|((column, known), text)| {
        let target = known.target.clone()?;
        let text = text.trim();
        (!text.is_empty()).then(|| PreviewCell {
            column,
            value: value(&known.kind, &target, draft, text),
            target,
            text: text.chars().take(SHOWN).collect(),
        })
    });
    // What would be created has no id yet that anybody could ask for.
    let record_id = record.filter(|_| action != zaguan_types::imports::RowAction::Create);
    PreviewRow { row: u64::from(row), action, record_id, cells: cells.collect(), faults }
}

fn value(kind: &Kind, target: &str, draft: &Draft, text: &str) -> Value {
    match kind {
        Kind::Tags => serde_json::json!(draft.tags),
        Kind::Organisation | Kind::OrganisationName | Kind::Parent => text.into(),
        Kind::Id => draft.id.map_or(Value::Null, |id| id.to_string().into()),
        Kind::Out | Kind::User(_) | Kind::Field(_) => draft.value(target).cloned().unwrap_or_default(),
    }
}
