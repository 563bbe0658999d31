//! The limit: the barest program that gives the same answers as Zaguán on the same database.
//!
//! actix-web over a bare driver, statements written by hand and prepared once, JSON written by hand, one firm and one
//! client chosen when it starts. No sign-in, no rights, no ORM, no log, nothing that a product needs. Who wants to know
//! what a feature costs in Zaguán finds here what the work itself costs.

mod bulk;
mod cursor;
mod grams;
mod json;
mod lite;
mod pg;
mod shape;
mod sql;
mod web;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

pub use json::day;
use shape::Matrix;

/// What a request asks of the database.
enum Ask {
    Contacts { after: Option<(String, Uuid)>, words: Option<String> },
    Contact(Uuid),
    Case(Uuid),
    Portal,
}

/// Someone who signs in: the JSON of them, and the hash of their password.
struct Account {
    json: Vec<u8>,
    hash: String,
}

/// A new case.
#[derive(Deserialize)]
struct NewCase {
    subject: String,
    description: String,
    priority: String,
    contact_id: Uuid,
    custom: Box<RawValue>,
}

/// What is known before the first request: the one firm, its client, who looks at cases and since when they work there, and
/// what the client sees. `M` is how the database holds moments.
struct Scene<M> {
    firm: Uuid,
    client: Uuid,
    staff: Uuid,
    since: M,
    matrix: Matrix,
}

/// The database.
#[derive(Clone)]
enum Store {
    Lite(Arc<lite::Pool>),
    Pg(Arc<pg::Pool>),
}

impl Store {
    /// The JSON that answers; nothing where there is no such record.
    async fn ask(&self, ask: Ask) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Lite(pool) => pool.ask(ask).await,
            Self::Pg(pool) => pool.ask(ask).await,
        }
    }

    async fn account(&self, email: String) -> Result<Option<Account>> {
        match self {
            Self::Lite(pool) => pool.account(email).await,
            Self::Pg(pool) => pool.account(email).await,
        }
    }

    /// Writes the contacts of a CSV; answers how many.
    async fn import(&self, csv: String) -> Result<usize> {
        match self {
            Self::Lite(pool) => pool.import(csv).await,
            Self::Pg(pool) => pool.import(csv).await,
        }
    }

    /// All contacts as a CSV.
    async fn export(&self) -> Result<Vec<u8>> {
        match self {
            Self::Lite(pool) => pool.export().await,
            Self::Pg(pool) => pool.export().await,
        }
    }

    /// Writes a case durably; the JSON of it.
    async fn create(&self, new: NewCase) -> Result<Vec<u8>> {
        match self {
            Self::Lite(pool) => pool.create(new).await,
            Self::Pg(pool) => pool.create(new).await,
        }
    }
}

/// Serves until it is killed.
///
/// # Errors
/// If the database cannot be opened or the address not be used.
pub fn serve(address: SocketAddr, database: &str) -> Result<()> {
    let database = database.to_owned();
    actix_web::rt::System::new().block_on(async move {
        let store = match database.strip_prefix("sqlite://") {
            Some(path) => Store::Lite(Arc::new(lite::Pool::open(path)?)),
            None => Store::Pg(Arc::new(pg::Pool::open(&database).await?)),
        };
        web::run(address, store).await.with_context(|| format!("serving on {address}"))
    })
}
