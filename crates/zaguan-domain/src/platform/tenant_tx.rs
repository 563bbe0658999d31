//! The tenant's handle: the only way in which an area reaches the database.
//!
//! A [`TenantTx`] was made for one firm. Every query that goes through it gets that firm's filter last, after all
//! that the caller refined; every insert is stamped with the firm; update and delete reach the firm's rows only.
//! What a change leaves behind for others (events, the audit trail, jobs) is collected here and written when the
//! change is done, in the same transaction.

use std::cell::{Cell, RefCell};

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait as _, DbErr, DeleteMany, EntityTrait,
    FromQueryResult, Iterable as _, PaginatorTrait as _, QueryFilter, QuerySelect, QueryTrait as _, Select, Statement,
    UpdateMany, Value, Values,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zaguan_types::Instant;
use zaguan_types::events::EventKind;

use super::clock::to_db;
use super::db::{Borrowed, Cx};
use super::dialect::Dialect;
use super::entity::{audit_event, event, job, tenant_counter};
use super::remembered::Remembered;
use super::search::{Kept, Search};
use super::stamp::{Reader, Stamp};
use crate::error::{Error, Result};

/// The most values that are bound to one statement: SQLite takes 32,766 of them, PostgreSQL twice as many.
const MOST_VALUES: usize = 30_000;

/// A table of a firm.
pub(crate) trait TenantEntity: EntityTrait {
    /// The column that holds the firm's id.
    fn tenant_column() -> Self::Column;

    /// How its rows are searched, if they are; `platform/search` keeps its index in step with them.
    fn search() -> Option<Search<Self>> {
        None
    }
}

/// Says that the `Entity` of this module belongs to a firm through its column `tenant_id`, and how it is searched:
/// `search 0, by Some(SortName), in [SearchText]`, and `without` what.
macro_rules! tenant_entity {
    ($(search $kind:literal, by $order:expr, in [$($text:ident),+] $(, without $gone:ident)?)?) => {
        impl $crate::platform::TenantEntity for Entity {
            fn tenant_column() -> Column {
                Column::TenantId
            }

            $(fn search() -> Option<$crate::platform::Search<Self>> {
                const TEXTS: &[Column] = &[$(Column::$text),+];
                let without = [$(Column::$gone)?].into_iter().next();
                Some($crate::platform::Search { kind: $kind, id: Column::Id, order: $order, texts: TEXTS, without })
            })?
        }
    };
}
pub(crate) use tenant_entity;

/// Something that others are to hear of.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub(crate) kind: EventKind,
    pub(crate) subject: Option<Uuid>,
    /// Whose record it is: what the portal's policy asks for. All `None`: staff only.
    pub(crate) contact: Option<Uuid>,
    pub(crate) organisation: Option<Uuid>,
    pub(crate) private: bool,
    /// The only member of staff who hears of it.
    pub(crate) only: Option<Uuid>,
}

impl NewEvent {
    /// An event that only staff hears of.
    pub(crate) const fn staff(kind: EventKind, subject: Option<Uuid>) -> Self {
        Self { kind, subject, contact: None, organisation: None, private: true, only: None }
    }

    /// An event that only one member of staff hears of, wherever they are signed in.
    pub(crate) const fn to(user: Uuid, kind: EventKind, subject: Uuid) -> Self {
        Self { only: Some(user), ..Self::staff(kind, Some(subject)) }
    }
}

/// Whose history something belongs to, besides its subject's own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    pub(crate) contact: Option<Uuid>,
    pub(crate) organisation: Option<Uuid>,
}

impl About {
    /// A contact's.
    pub(crate) const fn contact(id: Uuid) -> Self {
        Self { contact: Some(id), organisation: None }
    }

    /// An organisation's.
    pub(crate) const fn organisation(id: Uuid) -> Self {
        Self { contact: None, organisation: Some(id) }
    }
}

struct NewAudit {
    action: &'static str,
    subject_kind: &'static str,
    subject: Option<Uuid>,
    about: About,
    changes: serde_json::Value,
}

/// A firm's view of the database, for the time of one piece of work.
pub(crate) struct TenantTx<'c> {
    pub(super) cx: &'c Cx,
    pub(super) stamp: Stamp,
    events: RefCell<Vec<NewEvent>>,
    audits: RefCell<Vec<NewAudit>>,
    taken: Cell<Taken>,
}

/// Numbers of events that were taken before their events are written. They follow on one another: who takes one holds
/// the counters until the end.
#[derive(Clone, Copy, Default)]
struct Taken {
    last: i64,
    count: i64,
}

