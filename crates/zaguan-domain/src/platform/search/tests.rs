//! What the index finds is what a look at every record finds, after any changes, page by page, in every order.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, Statement, Value};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::TenantId;

use super::super::clock::to_db;
use super::super::db::testkit::TestDb;
use super::super::stamp::{Actor, Origin, Stamp};
use super::super::{App, TenantTx};
use super::is_short;
use crate::contacts::entity::{ActiveModel, Column as C, Entity, Model};
use crate::error::Result;
use crate::paging::{self, Found, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::testkit;
use crate::{cases, organisations};

const ORDERS: [SortBy<Entity>; 2] = [
    SortBy { name: "name", column: C::SortName, kind: KeyKind::Text },
    SortBy { name: "created_at", column: C::CreatedAt, kind: KeyKind::Instant },
];

/// Something that happens to the records of a firm.
#[derive(Clone, Debug)]
enum Change {
    Add(Vec<(String, String)>),
    /// Of the record with this number, counted round; all of them if there is none.
    Rename(usize, String, String),
    Bin(usize),
    Remove(usize),
    RemoveWith(String),
    Fail(String),
}

fn texts() -> impl Strategy<Value = (String, String)> {
    // Few letters, so that words meet; some that say nothing about the order, and patterns of LIKE.
    ("[ab ]{0,9}|[a-c]{1,3}[-.ñ%_][ab]{0,3}", "[abc ]{0,14}|[ab%_ñ文]{3,6}")
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        4 => prop::collection::vec(texts(), 1..6).prop_map(Change::Add),
        3 => (0..40_usize, texts()).prop_map(|(at, (name, text))| Change::Rename(at, name, text)),
        1 => (0..40_usize).prop_map(Change::Bin),
        2 => (0..40_usize).prop_map(Change::Remove),
        1 => "[ab]{3}".prop_map(Change::RemoveWith),
        1 => "[ab]{3,5}".prop_map(Change::Fail),
    ];
    prop::collection::vec(change, 1..10)
}

fn stamp(app: &App, firm: TenantId) -> Stamp {
    app.stamp(firm, Actor::system(), Origin::default())
}

async fn add(tx: &TenantTx<'_>, name: String, text: String) -> Result<()> {
    let row = ActiveModel {
        id: Set(tx.new_id()),
        first_name: Set(None),
        last_name: Set(name.clone()),
        sort_name: Set(name),
        search_text: Set(text),
        email: Set(None),
        phone: Set(None),
        language: Set(None),
        owner_id: Set(None),
        organisation_id: Set(None),
        tags: Set(json!([])),
        email_opt_out: Set(false),
        portal_user: Set(false),
        support_start_date: Set(None),
        support_end_date: Set(None),
        custom: Set(json!({})),
        email_key: Set(String::new()),
        phone_key: Set(String::new()),
        external_id: Set(None),
        deleted_at: Set(None),
        merged_into: Set(None),
        erased_at: Set(None),
        created_at: Set(to_db(tx.now())),
        updated_at: Set(to_db(tx.now())),
        version: Set(1),
        ..Default::default()
    };
    tx.insert(row).await
}

async fn all(app: &App, firm: TenantId) -> Vec<Model> {
    app.read(stamp(app, firm), false, async |tx| tx.all(Entity::find()).await).await.unwrap()
}

