//! Changing contacts.

use std::sync::Arc;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Map, Value, json};
use zaguan_types::contacts::{Contact, ContactPatch};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::{ContactId, FieldError, Patch};

use super::create::{external_id_error, organisation_error, owner_error, window_error};
use super::keys::Keys;
use super::{entity, find, links};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::organisations::object;
use crate::platform::clock::{date_to_db, to_db};
use crate::platform::{About, NewEvent, TenantTx, differences};
use crate::portal_access::{self, Invite};
use crate::{fields, tags};

/// Changes a contact. Ticking «Usuario del portal» invites, unticking it withdraws, a new e-mail address moves the
/// access along.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Invalid`].
pub async fn change(
    cx: &StaffCx<permits::ContactsWrite>,
    id: ContactId,
    patch: ContactPatch,
    expected: Option<i64>,
) -> Result<Contact> {
    let set = fields::set_of(&cx.desk, Module::Contacts).await?;
    all_pass(check(&set.fields, &object(&patch), Audience::Staff, Act::Update))?;
    let app = Arc::clone(&cx.desk.app);
    // Made beforehand since it takes a while, and nothing slow may happen inside a transaction.
    let may_invite = patch.portal_user == Patch::Set(true) || !patch.email.is_keep();
    let invite = if may_invite { Some(Invite::prepare(&app).await?) } else { None };
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
            if let Some(was) = before.organisation_id.filter(|was| after.organisation_id != Some(*was)) {
                links::left(tx, id, was).await?;
            }
            portal_access::follow(tx, &app, &before, &after, invite.as_ref()).await?;
            find(tx, id).await?.ok_or(Error::NotFound)
        })
        .await
}

/// Holds a contact against other writers.
pub(crate) async fn hold(tx: &TenantTx<'_>, id: ContactId) -> Result<()> {
    tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound).map(drop)
}

fn patched(before: Contact, patch: ContactPatch) -> Contact {
    let ContactPatch {
        first_name,
        last_name,
        email,
        language,
        owner_id,
        tags,
        email_opt_out,
        phone,
        organisation_id,
        portal_user,
        support_start_date,
        support_end_date,
        external_id,
        custom,
    } = patch;
    let text = |patch: Patch<String>, old: Option<String>| {
        patch.apply(old).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    Contact {
        first_name: text(first_name, before.first_name),
        // The rules refuse to clear it.
        last_name: text(last_name, Some(before.last_name)).unwrap_or_default(),
        email: text(email, before.email),
        language: language.apply(before.language),
        owner_id: owner_id.apply(before.owner_id),
        tags: tags::patched(before.tags, tags),
        email_opt_out: email_opt_out.apply(Some(before.email_opt_out)).unwrap_or_default(),
        phone: text(phone, before.phone),
        organisation_id: organisation_id.apply(before.organisation_id),
        portal_user: portal_user.apply(Some(before.portal_user)).unwrap_or_default(),
        support_start_date: support_start_date.apply(before.support_start_date),
        support_end_date: support_end_date.apply(before.support_end_date),
        external_id: text(external_id, before.external_id),
        custom: merged(before.custom.into_values(), custom).into(),
        ..before
    }
}

/// Custom values after a merge patch: `null` removes one.
pub(crate) fn merged(mut before: Map<String, Value>, patch: Map<String, Value>) -> Map<String, Value> {
    for (name, value) in patch {
        if value == Value::Null {
            before.remove(&name);
        } else {
            before.insert(name, value);
        }
    }
    before
}

/// Writes a contact that passed the rules, and tells of it; the portal access is not its business.
pub(crate) async fn save(tx: &TenantTx<'_>, before: &Contact, after: &Contact) -> Result<()> {
    write(tx, after).await?;
    tags::write(tx, Module::Contacts, after.id.0, &before.tags, &after.tags).await?;
    let about = About { contact: Some(after.id.0), organisation: after.organisation_id.map(|id| id.0) };
    tx.audit_about(about, "contact.updated", "contact", Some(after.id.0), differences(before, after));
    tx.event(NewEvent::staff(EventKind::ContactUpdated, Some(after.id.0)));
    Ok(())
}

async fn check_after(tx: &TenantTx<'_>, before: &Contact, after: &Contact) -> Result<()> {
    let mut errors: Vec<FieldError> =
        window_error(after.support_start_date, after.support_end_date).into_iter().collect();
    if after.owner_id != before.owner_id {
        errors.extend(owner_error(tx, after.owner_id).await?);
    }
    if after.organisation_id != before.organisation_id {
        errors.extend(organisation_error(tx, after.organisation_id).await?);
    }
    if after.external_id != before.external_id {
        errors.extend(external_id_error(tx, after.external_id.as_deref(), Some(after.id)).await?);
    }
    all_pass(errors)
}

async fn write(tx: &TenantTx<'_>, after: &Contact) -> Result<()> {
    use entity::Column as C;
    let (first, email, phone) = (after.first_name.as_deref(), after.email.as_deref(), after.phone.as_deref());
    let keys = Keys::of(first, &after.last_name, email, phone);
    let set = entity::Entity::update_many()
        .col_expr(C::FirstName, Expr::value(after.first_name.clone()))
        .col_expr(C::LastName, Expr::value(after.last_name.clone()))
        .col_expr(C::SortName, Expr::value(keys.sort_name))
        .col_expr(C::SearchText, Expr::value(keys.search_text))
        .col_expr(C::EmailKey, Expr::value(keys.email))
        .col_expr(C::PhoneKey, Expr::value(keys.phone))
        .col_expr(C::ExternalId, Expr::value(after.external_id.clone()))
        .col_expr(C::Email, Expr::value(after.email.clone()))
        .col_expr(C::Phone, Expr::value(after.phone.clone()))
        .col_expr(C::Language, Expr::value(after.language.map(|language| language.code().to_owned())))
        .col_expr(C::OwnerId, Expr::value(after.owner_id.map(|id| id.0)))
        .col_expr(C::OrganisationId, Expr::value(after.organisation_id.map(|id| id.0)))
        .col_expr(C::Tags, Expr::value(json!(after.tags)))
        .col_expr(C::EmailOptOut, Expr::value(after.email_opt_out))
        .col_expr(C::SupportStartDate, Expr::value(after.support_start_date.map(date_to_db)))
        .col_expr(C::SupportEndDate, Expr::value(after.support_end_date.map(date_to_db)))
        .col_expr(C::Custom, Expr::value(json!(after.custom)))
        .col_expr(C::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(after.id.0));
    tx.update(set).await?;
    Ok(())
}
