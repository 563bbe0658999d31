//! The table of cases.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: i64,
    pub subject: String,
    pub subject_folded: String,
    pub description: Option<String>,
    pub description_folded: Option<String>,
    pub status: String,
    pub priority: String,
    pub category: Option<String>,
    pub contact_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
    pub assignee_id: Option<Uuid>,
    pub source: String,
    pub private: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub custom: Json,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// The last change that clients can notice.
    pub shown_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    /// When a client last opened it or wrote in it.
    pub client_at: Option<DateTimeUtc>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!(search 2, by None, in [SubjectFolded, DescriptionFolded]);