async fn apply(app: &App, firm: TenantId, change: Change) {
    let known: Vec<Uuid> = all(app, firm).await.into_iter().map(|row| row.id).collect();
    let some = !known.is_empty();
    let of = move |at: usize| known.get(at % known.len().max(1)).copied().unwrap_or_default();
    let fails = matches!(change, Change::Fail(_));
    let done: Result<()> = app
        .write(stamp(app, firm), async move |tx| {
            let renamed = |id: Uuid, name: String, text: String| {
                Entity::update_many()
                    .col_expr(C::SortName, Expr::value(name))
                    .col_expr(C::SearchText, Expr::value(text))
                    .filter(C::Id.eq(id))
            };
            match change.clone() {
                Change::Add(rows) => {
                    for (name, text) in rows {
                        add(tx, name, text).await?;
                    }
                }
                Change::Rename(at, name, text) => {
                    tx.update(renamed(of(at), name, text)).await?;
                }
                Change::Bin(at) => {
                    let set = Entity::update_many()
                        .col_expr(C::DeletedAt, Expr::value(to_db(tx.now())))
                        .filter(C::Id.eq(of(at)));
                    assert_eq!(tx.update(set).await?, u64::from(some));
                }
                Change::Remove(at) => {
                    tx.delete(Entity::delete_many().filter(C::Id.eq(of(at)))).await?;
                }
                Change::RemoveWith(text) => {
                    tx.delete(Entity::delete_many().filter(C::SearchText.eq(text))).await?;
                }
                Change::Fail(text) => {
                    add(tx, text.clone(), text).await?;
                    return Err(crate::error::Error::NotFound);
                }
            }
            Ok(())
        })
        .await;
    assert_eq!(done.is_err(), fails, "{done:?}");
}

/// The names of the records that are found, page by page.
async fn found(app: &App, firm: TenantId, words: &str, sort: &str, owner: bool) -> (Vec<Uuid>, u64) {
    let mut ids = Vec::new();
    let mut after = None;
    for _ in 0..100 {
        let query = ListQuery { limit: 3, after: after.clone(), sort: Some(sort.to_owned()), ..ListQuery::default() };
        let paging = Paging::new(&query, &ORDERS, C::Id, "name").unwrap();
        let words = words.to_owned();
        let page = app
            .read(stamp(app, firm), false, async move |tx| {
                let mut wanted = Condition::all().add(tx.holds::<Entity>(&words)).add(C::DeletedAt.is_null());
                if owner {
                    // A filter that leaves everything, to go the way of searches with filters.
                    wanted = wanted.add(C::Version.gt(0));
                }
                let found = Found { words: Some(&words), also: None, alone: !owner };
                let count = paging::count(tx, &found, &wanted).await?;
                let rows = tx.all(paging.found(tx, &found, &wanted, Entity::find()).await?).await?;
                let key = |row: &Model, order: &str| match order {
                    "name" => (Key::Text(row.sort_name.clone()), row.id),
                    _ => (Key::Number(row.created_at.timestamp_micros()), row.id),
                };
                paging.page(rows, Some(count), key, Ok)
            })
            .await
            .unwrap();
        ids.extend(page.items.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            return (ids, page.total.unwrap());
        }
    }
    panic!("endless pages");
}

async fn compare(app: &App, firm: TenantId, words: &str) {
    let rows = all(app, firm).await;
    let hit = |row: &&Model| {
        let holds = if is_short(words) { row.sort_name.starts_with(words) } else { row.search_text.contains(words) };
        holds && row.deleted_at.is_none()
    };
    let wanted: Vec<&Model> = rows.iter().filter(hit).collect();
    for (sort, owner) in
        [("name", false), ("-name", false), ("name", true), ("created_at", false), ("-created_at", true)]
    {
        let mut order: BTreeMap<(String, String, Uuid), Uuid> = BTreeMap::new();
        for row in &wanted {
            let by = if sort.ends_with("name") { row.sort_name.clone() } else { String::new() };
            let at = if sort.ends_with("name") { String::new() } else { row.created_at.to_rfc3339() };
            order.insert((by, at, row.id), row.id);
        }
        let mut ids: Vec<Uuid> = order.into_values().collect();
        if sort.starts_with('-') {
            ids.reverse();
        }
        let (seen, count) = found(app, firm, words, sort, owner).await;
        assert_eq!(seen, ids, "{words:?} by {sort}");
        assert_eq!(count, ids.len() as u64);
    }
}

