//! The limit on PostgreSQL: tokio-postgres, prepared statements, several requests under way on one connection.

use std::cell::RefCell;
use std::error::Error;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio_postgres::types::{FromSql, Json, ToSql, Type, accepts};
use tokio_postgres::{Client, Row, Statement};
use uuid::Uuid;

use super::bulk;
use super::shape::{self, Cells, Matrix, Page};
use super::{Account, Ask, NewCase, Scene, json, sql};
use crate::copy::connect;
use crate::data::{CLIENT, FIRM};
use crate::operations::Facts;

/// Connections for changes: as many as Zaguán has in all.
const WRITERS: usize = 8;
/// Microseconds from 1970 to 2000, where PostgreSQL counts from.
const EPOCH: i64 = 946_684_800_000_000;

/// The connections.
pub struct Pool {
    url: String,
    writers: Vec<Arc<Mutex<Lane>>>,
    scene: Scene<SystemTime>,
}

/// A connection and its statements.
struct Lane {
    client: Client,
    contacts: Statement,
    contacts_after: Statement,
    contacts_with: Statement,
    contact: Statement,
    case: Statement,
    portal: Statement,
    account: Statement,
    count: Statement,
    new_case: Statement,
    new_audit: Statement,
    new_event: Statement,
}

thread_local! {
    /// Each worker reads over a connection of its own, all its requests at once.
    static READER: RefCell<Option<Arc<Lane>>> = const { RefCell::new(None) };
}

impl Lane {
    async fn open(url: &str) -> Result<Self> {
        let client = connect(url).await?;
        Ok(Self {
            contacts: client.prepare(sql::CONTACTS).await?,
            contacts_after: client.prepare(sql::CONTACTS_AFTER).await?,
            contacts_with: client.prepare(sql::CONTACTS_WITH).await?,
            contact: client.prepare(sql::CONTACT).await?,
            case: client.prepare(sql::CASE).await?,
            portal: client.prepare(sql::PORTAL).await?,
            account: client.prepare(sql::ACCOUNT).await?,
            count: client.prepare(sql::COUNT).await?,
            new_case: client.prepare(sql::NEW_CASE).await?,
            new_audit: client.prepare(sql::NEW_AUDIT).await?,
            new_event: client.prepare(sql::NEW_EVENT).await?,
            client,
        })
    }
}

impl Pool {
    /// Connects.
    pub async fn open(url: &str) -> Result<Self> {
        let mut writers = Vec::new();
        for _ in 0..WRITERS {
            writers.push(Arc::new(Mutex::new(Lane::open(url).await?)));
        }
        let scene = scene(&connect(url).await?).await?;
        Ok(Self { url: url.to_owned(), writers, scene })
    }

    async fn reader(&self) -> Result<Arc<Lane>> {
        if let Some(lane) = READER.with_borrow(Clone::clone) {
            return Ok(lane);
        }
        let lane = Arc::new(Lane::open(&self.url).await?);
        READER.set(Some(Arc::clone(&lane)));
        Ok(lane)
    }

    /// A free connection for a change.
    async fn writer(&self) -> OwnedMutexGuard<Lane> {
        for lane in &self.writers {
            if let Ok(free) = Arc::clone(lane).try_lock_owned() {
                return free;
            }
        }
        let turn = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().subsec_nanos() as usize;
        Arc::clone(&self.writers[turn / 1000 % WRITERS]).lock_owned().await
    }

    /// The JSON that answers.
    pub async fn ask(&self, ask: Ask) -> Result<Option<Vec<u8>>> {
        let lane = self.reader().await?;
        let Scene { firm, staff, since, .. } = &self.scene;
        let rows = match &ask {
            Ask::Case(id) => {
                let row = lane.client.query_opt(&lane.case, &[since, staff, firm, id]).await?;
                return row.as_ref().map(shape::case).transpose();
            }
            Ask::Contact(id) => {
                let row = lane.client.query_opt(&lane.contact, &[firm, id]).await?;
                return row.as_ref().map(shape::contact).transpose();
            }
            Ask::Contacts { after: Some((name, id)), .. } => {
                lane.client.query(&lane.contacts_after, &[firm, name, id]).await?
            }
            Ask::Contacts { words: Some(words), .. } => {
                lane.client.query(&lane.contacts_with, &[firm, &format!("%{words}%")]).await?
            }
            Ask::Contacts { .. } => lane.client.query(&lane.contacts, &[firm]).await?,
            Ask::Portal => lane.client.query(&lane.portal, &[firm, &self.scene.client]).await?,
        };
        let mut page = Page::new();
        for row in &rows {
            match &ask {
                Ask::Portal => page.portal_case(row, &self.scene.matrix)?,
                _ => page.contact(row)?,
            }
        }
        Ok(Some(page.finish()))
    }

