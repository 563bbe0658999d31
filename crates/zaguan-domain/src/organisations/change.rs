//! Changing organisations.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::organisations::{Organisation, OrganisationPatch};
use zaguan_types::{FieldError, OrganisationId, Patch};

use super::create::{external_id_error, parent_error};
use super::keys::Keys;
use super::{entity, find, object};
use crate::contacts::{merged, owner_error};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx, differences};
use crate::{fields, tags};

/// Changes an organisation.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Invalid`].
pub async fn change(
    cx: &StaffCx<permits::OrganisationsWrite>,
    id: OrganisationId,
    patch: OrganisationPatch,
    expected: Option<i64>,
) -> Result<Organisation> {
    let set = fields::set_of(&cx.desk, Module::Organisations).await?;
    all_pass(check(&set.fields, &object(&patch), Audience::Staff, Act::Update))?;
    cx.desk
        .write(async move |tx| {
            hold(tx, id).await?;
            let before = find(tx, id).await?.ok_or(Error::NotFound)?;
            if expected.is_some_and(|version| version != before.version) {
                return Err(Error::Stale(Box::new(json!(before))));
            }
            let after = patched(before.clone(), patch.clone());
            if after == before {
                return Ok(before);
            }
            check_after(tx, &before, &after).await?;
            save(tx, &before, &after).await?;
            find(tx, id).await?.ok_or(Error::NotFound)
        })
        .await
}

/// Holds an organisation against other writers.
pub(crate) async fn hold(tx: &TenantTx<'_>, id: OrganisationId) -> Result<()> {
    tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound).map(drop)
}

fn patched(before: Organisation, patch: OrganisationPatch) -> Organisation {
    let OrganisationPatch { name, email, phone, website, address, parent_id, owner_id, tags, external_id, custom } =
        patch;
    let text = |patch: Patch<String>, old: Option<String>| crate::contacts::text(patch.apply(old));
    Organisation {
        // The rules refuse to clear it.
        name: text(name, Some(before.name)).unwrap_or_default(),
        email: text(email, before.email),
        phone: text(phone, before.phone),
        website: text(website, before.website),
        address: text(address, before.address),
        parent_id: parent_id.apply(before.parent_id),
        owner_id: owner_id.apply(before.owner_id),
        tags: tags::patched(before.tags, tags),
        external_id: text(external_id, before.external_id),
        custom: merged(before.custom.into_values(), custom).into(),
        ..before
    }
}

async fn check_after(tx: &TenantTx<'_>, before: &Organisation, after: &Organisation) -> Result<()> {
    let mut errors: Vec<FieldError> = Vec::new();
    if after.owner_id != before.owner_id {
        errors.extend(owner_error(tx, after.owner_id).await?);
    }
    if after.external_id != before.external_id {
        errors.extend(external_id_error(tx, after.external_id.as_deref(), Some(after.id)).await?);
    }
    if after.parent_id != before.parent_id {
        errors.extend(parent_error(tx, Some(after.id), after.parent_id).await?);
    }
    all_pass(errors)
}

/// Writes an organisation that passed the rules, and tells of it.
pub(crate) async fn save(tx: &TenantTx<'_>, before: &Organisation, after: &Organisation) -> Result<()> {
    use entity::Column as C;
    let keys = Keys::of(&after.name, after.email.as_deref(), after.website.as_deref());
    let set = entity::Entity::update_many()
        .col_expr(C::Name, Expr::value(after.name.clone()))
        .col_expr(C::SortName, Expr::value(keys.sort_name))
        .col_expr(C::SearchText, Expr::value(keys.search_text))
        .col_expr(C::Email, Expr::value(after.email.clone()))
        .col_expr(C::EmailKey, Expr::value(keys.email))
        .col_expr(C::Phone, Expr::value(after.phone.clone()))
        .col_expr(C::Website, Expr::value(after.website.clone()))
        .col_expr(C::SiteKey, Expr::value(keys.site))
        .col_expr(C::Address, Expr::value(after.address.clone()))
        .col_expr(C::ParentId, Expr::value(after.parent_id.map(|id| id.0)))
        .col_expr(C::OwnerId, Expr::value(after.owner_id.map(|id| id.0)))
        .col_expr(C::Tags, Expr::value(json!(after.tags)))
        .col_expr(C::ExternalId, Expr::value(after.external_id.clone()))
        .col_expr(C::Custom, Expr::value(json!(after.custom)))
        .col_expr(C::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(after.id.0));
    tx.update(set).await?;
    tags::write(tx, Module::Organisations, after.id.0, &before.tags, &after.tags).await?;
    let (id, changes) = (after.id.0, differences(before, after));
    tx.audit_about(About::organisation(id), "organisation.updated", "organisation", Some(id), changes);
    tx.event(NewEvent::staff(EventKind::OrganisationUpdated, Some(id)));
    Ok(())
}
