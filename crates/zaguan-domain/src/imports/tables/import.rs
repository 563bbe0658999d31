//! The table of imports.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub module: String,
    pub state: String,
    pub file_name: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub said: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub mapping: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub options: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub counts: Json,
    pub next_row: i64,
    pub reading: i64,
    pub failure: Option<String>,
    pub author_id: Uuid,
    pub author_name: String,
    pub starter_id: Option<Uuid>,
    pub starter_name: Option<String>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub started_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!();
