//! Sending one mail of the outbox.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::{Leased, Outcome};
use crate::error::{Error, Result};
use crate::mails::{MailError, Outgoing, Sealed, day_of, entity, purpose};
use crate::platform::clock::to_db;
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{About, App, TenantTx};
use crate::portal_access;

/// Sends the mail. Repeating it is safe: a mail that is no longer queued is left alone, and one that was sent just
/// before a crash goes out again under the same `Message-ID`.
pub(super) async fn send(app: &App, job: &Leased) -> Result<Outcome> {
    let id = job.subject;
    let Some(row) = queued(app, job).await? else {
        finish(app, job, None).await?;
        return Ok(Outcome::Done);
    };
    let sealed = row.sealed.as_deref().ok_or_else(|| Error::Internal("a queued mail has no text".into()))?;
    let plain = app.secrets.open_sealed(&purpose(id), sealed)?;
    let content: Sealed =
        serde_json::from_slice(&plain).map_err(|error| Error::Internal(format!("sealed mail: {error}")))?;
    let mail = Outgoing {
        recipient: &row.recipient,
        message_id: &row.message_id,
        day: day_of(&row),
        name: id.to_string(),
        content: &content,
    };
    match app.mailer.send(mail).await {
        Ok(()) => finish(app, job, Some((row, None))).await?,
        Err(MailError::Refused(why)) => finish(app, job, Some((row, Some(why)))).await?,
        Err(MailError::Later(why)) if job.is_last() => finish(app, job, Some((row, Some(why)))).await?,
        Err(MailError::Later(why)) => return Ok(Outcome::Later(why)),
    }
    Ok(Outcome::Done)
}

/// Ends a mail whose sending failed by a fault of ours until the last try: who waits for it must hear of it. The fault
/// itself is for the log.
pub(super) async fn give_up(app: &App, job: &Leased) -> Result<()> {
    let why = format!("internal error, see the server's log: job {}", job.id);
    let row = queued(app, job).await?;
    finish(app, job, row.map(|row| (row, Some(why)))).await
}

/// The mail, if it still waits.
async fn queued(app: &App, job: &Leased) -> Result<Option<entity::Model>> {
    let (id, stamp) = (job.subject, app.stamp(job.tenant, Actor::system(), Origin::default()));
    let find = async move |tx: &TenantTx<'_>| tx.one(entity::Entity::find().filter(entity::Column::Id.eq(id))).await;
    Ok(app.read(stamp, false, find).await?.filter(|row| row.state == "queued"))
}

/// Writes what became of the mail and removes the job, in one transaction.
async fn finish(app: &App, job: &Leased, outcome: Option<(entity::Model, Option<String>)>) -> Result<()> {
    let stamp = app.stamp(job.tenant, Actor::system(), Origin::default());
    let job = job.clone();
    app.write(stamp, async move |tx| {
        if !job.done(tx).await? {
            return Ok(());
        }
        match &outcome {
            None => Ok(()),
            Some((mail, failure)) => settle(tx, mail, failure.as_deref()).await,
        }
    })
    .await
}

async fn settle(tx: &TenantTx<'_>, mail: &entity::Model, failure: Option<&str>) -> Result<()> {
    let now = tx.now();
    let stands = tx.lock_one(entity::Entity::find().filter(entity::Column::Id.eq(mail.id))).await?;
    if let (Some(contact), true) = (mail.contact_id, stands.is_some_and(|mail| mail.recipient.is_empty())) {
        // Erased while it was on its way: it may have got into the folder after that was emptied.
        return tx.enqueue(super::FORGET_MAILS, contact).await;
    }
    let failure = failure.map(|why| why.chars().take(500).collect::<String>());
    let state = if failure.is_some() { "failed" } else { "sent" };
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::State, Expr::value(state))
        .col_expr(entity::Column::Failure, Expr::value(failure.clone()))
        .col_expr(entity::Column::SentAt, Expr::value(failure.is_none().then(|| to_db(now))))
        // It may hold a temporary password, and is not needed any more.
        .col_expr(entity::Column::Sealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(entity::Column::Id.eq(mail.id));
    tx.update(set).await?;
    let about = About { contact: mail.contact_id, organisation: None };
    let action = if failure.is_some() { "mail.failed" } else { "mail.sent" };
    tx.audit_about(about, action, "mail", Some(mail.id), serde_json::json!({ "kind": mail.kind }));
    let access: Option<Uuid> = mail.access_id;
    match (access, failure) {
        (Some(access), None) => portal_access::mail_sent(tx, access, mail.id, now).await,
        (Some(access), Some(why)) => portal_access::mail_failed(tx, access, mail.id, &why).await,
        (None, _) => Ok(()),
    }
}
