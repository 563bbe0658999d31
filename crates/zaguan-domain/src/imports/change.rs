//! What people do with an import: look at it, change how it is understood, check it, run it, stop it, take it back.

use std::sync::Arc;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, UpdateMany};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::{
    ColumnMapping, FileKind, Import, ImportCounts, ImportOptions, ImportPatch, ImportSource, ImportState, MatchBy,
};
use zaguan_types::{FieldCode, FieldError, ImportId, Instant, Patch, tags as tag_rules};

use super::convert::{import, state_of, stored};
use super::mapping::{checked, guessed, mapping_for};
use super::tables::{batch, import as table, part};
use super::upload::{READING, Said, keep_parts, kept_file, read_file};
use super::{CHECK, RUN, UNDO, find, keep};
use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::paging::{FilterErrors, Key, KeyKind, ListQuery, Paging, SortBy};
use crate::platform::clock::{from_db, to_db};
use crate::platform::{NewEvent, TenantTx};
use crate::sessions::principal::StaffPrincipal;
use crate::{tags, users};

type Cx = StaffCx<permits::RecordsImport>;

const ORDERS: [SortBy<table::Entity>; 1] =
    [SortBy { name: "created_at", column: table::Column::CreatedAt, kind: KeyKind::Instant }];

/// A page of imports, the newest first.
///
/// # Errors
/// [`Error::Invalid`] for unknown filters, orders and cursors.
pub async fn list(cx: &Cx, query: ListQuery) -> Result<zaguan_types::Page<Import>> {
    let paging = Paging::new(&query, &ORDERS, table::Column::Id, "-created_at");
    let mut errors = FilterErrors::default();
    let mut wanted = sea_orm::Condition::all().add(table::Column::State.ne(READING));
    if query.q.is_some() {
        errors.unasked("q");
    }
    for (name, value) in &query.filters {
        match name.as_str() {
            "module" => {
                let imported = |module: &Module| matches!(module, Module::Contacts | Module::Organisations);
                let module = Module::from_name(value).filter(imported);
                let module = errors.read(name, module, "contacts or organisations is needed");
                wanted = wanted.add_option(module.map(|module| table::Column::Module.eq(module.as_str())));
            }
            "state" => {
                let state = errors.read(name, ImportState::from_name(value), "a state is needed");
                wanted = wanted.add_option(state.map(|state| table::Column::State.eq(state.as_str())));
            }
            _ => errors.unknown(name),
        }
    }
    let paging = errors.finish_with(paging)?;
    cx.desk
        .read(async move |tx| {
            let select = || table::Entity::find().filter(wanted.clone());
            let total = if query.count { Some(tx.count(select()).await?) } else { None };
            let key = |row: &table::Model, _: &'static str| (Key::Number(from_db(row.created_at).0), row.id);
            paging.page(tx.all(paging.apply(select())).await?, total, key, import)
        })
        .await
}

/// One import.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(cx: &Cx, id: ImportId) -> Result<Import> {
    cx.desk.read(async move |tx| import(find(tx, id).await?)).await
}

