//! The data of the SQLite file into an empty PostgreSQL with the same schema: same ids, so the same answers.

use std::io::Cursor;
use std::path::Path;
use std::pin::pin;

use anyhow::{Context as _, Result, bail};
use futures_util::SinkExt as _;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use tokio_postgres::Client;

/// Rows are sent in pieces of this many bytes.
const PIECE: usize = 1 << 20;

/// Connects; the connection is driven by a task of its own.
///
/// # Errors
/// If nobody answers.
pub async fn connect(url: &str) -> Result<Client> {
    let (client, connection) =
        tokio_postgres::connect(url, tokio_postgres::NoTls).await.context("PostgreSQL does not answer")?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("PostgreSQL: {error}");
        }
    });
    Ok(client)
}

/// Makes a new database on the server of an address; answers its address.
///
/// # Errors
/// If the role may not.
pub async fn new_database(url: &str) -> Result<String> {
    let (server, _) = url.rsplit_once('/').context("an address without a database")?;
    connect(url).await?.batch_execute("DROP DATABASE IF EXISTS bench WITH (FORCE)").await?;
    connect(url).await?.batch_execute("CREATE DATABASE bench").await?;
    Ok(format!("{server}/bench"))
}

/// Copies every table. The schema has to be there; what is in it goes.
///
/// # Errors
/// If the schemas differ.
pub async fn everything(from: &Path, to: &Client) -> Result<()> {
    let db = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // Rows arrive table by table: the references between them hold at the end, as they did in the file.
    to.batch_execute("SET session_replication_role = replica").await?;
    for table in tables(&db)? {
        // The program that made the schema has left marks of its own.
        to.batch_execute(&format!("DELETE FROM \"{table}\"")).await?;
        copy_table(&db, &table, to).await.with_context(|| format!("copying {table}"))?;
    }
    to.batch_execute("VACUUM (ANALYZE)").await?;
    to.batch_execute("CHECKPOINT").await?;
    Ok(())
}

/// Tables of the product: no bookkeeping of migrations and of the search index, no virtual tables and what stands behind them.
fn tables(db: &Connection) -> Result<Vec<String>> {
    let mut find = db.prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'
         AND name NOT LIKE 'sqlite_%' AND name NOT IN ('seaql_migrations', 'search_places') ORDER BY name",
    )?;
    let names = find.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

async fn copy_table(db: &Connection, table: &str, to: &Client) -> Result<()> {
    let columns = {
        let mut find = db.prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns = find.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        columns.collect::<rusqlite::Result<Vec<(String, String)>>>()?
    };
    let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let names = names.join(", ");
    let mut sink = pin!(to.copy_in(&format!("COPY \"{table}\" ({names}) FROM STDIN")).await?);
    let mut find = db.prepare(&format!("SELECT {names} FROM \"{table}\""))?;
    let mut rows = find.query([])?;
    let mut text = Vec::with_capacity(PIECE + 4096);
    while let Some(row) = rows.next()? {
        for (at, (_, declared)) in columns.iter().enumerate() {
            if at > 0 {
                text.push(b'\t');
            }
            write_cell(&mut text, declared, row.get_ref(at)?)?;
        }
        text.push(b'\n');
        if text.len() >= PIECE {
            sink.send(Cursor::new(std::mem::take(&mut text))).await?;
        }
    }
    sink.send(Cursor::new(text)).await?;
    sink.finish().await?;
    Ok(())
}

/// A cell in COPY's text format.
fn write_cell(out: &mut Vec<u8>, declared: &str, cell: ValueRef<'_>) -> Result<()> {
    match (declared, cell) {
        (_, ValueRef::Null) => out.extend_from_slice(b"\\N"),
        ("boolean", ValueRef::Integer(yes)) => out.push(if yes == 0 { b'f' } else { b't' }),
        (_, ValueRef::Integer(number)) => out.extend_from_slice(number.to_string().as_bytes()),
        ("uuid_text", ValueRef::Blob(id)) => out.extend_from_slice(uuid::Uuid::from_slice(id)?.to_string().as_bytes()),
        (_, ValueRef::Blob(bytes)) => {
            out.extend_from_slice(b"\\\\x");
            bytes.iter().for_each(|byte| out.extend_from_slice(format!("{byte:02x}").as_bytes()));
        }
        (_, ValueRef::Text(text)) => {
            for byte in text {
                match byte {
                    b'\\' => out.extend_from_slice(b"\\\\"),
                    b'\n' => out.extend_from_slice(b"\\n"),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    b'\t' => out.extend_from_slice(b"\\t"),
                    other => out.push(*other),
                }
            }
        }
        (declared, ValueRef::Real(_)) => bail!("a floating number in a column {declared}"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_as_copy_reads_them() {
        let cell = |declared: &str, cell: ValueRef<'_>| {
            let mut out = Vec::new();
            write_cell(&mut out, declared, cell).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(cell("text", ValueRef::Null), "\\N");
        assert_eq!(cell("boolean", ValueRef::Integer(1)), "t");
        assert_eq!(cell("integer", ValueRef::Integer(-5)), "-5");
        assert_eq!(cell("uuid_text", ValueRef::Blob(&[0; 16])), "00000000-0000-0000-0000-000000000000");
        assert_eq!(cell("blob", ValueRef::Blob(&[1, 255])), "\\\\x01ff");
        assert_eq!(cell("text", ValueRef::Text(b"a\tb\\n\n")), "a\\tb\\\\n\\n");
    }
}
