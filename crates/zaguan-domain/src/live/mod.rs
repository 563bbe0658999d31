//! Live streams: who is connected hears what happened, in order, once, on whichever instance it happened.
//!
//! The event table is the truth. One follower per process compares each firm's sequence with what it has seen, reads
//! what is new, drops what it makes stale from memory, and hands it to the streams of that firm. It is woken by the
//! commits of its own process and looks by itself four times a second for those of others.

mod follow;
mod hub;
mod place;
mod seats;

pub use follow::run;
pub use hub::{Hub, Stored};
pub use place::{place, placed};
pub use seats::{Seat, Seats};

use std::sync::Arc;

use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use zaguan_types::TenantId;
use zaguan_types::events::{Event, EventKind};

use crate::access::{CaseFacts, Viewer};
use crate::error::Result;
use crate::platform::App;
use crate::platform::entity::{event as table, tenant_counter};
use crate::platform::stamp::{Actor, Origin};
use crate::sessions::principal::Principal;

/// More than this many missed events are not replayed: the app reads everything anew.
pub const MOST_MISSED: u64 = 500;

/// The present place in a firm's sequence.
///
/// # Errors
/// Only if the database is away.
pub async fn position(app: &App, tenant: TenantId) -> Result<i64> {
    let stamp = app.stamp(tenant, Actor::system(), Origin::default());
    let row = app.read(stamp, false, async |tx| tx.one(tenant_counter::Entity::find()).await).await?;
    Ok(row.map_or(0, |row| row.event_seq))
}

/// The events of a firm after a place in its sequence; `None` if there are too many or they are gone. What is for another
/// member of staff alone does not count. For a client only those count that could be theirs: how many there are for others is
/// the firm's business.
///
/// # Errors
/// Only if the database is away.
pub async fn missed(
    app: &App,
    tenant: TenantId,
    after: i64,
    who: Option<&Principal>,
) -> Result<Option<Vec<Arc<Stored>>>> {
    let stamp = app.stamp(tenant, Actor::system(), Origin::default());
    // Looked at row by row: the key has led to what is behind the place, in order.
    let for_all = table::Column::UserId.is_null();
    let theirs = match who {
        Some(Principal::Portal(client)) => Some(Condition::all().add(Viewer::of(client).events()).add(for_all)),
        Some(Principal::Staff(who)) => Some(Condition::any().add(for_all).add(table::Column::UserId.eq(who.user_id.0))),
        None => None,
    };
    let rows = app
        .read(stamp, true, async move |tx| {
            let behind = table::Entity::find().filter(table::Column::Seq.gt(after)).order_by_asc(table::Column::Seq);
            let now = tx.one(tenant_counter::Entity::find()).await?.map_or(0, |row| row.event_seq);
            let first = tx.one(behind.clone()).await?.map(|row| row.seq);
            let mut mine = behind.limit(MOST_MISSED + 1);
            if let Some(theirs) = &theirs {
                mine = mine.filter(theirs.clone());
            }
            Ok((tx.all(mine).await?, first, now))
        })
        .await?;
    let (rows, first, now) = rows;
    // A sequence has no gaps: where the next number is not there, it was thrown away.
    let gone = first.map_or(now > after, |first| first > after + 1);
    if rows.len() as u64 > MOST_MISSED || gone {
        return Ok(None);
    }
    Ok(Some(rows.into_iter().map(|row| Arc::new(stored(row))).collect()))
}

/// An event of a newer version means: something changed, read it anew.
fn stored(row: table::Model) -> Stored {
    let table::Model { tenant_id, seq, kind, subject_id, contact_id, organisation_id, private, user_id, created_at: _ } =
        row;
    Stored {
        tenant: TenantId(tenant_id),
        seq,
        kind: EventKind::from_name(&kind).unwrap_or(EventKind::Resync),
        subject: subject_id,
        case: CaseFacts { contact: contact_id, organisation: organisation_id, private },
        only: user_id,
    }
}

