//! Where columns go: guessed, said by a person, and remembered for the next file with the same headers.

use std::collections::HashSet;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use zaguan_types::fields::Module;
use zaguan_types::imports::{ColumnMapping, ImportSource, ImportTargetList, MappingOrigin};
use zaguan_types::{FieldCode, FieldError};

use super::convert::stored;
use super::tables::mapping as table;
use super::targets;
use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result};
use crate::fields;
use crate::platform::TenantTx;
use crate::platform::clock::to_db;

/// Where the columns of a file of this module can go.
///
/// # Errors
/// [`Error::NotFound`] for modules that no file is imported into.
pub async fn list_targets(cx: &StaffCx<permits::RecordsImport>, module: Module) -> Result<ImportTargetList> {
    if !matches!(module, Module::Contacts | Module::Organisations) {
        return Err(Error::NotFound);
    }
    let set = fields::set_of(&cx.desk, module).await?;
    Ok(ImportTargetList { items: targets::all(module, &set.fields) })
}

/// The mapping of a file: that of the last one with the same headers, else a guess.
pub(super) async fn mapping_for(desk: &Desk, module: Module, source: &ImportSource) -> Result<Vec<ColumnMapping>> {
    let set = fields::set_of(desk, module).await?;
    let all = targets::all(module, &set.fields);
    let hash = hash_of(source);
    let find = move || {
        table::Entity::find()
            .filter(table::Column::Module.eq(module.as_str()))
            .filter(table::Column::HeadersHash.eq(hash.clone()))
    };
    let known = match source.header {
        true => desk.read(async move |tx| tx.one(find()).await).await?,
        // Letters above columns say nothing about the file.
        false => None,
    };
    let remembered: Option<Vec<ColumnMapping>> = known.and_then(|row| serde_json::from_value(row.mapping).ok());
    Ok(match remembered {
        // A field may have gone since.
        Some(mapping) if errors(&mapping, source, &all).is_empty() => {
            let known = |one| ColumnMapping { origin: Some(MappingOrigin::Remembered), ..one };
            mapping.into_iter().map(known).collect()
        }
        _ => targets::guess(module, &source.columns, &all),
    })
}

/// The mapping of a file by its headers alone.
pub(super) async fn guessed(desk: &Desk, module: Module, source: &ImportSource) -> Result<Vec<ColumnMapping>> {
    let set = fields::set_of(desk, module).await?;
    Ok(targets::guess(module, &source.columns, &targets::all(module, &set.fields)))
}

/// A mapping as a person says it: every column once, those that are not named left out. What they leave as it was `before`
/// is still no choice of theirs.
pub(super) async fn checked(
    desk: &Desk,
    module: Module,
    said: Vec<ColumnMapping>,
    before: &[ColumnMapping],
    source: &ImportSource,
) -> Result<Vec<ColumnMapping>> {
    let set = fields::set_of(desk, module).await?;
    crate::error::all_pass(errors(&said, source, &targets::all(module, &set.fields)))?;
    let of = |all: &[ColumnMapping], column: u32| all.iter().find(|one| one.column == column).cloned();
    let one = |column: u32| {
        let target = of(&said, column).and_then(|one| one.target);
        match of(before, column).filter(|before| before.target == target) {
            Some(before) => before,
            None => ColumnMapping { column, target, origin: Some(MappingOrigin::Chosen) },
        }
    };
    Ok(source.columns.iter().map(|column| one(column.index)).collect())
}

fn errors(
    said: &[ColumnMapping],
    source: &ImportSource,
    targets: &[zaguan_types::imports::ImportTarget],
) -> Vec<FieldError> {
    let (mut columns, mut taken) = (HashSet::new(), HashSet::new());
    let mut out = Vec::new();
    for (at, ColumnMapping { column, target, origin: _ }) in said.iter().enumerate() {
        let mut wrong = |member: &str, code, detail: &str| {
            out.push(FieldError::new(format!("/mapping/{at}/{member}"), code, detail));
        };
        if !source.columns.iter().any(|known| known.index == *column) {
            wrong("column", FieldCode::UnknownReference, "the file has no such column");
        } else if !columns.insert(*column) {
            wrong("column", FieldCode::Taken, "this column is named twice");
        }
        let Some(target) = target else { continue };
        if !targets.iter().any(|known| known.name == *target) {
            wrong("target", FieldCode::UnknownChoice, "no column can go there");
        } else if !taken.insert(target) {
            wrong("target", FieldCode::Taken, "another column goes there");
        }
    }
    out
}

/// Remembers a mapping that has led to something.
pub(super) async fn remember(
    tx: &TenantTx<'_>,
    module: &str,
    source: &ImportSource,
    mapping: &[ColumnMapping],
) -> Result<()> {
    if !source.header {
        return Ok(());
    }
    let row = table::ActiveModel {
        module: Set(module.to_owned()),
        headers_hash: Set(hash_of(source)),
        mapping: Set(stored(&mapping)),
        updated_at: Set(to_db(tx.now())),
        ..Default::default()
    };
    let key = vec![table::Column::TenantId, table::Column::Module, table::Column::HeadersHash];
    if tx.insert_new(row, key).await? {
        return Ok(());
    }
    let set = table::Entity::update_many()
        .col_expr(table::Column::Mapping, Expr::value(stored(&mapping)))
        .col_expr(table::Column::UpdatedAt, Expr::value(to_db(tx.now())))
        .filter(table::Column::Module.eq(module))
        .filter(table::Column::HeadersHash.eq(hash_of(source)));
    tx.update(set).await.map(drop)
}

/// What tells one kind of file from another: its headers in order.
fn hash_of(source: &ImportSource) -> Vec<u8> {
    let mut hash = Sha256::new();
    for column in &source.columns {
        hash.update(targets::plain(&column.header));
        hash.update([0]);
    }
    hash.finalize().to_vec()
}
