//! A client's cases.

use std::sync::Arc;

use sea_orm::QueryFilter as _;
use zaguan_types::cases::{CaseCounts, CasePriority, CaseSource, CaseStatus};
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::portal::{NewPortalCase, PortalCase, PortalForms};
use zaguan_types::{CaseId, Page};

use super::filters::Filters;
use super::narrow::{self, Lens, Open, Place};
use super::rows;
use crate::access::Viewer;
use crate::cases::{self, Begin, Counted, entity};
use crate::context::{Desk, PortalCx, rights};
use crate::error::{Error, Result, all_pass, both};
use crate::fields::{self, FieldSet};
use crate::organisations::object;
use crate::paging::{KeyKind, ListQuery, Paging, SortBy};
use crate::platform::TenantTx;
use crate::sessions::principal::PortalPrincipal;
use crate::tenants;
use crate::written::Written;

/// What clients may sort by. The moment of the last change is that of the last one they could notice: the other one
/// would tell that something hidden has changed.
const ORDERS: [SortBy<entity::Entity>; 3] = [
    SortBy { name: "updated_at", column: entity::Column::ShownAt, kind: KeyKind::Instant },
    SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant },
    SortBy { name: "number", column: entity::Column::Number, kind: KeyKind::Number },
];

fn paging(query: &ListQuery) -> Result<Paging<entity::Entity>> {
    Paging::new(query, &ORDERS, entity::Column::Id, "-updated_at")
}

async fn case_fields(desk: &Desk) -> Result<Arc<FieldSet>> {
    fields::set_of(desk, Module::Cases).await
}

/// The forms of cases, as this client meets them.
///
/// # Errors
/// Only if the database is away.
pub async fn forms(cx: &PortalCx<rights::CasesSee>) -> Result<PortalForms> {
    Ok(narrow::forms(&*case_fields(&cx.desk).await?, cx.who.language))
}

/// A page of the cases that this client sees; the last changed first unless asked otherwise.
///
/// # Errors
/// [`Error::Invalid`] for filters that this client does not have, orders and cursors.
pub async fn list(cx: &PortalCx<rights::CasesSee>, query: ListQuery) -> Result<Written<Page<PortalCase>>> {
    let set = case_fields(&cx.desk).await?;
    let firm = tenants::by_slug(&cx.desk.app, &cx.who.slug).await?;
    let (paging, filters) = both(paging(&query), Filters::read(&query, &set, &firm.time_zone))?;
    let (viewer, language) = (Viewer::of(&cx.who), cx.who.language);
    let fixed = filters.fixed().zip(viewer.only_own()).map(|((shape, mut values), contact)| {
        values.push(contact.into());
        (shape, values)
    });
    cx.desk
        .read(async move |tx| {
            let refine =
                |select: sea_orm::Select<entity::Entity>| filters.apply(tx, select, true).filter(viewer.cases());
            let lens = Lens::new(&set, language, Place::List);
            rows::page_of(tx, &paging, query.count, refine, fixed.clone(), &lens).await
        })
        .await
}

/// How many of the cases that this client sees stand where, for the same filters.
///
/// # Errors
/// [`Error::Invalid`] for filters that this client does not have.
pub async fn counts(cx: &PortalCx<rights::CasesSee>, query: ListQuery) -> Result<CaseCounts> {
    query.only_filters()?;
    let set = case_fields(&cx.desk).await?;
    let firm = tenants::by_slug(&cx.desk.app, &cx.who.slug).await?;
    let filters = Filters::read(&query, &set, &firm.time_zone)?;
    let viewer = Viewer::of(&cx.who);
    cx.desk.read(async move |tx| count(tx, &viewer, |select| filters.apply(tx, select, false)).await).await
}

/// Counts what a client sees.
pub(super) async fn count(
    tx: &TenantTx<'_>,
    viewer: &Viewer,
    refine: impl Fn(sea_orm::Select<entity::Entity>) -> sea_orm::Select<entity::Entity>,
) -> Result<CaseCounts> {
    let select = refine(<entity::Entity as sea_orm::EntityTrait>::find()).filter(viewer.cases());
    cases::counts_from(tx.rows(Counted::select(select)).await?)
}

/// One case that this client sees.
///
/// # Errors
/// [`Error::NotFound`], also for one that exists and is not for them.
pub async fn get(cx: &PortalCx<rights::CasesSee>, id: CaseId) -> Result<PortalCase> {
    let set = case_fields(&cx.desk).await?;
    let (viewer, language) = (Viewer::of(&cx.who), cx.who.language);
    cx.desk.read(async move |tx| Ok(narrow::case(visible(tx, &viewer, id).await?, &set, language, Place::View))).await
}

