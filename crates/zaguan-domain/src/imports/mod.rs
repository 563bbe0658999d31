//! Imports: files of contacts and organisations become records.
//!
//! A file is read once into rows of one form (`read/`), its columns are mapped to fields (`targets.rs`, `mapping.rs`), rows
//! are understood (`draft.rs`) and decided about (`plan.rs`), and written in batches in the background (`work.rs`,
//! `apply.rs`), each of which can be taken back (`undo.rs`). Records obey the same field rules as a person's; what else
//! happens to contacts and organisations is in their own areas.

mod apply;
mod change;
mod convert;
mod days;
mod draft;
mod faults;
mod find;
mod firms;
mod forget;
mod keep;
mod mapping;
mod numbers;
mod past;
mod plan;
mod preview;
mod read;
mod record;
mod seen;
mod spool;
pub(crate) mod tables;
mod targets;
#[cfg(test)]
mod tests;
mod trial;
mod undo;
mod upload;
mod values;
mod work;

pub use change::{change, check, delete, get, list, run, stop, undo};
pub use faults::{FaultsAt, csv as faults_csv, list as list_faults};
pub use mapping::list_targets;
pub use preview::preview;
pub use spool::Spool;
pub use upload::{NewImport, create};

pub(crate) use forget::{Person, forget_person};
pub(crate) use keep::sweep;
pub(crate) use numbers::unmistakable;
pub(crate) use past::written_by;
pub(crate) use trial::{Checks, check as try_all};
pub(crate) use undo::undo as take_back;
pub(crate) use work::{fail, run as write_rows};

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::ImportId;

use crate::error::{Error, Result};
use crate::platform::TenantTx;
use tables::import as table;

/// Try all rows of the import that is the job's subject.
pub(crate) const CHECK: &str = "import.check";
/// Write its rows.
pub(crate) const RUN: &str = "import.run";
/// Take back what it did.
pub(crate) const UNDO: &str = "import.undo";

/// Batches of a check, and of a run.
const STAGE_CHECK: &str = "check";
const STAGE_RUN: &str = "run";

/// An import whose file has arrived.
async fn find(tx: &TenantTx<'_>, id: ImportId) -> Result<table::Model> {
    let find =
        table::Entity::find().filter(table::Column::Id.eq(id.0)).filter(table::Column::State.ne(upload::READING));
    tx.one(find).await?.ok_or(Error::NotFound)
}
