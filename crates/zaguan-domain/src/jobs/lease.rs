//! Taking jobs, giving them back, and being done with them.

use std::pin::pin;
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};
use uuid::Uuid;
use zaguan_types::TenantId;

use crate::error::Result;
use crate::platform::clock::to_db;
use crate::platform::entity::job as table;
use crate::platform::{App, Reason, TenantTx};

/// Seconds after which another may take the job of a worker that gives no sign of life.
const LEASE: i64 = 30;
/// How often a worker gives that sign while it works.
const BEAT: Duration = Duration::from_secs(8);
/// Jobs that one worker takes at a time.
const BATCH: u64 = 8;
/// After this many tries a job is put aside for a person to look at: about two days.
pub(super) const MOST_TRIES: i32 = 16;

/// A job in this worker's hands.
#[derive(Clone, Debug)]
pub(crate) struct Leased {
    pub(crate) id: Uuid,
    pub(crate) tenant: TenantId,
    pub(crate) kind: String,
    pub(crate) subject: Uuid,
    pub(crate) attempts: i32,
    lease: Uuid,
}

impl Leased {
    /// Whether this is the last try.
    pub(crate) const fn is_last(&self) -> bool {
        self.attempts + 1 >= MOST_TRIES
    }

    /// Removes the job, in the transaction that writes what it did. Returns whether it was still in this worker's hands.
    pub(crate) async fn done(&self, tx: &TenantTx<'_>) -> Result<bool> {
        let mine = table::Entity::delete_many()
            .filter(table::Column::Id.eq(self.id))
            .filter(table::Column::LeaseId.eq(self.lease));
        Ok(tx.delete(mine).await? > 0)
    }
}

/// Takes what is due, oldest first. Two workers never take the same. Looks before it writes: a commit wakes everyone,
/// and nothing to do must not be a reason to wake up.
pub(super) async fn take(app: &App) -> Result<Vec<Leased>> {
    let any = app
        .system_read(Reason::Jobs, async |sys| {
            let due = table::Entity::find()
                .filter(table::Column::Dead.eq(false))
                .filter(table::Column::RunAt.lte(to_db(sys.now())));
            Ok(sys.one(due).await?.is_some())
        })
        .await?;
    if !any {
        return Ok(Vec::new());
    }
    let lease = app.ids.next();
    app.system_write(Reason::Jobs, async move |sys| {
        let due = table::Entity::find()
            .select_only()
            .column(table::Column::Id)
            .filter(table::Column::Dead.eq(false))
            .filter(table::Column::RunAt.lte(to_db(sys.now())))
            .order_by_asc(table::Column::RunAt)
            .limit(BATCH);
        let mut due = due.into_query();
        sys.dialect().for_update_skip_locked(&mut due);
        let set = table::Entity::update_many()
            .col_expr(table::Column::LeaseId, Expr::value(lease))
            .col_expr(table::Column::RunAt, Expr::value(to_db(sys.now().plus_seconds(LEASE))))
            .filter(table::Column::Id.in_subquery(due));
        if sys.update(set).await? == 0 {
            return Ok(Vec::new());
        }
        let rows = sys.all(table::Entity::find().filter(table::Column::LeaseId.eq(lease))).await?;
        Ok(rows
            .into_iter()
            .map(|row| Leased {
                id: row.id,
                tenant: TenantId(row.tenant_id),
                kind: row.kind,
                subject: row.subject_id,
                attempts: row.attempts,
                lease,
            })
            .collect())
    })
    .await
}

/// Does the work of a job, and keeps the job in this worker's hands for as long as that takes.
pub(super) async fn held<T>(app: &App, job: &Leased, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Ok(done) = tokio::time::timeout(BEAT, work.as_mut()).await {
            return done;
        }
        // What the work itself writes looks whether the job is still in its hands.
        if let Err(error) = renew(app, job).await {
            tracing::warn!(job = %job.id, %error, "a job's time was not begun anew");
        }
    }
}

/// Takes back what a server that is gone had in its hands, where there can be no other: nobody need wait then.
pub(super) async fn inherit(app: &App) -> Result<()> {
    app.system_write(Reason::Jobs, async |sys| {
        if sys.dialect().is_shared() {
            return Ok(());
        }
        let set = table::Entity::update_many()
            .col_expr(table::Column::RunAt, Expr::value(to_db(sys.now())))
            .col_expr(table::Column::LeaseId, Expr::value(Option::<Uuid>::None))
            .filter(table::Column::LeaseId.is_not_null());
        sys.update(set).await.map(drop)
    })
    .await
}

/// Begins a job's time anew before it is done; `false` if it is in other hands by now.
pub(super) async fn renew(app: &App, job: &Leased) -> Result<bool> {
    let job = job.clone();
    app.system_write(Reason::Jobs, async move |sys| {
        let set = table::Entity::update_many()
            .col_expr(table::Column::RunAt, Expr::value(to_db(sys.now().plus_seconds(LEASE))))
            .filter(table::Column::Id.eq(job.id))
            .filter(table::Column::LeaseId.eq(job.lease));
        Ok(sys.update(set).await? > 0)
    })
    .await
}

/// Puts a job off: 10 s, 20 s, 40 s, … at most 12 h; after the last try it is put aside.
pub(super) async fn put_off(app: &App, job: &Leased, why: &str) -> Result<()> {
    let wait = (10_i64 << job.attempts.clamp(0, 13)).min(12 * 3600);
    let dead = job.is_last();
    tracing::warn!(job = %job.id, kind = job.kind, attempts = job.attempts + 1, dead, why, "job put off");
    metrics::counter!("zaguan_jobs_put_off_total", "kind" => job.kind.clone()).increment(1);
    let (job, why) = (job.clone(), why.chars().take(500).collect::<String>());
    app.system_write(Reason::Jobs, async move |sys| {
        let set = table::Entity::update_many()
            .col_expr(table::Column::Attempts, Expr::value(job.attempts + 1))
            .col_expr(table::Column::RunAt, Expr::value(to_db(sys.now().plus_seconds(wait))))
            .col_expr(table::Column::LastError, Expr::value(why.clone()))
            .col_expr(table::Column::LeaseId, Expr::value(Option::<Uuid>::None))
            .col_expr(table::Column::Dead, Expr::value(dead))
            .filter(table::Column::Id.eq(job.id))
            .filter(table::Column::LeaseId.eq(job.lease));
        sys.update(set).await.map(drop)
    })
    .await
}