/// Runs the same random changes on both databases; a case takes a hundred statements, so there are few.
#[test]
fn the_index_equals_a_look_at_every_record() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tests = runtime.block_on(TestDb::each());
    for (turn, test) in tests.iter().enumerate() {
        let app = runtime.block_on(async { testkit::app(test) });
        let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
        let number = std::cell::Cell::new(0);
        let strategy = (changes(), changes(), prop::collection::vec("[ab ]{1,2}|[abc]{3,5}|[a%_ñ文]{3}", 4));
        runner
            .run(&strategy, |(mine, others, words)| {
                number.set(number.get() + 1);
                runtime.block_on(async {
                    let mut firms = Vec::new();
                    for side in ["a", "b"] {
                        firms.push(testkit::firm(&app, &format!("firm-{turn}-{}-{side}", number.get())).await.0);
                    }
                    if test.db.kind() == "sqlite" && number.get() % 2 == 0 {
                        no_room(&app, firms[0]).await;
                    }
                    for (firm, changes) in firms.iter().zip([mine, others]) {
                        for change in changes {
                            apply(&app, *firm, change).await;
                        }
                    }
                    for words in words.iter().filter(|words| !words.trim().is_empty()) {
                        compare(&app, firms[0], words).await;
                        compare(&app, firms[1], words).await;
                    }
                });
                Ok(())
            })
            .unwrap();
    }
}

/// Takes the room between some names away, so that later records stand where those without room do.
async fn no_room(app: &App, firm: TenantId) {
    app.write(stamp(app, firm), async move |tx| {
        for (at, name) in ["a", "aa", "ab", "b", "b a"].into_iter().enumerate() {
            // Two records, neighbours by number, that hold nothing.
            for place in [1000 + 2 * at, 1001 + 2 * at] {
                let values = [Value::from(place as i64), firm.0.into(), tx.new_id().into(), name.into()];
                let sql = "INSERT OR IGNORE INTO search_places (place, tenant_id, kind, record_id, name) \
                           VALUES (?1, ?2, 0, ?3, ?4)";
                let insert = Statement::from_sql_and_values(tx.cx.get_database_backend(), sql, values);
                tx.cx.execute_raw(insert).await?;
            }
        }
        Ok(())
    })
    .await
    .unwrap();
}

/// On SQLite the plan of a search begins with the index, never with the list.
#[tokio::test]
async fn every_searched_table_goes_through_the_index() {
    let test = TestDb::lite().await;
    let app = testkit::app(&test);
    let (firm, _) = testkit::firm(&app, "plans").await;
    app.read(stamp(&app, firm), false, async move |tx| {
        plan::<Entity>(tx, true).await?;
        plan::<organisations::entity::Entity>(tx, true).await?;
        plan::<cases::entity::Entity>(tx, false).await
    })
    .await
    .unwrap();
}

async fn plan<E: super::TenantEntity>(tx: &TenantTx<'_>, by_name: bool) -> Result<()> {
    use sea_orm::{QueryOrder as _, QuerySelect as _, QueryTrait as _};
    let search = E::search().unwrap();
    let order = search.order.unwrap_or(search.id);
    for alone in [true, false] {
        let asked =
            super::Asked { words: "girasol", also: None, alone, order, descending: false, after: None, rows: 51 };
        let found = tx.found(asked, &tx.holds::<E>("girasol"), E::find()).await?;
        let mut query =
            tx.own(found).order_by_asc(order).order_by_asc(search.id).limit(51).build(sea_orm::DbBackend::Sqlite);
        query.sql.insert_str(0, "EXPLAIN QUERY PLAN ");
        let rows = tx.cx.query_all_raw(query).await?;
        let steps: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        let lists = steps
            .iter()
            .any(|step| step.contains("sort_name") || step.contains("_at") || step.contains("SCAN contacts"));
        assert!(!lists && steps.iter().any(|step| step.contains("VIRTUAL TABLE")), "{by_name} {steps:#?}");
        assert!(steps.iter().any(|step| step.contains("(tenant_id=? AND id=?)")), "{steps:#?}");
    }
    Ok(())
}
