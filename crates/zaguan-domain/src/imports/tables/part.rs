//! The table of files as they were read: CSV in UTF-8, one batch of rows each.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_parts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reading: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub first_row: i64,
    pub rows: i64,
    pub content: Vec<u8>,
    #[sea_orm(column_type = "JsonBinary")]
    pub notes: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!();
