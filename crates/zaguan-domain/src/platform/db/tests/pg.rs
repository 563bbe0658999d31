//! What only PostgreSQL has: transactions to be run again, connections that die.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use super::super::testkit::TestDb;
use super::super::{Cx, Db, DbError};
use super::schema::{self, Entity, Schema};

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
