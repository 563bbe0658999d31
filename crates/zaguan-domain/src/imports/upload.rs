//! Files coming in, and being read again in another way.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::{FileEncoding, Import, ImportCounts, ImportOptions, ImportState, Separator};
use zaguan_types::{FieldCode, ImportId};

use super::convert::{import, stored};
use super::mapping::mapping_for;
use super::read::{Reading, Wanted};
use super::spool::{Spool, read_away};
use super::tables::{import as table, part, upload};
use super::{find, keep};
use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::{NewEvent, TenantTx};
use crate::tenants;

/// The state of an import whose file is still being written down: nobody sees it, and it is swept away if that breaks off.
pub(super) const READING: &str = "reading";
/// Bytes of a piece of a file as it came.
const PIECE: usize = 512 * 1024;
/// Bytes of parts that are written at once: other writers wait for no longer than that takes.
const AT_ONCE: usize = 512 * 1024;
/// Bytes that a note takes when it is written down, about.
const NOTE: usize = 200;
/// Files of one firm that wait to be imported.
const MOST_WAITING: u64 = 50;
/// The most characters of a file's name.
const NAME: usize = 255;

/// A file to be imported.
pub struct NewImport {
    /// What its rows become.
    pub module: Module,
    /// What the sender calls it; says nothing about what it is.
    pub file_name: String,
    /// The file.
    pub file: Spool,
}

/// What a person said about the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) encoding: Option<FileEncoding>,
    pub(super) separator: Option<Separator>,
    pub(super) header: Option<bool>,
    pub(super) sheet: Option<String>,
}

/// Takes a file in and finds out what it is. Nothing of it becomes a record yet.
///
/// # Errors
/// [`Error::Invalid`] if it is no table, in words that say what to do.
pub async fn create(cx: &StaffCx<permits::RecordsImport>, new: NewImport) -> Result<Import> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    let NewImport { module, file_name, file } = new;
    if !matches!(module, Module::Contacts | Module::Organisations) {
        return Err(Error::field("module", FieldCode::UnknownChoice, "contacts or organisations"));
    }
    let file_name = name_of(&file_name)?;
    let file = file.file().await?;
    let kept = file.try_clone().map_err(|error| Error::Unavailable(format!("temporary files: {error}")))?;
    let reading = read_file(&cx.desk, file, &Said::default()).await?;
    let mapping = mapping_for(&cx.desk, module, &reading.source).await?;
    let id = cx.desk.app.ids.next();
    let number = cx.desk.app.now().0;
    let (author, name) = (cx.who.user_id.0, cx.who.name.clone());
    let (source, counts) =
        (stored(&reading.source), ImportCounts { rows: reading.source.rows, ..ImportCounts::default() });
    cx.desk
        .write(async move |tx| {
            let waiting = [READING, ImportState::Mapping.as_str(), ImportState::Checking.as_str()];
            let waiting = waiting.into_iter().chain([ImportState::Checked.as_str()]);
            if tx.count(table::Entity::find().filter(table::Column::State.is_in(waiting))).await? >= MOST_WAITING {
                let why = "50 files wait to be imported: run or remove some of them first";
                return Err(Error::Conflict(why.into()));
            }
            let now = to_db(tx.now());
            tx.insert(table::ActiveModel {
                id: Set(id),
                module: Set(module.as_str().to_owned()),
                state: Set(READING.to_owned()),
                file_name: Set(file_name.clone()),
                source: Set(source.clone()),
                said: Set(stored(&Said::default())),
                mapping: Set(stored(&mapping)),
                options: Set(stored(&ImportOptions::default())),
                counts: Set(stored(&counts)),
                next_row: Set(0),
                reading: Set(number),
                failure: Set(None),
                author_id: Set(author),
                author_name: Set(name.clone()),
                starter_id: Set(None),
                starter_name: Set(None),
                created_at: Set(now),
                updated_at: Set(now),
                started_at: Set(None),
                ended_at: Set(None),
                version: Set(1),
                ..Default::default()
            })
            .await
        })
        .await?;
    let written = async {
        keep_file(&cx.desk, id, kept).await?;
        keep_parts(&cx.desk, id, number, reading).await?;
        cx.desk.write_once(async move |tx| begin(tx, id).await).await
    };
    match written.await {
        Ok(import) => Ok(import),
        Err(error) => {
            // Should this fail as well, it is swept away later.
            let _ = keep::remove(&cx.desk.app, cx.desk.tenant(), id).await;
            Err(error)
        }
    }
}

