//! What the tests of the crates above need and the product has no verb for. Never compiled into the server.

use std::fmt::Write as _;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, QuerySelect as _};
use sha2::{Digest as _, Sha256};
use zaguan_types::events::EventKind;
use zaguan_types::fields::{FieldType, Module};
use zaguan_types::portal_access::{AccessLevel, Rights};
use zaguan_types::{ContactId, Language, Role, TenantId, UserId, ViewId};

use crate::error::Result;
use crate::platform::entity::{event, idempotency_key, job, tenant_counter};
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{About, App, NewEvent, Reason, SystemTx};
use crate::{
    bulk, cases, contacts, fields, imports, mails, notes, organisations, portal_access, sessions, tags, tenants, users,
    views,
};

/// A server on this database.
#[cfg(test)]
pub(crate) fn app(test: &crate::platform::db::testkit::TestDb) -> std::sync::Arc<App> {
    use crate::platform::clock::{SystemClock, SystemIds};
    use crate::platform::secrets::Secrets;
    use crate::platform::{Parts, Settings};
    App::new(Parts {
        db: test.db.clone(),
        clock: std::sync::Arc::new(SystemClock),
        ids: std::sync::Arc::new(SystemIds),
        secrets: Secrets::from_root(&[1; 32]).expect("a key"),
        mailer: mails::Mailer::into_folder(
            std::env::temp_dir(),
            "no-reply@zaguan.example".parse().expect("an address"),
        ),
        settings: Settings { cheap_hashes: true, ..Settings::default() },
    })
    .expect("a server")
}

/// A firm with an owner.
#[cfg(test)]
pub(crate) async fn firm(app: &App, slug: &str) -> (TenantId, UserId) {
    let new = tenants::NewTenant {
        name: slug.into(),
        slug: slug.into(),
        language: Language::Es,
        time_zone: "Europe/Madrid".into(),
        email: None,
        phone: None,
        brand: zaguan_types::brand::Brand::default(),
        welcome: crate::demo::welcome(),
        portal_active: true,
        owner: tenants::NewOwner {
            name: "Rosa".into(),
            email: format!("rosa@{slug}.example"),
            password: "Tres-tristes-tigres-3".into(),
        },
    };
    tenants::create(app, new).await.expect("a firm")
}

/// Adds a member of staff.
///
/// # Errors
/// If the database is away.
pub async fn add_user(
    app: &App,
    tenant: TenantId,
    name: &str,
    email: &str,
    role: Role,
    password: &str,
) -> Result<UserId> {
    let hash = app.hasher.hash(password.to_owned()).await?;
    let (name, email) = (name.to_owned(), email.to_owned());
    let stamp = app.stamp(tenant, Actor::system(), Origin::default());
    app.write(stamp, async move |tx| users::insert(tx, &name, &email, role, Language::Es, &hash).await).await
}

/// Gives a client another level of access.
///
/// # Errors
/// If the database is away.
pub async fn set_level(app: &App, tenant: TenantId, contact: ContactId, level: AccessLevel) -> Result<()> {
    use portal_access::entity::{Column, Entity};
    let stamp = app.stamp(tenant, Actor::system(), Origin::default());
    app.write(stamp, async move |tx| {
        let set = Entity::update_many()
            .col_expr(Column::Level, Expr::value(level.as_str()))
            .col_expr(Column::Rights, Expr::value(serde_json::json!(Rights::of(level))))
            .filter(Column::ContactId.eq(contact.0));
        tx.update(set).await?;
        tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(contact.0)));
        Ok(())
    })
    .await
}

/// Opens or closes a firm's portal.
///
/// # Errors
/// If the database is away.
pub async fn set_portal_active(app: &App, tenant: TenantId, active: bool) -> Result<()> {
    use tenants::entity::{Column, Entity};
    app.system_write(Reason::Tenant, async move |sys| {
        let set =
            Entity::update_many().col_expr(Column::PortalActive, Expr::value(active)).filter(Column::Id.eq(tenant.0));
        sys.update(set).await?;
        sys.inside(tenant, Actor::system(), Origin::default(), async |tx| {
            tx.event(NewEvent::staff(EventKind::TenantUpdated, None));
            Ok(())
        })
        .await
    })
    .await
}

