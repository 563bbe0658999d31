//! Migrations: each whole or not at all, in order, once.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use sea_orm_migration::sea_query::{ColumnDef, Table};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use super::super::testkit::TestDb;
use super::super::{Cx, Db, DbError, DbOptions};
use super::schema::{self, Schema, Things};

/// Two tables and then a failure, a panic, or nothing of the kind.
struct Second(Mishap);

#[derive(Clone, Copy)]
enum Mishap {
    None,
    Error,
    Panic,
    OwnTransaction,
}

impl MigrationName for Second {
    fn name(&self) -> &str {
        "m0002_second"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Second {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if let Mishap::OwnTransaction = self.0 {
            return manager.begin().await?.commit().await;
        }
        for name in ["second", "third"] {
            let table =
                Table::create().table(name).col(ColumnDef::new("id").uuid().not_null().primary_key()).to_owned();
            manager.create_table(table).await?;
            match self.0 {
                Mishap::Error => return Err(DbErr::Custom("half-way".into())),
                Mishap::Panic => panic!("half-way"),
                Mishap::None | Mishap::OwnTransaction => {}
            }
        }
        Ok(())
    }
}

macro_rules! migrator {
    ($($name:ident: $mishap:ident;)*) => {$(
        struct $name;
        impl MigratorTrait for $name {
            fn migrations() -> Vec<Box<dyn MigrationTrait>> {
                vec![Box::new(Things), Box::new(Second(Mishap::$mishap))]
            }
        }
    )*};
}

migrator! { Good: None; Failing: Error; Panicking: Panic; Transacting: OwnTransaction; }

async fn has(db: &Db, table: &str) -> bool {
    let sql = format!("SELECT count(*) FROM {table}");
    db.read(async move |cx: &Cx| -> Result<_, DbError> { Ok(cx.execute_unprepared(&sql).await?) }).await.is_ok()
}

async fn empty() -> Vec<TestDb> {
    let mut all = vec![TestDb::lite_empty(&DbOptions::default()).await];
    all.extend(TestDb::pg_empty().await);
    all
}

#[tokio::test]
async fn they_run_once() {
    for test in empty().await {
        assert_eq!(test.db.pending_with::<Good>().await.unwrap(), ["m0001_things", "m0002_second"]);
        assert!(!has(&test.db, "seaql_migrations").await, "asking must not change anything");
        assert_eq!(test.db.migrate_with::<Good>().await.unwrap(), ["m0001_things", "m0002_second"]);
        assert_eq!(test.db.migrate_with::<Good>().await.unwrap(), [""; 0]);
        assert_eq!(test.db.pending_with::<Good>().await.unwrap(), [""; 0]);
        assert!(has(&test.db, "third").await);
    }
}

#[tokio::test]
async fn one_that_fails_half_way_leaves_no_trace_and_the_next_start_goes_on() {
    for test in empty().await {
        let err = test.db.migrate_with::<Failing>().await.unwrap_err();
        assert!(matches!(&err, DbError::Migration(why) if why.contains("m0002_second: ")), "{err}");
        assert!(has(&test.db, "things").await);
        assert!(!has(&test.db, "second").await);
        assert_eq!(test.db.migrate_with::<Good>().await.unwrap(), ["m0002_second"]);
        assert!(has(&test.db, "second").await && has(&test.db, "third").await);
    }
}

#[tokio::test]
async fn a_panic_leaves_the_writer_usable_and_foreign_keys_on() {
    let test = TestDb::lite_empty(&DbOptions::default()).await;
    assert!(matches!(test.db.migrate_with::<Panicking>().await, Err(DbError::Bug(_))));
    assert!(!has(&test.db, "second").await);
    let mut row = schema::bare(1, "one");
    row.o_id = Some(sea_orm::prelude::Uuid::from_u128(2));
    let broken = test
        .db
        .write(async move |cx: &Cx| -> Result<(), DbError> {
            schema::Entity::insert(schema::new(row.clone())).exec(cx).await?;
            Ok(())
        })
        .await;
    assert!(broken.is_err(), "the foreign key must hold");
    assert_eq!(test.db.migrate_with::<Good>().await.unwrap(), ["m0002_second"]);
}

#[tokio::test]
async fn a_transaction_of_its_own_is_refused_on_sqlite() {
    let test = TestDb::lite_empty(&DbOptions::default()).await;
    let err = test.db.migrate_with::<Transacting>().await.unwrap_err();
    assert!(matches!(&err, DbError::Migration(why) if why.contains("transaction of its own")), "{err}");
}

#[tokio::test]
async fn a_database_from_a_newer_program_is_left_alone() {
    for test in empty().await {
        test.db.migrate_with::<Good>().await.unwrap();
        for err in
            [test.db.migrate_with::<Schema>().await.unwrap_err(), test.db.pending_with::<Schema>().await.unwrap_err()]
        {
            assert!(
                matches!(&err, DbError::Migration(why) if why.contains("newer version") && why.contains("m0002_second")),
                "{err}"
            );
        }
        assert_eq!(test.db.migrate_with::<Good>().await.unwrap(), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_that_start_together_apply_each_once() {
    let Some(test) = TestDb::pg_empty().await else { return };
    let instances = (0..3).map(|_| {
        let url = test.url().to_owned();
        tokio::spawn(async move {
            let db = Db::open(&url, &DbOptions::default()).await.unwrap();
            let applied = db.migrate_with::<Good>().await.unwrap();
            db.close().await;
            applied
        })
    });
    let mut applied: Vec<_> = futures_util::future::try_join_all(instances).await.unwrap().concat();
    applied.sort();
    assert_eq!(applied, ["m0001_things", "m0002_second"]);
}

#[tokio::test]
async fn the_products_own_run_on_every_database() {
    for test in TestDb::each().await {
        assert_eq!(test.db.pending_migrations().await.unwrap(), [""; 0], "{:?}", test.db);
        assert_eq!(test.db.migrate().await.unwrap(), [""; 0], "{:?}", test.db);
    }
}
