//! Reading organisations.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, IntoCondition as _, JoinType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _, RelationDef, Select,
};
use serde::Deserialize;
use zaguan_types::organisations::Organisation;
use zaguan_types::{Custom, OrganisationId, Page, UserId};

use super::entity;
use super::filters::Filters;
use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result, all_invalid, both};
use crate::paging::{self, Found, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::Moment;
use crate::platform::db::RawJson;
use crate::platform::{Remembered, TenantTx};
use crate::written::Written;

/// An organisation's row with the name of its parent.
#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    name: String,
    sort_name: String,
    email: Option<String>,
    phone: Option<String>,
    website: Option<String>,
    address: Option<String>,
    parent_id: Option<Uuid>,
    parent_name: Option<String>,
    owner_id: Option<Uuid>,
    tags: RawJson,
    external_id: Option<String>,
    custom: RawJson,
    deleted_at: Option<Moment>,
    created_at: Moment,
    updated_at: Moment,
    version: i64,
}

const ORDERS: [SortBy<entity::Entity>; 3] = [
    SortBy { name: "name", column: entity::Column::SortName, kind: KeyKind::Text },
    SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant },
    SortBy { name: "updated_at", column: entity::Column::UpdatedAt, kind: KeyKind::Instant },
];

static PAGE: Remembered = Remembered::new();
static ONE: Remembered = Remembered::new();
/// What the parent is called in a query that holds organisations twice.
const PARENT: &str = "parent";

fn to_parent() -> RelationDef {
    entity::Entity::belongs_to(entity::Entity)
        .from((entity::Column::TenantId, entity::Column::ParentId))
        .to((entity::Column::TenantId, entity::Column::Id))
        .on_condition(|_, right| Expr::col((right, entity::Column::DeletedAt)).is_null().into_condition())
        .into()
}

fn select() -> Select<entity::Entity> {
    use entity::Column as C;
    entity::Entity::find()
        .select_only()
        .columns([C::Id, C::Name, C::SortName, C::Email, C::Phone, C::Website, C::Address, C::ParentId, C::OwnerId])
        .columns([C::Tags, C::ExternalId, C::Custom, C::DeletedAt, C::CreatedAt, C::UpdatedAt, C::Version])
        .column_as(Expr::col((Alias::new(PARENT), C::Name)), "parent_name")
        .join_as(JoinType::LeftJoin, to_parent(), Alias::new(PARENT))
}

/// A page of organisations; by name unless asked otherwise.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters, orders and cursors.
pub async fn list(cx: &StaffCx<permits::OrganisationsRead>, query: ListQuery) -> Result<Written<Page<Organisation>>> {
    let (paging, filters) =
        both(Paging::new(&query, &ORDERS, entity::Column::Id, "name"), Filters::read(&query, cx.who.user_id))?;
    cx.desk
        .read(async move |tx| {
            let wanted = filters.condition(tx).await?;
            let found = Found { words: filters.words(), also: None, alone: filters.are_only_words() };
            let total = match query.count {
                true => Some(paging::count(tx, &found, &wanted).await?),
                false => None,
            };
            let rows: Vec<Row> = if filters.are_none() {
                let build = || paging.apply(select().filter(wanted));
                tx.known_rows((&PAGE, paging.shape()), paging.values(), paging.rows(), build).await?
            } else {
                tx.rows(paging.found(tx, &found, &wanted, select()).await?).await?
            };
            paging.written(rows, total, key, organisation)
        })
        .await
}

/// A page of the same list as it is, for whoever writes it in another way.
pub(crate) async fn page(desk: &Desk, query: ListQuery, me: UserId) -> Result<Page<Organisation>> {
    let (paging, filters) = both(Paging::new(&query, &ORDERS, entity::Column::Id, "name"), Filters::read(&query, me))?;
    desk.read(async move |tx| {
        let wanted = filters.condition(tx).await?;
        let found = Found { words: filters.words(), also: None, alone: filters.are_only_words() };
        let rows: Vec<Row> = tx.rows(paging.found(tx, &found, &wanted, select()).await?).await?;
        paging.page(rows, None, key, organisation)
    })
    .await
}

/// Whether the list can be asked this: its order and its filters. `me` is whoever asks.
///
/// # Errors
/// [`Error::Invalid`] with all that cannot.
pub(crate) fn can_list(query: &ListQuery, me: UserId) -> Result<()> {
    let paging = Paging::new(query, &ORDERS, entity::Column::Id, "name").map(drop);
    all_invalid([paging, Filters::read(query, me).map(drop)])
}

fn key(row: &Row, order: &'static str) -> (Key, Uuid) {
    let key = match order {
        "created_at" => Key::Number(row.created_at.0.0),
        "updated_at" => Key::Number(row.updated_at.0.0),
        _ => Key::Text(row.sort_name.clone()),
    };
    (key, row.id)
}

/// One organisation. Whoever asks for one that was merged into another gets the other.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::OrganisationsRead>, id: OrganisationId) -> Result<Organisation> {
    cx.desk
        .read(async move |tx| {
            if let Some(found) = find(tx, id).await? {
                return Ok(found);
            }
            let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?;
            let into = row.and_then(|row| row.merged_into).ok_or(Error::NotFound)?;
            find(tx, OrganisationId(into)).await?.ok_or(Error::NotFound)
        })
        .await
}

pub(crate) async fn find(tx: &TenantTx<'_>, id: OrganisationId) -> Result<Option<Organisation>> {
    let find = || select().filter(entity::Column::Id.eq(id.0)).filter(entity::Column::DeletedAt.is_null());
    let row: Option<Row> = tx.known_row(&ONE, vec![id.0.into()], find).await?;
    row.map(organisation).transpose()
}

fn organisation(row: Row) -> Result<Organisation> {
    let Row {
        id,
        name,
        sort_name: _,
        email,
        phone,
        website,
        address,
        parent_id,
        parent_name,
        owner_id,
        tags,
        external_id,
        custom,
        deleted_at,
        created_at,
        updated_at,
        version,
    } = row;
    Ok(Organisation {
        id: OrganisationId(id),
        name,
        email,
        phone,
        website,
        address,
        parent_id: parent_id.map(OrganisationId),
        parent_name,
        owner_id: owner_id.map(UserId),
        tags: serde_json::from_str(tags.as_str()).map_err(|error| Error::stored("tags", &error.to_string()))?,
        external_id,
        custom: Custom::stored(custom.into_string())
            .map_err(|error| Error::stored("custom fields", &error.to_string()))?,
        deleted_at: deleted_at.map(|moment| moment.0),
        created_at: created_at.0,
        updated_at: updated_at.0,
        version,
    })
}
