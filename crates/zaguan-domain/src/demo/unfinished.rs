//! Demo data is written in many steps. The firms that are being made stand in a mark until all of it is there, so that
//! the next `demo` knows what a killed one has left, and that these firms, and no others, may be removed.

use sea_orm::{ColumnTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _};
use uuid::Uuid;
use zaguan_types::TenantId;

use crate::error::{Error, Result};
use crate::platform::entity::{audit_event, event};
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{App, TenantEntity};
use crate::{cases, contacts, mails, notes, portal_access, sessions, tags, tenants};

/// The mark's name.
const MARK: &str = "demo";

/// Demo data that is being made.
pub(super) struct Begun(Vec<u8>);

/// Notes which firms are about to be made.
pub(super) async fn begin(app: &App, firms: &[TenantId]) -> Result<Begun> {
    let ids: Vec<Uuid> = firms.iter().map(|firm| firm.0).collect();
    let mark = serde_json::to_vec(&ids).map_err(|error| Error::Internal(error.to_string()))?;
    if !app.add_mark(MARK, mark.clone()).await? {
        return Err(Error::Conflict("another demo is being made in this database".into()));
    }
    Ok(Begun(mark))
}

impl Begun {
    /// All of it is there.
    pub(super) async fn finish(self, app: &App) -> Result<()> {
        app.remove_mark(MARK, self.0).await
    }
}

/// Removes what a demo has left that did not come to its end. One that still runs elsewhere fails at its next step:
/// its firms are gone.
pub(super) async fn remove(app: &App) -> Result<()> {
    let Some(mark) = app.mark(MARK).await? else { return Ok(()) };
    let firms: Vec<Uuid> =
        serde_json::from_slice(&mark).map_err(|error| Error::Internal(format!("the demo's mark: {error}")))?;
    tracing::info!(firms = firms.len(), "removing what an unfinished demo has left");
    for firm in firms.into_iter().map(TenantId) {
        // Who refers to a row goes before it, and what there may be very much of goes in parts: PostgreSQL looks for
        // references row by row (about 0.4 ms for a contact), and lets no statement run longer than half a minute.
        remove_all::<cases::message_entity::Entity>(app, firm).await?;
        remove_all::<cases::read_entity::Entity>(app, firm).await?;
        remove_in_parts(app, firm, cases::entity::Column::Id).await?;
        remove_all::<sessions::refresh_entity::Entity>(app, firm).await?;
        remove_all::<sessions::entity::Entity>(app, firm).await?;
        remove_all::<mails::entity::Entity>(app, firm).await?;
        remove_all::<portal_access::entity::Entity>(app, firm).await?;
        remove_all::<notes::entity::Entity>(app, firm).await?;
        remove_all::<contacts::link_entity::Entity>(app, firm).await?;
        remove_all::<tags::entity::Entity>(app, firm).await?;
        remove_in_parts(app, firm, contacts::entity::Column::Id).await?;
        remove_all::<event::Entity>(app, firm).await?;
        remove_all::<audit_event::Entity>(app, firm).await?;
        // The firm's row takes all that is left with it.
        remove_all::<tenants::entity::Entity>(app, firm).await?;
    }
    app.forget_all();
    app.remove_mark(MARK, mark).await
}

async fn remove_all<E: TenantEntity>(app: &App, firm: TenantId) -> Result<()> {
    let stamp = app.stamp(firm, Actor::system(), Origin::default());
    app.write(stamp, async |tx| tx.delete(E::delete_many()).await.map(drop)).await
}

/// Rows that one statement removes.
const PART: u64 = 5000;

async fn remove_in_parts<C>(app: &App, firm: TenantId, id: C) -> Result<()>
where
    C: ColumnTrait + Send + Sync + 'static,
    C::EntityName: TenantEntity<Column = C>,
{
    loop {
        let stamp = app.stamp(firm, Actor::system(), Origin::default());
        let removed = app
            .write(stamp, async move |tx| {
                let own = C::EntityName::tenant_column().eq(firm.0);
                let part = C::EntityName::find().select_only().column(id).filter(own).limit(PART).into_query();
                tx.delete(C::EntityName::delete_many().filter(id.in_subquery(part))).await
            })
            .await?;
        if removed == 0 {
            return Ok(());
        }
    }
}
