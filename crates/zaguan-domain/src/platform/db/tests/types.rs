//! Every type goes in and comes out the same, through entities and through typed rows.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::Deserialize;

use super::super::testkit::TestDb;
use super::super::{Cx, DbError, RawJson};
use super::schema::{self, Column, Count, Entity, Model, Schema, State};

async fn filled(test: &TestDb) -> (Model, Model) {
    let (one, two) = (schema::bare(1, "one"), schema::full(2, "two"));
    let (a, b) = (one.clone(), two.clone());
    test.db
        .write(async move |cx: &Cx| -> Result<(), DbError> {
            // `insert` reads back what it wrote, `exec` does not.
            assert_eq!(schema::new(a.clone()).insert(cx).await?, a);
            Entity::insert(schema::new(b.clone())).exec(cx).await?;
            Ok(())
        })
        .await
        .unwrap();
    (one, two)
}

#[tokio::test]
async fn entities_and_typed_rows_give_back_what_was_written() {
    for test in TestDb::each_with::<Schema>().await {
        let (one, two) = filled(&test).await;
        let (entities, typed) = test
            .db
            .read(async |cx: &Cx| -> Result<_, DbError> {
                let query = Entity::find().order_by_asc(Column::Id);
                Ok((query.clone().all(cx).await?, cx.rows::<Model, _>(&query).await?))
            })
            .await
            .unwrap();
        assert_eq!(entities, [one.clone(), two.clone()], "{:?}", test.db);
        assert_eq!(typed, [one, two], "{:?}", test.db);
    }
}

#[tokio::test]
async fn values_find_their_rows_again() {
    for test in TestDb::each_with::<Schema>().await {
        let (_, two) = filled(&test).await;
        let found = test
            .db
            .read(async move |cx: &Cx| -> Result<_, DbError> {
                Ok(Entity::find()
                    .filter(Column::Id.eq(two.id))
                    .filter(Column::OId.eq(two.o_id))
                    .filter(Column::Yes.eq(false))
                    .filter(Column::At.eq(two.at))
                    .filter(Column::OAt.lt(two.at))
                    .filter(Column::Day.eq(two.day))
                    .filter(Column::Bytes.eq(two.bytes.clone()))
                    .filter(Column::State.eq(State::AllDone))
                    .filter(Column::OSmall.eq(i32::MAX))
                    .filter(Column::Real.eq(two.real))
                    .limit(1)
                    .one(cx)
                    .await?
                    .map(|row| row.name))
            })
            .await
            .unwrap();
        assert_eq!(found.as_deref(), Some("two"), "{:?}", test.db);
    }
}

#[tokio::test]
async fn instants_sort_as_time() {
    for test in TestDb::each_with::<Schema>().await {
        let times =
            ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:01Z"];
        let names = test
            .db
            .write(async move |cx: &Cx| -> Result<_, DbError> {
                for (i, at) in times.iter().enumerate().rev() {
                    let mut row = schema::new(schema::bare(i as u128, at));
                    row.at = Set(at.parse().unwrap());
                    row.insert(cx).await?;
                }
                let rows = Entity::find().order_by_asc(Column::At).all(cx).await?;
                Ok(rows.into_iter().map(|row| row.name).collect::<Vec<_>>())
            })
            .await
            .unwrap();
        assert_eq!(names, times, "{:?}", test.db);
    }
}

#[tokio::test]
async fn updates_bind_like_inserts() {
    for test in TestDb::each_with::<Schema>().await {
        let (one, two) = filled(&test).await;
        let (id, wanted) = (one.id, Model { id: one.id, name: "one".into(), o_id: None, ..two });
        let expected = wanted.clone();
        let updated = test
            .db
            .write(async move |cx: &Cx| -> Result<_, DbError> {
                schema::new(wanted.clone()).update(cx).await?;
                Ok(Entity::find_by_id(id).one(cx).await?)
            })
            .await
            .unwrap();
        assert_eq!(updated, Some(expected), "{:?}", test.db);
    }
}

#[derive(Debug, Deserialize, FromQueryResult)]
struct Joined {
    other: Uuid,
    label: String,
    missing: Option<String>,
    raw: RawJson,
    twice: i64,
}

#[tokio::test]
async fn a_join_with_aliases_reads_into_any_type() {
    for test in TestDb::each_with::<Schema>().await {
        let (_, two) = filled(&test).await;
        let rows = test
            .db
            .read(async |cx: &Cx| -> Result<_, DbError> {
                let (a, b) = (Alias::new("a"), Alias::new("b"));
                let query = Query::select()
                    .expr_as(Expr::col((b.clone(), Column::Name)), "label")
                    .expr_as(Expr::col((a.clone(), Column::OId)), "other")
                    .expr_as(Expr::col((a.clone(), Column::OExtra)), "raw")
                    .expr_as(Expr::col((a.clone(), Column::Big)).sub(Expr::col((a.clone(), Column::Big))), "twice")
                    .expr_as(Expr::cust("NULL"), "missing")
                    .expr_as(Expr::col((a.clone(), Column::Price)), "no_field_for_this")
                    .from_as("things", a.clone())
                    .join_as(
                        sea_orm::JoinType::InnerJoin,
                        "things",
                        b.clone(),
                        Expr::col((a, Column::OId)).equals((b, Column::Id)),
                    )
                    .take();
                Ok(cx.rows::<Joined, _>(&query).await?)
            })
            .await
            .unwrap();
        let [row] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!((row.other, row.label.as_str(), row.missing.as_ref(), row.twice), (two.id, "two", None, 0));
        assert_eq!(serde_json::from_str::<serde_json::Value>(row.raw.as_str()).unwrap(), serde_json::json!("v"));
    }
}

#[tokio::test]
async fn counts_are_i64() {
    for test in TestDb::each_with::<Schema>().await {
        filled(&test).await;
        let (typed, entity) = test
            .db
            .read_tx(async |cx: &Cx| -> Result<_, DbError> {
                let query = Query::select().expr_as(Func::count(Expr::col("id")), "n").from("things").take();
                let typed: Option<Count> = cx.row(&query).await?;
                let query = Entity::find().select_only().column_as(Column::Id.count(), "n");
                let entity = query.into_model::<Count>().one(cx).await?;
                Ok((typed.map(|c| c.n), entity.map(|c| c.n)))
            })
            .await
            .unwrap();
        assert_eq!((typed, entity), (Some(2), Some(2)), "{:?}", test.db);
    }
}

#[derive(Debug, Deserialize, FromQueryResult)]
#[expect(dead_code, reason = "never gets that far")]
struct Wrong {
    name: i64,
}

#[tokio::test]
async fn a_row_that_does_not_fit_is_an_error_with_the_columns_name() {
    for test in TestDb::each_with::<Schema>().await {
        filled(&test).await;
        let err = test
            .db
            .read(async |cx: &Cx| -> Result<_, DbError> { Ok(cx.rows::<Wrong, _>(&Entity::find()).await?) })
            .await
            .unwrap_err();
        assert!(err.to_string().contains("name"), "{err}");
    }
}
