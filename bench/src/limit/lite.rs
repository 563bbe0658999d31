//! The limit on SQLite: rusqlite, a thread for each reader, one writer that commits what waits in one go.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::bulk;
use super::grams::{self, Grams};
use super::shape::{self, Cells, Matrix, Page};
use super::{Account, Ask, NewCase, Scene, json, sql};
use crate::data::{CLIENT, FIRM};
use crate::operations::Facts;

/// As many as Zaguán has by default.
const READERS: usize = 4;
/// Changes in one commit at most.
const MOST: usize = 128;

type Read = Box<dyn FnOnce(&Connection) + Send>;
type Answer<T> = oneshot::Sender<Result<T>>;

/// What the writer is asked for.
enum Change {
    Case(NewCase, Answer<Vec<u8>>),
    /// Commits by itself, batch after batch.
    Import(String, Answer<usize>),
}

/// Moments are texts.
type Lite = Scene<String>;

/// The queues to the threads.
pub struct Pool {
    reads: Arc<Queue<Read>>,
    changes: Arc<Queue<Change>>,
    scene: Arc<Lite>,
    grams: Arc<Grams>,
}

struct Queue<T> {
    waiting: Mutex<VecDeque<T>>,
    arrived: Condvar,
}

impl<T> Queue<T> {
    fn new() -> Arc<Self> {
        Arc::new(Self { waiting: Mutex::default(), arrived: Condvar::new() })
    }

    fn push(&self, item: T) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push_back(item);
        self.arrived.notify_one();
    }

    fn take(&self) -> T {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match waiting.pop_front() {
                Some(item) => return item,
                None => waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn take_now(&self) -> Option<T> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

impl Pool {
    /// Opens the file.
    pub fn open(path: &str) -> Result<Self> {
        let writer = connection(path)?;
        let scene = Arc::new(scene(&writer)?);
        let texts = writer
            .prepare(sql::SEARCHED)?
            .query_map([scene.firm.as_bytes()], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let grams = Arc::new(Grams::learn(scene.firm, &texts));
        let (reads, changes) = (Queue::<Read>::new(), Queue::<Change>::new());
        for _ in 0..READERS {
            let (reader, reads) = (connection(path)?, Arc::clone(&reads));
            std::thread::spawn(move || {
                loop {
                    reads.take()(&reader);
                }
            });
        }
        let (queue, known, pieces) = (Arc::clone(&changes), Arc::clone(&scene), Arc::clone(&grams));
        std::thread::spawn(move || {
            loop {
                batch(&writer, &queue, &known, &pieces);
            }
        });
        Ok(Self { reads, changes, scene, grams })
    }

    async fn read<R: Send + 'static>(&self, f: impl FnOnce(&Connection) -> Result<R> + Send + 'static) -> Result<R> {
        let (to, answer) = oneshot::channel();
        self.reads.push(Box::new(move |db| {
            // Whoever asked may have gone away.
            let _ = to.send(f(db));
        }));
        answer.await?
    }

    /// The JSON that answers.
    pub async fn ask(&self, ask: Ask) -> Result<Option<Vec<u8>>> {
        let (scene, grams) = (Arc::clone(&self.scene), Arc::clone(&self.grams));
        self.read(move |db| match ask {
            Ask::Case(id) => case(db, &scene, id),
            Ask::Contact(id) => one(db, sql::CONTACT, scene.firm, id, |row| shape::contact(row)),
            Ask::Contacts { after: Some((name, id)), .. } => {
                contacts(db, sql::CONTACTS_AFTER, params![scene.firm.as_bytes(), name, id.as_bytes()]).map(Some)
            }
            Ask::Contacts { words: Some(words), .. } => {
                let pieces = grams.of_words(&words);
                let values = params![scene.firm.as_bytes(), pieces, grams::ORDERED, words, grams::CONTACTS_END];
                contacts(db, sql::CONTACTS_WITH_GRAMS, values).map(Some)
            }
            Ask::Contacts { .. } => contacts(db, sql::CONTACTS, params![scene.firm.as_bytes()]).map(Some),
            Ask::Portal => {
                let mut find = db.prepare_cached(sql::PORTAL)?;
                let mut rows = find.query(params![scene.firm.as_bytes(), scene.client.as_bytes()])?;
                let mut page = Page::new();
                while let Some(row) = rows.next()? {
                    page.portal_case(row, &scene.matrix)?;
                }
                Ok(Some(page.finish()))
            }
        })
        .await
    }

    /// Who signs in.
    pub async fn account(&self, email: String) -> Result<Option<Account>> {
        self.read(move |db| {
            let mut find = db.prepare_cached(sql::ACCOUNT)?;
            let mut rows = find.query([email])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some(Account { json: shape::person(row)?, hash: row.get(3)? }))
        })
        .await
    }

    /// Writes a case; answers once it is durable.
    pub async fn create(&self, new: NewCase) -> Result<Vec<u8>> {
        let (to, answer) = oneshot::channel();
        self.changes.push(Change::Case(new, to));
        answer.await?
    }

    /// Writes the contacts of a CSV.
    pub async fn import(&self, csv: String) -> Result<usize> {
        let (to, answer) = oneshot::channel();
        self.changes.push(Change::Import(csv, to));
        answer.await?
    }

    /// All contacts as a CSV.
    pub async fn export(&self) -> Result<Vec<u8>> {
        let firm = self.scene.firm;
        self.read(move |db| bulk::export_lite(db, firm)).await
    }
}

fn connection(path: &str) -> Result<Connection> {
    let db = Connection::open(path).with_context(|| format!("cannot open {path}"))?;
    // A statement with a bound value would otherwise be prepared anew at each use.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 1073741824;
         PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;",
    )?;
    Ok(db)
}

