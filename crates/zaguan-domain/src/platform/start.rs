//! What every start does first: the key, the database, its schema, and whether key and database belong together.
//!
//! A database is bound to the first key it meets by a sealed text in `marks`, which only that key opens. The text is
//! compared before anything is written, so that a start with another key changes nothing.

use std::path::Path;

use sea_orm::{EntityTrait as _, QuerySelect as _};

use super::db::{Cx, Db, DbError, DbOptions};
use super::secrets::{SecretError, Secrets};
use super::{marks, migrate};
use crate::tenants;

/// The mark that holds the sealed text.
const MARK: &str = "key";
/// What the text is sealed for.
const PURPOSE: &str = "key:check";

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be used.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The key cannot be used.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// There is a database and no key.
    #[error(
        "the key file {0} is missing, and the database was made with a key: restore it, or name its place by \
         ZAGUAN_SECRET_FILE; nothing was changed"
    )]
    KeyMissing(String),
    /// The key is another one's.
    #[error(
        "the key in {0} is not the one that the database was made with: restore that one, or name its place by \
         ZAGUAN_SECRET_FILE; nothing was changed"
    )]
    WrongKey(String),
    /// Somebody removed the sealed text.
    #[error(
        "the database holds firms and does not know which key it was made with: restore a backup; nothing was changed"
    )]
    NoMark,
}

/// What a start hands over.
pub struct Started {
    /// The database, migrated.
    pub db: Db,
    /// Its key.
    pub secrets: Secrets,
    /// Migrations that were applied.
    pub applied: Vec<String>,
}

/// Opens the database at `url` with the key in the file `key`. A new database is bound to the key, which is made if it
/// is not there; of several instances that do so at once with keys of their own, the first wins.
///
/// # Errors
/// A sentence for the operator. Nothing was changed then, but for migrations before one that failed.
pub async fn open(url: &str, opts: &DbOptions, key: &Path) -> Result<Started, StartError> {
    // Read before the database is opened: opening makes the file of a new one.
    let secrets = Secrets::read(key)?;
    let db = Db::open(url, opts).await?;
    match prepare(&db, key, secrets).await {
        Ok((secrets, applied)) => Ok(Started { db, secrets, applied }),
        Err(error) => {
            db.close().await;
            Err(error)
        }
    }
}

async fn prepare(db: &Db, path: &Path, known: Option<Secrets>) -> Result<(Secrets, Vec<String>), StartError> {
    let shown = || path.display().to_string();
    if let Some(mark) = mark_of(db).await? {
        let secrets = known.ok_or_else(|| StartError::KeyMissing(shown()))?;
        if !fits(&mark, &secrets) {
            return Err(StartError::WrongKey(shown()));
        }
        return Ok((secrets, db.migrate().await?));
    }
    if has_firms(db).await? {
        return Err(StartError::NoMark);
    }
    let (secrets, made) = match known {
        Some(secrets) => (secrets, false),
        None => Secrets::make(path)?,
    };
    let applied = db.migrate().await?;
    bind(db, &secrets).await?;
    if mark_of(db).await?.is_some_and(|mark| fits(&mark, &secrets)) {
        return Ok((secrets, applied));
    }
    if made {
        // Of no use to anybody, and in the way of the right one. Whether it goes changes nothing about the answer.
        let _ = std::fs::remove_file(path);
    }
    Err(StartError::WrongKey(shown()))
}

/// How a key and a database stand to each other, for `zaguan check`. Changes nothing.
///
/// # Errors
/// As [`open`].
pub async fn compare(db: &Db, key: &Path) -> Result<(), StartError> {
    let shown = || key.display().to_string();
    let Some(mark) = mark_of(db).await? else {
        return if has_firms(db).await? { Err(StartError::NoMark) } else { Ok(()) };
    };
    let secrets = Secrets::read(key)?.ok_or_else(|| StartError::KeyMissing(shown()))?;
    if fits(&mark, &secrets) { Ok(()) } else { Err(StartError::WrongKey(shown())) }
}

fn fits(mark: &[u8], secrets: &Secrets) -> bool {
    secrets.open_sealed(PURPOSE, mark).is_ok()
}

/// The sealed text of a database that has been bound to a key.
async fn mark_of(db: &Db) -> Result<Option<Vec<u8>>, DbError> {
    db.read_tx(async |cx: &Cx| -> Result<_, DbError> {
        // A new database has no tables.
        if !migrate::has_table(cx, "marks").await? {
            return Ok(None);
        }
        marks::read(cx, MARK).await
    })
    .await
}

async fn has_firms(db: &Db) -> Result<bool, DbError> {
    db.read_tx(async |cx: &Cx| -> Result<_, DbError> {
        if !migrate::has_table(cx, "tenants").await? {
            return Ok(false);
        }
        Ok(tenants::entity::Entity::find().limit(1).one(cx).await?.is_some())
    })
    .await
}

/// Binds a new database to the key, unless another instance was faster.
async fn bind(db: &Db, secrets: &Secrets) -> Result<(), StartError> {
    let value = secrets.seal(PURPOSE, b"zaguan")?;
    db.write(async move |cx: &Cx| -> Result<(), StartError> {
        if !marks::add(cx, MARK, value.clone()).await? {
            return Ok(());
        }
        // Firms are made after this row only: where there are some, it was there and is gone.
        match tenants::entity::Entity::find().limit(1).one(cx).await.map_err(DbError::from)? {
            Some(_) => Err(StartError::NoMark),
            None => Ok(()),
        }
    })
    .await
}
