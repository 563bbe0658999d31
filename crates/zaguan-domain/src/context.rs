//! Contexts: the proof that someone may do something, and the way from there to the database.
//!
//! A verb asks for `&StaffCx<permits::ContactsWrite>` or `&PortalCx<rights::CasesCreate>`. Such a value exists only
//! if [`StaffCx::mint`] or [`PortalCx::mint`] found the permission: forgetting the check does not compile. Staff and
//! clients have contexts of different types, so that a verb of one cannot be called by the other.

use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zaguan_types::{Permission, TenantId};

use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::entity::idempotency_key as idem;
use crate::platform::stamp::{Actor, ActorKind, Once, Origin, Reader, Stamp};
use crate::platform::{App, TenantTx};
use crate::sessions::principal::{PortalPrincipal, StaffPrincipal};

/// A permission as a type.
pub trait StaffPermit: 'static {
    /// The permission as a value: for the check, the OpenAPI document and the apps.
    const PERMISSION: Permission;
}

/// A client's right as a type.
pub trait PortalPermit: 'static {
    /// Its name in the OpenAPI document.
    const NAME: &'static str;
    /// Whether a temporary password is enough.
    const BEFORE_PASSWORD: bool = false;
    /// Whether this client has it.
    fn allowed(rights: &zaguan_types::portal_access::Rights) -> bool;
}

macro_rules! permits {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// The permissions of staff, as types.
        pub mod permits {
            $($(#[$doc])* #[derive(Clone, Copy, Debug)] pub struct $name;
            impl super::StaffPermit for $name {
                const PERMISSION: zaguan_types::Permission = zaguan_types::Permission::$name;
            })+
        }
    };
}

permits! {
    /// Being signed in.
    SignedIn,
    /// See contacts.
    ContactsRead,
    /// Change contacts.
    ContactsWrite,
    /// Erase contacts for good.
    ContactsErase,
    /// See organisations.
    OrganisationsRead,
    /// Change organisations.
    OrganisationsWrite,
    /// See cases.
    CasesRead,
    /// Change cases.
    CasesWrite,
    /// Read files into the records.
    RecordsImport,
    /// Take records out as a file.
    RecordsExport,
    /// See colleagues.
    UsersRead,
    /// See how fields are set up.
    FieldsRead,
    /// Change how fields are set up.
    FieldsManage,
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident = $wire:literal, $before:literal, |$rights:ident| $allowed:expr;)+) => {
        /// The rights of clients, as types.
        pub mod rights {
            use zaguan_types::portal_access::Rights;
            $($(#[$doc])* #[derive(Clone, Copy, Debug)] pub struct $name;
            impl super::PortalPermit for $name {
                const NAME: &'static str = $wire;
                const BEFORE_PASSWORD: bool = $before;
                fn allowed($rights: &Rights) -> bool { $allowed }
            })+
        }
    };
}

rights! {
    /// Being signed in, if only with a temporary password.
    AtTheDoor = "at_the_door", true, |_rights| true;
    /// Being signed in.
    SignedIn = "signed_in", false, |_rights| true;
    /// See cases.
    CasesSee = "cases:see", false, |rights| rights.cases_see;
    /// Open cases.
    CasesCreate = "cases:create", false, |rights| rights.cases_see && rights.cases_create;
    /// Answer in cases.
    CasesComment = "cases:comment", false, |rights| rights.cases_see && rights.cases_comment;
    /// Close cases.
    CasesClose = "cases:close", false, |rights| rights.cases_see && rights.cases_close;
    /// Reopen cases.
    CasesReopen = "cases:reopen", false, |rights| rights.cases_see && rights.cases_reopen;
}

/// What came with a request, beyond who sent it.
#[derive(Clone, Debug, Default)]
pub struct RequestInfo {
    /// Where it came from.
    pub origin: Origin,
    /// Its idempotency key and fingerprint.
    pub once: Option<Once>,
}

/// The desk at which a verb works: one firm, one actor, one request.
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    tenant: TenantId,
    actor: Actor,
    reader: Option<Reader>,
    request: RequestInfo,
}

impl Desk {
    pub(crate) const fn new(app: Arc<App>, tenant: TenantId, actor: Actor, request: RequestInfo) -> Self {
        Self { app, tenant, actor, reader: None, request }
    }

    pub(crate) const fn tenant(&self) -> TenantId {
        self.tenant
    }

    fn stamp(&self) -> Stamp {
        let stamp = self.app.stamp(self.tenant, self.actor.clone(), self.request.origin.clone());
        Stamp { reader: self.reader, ..stamp }
    }

