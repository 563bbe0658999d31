//! `kill -9`: what was acknowledged is there, what was half-way is not. The test program starts itself as the victim.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use sea_orm::{DbErr, EntityTrait, PaginatorTrait};
use sea_orm_migration::sea_query::{ColumnDef, Table};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use super::super::testkit::TestDb;
use super::super::{Cx, Db, DbError, DbOptions};
use super::schema::{self, Entity, Schema, Things};

const URL: &str = "ZAGUAN_TEST_VICTIM";

/// Runs the test `name` of this program as a process of its own, working on `url`.
fn victim(name: &str, url: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", &format!("platform::db::tests::kill::{name}")])
        .env(URL, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The lines after `mark` that the victim prints, without end.
fn said<'a>(child: &'a mut Child, mark: &'static str) -> impl Iterator<Item = String> + 'a {
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    lines.filter_map(move |line| line.unwrap().split_once(mark).map(|(_, word)| word.to_owned()))
}

#[allow(clippy::disallowed_methods, reason = "how the parent tells the victim where to work")]
fn victims_url() -> String {
    std::env::var(URL).expect("only run as a victim")
}

#[tokio::test]
#[ignore = "a victim, started by what_was_acknowledged_survives"]
async fn writes_until_killed() {
    let db = Db::open(&victims_url(), &DbOptions::default()).await.unwrap();
    let writers = (0..8_u128).map(|writer| {
        let db = &db;
        async move {
            for n in 0.. {
                let id = n * 8 + writer;
                db.write(async move |cx: &Cx| -> Result<(), DbError> {
                    Entity::insert(schema::new(schema::bare(id, &id.to_string()))).exec(cx).await?;
                    Ok(())
                })
                .await
                .unwrap();
                println!("stored:{id}");
            }
        }
    });
    futures_util::future::join_all(writers).await;
}

#[tokio::test]
async fn what_was_acknowledged_survives() {
    for test in TestDb::each_with::<Schema>().await {
        test.db.close().await;
        for round in 1..=3 {
            let mut child = victim("writes_until_killed", test.url());
            let acknowledged: Vec<_> = said(&mut child, "stored:").take(50 * round).collect();
            child.kill().unwrap();
            child.wait().unwrap();
            let db = Db::open(test.url(), &DbOptions::default()).await.unwrap();
            let stored = db.write(async |cx: &Cx| -> Result<_, DbError> {
                let stored = Entity::find().all(cx).await?;
                Entity::delete_many().exec(cx).await?;
                Ok(stored)
            });
            let stored: Vec<_> = stored.await.unwrap().into_iter().map(|row| row.name).collect();
            let lost: Vec<_> = acknowledged.iter().filter(|name| !stored.contains(name)).collect();
            assert!(lost.is_empty(), "lost on {:?}: {lost:?}", test.db);
            db.close().await;
        }
    }
}

struct Hanging;

impl MigrationName for Hanging {
    fn name(&self) -> &str {
        "m0002_hanging"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Hanging {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create().table("half").col(ColumnDef::new("id").uuid().not_null().primary_key()).to_owned();
        manager.create_table(table).await?;
        println!("half:way");
        std::thread::sleep(std::time::Duration::from_secs(60));
        Ok(())
    }
}

struct Hangs;

impl MigratorTrait for Hangs {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Things), Box::new(Hanging)]
    }
}

#[tokio::test]
#[ignore = "a victim, started by a_migration_killed_half_way_leaves_no_trace"]
async fn migrates_until_killed() {
    let db = Db::open(&victims_url(), &DbOptions::default()).await.unwrap();
    db.migrate_with::<Hangs>().await.unwrap();
}

#[tokio::test]
async fn a_migration_killed_half_way_leaves_no_trace() {
    let mut all = vec![TestDb::lite_empty(&DbOptions::default()).await];
    all.extend(TestDb::pg_empty().await);
    for test in all {
        test.db.close().await;
        let mut child = victim("migrates_until_killed", test.url());
        assert_eq!(said(&mut child, "half:").next().as_deref(), Some("way"));
        child.kill().unwrap();
        child.wait().unwrap();
        let db = Db::open(test.url(), &DbOptions::default()).await.unwrap();
        assert_eq!(db.pending_with::<Hangs>().await.unwrap(), ["m0002_hanging"]);
        let things = db.read(async |cx: &Cx| -> Result<_, DbError> { Ok(Entity::find().count(cx).await?) }).await;
        assert_eq!(things.unwrap(), 0, "the one before it stays");
        let half = db.read(async |cx: &Cx| -> Result<_, DbError> {
            Ok(sea_orm::ConnectionTrait::execute_unprepared(cx, "SELECT id FROM half").await?)
        });
        assert!(half.await.is_err());
        db.close().await;
    }
}
