//! Removing the mails to an erased person from the folder, where mail goes into one.

use super::{Leased, Outcome};
use crate::error::Result;
use crate::mails::{self, MailError};
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{App, TenantTx};

/// Removes them. Repeating it is safe.
pub(super) async fn forget(app: &App, job: &Leased) -> Result<Outcome> {
    let (contact, stamp) = (job.subject, || app.stamp(job.tenant, Actor::system(), Origin::default()));
    let kept = app.read(stamp(), false, async move |tx: &TenantTx<'_>| mails::kept_of(tx, contact).await).await?;
    if let Err(MailError::Later(why) | MailError::Refused(why)) = app.mailer.forget(&kept).await {
        return Ok(Outcome::Later(why));
    }
    let done = job.clone();
    app.write(stamp(), async move |tx| done.done(tx).await.map(drop)).await?;
    Ok(Outcome::Done)
}
