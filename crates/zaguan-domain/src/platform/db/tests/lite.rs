//! What only SQLite has: the writer's group commit, the one poll, the lock.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};

use super::super::testkit::TestDb;
use super::super::{Cx, Db, DbError, DbOptions};
use super::schema::{self, Entity, Schema};
use crate::platform::dialect::{ViolationKind, violation};

async fn count(db: &Db) -> u64 {
    db.read(async |cx: &Cx| -> Result<_, DbError> { Ok(Entity::find().count(cx).await?) }).await.unwrap()
}

async fn add(db: &Db, n: u128, name: &str) -> Result<(), DbError> {
    let row = schema::bare(n, name);
    db.write(async move |cx: &Cx| -> Result<(), DbError> {
        Entity::insert(schema::new(row.clone())).exec(cx).await?;
        Ok(())
    })
    .await
}

/// Holds the writer until told, so that jobs pile up behind it. Returns once it is held.
async fn hold(db: &Db) -> (tokio::task::JoinHandle<Result<(), DbError>>, std::sync::mpsc::Sender<()>) {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (held, is_held) = tokio::sync::oneshot::channel::<()>();
    let (wait, held) = (Mutex::new(wait), Mutex::new(Some(held)));
    let db = db.clone();
    let holder = tokio::spawn(async move {
        db.write(async move |_: &Cx| -> Result<(), DbError> {
            held.lock().unwrap().take().unwrap().send(()).unwrap();
            let _ = wait.lock().unwrap().recv();
            Ok(())
        })
        .await
    });
    is_held.await.unwrap();
    (holder, go)
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_changes_commit_together_and_a_failing_one_fails_alone() {
    let test = TestDb::lite_with::<Schema>().await;
    let commits = Arc::new(AtomicUsize::new(0));
    let counter = commits.clone();
    test.db.on_commit(Arc::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
    }));
    let (held, go) = hold(&test.db).await;
    let jobs: Vec<_> = (0..100_u128)
        .map(|n| {
            let db = test.db.clone();
            // Two of one name: the second breaks the unique index.
            let name = if n == 50 { "thing 49".to_owned() } else { format!("thing {n}") };
            tokio::spawn(async move { add(&db, n, &name).await })
        })
        .collect();
    // Whether all have been queued by now changes the number of commits, not what is checked below.
    tokio::time::sleep(Duration::from_millis(50)).await;
    go.send(()).unwrap();
    held.await.unwrap().unwrap();
    let mut failed = 0;
    for job in jobs {
        if let Err(e) = job.await.unwrap() {
            let DbError::Db(e) = e else { panic!("{e}") };
            let broken = violation(&e).unwrap();
            assert_eq!((broken.kind, broken.constraint_or_columns.as_str()), (ViolationKind::Unique, "things.name"));
            failed += 1;
        }
    }
    assert_eq!(failed, 1);
    assert_eq!(count(&test.db).await, 99);
    let commits = commits.load(Ordering::SeqCst);
    assert!((1..100).contains(&commits), "{commits} commits for 101 changes");

    // All of it is on disk: what another opening finds.
    test.db.close().await;
    let again = Db::open(test.url(), &DbOptions::default()).await.unwrap();
    assert_eq!(count(&again).await, 99);
}

#[tokio::test]
async fn a_reader_sees_what_a_returned_write_wrote() {
    let test = TestDb::lite_with::<Schema>().await;
    for n in 1..=50 {
        add(&test.db, n, &format!("thing {n}")).await.unwrap();
        assert_eq!(u128::from(count(&test.db).await), n);
    }
}

#[tokio::test]
async fn waiting_for_something_else_is_refused_and_rolled_back() {
    let test = TestDb::lite_with::<Schema>().await;
    let err = test
        .db
        .write(async |cx: &Cx| -> Result<(), DbError> {
            Entity::insert(schema::new(schema::bare(1, "one"))).exec(cx).await?;
            std::future::pending::<()>().await;
            Ok(())
        })
        .await
        .unwrap_err();
    assert!(matches!(&err, DbError::Bug(why) if why.contains("waited")), "{err}");
    let err = test.db.read(async |_: &Cx| -> Result<(), DbError> { std::future::pending().await }).await.unwrap_err();
    assert!(matches!(err, DbError::Bug(_)));
    assert_eq!(count(&test.db).await, 0);
    add(&test.db, 1, "one").await.unwrap();
}

