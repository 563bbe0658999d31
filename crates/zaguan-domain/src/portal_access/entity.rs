//! The table of accesses to the portal.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_accesses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub contact_id: Uuid,
    pub username: Option<String>,
    pub level: String,
    pub scope: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub rights: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub privacy: Json,
    pub status: String,
    pub language: Option<String>,
    pub password_hash: Option<String>,
    pub must_change: bool,
    pub password_expires_at: Option<DateTimeUtc>,
    pub invitation_state: String,
    pub invitation_expires_at: DateTimeUtc,
    pub invitation_sent_at: Option<DateTimeUtc>,
    pub invitation_failure: Option<String>,
    pub invitation_mail_id: Option<Uuid>,
    pub last_sign_in_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::platform::tenant_entity!();
