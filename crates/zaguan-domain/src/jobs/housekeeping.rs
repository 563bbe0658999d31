//! Throwing away what has had its time: kept answers, old events, used tokens, sessions that ended, old failures,
//! what many records were before a change, removed notes, and what has lain in the bins.

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _};
use zaguan_types::TenantId;

use crate::bulk;
use crate::contacts;
use crate::error::Result;
use crate::imports;
use crate::notes;
use crate::organisations;
use crate::platform::clock::to_db;
use crate::platform::entity::{event, idempotency_key};
use crate::platform::stamp::{Actor, Origin};
use crate::platform::{App, Reason};
use crate::sessions::{entity as session, failure_entity as failure, place_entity as place, refresh_entity as refresh};
use crate::tenants::entity as tenant;

/// Seconds between two rounds.
pub(super) const EVERY: i64 = 3600;
/// Seconds that answers are kept for repeated requests.
const ANSWERS: i64 = 24 * 3600;
/// Seconds that events are kept for streams that come back.
const EVENTS: i64 = 7 * 24 * 3600;
/// Seconds that a session is kept after its time, so that a stolen token still shows.
const SESSIONS: i64 = 30 * 24 * 3600;
/// Seconds after which failed sign-ins are forgotten.
const FAILURES: i64 = 2 * 24 * 3600;

/// One round. Safe to repeat, and on several instances at once. Each kind goes by itself: one that fails keeps none of
/// the others.
///
/// # Errors
/// Only if the database is away.
pub async fn sweep(app: &App) -> Result<()> {
    let before = |seconds: i64| to_db(app.now().plus_seconds(-seconds));
    let (answers, events, sessions, failures) = (before(ANSWERS), before(EVENTS), before(SESSIONS), before(FAILURES));
    let answers_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            sys.delete(idempotency_key::Entity::delete_many().filter(idempotency_key::Column::CreatedAt.lt(answers)))
                .await
        })
        .await;
    let events_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            sys.delete(event::Entity::delete_many().filter(event::Column::CreatedAt.lt(events))).await
        })
        .await;
    let sessions_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            let over = session::Column::ExpiresAt.lt(sessions);
            // Refresh tokens point at their session: they go first, with it.
            let ids =
                session::Entity::find().select_only().column(session::Column::Id).filter(over.clone()).into_query();
            sys.delete(refresh::Entity::delete_many().filter(refresh::Column::SessionId.in_subquery(ids))).await?;
            sys.delete(session::Entity::delete_many().filter(over)).await
        })
        .await;
    let failures_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            sys.delete(failure::Entity::delete_many().filter(failure::Column::WindowStart.lt(failures))).await
        })
        .await;
    let places_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            sys.delete(place::Entity::delete_many().filter(place::Column::Until.lt(to_db(sys.now())))).await
        })
        .await;
    let changes = before(bulk::KEPT);
    let bulk_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            sys.delete(bulk::entity::Entity::delete_many().filter(bulk::entity::Column::CreatedAt.lt(changes))).await
        })
        .await;
    let removed = before(notes::KEPT);
    let notes_swept = app
        .system_write(Reason::Jobs, async move |sys| {
            sys.delete(notes::entity::Entity::delete_many().filter(notes::entity::Column::RemovedAt.lt(removed))).await
        })
        .await;
    let bins_swept = bins(app).await;
    let all = [
        answers_swept,
        events_swept,
        sessions_swept,
        failures_swept,
        places_swept,
        bulk_swept,
        notes_swept,
        bins_swept,
    ];
    all.into_iter().try_for_each(|swept| swept.map(drop))
}

/// The most rounds in one firm: ten people each. What is left goes an hour later.
const ROUNDS: usize = 100;

/// Erases and removes what has lain in the bins of all firms for thirty days. Each firm, and each kind in it, goes by itself:
/// one that fails keeps none of the others.
async fn bins(app: &App) -> Result<u64> {
    let firms = app
        .system_read(Reason::Jobs, async |sys| {
            Ok(sys.all(tenant::Entity::find()).await?.into_iter().map(|row| TenantId(row.id)).collect::<Vec<_>>())
        })
        .await?;
    let mut failed = Ok(0);
    for firm in firms {
        for swept in [people(app, firm).await, companies(app, firm).await, imports::sweep(app, firm).await] {
            if let Err(error) = swept {
                tracing::error!(%firm, %error, "what has had its time in a firm was not swept away");
                failed = Err(error);
            }
        }
    }
    failed
}

async fn people(app: &App, firm: TenantId) -> Result<()> {
    let stamp = || app.stamp(firm, Actor::system(), Origin::default());
    app.write(stamp(), async |tx| contacts::late(tx).await).await?;
    for _ in 0..ROUNDS {
        if !app.write(stamp(), async |tx| contacts::sweep(tx).await).await? {
            break;
        }
    }
    Ok(())
}

async fn companies(app: &App, firm: TenantId) -> Result<()> {
    let stamp = || app.stamp(firm, Actor::system(), Origin::default());
    app.write(stamp(), async |tx| organisations::late(tx).await).await?;
    for _ in 0..ROUNDS {
        if !app.write(stamp(), async |tx| organisations::sweep(tx).await).await? {
            break;
        }
    }
    Ok(())
}
