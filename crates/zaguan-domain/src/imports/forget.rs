//! Forgetting a person who is erased: what batches remember of them, what faults quote, and the rows of files that wait.

use sea_orm::sea_query::{Alias, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde_json::Value;
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::imports::ImportState;

use super::apply::Written;
use super::convert::{import, stored};
use super::past;
use super::read::{part_of, rows_of};
use super::tables::{batch, import as table, part, record, upload};
use super::upload::READING;
use super::work::without_samples;
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx};

/// By what a person is found in files and in what is quoted from them.
pub(crate) struct Person {
    pub(crate) id: Uuid,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: String,
}

impl Person {
    /// Texts that are theirs alone, as they may stand in a file.
    fn own(&self) -> Vec<String> {
        let lower = self.email.as_ref().map(|email| email.to_lowercase());
        let mut all: Vec<String> = [self.email.clone(), lower, self.phone.clone()].into_iter().flatten().collect();
        all.extend(self.first_name.as_ref().map(|first| format!("{first} {}", self.last_name)));
        all.dedup();
        all
    }

    /// Whether a row of a file is about them: it has their address or number, or both of their names.
    fn is_in(&self, cells: &[String]) -> bool {
        let folded: Vec<String> = cells.iter().map(|cell| fold(cell)).collect();
        let holds = |text: &str| folded.iter().any(|cell| cell.contains(&fold(text)));
        let named = self.first_name.as_deref().is_some_and(|first| holds(first) && holds(&self.last_name));
        named || self.own().iter().any(|text| holds(text))
    }
}

/// Forgets a person; returns the imports whose answers may still speak of them.
pub(crate) async fn forget_person(tx: &TenantTx<'_>, person: &Person) -> Result<Vec<Uuid>> {
    let touched = past::imports_of(tx, person.id).await?;
    let text = |column: batch::Column| Expr::col(column).cast_as(Alias::new("text"));
    let named = tx.dialect().contains(text(batch::Column::Records), &person.id.to_string());
    if !touched.is_empty() {
        let listed = record::Entity::delete_many().filter(record::Column::ImportId.is_in(touched.clone()));
        tx.delete(listed.filter(record::Column::RecordId.eq(person.id))).await?;
        let find = batch::Entity::find().filter(batch::Column::ImportId.is_in(touched)).filter(named);
        forget_in(tx, person, tx.all(find).await?).await?;
    }
    let mut quoted = Condition::any();
    for own in person.own() {
        // As it stands in JSON.
        let own = Value::from(own).to_string();
        let own = own.trim_matches('"');
        for column in [batch::Column::Faults, batch::Column::Kept] {
            quoted = quoted.add(tx.dialect().contains(text(column), own));
        }
    }
    if !quoted.is_empty() {
        let find = batch::Entity::find().filter(batch::Column::FaultCount.gt(0).or(batch::Column::Kept.is_not_null()));
        forget_in(tx, person, tx.all(find.filter(quoted)).await?).await?;
    }
    forget_in_files(tx, person).await
}

async fn forget_in(tx: &TenantTx<'_>, person: &Person, batches: Vec<batch::Model>) -> Result<()> {
    for row in batches {
        let mut written: Vec<Written> =
            serde_json::from_value(row.records).map_err(|error| Error::stored("batch", &error.to_string()))?;
        let rows: Vec<u64> = written.iter().filter(|one| one.id == person.id).map(|one| u64::from(one.row)).collect();
        written.retain(|one| one.id != person.id);
        let without = |mut faults: Value| {
            for fault in faults.as_array_mut().into_iter().flatten() {
                let theirs = fault["row"].as_u64().is_some_and(|row| rows.contains(&row));
                let quoted = fault["value"].as_str().is_some_and(|value| person.is_in(&[value.to_owned()]));
                if theirs || quoted {
                    fault["value"] = Value::Null;
                }
            }
            faults
        };
        let mut set = batch::Entity::update_many()
            .col_expr(batch::Column::Records, Expr::value(stored(&written)))
            .col_expr(batch::Column::Faults, Expr::value(without(row.faults)));
        if let Some(kept) = row.kept {
            set = set.col_expr(batch::Column::Kept, Expr::value(without(kept)));
        }
        let set = set
            .filter(batch::Column::ImportId.eq(row.import_id))
            .filter(batch::Column::Stage.eq(row.stage))
            .filter(batch::Column::FirstRow.eq(row.first_row));
        tx.update(set).await?;
    }
    Ok(())
}

/// A file that has not been written yet and holds the person goes; of one that was begun their rows go.
async fn forget_in_files(tx: &TenantTx<'_>, person: &Person) -> Result<Vec<Uuid>> {
    let over = [ImportState::Done, ImportState::Undone].map(ImportState::as_str);
    let open = table::Entity::find().filter(table::Column::State.is_not_in(over));
    let mut wanted = Condition::any();
    for text in person.own().into_iter().chain([person.last_name.clone()]).filter(|text| !text.is_empty()) {
        wanted = wanted.add(tx.dialect().bytes_hold(Expr::col(part::Column::Content), &text));
    }
    let ids = tx.within(open.select_only().column(table::Column::Id));
    let find = part::Entity::find().filter(part::Column::ImportId.in_subquery(ids)).filter(wanted);
    let mut imports = Vec::new();
    for found in tx.all(find).await? {
        let mut rows = rows_of(&found.content);
        let before = rows.len();
        rows.retain(|(_, cells)| !person.is_in(cells));
        if rows.len() < before {
            imports.push(found.import_id);
            let set = part::Entity::update_many()
                .col_expr(part::Column::Content, Expr::value(part_of(&rows)))
                .filter(part::Column::ImportId.eq(found.import_id))
                .filter(part::Column::Reading.eq(found.reading))
                .filter(part::Column::FirstRow.eq(found.first_row));
            tx.update(set).await?;
        }
    }
    imports.dedup();
    for id in &imports {
        let find = table::Entity::find().filter(table::Column::Id.eq(*id));
        let Some(row) = tx.lock_one(find).await? else { continue };
        let mut set = table::Entity::update_many()
            .col_expr(table::Column::Source, Expr::value(without_samples(&import(row.clone())?)))
            .filter(table::Column::Id.eq(*id));
        if row.started_at.is_none() {
            // Hidden now; what is left of it is swept away.
            set = set
                .col_expr(table::Column::State, Expr::value(READING))
                .col_expr(table::Column::UpdatedAt, Expr::value(to_db(zaguan_types::Instant(0))));
            tx.audit("import.deleted", "import", Some(*id), serde_json::json!({}));
        }
        tx.update(set).await?;
        tx.delete(upload::Entity::delete_many().filter(upload::Column::ImportId.eq(*id))).await?;
        tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(*id)));
    }
    Ok(imports)
}
