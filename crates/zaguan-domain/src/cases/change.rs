//! Changing cases, closing and reopening them.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::cases::{Case, CasePatch, CaseStatus};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::{CaseId, Custom, FieldCode, Patch};

use super::create::{about, event, references};
use super::{entity, find};
use crate::contacts::merged;
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::fields;
use crate::folding::fold;
use crate::organisations::object;
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx, differences};
use crate::portal::is_noticed;

/// Changes a case.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Invalid`].
pub async fn change(
    cx: &StaffCx<permits::CasesWrite>,
    id: CaseId,
    patch: CasePatch,
    expected: Option<i64>,
) -> Result<Case> {
    let set = fields::set_of(&cx.desk, Module::Cases).await?;
    all_pass(check(&set.fields, &object(&patch), Audience::Staff, Act::Update))?;
    for (cleared, pointer) in [(patch.status == Patch::Clear, "/status"), (patch.priority == Patch::Clear, "/priority")]
    {
        if cleared {
            return Err(Error::field(pointer, FieldCode::Required, "a value is needed"));
        }
    }
    cx.desk
        .write(async move |tx| {
            let before = locked(tx, id).await?;
            not_stale(&before, expected)?;
            save(tx, &before, patched(before.clone(), patch.clone()), |name, custom| is_noticed(&set, name, custom))
                .await
        })
        .await
}

/// Closes a case; one that is closed stays as it is.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version.
pub async fn close(cx: &StaffCx<permits::CasesWrite>, id: CaseId, expected: Option<i64>) -> Result<Case> {
    cx.desk.write(async move |tx| set_status(tx, id, expected, |_| CaseStatus::Closed).await).await
}

/// Reopens a case; one that is not closed stays as it is.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version.
pub async fn reopen(cx: &StaffCx<permits::CasesWrite>, id: CaseId, expected: Option<i64>) -> Result<()> {
    cx.desk.write(async move |tx| set_status(tx, id, expected, CaseStatus::reopened).await).await.map(drop)
}

/// Moves a case to the status that follows from its present one.
pub(crate) async fn set_status(
    tx: &TenantTx<'_>,
    id: CaseId,
    expected: Option<i64>,
    next: impl Fn(CaseStatus) -> CaseStatus,
) -> Result<Case> {
    let before = locked(tx, id).await?;
    not_stale(&before, expected)?;
    let after = Case { status: next(before.status), ..before.clone() };
    save(tx, &before, after, |_, _| true).await
}

fn not_stale(now: &Case, expected: Option<i64>) -> Result<()> {
    match expected {
        Some(version) if version != now.version => Err(Error::Stale(Box::new(json!(now)))),
        _ => Ok(()),
    }
}

/// A message was written: the case counts as changed now, and may move to another status. One of a client is unread.
pub(crate) async fn touch(
    tx: &TenantTx<'_>,
    id: CaseId,
    by_client: bool,
    next: impl Fn(CaseStatus) -> CaseStatus,
) -> Result<Case> {
    let before = locked(tx, id).await?;
    let after = Case { status: next(before.status), ..before.clone() };
    let moves = after.status != before.status;
    if !moves || by_client {
        let now = to_db(tx.now());
        let mut set = entity::Entity::update_many()
            .col_expr(entity::Column::UpdatedAt, Expr::value(now))
            .col_expr(entity::Column::ShownAt, Expr::value(now))
            .filter(entity::Column::Id.eq(id.0));
        if by_client {
            set = set.col_expr(entity::Column::ClientAt, Expr::value(now));
        }
        tx.update(set).await?;
    }
    if moves { save(tx, &before, after, |_, _| true).await } else { Ok(before) }
}

async fn locked(tx: &TenantTx<'_>, id: CaseId) -> Result<Case> {
    tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound)?;
    find(tx, id).await?.ok_or(Error::NotFound)
}

