//! Throwing away what has had its time: kept answers, old events, used tokens, sessions that ended, old failures.

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use crate::error::Result;
use crate::platform::clock::to_db;
use crate::platform::entity::{event, idempotency_key};
use crate::platform::{App, Reason};
use crate::sessions::{entity as session, failure_entity as failure, refresh_entity as refresh};

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

/// One round. Safe to repeat, and on several instances at once.
///
/// # Errors
/// Only if the database is away.
pub async fn sweep(app: &App) -> Result<()> {
    app.system_write(Reason::Jobs, async |sys| {
        let before = |seconds: i64| to_db(sys.now().plus_seconds(-seconds));
        sys.delete(
            idempotency_key::Entity::delete_many().filter(idempotency_key::Column::CreatedAt.lt(before(ANSWERS))),
        )
        .await?;
        sys.delete(event::Entity::delete_many().filter(event::Column::CreatedAt.lt(before(EVENTS)))).await?;
        sys.delete(
            refresh::Entity::delete_many()
                .filter(refresh::Column::CreatedAt.lt(before(SESSIONS + crate::sessions::PORTAL_SECONDS))),
        )
        .await?;
        // Refresh tokens point at their session, and are as old as it at most.
        sys.delete(session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(before(SESSIONS)))).await?;
        sys.delete(failure::Entity::delete_many().filter(failure::Column::WindowStart.lt(before(FAILURES)))).await?;
        Ok(())
    })
    .await
}
