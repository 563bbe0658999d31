//! The index over three-letter pieces of searched texts. The only part of the schema that the databases write
//! differently: SQLite has a full-text table, PostgreSQL an index of its own kind.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Makes it.
pub async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() != DbBackend::Postgres {
        manager.create_table(places()).await?;
        let order = Index::create().name("search_places_order_ix").table("search_places").take();
        let columns = ["tenant_id", "kind", "name", "record_id"];
        manager.create_index(columns.into_iter().fold(order, |mut index, column| index.col(column).take())).await?;
        // Only which record holds which piece: neither where in it nor how often, and not the text.
        db.execute_unprepared(
            "CREATE VIRTUAL TABLE search_grams USING fts5(\
             grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')",
        )
        .await?;
        return Ok(());
    }
    for extension in ["pg_trgm", "btree_gin"] {
        let made = db.execute_unprepared(&format!("CREATE EXTENSION IF NOT EXISTS {extension}")).await;
        made.map_err(|error| DbErr::Migration(not_installed(extension, &error)))?;
    }
    // With the firm in it, no search looks at what others hold. Changes wait in a list that every search reads: a short one.
    for (table, columns) in [
        ("contacts", "search_text gin_trgm_ops"),
        ("organisations", "search_text gin_trgm_ops"),
        ("cases", "subject_folded gin_trgm_ops, description_folded gin_trgm_ops"),
    ] {
        let sql = format!(
            "CREATE INDEX {table}_search_ix ON {table} USING gin (tenant_id, {columns}) \
             WITH (gin_pending_list_limit = 256)"
        );
        db.execute_unprepared(&sql).await?;
    }
    // By bytes, as SQLite does: beginnings of names are then a range of the index, whatever the locale of the server.
    for (table, column) in [
        ("contacts", "sort_name"),
        ("contacts", "email_key"),
        ("organisations", "sort_name"),
        ("organisations", "email_key"),
        ("record_tags", "tag_key"),
    ] {
        db.execute_unprepared(&format!("ALTER TABLE {table} ALTER COLUMN {column} TYPE text COLLATE \"C\"")).await?;
    }
    Ok(())
}

/// Which record stands at which row of the full-text table.
fn places() -> TableCreateStatement {
    Table::create()
        .table("search_places")
        .col(ColumnDef::new("place").integer().not_null().primary_key())
        .col(ColumnDef::new("tenant_id").uuid().not_null())
        .col(ColumnDef::new("kind").big_integer().not_null())
        .col(ColumnDef::new("record_id").uuid().not_null())
        // By which the record is listed; none if it stands in no order.
        .col(ColumnDef::new("name").text())
        .index(Index::create().unique().name("search_places_record_uq").col("tenant_id").col("record_id"))
        .foreign_key(
            ForeignKey::create()
                .name("search_places_tenant_fk")
                .from("search_places", "tenant_id")
                .to("tenants", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn not_installed(extension: &str, error: &DbErr) -> String {
    format!(
        "searching needs the PostgreSQL extension {extension}, and it could not be created. Either let this role create \
         it (GRANT CREATE ON DATABASE … TO …; it is a trusted extension), or let an administrator run, in this \
         database, CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; and start again. If the server does not know \
         the extension, install its package of additional modules (postgresql-contrib). The server says: {error}"
    )
}
