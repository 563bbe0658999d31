//! Creating contacts.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::contacts::{Contact, NewContact};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::is_blank;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::{ContactId, Date, FieldCode, FieldError, OrganisationId, UserId};

use super::keys::Keys;
use super::{entity, find};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::organisations::{self, object};
use crate::platform::clock::{date_to_db, to_db};
use crate::platform::{About, NewEvent, TenantTx};
use crate::portal_access::{self, Invite};
use crate::{fields, tags, users};

/// Creates a contact; with «Usuario del portal» ticked it is invited, in the same transaction.
///
/// # Errors
/// [`Error::Invalid`] with everything that does not pass.
pub async fn create(cx: &StaffCx<permits::ContactsWrite>, new: NewContact) -> Result<Contact> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let set = fields::set_of(&cx.desk, Module::Contacts).await?;
    let mut errors = check(&set.fields, &object(&new), Audience::Staff, Act::Create);
    errors.extend(window_error(new.support_start_date, new.support_end_date));
    all_pass(errors)?;
    let app = Arc::clone(&cx.desk.app);
    let invite = if new.portal_user == Some(true) { Some(Invite::prepare(&app).await?) } else { None };
    cx.desk
        .write_once(async move |tx| {
            let id = insert(tx, new.clone()).await?;
            if let Some(invite) = &invite {
                portal_access::grant(tx, &app, id, invite).await?;
            }
            find(tx, id).await?.ok_or_else(|| Error::Internal("the new contact is not there".into()))
        })
        .await
}

/// Writes a new contact that passed the field rules; the portal access is not its business.
pub(crate) async fn insert(tx: &TenantTx<'_>, new: NewContact) -> Result<ContactId> {
    let NewContact {
        first_name,
        last_name,
        email,
        language,
        owner_id,
        tags,
        email_opt_out,
        phone,
        organisation_id,
        portal_user: _,
        support_start_date,
        support_end_date,
        external_id,
        custom,
    } = new;
    let mut errors: Vec<FieldError> = owner_error(tx, owner_id).await?.into_iter().collect();
    errors.extend(organisation_error(tx, organisation_id).await?);
    let external_id = text(external_id);
    errors.extend(external_id_error(tx, external_id.as_deref(), None).await?);
    all_pass(errors)?;
    let id = ContactId(tx.new_id());
    let now = to_db(tx.now());
    let (first_name, last_name, email, phone) =
        (text(first_name), text(last_name).unwrap_or_default(), text(email), text(phone));
    let tags = tags::tidy(tags.unwrap_or_default());
    let keys = Keys::of(first_name.as_deref(), &last_name, email.as_deref(), phone.as_deref());
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        sort_name: Set(keys.sort_name),
        search_text: Set(keys.search_text),
        email_key: Set(keys.email),
        phone_key: Set(keys.phone),
        first_name: Set(first_name),
        last_name: Set(last_name),
        email: Set(email),
        phone: Set(phone),
        language: Set(language.map(|language| language.code().to_owned())),
        owner_id: Set(owner_id.map(|id| id.0)),
        organisation_id: Set(organisation_id.map(|id| id.0)),
        tags: Set(json!(tags)),
        email_opt_out: Set(email_opt_out.unwrap_or_default()),
        portal_user: Set(false),
        support_start_date: Set(support_start_date.map(date_to_db)),
        support_end_date: Set(support_end_date.map(date_to_db)),
        external_id: Set(external_id),
        custom: Set(json!(custom)),
        deleted_at: Set(None),
        merged_into: Set(None),
        erased_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..Default::default()
    })
    .await?;
    tags::write(tx, Module::Contacts, id.0, &[], &tags).await?;
    tx.audit_about(
        About { contact: Some(id.0), organisation: organisation_id.map(|id| id.0) },
        "contact.created",
        "contact",
        Some(id.0),
        json!({}),
    );
    tx.event(NewEvent::staff(EventKind::ContactCreated, Some(id.0)));
    Ok(id)
}

/// A text without space around it, or nothing.
pub(crate) fn text(value: Option<String>) -> Option<String> {
    value.map(|value| value.trim().to_owned()).filter(|value| !is_blank(value))
}

/// Whether another contact, if only one in the bin, has this external id.
pub(super) async fn external_id_error(
    tx: &TenantTx<'_>,
    external_id: Option<&str>,
    own: Option<ContactId>,
) -> Result<Option<FieldError>> {
    let Some(wanted) = external_id else { return Ok(None) };
    let mut find = entity::Entity::find().filter(entity::Column::ExternalId.eq(wanted));
    if let Some(own) = own {
        find = find.filter(entity::Column::Id.ne(own.0));
    }
    let taken = tx.one(find).await?.is_some();
    Ok(taken.then(|| FieldError::new("/external_id", FieldCode::Taken, "another contact has this external id")))
}

/// Whether the support window ends before it begins.
pub(crate) fn window_error(start: Option<Date>, end: Option<Date>) -> Option<FieldError> {
    (start? > end?)
        .then(|| FieldError::new("/support_end_date", FieldCode::EndBeforeStart, "the end lies before the start"))
}

/// Whether the owner cannot be chosen.
pub(crate) async fn owner_error(tx: &TenantTx<'_>, owner: Option<UserId>) -> Result<Option<FieldError>> {
    match owner {
        Some(id) if !users::can_be_chosen(tx, id).await? => {
            Ok(Some(FieldError::new("/owner_id", FieldCode::UnknownReference, "there is no such member of staff")))
        }
        _ => Ok(None),
    }
}

/// Whether the organisation does not exist.
pub(super) async fn organisation_error(
    tx: &TenantTx<'_>,
    organisation: Option<OrganisationId>,
) -> Result<Option<FieldError>> {
    match organisation {
        Some(id) if organisations::find(tx, id).await?.is_none() => {
            Ok(Some(FieldError::new("/organisation_id", FieldCode::UnknownReference, "there is no such organisation")))
        }
        _ => Ok(None),
    }
}
