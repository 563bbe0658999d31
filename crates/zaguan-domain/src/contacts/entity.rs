//! The table of contacts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub first_name: Option<String>,
    pub last_name: String,
    pub sort_name: String,
    pub search_text: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub language: Option<String>,
    pub owner_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub tags: Json,
    pub email_opt_out: bool,
    pub portal_user: bool,
    pub support_start_date: Option<Date>,
    pub support_end_date: Option<Date>,
    #[sea_orm(column_type = "JsonBinary")]
    pub custom: Json,
    pub email_key: String,
    pub phone_key: String,
    pub external_id: Option<String>,
    pub deleted_at: Option<DateTimeUtc>,
    pub merged_into: Option<Uuid>,
    pub erased_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!(search 0, by Some(Column::SortName), in [SearchText], without DeletedAt);
