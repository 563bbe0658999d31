//! Taking a change of many records back: each is given back what it was, if nobody has changed it since.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::bulk::{BulkAction, BulkOutcome, BulkSkip};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::{BulkId, ContactId, Permission, Role};

use super::kept::{self, Before, Was};
use super::plan::{Change, Plan, To};
use super::targets::{self, Place, Target};
use super::{Hold, KEPT, apply, entity, grant};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx};
use crate::portal_access;

/// Takes a change of the last day back. A second time it changes nothing.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or not any more; [`Error::Forbidden`] if one may not change such records.
pub async fn undo(cx: &StaffCx<permits::ContactsWrite>, id: BulkId) -> Result<BulkOutcome> {
    let role = cx.who.role;
    cx.desk
        .write(async move |tx| {
            let since = to_db(tx.now().plus_seconds(-KEPT));
            let find =
                entity::Entity::find().filter(entity::Column::Id.eq(id.0)).filter(entity::Column::CreatedAt.gte(since));
            let row = tx.lock_one(find).await?.ok_or(Error::NotFound)?;
            let module = Module::from_name(&row.module).ok_or_else(|| Error::stored("module", &row.module))?;
            allowed(module, role)?;
            let before = kept::read(row.before)?;
            if row.undone_at.is_some() {
                return Ok(BulkOutcome { unchanged: before.len() as u64, ..Plan::default().outcome() });
            }
            let plan = give_back(tx, module, before).await?;
            let set = entity::Entity::update_many()
                .col_expr(entity::Column::UndoneAt, Expr::value(to_db(tx.now())))
                .filter(entity::Column::Id.eq(id.0));
            tx.update(set).await?;
            let told = serde_json::json!({ "action": row.action, "module": row.module, "records": plan.changes.len() });
            tx.audit("bulk_change.undone", "bulk_change", Some(id.0), told);
            Ok(plan.outcome())
        })
        .await
}

/// The door asks for the right to change contacts; organisations and cases are other rights.
fn allowed(module: Module, role: Role) -> Result<()> {
    let needed = match module {
        Module::Organisations => Permission::OrganisationsWrite,
        Module::Cases => Permission::CasesWrite,
        Module::Contacts | Module::Deals => Permission::ContactsWrite,
    };
    if role.allows(needed) { Ok(()) } else { Err(Error::Forbidden) }
}

async fn give_back(tx: &TenantTx<'_>, module: Module, before: Vec<Before>) -> Result<Plan> {
    let ids: Vec<Uuid> = before.iter().map(|before| before.id).collect();
    let mut now = targets::read(tx, module, &ids, Hold::Yes).await?;
    let inside: Vec<Uuid> =
        before.iter().filter(|before| matches!(before.was, Was::Outside)).map(|before| before.id).collect();
    let accesses = grant::versions(tx, &inside).await?;
    let mut plan = Plan::default();
    let mut back = Back::default();
    for Before { id, version, was } in before {
        let Some(target) = now.remove(&id).filter(|target| target.place != Place::Gone) else {
            plan.skip(id, None, BulkSkip::NotFound);
            continue;
        };
        let known = match was {
            Was::Outside => accesses.get(&id).copied(),
            _ => Some(target.version),
        };
        if known != Some(version) {
            plan.skip(id, Some(target.label), BulkSkip::ChangedSince);
            continue;
        }
        plan.changes.push(Change { target: target.clone(), to: To::Moved });
        back.add(target, was);
    }
    back.write(tx, module).await?;
    Ok(plan)
}

/// What is given back, by how it is written.
#[derive(Default)]
struct Back(BTreeMap<BulkAction, Vec<Change>>);

impl Back {
    fn add(&mut self, target: Target, was: Was) {
        let (action, to) = match was {
            Was::Owner(owner) => (BulkAction::Assign, To::Owner(owner)),
            Was::Tags(tags) => (BulkAction::AddTags, To::Tags(tags)),
            Was::Status(status, closed) => (BulkAction::SetStatus, To::Status(status, closed)),
            Was::Priority(priority) => (BulkAction::SetPriority, To::Priority(priority)),
            Was::Listed => (BulkAction::Restore, To::Moved),
            Was::Bin => (BulkAction::Delete, To::Moved),
            Was::Outside => (BulkAction::GrantPortalAccess, To::Moved),
        };
        self.0.entry(action).or_default().push(Change { target, to });
    }

    async fn write(&self, tx: &TenantTx<'_>, module: Module) -> Result<()> {
        for (action, changes) in &self.0 {
            if *action != BulkAction::GrantPortalAccess {
                apply::all(tx, module, *action, changes).await?;
                continue;
            }
            for Change { target, .. } in changes {
                portal_access::withdraw(tx, ContactId(target.id)).await?;
                tx.event(NewEvent::staff(EventKind::ContactUpdated, Some(target.id)));
            }
        }
        Ok(())
    }
}
