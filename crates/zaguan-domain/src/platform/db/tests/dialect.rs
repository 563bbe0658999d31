//! Both databases give one answer, in rows and in refusals.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait, Set};

use super::super::testkit::TestDb;
use super::super::{Cx, Db, DbError};
use super::schema::{self, ActiveModel, Column, Entity, Schema};
use crate::platform::dialect::{Dialect, Violation, ViolationKind, violation};

async fn broken(db: &Db, row: ActiveModel) -> Violation {
    let result = db
        .write(async move |cx: &Cx| -> Result<(), DbError> {
            Entity::insert(row.clone()).exec(cx).await?;
            Ok(())
        })
        .await;
    match result.unwrap_err() {
        DbError::Db(e) => violation(&e).unwrap_or_else(|| panic!("no violation: {e}")),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn broken_constraints_are_told_apart() {
    for test in TestDb::each_with::<Schema>().await {
        let db = &test.db;
        let lite = db.dialect() == Dialect::Lite;
        db.write(async |cx: &Cx| -> Result<_, DbError> { Ok(schema::new(schema::bare(1, "one")).insert(cx).await?) })
            .await
            .unwrap();

        let unique = broken(db, schema::new(schema::bare(2, "one"))).await;
        let named = if lite { "things.name" } else { "things_name" };
        assert_eq!((unique.kind, unique.constraint_or_columns.as_str()), (ViolationKind::Unique, named));

        let primary = broken(db, schema::new(schema::bare(1, "two"))).await;
        assert_eq!(primary.kind, ViolationKind::Unique);

        let mut row = schema::new(schema::bare(3, "three"));
        row.o_id = Set(Some(sea_orm::prelude::Uuid::from_u128(99)));
        assert_eq!(broken(db, row).await.kind, ViolationKind::ForeignKey);

        let mut row = schema::new(schema::bare(4, "four"));
        row.name = sea_orm::NotSet;
        let not_null = broken(db, row).await;
        assert_eq!(not_null.kind, ViolationKind::NotNull);
        assert!(not_null.constraint_or_columns.ends_with("name"));

        let mut row = schema::new(schema::bare(5, "five"));
        row.big = Set(-1);
        assert_eq!(broken(db, row).await.kind, ViolationKind::Check);
    }
}

#[tokio::test]
async fn carrying_on_after_a_failed_statement_is_refused() {
    for test in TestDb::each_with::<Schema>().await {
        let err = test
            .db
            .write(async |cx: &Cx| -> Result<(), DbError> {
                for n in [1, 2] {
                    // The second has the name of the first; the closure looks away.
                    let _ = Entity::insert(schema::new(schema::bare(n, "one"))).exec(cx).await;
                }
                Ok(())
            })
            .await
            .unwrap_err();
        assert!(matches!(err, DbError::Bug(_)), "{:?}: {err}", test.db);
        let left = test.db.read(async |cx: &Cx| -> Result<_, DbError> { Ok(Entity::find().all(cx).await?) }).await;
        assert_eq!(left.unwrap(), [], "{:?}", test.db);
    }
}

#[tokio::test]
async fn text_is_found_anywhere_and_wildcards_are_letters() {
    for test in TestDb::each_with::<Schema>().await {
        let names = ["100% Wool", "100 per cent", "a_b", "aXb", r"back\slash"];
        test.db
            .write(async move |cx: &Cx| -> Result<(), DbError> {
                for (n, name) in names.iter().enumerate() {
                    Entity::insert(schema::new(schema::bare(n as u128, name))).exec(cx).await?;
                }
                Ok(())
            })
            .await
            .unwrap();
        for (text, wanted) in [("% W", "100% Wool"), ("Wool", "100% Wool"), ("a_b", "a_b"), (r"k\s", r"back\slash")] {
            let found = test
                .db
                .read(async move |cx: &Cx| -> Result<_, DbError> {
                    let query = Entity::find().filter(cx.dialect().contains(Expr::col(Column::Name), text));
                    Ok(cx.rows::<schema::Model, _>(&query).await?)
                })
                .await
                .unwrap();
            let found: Vec<_> = found.iter().map(|row| row.name.as_str()).collect();
            assert_eq!(found, [wanted], "{text} on {:?}", test.db);
        }
    }
}

#[tokio::test]
async fn locked_rows_are_passed_over_on_postgres() {
    for test in TestDb::each_with::<Schema>().await {
        let sql = test
            .db
            .read(async |cx: &Cx| -> Result<_, DbError> {
                let mut query = Entity::find().into_query();
                cx.dialect().for_update_skip_locked(&mut query);
                Ok(cx.get_database_backend().build(&query).sql)
            })
            .await
            .unwrap();
        assert_eq!(sql.ends_with("FOR UPDATE SKIP LOCKED"), test.db.kind() == "postgres", "{sql}");
    }
}
