//! Inviting many contacts to the portal, in small portions: their temporary passwords are made one after the other and
//! outside of any transaction, and between two portions others get to write.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use serde::Deserialize;
use uuid::Uuid;
use zaguan_types::bulk::{BulkOutcome, BulkSkip};
use zaguan_types::events::EventKind;
use zaguan_types::{BulkId, ContactId, FieldCode, FieldError, UserId};

use super::kept::{self, Before, Was};
use super::plan::{Change, Plan, To};
use super::request::Wanted;
use super::{Hold, planned, targets};
use crate::context::Desk;
use crate::error::{Error, Result};
use crate::platform::{NewEvent, TenantTx};
use crate::portal_access::{self, Invite, entity as access};

/// Contacts that are let in by one transaction. Each takes about a dozen statements and a mail that is sealed.
const AT_ONCE: usize = 10;

/// Lets in all who can be, and answers with those who cannot. Broken off half-way, those who are in stay in, and the same
/// request once more goes on with the others.
pub(super) async fn all(desk: &Desk, me: UserId, wanted: Wanted) -> Result<BulkOutcome> {
    let first = wanted.clone();
    let plan = desk.read_together(async move |tx| planned(tx, &first, Hold::No).await).await?;
    let Plan { changes, unchanged, skipped } = plan;
    let mut done = Plan { changes: Vec::new(), unchanged, skipped };
    let mut id = None;
    for some in changes.chunks(AT_ONCE) {
        let mut guests = Vec::with_capacity(some.len());
        for change in some {
            guests.push((change.clone(), Invite::prepare(&desk.app).await?));
        }
        let (app, wanted, guests) = (Arc::clone(&desk.app), wanted.clone(), Arc::new(guests));
        let portion = desk.write(async move |tx| portion(tx, &app, me, &wanted, &guests, id).await).await?;
        id = portion.id;
        done.unchanged += portion.plan.unchanged;
        done.skipped.extend(portion.plan.skipped);
        done.changes.extend(portion.plan.changes);
    }
    let outcome = BulkOutcome { id, ..done.outcome() };
    desk.write_once(async move |_| Ok(outcome.clone())).await
}

/// What became of a portion, and by what the whole change is taken back.
struct Portion {
    plan: Plan,
    id: Option<BulkId>,
}

/// Lets a few in. Somebody may have changed them since the plan was made: each is looked at again.
async fn portion(
    tx: &TenantTx<'_>,
    app: &crate::platform::App,
    me: UserId,
    wanted: &Wanted,
    guests: &[(Change, Invite)],
    id: Option<BulkId>,
) -> Result<Portion> {
    let ids: Vec<Uuid> = guests.iter().map(|(change, _)| change.target.id).collect();
    let mut now = targets::read(tx, wanted.module, &ids, Hold::Yes).await?;
    let mut plan = Plan::default();
    for (change, invite) in guests {
        let contact = change.target.id;
        let label = Some(change.target.label.clone());
        let Some(target) = now.remove(&contact).filter(|target| target.place == targets::Place::Listed) else {
            plan.skip(contact, label, BulkSkip::NotFound);
            continue;
        };
        if target.portal.has_access {
            plan.unchanged += 1;
            continue;
        }
        match portal_access::grant(tx, app, ContactId(contact), invite).await {
            Ok(()) => {
                tx.event(NewEvent::staff(EventKind::ContactUpdated, Some(contact)));
                plan.changes.push(Change { target, to: To::Moved });
            }
            Err(Error::Invalid(lacks)) => plan.skip(contact, label, reason(&lacks)),
            Err(other) => return Err(other),
        }
    }
    let before = outside(tx, &plan.changes).await?;
    let id = match id {
        _ if before.is_empty() => id,
        Some(id) => {
            kept::keep_more(tx, id, before).await?;
            Some(id)
        }
        None => Some(kept::keep(tx, me, wanted, &before).await?),
    };
    Ok(Portion { plan, id })
}

/// What lacks, as a reason.
fn reason(lacks: &[FieldError]) -> BulkSkip {
    match lacks.first().map(|error| error.code) {
        Some(FieldCode::Taken) => BulkSkip::EmailTaken,
        Some(FieldCode::OptedOut) => BulkSkip::OptedOut,
        Some(FieldCode::SupportOver) => BulkSkip::SupportOver,
        _ => BulkSkip::EmailNeeded,
    }
}

/// That these contacts were outside, and the versions of the accesses that they have now.
async fn outside(tx: &TenantTx<'_>, changes: &[Change]) -> Result<Vec<Before>> {
    let contacts: Vec<Uuid> = changes.iter().map(|change| change.target.id).collect();
    let versions = versions(tx, &contacts).await?;
    let before = |id: &Uuid| Some(Before { id: *id, version: *versions.get(id)?, was: Was::Outside });
    Ok(contacts.iter().filter_map(before).collect())
}

/// The versions of the accesses of contacts that are not withdrawn.
pub(super) async fn versions(tx: &TenantTx<'_>, contacts: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    use access::Column as C;
    #[derive(FromQueryResult, Deserialize)]
    struct Row {
        contact_id: Uuid,
        version: i64,
    }
    if contacts.is_empty() {
        return Ok(HashMap::new());
    }
    let find = access::Entity::find()
        .select_only()
        .columns([C::ContactId, C::Version])
        .filter(C::ContactId.is_in(contacts.iter().copied()))
        .filter(C::Username.is_not_null());
    let rows: Vec<Row> = tx.rows(find).await?;
    Ok(rows.into_iter().map(|Row { contact_id, version }| (contact_id, version)).collect())
}