#[tokio::test]
async fn a_panic_is_an_error_and_the_threads_live_on() {
    let opts = DbOptions { sqlite_readers: 1, ..DbOptions::default() };
    let test = TestDb::lite_empty(&opts).await;
    test.db.migrate_with::<Schema>().await.unwrap();
    let err = test
        .db
        .write(async |cx: &Cx| -> Result<(), DbError> {
            Entity::insert(schema::new(schema::bare(1, "one"))).exec(cx).await?;
            panic!("as planned");
        })
        .await
        .unwrap_err();
    assert!(matches!(&err, DbError::Bug(why) if why.contains("as planned")), "{err}");
    let err = test.db.read_tx(async |_: &Cx| -> Result<(), DbError> { panic!("as planned") }).await.unwrap_err();
    assert!(matches!(err, DbError::Bug(_)));
    assert_eq!(count(&test.db).await, 0);
    add(&test.db, 1, "one").await.unwrap();
    assert_eq!(count(&test.db).await, 1);
}

#[tokio::test]
async fn a_full_queue_answers_busy() {
    let test = TestDb::lite_empty(&DbOptions { queue: 2, ..DbOptions::default() }).await;
    test.db.migrate_with::<Schema>().await.unwrap();
    let (held, go) = hold(&test.db).await;
    let mut jobs: Vec<_> = (0..20_u128)
        .map(|n| {
            let db = test.db.clone();
            tokio::spawn(async move { add(&db, n, &format!("thing {n}")).await })
        })
        .collect();
    // The refused ones answer while the writer is still held.
    let refused = async {
        let mut refused = 0;
        while refused < 18 {
            let (result, i, _) = futures_util::future::select_all(jobs.iter_mut()).await;
            assert!(matches!(result.unwrap(), Err(DbError::Busy)));
            drop(jobs.swap_remove(i));
            refused += 1;
        }
        refused
    };
    let refused = tokio::time::timeout(Duration::from_secs(10), refused).await.unwrap();
    go.send(()).unwrap();
    held.await.unwrap().unwrap();
    let mut done = 0;
    for job in jobs {
        done += u64::from(job.await.unwrap().is_ok());
    }
    assert_eq!(count(&test.db).await, done);
    assert_eq!((refused, done), (18, 2));
}

#[tokio::test]
async fn readers_may_not_write_and_the_pragmas_hold() {
    let test = TestDb::lite_with::<Schema>().await;
    let err = test
        .db
        .read(async |cx: &Cx| -> Result<_, DbError> { Ok(cx.execute_unprepared("DELETE FROM things").await?) })
        .await
        .unwrap_err();
    assert!(err.to_string().contains("readonly"), "{err}");
    for (pragma, wanted) in [("foreign_keys", 1), ("synchronous", 2), ("mmap_size", 1 << 30), ("temp_store", 2)] {
        let sql = format!("PRAGMA {pragma}");
        let value = test
            .db
            .write(async move |cx: &Cx| -> Result<i64, DbError> {
                let row = cx.query_one_raw(Statement::from_string(cx.get_database_backend(), sql.clone())).await?;
                Ok(row.unwrap().try_get("", pragma)?)
            })
            .await
            .unwrap();
        assert_eq!(value, wanted, "{pragma}");
    }
    let wal = format!("{}-wal", test.url().strip_prefix("sqlite://").unwrap());
    assert!(std::fs::exists(wal).unwrap(), "a write-ahead log");
}

