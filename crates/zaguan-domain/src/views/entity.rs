//! The table of saved views.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "views")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub module: String,
    pub name: String,
    pub shared: bool,
    pub owner_id: Uuid,
    pub q: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub filters: Json,
    pub sort: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub columns: Json,
    /// Puts the views of a list in order, with room between them. Which tab one is depends on who looks.
    pub position: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!();
