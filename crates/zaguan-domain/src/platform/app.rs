//! The running server, as the areas see it: settings, clock, caches, and the two doors to the database.

use std::cell::RefCell;
use std::sync::Arc;

use tokio::sync::Notify;
use zaguan_types::TenantId;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;

use super::cache::TenantCache;
use super::clock::{Clock, Ids};
use super::db::{Cx, Db};
use super::secrets::Secrets;
use super::stamp::{Actor, Origin, Stamp};
use super::system_tx::{Reason, SystemTx};
use super::tenant_tx::TenantTx;
use crate::error::Result;
use crate::fields::FieldSet;
use crate::imports::Checks;
use crate::live::Hub;
use crate::mails::Mailer;
use crate::sessions::passwords::Hasher;
use crate::sessions::principal::Principal;
use crate::sessions::tokens::TokenKeys;
use crate::tenants::Tenant;

/// What can be set from outside and concerns the areas.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the server, without a slash at the end: links in mails begin with it.
    pub public_url: String,
    /// Failed sign-ins per account and peer address in ten minutes before the next ones wait.
    pub sign_in_failures_per_account: u32,
    /// Failed sign-ins per peer address in ten minutes before the next ones wait.
    pub sign_in_failures_per_address: u32,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Whether passwords are hashed as cheaply as can be. Only tests say yes.
    pub cheap_hashes: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://localhost:8080".into(),
            sign_in_failures_per_account: 10,
            sign_in_failures_per_address: 100,
            trusted_proxies: Vec::new(),
            cheap_hashes: false,
        }
    }
}

/// The running server. One per process, shared by all requests and jobs.
pub struct App {
    db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) secrets: Secrets,
    pub(crate) tokens: TokenKeys,
    pub(crate) settings: Settings,
    pub(crate) hasher: Hasher,
    pub(crate) mailer: Mailer,
    pub(crate) sessions: TenantCache<[u8; 32], Principal>,
    pub(crate) fields: TenantCache<(TenantId, Module), Arc<FieldSet>>,
    pub(crate) tenants: TenantCache<String, Arc<Tenant>>,
    pub(crate) jobs_wake: Arc<Notify>,
    pub(crate) checks: Checks,
    /// The live streams.
    pub hub: Hub,
}

/// The parts of an [`App`] that differ between production and tests.
pub struct Parts {
    /// The database, migrated.
    pub db: Db,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
    /// The server's key.
    pub secrets: Secrets,
    /// How mail leaves.
    pub mailer: Mailer,
    /// Settings.
    pub settings: Settings,
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// If the key cannot sign.
    pub fn new(parts: Parts) -> Result<Arc<Self>> {
        let Parts { db, clock, ids, secrets, mailer, settings } = parts;
        let tokens = TokenKeys::new(&secrets)?;
        let hasher = Hasher::new(settings.cheap_hashes)?;
        let hub = Hub::default();
        let jobs_wake = Arc::new(Notify::new());
        let (wake_hub, wake_jobs) = (hub.waker(), Arc::clone(&jobs_wake));
        db.on_commit(Arc::new(move || {
            wake_hub.notify_one();
            wake_jobs.notify_one();
        }));
        Ok(Arc::new(Self {
            db,
            clock,
            ids,
            secrets,
            tokens,
            settings,
            hasher,
            mailer,
            sessions: TenantCache::default(),
            fields: TenantCache::default(),
            tenants: TenantCache::default(),
            jobs_wake,
            checks: Checks::default(),
            hub,
        }))
    }

    /// The database, for health checks, migrations and shutting down; areas cannot query through it.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Where people reach the server, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.settings.public_url
    }

    /// Whether an address is that of a proxy that the operator trusts.
    pub fn trusts(&self, address: std::net::IpAddr) -> bool {
        self.settings.trusted_proxies.contains(&address.to_canonical())
    }

    /// What time it is.
    pub fn now(&self) -> zaguan_types::Instant {
        self.clock.now()
    }

    pub(crate) fn stamp(&self, tenant: TenantId, actor: Actor, origin: Origin) -> Stamp {
        Stamp { tenant, actor, reader: None, now: self.clock.now(), origin, ids: Arc::clone(&self.ids) }
    }

    /// Reads, inside one firm.
    pub(crate) async fn read<R, F>(&self, stamp: Stamp, snapshot: bool, f: F) -> Result<R>
    where
        F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        let work = async move |cx: &Cx| f(&TenantTx::new(cx, stamp.clone())).await;
        if snapshot { self.db.read_tx(work).await } else { self.db.read(work).await }
    }

    /// Changes something inside one firm, in one transaction.
    pub(crate) async fn write<R, F>(&self, stamp: Stamp, f: F) -> Result<R>
    where
        F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        let tenant = stamp.tenant;
        let (answer, kinds) = self
            .db
            .write(async move |cx: &Cx| -> Result<_> {
                let tx = TenantTx::new(cx, stamp.clone());
                let answer = f(&tx).await?;
                let kinds = tx.finish().await?;
                Ok((answer, kinds))
            })
            .await?;
        self.apply(tenant, &kinds);
        Ok(answer)
    }

    /// Reads across firms, for one of the named reasons.
    pub(crate) async fn system_read<R, F>(&self, reason: Reason, f: F) -> Result<R>
    where
        F: AsyncFn(&SystemTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        tracing::trace!(?reason, "reading across firms");
        let stamp = self.system_stamp();
        self.db.read(async move |cx: &Cx| f(&SystemTx::new(cx, stamp.clone())).await).await
    }

    /// Changes something across firms, for one of the named reasons.
    pub(crate) async fn system_write<R, F>(&self, reason: Reason, f: F) -> Result<R>
    where
        F: AsyncFn(&SystemTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        tracing::trace!(?reason, "writing across firms");
        let stamp = self.system_stamp();
        let (answer, touched) = self
            .db
            .write(async move |cx: &Cx| -> Result<_> {
                let sys = SystemTx::new(cx, stamp.clone());
                let answer = f(&sys).await?;
                Ok((answer, sys.touched()))
            })
            .await?;
        for (tenant, kinds) in touched {
            self.apply(tenant, &kinds);
        }
        Ok(answer)
    }

    fn system_stamp(&self) -> Stamp {
        self.stamp(TenantId(uuid::Uuid::nil()), Actor::system(), Origin::default())
    }

    /// Drops from memory what these events make stale. Called after every change of this process, and by the hub
    /// for those of other instances.
    pub(crate) fn apply(&self, tenant: TenantId, kinds: &[EventKind]) {
        if kinds.contains(&EventKind::Resync) {
            // Something that this version does not know.
            self.forget_all();
        }
        if kinds.contains(&EventKind::FieldsUpdated) {
            self.fields.forget(tenant);
        }
        if kinds.contains(&EventKind::TenantUpdated) {
            self.tenants.forget(tenant);
        }
        // What a session knows hangs on the person behind it, their access, the firm and its portal.
        let touches_sessions = [EventKind::AccessUpdated, EventKind::TenantUpdated];
        if kinds.iter().any(|kind| touches_sessions.contains(kind)) {
            self.sessions.forget(tenant);
        }
    }

    /// Drops everything from memory.
    pub(crate) fn forget_all(&self) {
        self.fields.clear();
        self.tenants.clear();
        self.sessions.clear();
    }
}

/// What happened inside which firm, while a [`SystemTx`] worked.
pub(super) type Touched = RefCell<Vec<(TenantId, Vec<EventKind>)>>;
