//! Tables with every kind of column, made by the portable builder, and their entity.

use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, FromQueryResult, Set};
use sea_orm_migration::sea_query::{Expr, ExprTrait, ForeignKey, Index, Table};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};
use serde::Deserialize;

use super::super::RawJson;

pub(super) struct Schema;

impl MigratorTrait for Schema {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Things)]
    }
}

pub(super) struct Things;

impl MigrationName for Things {
    fn name(&self) -> &str {
        "m0001_things"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Things {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let c = ColumnDef;
        let table = Table::create()
            .table("things")
            .col(c("id").uuid().not_null().primary_key())
            .col(c("name").string().not_null())
            .col(c("yes").boolean().not_null())
            .col(c("small").custom("int").not_null())
            .col(c("big").big_integer().not_null())
            .col(c("real").double().not_null())
            .col(c("bytes").blob().not_null())
            .col(c("at").timestamp_with_time_zone().not_null())
            .col(c("day").date().not_null())
            .col(c("price").decimal_len(28, 10).not_null())
            .col(c("extra").json_binary().not_null())
            .col(c("state").string().not_null())
            .col(c("o_id").uuid())
            .col(c("o_name").text())
            .col(c("o_yes").boolean())
            .col(c("o_small").custom("int"))
            .col(c("o_big").big_integer())
            .col(c("o_real").double())
            .col(c("o_bytes").blob())
            .col(c("o_at").timestamp_with_time_zone())
            .col(c("o_day").date())
            .col(c("o_price").decimal_len(28, 10))
            .col(c("o_extra").json_binary())
            .index(Index::create().unique().name("things_name").col("name"))
            .foreign_key(ForeignKey::create().name("things_other").from("things", "o_id").to("things", "id"))
            .check(Expr::col("big").gte(0))
            .to_owned();
        manager.create_table(table).await
    }
}

#[expect(non_snake_case, reason = "short for the table above")]
fn ColumnDef(name: &'static str) -> sea_orm_migration::sea_query::ColumnDef {
    sea_orm_migration::sea_query::ColumnDef::new(name)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    #[sea_orm(string_value = "open")]
    Open,
    #[sea_orm(string_value = "all_done")]
    AllDone,
}

#[derive(Debug, Clone, PartialEq, DeriveEntityModel, Deserialize)]
#[sea_orm(table_name = "things")]
pub(super) struct Model {
    // Not in the table's order: names match, not places.
    pub(super) name: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) yes: bool,
    pub(super) small: i32,
    pub(super) big: i64,
    pub(super) real: f64,
    pub(super) bytes: Vec<u8>,
    pub(super) at: DateTimeUtc,
    pub(super) day: Date,
    pub(super) price: Decimal,
    pub(super) extra: Json,
    pub(super) state: State,
    pub(super) o_id: Option<Uuid>,
    pub(super) o_name: Option<String>,
    pub(super) o_yes: Option<bool>,
    pub(super) o_small: Option<i32>,
    pub(super) o_big: Option<i64>,
    pub(super) o_real: Option<f64>,
    pub(super) o_bytes: Option<Vec<u8>>,
    pub(super) o_at: Option<DateTimeUtc>,
    pub(super) o_day: Option<Date>,
    pub(super) o_price: Option<Decimal>,
    pub(super) o_extra: Option<RawJson>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A row with every optional column empty.
pub(super) fn bare(n: u128, name: &str) -> Model {
    Model {
        id: Uuid::from_u128(n),
        name: name.to_owned(),
        yes: true,
        small: i32::MIN,
        big: i64::MAX,
        real: 0.1 + 0.2,
        bytes: vec![0, 1, 255],
        at: "2026-11-22T04:13:58.120Z".parse().unwrap(),
        day: "2026-02-28".parse().unwrap(),
        price: "123456789012345678.0123456789".parse().unwrap(),
        extra: serde_json::json!({"a": [1, null, "x"], "größe": 1.5}),
        state: State::AllDone,
        o_id: None,
        o_name: None,
        o_yes: None,
        o_small: None,
        o_big: None,
        o_real: None,
        o_bytes: None,
        o_at: None,
        o_day: None,
        o_price: None,
        o_extra: None,
    }
}

/// A row with every column filled.
pub(super) fn full(n: u128, name: &str) -> Model {
    Model {
        yes: false,
        o_id: Some(Uuid::from_u128(n)),
        o_name: Some(String::new()),
        o_yes: Some(false),
        o_small: Some(i32::MAX),
        o_big: Some(i64::MIN),
        o_real: Some(2.0),
        o_bytes: Some(Vec::new()),
        o_at: Some("0001-01-01T00:00:00Z".parse().unwrap()),
        o_day: Some("9999-12-31".parse().unwrap()),
        o_price: Some("-0.5000000000".parse().unwrap()),
        o_extra: Some(RawJson::of(&serde_json::json!("v"))),
        ..bare(n, name)
    }
}

/// The same row with every value set, for an insert.
pub(super) fn new(model: Model) -> ActiveModel {
    let Model {
        id,
        name,
        yes,
        small,
        big,
        real,
        bytes,
        at,
        day,
        price,
        extra,
        state,
        o_id,
        o_name,
        o_yes,
        o_small,
        o_big,
        o_real,
        o_bytes,
        o_at,
        o_day,
        o_price,
        o_extra,
    } = model;
    ActiveModel {
        id: Set(id),
        name: Set(name),
        yes: Set(yes),
        small: Set(small),
        big: Set(big),
        real: Set(real),
        bytes: Set(bytes),
        at: Set(at),
        day: Set(day),
        price: Set(price),
        extra: Set(extra),
        state: Set(state),
        o_id: Set(o_id),
        o_name: Set(o_name),
        o_yes: Set(o_yes),
        o_small: Set(o_small),
        o_big: Set(o_big),
        o_real: Set(o_real),
        o_bytes: Set(o_bytes),
        o_at: Set(o_at),
        o_day: Set(o_day),
        o_price: Set(o_price),
        o_extra: Set(o_extra),
    }
}

/// `count(*)` of the things.
#[derive(Debug, Deserialize, FromQueryResult)]
pub(super) struct Count {
    pub(super) n: i64,
}
