//! The only door that is not a firm's: signing in (before the firm is known), creating firms, picking up jobs.
//!
//! Each use names its reason, and `cargo xtask tidy` holds the list of files that may use it. The list only shrinks.

use std::cell::RefCell;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DbErr, DeleteMany, EntityTrait, QuerySelect, Select, UpdateMany};
use zaguan_types::TenantId;
use zaguan_types::events::EventKind;

use super::app::Touched;
use super::db::Cx;
use super::dialect::Dialect;
use super::stamp::{Actor, Origin, Stamp};
use super::tenant_tx::TenantTx;
use crate::error::Result;

/// Why work crosses the borders of firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Someone signs in, or a token is looked up: the firm is what is being found out.
    SignIn,
    /// A firm is created, or found by its slug.
    Tenant,
    /// The job runner picks up work of any firm.
    Jobs,
    /// The live hub follows the sequences of all firms.
    Events,
}

/// The database without a firm's filter, for the time of one piece of work.
pub(crate) struct SystemTx<'c> {
    cx: &'c Cx,
    stamp: Stamp,
    touched: Touched,
}

impl<'c> SystemTx<'c> {
    pub(super) const fn new(cx: &'c Cx, stamp: Stamp) -> Self {
        Self { cx, stamp, touched: RefCell::new(Vec::new()) }
    }

    /// A part of the same work inside one firm; its events and audit rows are written with it.
    pub(crate) async fn inside<R>(
        &self,
        tenant: TenantId,
        actor: Actor,
        origin: Origin,
        f: impl AsyncFnOnce(&TenantTx<'_>) -> Result<R>,
    ) -> Result<R> {
        let tx = TenantTx::new(self.cx, Stamp { tenant, actor, origin, ..self.stamp.clone() });
        let answer = f(&tx).await?;
        let kinds = tx.finish().await?;
        self.touched.borrow_mut().push((tenant, kinds));
        Ok(answer)
    }

    /// What happened inside which firm.
    pub(super) fn touched(&self) -> Vec<(TenantId, Vec<EventKind>)> {
        self.touched.take()
    }

    /// For the few expressions that differ.
    pub(crate) fn dialect(&self) -> Dialect {
        self.cx.dialect()
    }

    /// The moment of this work.
    pub(crate) const fn now(&self) -> zaguan_types::Instant {
        self.stamp.now
    }

    /// All rows.
    pub(crate) async fn all<E: EntityTrait>(&self, select: Select<E>) -> Result<Vec<E::Model>> {
        Ok(select.all(self.cx).await?)
    }

    /// The first row.
    pub(crate) async fn one<E: EntityTrait>(&self, select: Select<E>) -> Result<Option<E::Model>> {
        Ok(select.one(self.cx).await?)
    }

    /// Writes a new row.
    pub(crate) async fn insert<A: ActiveModelTrait>(&self, row: A) -> Result<()> {
        A::Entity::insert(row).exec_without_returning(self.cx).await?;
        Ok(())
    }

    /// The first row, held against other writers until this work is done.
    pub(crate) async fn lock_one<E: EntityTrait>(&self, mut select: Select<E>) -> Result<Option<E::Model>> {
        self.dialect().hold(QuerySelect::query(&mut select));
        Ok(select.one(self.cx).await?)
    }

    /// Writes a new row unless one with its key is there already; returns whether it wrote.
    pub(crate) async fn insert_new<A: ActiveModelTrait>(
        &self,
        row: A,
        key: Vec<<A::Entity as EntityTrait>::Column>,
    ) -> Result<bool> {
        match A::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(self.cx)
            .await
        {
            Ok(written) => Ok(written > 0),
            Err(DbErr::RecordNotInserted) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Changes rows; returns how many.
    pub(crate) async fn update<E: EntityTrait>(&self, update: UpdateMany<E>) -> Result<u64> {
        Ok(update.exec(self.cx).await?.rows_affected)
    }

    /// Removes rows; returns how many.
    pub(crate) async fn delete<E: EntityTrait>(&self, delete: DeleteMany<E>) -> Result<u64> {
        Ok(delete.exec(self.cx).await?.rows_affected)
    }
}