/// What this person hears of an event; `None` if it is not for them.
pub fn heard(who: &Principal, event: &Stored) -> Option<Event> {
    let event_of = |seq, subject_id| Some(Event { seq, kind: event.kind, subject_id });
    match who {
        Principal::Staff(who) => {
            if !event.concerns(Some(who.user_id)) {
                return None;
            }
            let needed = match event.kind {
                EventKind::ContactCreated | EventKind::ContactUpdated | EventKind::ContactDeleted => {
                    zaguan_types::Permission::ContactsRead
                }
                EventKind::OrganisationCreated | EventKind::OrganisationUpdated | EventKind::OrganisationDeleted => {
                    zaguan_types::Permission::OrganisationsRead
                }
                EventKind::ImportUpdated => zaguan_types::Permission::RecordsImport,
                EventKind::CaseCreated
                | EventKind::CaseUpdated
                | EventKind::CaseMessageCreated
                | EventKind::CaseRead => zaguan_types::Permission::CasesRead,
                EventKind::FieldsUpdated => zaguan_types::Permission::FieldsRead,
                EventKind::AccessUpdated => zaguan_types::Permission::ContactsRead,
                EventKind::TenantUpdated | EventKind::ViewsUpdated | EventKind::Resync => {
                    zaguan_types::Permission::SignedIn
                }
            };
            if who.role.allows(needed) { event_of(Some(event.seq), event.subject) } else { None }
        }
        Principal::Portal(who) => match event.kind {
            EventKind::CaseCreated | EventKind::CaseUpdated | EventKind::CaseMessageCreated => {
                if Viewer::of(who).sees(event.case) { event_of(None, event.subject) } else { None }
            }
            // That something about the forms changed, not what.
            EventKind::FieldsUpdated if !event.case.private => event_of(None, None),
            EventKind::TenantUpdated | EventKind::Resync => event_of(None, None),
            EventKind::ContactCreated
            | EventKind::ContactUpdated
            | EventKind::ContactDeleted
            | EventKind::OrganisationCreated
            | EventKind::OrganisationUpdated
            | EventKind::OrganisationDeleted
            | EventKind::ViewsUpdated
            | EventKind::CaseRead
            | EventKind::ImportUpdated
            | EventKind::AccessUpdated
            | EventKind::FieldsUpdated => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use zaguan_types::{Instant, Language, Role, SessionId, UserId};

    use super::*;
    use crate::platform::NewEvent;
    use crate::platform::db::testkit::TestDb;
    use crate::sessions::principal::StaffPrincipal;
    use crate::testkit;

    fn staff(tenant: TenantId, user: UserId) -> Principal {
        Principal::Staff(Arc::new(StaffPrincipal {
            tenant_id: tenant,
            session_id: SessionId(Uuid::from_u128(1)),
            user_id: user,
            name: "Rosa".into(),
            since: Instant(0),
            role: Role::Owner,
            language: Language::Es,
            by_program: false,
            good_until: Instant(i64::MAX),
        }))
    }

    #[tokio::test]
    async fn what_is_for_others_alone_does_not_count_among_what_was_missed() {
        for test in TestDb::each().await {
            let app = testkit::app(&test);
            let (firm, rosa) = testkit::firm(&app, "girasol").await;
            let (case, luis) = (Uuid::from_u128(7), UserId(Uuid::from_u128(8)));
            let before = position(&app, firm).await.unwrap();
            let stamp = app.stamp(firm, Actor::system(), Origin::default());
            app.write(stamp, async move |tx| {
                for _ in 0..=MOST_MISSED {
                    tx.event(NewEvent::to(luis.0, EventKind::CaseRead, case));
                }
                tx.event(NewEvent::to(rosa.0, EventKind::CaseRead, case));
                tx.event(NewEvent::staff(EventKind::CaseUpdated, Some(case)));
                Ok(())
            })
            .await
            .unwrap();
            let hers = missed(&app, firm, before, Some(&staff(firm, rosa))).await.unwrap().unwrap();
            let kinds: Vec<EventKind> = hers.iter().map(|event| event.kind).collect();
            assert_eq!(kinds, [EventKind::CaseRead, EventKind::CaseUpdated], "{:?}", test.db);
            assert!(hers.iter().all(|event| event.concerns(Some(rosa))));
            assert!(!hers[0].concerns(Some(luis)) && !hers[0].concerns(None) && hers[1].concerns(None));
            // Too many for the other one, and for the follower, which reads for all.
            assert!(missed(&app, firm, before, Some(&staff(firm, luis))).await.unwrap().is_none());
            assert!(missed(&app, firm, before, None).await.unwrap().is_none());
        }
    }
}
