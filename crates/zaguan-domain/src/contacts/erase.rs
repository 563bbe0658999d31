//! Erasing a person for good, as privacy law asks: nothing says any more who they were, and every count stays.
//!
//! The row of the contact stays, empty, since cases point to it. What was said in the person's cases goes with them: it
//! cannot be told from what speaks of them.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde_json::json;
use zaguan_types::contacts::{Erasure, full_name};
use zaguan_types::events::EventKind;
use zaguan_types::{ContactId, FieldCode};

use super::bin::DAYS;
use super::keys::Keys;
use super::{entity, hold, link_entity as link};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result};
use crate::folding::fold;
use crate::platform::clock::{from_db, to_db};
use crate::platform::{About, NewEvent, TenantTx, history, kept_answers};
use crate::{cases, imports, mails, notes, portal_access, tags};

/// Contacts that one round of sweeping erases in one firm; the next round goes on.
const AT_ONCE: u64 = 10;

/// Erases a person, whether they lie in the bin or not.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] if `confirm_name` is not the person's name.
pub async fn erase(cx: &StaffCx<permits::ContactsErase>, id: ContactId, erasure: Erasure) -> Result<()> {
    cx.desk
        .write(async move |tx| {
            hold(tx, id).await?;
            let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?;
            let row = row.filter(|row| row.merged_into.is_none()).ok_or(Error::NotFound)?;
            if row.erased_at.is_some() {
                return Ok(());
            }
            if fold(&full_name(row.first_name.as_deref(), &row.last_name)) != fold(&erasure.confirm_name) {
                return Err(Error::field("/confirm_name", FieldCode::BadFormat, "not the name of this person"));
            }
            person(tx, id).await
        })
        .await
}

/// Erases some of those who have lain in the bin for thirty days; returns whether there are more of them.
pub(crate) async fn sweep(tx: &TenantTx<'_>) -> Result<bool> {
    let before = to_db(tx.now().plus_seconds(-DAYS * 86_400));
    let over = entity::Entity::find()
        .filter(entity::Column::DeletedAt.lt(before))
        .filter(entity::Column::ErasedAt.is_null())
        .filter(entity::Column::MergedInto.is_null())
        .order_by_asc(entity::Column::DeletedAt)
        .limit(AT_ONCE);
    // Held, and looked at once more when they are: somebody may just be taking one of them out of the bin.
    let rows = tx.lock_all(over, entity::Column::Id).await?;
    let more = rows.len() as u64 == AT_ONCE;
    for row in rows {
        person(tx, ContactId(row.id)).await?;
    }
    Ok(more)
}

/// Erases one person with all that was merged into them.
async fn person(tx: &TenantTx<'_>, id: ContactId) -> Result<()> {
    let merged = tx.all(entity::Entity::find().filter(entity::Column::MergedInto.eq(id.0))).await?;
    for one in merged.into_iter().map(|row| ContactId(row.id)).chain([id]) {
        one_row(tx, one).await?;
    }
    tx.audit_about(About::contact(id.0), "contact.erased", "contact", Some(id.0), json!({}));
    tx.event(NewEvent::staff(EventKind::ContactDeleted, Some(id.0)));
    tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
    Ok(())
}

async fn one_row(tx: &TenantTx<'_>, id: ContactId) -> Result<()> {
    let case_ids = cases::ids_of(tx, id).await?;
    // What is older than a day has no kept answer any more; an hour is for the round that throws them away.
    let lately = tx.now().plus_seconds(-25 * 3600);
    let said = cases::messages_of(tx, id, lately).await?.into_iter().chain(notes::ids_of(tx, id, lately).await?);
    let said: Vec<Uuid> = said.collect();
    let access = portal_access::erase(tx, id).await?;
    mails::erase(tx, id).await?;
    cases::erase(tx, id).await?;
    notes::erase(tx, id).await?;
    tags::forget(tx, id.0).await?;
    tx.delete(link::Entity::delete_many().filter(link::Column::ContactId.eq(id.0))).await?;
    let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?.ok_or(Error::NotFound)?;
    let entity::Model { email, phone, first_name, last_name, .. } = row.clone();
    let files = imports::forget_person(tx, &imports::Person { id: id.0, email, phone, first_name, last_name }).await?;
    history::forget(tx, id.0, access, &case_ids).await?;
    let all = case_ids.into_iter().chain(said).chain(files).chain(access).chain([id.0]);
    kept_answers::forget(tx, &all.collect()).await?;
    empty(tx, &row).await
}

async fn empty(tx: &TenantTx<'_>, row: &entity::Model) -> Result<()> {
    use entity::Column as C;
    let keys = Keys::of(None, "", None, None);
    let nothing = || Expr::value(Option::<String>::None);
    let deleted_at = row.deleted_at.map_or_else(|| tx.now(), from_db);
    let set = entity::Entity::update_many()
        .col_expr(C::FirstName, nothing())
        .col_expr(C::LastName, Expr::value(""))
        .col_expr(C::SortName, Expr::value(keys.sort_name))
        .col_expr(C::SearchText, Expr::value(keys.search_text))
        .col_expr(C::EmailKey, Expr::value(keys.email))
        .col_expr(C::PhoneKey, Expr::value(keys.phone))
        .col_expr(C::Email, nothing())
        .col_expr(C::Phone, nothing())
        .col_expr(C::Language, nothing())
        .col_expr(C::ExternalId, nothing())
        .col_expr(C::OwnerId, Expr::value(Option::<Uuid>::None))
        .col_expr(C::OrganisationId, Expr::value(Option::<Uuid>::None))
        .col_expr(C::Tags, Expr::value(json!([])))
        .col_expr(C::Custom, Expr::value(json!({})))
        .col_expr(C::DeletedAt, Expr::value(to_db(deleted_at)))
        .col_expr(C::ErasedAt, Expr::value(to_db(tx.now())))
        .filter(C::Id.eq(row.id));
    tx.update(set).await.map(drop)
}
