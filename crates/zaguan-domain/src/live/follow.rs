//! Following the sequences of all firms.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::EntityTrait as _;
use zaguan_types::TenantId;

use super::{Stored, missed};
use crate::error::{Error, Result};
use crate::platform::entity::tenant_counter;
use crate::platform::{App, Reason};

/// How often to look without being woken: what withdraws access must reach every instance within a second.
const LOOK: Duration = Duration::from_millis(250);
/// How long the database may take to answer before this process trusts nothing that it remembers.
const PATIENCE: Duration = Duration::from_secs(2);

/// Follows until the process ends.
pub async fn run(app: Arc<App>) {
    let mut seen: Option<HashMap<TenantId, i64>> = None;
    let mut away = false;
    loop {
        // A connection that hangs must not keep what was withdrawn alive.
        let stepped = tokio::time::timeout(PATIENCE, step(&app, &mut seen)).await;
        match stepped.unwrap_or_else(|_| Err(Error::Unavailable("the database does not answer".into()))) {
            Ok(()) if away => {
                // What changed meanwhile is caught up by the sequences; memory is dropped for good measure.
                app.forget_all();
                away = false;
                tracing::info!("live events follow the database again");
            }
            Ok(()) => {}
            Err(error) => {
                if !away {
                    tracing::warn!(%error, "live events cannot follow the database");
                }
                // Nobody may go on with what this process cannot check any more.
                app.forget_all();
                away = true;
            }
        }
        // Whichever comes first; both mean: look again.
        let _ = tokio::time::timeout(LOOK, app.hub.woken()).await;
    }
}

async fn step(app: &App, seen: &mut Option<HashMap<TenantId, i64>>) -> Result<()> {
    let now: HashMap<TenantId, i64> = app
        .system_read(Reason::Events, async |sys| sys.all(tenant_counter::Entity::find()).await)
        .await?
        .into_iter()
        .map(|row| (TenantId(row.tenant_id), row.event_seq))
        .collect();
    let Some(before) = seen.as_mut() else {
        // Someone may have been let in between the start of this process and now.
        app.forget_all();
        *seen = Some(now);
        return Ok(());
    };
    for (tenant, seq) in now {
        // A new firm begins at nothing.
        let from = *before.get(&tenant).unwrap_or(&0);
        if seq <= from {
            continue;
        }
        match missed(app, tenant, from, None).await? {
            Some(events) => {
                let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
                app.apply(tenant, &kinds);
                events.into_iter().for_each(|event| app.hub.tell(event));
            }
            None => {
                app.forget_all();
                app.hub.tell(Arc::new(Stored::resync(tenant, seq)));
            }
        }
        before.insert(tenant, seq);
    }
    Ok(())
}