/// A case, if this client sees it.
pub(super) async fn visible(tx: &TenantTx<'_>, viewer: &Viewer, id: CaseId) -> Result<zaguan_types::cases::Case> {
    cases::find(tx, id).await?.filter(|case| viewer.sees(cases::facts(case))).ok_or(Error::NotFound)
}

/// A case, if this client sees it, held against other writers until this change is done.
pub(super) async fn visible_held(tx: &TenantTx<'_>, viewer: &Viewer, id: CaseId) -> Result<zaguan_types::cases::Case> {
    let held =
        <entity::Entity as sea_orm::EntityTrait>::find().filter(sea_orm::ColumnTrait::eq(&entity::Column::Id, id.0));
    tx.lock_one(held).await?;
    visible(tx, viewer, id).await
}

/// Opens a case.
///
/// # Errors
/// [`Error::Invalid`] with everything that does not pass; members that the form does not show count as unknown.
pub async fn create(cx: &PortalCx<rights::CasesCreate>, new: NewPortalCase) -> Result<PortalCase> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let set = case_fields(&cx.desk).await?;
    all_pass(check(&set.fields, &object(&new), Audience::Portal, Act::Create))?;
    let (who, language) = (Arc::clone(&cx.who), cx.who.language);
    cx.desk
        .write_once(async move |tx| {
            let case = cases::begin(tx, begin(&who, new.clone())).await?;
            Ok(narrow::case(case, &set, language, Place::View))
        })
        .await
}

fn begin(who: &PortalPrincipal, new: NewPortalCase) -> Begin {
    let NewPortalCase { subject, description, priority, category, custom } = new;
    Begin {
        subject: subject.unwrap_or_default(),
        description,
        status: CaseStatus::Open,
        priority: priority.unwrap_or(CasePriority::Normal),
        category,
        contact_id: Some(who.contact_id),
        organisation_id: who.organisation_id,
        assignee_id: None,
        private: false,
        source: CaseSource::Portal,
        custom,
    }
}

/// Closes a case, if it is as the client expects it.
///
/// # Errors
/// [`Error::NotFound`], also for one that is not for them; [`Error::Stale`] if it is not as `expected`.
pub async fn close(
    cx: &PortalCx<rights::CasesClose>,
    id: CaseId,
    expected: impl Fn(&PortalCase) -> bool + Clone + Send + 'static,
) -> Result<PortalCase> {
    move_to(&cx.desk, &cx.who, id, expected, |_| CaseStatus::Closed).await
}

/// Reopens a case, if it is as the client expects it.
///
/// # Errors
/// [`Error::NotFound`], also for one that is not for them; [`Error::Stale`] if it is not as `expected`.
pub async fn reopen(
    cx: &PortalCx<rights::CasesReopen>,
    id: CaseId,
    expected: impl Fn(&PortalCase) -> bool + Clone + Send + 'static,
) -> Result<()> {
    move_to(&cx.desk, &cx.who, id, expected, CaseStatus::reopened).await.map(drop)
}

async fn move_to(
    desk: &Desk,
    who: &PortalPrincipal,
    id: CaseId,
    expected: impl Fn(&PortalCase) -> bool + Clone + Send + 'static,
    next: impl Fn(CaseStatus) -> CaseStatus + Copy + Send + 'static,
) -> Result<PortalCase> {
    let set = case_fields(desk).await?;
    let (viewer, language) = (Viewer::of(who), who.language);
    desk.write(async move |tx| {
        let before = narrow::case(visible_held(tx, &viewer, id).await?, &set, language, Place::View);
        if !expected(&before) {
            return Err(Error::Stale(Box::new(serde_json::json!(before))));
        }
        Ok(narrow::case(cases::set_status(tx, id, None, next).await?, &set, language, Place::View))
    })
    .await
}

/// The newest cases of some statuses that a client sees.
pub(super) async fn newest(
    tx: &TenantTx<'_>,
    viewer: &Viewer,
    statuses: &[CaseStatus],
    most: u32,
) -> Result<Vec<Open>> {
    let paging = paging(&ListQuery { limit: most, ..ListQuery::default() })?;
    let refine = |select: sea_orm::Select<entity::Entity>| {
        let names = statuses.iter().map(|status| status.as_str());
        select.filter(sea_orm::ColumnTrait::is_in(&entity::Column::Status, names)).filter(viewer.cases())
    };
    rows::first_of(tx, &paging, refine).await
}
