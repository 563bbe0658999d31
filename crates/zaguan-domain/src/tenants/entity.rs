//! The table of firms.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tenants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub language: String,
    pub time_zone: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub address: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub brand: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub welcome: Json,
    pub portal_active: bool,
    pub default_assignee_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::platform::TenantEntity for Entity {
    fn tenant_column() -> Column {
        Column::Id
    }
}
