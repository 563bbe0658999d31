//! Reading cases.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, JoinType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _, RelationDef, Select,
};
use serde::Deserialize;
use zaguan_types::cases::{Case, CaseCounts, CasePriority, CaseSource, CaseStatus};
use zaguan_types::{CaseId, ContactId, Custom, OrganisationId, Page, UserId};

use super::entity;
use super::filters::{Filters, WithStatus};
use super::read_entity as read;
use crate::access::CaseFacts;
use crate::contacts::entity as contact;
use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result, all_invalid, both};
use crate::organisations::entity as organisation;
use crate::paging::{self, Found, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::Moment;
use crate::platform::db::{RawJson, Word};
use crate::platform::stamp::Reader;
use crate::platform::{Remembered, TenantTx};
use crate::users::entity as user;

/// A case's row with the names of its contact, its organisation and its assignee.
#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    number: i64,
    subject: String,
    description: Option<String>,
    status: Word<CaseStatus>,
    priority: Word<CasePriority>,
    category: Option<String>,
    contact_id: Option<Uuid>,
    contact_first_name: Option<String>,
    contact_last_name: Option<String>,
    organisation_id: Option<Uuid>,
    organisation_name: Option<String>,
    assignee_id: Option<Uuid>,
    assignee_name: Option<String>,
    source: Word<CaseSource>,
    private: bool,
    custom: RawJson,
    created_at: Moment,
    updated_at: Moment,
    shown_at: Moment,
    closed_at: Option<Moment>,
    client_at: Option<Moment>,
    read_at: Option<Moment>,
    version: i64,
}

const ORDERS: [SortBy<entity::Entity>; 3] = [
    SortBy { name: "updated_at", column: entity::Column::UpdatedAt, kind: KeyKind::Instant },
    SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant },
    SortBy { name: "number", column: entity::Column::Number, kind: KeyKind::Number },
];

pub(super) fn to_contact() -> RelationDef {
    entity::Entity::belongs_to(contact::Entity)
        .from((entity::Column::TenantId, entity::Column::ContactId))
        .to((contact::Column::TenantId, contact::Column::Id))
        .into()
}

pub(super) fn to_organisation() -> RelationDef {
    entity::Entity::belongs_to(organisation::Entity)
        .from((entity::Column::TenantId, entity::Column::OrganisationId))
        .to((organisation::Column::TenantId, organisation::Column::Id))
        .into()
}

fn to_assignee() -> RelationDef {
    entity::Entity::belongs_to(user::Entity)
        .from((entity::Column::TenantId, entity::Column::AssigneeId))
        .to((user::Column::TenantId, user::Column::Id))
        .into()
}

/// The row that says until when somebody has read the case.
fn to_read(user: Uuid) -> RelationDef {
    entity::Entity::belongs_to(read::Entity)
        .from((entity::Column::TenantId, entity::Column::Id))
        .to((read::Column::TenantId, read::Column::CaseId))
        .on_condition(move |_, right| Expr::col((right, read::Column::UserId)).eq(user).into_condition())
        .into()
}

/// Whose marks are looked at; nobody's, if no member of staff asks.
fn user_of(reader: Option<Reader>) -> Uuid {
    reader.map_or(Uuid::nil(), |reader| reader.user.0)
}

/// Whether a client was there after the reader; what lies before their time at the firm is no news to them.
fn is_unread(reader: Option<Reader>, client_at: Option<Moment>, read_at: Option<Moment>) -> bool {
    let (Some(reader), Some(client)) = (reader, client_at) else { return false };
    client.0 > read_at.map_or(reader.since, |moment| moment.0)
}

fn select(reader: Option<Reader>) -> Select<entity::Entity> {
    use entity::Column as C;
    entity::Entity::find()
        .select_only()
        .columns([
            C::Id,
            C::Number,
            C::Subject,
            C::Description,
            C::Status,
            C::Priority,
            C::Category,
            C::ContactId,
            C::OrganisationId,
        ])
        .columns([C::AssigneeId, C::Source, C::Private, C::Custom, C::CreatedAt, C::UpdatedAt, C::ShownAt])
        .columns([C::ClosedAt, C::ClientAt, C::Version])
        .column_as(read::Column::ReadAt, "read_at")
        .column_as(contact::Column::FirstName, "contact_first_name")
        .column_as(contact::Column::LastName, "contact_last_name")
        .column_as(organisation::Column::Name, "organisation_name")
        .column_as(user::Column::Name, "assignee_name")
        .join(JoinType::LeftJoin, to_contact())
        .join(JoinType::LeftJoin, to_organisation())
        .join(JoinType::LeftJoin, to_assignee())
        .join(JoinType::LeftJoin, to_read(user_of(reader)))
}

/// A page of cases; the last changed first unless asked otherwise.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters, orders and cursors.
pub async fn list(cx: &StaffCx<permits::CasesRead>, query: ListQuery) -> Result<Page<Case>> {
    page(&cx.desk, query, cx.who.user_id).await
}

/// A page of the same list, for whoever has asked for the permission already. `me` is whoever asks.
pub(crate) async fn page(desk: &Desk, query: ListQuery, me: UserId) -> Result<Page<Case>> {
    let (paging, filters) = both(case_paging(&query), Filters::read(&query, me))?;
    desk.read(async move |tx| {
        let (words, also) = filters.words();
        let found = Found { words: words.as_deref(), also, alone: false };
        let wanted = filters.condition(tx, WithStatus::Yes).await?;
        let total = if query.count { Some(paging::count(tx, &found, &wanted).await?) } else { None };
        let rows: Vec<Row> = tx.rows(paging.found(tx, &found, &wanted, select(tx.reader())).await?).await?;
        paging.page(rows, total, key, |row| case(row, tx.reader()))
    })
    .await
}