fn scene(db: &Connection) -> Result<Lite> {
    let firm: [u8; 16] = db.query_row(sql::FIRM, [FIRM], |row| row.get(0))?;
    let client: [u8; 16] = db.query_row(sql::CLIENT, params![firm, CLIENT.0], |row| row.get(0))?;
    let fields = db
        .prepare(sql::FIELDS)?
        .query_map([firm], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<Vec<(String, bool, String, String)>>>()?;
    let (staff, since): ([u8; 16], String) =
        db.query_row(sql::STAFF, params![firm, Facts::owner()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let [firm, client, staff] = [firm, client, staff].map(Uuid::from_bytes);
    Ok(Scene { firm, client, staff, since, matrix: Matrix::read(&fields)? })
}

fn contacts(db: &Connection, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<u8>> {
    let mut find = db.prepare_cached(sql)?;
    let mut rows = find.query(values)?;
    let mut page = Page::new();
    while let Some(row) = rows.next()? {
        page.contact(row)?;
    }
    Ok(page.finish())
}

fn case(db: &Connection, scene: &Lite, id: Uuid) -> Result<Option<Vec<u8>>> {
    let mut find = db.prepare_cached(sql::CASE)?;
    let values = params![scene.since, scene.staff.as_bytes(), scene.firm.as_bytes(), id.as_bytes()];
    let mut rows = find.query(values)?;
    rows.next()?.map(shape::case).transpose()
}

type Shape = for<'r, 'd> fn(&'r Row<'d>) -> Result<Vec<u8>>;

fn one(db: &Connection, sql: &str, firm: Uuid, id: Uuid, shape: Shape) -> Result<Option<Vec<u8>>> {
    let mut find = db.prepare_cached(sql)?;
    let mut rows = find.query(params![firm.as_bytes(), id.as_bytes()])?;
    rows.next()?.map(shape).transpose()
}

/// Waits for a change and commits it together with those that wait behind it.
fn batch(db: &Connection, queue: &Queue<Change>, scene: &Lite, grams: &Grams) {
    let mut next = Some(queue.take());
    if let Some(Change::Import(csv, to)) = next {
        // Whoever asked may have gone away.
        let _ = to.send(bulk::import_lite(db, scene.firm, grams, &csv));
        return;
    }
    let mut done = Vec::new();
    let begun = control(db, "BEGIN IMMEDIATE");
    while let Some(change) = next {
        match change {
            Change::Case(new, to) => done.push((insert(db, scene, grams, &new), to)),
            // Nobody measures both at once.
            Change::Import(_, to) => drop(to),
        }
        next = if done.len() < MOST { queue.take_now() } else { None };
    }
    let fate = begun.and_then(|()| control(db, "COMMIT"));
    for (answer, to) in done {
        let answer = match &fate {
            Ok(()) => answer,
            Err(error) => Err(anyhow::anyhow!("commit: {error}")),
        };
        let _ = to.send(answer);
    }
}

fn control(db: &Connection, sql: &str) -> Result<()> {
    db.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}

fn insert(db: &Connection, scene: &Lite, grams: &Grams, new: &NewCase) -> Result<Vec<u8>> {
    let id = Uuid::now_v7();
    let now = now();
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<()> {
        db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    };
    let (subject, description) = (new.subject.to_lowercase(), new.description.to_lowercase());
    run(sql::COUNT, params![scene.firm.as_bytes()])?;
    run(
        sql::NEW_CASE,
        params![
            scene.firm.as_bytes(),
            id.as_bytes(),
            new.subject,
            subject,
            new.description,
            description,
            new.priority,
            new.custom.get(),
            now,
            new.contact_id.as_bytes()
        ],
    )?;
    let (from, to) = grams::CASE_PLACES;
    run(sql::NEW_PLACE, params![from, to, scene.firm.as_bytes(), id.as_bytes()])?;
    run(sql::NEW_GRAMS, params![grams.of_case(&subject, &description)])?;
    run(
        sql::NEW_AUDIT,
        params![
            scene.firm.as_bytes(),
            Uuid::now_v7().as_bytes(),
            now,
            scene.client.as_bytes(),
            id.as_bytes(),
            Uuid::now_v7().to_string()
        ],
    )?;
    run(sql::NEW_EVENT, params![scene.firm.as_bytes(), id.as_bytes(), new.contact_id.as_bytes(), now])?;
    case(db, scene, id)?.context("the new case is not there")
}

/// The present moment, as the file holds moments.
pub fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut out = Vec::with_capacity(32);
    json::instant(&mut out, i64::try_from(since.as_micros()).unwrap_or_default());
    String::from_utf8_lossy(&out[1..out.len() - 1]).into_owned()
}

fn cell<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<ValueRef<'r>>> {
    let value = row.get_ref(at)?;
    Ok((value != ValueRef::Null).then_some(value))
}

impl Cells for Row<'_> {
    fn text(&self, at: usize) -> Result<Option<&str>> {
        Ok(cell(self, at)?.map(|value| value.as_str()).transpose()?)
    }

    fn id(&self, at: usize) -> Result<Option<[u8; 16]>> {
        cell(self, at)?.map(|value| Ok(value.as_blob()?.try_into()?)).transpose()
    }

    fn number(&self, at: usize) -> Result<i64> {
        Ok(self.get_ref(at)?.as_i64()?)
    }

    fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.number(at)? != 0)
    }

    fn json(&self, at: usize) -> Result<&str> {
        Ok(self.get_ref(at)?.as_str()?)
    }

    fn instant(&self, at: usize, out: &mut Vec<u8>) -> Result<bool> {
        // Stored in the words in which it is sent.
        let text = self.text(at)?;
        text.inspect(|text| json::text(out, text));
        Ok(text.is_some())
    }

    fn micros(&self, at: usize) -> Result<i64> {
        micros(self.text(at)?.context("no moment")?).context("no moment")
    }

    fn day(&self, at: usize, out: &mut Vec<u8>) -> Result<bool> {
        let text = self.text(at)?;
        text.inspect(|text| out.extend_from_slice(text.as_bytes()));
        Ok(text.is_some())
    }
}

/// Microseconds since 1970 of `2026-11-22T07:44:59.000123Z`.
fn micros(text: &str) -> Option<i64> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let seconds = days * 86_400 + part(11, 13)? * 3600 + part(14, 16)? * 60 + part(17, 19)?;
    Some(seconds * 1_000_000 + part(20, 26)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_go_there_and_back() {
        for moment in [0, 1_795_333_499_000_123, 951_782_400_000_000] {
            let mut out = Vec::new();
            json::instant(&mut out, moment);
            assert_eq!(micros(std::str::from_utf8(&out[1..out.len() - 1]).unwrap()), Some(moment));
        }
        assert_eq!(micros("yesterday"), None);
    }
}
