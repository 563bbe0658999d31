//! What a contact's access does when the contact is merged into another, or is erased.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::ContactId;
use zaguan_types::contacts::Contact;
use zaguan_types::portal_access::AccessStatus;

use super::{entity, withdraw};
use crate::error::Result;
use crate::mails::entity as mail;
use crate::platform::clock::to_db;
use crate::platform::{TenantTx, history};
use crate::sessions::entity as session;

/// Gives the access of one contact to another, who keeps an own one if they have it. Returns whether the other one has
/// access now.
pub(crate) async fn hand_over(tx: &TenantTx<'_>, from: ContactId, to: ContactId) -> Result<bool> {
    let theirs = row_of(tx, from).await?;
    let own = row_of(tx, to).await?;
    let open =
        |row: &Option<entity::Model>| row.as_ref().is_some_and(|row| row.status != AccessStatus::Withdrawn.as_str());
    if !open(&theirs) {
        return Ok(open(&own));
    }
    if open(&own) {
        withdraw(tx, from).await?;
        return Ok(true);
    }
    let Some(theirs) = theirs else { return Ok(false) };
    if let Some(own) = own {
        // A withdrawn one stands in the way: one contact has one access. What hung on it goes over.
        let sessions = session::Entity::update_many()
            .col_expr(session::Column::AccessId, Expr::value(theirs.id))
            .filter(session::Column::AccessId.eq(own.id));
        tx.update(sessions).await?;
        let mails = mail::Entity::update_many()
            .col_expr(mail::Column::AccessId, Expr::value(theirs.id))
            .filter(mail::Column::AccessId.eq(own.id));
        tx.update(mails).await?;
        history::hand_over_access(tx, own.id, theirs.id).await?;
        tx.delete(entity::Entity::delete_many().filter(entity::Column::Id.eq(own.id))).await?;
    }
    let set =
        touched(tx).col_expr(entity::Column::ContactId, Expr::value(to.0)).filter(entity::Column::Id.eq(theirs.id));
    tx.update(set).await?;
    super::grant::flag(tx, to, true).await?;
    Ok(true)
}

/// The user name follows the e-mail address of the contact, unless another access has it.
pub(crate) async fn rename(tx: &TenantTx<'_>, contact: &Contact) -> Result<()> {
    let Some(row) = row_of(tx, contact.id).await? else { return Ok(()) };
    let Some(username) = contact.email.as_deref().map(str::to_lowercase) else { return Ok(()) };
    if row.status == AccessStatus::Withdrawn.as_str() || row.username.as_deref() == Some(&username) {
        return Ok(());
    }
    if super::grant::taken(tx, &username, contact.id).await? {
        return Ok(());
    }
    let set =
        touched(tx).col_expr(entity::Column::Username, Expr::value(username)).filter(entity::Column::Id.eq(row.id));
    tx.update(set).await.map(drop)
}

/// Takes the access of a person away and everything out of it that says who they were; returns its id.
pub(crate) async fn erase(tx: &TenantTx<'_>, contact: ContactId) -> Result<Option<Uuid>> {
    let Some(row) = row_of(tx, contact).await? else { return Ok(None) };
    withdraw(tx, contact).await?;
    let set = touched(tx)
        .col_expr(entity::Column::InvitationFailure, Expr::value(Option::<String>::None))
        .col_expr(entity::Column::Language, Expr::value(Option::<String>::None))
        .filter(entity::Column::Id.eq(row.id));
    tx.update(set).await?;
    let sessions = session::Entity::update_many()
        .col_expr(session::Column::UserAgent, Expr::value(Option::<String>::None))
        .col_expr(session::Column::Address, Expr::value(Option::<String>::None))
        .filter(session::Column::AccessId.eq(row.id));
    tx.update(sessions).await?;
    Ok(Some(row.id))
}

async fn row_of(tx: &TenantTx<'_>, contact: ContactId) -> Result<Option<entity::Model>> {
    tx.lock_one(entity::Entity::find().filter(entity::Column::ContactId.eq(contact.0))).await
}

fn touched(tx: &TenantTx<'_>) -> sea_orm::UpdateMany<entity::Entity> {
    entity::Entity::update_many()
        .col_expr(entity::Column::UpdatedAt, Expr::value(to_db(tx.now())))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
}
