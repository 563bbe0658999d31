//! Changes that meet: who waits for whom, and what numbers they get.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::Map;
use tokio::sync::oneshot;
use zaguan_types::cases::{CasePriority, CaseSource, CaseStatus};
use zaguan_types::contacts::NewContact;
use zaguan_types::{ContactId, TenantId, UserId};

use super::db::testkit::TestDb;
use super::stamp::{Actor, Origin, Stamp};
use super::{App, TenantTx};
use crate::cases::{self, Begin};
use crate::error::{Error, Result};
use crate::platform::entity::{event, tenant_counter};
use crate::{contacts, testkit};

fn stamp(app: &App, firm: TenantId) -> Stamp {
    app.stamp(firm, Actor::system(), Origin::default())
}

fn about(contact: Option<ContactId>) -> Begin {
    Begin {
        subject: "s".into(),
        description: None,
        status: CaseStatus::Open,
        priority: CasePriority::Normal,
        category: None,
        contact_id: contact,
        organisation_id: None,
        assignee_id: None,
        private: false,
        source: CaseSource::Staff,
        custom: Map::new(),
    }
}

async fn contact(app: &App, firm: TenantId, owner: UserId) -> ContactId {
    let new = NewContact { last_name: Some("Gil".into()), owner_id: Some(owner), ..NewContact::default() };
    app.write(stamp(app, firm), async move |tx| contacts::insert(tx, new.clone()).await).await.unwrap()
}

/// Holds a contact in a change that is not done before `go` says so.
async fn hold(app: Arc<App>, firm: TenantId, id: ContactId, held: oneshot::Sender<()>, go: oneshot::Receiver<()>) {
    let signals = Mutex::new(Some((held, go)));
    app.write(stamp(&app, firm), async move |tx| {
        let find = contacts::entity::Entity::find().filter(contacts::entity::Column::Id.eq(id.0));
        tx.lock_one(find).await?.ok_or(Error::NotFound)?;
        let signals = signals.lock().unwrap().take();
        if let Some((held, go)) = signals {
            held.send(()).unwrap();
            go.await.unwrap();
        }
        Ok(())
    })
    .await
    .unwrap();
}

/// On SQLite there is one writer: nobody holds anything there while another writes.
#[tokio::test]
async fn who_refers_to_a_row_does_not_wait_for_those_who_hold_it() {
    let Some(test) = TestDb::pg().await else { return };
    let app = testkit::app(&test);
    let (firm, owner) = testkit::firm(&app, "girasol").await;
    let id = contact(&app, firm, owner).await;
    let ((held, is_held), (go, goes)) = (oneshot::channel(), oneshot::channel());
    let ((held_too, mut is_held_too), (go_too, goes_too)) = (oneshot::channel(), oneshot::channel());
    let (created, was_created) = oneshot::channel();
    let holding = hold(Arc::clone(&app), firm, id, held, goes);
    let second = async {
        is_held.await.unwrap();
        // A case of the contact that is held …
        let create = app.write(stamp(&app, firm), async move |tx| cases::begin(tx, about(Some(id))).await);
        tokio::time::timeout(Duration::from_secs(5), create)
            .await
            .expect("it waits for who holds its contact")
            .unwrap();
        created.send(()).unwrap();
        // … while another change of the contact itself waits.
        hold(Arc::clone(&app), firm, id, held_too, goes_too).await;
    };
    let judge = async {
        was_created.await.unwrap();
        let patience = Duration::from_millis(800);
        assert!(tokio::time::timeout(patience, &mut is_held_too).await.is_err(), "two hold one row");
        go.send(()).unwrap();
        is_held_too.await.unwrap();
        go_too.send(()).unwrap();
    };
    tokio::join!(holding, second, judge);
}

/// Creates a case, and fails afterwards if told so.
async fn attempt(app: &App, firm: TenantId, fail: bool) -> Result<String> {
    app.write(stamp(app, firm), async move |tx| {
        let case = cases::begin(tx, about(None)).await?;
        if fail { Err(Error::Conflict("as it was told".into())) } else { Ok(case.number) }
    })
    .await
}

#[tokio::test]
async fn numbers_have_no_gaps_though_changes_fail_after_taking_theirs() {
    for test in TestDb::each().await {
        let app = testkit::app(&test);
        let (firm, _) = testkit::firm(&app, "girasol").await;
        let ended = futures_util::future::join_all((0..60).map(|n| attempt(&app, firm, n % 3 == 0))).await;
        let mut numbers: Vec<String> = ended.into_iter().flatten().collect();
        numbers.sort();
        let wanted: Vec<String> = (1..=40).map(|number| format!("C-{number:06}")).collect();
        assert_eq!(numbers, wanted, "{:?}", test.db);
        sequence_is_whole(&app, firm).await;
    }
}

#[tokio::test]
async fn events_are_numbered_without_gaps_however_many_a_change_has() {
    for test in TestDb::each().await {
        let app = testkit::app(&test);
        let (firm, owner) = testkit::firm(&app, "girasol").await;
        // A number without its event, one event per number, more events than numbers.
        let taken = app.write(stamp(&app, firm), async |tx: &TenantTx<'_>| tx.next_case_number().await).await.unwrap();
        assert_eq!(taken, 1);
        sequence_is_whole(&app, firm).await;
        attempt(&app, firm, false).await.unwrap();
        app.write(stamp(&app, firm), async move |tx| {
            let new = NewContact { last_name: Some("Gil".into()), owner_id: Some(owner), ..NewContact::default() };
            contacts::insert(tx, new).await?;
            cases::begin(tx, about(None)).await?;
            cases::begin(tx, about(None)).await.map(drop)
        })
        .await
        .unwrap();
        sequence_is_whole(&app, firm).await;
    }
}

/// The events of a firm are numbered from one to what its counter says.
async fn sequence_is_whole(app: &App, firm: TenantId) {
    let (counter, mut seqs) = app
        .read(stamp(app, firm), true, async |tx| {
            let counter = tx.one(tenant_counter::Entity::find()).await?.ok_or(Error::NotFound)?;
            let seqs: Vec<i64> = tx.all(event::Entity::find()).await?.into_iter().map(|row| row.seq).collect();
            Ok((counter.event_seq, seqs))
        })
        .await
        .unwrap();
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=counter).collect::<Vec<_>>());
}
