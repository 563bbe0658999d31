//! One change to many records of a kind, and taking it back for a day. What would happen is planned from one reading of
//! the records (`targets`, `plan`), and written with few statements however many they are (`apply`). Access to the portal
//! is granted in small portions, since each takes a password that is slow to hash (`grant`).

mod apply;
pub(crate) mod entity;
mod grant;
mod kept;
mod plan;
mod request;
mod targets;
mod undo;

use zaguan_types::bulk::{BulkAction, BulkChange, BulkOutcome};
use zaguan_types::fields::Module;

pub use undo::undo;

use crate::context::StaffCx;
use crate::error::{Result, all_pass};
use crate::fields;
use crate::platform::TenantTx;
use crate::records::Listed;
use plan::Plan;
use request::Wanted;

/// Seconds for which a change can be taken back.
pub(crate) const KEPT: i64 = 24 * 3600;

/// Changes many records, or with `dry_run` says what would happen.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) if the request does not fit its action or means too many records.
pub async fn change<R: Listed>(cx: &StaffCx<R::Write>, request: BulkChange) -> Result<BulkOutcome> {
    let dry_run = request.dry_run;
    if !dry_run && let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let wanted = request::read(R::MODULE, request, cx.who.user_id)?;
    let me = cx.who.user_id;
    if wanted.module == Module::Cases {
        let set = fields::set_of(&cx.desk, Module::Cases).await?;
        all_pass(request::case_errors(&set, &wanted))?;
    }
    if dry_run {
        return cx.desk.read_together(async move |tx| Ok(planned(tx, &wanted, Hold::No).await?.outcome())).await;
    }
    if wanted.action == BulkAction::GrantPortalAccess {
        return grant::all(&cx.desk, me, wanted).await;
    }
    cx.desk
        .write_once(async move |tx| {
            let plan = planned(tx, &wanted, Hold::Yes).await?;
            let mut outcome = plan.outcome();
            if outcome.changed > 0 {
                let records = apply::all(tx, wanted.module, wanted.action, &plan.changes).await?;
                outcome.id = Some(kept::keep(tx, me, &wanted, &records).await?);
            }
            Ok(outcome)
        })
        .await
}

/// Whether the records are held against other writers while they are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    Yes,
    No,
}

/// What would happen.
async fn planned(tx: &TenantTx<'_>, wanted: &Wanted, hold: Hold) -> Result<Plan> {
    let ids = targets::ids(tx, wanted).await?;
    let found = targets::read(tx, wanted.module, &ids, hold).await?;
    plan::of(tx, wanted, &ids, found).await
}
