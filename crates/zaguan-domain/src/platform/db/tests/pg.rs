//! What only PostgreSQL has: transactions to be run again, connections that die.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use super::super::testkit::TestDb;
use super::super::{Cx, Db, DbError, RawJson};
use super::schema::{self, Column, Count, Entity, Schema};

async fn count(db: &Db) -> u64 {
    db.read(async |cx: &Cx| -> Result<_, DbError> { Ok(Entity::find().count(cx).await?) }).await.unwrap()
}

#[tokio::test]
async fn a_serialization_failure_is_run_again_even_if_the_closure_hides_it() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    for code in ["40001", "40P01"] {
        let runs = Arc::new(AtomicU32::new(0));
        let counter = runs.clone();
        let sql = format!("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '{code}'; END $$");
        let row = schema::bare(u128::from(code.ends_with('P') as u8 + code.len() as u8), code);
        test.db
            .write(async move |cx: &Cx| -> Result<(), DbError> {
                Entity::insert(schema::new(row.clone())).exec(cx).await?;
                if counter.fetch_add(1, Ordering::SeqCst) < 2 {
                    cx.execute_unprepared(&sql).await.map_err(|_| DbError::Bug("hidden".into()))?;
                }
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 3);
        test.db
            .write(async |cx: &Cx| -> Result<_, DbError> {
                assert_eq!(Entity::find().count(cx).await?, 1);
                Ok(Entity::delete_many().exec(cx).await?.rows_affected)
            })
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn rivals_that_lock_crosswise_both_get_through() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    test.db
        .write(async |cx: &Cx| -> Result<(), DbError> {
            for n in [1, 2] {
                Entity::insert(schema::new(schema::bare(n, &n.to_string()))).exec(cx).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let met = Arc::new(tokio::sync::Barrier::new(2));
    let rivals = [("1", "2"), ("2", "1")].map(|(first, second)| {
        let (db, met) = (test.db.clone(), met.clone());
        async move {
            let run = Arc::new(AtomicU32::new(0));
            db.write(async move |cx: &Cx| -> Result<(), DbError> {
                let one = |name: &str| format!("UPDATE things SET small = 1 WHERE name = '{name}'");
                cx.execute_unprepared(&one(first)).await?;
                if run.fetch_add(1, Ordering::SeqCst) == 0 {
                    // Both hold their first row now: a certain deadlock.
                    met.wait().await;
                }
                cx.execute_unprepared(&one(second)).await?;
                Ok(())
            })
            .await
        }
    });
    for outcome in futures_util::future::join_all(rivals).await {
        outcome.unwrap();
    }
}

#[tokio::test]
async fn dead_connections_are_passed_over() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    let Some(admin) = TestDb::pg_empty().await else { return };
    let name = test.url().rsplit('/').next().unwrap().to_owned();
    for n in 0..3 {
        // Several open connections …
        let reads = (0..6).map(|_| {
            test.db.read(async |cx: &Cx| -> Result<_, DbError> {
                cx.execute_unprepared("SELECT pg_sleep(0.05)").await?;
                Ok(())
            })
        });
        futures_util::future::try_join_all(reads).await.unwrap();
        // … cut at once, as by a restart of the server …
        let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        admin
            .db
            .write(async move |cx: &Cx| -> Result<_, DbError> { Ok(cx.execute_unprepared(&cut).await?) })
            .await
            .unwrap();
        // … and neither a change nor a read notices.
        let row = schema::bare(n, &n.to_string());
        test.db
            .write(async move |cx: &Cx| -> Result<(), DbError> {
                Entity::insert(schema::new(row.clone())).exec(cx).await?;
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(u128::from(count(&test.db).await), n + 1);
    }
}

/// What hot reads hold.
#[derive(Debug, PartialEq, serde::Deserialize, FromQueryResult)]
struct Hot {
    id: Uuid,
    name: String,
    o_id: Option<Uuid>,
    yes: bool,
    big: i64,
    o_small: Option<i32>,
    at: chrono::DateTime<chrono::Utc>,
    o_extra: Option<RawJson>,
    mode: String,
}

/// Rows together with what the connection thinks of writing: only a lane refuses it.
fn hot() -> Select<Entity> {
    let columns = [Column::Id, Column::Name, Column::OId, Column::Yes, Column::Big, Column::OSmall, Column::At];
    let mode = Expr::cust("current_setting('default_transaction_read_only')");
    let hot = Entity::find().select_only().columns(columns).column(Column::OExtra).column_as(mode, "mode");
    hot.order_by_asc(Column::Id)
}

#[tokio::test]
async fn lanes_read_what_the_pool_reads() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    let two = schema::full(2, "two");
    let rows = [schema::bare(1, "one"), two.clone()];
    test.db
        .write(async move |cx: &Cx| -> Result<(), DbError> {
            Entity::insert_many(rows.iter().cloned().map(schema::new)).exec(cx).await?;
            Ok(())
        })
        .await
        .unwrap();
    // With values of every kind that lanes send.
    let read = async move |cx: &Cx| -> Result<_, DbError> {
        let known = hot()
            .filter(Column::Id.is_in([two.id, Uuid::nil()]))
            .filter(Column::Name.eq("two"))
            .filter(Column::Yes.eq(two.yes))
            .filter(Column::At.eq(two.at))
            .filter(Column::OAt.lt(two.at).or(Column::OAt.is_not_null()))
            .filter(Column::Day.eq(two.day))
            .filter(Column::OSmall.eq(i32::MAX))
            .filter(Column::Big.eq(two.big))
            .filter(Column::Bytes.eq(two.bytes.clone()))
            .filter(Column::State.eq(two.state))
            .limit(1);
        Ok((cx.rows::<Hot, _>(&known).await?, cx.rows::<Hot, _>(&hot()).await?))
    };
    let (known, all) = test.db.read(read.clone()).await.unwrap();
    assert_eq!((known.len(), all.len(), all[0].mode.as_str()), (1, 2, "off"));
    with_lanes(&test.db).await;
    let (over_lane, all_over_lane) = test.db.read(read).await.unwrap();
    let as_by_pool = |rows: Vec<Hot>| {
        assert!(rows.iter().all(|row| row.mode == "on"), "{rows:?}");
        rows.into_iter().map(|row| Hot { mode: "off".into(), ..row }).collect::<Vec<_>>()
    };
    assert_eq!(as_by_pool(over_lane), known);
    assert_eq!(as_by_pool(all_over_lane), all);
}

/// Which connection answered, and whether it is a lane.
#[derive(Debug, serde::Deserialize, FromQueryResult)]
struct Way {
    pid: i32,
    mode: String,
}

/// Lets this thread have both of its lanes. They are opened beside the work.
async fn with_lanes(db: &Db) {
    db.answer_here();
    for _ in 0..200 {
        let lanes: HashSet<i32> = ways(db, 12).await.iter().filter(|way| way.mode == "on").map(|way| way.pid).collect();
        if lanes.len() == 2 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no lanes were opened");
}

async fn ways(db: &Db, count: usize) -> Vec<Way> {
    let sql = "SELECT pg_backend_pid() AS pid, current_setting('default_transaction_read_only') AS mode";
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
    let reads = (0..count).map(|_| {
        let statement = statement.clone();
        db.read(async move |cx: &Cx| -> Result<_, DbError> { Ok(cx.rows::<Way, _>(&statement).await?) })
    });
    futures_util::future::try_join_all(reads).await.unwrap().into_iter().flatten().collect()
}

#[tokio::test]
async fn many_reads_share_two_lanes_and_a_cut_one_is_not_noticed() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    let Some(admin) = TestDb::pg_empty().await else { return };
    let name = test.url().rsplit('/').next().unwrap().to_owned();
    assert!(ways(&test.db, 3).await.iter().all(|way| way.mode == "off"), "a thread that answers nobody has no lanes");
    for _ in 0..3 {
        with_lanes(&test.db).await;
        let shared = ways(&test.db, 20).await;
        let lanes: HashSet<i32> = shared.iter().filter(|way| way.mode == "on").map(|way| way.pid).collect();
        assert!(shared.iter().all(|way| way.mode == "on") && lanes.len() == 2, "{shared:?}");
        let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        admin
            .db
            .write(async move |cx: &Cx| -> Result<_, DbError> { Ok(cx.execute_unprepared(&cut).await?) })
            .await
            .unwrap();
    }
    // More than lanes are good for at once goes to the pool as well.
    with_lanes(&test.db).await;
    assert!(ways(&test.db, 60).await.iter().any(|way| way.mode == "off"));
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "how long others wait is what is tested")]
async fn what_takes_long_holds_up_nobody_else() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    with_lanes(&test.db).await;
    let slow = (0..2).map(|_| {
        let sql = "SELECT pg_backend_pid() AS pid, current_setting('default_transaction_read_only') AS mode FROM pg_sleep(1.5)";
        let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
        test.db.read(async move |cx: &Cx| -> Result<_, DbError> { Ok(cx.rows::<Way, _>(&statement).await?) })
    });
    let begun = std::time::Instant::now();
    // Those that come at once stand behind it, those that come later find both lanes held up.
    let quick = async |after: u64| {
        tokio::time::sleep(std::time::Duration::from_millis(after)).await;
        let found = ways(&test.db, 10).await;
        (found, begun.elapsed())
    };
    let (slow, at_once, later) = tokio::join!(futures_util::future::try_join_all(slow), quick(5), quick(300));
    assert!(slow.unwrap().iter().flatten().all(|way| way.mode == "on"), "what is slow itself is not asked twice");
    for (found, took) in [at_once, later] {
        assert!(found.len() == 10 && took.as_millis() < 1_200, "{took:?}");
    }
    // Lanes that somebody gave up are not used again; others take their place.
    with_lanes(&test.db).await;
    assert!(ways(&test.db, 4).await.iter().all(|way| way.mode == "on"));
}

#[tokio::test]
async fn a_lane_says_what_is_wrong_in_the_words_of_the_pool() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    with_lanes(&test.db).await;
    for sql in [
        "SELECT * FROM no_such_table",
        "SELECT 1 / 0 AS n",
        "INSERT INTO things (name) VALUES ('x') RETURNING 1::int8 AS n",
    ] {
        let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
        let read = async move |cx: &Cx| -> Result<_, DbError> { Ok(cx.rows::<Count, _>(&statement).await?) };
        let error = test.db.read(read).await.unwrap_err();
        assert!(matches!(error, DbError::Db(_)), "{sql}: {error}");
    }
    // And a plan that a migration has made useless is made anew.
    let all = async |cx: &Cx| -> Result<_, DbError> { Ok(cx.rows::<Count, _>(&star()).await?) };
    test.run("CREATE TABLE counts (n bigint); INSERT INTO counts VALUES (7)").await;
    assert_eq!(test.db.read(all).await.unwrap().len(), 1);
    test.run("ALTER TABLE counts ADD COLUMN more text").await;
    for _ in 0..2 {
        assert_eq!(test.db.read(all).await.unwrap().first().map(|count| count.n), Some(7));
    }
}

fn star() -> sea_orm::Statement {
    sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, "SELECT * FROM counts")
}

