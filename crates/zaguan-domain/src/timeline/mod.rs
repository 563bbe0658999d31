//! Everything that happened to a contact or an organisation: the audit trail by whom it is about, in words that people
//! read. For an organisation, also what happened to its people and its cases while they were its own.

mod entry;
mod names;

use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, Select};
use zaguan_types::timeline::{TimelineEntry, TimelineKind};
use zaguan_types::{Page, Permission, Role};

use crate::context::StaffCx;
use crate::error::{Result, both};
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::from_db;
use crate::platform::entity::audit_event as entity;
use crate::records::{Record, Which};
use names::Names;

const ORDERS: [SortBy<entity::Entity>; 1] = [SortBy { name: "at", column: entity::Column::At, kind: KeyKind::Instant }];

/// The subjects of each part. Everything else is a change.
const PARTS: [(TimelineKind, &[&str]); 4] = [
    (TimelineKind::Notes, &["note"]),
    (TimelineKind::Cases, &["case"]),
    (TimelineKind::Access, &["portal_access", "session"]),
    (TimelineKind::Mail, &["mail"]),
];

/// A page of what happened to a record, the latest first unless asked otherwise.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound), [`Error::Invalid`](crate::Error::Invalid) for unknown filters, orders and
/// cursors.
pub async fn of<R: Record>(cx: &StaffCx<R::Read>, record: R, query: ListQuery) -> Result<Page<TimelineEntry>> {
    let (paging, kinds) = both(Paging::new(&query, &ORDERS, entity::Column::Id, "-at"), kinds_of(&query))?;
    let (which, role) = (record.which(), cx.who.role);
    cx.desk
        .read(async move |tx| {
            which.about(tx).await?;
            let wanted = || refined(which, &kinds, role);
            let total = if query.count { Some(tx.count(wanted()).await?) } else { None };
            let rows = tx.all(paging.apply(wanted())).await?;
            let names = Names::of(tx, &rows).await?;
            let key = |row: &entity::Model, _: &'static str| (Key::Number(from_db(row.at).0), row.id);
            paging.page(rows, total, key, |row| entry::of(row, &names))
        })
        .await
}

/// The parts that are wanted; none: all of them.
fn kinds_of(query: &ListQuery) -> Result<Vec<TimelineKind>> {
    let mut kinds = Vec::new();
    let mut errors = FilterErrors::default();
    for (name, value) in &query.filters {
        match name.as_str() {
            "kind" => {
                let read =
                    value.split(',').map(|kind| TimelineKind::from_name(kind.trim())).collect::<Option<Vec<_>>>();
                kinds = errors.read(name, read, "a comma-separated list of parts is needed").unwrap_or_default();
            }
            _ => errors.unknown(name),
        }
    }
    if query.q.is_some() {
        errors.unasked("q");
    }
    errors.finish()?;
    Ok(kinds)
}

/// What of the trail is about the record, wanted, and for the eyes of this role.
fn refined(which: Which, kinds: &[TimelineKind], role: Role) -> Select<entity::Entity> {
    use entity::Column as C;
    let about = match which {
        Which::Contact(id) => C::ContactId.eq(id.0),
        Which::Organisation(id) => C::OrganisationId.eq(id.0),
    };
    let mut select = entity::Entity::find().filter(about);
    if !kinds.is_empty() {
        select = select.filter(kinds.iter().fold(Condition::any(), |any, kind| any.add(part(*kind))));
    }
    if !role.allows(Permission::CasesRead) {
        select = select.filter(C::SubjectKind.ne("case"));
    }
    if !role.allows(Permission::ContactsRead) {
        select = select.filter(Condition::any().add(C::ContactId.is_null()).add(C::SubjectKind.eq("case")));
    }
    select
}

/// The condition that one part is.
fn part(kind: TimelineKind) -> Condition {
    use entity::Column as C;
    match PARTS.iter().find(|(part, _)| *part == kind) {
        Some((_, subjects)) => Condition::all().add(C::SubjectKind.is_in(subjects.iter().copied())),
        None => {
            let others = PARTS.iter().flat_map(|(_, subjects)| subjects.iter().copied());
            Condition::all().add(C::SubjectKind.is_not_in(others))
        }
    }
}

/// The part that a subject belongs to.
fn kind_of(subject_kind: &str) -> TimelineKind {
    let part = PARTS.iter().find(|(_, subjects)| subjects.contains(&subject_kind));
    part.map_or(TimelineKind::Changes, |(kind, _)| *kind)
}
