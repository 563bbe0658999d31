//! Organisations: list, one, create.

pub(crate) mod entity;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Select};
use serde_json::{Map, Value, json};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::organisations::{NewOrganisation, Organisation};
use zaguan_types::{OrganisationId, Page};

use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::fields;
use crate::folding::fold;
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::{from_db, to_db};
use crate::platform::{NewEvent, TenantTx};

const ORDERS: [SortBy<entity::Entity>; 2] = [
    SortBy { name: "name", column: entity::Column::SortName, kind: KeyKind::Text },
    SortBy { name: "created_at", column: entity::Column::CreatedAt, kind: KeyKind::Instant },
];

/// A page of organisations; by name unless asked otherwise.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters, orders and cursors.
pub async fn list(cx: &StaffCx<permits::OrganisationsRead>, query: ListQuery) -> Result<Page<Organisation>> {
    let paging = Paging::new(&query, &ORDERS, entity::Column::Id, "name")?;
    let mut errors = FilterErrors::default();
    query.filters.iter().for_each(|(name, _)| errors.unknown(name));
    errors.finish()?;
    let words = query.q.as_deref().map(fold).filter(|words| !words.is_empty());
    cx.desk
        .read(async move |tx| {
            let all = entity::Entity::find;
            let (all_of_them, page) = match &words {
                None => (all(), paging.apply(all())),
                Some(words) => {
                    let refine = |select: Select<_>| select.filter(tx.holds::<entity::Entity>(words));
                    let page = paging.found(tx, (words, None, true), refine, all()).await?;
                    (tx.all_found(words, None, refine(all())).await?, page)
                }
            };
            let total = if query.count { Some(tx.count(all_of_them).await?) } else { None };
            let rows: Vec<entity::Model> = tx.all(page).await?;
            paging.page(rows, total, key, organisation)
        })
        .await
}

fn key(row: &entity::Model, order: &'static str) -> (Key, uuid::Uuid) {
    let key = if order == "name" { Key::Text(row.sort_name.clone()) } else { Key::Number(from_db(row.created_at).0) };
    (key, row.id)
}

/// One organisation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::OrganisationsRead>, id: OrganisationId) -> Result<Organisation> {
    cx.desk.read(async move |tx| find(tx, id).await?.ok_or(Error::NotFound)).await
}

/// Creates an organisation.
///
/// # Errors
/// [`Error::Invalid`] with everything that does not pass.
pub async fn create(cx: &StaffCx<permits::OrganisationsWrite>, new: NewOrganisation) -> Result<Organisation> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let set = fields::set_of(&cx.desk, Module::Organisations).await?;
    all_pass(check(&set.fields, &object(&new), Audience::Staff, Act::Create))?;
    cx.desk.write_once(async move |tx| insert(tx, new.clone()).await).await
}

/// Writes a new organisation that passed the rules.
pub(crate) async fn insert(tx: &TenantTx<'_>, new: NewOrganisation) -> Result<Organisation> {
    let NewOrganisation { name, email, phone, website, address } = new;
    let name = name.unwrap_or_default().trim().to_owned();
    let id = OrganisationId(tx.new_id());
    let now = to_db(tx.now());
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        sort_name: Set(fold(&name)),
        search_text: Set(fold(&format!("{name} {}", email.as_deref().unwrap_or_default()))),
        name: Set(name),
        email: Set(email),
        phone: Set(phone),
        website: Set(website),
        address: Set(address),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..Default::default()
    })
    .await?;
    let created = find(tx, id).await?.ok_or_else(|| Error::Internal("the new organisation is not there".into()))?;
    tx.audit("organisation.created", "organisation", Some(id.0), json!({}));
    tx.event(NewEvent::staff(EventKind::OrganisationCreated, Some(id.0)));
    Ok(created)
}

pub(crate) async fn find(tx: &TenantTx<'_>, id: OrganisationId) -> Result<Option<Organisation>> {
    let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?;
    row.map(organisation).transpose()
}

fn organisation(row: entity::Model) -> Result<Organisation> {
    let entity::Model {
        tenant_id: _,
        id,
        name,
        sort_name: _,
        search_text: _,
        email,
        phone,
        website,
        address,
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
        created_at: from_db(created_at),
        updated_at: from_db(updated_at),
        version,
    })
}

/// The members of a request, for the field rules.
pub(crate) fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}