#[tokio::test]
async fn a_second_instance_is_refused_until_the_first_is_closed() {
    let test = TestDb::lite_with::<Schema>().await;
    let err = Db::open(test.url(), &DbOptions::default()).await.unwrap_err();
    assert!(matches!(&err, DbError::Locked(why) if why.contains("in use by another")), "{err}");
    add(&test.db, 1, "one").await.unwrap();
    test.db.close().await;
    assert!(matches!(add(&test.db, 2, "two").await, Err(DbError::Unavailable(_))));
    let second = Db::open(test.url(), &DbOptions::default()).await.unwrap();
    assert_eq!(count(&second).await, 1);
}

#[tokio::test]
async fn what_is_no_database_is_refused_untouched() {
    let test = TestDb::lite_with::<Schema>().await;
    add(&test.db, 1, "one").await.unwrap();
    test.db.close().await;
    let path = test.url().strip_prefix("sqlite://").unwrap();
    let whole = std::fs::read(path).unwrap();
    for broken in
        [b"this is a letter, not a database; it only has its name".repeat(99), whole[..whole.len() - 4096].to_vec()]
    {
        std::fs::write(path, &broken).unwrap();
        let err = Db::open(test.url(), &DbOptions::default()).await.unwrap_err();
        assert!(matches!(err, DbError::Unavailable(_)), "{err}");
        assert_eq!(std::fs::read(path).unwrap(), broken);
    }
}

#[tokio::test]
async fn a_snapshot_does_not_move() {
    let test = TestDb::lite_with::<Schema>().await;
    let (started, wait_started) = tokio::sync::oneshot::channel::<()>();
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let (started, wait) = (Mutex::new(Some(started)), Mutex::new(wait));
    let db = test.db.clone();
    let reading = tokio::spawn(async move {
        db.read_tx(async move |cx: &Cx| -> Result<_, DbError> {
            let before = Entity::find().count(cx).await?;
            started.lock().unwrap().take().unwrap().send(()).unwrap();
            wait.lock().unwrap().recv().unwrap();
            Ok((before, Entity::find().count(cx).await?))
        })
        .await
    });
    wait_started.await.unwrap();
    add(&test.db, 1, "one").await.unwrap();
    go.send(()).unwrap();
    assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
    assert_eq!(count(&test.db).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_fails_everyone_in_the_commit_and_heals() {
    let test = TestDb::lite_with::<Schema>().await;
    add(&test.db, 1, "before").await.unwrap();
    let limit = async |sql: &'static str| {
        test.db
            .write(async move |cx: &Cx| -> Result<(), DbError> { Ok(cx.execute_unprepared(sql).await.map(drop)?) })
            .await
    };
    limit("PRAGMA max_page_count = 40").await.unwrap();
    let (held, go) = hold(&test.db).await;
    let neighbour = tokio::spawn({
        let db = test.db.clone();
        async move { add(&db, 2, "neighbour").await }
    });
    let big = tokio::spawn({
        let db = test.db.clone();
        async move { add(&db, 3, &"x".repeat(1 << 20)).await }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    go.send(()).unwrap();
    let (held, neighbour, big) = (held.await.unwrap(), neighbour.await.unwrap(), big.await.unwrap());
    assert!(matches!(big, Err(DbError::Unavailable(_))), "{big:?}");
    // Whoever was told that it is stored finds it stored, the others do not.
    let expected = 1 + u64::from(neighbour.is_ok());
    assert!(held.is_ok() || neighbour.is_err());
    assert_eq!(count(&test.db).await, expected);
    limit("PRAGMA max_page_count = 100000").await.unwrap();
    add(&test.db, 4, &"x".repeat(1 << 20)).await.unwrap();
    assert_eq!(count(&test.db).await, expected + 1);
}

#[tokio::test]
async fn a_hook_that_panics_neither_undoes_a_change_nor_ends_the_writer() {
    let test = TestDb::lite_with::<Schema>().await;
    test.db.on_commit(Arc::new(|| panic!("as planned")));
    add(&test.db, 1, "one").await.unwrap();
    add(&test.db, 2, "two").await.unwrap();
    assert_eq!(count(&test.db).await, 2);
}