fn patched(before: Case, patch: CasePatch) -> Case {
    let CasePatch {
        subject,
        description,
        status,
        priority,
        category,
        contact_id,
        organisation_id,
        assignee_id,
        private,
        custom,
    } = patch;
    let text = |patch: Patch<String>, old: Option<String>| {
        patch.apply(old).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    Case {
        // The rules refuse to clear it.
        subject: text(subject, Some(before.subject)).unwrap_or_default(),
        description: text(description, before.description),
        status: status.apply(Some(before.status)).unwrap_or(before.status),
        priority: priority.apply(Some(before.priority)).unwrap_or(before.priority),
        category: text(category, before.category),
        contact_id: contact_id.apply(before.contact_id),
        organisation_id: organisation_id.apply(before.organisation_id),
        assignee_id: assignee_id.apply(before.assignee_id),
        private: private.apply(Some(before.private)).unwrap_or_default(),
        custom: merged(before.custom.into_values(), custom).into(),
        ..before
    }
}

/// Writes a changed case. `noticed` says of a member, built-in or custom, whether clients see it: a change that they
/// cannot see stays inside the firm.
async fn save(tx: &TenantTx<'_>, before: &Case, after: Case, noticed: impl Fn(&str, bool) -> bool) -> Result<Case> {
    if after == *before {
        return Ok(after);
    }
    let changed = |now: Option<uuid::Uuid>, was: Option<uuid::Uuid>| now.filter(|_| now != was);
    let named = references(
        tx,
        changed(after.contact_id.map(|id| id.0), before.contact_id.map(|id| id.0)).map(Into::into),
        changed(after.organisation_id.map(|id| id.0), before.organisation_id.map(|id| id.0)).map(Into::into),
        changed(after.assignee_id.map(|id| id.0), before.assignee_id.map(|id| id.0)).map(Into::into),
    )
    .await?;
    all_pass(named.errors)?;
    let noticed = is_any_noticed(before, &after, noticed);
    write(tx, before, &after, noticed).await?;
    let now = find(tx, after.id).await?.ok_or(Error::NotFound)?;
    tell_changed(tx, before, &now, noticed);
    Ok(now)
}

/// Writes into the history what of a case changed, and tells of it. `noticed` says whether clients see any of it.
pub(super) fn tell_changed(tx: &TenantTx<'_>, before: &Case, now: &Case, noticed: bool) {
    tx.audit_about(about(now), "case.updated", "case", Some(now.id.0), differences(before, now));
    tell(tx, before, now, noticed);
}

/// Those who saw it hear of it once more, and those who see it from now on too. Whoever saw it before and after, and
/// sees none of what changed, hears nothing.
fn tell(tx: &TenantTx<'_>, before: &Case, now: &Case, noticed: bool) {
    let (was, is) = (super::facts(before), super::facts(now));
    let changed = |case| event(EventKind::CaseUpdated, case);
    if was.contact != is.contact {
        tx.event(changed(before));
    } else if was != is {
        for case in [before, now] {
            tx.event(NewEvent { contact: None, ..changed(case) });
        }
    }
    tx.event(if noticed { changed(now) } else { NewEvent::staff(EventKind::CaseUpdated, Some(now.id.0)) });
}

fn is_any_noticed(before: &Case, after: &Case, noticed: impl Fn(&str, bool) -> bool) -> bool {
    let (was, is) = (before.custom.clone().into_values(), after.custom.clone().into_values());
    let names = was.keys().chain(is.keys());
    let custom = names.filter(|name| was.get(*name) != is.get(*name)).any(|name| noticed(name, true));
    let builtin = |case: &Case| object(&Case { custom: Custom::default(), ..case.clone() });
    let (before, after) = (builtin(before), builtin(after));
    custom || after.iter().any(|(name, value)| before.get(name) != Some(value) && noticed(name, false))
}

async fn write(tx: &TenantTx<'_>, before: &Case, after: &Case, noticed: bool) -> Result<()> {
    use entity::Column as C;
    let closed_at = match (before.status, after.status) {
        (CaseStatus::Closed, CaseStatus::Closed) => before.closed_at,
        (_, CaseStatus::Closed) => Some(tx.now()),
        _ => None,
    };
    let mut set = entity::Entity::update_many();
    // Only where they change: their index would be written anew.
    if after.subject != before.subject || after.description != before.description {
        set = set
            .col_expr(C::Subject, Expr::value(after.subject.clone()))
            .col_expr(C::SubjectFolded, Expr::value(fold(&after.subject)))
            .col_expr(C::Description, Expr::value(after.description.clone()))
            .col_expr(C::DescriptionFolded, Expr::value(after.description.as_deref().map(fold)));
    }
    let set = set
        .col_expr(C::Status, Expr::value(after.status.as_str()))
        .col_expr(C::Priority, Expr::value(after.priority.as_str()))
        .col_expr(C::Category, Expr::value(after.category.clone()))
        .col_expr(C::ContactId, Expr::value(after.contact_id.map(|id| id.0)))
        .col_expr(C::OrganisationId, Expr::value(after.organisation_id.map(|id| id.0)))
        .col_expr(C::AssigneeId, Expr::value(after.assignee_id.map(|id| id.0)))
        .col_expr(C::Private, Expr::value(after.private))
        .col_expr(C::Custom, Expr::value(json!(after.custom)))
        .col_expr(C::ClosedAt, Expr::value(closed_at.map(to_db)))
        .col_expr(C::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::ShownAt, Expr::value(to_db(if noticed { tx.now() } else { before.shown_at })))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(after.id.0));
    tx.update(set).await?;
    Ok(())
}