    /// Who signs in.
    pub async fn account(&self, email: String) -> Result<Option<Account>> {
        let lane = self.reader().await?;
        let row = lane.client.query_opt(&lane.account, &[&email]).await?;
        row.map(|row| Ok(Account { json: shape::person(&row)?, hash: row.get(3) })).transpose()
    }

    /// Writes the contacts of a CSV.
    pub async fn import(&self, csv: String) -> Result<usize> {
        bulk::import_pg(&self.writer().await.client, self.scene.firm, &csv).await
    }

    /// All contacts as a CSV.
    pub async fn export(&self) -> Result<Vec<u8>> {
        bulk::export_pg(&self.writer().await.client, self.scene.firm).await
    }

    /// Writes a case; all statements are sent at once, nobody waits for the answers in between.
    pub async fn create(&self, new: NewCase) -> Result<Vec<u8>> {
        let (firm, actor) = (&self.scene.firm, &self.scene.client);
        let (id, audit, trace) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7().to_string());
        let now = SystemTime::now();
        let (subject, description) = (new.subject.to_lowercase(), new.description.to_lowercase());
        let lane = self.writer().await;
        let Lane { client, .. } = &*lane;
        let custom = Json(&new.custom);
        type Values<'v, const N: usize> = [&'v (dyn ToSql + Sync); N];
        let values: Values<'_, 10> = [
            firm,
            &id,
            &new.subject,
            &subject,
            &new.description,
            &description,
            &new.priority,
            &custom,
            &now,
            &new.contact_id,
        ];
        let own: Values<'_, 1> = [firm];
        let looked: Values<'_, 4> = [&self.scene.since, &self.scene.staff, firm, &id];
        let line: Values<'_, 6> = [firm, &audit, &now, actor, &id, &trace];
        let event: Values<'_, 4> = [firm, &id, &new.contact_id, &now];
        let (begun, counted, written, audited, told, row, ended) = tokio::join!(
            biased;
            client.batch_execute("BEGIN"),
            client.execute(&lane.count, &own),
            client.execute(&lane.new_case, &values),
            client.execute(&lane.new_audit, &line),
            client.execute(&lane.new_event, &event),
            client.query_one(&lane.case, &looked),
            client.batch_execute("COMMIT"),
        );
        begun?;
        counted?;
        written?;
        audited?;
        told?;
        ended?;
        shape::case(&row?)
    }
}

async fn scene(client: &Client) -> Result<Scene<SystemTime>> {
    let firm: Uuid = client.query_one(sql::FIRM, &[&FIRM]).await?.get(0);
    let client_id: Uuid = client.query_one(sql::CLIENT, &[&firm, &CLIENT.0]).await?.get(0);
    let rows = client.query(sql::FIELDS, &[&firm]).await?;
    let fields: Vec<_> = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
    let row = client.query_one(sql::STAFF, &[&firm, &Facts::owner()]).await?;
    let (staff, since) = (row.get(0), row.get(1));
    Ok(Scene { firm, client: client_id, staff, since, matrix: Matrix::read(&fields)? })
}

/// The bytes of a value as they came.
struct Raw<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, bytes: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(bytes))
    }

    accepts!(UUID, JSONB, TIMESTAMPTZ, DATE);
}

fn raw(row: &Row, at: usize) -> Result<Option<&[u8]>> {
    Ok(row.try_get::<_, Option<Raw<'_>>>(at)?.map(|raw| raw.0))
}

impl Cells for Row {
    fn text(&self, at: usize) -> Result<Option<&str>> {
        Ok(self.try_get(at)?)
    }

    fn id(&self, at: usize) -> Result<Option<[u8; 16]>> {
        raw(self, at)?.map(|bytes| Ok(bytes.try_into()?)).transpose()
    }

    fn number(&self, at: usize) -> Result<i64> {
        Ok(self.try_get(at)?)
    }

    fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.try_get(at)?)
    }

    fn json(&self, at: usize) -> Result<&str> {
        // A version byte stands before the text.
        let bytes = raw(self, at)?.and_then(|bytes| bytes.strip_prefix(&[1])).context("no JSON")?;
        Ok(std::str::from_utf8(bytes)?)
    }

    fn instant(&self, at: usize, out: &mut Vec<u8>) -> Result<bool> {
        if raw(self, at)?.is_none() {
            return Ok(false);
        }
        json::instant(out, self.micros(at)?);
        Ok(true)
    }

    fn micros(&self, at: usize) -> Result<i64> {
        Ok(i64::from_be_bytes(raw(self, at)?.context("no moment")?.try_into()?) + EPOCH)
    }

    fn day(&self, at: usize, out: &mut Vec<u8>) -> Result<bool> {
        let Some(bytes) = raw(self, at)? else { return Ok(false) };
        let days = i64::from(i32::from_be_bytes(bytes.try_into()?));
        json::day(out, days + EPOCH / 1_000_000 / 86_400);
        Ok(true)
    }
}