/// The rows of every table that a change of a firm's data may reach, table by table, but for the audit trail and what
/// watches sign-ins.
async fn tables(sys: &SystemTx<'_>) -> Result<Vec<(String, Vec<String>)>> {
    let mut out = Vec::new();
    macro_rules! read {
        ($($entity:ty),+ $(,)?) => {$( out.push(table::<$entity>(sys).await?); )+};
    }
    read!(
        tenants::entity::Entity,
        tenant_counter::Entity,
        users::entity::Entity,
        organisations::entity::Entity,
        contacts::entity::Entity,
        contacts::link_entity::Entity,
        tags::entity::Entity,
        notes::entity::Entity,
        views::entity::Entity,
        bulk::entity::Entity,
        cases::entity::Entity,
        cases::message_entity::Entity,
        cases::read_entity::Entity,
        fields::entity::Entity,
        fields::block_entity::Entity,
        portal_access::entity::Entity,
        sessions::entity::Entity,
        sessions::refresh_entity::Entity,
        idempotency_key::Entity,
        event::Entity,
        mails::entity::Entity,
        job::Entity,
        imports::tables::import::Entity,
        imports::tables::batch::Entity,
        imports::tables::record::Entity,
    );
    Ok(out)
}

/// The name of a table, and its rows in any order.
async fn table<E: EntityTrait>(sys: &SystemTx<'_>) -> Result<(String, Vec<String>)>
where
    E::Model: std::fmt::Debug,
{
    let rows = sys.all(E::find().limit(100_000)).await?.iter().map(|row| format!("{row:?}")).collect();
    Ok((E::default().table_name().to_owned(), rows))
}

/// The state of all tables but those that keep watch (audit trail, failed sign-ins): what an error answer must not change.
/// One line per table: its name, how many rows, and a hash of them in any order.
///
/// # Errors
/// If the database is away.
pub async fn digest(app: &App) -> Result<String> {
    app.system_read(Reason::Tenant, async |sys| {
        let mut out = String::new();
        for (name, mut rows) in tables(sys).await? {
            rows.sort_unstable();
            let hash = Sha256::digest(rows.join("\n").as_bytes());
            let short: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name} {} {short}", rows.len());
        }
        Ok(out)
    })
    .await
}

/// The rows of all tables, the audit trail with them, in which a word occurs, whatever its case.
///
/// # Errors
/// If the database is away.
pub async fn rows_with(app: &App, word: &str) -> Result<Vec<String>> {
    let word = word.to_lowercase();
    app.system_read(Reason::Tenant, async move |sys| {
        let mut all = tables(sys).await?;
        all.push(table::<crate::platform::entity::audit_event::Entity>(sys).await?);
        let named = |(name, rows): (String, Vec<String>)| {
            rows.into_iter().map(move |row| format!("{name}: {row}")).collect::<Vec<_>>()
        };
        Ok(all.into_iter().flat_map(named).filter(|row| row.to_lowercase().contains(&word)).collect())
    })
    .await
}

/// The actions in a firm's audit trail, oldest first.
///
/// # Errors
/// If the database is away.
pub async fn audit_actions(app: &App, tenant: TenantId) -> Result<Vec<String>> {
    use crate::platform::entity::audit_event;
    use sea_orm::QueryOrder as _;
    app.system_read(Reason::Tenant, async move |sys| {
        let find = audit_event::Entity::find()
            .filter(audit_event::Column::TenantId.eq(tenant.0))
            .order_by_asc(audit_event::Column::Id);
        Ok(sys.all(find).await?.into_iter().map(|row| row.action).collect())
    })
    .await
}

/// Lets a view name a column that is not there, as if it had been archived since.
///
/// # Errors
/// If the database is away.
pub async fn name_unknown_column(app: &App, tenant: TenantId, view: ViewId, column: &str) -> Result<()> {
    let (column, stamp) = (column.to_owned(), app.stamp(tenant, Actor::system(), Origin::default()));
    app.write(stamp, async move |tx| {
        let set = views::entity::Entity::update_many()
            .col_expr(views::entity::Column::Columns, Expr::value(serde_json::json!([column])))
            .filter(views::entity::Column::Id.eq(view.0));
        tx.update(set).await.map(drop)
    })
    .await
}