/// The name of a file without the folders that it lay in.
fn name_of(sent: &str) -> Result<String> {
    let bare = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if bare.chars().count() > NAME || bare.chars().any(char::is_control) {
        return Err(Error::field("file_name", FieldCode::TooLong, "at most 255 characters, none of them for control"));
    }
    Ok(bare.to_owned())
}

async fn begin(tx: &TenantTx<'_>, id: Uuid) -> Result<Import> {
    let set = table::Entity::update_many()
        .col_expr(table::Column::State, Expr::value(ImportState::Mapping.as_str()))
        .filter(table::Column::Id.eq(id));
    tx.update(set).await?;
    let row = find(tx, ImportId(id)).await?;
    let told = json!({ "module": row.module, "file_name": row.file_name, "rows": row.counts["rows"] });
    tx.audit("import.created", "import", Some(id), told);
    tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(id)));
    import(row)
}

/// Reads a file as a person says, or as it looks.
pub(super) async fn read_file(desk: &Desk, file: File, said: &Said) -> Result<Reading> {
    let language = desk.read(async |tx| Ok(tenants::own(tx).await?.language)).await?;
    let Said { encoding, separator, header, sheet } = said.clone();
    read_away(file, Wanted { encoding, separator, header, sheet, language }).await
}

/// Writes the file down as it came.
async fn keep_file(desk: &Desk, import: Uuid, mut file: File) -> Result<()> {
    let lost = |error: std::io::Error| Error::Unavailable(format!("temporary files: {error}"));
    file.seek(SeekFrom::Start(0)).map_err(lost)?;
    for piece in 0.. {
        let mut content = Vec::with_capacity(PIECE);
        (&mut file).take(PIECE as u64).read_to_end(&mut content).map_err(lost)?;
        if content.is_empty() {
            break;
        }
        desk.write(async move |tx| {
            let row = upload::ActiveModel {
                import_id: Set(import),
                piece: Set(piece),
                content: Set(content.clone()),
                ..Default::default()
            };
            tx.insert(row).await
        })
        .await?;
    }
    Ok(())
}

/// The file as it came.
pub(super) async fn kept_file(desk: &Desk, import: Uuid) -> Result<File> {
    let lost = |error: std::io::Error| Error::Unavailable(format!("temporary files: {error}"));
    let mut file = tempfile::tempfile().map_err(lost)?;
    for piece in 0_i32.. {
        let find = move || {
            upload::Entity::find().filter(upload::Column::ImportId.eq(import)).filter(upload::Column::Piece.eq(piece))
        };
        let Some(row) = desk.read(async move |tx| tx.one(find()).await).await? else { break };
        file.write_all(&row.content).map_err(lost)?;
    }
    Ok(file)
}

/// Writes down what was read, some parts at a time.
pub(super) async fn keep_parts(desk: &Desk, import: Uuid, number: i64, mut reading: Reading) -> Result<()> {
    let lost = |error: std::io::Error| Error::Unavailable(format!("temporary files: {error}"));
    let mut rows = Vec::new();
    let mut bytes = 0;
    let parts = std::mem::take(&mut reading.parts);
    let last = parts.len();
    for (at, one) in (1..).zip(parts) {
        let mut content = vec![0; one.bytes];
        reading.shelf.seek(SeekFrom::Start(one.from)).map_err(lost)?;
        reading.shelf.read_exact(&mut content).map_err(lost)?;
        bytes += content.len() + one.notes.len() * NOTE;
        rows.push(part::ActiveModel {
            import_id: Set(import),
            reading: Set(number),
            first_row: Set(i64::from(one.first_row)),
            rows: Set(i64::from(one.rows)),
            content: Set(content),
            notes: Set(stored(&one.notes)),
            ..Default::default()
        });
        if bytes >= AT_ONCE || at == last {
            bytes = 0;
            let rows = std::mem::take(&mut rows);
            desk.write(async move |tx| tx.insert_all(rows.clone()).await).await?;
        }
    }
    Ok(())
}