/// How many cases stand where, for the same filters; the status filter is left aside.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters.
pub async fn counts(cx: &StaffCx<permits::CasesRead>, query: ListQuery) -> Result<CaseCounts> {
    query.only_filters()?;
    let filters = Filters::read(&query, cx.who.user_id)?;
    cx.desk
        .read(async move |tx| {
            let all = entity::Entity::find().filter(filters.condition(tx, WithStatus::No).await?);
            let (words, also) = filters.words();
            let all = match words {
                Some(words) => tx.all_found(&words, also, all).await?,
                None => all,
            };
            counts_from(tx.rows(Counted::select(all)).await?)
        })
        .await
}

/// Whether the list can be asked this: its order and its filters. `me` is whoever asks.
///
/// # Errors
/// [`Error::Invalid`] with all that cannot.
pub(crate) fn can_list(query: &ListQuery, me: UserId) -> Result<()> {
    all_invalid([case_paging(query).map(drop), Filters::read(query, me).map(drop)])
}

/// Order and cursor of a list of cases.
fn case_paging(query: &ListQuery) -> Result<Paging<entity::Entity>> {
    Paging::new(query, &ORDERS, entity::Column::Id, "-updated_at")
}

fn key(row: &Row, order: &'static str) -> (Key, Uuid) {
    let key = match order {
        "number" => row.number,
        "created_at" => row.created_at.0.0,
        _ => row.updated_at.0.0,
    };
    (Key::Number(key), row.id)
}

/// A status and how many cases have it.
#[derive(FromQueryResult, Deserialize)]
pub(crate) struct Counted {
    status: String,
    cases: i64,
}

impl Counted {
    /// Counts the cases of a selection by status.
    pub(crate) fn select(cases: Select<entity::Entity>) -> Select<entity::Entity> {
        cases
            .select_only()
            .column(entity::Column::Status)
            .column_as(entity::Column::Id.count(), "cases")
            .group_by(entity::Column::Status)
    }
}

/// The counts as one shape.
pub(crate) fn counts_from(rows: Vec<Counted>) -> Result<CaseCounts> {
    let mut counts = CaseCounts::default();
    for Counted { status, cases } in rows {
        let status = CaseStatus::from_name(&status).ok_or_else(|| Error::stored("status", &status))?;
        counts.add(status, cases.unsigned_abs());
    }
    Ok(counts)
}

/// The number that someone typed, as `C-000123`, `c123` or `123`.
pub(crate) fn number_of(words: &str) -> Option<i64> {
    let digits = words.trim().trim_start_matches(['C', 'c']).trim_start_matches('-');
    if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// A number as people read it.
pub(crate) fn number_text(number: i64) -> String {
    format!("C-{number:06}")
}

/// One case.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::CasesRead>, id: CaseId) -> Result<Case> {
    cx.desk.read(async move |tx| find(tx, id).await?.ok_or(Error::NotFound)).await
}

pub(crate) async fn find(tx: &TenantTx<'_>, id: CaseId) -> Result<Option<Case>> {
    static ONE: Remembered = Remembered::new();
    let find = || select(tx.reader()).filter(entity::Column::Id.eq(id.0));
    let row: Option<Row> = tx.known_row(&ONE, vec![user_of(tx.reader()).into(), id.0.into()], find).await?;
    row.map(|row| case(row, tx.reader())).transpose()
}

/// The cases of these ids, in no order; those that are not there are missing.
pub(super) async fn find_many(tx: &TenantTx<'_>, ids: &[Uuid]) -> Result<Vec<Case>> {
    let rows: Vec<Row> = tx.rows(select(tx.reader()).filter(entity::Column::Id.is_in(ids.iter().copied()))).await?;
    rows.into_iter().map(|row| case(row, tx.reader())).collect()
}

/// What the policy asks about a case.
pub(crate) fn facts(case: &Case) -> CaseFacts {
    CaseFacts {
        contact: case.contact_id.map(|id| id.0),
        organisation: case.organisation_id.map(|id| id.0),
        private: case.private,
    }
}

fn case(row: Row, reader: Option<Reader>) -> Result<Case> {
    let Row {
        id,
        number,
        subject,
        description,
        status,
        priority,
        category,
        contact_id,
        contact_first_name,
        contact_last_name,
        organisation_id,
        organisation_name,
        assignee_id,
        assignee_name,
        source,
        private,
        custom,
        created_at,
        updated_at,
        shown_at,
        closed_at,
        client_at,
        read_at,
        version,
    } = row;
    Ok(Case {
        id: CaseId(id),
        number: number_text(number),
        subject,
        description,
        status: status.0,
        priority: priority.0,
        category,
        contact_id: contact_id.map(ContactId),
        contact_name: contact_last_name
            .map(|last| zaguan_types::contacts::full_name(contact_first_name.as_deref(), &last)),
        organisation_id: organisation_id.map(OrganisationId),
        organisation_name,
        assignee_id: assignee_id.map(UserId),
        assignee_name,
        source: source.0,
        private,
        custom: Custom::stored(custom.into_string())
            .map_err(|error| Error::stored("custom fields", &error.to_string()))?,
        created_at: created_at.0,
        updated_at: updated_at.0,
        shown_at: shown_at.0,
        closed_at: closed_at.map(|moment| moment.0),
        unread: is_unread(reader, client_at, read_at),
        version,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_understood_as_people_type_them() {
        for text in ["C-000123", "c-123", "C123", " 123 "] {
            assert_eq!(number_of(text), Some(123), "{text}");
        }
        for text in ["", "C-", "12a", "trastero 7", "9999999999999"] {
            assert_eq!(number_of(text), None, "{text}");
        }
        assert_eq!(number_text(123), "C-000123");
    }
}