impl<'c> TenantTx<'c> {
    pub(super) fn new(cx: &'c Cx, stamp: Stamp) -> Self {
        let (events, audits) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
        Self { cx, stamp, events, audits, taken: Cell::new(Taken { last: 0, count: 0 }) }
    }

    /// The moment of this change: one for all of its rows.
    pub(crate) const fn now(&self) -> Instant {
        self.stamp.now
    }

    /// The member of staff who looks, and since when they are one.
    pub(crate) const fn reader(&self) -> Option<Reader> {
        self.stamp.reader
    }

    /// A new id.
    pub(crate) fn new_id(&self) -> Uuid {
        self.stamp.ids.next()
    }

    /// For the few expressions that differ; see `platform/dialect.rs`.
    pub(crate) fn dialect(&self) -> Dialect {
        self.cx.dialect()
    }

    pub(super) fn own<E: TenantEntity>(&self, select: Select<E>) -> Select<E> {
        select.filter(E::tenant_column().eq(self.stamp.tenant.0))
    }

    /// A selection of the firm's own rows, to stand inside of another query.
    pub(crate) fn within<E: TenantEntity>(&self, select: Select<E>) -> SelectStatement {
        self.own(select).into_query()
    }

    /// All rows.
    pub(crate) async fn all<E: TenantEntity>(&self, select: Select<E>) -> Result<Vec<E::Model>> {
        Ok(self.own(select).all(self.cx).await?)
    }

    /// The first row.
    pub(crate) async fn one<E: TenantEntity>(&self, select: Select<E>) -> Result<Option<E::Model>> {
        Ok(self.own(select).one(self.cx).await?)
    }

    /// The first row, held against other writers until this change is done. Rows that refer to it may still be written.
    pub(crate) async fn lock_one<E: TenantEntity>(&self, select: Select<E>) -> Result<Option<E::Model>> {
        let mut select = self.own(select);
        self.dialect().hold(QuerySelect::query(&mut select));
        Ok(select.one(self.cx).await?)
    }

    /// All rows of a selection of columns, straight into `T`, held as by [`Self::lock_one`]. In an order that all who hold
    /// several share, or they hold each other up.
    pub(crate) async fn lock_rows<E: TenantEntity, T: DeserializeOwned + FromQueryResult>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<T>> {
        let mut select = self.own(select);
        self.dialect().hold(QuerySelect::query(&mut select));
        Ok(self.cx.rows(&select).await?)
    }

    /// All rows of a selection of columns, straight into `T`.
    pub(crate) async fn rows<E: TenantEntity, T: DeserializeOwned + FromQueryResult>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<T>> {
        Ok(self.cx.rows(&self.own(select)).await?)
    }

    /// The first row of a selection of columns.
    pub(crate) async fn row<E: TenantEntity, T: DeserializeOwned + FromQueryResult>(
        &self,
        select: Select<E>,
    ) -> Result<Option<T>> {
        Ok(self.cx.row(&self.own(select).limit(1)).await?)
    }

    /// At most `limit` rows of a query whose text is remembered. `values` are those that `build` binds, in its order;
    /// firm and limit come behind them.
    pub(crate) async fn known_rows<E: TenantEntity, T: DeserializeOwned + FromQueryResult>(
        &self,
        (known, shape): (&Remembered, u32),
        values: Vec<Value>,
        limit: u64,
        build: impl FnOnce() -> Select<E>,
    ) -> Result<Vec<T>> {
        Ok(self.cx.rows(&self.known((known, shape), values, limit, build)).await?)
    }

    /// The first row of a query whose text is remembered, as [`Self::known_rows`].
    pub(crate) async fn known_row<E: TenantEntity, T: DeserializeOwned + FromQueryResult>(
        &self,
        known: &Remembered,
        values: Vec<Value>,
        build: impl FnOnce() -> Select<E>,
    ) -> Result<Option<T>> {
        Ok(self.cx.row(&self.known((known, 0), values, 1, build)).await?)
    }