#[tokio::test]
async fn a_server_that_is_away_is_unavailable() {
    let err = Db::open("postgres://nobody@127.0.0.1:1/nothing", &super::super::DbOptions::default()).await.unwrap_err();
    assert!(matches!(err, DbError::Unavailable(_)), "{err}");
    let err = Db::open("mysql://root:secret@localhost/x", &super::super::DbOptions::default()).await.unwrap_err();
    assert!(!err.to_string().contains("secret"), "{err}");
}

#[test]
fn closures_need_not_be_send_futures_and_run_on_a_local_set() {
    // As on an actix worker: one thread, tasks that never leave it.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, async {
        for test in TestDb::each_with::<Schema>().await {
            let db = test.db.clone();
            let task = tokio::task::spawn_local(async move {
                db.write(async |cx: &Cx| -> Result<u64, DbError> {
                    let local = std::rc::Rc::new(7);
                    Entity::insert(schema::new(schema::bare(1, "one"))).exec(cx).await?;
                    assert_eq!(*local, 7);
                    Ok(Entity::find().count(cx).await?)
                })
                .await
            });
            assert_eq!(task.await.unwrap().unwrap(), 1);
        }
    });
}

#[tokio::test]
async fn a_change_that_nobody_waits_for_any_more_is_rolled_back() {
    let Some(test) = TestDb::pg_with::<Schema>().await else { return };
    let (inserted, is_inserted) = tokio::sync::oneshot::channel::<()>();
    let inserted = std::sync::Mutex::new(Some(inserted));
    let write = test.db.write(async move |cx: &Cx| -> Result<(), DbError> {
        Entity::insert(schema::new(schema::bare(1, "one"))).exec(cx).await?;
        inserted.lock().unwrap().take().unwrap().send(()).unwrap();
        std::future::pending().await
    });
    tokio::select! {
        _ = write => panic!("it waits for ever"),
        _ = is_inserted => {}
    }
    let left = test.db.write(async |cx: &Cx| -> Result<_, DbError> {
        // Would wait for the lock of the abandoned change, were that still open.
        Entity::insert(schema::new(schema::bare(1, "one"))).exec(cx).await?;
        Ok(Entity::find().count(cx).await?)
    });
    assert_eq!(left.await.unwrap(), 1);
}
