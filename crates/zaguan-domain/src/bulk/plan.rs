//! What would happen to each of the records.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use serde::Deserialize;
use uuid::Uuid;
use zaguan_types::bulk::{BulkAction, BulkOutcome, BulkSkip, Skipped};
use zaguan_types::cases::{CasePriority, CaseStatus};
use zaguan_types::tags::MOST as MOST_TAGS;
use zaguan_types::{Date, Instant};

use super::request::Wanted;
use super::targets::{Place, Target};
use crate::contacts::owner_error;
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::platform::TenantTx;
use crate::portal_access::entity as access;
use crate::{tags, tenants};

/// What becomes of the records.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) unchanged: u64,
    pub(super) skipped: Vec<Skipped>,
}

/// A record that changes.
#[derive(Clone)]
pub(super) struct Change {
    pub(super) target: Target,
    pub(super) to: To,
}

/// What it becomes.
#[derive(Clone)]
pub(super) enum To {
    Owner(Option<Uuid>),
    Tags(Vec<String>),
    /// Of a case: its status, and since when it is closed.
    Status(CaseStatus, Option<Instant>),
    Priority(CasePriority),
    /// Into the bin, out of it, or into the portal: the action says all.
    Moved,
}

/// What becomes of one record.
enum Verdict {
    Changes(To),
    Unchanged,
    Skipped(BulkSkip),
}

impl Plan {
    /// What is told of it.
    pub(super) fn outcome(&self) -> BulkOutcome {
        let changed = self.changes.len() as u64;
        BulkOutcome { id: None, changed, unchanged: self.unchanged, skipped: self.skipped.clone() }
    }

    /// Notes that a record was left as it is.
    pub(super) fn skip(&mut self, id: Uuid, label: Option<String>, reason: BulkSkip) {
        self.skipped.push(Skipped { id, label, reason });
    }
}

/// The plan for these records, in the order in which they were named.
pub(super) async fn of(
    tx: &TenantTx<'_>,
    wanted: &Wanted,
    ids: &[Uuid],
    mut found: HashMap<Uuid, Target>,
) -> Result<Plan> {
    if let Some(error) = owner_error(tx, wanted.owner).await? {
        return Err(Error::Invalid(vec![error]));
    }
    let mut door = match wanted.action {
        BulkAction::GrantPortalAccess => Some(Door::of(tx, &found).await?),
        _ => None,
    };
    let mut plan = Plan::default();
    for id in ids {
        let Some(target) = found.remove(id) else {
            plan.skip(*id, None, BulkSkip::NotFound);
            continue;
        };
        match verdict(wanted, &target, door.as_mut(), tx.now()) {
            Verdict::Changes(to) => plan.changes.push(Change { target, to }),
            Verdict::Unchanged => plan.unchanged += 1,
            // Of what was merged or erased nothing is told, not even its name.
            Verdict::Skipped(reason) => {
                plan.skip(*id, Some(target.label).filter(|_| target.place != Place::Gone), reason);
            }
        }
    }
    Ok(plan)
}

fn verdict(wanted: &Wanted, target: &Target, door: Option<&mut Door>, now: Instant) -> Verdict {
    match (wanted.action, target.place) {
        (_, Place::Gone) => Verdict::Skipped(BulkSkip::NotFound),
        (BulkAction::Delete, Place::Listed) | (BulkAction::Restore, Place::Bin) => Verdict::Changes(To::Moved),
        (BulkAction::Delete, Place::Bin) | (BulkAction::Restore, Place::Listed) => Verdict::Unchanged,
        (_, Place::Bin) => Verdict::Skipped(BulkSkip::NotFound),
        (BulkAction::Assign, Place::Listed) => {
            let owner = wanted.owner.map(|id| id.0);
            if target.owner == owner { Verdict::Unchanged } else { Verdict::Changes(To::Owner(owner)) }
        }
        (BulkAction::SetStatus, Place::Listed) => match (wanted.status, target.matter) {
            (Some(to), Some(matter)) if to != matter.status => {
                Verdict::Changes(To::Status(to, (to == CaseStatus::Closed).then_some(now)))
            }
            _ => Verdict::Unchanged,
        },
        (BulkAction::SetPriority, Place::Listed) => match (wanted.priority, target.matter) {
            (Some(to), Some(matter)) if to != matter.priority => Verdict::Changes(To::Priority(to)),
            _ => Verdict::Unchanged,
        },
        (BulkAction::AddTags, Place::Listed) => {
            let all = tags::tidy(target.tags.iter().chain(&wanted.tags).cloned().collect());
            match all.len() {
                _ if all == target.tags => Verdict::Unchanged,
                many if many > MOST_TAGS => Verdict::Skipped(BulkSkip::TooManyTags),
                _ => Verdict::Changes(To::Tags(all)),
            }
        }
        (BulkAction::RemoveTags, Place::Listed) => {
            let gone: BTreeSet<String> = wanted.tags.iter().map(|tag| fold(tag)).collect();
            let rest: Vec<String> = target.tags.iter().filter(|tag| !gone.contains(&fold(tag))).cloned().collect();
            if rest.len() == target.tags.len() { Verdict::Unchanged } else { Verdict::Changes(To::Tags(rest)) }
        }
        (BulkAction::GrantPortalAccess, Place::Listed) => door.map_or(Verdict::Unchanged, |door| door.verdict(target)),
    }
}

/// What access to the portal needs, for all contacts at once.
struct Door {
    today: Date,
    /// User names and whose they are; those of this plan join them.
    taken: HashMap<String, Uuid>,
}

impl Door {
    async fn of(tx: &TenantTx<'_>, found: &HashMap<Uuid, Target>) -> Result<Self> {
        #[derive(FromQueryResult, Deserialize)]
        struct Row {
            username: Option<String>,
            contact_id: Uuid,
        }
        let names: BTreeSet<&str> = found.values().map(|target| target.portal.username.as_str()).collect();
        let find = access::Entity::find()
            .select_only()
            .columns([access::Column::Username, access::Column::ContactId])
            .filter(access::Column::Username.is_in(names));
        let rows: Vec<Row> = tx.rows(find).await?;
        let taken = rows.into_iter().filter_map(|row| Some((row.username?, row.contact_id))).collect();
        Ok(Self { today: tenants::own(tx).await?.today(tx.now()), taken })
    }

    /// Granting itself asks the same, one by one; here it is told beforehand.
    fn verdict(&mut self, target: &Target) -> Verdict {
        let portal = &target.portal;
        if portal.has_access {
            return Verdict::Unchanged;
        }
        if portal.username.is_empty() {
            return Verdict::Skipped(BulkSkip::EmailNeeded);
        }
        if portal.opted_out {
            return Verdict::Skipped(BulkSkip::OptedOut);
        }
        if portal.support_end.is_some_and(|end| end < self.today) {
            return Verdict::Skipped(BulkSkip::SupportOver);
        }
        if *self.taken.entry(portal.username.clone()).or_insert(target.id) != target.id {
            return Verdict::Skipped(BulkSkip::EmailTaken);
        }
        Verdict::Changes(To::Moved)
    }
}
