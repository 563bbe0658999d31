//! The people who work at a firm.

pub(crate) mod entity;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::users::{Me, MePatch, User};
use zaguan_types::{FieldCode, Language, Page, Patch, Role, UserId};

use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx};
use crate::tenants;

/// Who is signed in.
///
/// # Errors
/// Only if the database is away.
pub async fn me(cx: &StaffCx<permits::SignedIn>) -> Result<Me> {
    let id = cx.who.user_id;
    cx.desk.read_together(async move |tx| me_of(tx, id).await).await
}

/// Changes one's own settings.
///
/// # Errors
/// [`Error::Stale`] if `expected` is another version, [`Error::Invalid`].
pub async fn change_me(cx: &StaffCx<permits::SignedIn>, patch: MePatch, expected: Option<i64>) -> Result<Me> {
    if patch.language == Patch::Clear {
        return Err(Error::field("/language", FieldCode::Required, "a value is needed"));
    }
    let id = cx.who.user_id;
    cx.desk
        .write(async move |tx| {
            tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?;
            let before = me_of(tx, id).await?;
            if expected.is_some_and(|version| version != before.version) {
                return Err(Error::Stale(Box::new(json!(before))));
            }
            let Some(language) = patch.language.set().copied().filter(|language| *language != before.language) else {
                return Ok(before);
            };
            let set = entity::Entity::update_many()
                .col_expr(entity::Column::Language, Expr::value(language.code()))
                .col_expr(entity::Column::UpdatedAt, Expr::value(to_db(tx.now())))
                .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
                .filter(entity::Column::Id.eq(id.0));
            tx.update(set).await?;
            tx.audit("user.updated", "user", Some(id.0), json!({ "language": [before.language, language] }));
            tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
            me_of(tx, id).await
        })
        .await
}

const ORDERS: [SortBy<entity::Entity>; 1] =
    [SortBy { name: "name", column: entity::Column::Name, kind: KeyKind::Text }];

/// A page of the members of staff, by name.
///
/// # Errors
/// [`Error::Invalid`] for filters, orders and cursors.
pub async fn list(cx: &StaffCx<permits::UsersRead>, query: ListQuery) -> Result<Page<User>> {
    let mut errors = FilterErrors::default();
    query.filters.iter().for_each(|(name, _)| errors.unknown(name));
    if query.q.is_some() {
        errors.unasked("q");
    }
    errors.finish()?;
    let paging = Paging::new(&query, &ORDERS, entity::Column::Id, "name")?;
    cx.desk
        .read(async move |tx| {
            let total = if query.count { Some(tx.count(entity::Entity::find()).await?) } else { None };
            let key = |row: &entity::Model, _: &'static str| (Key::Text(row.name.clone()), row.id);
            paging.page(tx.all(paging.apply(entity::Entity::find())).await?, total, key, user_of)
        })
        .await
}

/// One member of staff.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &StaffCx<permits::UsersRead>, id: UserId) -> Result<User> {
    let find = move || entity::Entity::find().filter(entity::Column::Id.eq(id.0));
    cx.desk.read(async move |tx| user_of(tx.one(find()).await?.ok_or(Error::NotFound)?)).await
}

fn user_of(row: entity::Model) -> Result<User> {
    let entity::Model {
        tenant_id: _,
        id,
        email,
        name,
        role,
        language: _,
        password_hash: _,
        active,
        created_at: _,
        updated_at: _,
        version: _,
    } = row;
    Ok(User { id: UserId(id), name, email, role: role_of(&role)?, active })
}

fn role_of(name: &str) -> Result<Role> {
    Role::from_name(name).ok_or_else(|| Error::stored("role", name))
}

pub(crate) async fn me_of(tx: &TenantTx<'_>, id: UserId) -> Result<Me> {
    let row =
        tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::Unauthenticated)?;
    let firm = tenants::own(tx).await?.firm();
    let role = role_of(&row.role)?;
    Ok(Me {
        id,
        name: row.name,
        email: row.email,
        role,
        permissions: role.permissions(),
        language: Language::from_code(&row.language).unwrap_or_default(),
        firm,
        version: row.version,
    })
}

/// Whether a member of staff exists and can be given work.
pub(crate) async fn can_be_chosen(tx: &TenantTx<'_>, id: UserId) -> Result<bool> {
    let find = entity::Entity::find().filter(entity::Column::Id.eq(id.0)).filter(entity::Column::Active.eq(true));
    Ok(tx.one(find).await?.is_some())
}

/// Writes a new member of staff.
pub(crate) async fn insert(
    tx: &TenantTx<'_>,
    name: &str,
    email: &str,
    role: Role,
    language: Language,
    hash: &str,
) -> Result<UserId> {
    let id = UserId(tx.new_id());
    let now = to_db(tx.now());
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        email: Set(email.trim().to_lowercase()),
        name: Set(name.trim().to_owned()),
        role: Set(role.as_str().to_owned()),
        language: Set(language.code().to_owned()),
        password_hash: Set(hash.to_owned()),
        active: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..Default::default()
    })
    .await?;
    tx.audit("user.created", "user", Some(id.0), json!({ "role": role }));
    Ok(id)
}