    /// Reads; each statement for itself.
    pub(crate) async fn read<R, F>(&self, f: F) -> Result<R>
    where
        F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        self.app.read(self.stamp(), false, f).await
    }

    /// Reads; all statements see one state of the data.
    pub(crate) async fn read_together<R, F>(&self, f: F) -> Result<R>
    where
        F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        self.app.read(self.stamp(), true, f).await
    }

    /// Changes something, in one transaction. The closure may run more than once.
    pub(crate) async fn write<R, F>(&self, f: F) -> Result<R>
    where
        F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        self.app.write(self.stamp(), f).await
    }

    /// The answer that was kept under this request's idempotency key. Asked before anything is judged: what passed the
    /// rules of that day is repeated even if the rules have changed since.
    ///
    /// # Errors
    /// [`Error::IdempotencyMismatch`] if the key was used for another request.
    pub(crate) async fn kept<R: DeserializeOwned + Send + 'static>(&self) -> Result<Option<R>> {
        let Some(once) = self.request.once.clone() else { return Ok(None) };
        let actor = self.actor.id.unwrap_or(Uuid::nil());
        self.read(async move |tx| match tx.one(keys_of(actor, &once)).await? {
            Some(known) => answer_of(known, &once).map(Some),
            None => Ok(None),
        })
        .await
    }

    /// Changes something that must not happen twice under one idempotency key: the answer is kept with the change,
    /// in its transaction, and a repetition gets that answer instead of a second change.
    pub(crate) async fn write_once<R, F>(&self, f: F) -> Result<R>
    where
        F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
        R: Serialize + DeserializeOwned + Send + 'static,
    {
        let Some(once) = self.request.once.clone() else { return self.write(f).await };
        let actor = self.actor.id.unwrap_or(Uuid::nil());
        self.write(async move |tx| {
            let key = idem::ActiveModel {
                actor_id: Set(actor),
                key: Set(once.key.clone()),
                fingerprint: Set(once.fingerprint.to_vec()),
                answer: Set(serde_json::Value::Null),
                created_at: Set(to_db(tx.now())),
                ..Default::default()
            };
            if !tx.insert_new(key, vec![idem::Column::TenantId, idem::Column::ActorId, idem::Column::Key]).await? {
                let known = tx.one(keys_of(actor, &once)).await?.ok_or(Error::IdempotencyMismatch)?;
                return answer_of(known, &once);
            }
            let answer = f(tx).await?;
            let kept =
                serde_json::to_value(&answer).map_err(|error| Error::Internal(format!("answer to keep: {error}")))?;
            let update = idem::Entity::update_many()
                .col_expr(idem::Column::Answer, sea_orm::sea_query::Expr::value(kept))
                .filter(idem::Column::ActorId.eq(actor))
                .filter(idem::Column::Key.eq(&once.key));
            tx.update(update).await?;
            Ok(answer)
        })
        .await
    }
}

fn keys_of(actor: Uuid, once: &Once) -> sea_orm::Select<idem::Entity> {
    idem::Entity::find().filter(idem::Column::ActorId.eq(actor)).filter(idem::Column::Key.eq(&once.key))
}

fn answer_of<R: DeserializeOwned>(known: idem::Model, once: &Once) -> Result<R> {
    if known.fingerprint != once.fingerprint {
        return Err(Error::IdempotencyMismatch);
    }
    serde_json::from_value(known.answer).map_err(|error| Error::Internal(format!("kept answer: {error}")))
}

/// A member of staff who has permission `P`.
pub struct StaffCx<P> {
    pub(crate) desk: Desk,
    pub(crate) who: Arc<StaffPrincipal>,
    permit: PhantomData<P>,
}

impl<P: StaffPermit> StaffCx<P> {
    /// The same context for a request that must not be done twice.
    #[must_use]
    pub fn once(mut self, once: Option<Once>) -> Self {
        self.desk.request.once = once;
        self
    }

    /// The context, if this member of staff has the permission.
    ///
    /// # Errors
    /// [`Error::Forbidden`] otherwise.
    pub fn mint(app: Arc<App>, who: Arc<StaffPrincipal>, request: RequestInfo) -> Result<Self> {
        if !who.role.allows(P::PERMISSION) {
            return Err(Error::Forbidden);
        }
        let actor = Actor { kind: ActorKind::Staff, id: Some(who.user_id.0), name: who.name.clone() };
        let reader = Reader { user: who.user_id, since: who.since };
        let desk = Desk { reader: Some(reader), ..Desk::new(app, who.tenant_id, actor, request) };
        Ok(Self { desk, who, permit: PhantomData })
    }
}

/// A client who has right `R`.
pub struct PortalCx<R> {
    pub(crate) desk: Desk,
    pub(crate) who: Arc<PortalPrincipal>,
    right: PhantomData<R>,
}

impl<R: PortalPermit> PortalCx<R> {
    /// The same context for a request that must not be done twice.
    #[must_use]
    pub fn once(mut self, once: Option<Once>) -> Self {
        self.desk.request.once = once;
        self
    }

    /// The context, if this client has the right.
    ///
    /// # Errors
    /// [`Error::PasswordChangeRequired`] before the temporary password is replaced; [`Error::NotFound`] if the area
    /// itself may not be seen, [`Error::Forbidden`] if it may be seen but this not done.
    pub fn mint(app: Arc<App>, who: Arc<PortalPrincipal>, request: RequestInfo) -> Result<Self> {
        if !who.portal_active {
            return Err(Error::PortalOff);
        }
        if who.must_change && !R::BEFORE_PASSWORD {
            return Err(Error::PasswordChangeRequired);
        }
        if !R::allowed(&who.rights) {
            return Err(if who.rights.cases_see { Error::Forbidden } else { Error::NotFound });
        }
        let actor = Actor { kind: ActorKind::Client, id: Some(who.access_id.0), name: who.name() };
        Ok(Self { desk: Desk::new(app, who.tenant_id, actor, request), who, right: PhantomData })
    }
}
