//! A new firm: its row, its counters, its fields, its owner.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde_json::json;
use zaguan_types::brand::Brand;
use zaguan_types::fields::Labels;
use zaguan_types::fields::rules::is_blank;
use zaguan_types::fields::rules::is_email;
use zaguan_types::{FieldCode, FieldError, Language, Role, TenantId, UserId};

use super::entity;
use crate::error::{Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::entity::tenant_counter;
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{App, Reason, SystemTx};
use crate::sessions::passwords::{STAFF_LENGTH, judge};
use crate::{fields, users};

/// A firm to be created.
#[derive(Clone, Debug)]
pub struct NewTenant {
    /// Its name.
    pub name: String,
    /// Its part in the portal's address: lower-case letters, digits and single dashes, 3 to 40 characters.
    pub slug: String,
    /// The language in which it writes.
    pub language: Language,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// General e-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Its colours.
    pub brand: Brand,
    /// Its words of welcome.
    pub welcome: Labels,
    /// Whether its portal opens at once.
    pub portal_active: bool,
    /// Who it belongs to.
    pub owner: NewOwner,
}

/// The first member of staff of a firm.
#[derive(Clone, Debug)]
pub struct NewOwner {
    /// Whole name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Whether there is no firm yet.
///
/// # Errors
/// Only if the database is away.
pub async fn is_empty(app: &App) -> Result<bool> {
    app.system_read(Reason::Tenant, async |sys| Ok(sys.one(entity::Entity::find().limit(1)).await?.is_none())).await
}

/// Creates a firm with its owner, who also looks after new cases from the portal.
///
/// # Errors
/// [`crate::Error::Invalid`] with everything that does not pass; nothing is created then.
pub async fn create(app: &App, new: NewTenant) -> Result<(TenantId, UserId)> {
    create_as(app, TenantId(app.ids.next()), new).await
}

/// As [`create`], with an id that is known beforehand.
pub(crate) async fn create_as(app: &App, tenant: TenantId, new: NewTenant) -> Result<(TenantId, UserId)> {
    all_pass(check(&new))?;
    let hash = app.hasher.hash(new.owner.password.clone()).await?;
    app.system_write(Reason::Tenant, async move |sys| {
        if sys.one(entity::Entity::find().filter(entity::Column::Slug.eq(&new.slug))).await?.is_some() {
            return Err(crate::Error::field("/slug", FieldCode::Taken, "another firm has this slug"));
        }
        insert(sys, tenant, &new).await?;
        let owner = sys
            .inside(tenant, Actor::system(), Origin::default(), async |tx| {
                fields::seed(tx).await?;
                let owner =
                    users::insert(tx, &new.owner.name, &new.owner.email, Role::Owner, new.language, &hash).await?;
                tx.update(
                    entity::Entity::update_many()
                        .col_expr(entity::Column::DefaultAssigneeId, sea_orm::sea_query::Expr::value(owner.0)),
                )
                .await?;
                tx.audit("tenant.created", "tenant", Some(tenant.0), json!({ "slug": new.slug }));
                Ok(owner)
            })
            .await?;
        Ok((tenant, owner))
    })
    .await
}

async fn insert(sys: &SystemTx<'_>, id: TenantId, new: &NewTenant) -> Result<()> {
    let now = to_db(sys.now());
    let stored =
        |value: serde_json::Result<serde_json::Value>| value.map_err(|error| crate::Error::Internal(error.to_string()));
    sys.insert(entity::ActiveModel {
        id: Set(id.0),
        slug: Set(new.slug.clone()),
        name: Set(new.name.trim().to_owned()),
        language: Set(new.language.code().to_owned()),
        time_zone: Set(new.time_zone.clone()),
        email: Set(new.email.clone()),
        phone: Set(new.phone.clone()),
        website: Set(None),
        address: Set(None),
        brand: Set(stored(serde_json::to_value(new.brand))?),
        welcome: Set(stored(serde_json::to_value(&new.welcome))?),
        portal_active: Set(new.portal_active),
        default_assignee_id: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    })
    .await?;
    sys.insert(tenant_counter::ActiveModel { tenant_id: Set(id.0), case_number: Set(0), event_seq: Set(0) }).await
}

fn check(new: &NewTenant) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code, detail: &str| errors.push(FieldError::new(pointer, code, detail));
    if is_blank(&new.name) || new.name.chars().count() > 200 {
        wrong("/name", FieldCode::Required, "a name of at most 200 characters is needed");
    }
    if !is_slug(&new.slug) {
        wrong("/slug", FieldCode::BadFormat, "lower-case letters, digits and single dashes, 3 to 40 characters");
    }
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        wrong("/time_zone", FieldCode::BadFormat, "the IANA name of a time zone is needed, such as Europe/Madrid");
    }
    if is_blank(&new.owner.name) {
        wrong("/owner/name", FieldCode::Required, "a name is needed");
    }
    if !is_email(new.owner.email.trim()) {
        wrong("/owner/email", FieldCode::BadFormat, "not an e-mail address");
    }
    errors.extend(judge(
        &new.owner.password,
        STAFF_LENGTH,
        "/owner/password",
        &[&new.owner.email, &new.owner.name, &new.name],
    ));
    errors
}

pub(super) fn is_slug(text: &str) -> bool {
    (3..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}
