//! Firms, staff, contacts, organisations, cases, fields, portal accesses, sessions, and what holds them together.

mod access;
mod fields;
mod firm;
mod imports;
mod machinery;
mod matters;
mod people;
mod records;

use sea_orm_migration::prelude::*;

/// The first schema.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_foundation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let areas = [
            firm::firm(),
            people::people(),
            matters::matters(),
            records::records(),
            fields::fields(),
            access::access(),
            machinery::machinery(),
            imports::imports(),
        ];
        for table in areas.into_iter().flatten() {
            table.create(manager).await?;
        }
        crate::search::create(manager).await
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the first migration is not taken back: restore a backup".into()))
    }
}