/// Changes how a file is read and understood, before it runs.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Conflict`] once it has run,
/// [`Error::Invalid`].
pub async fn change(cx: &Cx, id: ImportId, patch: ImportPatch, expected: Option<i64>) -> Result<Import> {
    let before = cx.desk.read(async move |tx| find(tx, id).await).await?;
    if expected.is_some_and(|version| version != before.version) {
        return Err(Error::Stale(Box::new(json!(import(before)?))));
    }
    is_open(&before)?;
    let now = import(before.clone())?;
    fits_the_kind(&patch, &now.source)?;
    let mut said: Said = serde_json::from_value(before.said.clone()).unwrap_or_default();
    let reads = patch.reads();
    let ImportPatch { encoding, separator, header, sheet, mapping, options } = patch;
    said = Said {
        encoding: encoding.apply(said.encoding),
        separator: separator.apply(said.separator),
        header: header.apply(said.header),
        sheet: sheet.apply(said.sheet),
    };
    let options = options_after(&cx.desk, now.module, options, now.options.clone()).await?;
    let read = match reads {
        true => Some(read_file(&cx.desk, kept_file(&cx.desk, id.0).await?, &said).await?),
        false => None,
    };
    let source = read.as_ref().map_or_else(|| now.source.clone(), |reading| reading.source.clone());
    let mapping = match mapping {
        Patch::Set(said) => {
            // A file that was read anew comes with another proposal.
            let before = if reads { mapping_for(&cx.desk, now.module, &source).await? } else { now.mapping.clone() };
            checked(&cx.desk, now.module, said, &before, &source).await?
        }
        Patch::Keep if !reads => now.mapping.clone(),
        Patch::Keep => mapping_for(&cx.desk, now.module, &source).await?,
        Patch::Clear => guessed(&cx.desk, now.module, &source).await?,
    };
    if !reads && mapping == now.mapping && options == now.options {
        return Ok(now);
    }
    let reading = match read {
        Some(read) => {
            let number = cx.desk.app.now().0;
            keep_parts(&cx.desk, id.0, number, read).await?;
            number
        }
        None => before.reading,
    };
    let told = json!({ "read_anew": reads, "mapped": mapping.iter().filter(|one| one.target.is_some()).count() });
    let counts = ImportCounts { rows: source.rows, ..ImportCounts::default() };
    let version = before.version;
    cx.desk
        .write(async move |tx| {
            let row = hold(tx, id).await?;
            if row.version != version {
                return Err(Error::Stale(Box::new(json!(import(row)?))));
            }
            drop_batches(tx, id).await?;
            let old = part::Column::Reading.ne(reading);
            tx.delete(part::Entity::delete_many().filter(part::Column::ImportId.eq(id.0)).filter(old)).await?;
            let set = moved(ImportState::Mapping)
                .col_expr(table::Column::Source, Expr::value(stored(&source)))
                .col_expr(table::Column::Said, Expr::value(stored(&said)))
                .col_expr(table::Column::Mapping, Expr::value(stored(&mapping)))
                .col_expr(table::Column::Options, Expr::value(stored(&options)))
                .col_expr(table::Column::Counts, Expr::value(stored(&counts)))
                .col_expr(table::Column::Reading, Expr::value(reading));
            save(tx, id, set, "import.updated", told.clone()).await
        })
        .await
}

/// A text has no sheets; how a workbook is written it says itself.
fn fits_the_kind(patch: &ImportPatch, source: &ImportSource) -> Result<()> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, why: &str| errors.push(FieldError::new(pointer, FieldCode::UnknownChoice, why));
    match (source.kind, &patch.sheet) {
        (FileKind::Csv, Patch::Set(_)) => wrong("/sheet", "the file is a text: it has no sheets"),
        (FileKind::Xlsx, Patch::Set(name)) if !source.sheets.contains(name) => {
            wrong("/sheet", "there is no sheet of this name in the workbook");
        }
        _ => {}
    }
    let is_book = source.kind == FileKind::Xlsx;
    if is_book && matches!(patch.encoding, Patch::Set(_)) {
        wrong("/encoding", "the file is a workbook: it says itself how its letters are written");
    }
    if is_book && matches!(patch.separator, Patch::Set(_)) {
        wrong("/separator", "the file is a workbook: nothing stands between its cells");
    }
    all_pass(errors)
}

async fn options_after(
    desk: &Desk,
    module: Module,
    patch: Patch<zaguan_types::imports::ImportOptionsPatch>,
    before: ImportOptions,
) -> Result<ImportOptions> {
    let mut options = match patch {
        Patch::Keep => return Ok(before),
        Patch::Clear => ImportOptions::default(),
        Patch::Set(patch) => patch.apply(before),
    };
    options.tags = tags::tidy(options.tags);
    let mut errors: Vec<FieldError> = tag_rules::check("/options/tags", &options.tags).into_iter().collect();
    let wrong_key = match options.match_by {
        MatchBy::Email => module != Module::Contacts,
        MatchBy::Name => module != Module::Organisations,
        MatchBy::Auto | MatchBy::ExternalId => false,
    };
    if wrong_key {
        errors.push(FieldError::new("/options/match_by", FieldCode::UnknownChoice, "not for this module"));
    }
    if let Some(owner) = options.default_owner_id {
        let there = desk.read(async move |tx| users::can_be_chosen(tx, owner).await).await?;
        if !there {
            let detail = "there is no such member of staff";
            errors.push(FieldError::new("/options/default_owner_id", FieldCode::UnknownReference, detail));
        }
    }
    all_pass(errors)?;
    Ok(options)
}

