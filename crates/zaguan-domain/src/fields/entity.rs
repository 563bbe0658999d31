//! The table of fields.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "fields")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub module: String,
    pub block_id: Uuid,
    pub api_name: String,
    pub field_type: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub labels: Json,
    pub active: bool,
    pub required: bool,
    pub builtin: bool,
    pub can_deactivate: bool,
    pub portal_capable: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub default_value: Option<Json>,
    #[sea_orm(column_type = "JsonBinary")]
    pub limits: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub choices: Json,
    pub position: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub portal: Json,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!();
