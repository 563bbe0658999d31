//! Writing a change of many records: few statements, and one line in the history of each.

use std::collections::BTreeSet;

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, QueryFilter as _, UpdateMany};
use serde_json::{Value, json};
use uuid::Uuid;
use zaguan_types::bulk::BulkAction;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;

use super::kept::{Before, Was};
use super::plan::{Change, To};
use super::targets::Target;
use crate::cases::{self, Becomes};
use crate::contacts::{self, entity as contact};
use crate::error::{Error, Result};
use crate::fields;
use crate::organisations::{self, entity as organisation};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantEntity, TenantTx};
use crate::tags;

/// Records whose tags are written with one statement: each is looked for among the others of its statement.
const AT_ONCE: usize = 100;

/// The columns that a change of many writes.
struct Table<E: TenantEntity> {
    id: E::Column,
    owner: E::Column,
    tags: E::Column,
    updated_at: E::Column,
    version: E::Column,
}

const CONTACTS: Table<contact::Entity> = Table {
    id: contact::Column::Id,
    owner: contact::Column::OwnerId,
    tags: contact::Column::Tags,
    updated_at: contact::Column::UpdatedAt,
    version: contact::Column::Version,
};

const ORGANISATIONS: Table<organisation::Entity> = Table {
    id: organisation::Column::Id,
    owner: organisation::Column::OwnerId,
    tags: organisation::Column::Tags,
    updated_at: organisation::Column::UpdatedAt,
    version: organisation::Column::Version,
};

/// Writes what was planned; returns what the records were.
pub(super) async fn all(
    tx: &TenantTx<'_>,
    module: Module,
    action: BulkAction,
    changes: &[Change],
) -> Result<Vec<Before>> {
    let ids: Vec<Uuid> = changes.iter().map(|change| change.target.id).collect();
    let to_bin = action == BulkAction::Delete;
    match (action, module) {
        (BulkAction::Delete, Module::Organisations) => organisations::bin::bin_all(tx, ids).await?,
        (BulkAction::Delete, _) => contacts::bin::bin_all(tx, ids).await?,
        (BulkAction::Restore, Module::Organisations) => organisations::bin::unbin_all(tx, ids).await?,
        (BulkAction::Restore, _) => contacts::bin::unbin_all(tx, ids).await?,
        (_, Module::Cases) => write_cases(tx, changes).await?,
        (_, Module::Organisations) => write(tx, module, &ORGANISATIONS, changes).await?,
        (_, _) => write(tx, module, &CONTACTS, changes).await?,
    }
    let was = |Change { target, to }: &Change| {
        Ok(match (to, target.matter) {
            (To::Owner(_), _) => Was::Owner(target.owner),
            (To::Tags(_), _) => Was::Tags(target.tags.clone()),
            (To::Status(..), Some(matter)) => Was::Status(matter.status, matter.closed_at),
            (To::Priority(_), Some(matter)) => Was::Priority(matter.priority),
            (To::Status(..) | To::Priority(_), None) => return Err(no_case()),
            (To::Moved, _) if to_bin => Was::Listed,
            (To::Moved, _) => Was::Bin,
        })
    };
    let before =
        |change: &Change| Ok(Before { id: change.target.id, version: change.target.version + 1, was: was(change)? });
    changes.iter().map(before).collect()
}

fn no_case() -> Error {
    Error::Internal("only a case has a status and a priority".into())
}

/// Cases are written where their rules live.
async fn write_cases(tx: &TenantTx<'_>, changes: &[Change]) -> Result<()> {
    let set = fields::load(tx, Module::Cases).await?;
    let becomes = |Change { target, to }: &Change| match to {
        To::Owner(owner) => Some((target.id, Becomes::AssignedTo(*owner))),
        To::Status(status, closed) => Some((target.id, Becomes::At(*status, *closed))),
        To::Priority(priority) => Some((target.id, Becomes::AsUrgent(*priority))),
        To::Tags(_) | To::Moved => None,
    };
    let turns: Vec<_> = changes.iter().filter_map(becomes).collect();
    cases::change_many(tx, &set, &turns).await
}

/// Writes owners and tags, and tells of it.
async fn write<E: TenantEntity>(tx: &TenantTx<'_>, module: Module, table: &Table<E>, changes: &[Change]) -> Result<()> {
    let (mut owners, mut words) = (Vec::new(), Vec::new());
    for Change { target, to } in changes {
        match to {
            To::Owner(owner) => owners.push((target, *owner)),
            To::Tags(tags) => words.push((target, tags.as_slice())),
            To::Status(..) | To::Priority(_) | To::Moved => {}
        }
    }
    write_owners(tx, table, &owners).await?;
    write_tags(tx, module, table, &words).await?;
    for (target, owner) in owners {
        tell(tx, module, target, json!({ "owner_id": [target.owner, owner] }));
    }
    for (target, tags) in words {
        tell(tx, module, target, json!({ "tags": [target.tags, tags] }));
    }
    Ok(())
}

/// One statement for each of the new owners: a change has one, taking it back several.
async fn write_owners<E: TenantEntity>(
    tx: &TenantTx<'_>,
    table: &Table<E>,
    owners: &[(&Target, Option<Uuid>)],
) -> Result<()> {
    let new: BTreeSet<Option<Uuid>> = owners.iter().map(|(_, owner)| *owner).collect();
    for owner in new {
        let ids = owners.iter().filter(|(_, of)| *of == owner).map(|(target, _)| target.id);
        tx.update(touched(tx, table, ids).col_expr(table.owner, Expr::value(owner))).await?;
    }
    Ok(())
}

async fn write_tags<E: TenantEntity>(
    tx: &TenantTx<'_>,
    module: Module,
    table: &Table<E>,
    words: &[(&Target, &[String])],
) -> Result<()> {
    for some in words.chunks(AT_ONCE) {
        let each = some.iter().fold(CaseStatement::new(), |case, (target, tags)| {
            case.case(table.id.eq(target.id), Expr::value(json!(tags)))
        });
        let ids = some.iter().map(|(target, _)| target.id);
        tx.update(touched(tx, table, ids).col_expr(table.tags, each.finally(table.tags.into_expr()).into())).await?;
    }
    let changed: Vec<_> = words.iter().map(|(target, tags)| (target.id, target.tags.as_slice(), *tags)).collect();
    tags::write_all(tx, module, &changed).await
}

/// These records have been changed now.
fn touched<E: TenantEntity>(tx: &TenantTx<'_>, table: &Table<E>, ids: impl Iterator<Item = Uuid>) -> UpdateMany<E> {
    E::update_many()
        .col_expr(table.updated_at, Expr::value(to_db(tx.now())))
        .col_expr(table.version, table.version.into_expr().add(1))
        .filter(table.id.is_in(ids))
}

/// Writes into the history of a record that it was changed, and tells of it.
fn tell(tx: &TenantTx<'_>, module: Module, target: &Target, changes: Value) {
    let id = Some(target.id);
    if module == Module::Organisations {
        tx.audit_about(About::organisation(target.id), "organisation.updated", "organisation", id, changes);
        tx.event(NewEvent::staff(EventKind::OrganisationUpdated, id));
    } else {
        let about = About { contact: id, organisation: target.organisation };
        tx.audit_about(about, "contact.updated", "contact", id, changes);
        tx.event(NewEvent::staff(EventKind::ContactUpdated, id));
    }
}