fn is_open(row: &table::Model) -> Result<()> {
    match state_of(row)? {
        ImportState::Mapping | ImportState::Checking | ImportState::Checked => Ok(()),
        _ => Err(Error::Conflict("an import that has run stays as it is: upload the file again".into())),
    }
}

/// Removes an import that has not run, with its file.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] once it has run.
pub async fn delete(cx: &Cx, id: ImportId) -> Result<()> {
    cx.desk
        .write(async move |tx| {
            is_open(&hold(tx, id).await?)?;
            // Nobody sees it any more; should what follows break off, it is swept away.
            let hidden = table::Entity::update_many()
                .col_expr(table::Column::State, Expr::value(READING))
                .col_expr(table::Column::UpdatedAt, Expr::value(to_db(Instant(0))))
                .filter(table::Column::Id.eq(id.0));
            tx.update(hidden).await?;
            tx.audit("import.deleted", "import", Some(id.0), json!({}));
            tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(id.0)));
            Ok(())
        })
        .await?;
    keep::remove(&cx.desk.app, cx.desk.tenant(), id.0).await
}

/// Tries all rows in the background; nothing is written. One that is being checked goes on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] once it has run, [`Error::Invalid`] if no column goes anywhere.
pub async fn check(cx: &Cx, id: ImportId) -> Result<Import> {
    let who = Arc::clone(&cx.who);
    cx.desk
        .write(async move |tx| {
            let row = hold(tx, id).await?;
            is_open(&row)?;
            if state_of(&row)? == ImportState::Checking {
                return import(row);
            }
            goes_somewhere(&row)?;
            drop_batches(tx, id).await?;
            tx.enqueue(CHECK, id.0).await?;
            let counts = ImportCounts { rows: import(row)?.source.rows, ..ImportCounts::default() };
            let set = started(ImportState::Checking, &who)
                .col_expr(table::Column::Counts, Expr::value(stored(&counts)))
                .col_expr(table::Column::Failure, Expr::value(Option::<String>::None));
            save(tx, id, set, "import.check_started", json!({})).await
        })
        .await
}

/// Writes the rows in the background. One that was stopped or has failed goes on where it was; one that runs goes on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] if it is done or taken back, [`Error::Invalid`] if no column goes anywhere.
pub async fn run(cx: &Cx, id: ImportId) -> Result<Import> {
    let who = Arc::clone(&cx.who);
    cx.desk
        .write(async move |tx| {
            let row = hold(tx, id).await?;
            match state_of(&row)? {
                ImportState::Running => return import(row),
                ImportState::Done | ImportState::Undoing | ImportState::Undone => {
                    return Err(Error::Conflict("this import has run: upload the file again".into()));
                }
                ImportState::Mapping
                | ImportState::Checking
                | ImportState::Checked
                | ImportState::Stopped
                | ImportState::Failed => {}
            }
            goes_somewhere(&row)?;
            if keep::is_over(&row, tx.now()) || was_taken_back(tx, id).await? {
                return Err(Error::Conflict("nothing is left to go on with: upload the file again".into()));
            }
            let now = import(row.clone())?;
            let mut set = started(ImportState::Running, &who)
                .col_expr(table::Column::EndedAt, Expr::value(Option::<sea_orm::prelude::DateTimeUtc>::None))
                .col_expr(table::Column::Failure, Expr::value(Option::<String>::None));
            if row.started_at.is_none() {
                let counts = ImportCounts { rows: now.source.rows, ..ImportCounts::default() };
                drop_batches(tx, id).await?;
                set = set
                    .col_expr(table::Column::StartedAt, Expr::value(to_db(tx.now())))
                    .col_expr(table::Column::NextRow, Expr::value(0_i64))
                    .col_expr(table::Column::Counts, Expr::value(stored(&counts)));
            }
            tx.enqueue(RUN, id.0).await?;
            save(tx, id, set, "import.started", json!({ "rows": now.source.rows })).await
        })
        .await
}

/// Stops what an import is doing: the rows that were written stay. Where nothing runs, nothing happens.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] while it is being taken back.
pub async fn stop(cx: &Cx, id: ImportId) -> Result<Import> {
    cx.desk
        .write(async move |tx| {
            let row = hold(tx, id).await?;
            let set = match state_of(&row)? {
                ImportState::Running => {
                    tx.event(NewEvent::staff(news(&row), None));
                    moved(ImportState::Stopped).col_expr(table::Column::EndedAt, Expr::value(to_db(tx.now())))
                }
                ImportState::Checking => moved(ImportState::Mapping),
                ImportState::Undoing => {
                    return Err(Error::Conflict("what is being taken back cannot be stopped".into()));
                }
                _ => return import(row),
            };
            save(tx, id, set, "import.stopped", json!({ "done": row.counts["done"] })).await
        })
        .await
}

