//! Erasing a person for good, as privacy law asks: nothing says any more who they were, and every count stays.
//!
//! The row of the contact stays, empty, since cases point to it. What was said in the person's cases goes with them: it
//! cannot be told from what speaks of them.

use std::sync::Arc;

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
const AT_ONCE: u64 = 50;

/// Erases a person, whether they lie in the bin or not.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`] if `confirm_name` is not the person's name.
pub async fn erase(cx: &StaffCx<permits::ContactsErase>, id: ContactId, erasure: Erasure) -> Result<()> {
    let app = Arc::clone(&cx.desk.app);
    let gone = cx
        .desk
        .write(async move |tx| {
            hold(tx, id).await?;
            let row = tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id.0))).await?;
            let row = row.filter(|row| row.merged_into.is_none()).ok_or(Error::NotFound)?;
            if row.erased_at.is_some() {
                return Ok(Vec::new());
            }
            if fold(&full_name(row.first_name.as_deref(), &row.last_name)) != fold(&erasure.confirm_name) {
                return Err(Error::field("/confirm_name", FieldCode::BadFormat, "not the name of this person"));
            }
            person(tx, id).await
        })
        .await?;
    app.mailer.forget(&gone).await;
    Ok(())
}

/// Erases everybody who has lain in the bin for thirty days; returns the mails that spoke to them, and whether there are
/// more of them.
pub(crate) async fn sweep(tx: &TenantTx<'_>) -> Result<(Vec<mails::Kept>, bool)> {
    let before = to_db(tx.now().plus_seconds(-DAYS * 86_400));
    let over = entity::Entity::find()
        .filter(entity::Column::DeletedAt.lt(before))
        .filter(entity::Column::ErasedAt.is_null())
        .filter(entity::Column::MergedInto.is_null())
        .order_by_asc(entity::Column::DeletedAt)
        .limit(AT_ONCE);
    let rows = tx.all(over).await?;
    let more = rows.len() as u64 == AT_ONCE;
    let mut gone = Vec::new();
    for row in rows {
        gone.extend(person(tx, ContactId(row.id)).await?);
    }
    Ok((gone, more))
}

/// Erases one person with all that was merged into them.
async fn person(tx: &TenantTx<'_>, id: ContactId) -> Result<Vec<mails::Kept>> {
    let merged = tx.all(entity::Entity::find().filter(entity::Column::MergedInto.eq(id.0))).await?;
    let mut gone = Vec::new();
    for one in merged.into_iter().map(|row| ContactId(row.id)).chain([id]) {
        gone.extend(one_row(tx, one).await?);
    }
    tx.audit_about(About::contact(id.0), "contact.erased", "contact", Some(id.0), json!({}));
    tx.event(NewEvent::staff(EventKind::ContactDeleted, Some(id.0)));
    tx.event(NewEvent::staff(EventKind::AccessUpdated, Some(id.0)));
    Ok(gone)
}

async fn one_row(tx: &TenantTx<'_>, id: ContactId) -> Result<Vec<mails::Kept>> {
    let case_ids = cases::ids_of(tx, id).await?;
    let access = portal_access::erase(tx, id).await?;
    let gone = mails::erase(tx, id).await?;
    cases::erase(tx, id).await?;
    notes::erase(tx, id).await?;
    tags::forget(tx, id.0).await?;
    tx.delete(link::Entity::delete_many().filter(link::Column::ContactId.eq(id.0))).await?;
    history::forget(tx, id.0, access).await?;
    imports::forget_record(tx, id.0).await?;
    for subject in case_ids.into_iter().chain(access).chain([id.0]) {
        kept_answers::forget(tx, subject).await?;
    }
    empty(tx, id.0).await?;
    Ok(gone)
}

async fn empty(tx: &TenantTx<'_>, id: Uuid) -> Result<()> {
    use entity::Column as C;
    let keys = Keys::of(None, "", None, None);
    let nothing = || Expr::value(Option::<String>::None);
    let row = tx.one(entity::Entity::find().filter(C::Id.eq(id))).await?.ok_or(Error::NotFound)?;
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
        .filter(C::Id.eq(id));
    tx.update(set).await.map(drop)
}
