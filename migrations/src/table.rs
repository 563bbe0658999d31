//! A short way to write the tables of a firm.

use sea_orm_migration::prelude::*;

/// A table under construction.
pub struct TableOf {
    name: &'static str,
    create: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

/// A UUID.
pub fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().take()
}

/// A UUID, or nothing.
pub fn id_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().null().take()
}

/// Text of any length; rules on it live in the field engine.
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().take()
}

/// Text, or nothing.
pub fn text_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().null().take()
}

/// Yes or no.
pub fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().take()
}

/// A 64-bit whole number.
pub fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().take()
}

/// A 32-bit whole number. Declared `int`: SQLite would not tell `integer` from a 64-bit one.
pub fn small_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).custom(Alias::new("int")).not_null().take()
}

/// A moment in UTC.
pub fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).timestamp_with_time_zone().not_null().take()
}

/// A moment in UTC, or nothing.
pub fn instant_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).timestamp_with_time_zone().null().take()
}

/// A day, or nothing.
pub fn date_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).date().null().take()
}

/// JSON.
pub fn json(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json_binary().not_null().take()
}

/// JSON, or nothing.
pub fn json_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).json_binary().null().take()
}

/// Bytes.
pub fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).blob().not_null().take()
}

/// Bytes, or nothing.
pub fn bytes_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).blob().null().take()
}

fn filled(columns: &[&'static str]) -> Option<Expr> {
    columns.last().map(|last| Expr::col(Alias::new(*last)).is_not_null())
}

impl TableOf {
    /// A table with exactly these columns and this primary key.
    pub fn new(name: &'static str, columns: Vec<ColumnDef>, key: &[&'static str]) -> Self {
        let mut create = Table::create().table(Alias::new(name)).take();
        for mut column in columns {
            create.col(&mut column);
        }
        let mut primary = Index::create();
        for part in key {
            primary.col(Alias::new(*part));
        }
        create.primary_key(&mut primary);
        Self { name, create, indexes: Vec::new() }
    }

    /// A table of a firm: `tenant_id` and `id` come first and are the key.
    pub fn of_tenant(name: &'static str, columns: Vec<ColumnDef>) -> Self {
        let all = [id("tenant_id"), id("id")].into_iter().chain(columns).collect();
        Self::new(name, all, &["tenant_id", "id"]).belonging_to_tenant()
    }

    /// `tenant_id` names a firm; its rows go with it.
    pub fn belonging_to_tenant(mut self) -> Self {
        self.create.foreign_key(
            ForeignKey::create()
                .name(format!("{}_tenant_fk", self.name))
                .from(Alias::new(self.name), Alias::new("tenant_id"))
                .to(Alias::new("tenants"), Alias::new("id"))
                .on_delete(ForeignKeyAction::Cascade),
        );
        self
    }

    /// `(tenant_id, column)` names a row of another table of the same firm.
    pub fn with_reference(mut self, column: &'static str, table: &'static str) -> Self {
        self.create.foreign_key(
            ForeignKey::create()
                .name(format!("{}_{column}_fk", self.name))
                .from(Alias::new(self.name), (Alias::new("tenant_id"), Alias::new(column)))
                .to(Alias::new(table), (Alias::new("tenant_id"), Alias::new("id"))),
        );
        self
    }

    fn index_on(mut self, columns: &[&'static str], unique: bool, only: Option<Expr>) -> Self {
        let kind = if unique { "uq" } else { "ix" };
        let mut index = Index::create()
            .name(format!("{}_{}_{kind}", self.name, columns.join("_")))
            .table(Alias::new(self.name))
            .take();
        for column in columns {
            index.col(Alias::new(*column));
        }
        if unique {
            index.unique();
        }
        if let Some(only) = only {
            index.cond_where(only);
        }
        self.indexes.push(index);
        self
    }

    /// An index.
    pub fn index(self, columns: &[&'static str]) -> Self {
        self.index_on(columns, false, None)
    }

    /// An index of the rows in which the last of these columns is filled.
    pub fn index_filled(self, columns: &[&'static str]) -> Self {
        let only = filled(columns);
        self.index_on(columns, false, only)
    }

    /// An index of some rows.
    pub fn index_only(self, columns: &[&'static str], only: &'static str) -> Self {
        self.index_on(columns, false, Some(Expr::cust(only)))
    }

    /// A unique index.
    pub fn unique(self, columns: &[&'static str]) -> Self {
        self.index_on(columns, true, None)
    }

    /// A unique index of the rows in which the last of these columns is filled. PostgreSQL takes the columns of a whole unique
    /// index for a key, and makes everybody wait who refers to a row while one of them is written.
    pub fn unique_filled(self, columns: &[&'static str]) -> Self {
        let only = filled(columns);
        self.index_on(columns, true, only)
    }

    /// Creates the table and its indexes.
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.create).await?;
        for index in self.indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
