//! The organisations of a contact: the main one, which the contact itself names, and the others.

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::contacts::{Contact, ContactOrganisation, ContactOrganisationChange, ContactOrganisationList};
use zaguan_types::events::EventKind;
use zaguan_types::{ContactId, FieldCode, OrganisationId};

use super::{change, create, find, hold, link_entity as links};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::organisations;
use crate::organisations::entity as organisation;
use crate::platform::clock::to_db;
use crate::platform::{About, NewEvent, TenantTx};

/// The most characters of a role.
const LONGEST_ROLE: usize = 100;
/// The most organisations of one contact.
const MOST: usize = 200;

/// The organisations of a contact, the main one first, then by name.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn list_organisations(cx: &StaffCx<permits::ContactsRead>, id: ContactId) -> Result<ContactOrganisationList> {
    cx.desk.read_together(async move |tx| of(tx, &find(tx, id).await?.ok_or(Error::NotFound)?).await).await
}

/// Links a contact to an organisation, or changes how it is linked.
///
/// # Errors
/// [`Error::NotFound`] if either is not there, [`Error::Invalid`].
pub async fn link(
    cx: &StaffCx<permits::ContactsWrite>,
    id: ContactId,
    to: OrganisationId,
    how: ContactOrganisationChange,
) -> Result<ContactOrganisationList> {
    let ContactOrganisationChange { role, main } = how;
    let role = create::text(role);
    let unfit = |role: &String| role.chars().count() > LONGEST_ROLE || role.chars().any(char::is_control);
    if role.as_ref().is_some_and(unfit) {
        return Err(Error::field("/role", FieldCode::TooLong, "a role has at most 100 characters, on one line"));
    }
    cx.desk
        .write(async move |tx| {
            hold(tx, id).await?;
            let before = find(tx, id).await?.ok_or(Error::NotFound)?;
            organisations::find(tx, to).await?.ok_or(Error::NotFound)?;
            let known = rows(tx, id).await?;
            if known.len() >= MOST && !known.iter().any(|row| row.organisation_id == to.0) {
                return Err(Error::Conflict("a contact belongs to at most 200 organisations".into()));
            }
            put(tx, id, to.0, role.clone()).await?;
            let becomes_main = main && before.organisation_id != Some(to);
            if becomes_main {
                if let Some(was) = before.organisation_id {
                    // It stays one of the others, with the role it had.
                    tx.insert_new(row(tx, id, was.0, None), KEY.to_vec()).await?;
                }
                let after = Contact { organisation_id: Some(to), ..before.clone() };
                change::save(tx, &before, &after).await?;
                // What a session of the portal knows hangs on the main organisation.
                tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
            } else {
                tell(tx, id, to, "contact.organisation_linked");
            }
            of(tx, &find(tx, id).await?.ok_or(Error::NotFound)?).await
        })
        .await
}

/// Takes a contact out of an organisation. If it was the main one, there is none any more.
///
/// # Errors
/// [`Error::NotFound`] if it does not belong to it.
pub async fn unlink(cx: &StaffCx<permits::ContactsWrite>, id: ContactId, from: OrganisationId) -> Result<()> {
    cx.desk
        .write(async move |tx| {
            hold(tx, id).await?;
            let before = find(tx, id).await?.ok_or(Error::NotFound)?;
            let gone = tx.delete(one(id, from.0)).await?;
            if before.organisation_id == Some(from) {
                let after = Contact { organisation_id: None, ..before.clone() };
                change::save(tx, &before, &after).await?;
                tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
            } else if gone == 0 {
                return Err(Error::NotFound);
            }
            tell(tx, id, from, "contact.organisation_unlinked");
            Ok(())
        })
        .await
}

fn tell(tx: &TenantTx<'_>, id: ContactId, organisation: OrganisationId, action: &'static str) {
    let about = About { contact: Some(id.0), organisation: Some(organisation.0) };
    tx.audit_about(about, action, "contact", Some(id.0), json!({ "organisation_id": [null, organisation] }));
    tx.event(NewEvent::staff(EventKind::ContactUpdated, Some(id.0)));
}

async fn of(tx: &TenantTx<'_>, contact: &Contact) -> Result<ContactOrganisationList> {
    let rows = rows(tx, contact.id).await?;
    let main = contact.organisation_id.map(|id| id.0);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.organisation_id).chain(main).collect();
    let find = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids))
        .filter(organisation::Column::DeletedAt.is_null());
    let mut items: Vec<ContactOrganisation> = tx
        .all(find)
        .await?
        .into_iter()
        .map(|there| ContactOrganisation {
            organisation_id: OrganisationId(there.id),
            organisation_name: there.name,
            role: rows.iter().find(|row| row.organisation_id == there.id).and_then(|row| row.role.clone()),
            main: main == Some(there.id),
        })
        .collect();
    items.sort_by_key(|item| (!item.main, crate::folding::fold(&item.organisation_name)));
    Ok(ContactOrganisationList { items })
}

async fn rows(tx: &TenantTx<'_>, id: ContactId) -> Result<Vec<links::Model>> {
    tx.all(links::Entity::find().filter(links::Column::ContactId.eq(id.0))).await
}

const KEY: [links::Column; 3] = [links::Column::TenantId, links::Column::ContactId, links::Column::OrganisationId];

fn one(id: ContactId, organisation: Uuid) -> sea_orm::DeleteMany<links::Entity> {
    links::Entity::delete_many()
        .filter(links::Column::ContactId.eq(id.0))
        .filter(links::Column::OrganisationId.eq(organisation))
}

fn row(tx: &TenantTx<'_>, id: ContactId, organisation: Uuid, role: Option<String>) -> links::ActiveModel {
    links::ActiveModel {
        contact_id: Set(id.0),
        organisation_id: Set(organisation),
        role: Set(role),
        created_at: Set(to_db(tx.now())),
        ..Default::default()
    }
}

async fn put(tx: &TenantTx<'_>, id: ContactId, organisation: Uuid, role: Option<String>) -> Result<()> {
    if tx.insert_new(row(tx, id, organisation, role.clone()), KEY.to_vec()).await? {
        return Ok(());
    }
    let set = links::Entity::update_many()
        .col_expr(links::Column::Role, Expr::value(role))
        .filter(links::Column::ContactId.eq(id.0))
        .filter(links::Column::OrganisationId.eq(organisation));
    tx.update(set).await.map(drop)
}

/// Another main organisation was chosen by hand: the contact has left the one before.
pub(super) async fn left(tx: &TenantTx<'_>, id: ContactId, organisation: OrganisationId) -> Result<()> {
    tx.delete(one(id, organisation.0)).await.map(drop)
}

/// Makes organisations that were the main one and are not any more others of a contact.
pub(super) async fn keep(
    tx: &TenantTx<'_>,
    contact: &Contact,
    were: impl IntoIterator<Item = Option<OrganisationId>>,
) -> Result<()> {
    for was in were.into_iter().flatten().filter(|was| contact.organisation_id != Some(*was)) {
        tx.insert_new(row(tx, contact.id, was.0, None), KEY.to_vec()).await?;
    }
    Ok(())
}

/// Hands the links of one contact over to another.
pub(super) async fn hand_over(tx: &TenantTx<'_>, from: ContactId, to: ContactId) -> Result<()> {
    for link in rows(tx, from).await? {
        tx.insert_new(row(tx, to, link.organisation_id, link.role), KEY.to_vec()).await?;
    }
    tx.delete(links::Entity::delete_many().filter(links::Column::ContactId.eq(from.0))).await.map(drop)
}
