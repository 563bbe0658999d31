//! Reading contacts.

use sea_orm::prelude::{Date as DbDate, Uuid};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition as _, JoinType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _, RelationDef, Select,
};
use serde::Deserialize;
use zaguan_types::contacts::Contact;
use zaguan_types::{ContactId, Custom, Language, OrganisationId, Page, UserId};

use super::filters::Filters;
use super::{entity, rows};
use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result, all_invalid, both};
use crate::organisations::entity as organisation;
use crate::paging::{KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::{Moment, date_from_db};
use crate::platform::db::RawJson;
use crate::platform::{Remembered, TenantTx};
use crate::written::Written;

/// A contact's row with the name of its organisation.
#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    first_name: Option<String>,
    last_name: String,
    email: Option<String>,
    phone: Option<String>,
    language: Option<String>,
    owner_id: Option<Uuid>,
    organisation_id: Option<Uuid>,
    organisation_name: Option<String>,
    tags: RawJson,
    email_opt_out: bool,
    portal_user: bool,
    support_start_date: Option<DbDate>,
    support_end_date: Option<DbDate>,
    external_id: Option<String>,
    custom: RawJson,
    deleted_at: Option<Moment>,
    created_at: Moment,
    updated_at: Moment,
    version: i64,
}

const ORDERS: [SortBy<entity::Entity>; 4] = [
    SortBy { name: "last_name", column: entity::Column::SortName, kind: KeyKind::Text },
    SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant },
    SortBy { name: "updated_at", column: entity::Column::UpdatedAt, kind: KeyKind::Instant },
    SortBy { name: "email", column: entity::Column::EmailKey, kind: KeyKind::Text },
];

/// A page without filters, by [`Paging::shape`].
pub(super) static PAGE: Remembered = Remembered::new();
static ONE: Remembered = Remembered::new();

pub(super) fn to_organisation() -> RelationDef {
    entity::Entity::belongs_to(organisation::Entity)
        .from((entity::Column::TenantId, entity::Column::OrganisationId))
        .to((organisation::Column::TenantId, organisation::Column::Id))
        .on_condition(|_, right| Expr::col((right, organisation::Column::DeletedAt)).is_null().into_condition())
        .into()
}

pub(super) fn select() -> Select<entity::Entity> {
    use entity::Column as C;
    entity::Entity::find()
        .select_only()
        .columns([
            C::Id,
            C::FirstName,
            C::LastName,
            C::SortName,
            C::Email,
            C::Phone,
            C::Language,
            C::OwnerId,
            C::OrganisationId,
            C::Tags,
        ])
        .columns([
            C::EmailOptOut,
            C::PortalUser,
            C::SupportStartDate,
            C::SupportEndDate,
            C::ExternalId,
            C::Custom,
            C::EmailKey,
            C::DeletedAt,
            C::CreatedAt,
            C::UpdatedAt,
            C::Version,
        ])
        .column_as(organisation::Column::Name, "organisation_name")
        .join(JoinType::LeftJoin, to_organisation())
}

/// A page of contacts; by name unless asked otherwise.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters, orders and cursors.
pub async fn list(cx: &StaffCx<permits::ContactsRead>, query: ListQuery) -> Result<Written<Page<Contact>>> {
    let (paging, filters) =
        both(Paging::new(&query, &ORDERS, entity::Column::Id, "last_name"), Filters::read(&query, cx.who.user_id))?;
    cx.desk.read(async move |tx| rows::page(tx, &paging, &filters, query.count).await).await
}

/// A page of the same list, of whose rows `write` makes something else; answers that and where the next page begins.
pub(crate) async fn page_as<T: Send + 'static>(
    desk: &Desk,
    query: ListQuery,
    me: UserId,
    write: impl Fn(rows::Row<'_>, &mut T) -> Result<()> + Send + 'static,
    begin: impl Fn() -> T + Send + 'static,
) -> Result<(T, Option<String>)> {
    let (paging, filters) =
        both(Paging::new(&query, &ORDERS, entity::Column::Id, "last_name"), Filters::read(&query, me))?;
    desk.read(async move |tx| {
        let mut made = begin();
        let next = rows::each(tx, &paging, &filters, |row| write(row, &mut made)).await?;
        Ok((made, next))
    })
    .await
}

/// Whether the list can be asked this: its order and its filters. `me` is whoever asks.
///
/// # Errors
/// [`Error::Invalid`] with all that cannot.
pub(crate) fn can_list(query: &ListQuery, me: UserId) -> Result<()> {
    let paging = Paging::new(query, &ORDERS, entity::Column::Id, "last_name").map(drop);
    all_invalid([paging, Filters::read(query, me).map(drop)])
}

/// One contact. Whoever asks for one that was merged into another gets the other: old links go on working.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::ContactsRead>, id: ContactId) -> Result<Contact> {
    cx.desk
        .read(async move |tx| {
            if let Some(found) = find(tx, id).await? {
                return Ok(found);
            }
            let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?;
            let into = row.and_then(|row| row.merged_into).ok_or(Error::NotFound)?;
            find(tx, ContactId(into)).await?.ok_or(Error::NotFound)
        })
        .await
}

pub(crate) async fn find(tx: &TenantTx<'_>, id: ContactId) -> Result<Option<Contact>> {
    let find = || select().filter(entity::Column::Id.eq(id.0)).filter(entity::Column::DeletedAt.is_null());
    let row: Option<Row> = tx.known_row(&ONE, vec![id.0.into()], find).await?;
    row.map(contact).transpose()
}

/// The organisation of a contact, of which there may be none; nothing if there is no such contact.
pub(crate) async fn organisation_of(tx: &TenantTx<'_>, id: ContactId) -> Result<Option<Option<OrganisationId>>> {
    #[derive(FromQueryResult, Deserialize)]
    struct Row {
        organisation_id: Option<Uuid>,
    }
    let find = entity::Entity::find()
        .select_only()
        .column(entity::Column::OrganisationId)
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::DeletedAt.is_null());
    let row: Option<Row> = tx.row(find).await?;
    Ok(row.map(|Row { organisation_id }| organisation_id.map(OrganisationId)))
}

fn contact(row: Row) -> Result<Contact> {
    let Row {
        id,
        first_name,
        last_name,
        email,
        phone,
        language,
        owner_id,
        organisation_id,
        organisation_name,
        tags,
        email_opt_out,
        portal_user,
        support_start_date,
        support_end_date,
        external_id,
        custom,
        deleted_at,
        created_at,
        updated_at,
        version,
    } = row;
    Ok(Contact {
        id: ContactId(id),
        first_name,
        last_name,
        email,
        language: language.as_deref().and_then(Language::from_code),
        owner_id: owner_id.map(UserId),
        tags: serde_json::from_str(tags.as_str()).map_err(|error| Error::stored("tags", &error.to_string()))?,
        email_opt_out,
        phone,
        organisation_id: organisation_id.map(OrganisationId),
        organisation_name,
        portal_user,
        support_start_date: support_start_date.map(date_from_db),
        support_end_date: support_end_date.map(date_from_db),
        external_id,
        custom: Custom::stored(custom.into_string())
            .map_err(|error| Error::stored("custom fields", &error.to_string()))?,
        deleted_at: deleted_at.map(|moment| moment.0),
        created_at: created_at.0,
        updated_at: updated_at.0,
        version,
    })
}