    /// As [`Self::known_rows`], the rows handed over one by one, as they lie in what the database gave.
    pub(crate) async fn known_each<E: TenantEntity, B: Borrowed>(
        &self,
        (known, shape): (&Remembered, u32),
        values: Vec<Value>,
        limit: u64,
        build: impl FnOnce() -> Select<E>,
        take: impl FnMut(B::Row<'_>),
    ) -> Result<()> {
        Ok(self.cx.each::<B, _>(&self.known((known, shape), values, limit, build), take).await?)
    }

    /// The rows of a selection of columns, one by one.
    pub(crate) async fn each<E: TenantEntity, B: Borrowed>(
        &self,
        select: Select<E>,
        take: impl FnMut(B::Row<'_>),
    ) -> Result<()> {
        Ok(self.cx.each::<B, _>(&self.own(select), take).await?)
    }

    fn known<E: TenantEntity>(
        &self,
        (known, shape): (&Remembered, u32),
        mut values: Vec<Value>,
        limit: u64,
        build: impl FnOnce() -> Select<E>,
    ) -> Statement {
        let backend = self.cx.get_database_backend();
        values.extend([Value::from(self.stamp.tenant.0), Value::from(limit)]);
        let text = known.get(self.dialect(), shape);
        if !cfg!(debug_assertions)
            && let Some(text) = &text
        {
            return Statement { sql: text.as_ref().to_owned(), values: Some(Values(values)), db_backend: backend };
        }
        let built = self.own(build()).limit(limit).build(backend);
        let fits = built.values.as_ref().is_some_and(|bound| bound.0 == values);
        debug_assert!(fits, "other values than were said: {:?}", built.values);
        debug_assert!(text.is_none_or(|text| *text == *built.sql), "another text for the same shape: {}", built.sql);
        if fits {
            known.put(self.dialect(), shape, &built.sql);
        }
        built
    }

    /// How many rows there are.
    pub(crate) async fn count<E: TenantEntity>(&self, select: Select<E>) -> Result<u64>
    where
        E::Model: Sync,
    {
        Ok(self.own(select).count(self.cx).await?)
    }

    /// Writes a new row, stamped with the firm.
    pub(crate) async fn insert<A>(&self, mut row: A) -> Result<()>
    where
        A: ActiveModelTrait,
        A::Entity: TenantEntity,
    {
        row.set(<A::Entity as TenantEntity>::tenant_column(), Value::from(self.stamp.tenant.0));
        let kept = self.kept_of(&row)?;
        A::Entity::insert(row).exec_without_returning(self.cx).await?;
        self.enter_all(kept).await
    }

    async fn enter_all(&self, all: impl IntoIterator<Item = Kept>) -> Result<()> {
        for kept in all {
            self.enter(kept).await?;
        }
        Ok(())
    }

    /// Writes a new row unless one with its key is there already; returns whether it wrote. Waits for another change
    /// that writes the same key.
    pub(crate) async fn insert_new<A>(&self, mut row: A, key: Vec<<A::Entity as EntityTrait>::Column>) -> Result<bool>
    where
        A: ActiveModelTrait,
        A::Entity: TenantEntity,
    {
        row.set(<A::Entity as TenantEntity>::tenant_column(), Value::from(self.stamp.tenant.0));
        let kept = self.kept_of(&row)?;
        let insert = A::Entity::insert(row).on_conflict(OnConflict::columns(key).do_nothing().to_owned());
        match insert.exec_without_returning(self.cx).await {
            Ok(0) => Ok(false),
            Ok(_) => self.enter_all(kept).await.map(|()| true),
            Err(DbErr::RecordNotInserted) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes new rows, stamped with the firm.
    pub(crate) async fn insert_all<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait,
        A::Entity: TenantEntity,
    {
        let at_once = MOST_VALUES / <A::Entity as EntityTrait>::Column::iter().count();
        let mut kept = Vec::new();
        let mut stamped = rows;
        for row in &mut stamped {
            row.set(<A::Entity as TenantEntity>::tenant_column(), Value::from(self.stamp.tenant.0));
            kept.extend(self.kept_of(row)?);
        }
        let mut stamped = stamped.into_iter().peekable();
        while stamped.peek().is_some() {
            A::Entity::insert_many(stamped.by_ref().take(at_once)).exec_without_returning(self.cx).await?;
        }
        self.enter_all(kept).await
    }

    /// Changes rows; returns how many.
    pub(crate) async fn update<E: TenantEntity>(&self, update: UpdateMany<E>) -> Result<u64> {
        self.update_kept(update).await
    }

    /// Removes rows; returns how many.
    pub(crate) async fn delete<E: TenantEntity>(&self, delete: DeleteMany<E>) -> Result<u64> {
        self.delete_kept(delete).await
    }

    /// Others are to hear of this once the change is done.
    pub(crate) fn event(&self, event: NewEvent) {
        self.events.borrow_mut().push(event);
    }

    /// The audit trail is to say this once the change is done.
    pub(crate) fn audit(
        &self,
        action: &'static str,
        subject_kind: &'static str,
        subject: Option<Uuid>,
        changes: serde_json::Value,
    ) {
        self.audit_about(About::default(), action, subject_kind, subject, changes);
    }

    /// As [`Self::audit`], for what belongs to the history of a contact or an organisation.
    pub(crate) fn audit_about(
        &self,
        about: About,
        action: &'static str,
        subject_kind: &'static str,
        subject: Option<Uuid>,
        changes: serde_json::Value,
    ) {
        self.audits.borrow_mut().push(NewAudit { action, subject_kind, subject, about, changes });
    }

    /// Work for the job runner, to be done after this change.
    pub(crate) async fn enqueue(&self, kind: &'static str, subject: Uuid) -> Result<()> {
        self.insert(job::ActiveModel {
            id: Set(self.new_id()),
            kind: Set(kind.to_owned()),
            subject_id: Set(subject),
            run_at: Set(to_db(self.now())),
            attempts: Set(0),
            lease_id: Set(None),
            last_error: Set(None),
            dead: Set(false),
            created_at: Set(to_db(self.now())),
            ..Default::default()
        })
        .await
    }

    /// The next case number. Holds the firm's counters until this change is done: no gaps, no doubles, and everybody
    /// else who takes one waits. So it is asked for last before it is needed, and brings the number of the event that
    /// tells of the case with it: one statement less while others wait.
    pub(crate) async fn next_case_number(&self) -> Result<i64> {
        let (case, event) = self.advance(1, 1).await?;
        self.taken.set(Taken { last: event, count: self.taken.get().count + 1 });
        Ok(case)
    }

    /// Moves the firm's counters on; returns the last case number and the last number of an event.
    async fn advance(&self, cases: i64, events: i64) -> Result<(i64, i64)> {
        let (case_number, event_seq) = (tenant_counter::Column::CaseNumber, tenant_counter::Column::EventSeq);
        let mut update = Query::update();
        update
            .table(tenant_counter::Entity)
            .value(event_seq, Expr::col(event_seq).add(events))
            .and_where(Expr::col(tenant_counter::Column::TenantId).eq(self.stamp.tenant.0))
            .returning(Query::returning().columns([case_number, event_seq]));
        if cases != 0 {
            update.value(case_number, Expr::col(case_number).add(cases));
        }
        let row =
            self.cx.query_one(&update).await?.ok_or_else(|| Error::Internal("the firm has no counters".into()))?;
        let value = |column: tenant_counter::Column| row.try_get("", sea_orm::Iden::unquoted(&column));
        Ok((value(case_number)?, value(event_seq)?))
    }

    /// Writes what was collected; returns the kinds of events, for the caches of this process.
    pub(super) async fn finish(&self) -> Result<Vec<EventKind>> {
        let audits = self.audits.take();
        if !audits.is_empty() {
            self.insert_all(audits.into_iter().map(|audit| self.audit_row(audit)).collect()).await?;
        }
        let events = self.events.take();
        let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let taken = self.taken.take();
        // Last, so that the firm's counters are held for as short as can be. What was taken too much is given back.
        let last = match count - taken.count {
            0 => taken.last,
            missing => self.advance(0, missing).await?.1,
        };
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let first = last - count + 1;
        let kinds = events.iter().map(|event| event.kind).collect();
        let rows = (first..).zip(events).map(|(seq, event)| self.event_row(seq, event)).collect();
        self.insert_all(rows).await?;
        Ok(kinds)
    }

    fn event_row(&self, seq: i64, event: NewEvent) -> event::ActiveModel {
        let NewEvent { kind, subject, contact, organisation, private, only } = event;
        event::ActiveModel {
            seq: Set(seq),
            kind: Set(kind.as_str().to_owned()),
            subject_id: Set(subject),
            contact_id: Set(contact),
            organisation_id: Set(organisation),
            private: Set(private),
            user_id: Set(only),
            created_at: Set(to_db(self.now())),
            ..Default::default()
        }
    }

    fn audit_row(&self, audit: NewAudit) -> audit_event::ActiveModel {
        let Stamp { actor, origin, .. } = &self.stamp;
        audit_event::ActiveModel {
            id: Set(self.new_id()),
            at: Set(to_db(self.now())),
            actor_kind: Set(actor.kind.as_str().to_owned()),
            actor_id: Set(actor.id),
            actor_name: Set(actor.name.clone()),
            action: Set(audit.action.to_owned()),
            subject_kind: Set(audit.subject_kind.to_owned()),
            subject_id: Set(audit.subject),
            contact_id: Set(audit.about.contact),
            organisation_id: Set(audit.about.organisation),
            changes: Set(audit.changes),
            address: Set(origin.address.clone()),
            trace_id: Set(origin.trace_id.clone()),
            ..Default::default()
        }
    }
}
