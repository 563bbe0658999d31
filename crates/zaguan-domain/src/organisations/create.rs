//! Creating organisations, and what is asked of them besides the field rules.

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::fields::rules::{Act, Audience, check};
use zaguan_types::organisations::{NewOrganisation, Organisation};
use zaguan_types::{FieldCode, FieldError, OrganisationId};

use super::keys::Keys;
use super::{entity, find, object};
use crate::contacts::{owner_error, text};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx};
use crate::{fields, tags};

/// A chain of parents longer than this is refused.
const DEEPEST: usize = 20;

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

/// Writes a new organisation that passed the field rules.
pub(crate) async fn insert(tx: &TenantTx<'_>, new: NewOrganisation) -> Result<Organisation> {
    let NewOrganisation { name, email, phone, website, address, parent_id, owner_id, tags, external_id, custom } = new;
    let (name, email, phone, website, address) =
        (text(name).unwrap_or_default(), text(email), text(phone), text(website), text(address));
    let external_id = text(external_id);
    let mut errors: Vec<FieldError> = owner_error(tx, owner_id).await?.into_iter().collect();
    errors.extend(external_id_error(tx, external_id.as_deref(), None).await?);
    errors.extend(parent_error(tx, None, parent_id).await?);
    all_pass(errors)?;
    let tags = tags::tidy(tags.unwrap_or_default());
    let keys = Keys::of(&name, email.as_deref(), website.as_deref());
    let id = OrganisationId(tx.new_id());
    let now = to_db(tx.now());
    tx.insert(entity::ActiveModel {
        id: Set(id.0),
        sort_name: Set(keys.sort_name),
        search_text: Set(keys.search_text),
        email_key: Set(keys.email),
        site_key: Set(keys.site),
        name: Set(name),
        email: Set(email),
        phone: Set(phone),
        website: Set(website),
        address: Set(address),
        parent_id: Set(parent_id.map(|id| id.0)),
        owner_id: Set(owner_id.map(|id| id.0)),
        tags: Set(json!(tags)),
        external_id: Set(external_id),
        custom: Set(json!(custom)),
        deleted_at: Set(None),
        merged_into: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..Default::default()
    })
    .await?;
    tags::write(tx, Module::Organisations, id.0, &[], &tags).await?;
    let created = find(tx, id).await?.ok_or_else(|| Error::Internal("the new organisation is not there".into()))?;
    tx.audit_about(About::organisation(id.0), "organisation.created", "organisation", Some(id.0), json!({}));
    tx.event(NewEvent::staff(EventKind::OrganisationCreated, Some(id.0)));
    Ok(created)
}

/// Whether another organisation, if only one in the bin, has this external id.
pub(super) async fn external_id_error(
    tx: &TenantTx<'_>,
    external_id: Option<&str>,
    own: Option<OrganisationId>,
) -> Result<Option<FieldError>> {
    let Some(wanted) = external_id else { return Ok(None) };
    let mut find = entity::Entity::find().filter(entity::Column::ExternalId.eq(wanted));
    if let Some(own) = own {
        find = find.filter(entity::Column::Id.ne(own.0));
    }
    let taken = tx.one(find).await?.is_some();
    Ok(taken.then(|| FieldError::new("/external_id", FieldCode::Taken, "another organisation has this external id")))
}

/// Whether `parent` cannot be above `own`: it does not exist, or it lies below.
pub(super) async fn parent_error(
    tx: &TenantTx<'_>,
    own: Option<OrganisationId>,
    parent: Option<OrganisationId>,
) -> Result<Option<FieldError>> {
    let Some(parent) = parent else { return Ok(None) };
    let wrong = |code, detail: &str| Ok(Some(FieldError::new("/parent_id", code, detail)));
    if find(tx, parent).await?.is_none() {
        return wrong(FieldCode::UnknownReference, "there is no such organisation");
    }
    let mut at: Option<Uuid> = Some(parent.0);
    for _ in 0..DEEPEST {
        match at {
            None => return Ok(None),
            Some(id) if own.is_some_and(|own| own.0 == id) => {
                return wrong(FieldCode::Circular, "an organisation cannot lie above itself");
            }
            Some(id) => at = parent_of(tx, id).await?,
        }
    }
    wrong(FieldCode::TooLong, "more than 20 organisations would lie above one another")
}

/// The parent of an organisation, which is held: two that get one another for a parent at the same time would both find
/// nothing wrong.
async fn parent_of(tx: &TenantTx<'_>, id: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(id))).await?.and_then(|row| row.parent_id))
}
