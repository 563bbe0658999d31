//! The database schema, step by step. Each migration runs once, in one transaction, on SQLite and PostgreSQL alike.
//!
//! Rules: only the portable builder (`search` is the exception); every table of a firm carries `tenant_id`, first in its primary key unless it is found by a hash or picked
//! up as a job; references are
//! composite, `(tenant_id, x_id)`, so that a row cannot point into another firm. A released migration never changes.

mod m0001_foundation;
mod search;
mod table;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// All migrations, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_foundation::Migration)]
    }
}
