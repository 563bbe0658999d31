//! Mail: queued with the change that causes it, sent by a job, kept with its outcome.
//!
//! What a mail says is sealed with the server's key until it is sent, and dropped afterwards: it may hold a temporary
//! password.

pub(crate) mod entity;
mod mailer;
mod message;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zaguan_types::{AccessId, ContactId, Instant, Language};

pub(crate) use mailer::Outgoing;
pub use mailer::{MailError, Mailer};
pub(crate) use message::Sealed;

use crate::error::{Error, Result};
use crate::jobs::{FORGET_MAILS, SEND_MAIL};
use crate::platform::clock::{from_db, to_db};
use crate::platform::{App, TenantTx};
use crate::tenants::Tenant;

/// What an invitation says.
pub(crate) struct InvitationWords {
    pub(crate) language: Language,
    pub(crate) name: Option<String>,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) link: String,
    pub(crate) valid_until: Instant,
}

/// Queues the mail of an invitation; returns its id.
pub(crate) async fn queue_invitation(
    tx: &TenantTx<'_>,
    app: &App,
    firm: &Tenant,
    recipient: &str,
    contact: ContactId,
    access: AccessId,
    words: &InvitationWords,
) -> Result<Uuid> {
    let id = tx.new_id();
    let content = message::invitation(firm, words)?;
    let plain = serde_json::to_vec(&content).map_err(|error| Error::Internal(error.to_string()))?;
    tx.insert(entity::ActiveModel {
        id: Set(id),
        kind: Set("invitation".to_owned()),
        recipient: Set(recipient.to_owned()),
        contact_id: Set(Some(contact.0)),
        access_id: Set(Some(access.0)),
        subject: Set(content.subject.clone()),
        sealed: Set(Some(app.secrets.seal(&purpose(id), &plain)?)),
        message_id: Set(format!("<{id}@{}>", app.mailer.domain())),
        state: Set("queued".to_owned()),
        failure: Set(None),
        created_at: Set(to_db(tx.now())),
        sent_at: Set(None),
        ..Default::default()
    })
    .await?;
    tx.enqueue(SEND_MAIL, id).await?;
    Ok(id)
}

/// Takes back the mails to accesses that have not been sent: a newer invitation, or none, has taken their place.
pub(crate) async fn cancel_queued(tx: &TenantTx<'_>, accesses: &[Uuid]) -> Result<()> {
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("cancelled"))
        .col_expr(entity::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(entity::Column::AccessId.is_in(accesses.iter().copied()))
        .filter(entity::Column::State.eq("queued"));
    tx.update(set).await.map(drop)
}

/// Takes back every mail that has not been sent, with its job. For demo data: its people do not exist.
pub(crate) async fn drop_queued(tx: &TenantTx<'_>) -> Result<()> {
    use crate::platform::entity::job;
    tx.delete(job::Entity::delete_many().filter(job::Column::Kind.eq(SEND_MAIL))).await?;
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("sent"))
        .col_expr(entity::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(entity::Column::SentAt, Expr::value(to_db(tx.now())))
        .filter(entity::Column::State.eq("queued"));
    tx.update(set).await.map(drop)
}

/// A mail that lies in the folder, written there on a day.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    day: String,
    name: String,
}

/// The day in whose folder a mail lies.
pub(crate) fn day_of(row: &entity::Model) -> String {
    from_db(row.created_at).utc_date().to_string()
}

/// The mails to one contact are another's.
pub(crate) async fn hand_over(tx: &TenantTx<'_>, from: ContactId, to: ContactId) -> Result<()> {
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::ContactId, Expr::value(to.0))
        .filter(entity::Column::ContactId.eq(from.0));
    tx.update(set).await.map(drop)
}

/// Takes a person out of the mails to them. Those that lie in the folder go by a job, which outlives whatever may happen
/// before it is done.
pub(crate) async fn erase(tx: &TenantTx<'_>, contact: ContactId) -> Result<()> {
    let theirs = || entity::Column::ContactId.eq(contact.0);
    if tx.one(entity::Entity::find().filter(theirs())).await?.is_none() {
        return Ok(());
    }
    let unsent = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value("cancelled"))
        .filter(theirs())
        .filter(entity::Column::State.eq("queued"));
    tx.update(unsent).await?;
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::Recipient, Expr::value(""))
        .col_expr(entity::Column::Subject, Expr::value(""))
        .col_expr(entity::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(entity::Column::Failure, Expr::value(Option::<String>::None))
        .filter(theirs());
    tx.update(set).await?;
    tx.enqueue(FORGET_MAILS, contact.0).await
}

/// The mails to a contact that may lie in the folder.
pub(crate) async fn kept_of(tx: &TenantTx<'_>, contact: Uuid) -> Result<Vec<Kept>> {
    let rows = tx.all(entity::Entity::find().filter(entity::Column::ContactId.eq(contact))).await?;
    Ok(rows.into_iter().map(|row| Kept { day: day_of(&row), name: row.id.to_string() }).collect())
}

/// What the sealed text of a mail is bound to: its own row.
pub(crate) fn purpose(id: Uuid) -> String {
    format!("mail:{id}")
}
