//! Marks: what the installation remembers about itself, by name. No firm owns them; there are two, the check value of
//! the key and the list of firms that an unfinished demo has begun.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::app::App;
use super::db::{Cx, DbError};
use super::entity::mark;
use crate::error::Result;

/// What a mark says, if it is there.
pub(super) async fn read(cx: &Cx, name: &str) -> Result<Option<Vec<u8>>, DbError> {
    Ok(mark::Entity::find_by_id(name).one(cx).await?.map(|row| row.value))
}

/// Sets a mark unless it is there; returns whether it did.
pub(super) async fn add(cx: &Cx, name: &str, value: Vec<u8>) -> Result<bool, DbError> {
    let row = mark::ActiveModel { name: Set(name.to_owned()), value: Set(value) };
    let insert = mark::Entity::insert(row)
        .on_conflict(OnConflict::column(mark::Column::Name).do_nothing().to_owned())
        .exec_without_returning(cx);
    match insert.await {
        Ok(written) => Ok(written > 0),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

impl App {
    /// What a mark says, if it is there.
    pub(crate) async fn mark(&self, name: &'static str) -> Result<Option<Vec<u8>>> {
        Ok(self.db().read(async move |cx: &Cx| read(cx, name).await).await?)
    }

    /// Sets a mark unless it is there; returns whether it did.
    pub(crate) async fn add_mark(&self, name: &'static str, value: Vec<u8>) -> Result<bool> {
        Ok(self.db().write(async move |cx: &Cx| add(cx, name, value.clone()).await).await?)
    }

    /// Removes a mark if it still says this.
    pub(crate) async fn remove_mark(&self, name: &'static str, value: Vec<u8>) -> Result<()> {
        self.db()
            .write(async move |cx: &Cx| -> Result<(), DbError> {
                let this = mark::Entity::delete_many()
                    .filter(mark::Column::Name.eq(name))
                    .filter(mark::Column::Value.eq(value.clone()));
                this.exec(cx).await?;
                Ok(())
            })
            .await?;
        Ok(())
    }
}