/// Takes back what an import has done, in the background: what it created goes to the bin, what it changed gets back its
/// former values, as far as nobody has changed it since.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`] while it runs, or if it never did.
pub async fn undo(cx: &Cx, id: ImportId) -> Result<Import> {
    let who = Arc::clone(&cx.who);
    cx.desk
        .write(async move |tx| {
            let row = hold(tx, id).await?;
            match state_of(&row)? {
                ImportState::Undoing | ImportState::Undone => return import(row),
                ImportState::Stopped | ImportState::Done | ImportState::Failed => {}
                ImportState::Running => return Err(Error::Conflict("it runs: stop it first".into())),
                ImportState::Mapping | ImportState::Checking | ImportState::Checked => {
                    return Err(Error::Conflict("it has not run: there is nothing to take back".into()));
                }
            }
            if keep::is_over(&row, tx.now()) {
                return Err(Error::Conflict("what it did is remembered for 30 days, and they are over".into()));
            }
            tx.enqueue(UNDO, id.0).await?;
            save(tx, id, started(ImportState::Undoing, &who), "import.undo_started", json!({})).await
        })
        .await
}

/// Whether some of it was taken back already: an undo that failed goes on as an undo.
async fn was_taken_back(tx: &TenantTx<'_>, id: ImportId) -> Result<bool> {
    let find = batch::Entity::find()
        .filter(batch::Column::ImportId.eq(id.0))
        .filter(batch::Column::Stage.eq(super::STAGE_RUN))
        .filter(batch::Column::Kept.is_not_null());
    Ok(tx.one(find).await?.is_some())
}

fn goes_somewhere(row: &table::Model) -> Result<()> {
    let mapping: Vec<ColumnMapping> = serde_json::from_value(row.mapping.clone()).unwrap_or_default();
    if mapping.iter().any(|one| one.target.is_some()) {
        return Ok(());
    }
    Err(Error::field("/mapping", FieldCode::Required, "no column goes anywhere yet"))
}

/// The news that lists are to be read anew.
pub(super) fn news(row: &table::Model) -> EventKind {
    match Module::from_name(&row.module) {
        Some(Module::Organisations) => EventKind::OrganisationUpdated,
        _ => EventKind::ContactUpdated,
    }
}

/// An import, held against whoever works on it.
pub(super) async fn hold(tx: &TenantTx<'_>, id: ImportId) -> Result<table::Model> {
    let find = table::Entity::find().filter(table::Column::Id.eq(id.0)).filter(table::Column::State.ne(READING));
    tx.lock_one(find).await?.ok_or(Error::NotFound)
}

async fn drop_batches(tx: &TenantTx<'_>, id: ImportId) -> Result<()> {
    tx.delete(batch::Entity::delete_many().filter(batch::Column::ImportId.eq(id.0))).await.map(drop)
}

/// A change to another state.
pub(super) fn moved(state: ImportState) -> UpdateMany<table::Entity> {
    table::Entity::update_many()
        .col_expr(table::Column::State, Expr::value(state.as_str()))
        .col_expr(table::Column::Version, Expr::col(table::Column::Version).add(1))
}

/// The same, by somebody in whose name rows are written from now on.
fn started(state: ImportState, who: &StaffPrincipal) -> UpdateMany<table::Entity> {
    moved(state)
        .col_expr(table::Column::StarterId, Expr::value(who.user_id.0))
        .col_expr(table::Column::StarterName, Expr::value(who.name.clone()))
}

/// Writes a change and tells of it.
pub(super) async fn save(
    tx: &TenantTx<'_>,
    id: ImportId,
    set: UpdateMany<table::Entity>,
    action: &'static str,
    told: serde_json::Value,
) -> Result<Import> {
    let set = set.col_expr(table::Column::UpdatedAt, Expr::value(to_db(tx.now()))).filter(table::Column::Id.eq(id.0));
    tx.update(set).await?;
    tx.audit(action, "import", Some(id.0), told);
    tx.event(NewEvent::staff(EventKind::ImportUpdated, Some(id.0)));
    import(find(tx, id).await?)
}
