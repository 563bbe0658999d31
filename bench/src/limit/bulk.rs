//! Contacts by the hundred thousand: a CSV in, by inserts in batches, and a CSV out, read and written as it comes.
//!
//! The barest there is: no quotes in the CSV, no doubles looked for, no report. The first line names the columns
//! `first_name,last_name,email,phone`.

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params};
use tokio_postgres::Client;
use uuid::Uuid;

use super::grams::{self, Grams};
use super::{lite, sql};

/// Rows of one commit.
const BATCH: usize = 1_000;

/// One line of the CSV, with what the product stores beside it.
struct Line<'c> {
    first: &'c str,
    last: &'c str,
    email: &'c str,
    phone: &'c str,
    sort: String,
    search: String,
    digits: String,
}

impl<'c> Line<'c> {
    fn read(line: &'c str) -> Result<Self> {
        let mut cells = line.split(',');
        let mut cell = || cells.next().context("too few cells");
        let (first, last, email, phone) = (cell()?, cell()?, cell()?, cell()?);
        Ok(Self {
            first,
            last,
            email,
            phone,
            sort: format!("{last} {first}").to_lowercase(),
            search: format!("{first} {last} {email} {phone}").to_lowercase(),
            digits: phone.chars().filter(char::is_ascii_digit).collect(),
        })
    }
}

fn lines(csv: &str) -> Vec<&str> {
    csv.lines().skip(1).filter(|line| !line.is_empty()).collect()
}

/// Writes all contacts of a CSV; answers how many.
pub fn import_lite(db: &Connection, firm: Uuid, pieces: &Grams, csv: &str) -> Result<usize> {
    let all = lines(csv);
    for batch in all.chunks(BATCH) {
        db.execute_batch("BEGIN IMMEDIATE")?;
        let now = lite::now();
        for line in batch {
            let (id, line) = (Uuid::now_v7(), Line::read(line)?);
            let Line { first, last, email, phone, sort, search, digits } = &line;
            db.prepare_cached(sql::NEW_CONTACT)?.execute(params![
                firm.as_bytes(),
                id.as_bytes(),
                first,
                last,
                sort,
                search,
                email,
                phone,
                digits,
                now
            ])?;
            let (from, to) = (grams::ORDERED + 1, grams::CONTACTS_END);
            db.prepare_cached(sql::NEW_CONTACT_PLACE)?.execute(params![from, to, firm.as_bytes(), id.as_bytes()])?;
            db.prepare_cached(sql::NEW_GRAMS)?.execute([pieces.of_contact(search)])?;
        }
        db.execute_batch("COMMIT")?;
    }
    Ok(all.len())
}

/// The same on PostgreSQL: the statements of a batch are sent one behind the other.
///
/// # Errors
/// Those of the server.
pub async fn import_pg(client: &Client, firm: Uuid, csv: &str) -> Result<usize> {
    let all = lines(csv);
    let insert = client.prepare(sql::NEW_CONTACT).await?;
    for batch in all.chunks(BATCH) {
        client.batch_execute("BEGIN").await?;
        let now = std::time::SystemTime::now();
        let read = batch.iter().map(|line| Ok((Uuid::now_v7(), Line::read(line)?))).collect::<Result<Vec<_>>>()?;
        futures_util::future::try_join_all(read.iter().map(|(id, line)| {
            let (client, insert, firm, now) = (&client, &insert, &firm, &now);
            async move {
                let Line { first, last, email, phone, sort, search, digits } = line;
                client.execute(insert, &[firm, id, first, last, sort, search, email, phone, digits, now]).await
            }
        }))
        .await?;
        client.batch_execute("COMMIT").await?;
    }
    Ok(all.len())
}

/// All contacts of the firm as a CSV.
pub fn export_lite(db: &Connection, firm: Uuid) -> Result<Vec<u8>> {
    let mut out = b"first_name,last_name,email,phone\n".to_vec();
    let mut find = db.prepare_cached(sql::ALL_CONTACTS)?;
    let mut rows = find.query([firm.as_bytes()])?;
    while let Some(row) = rows.next()? {
        for at in 0..4 {
            out.extend_from_slice(row.get_ref(at)?.as_bytes_or_null()?.unwrap_or_default());
            out.push(if at == 3 { b'\n' } else { b',' });
        }
    }
    Ok(out)
}

/// The same on PostgreSQL.
///
/// # Errors
/// Those of the server.
pub async fn export_pg(client: &Client, firm: Uuid) -> Result<Vec<u8>> {
    use futures_util::TryStreamExt as _;
    let mut out = b"first_name,last_name,email,phone\n".to_vec();
    let rows = client.query_raw(sql::ALL_CONTACTS, [&firm]).await?;
    let mut rows = std::pin::pin!(rows);
    while let Some(row) = rows.try_next().await? {
        for at in 0..4 {
            out.extend_from_slice(row.try_get::<_, Option<&str>>(at)?.unwrap_or_default().as_bytes());
            out.push(if at == 3 { b'\n' } else { b',' });
        }
    }
    Ok(out)
}