/// Adds a field of the firm's own to a module.
///
/// # Errors
/// If the database is away.
pub async fn add_field(app: &App, tenant: TenantId, module: Module, api_name: &str, kind: FieldType) -> Result<()> {
    use fields::entity::{ActiveModel, Column, Entity};
    let (name, stamp) = (api_name.to_owned(), app.stamp(tenant, Actor::system(), Origin::default()));
    app.write(stamp, async move |tx| {
        let like = Entity::find().filter(Column::Module.eq(module.as_str())).filter(Column::Required.eq(false));
        let like = tx.one(like).await?.ok_or(crate::Error::NotFound)?;
        tx.event(NewEvent::staff(EventKind::FieldsUpdated, None));
        tx.insert(ActiveModel {
            id: Set(tx.new_id()),
            module: Set(like.module),
            block_id: Set(like.block_id),
            api_name: Set(name.clone()),
            field_type: Set(kind.as_str().to_owned()),
            labels: Set(serde_json::json!({ "es": name, "en": name, "nl": name })),
            active: Set(true),
            required: Set(false),
            builtin: Set(false),
            can_deactivate: Set(true),
            portal_capable: Set(false),
            default_value: Set(None),
            limits: Set(like.limits),
            choices: Set(serde_json::json!([])),
            position: Set(like.position + 100),
            portal: Set(like.portal),
            version: Set(1),
            ..Default::default()
        })
        .await
    })
    .await
}

/// Adds so many contacts with one transaction.
///
/// # Errors
/// If the database is away.
pub async fn add_contacts(app: &App, tenant: TenantId, many: usize) -> Result<()> {
    let stamp = app.stamp(tenant, Actor::system(), Origin::default());
    app.write(stamp, async move |tx| {
        for number in 0..many {
            let last_name = Some(format!("Contacto {number}"));
            let new = zaguan_types::contacts::NewContact { last_name, ..Default::default() };
            contacts::insert(tx, new).await?;
        }
        Ok(())
    })
    .await
}

/// Gives a contact a history of so many changes.
///
/// # Errors
/// If the database is away.
pub async fn add_history(app: &App, tenant: TenantId, contact: ContactId, changes: usize) -> Result<()> {
    for done in (0..changes).step_by(1_000) {
        let many = (changes - done).min(1_000);
        let stamp = app.stamp(tenant, Actor::system(), Origin::default());
        app.write(stamp, async move |tx| {
            for number in 0..many {
                let change = serde_json::json!({ "phone": [null, number.to_string()] });
                tx.audit_about(About::contact(contact.0), "contact.updated", "contact", Some(contact.0), change);
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Damages the texts of all mails that wait, so that none of them can be opened.
///
/// # Errors
/// If the database is away.
pub async fn damage_mails(app: &App) -> Result<()> {
    use sea_orm::sea_query::Expr;
    app.system_write(Reason::Tenant, async |sys| {
        let set =
            mails::entity::Entity::update_many().col_expr(mails::entity::Column::Sealed, Expr::value(vec![0_u8; 40]));
        sys.update(set).await.map(drop)
    })
    .await
}

/// Damages what imports remember of their rows in one firm, so that none of it can be read; their faults quote a text.
///
/// # Errors
/// If the database is away.
pub async fn damage_imports(app: &App, tenant: TenantId, quoted: &str) -> Result<()> {
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait as _, QueryFilter as _};

    use crate::imports::tables::batch::{Column, Entity};
    let quoted = quoted.to_owned();
    app.system_write(Reason::Tenant, async move |sys| {
        let set = Entity::update_many()
            .col_expr(Column::Records, Expr::value(serde_json::json!([{ "id": "no id", "module": "contacts" }])))
            .col_expr(Column::FaultCount, Expr::value(1_i64))
            .col_expr(Column::Faults, Expr::value(serde_json::json!([{ "value": quoted }])))
            .filter(Column::TenantId.eq(tenant.0));
        sys.update(set).await.map(drop)
    })
    .await
}
