//! A client's list of cases as it is read: only columns that a client could ever see, no names of staff, no joins.
//!
//! Not here: what of it is shown, which is the matrix's business (`narrow`), and which cases, which is the policy's.

use sea_orm::prelude::Uuid;
use sea_orm::{EntityTrait as _, FromQueryResult, QuerySelect as _, Select, Value};
use serde::Deserialize;
use zaguan_types::cases::{CasePriority, CaseStatus};
use zaguan_types::portal::PortalCase;
use zaguan_types::{CaseId, Custom, Page};

use super::narrow::{Lens, Open, OpenRow};
use crate::cases::entity::{Column as C, Entity};
use crate::cases::number_text;
use crate::error::{Error, Result};
use crate::paging::{Key, Paging};
use crate::platform::clock::Moment;
use crate::platform::db::{Borrowed, JsonText, Letters, RawJson, Word};
use crate::platform::{Remembered, TenantTx};
use crate::row;
use crate::written::Written;

#[derive(FromQueryResult, Deserialize)]
struct Row {
    id: Uuid,
    number: i64,
    subject: String,
    description: Option<String>,
    status: Word<CaseStatus>,
    priority: Word<CasePriority>,
    category: Option<String>,
    custom: RawJson,
    created_at: Moment,
    shown_at: Moment,
}

fn select() -> Select<Entity> {
    let columns = [
        C::Id,
        C::Number,
        C::Subject,
        C::Description,
        C::Status,
        C::Priority,
        C::Category,
        C::Custom,
        C::CreatedAt,
        C::ShownAt,
    ];
    Entity::find().select_only().columns(columns)
}

/// A page of the cases that a refinement leaves, as the lens shows them. Where the refinement has one of few shapes, `fixed`
/// is its number and the values that it binds.
pub(super) async fn page_of(
    tx: &TenantTx<'_>,
    paging: &Paging<Entity>,
    count: bool,
    refine: impl Fn(Select<Entity>) -> Select<Entity>,
    fixed: Option<(u32, Vec<Value>)>,
    lens: &Lens<'_>,
) -> Result<Written<Page<PortalCase>>> {
    static PAGE: Remembered = Remembered::new();
    let total = if count { Some(tx.count(refine(Entity::find())).await?) } else { None };
    let build = || paging.apply(refine(select()));
    let mut writer = paging.writer();
    let take = |row: OwnRow<'_>| writer.take(row, |row| cursor(paging, row), |row, out| lens.write(row.open(), out));
    match fixed {
        Some((shape, mut values)) => {
            values.extend(paging.values());
            let known = (&PAGE, shape * 64 + paging.shape());
            tx.known_each::<_, Rows>(known, values, paging.rows(), build, take).await?;
        }
        None => tx.each::<_, Rows>(build(), take).await?,
    }
    writer.finish(total)
}

/// How a page's rows are read.
struct Rows;

impl Borrowed for Rows {
    type Row<'r> = OwnRow<'r>;
}

row! {
    struct OwnRow<'r> {
        id: Uuid,
        number: i64,
        subject: &'r str,
        description: Option<&'r str>,
        status: Word<CaseStatus>,
        priority: Word<CasePriority>,
        category: Option<&'r str>,
        custom: JsonText<'r>,
        created_at: Letters<27>,
        shown_at: Letters<27>,
    }
}

impl OwnRow<'_> {
    fn open(&self) -> OpenRow<'_> {
        let Self { id, number, subject, description, status, priority, category, custom, created_at, shown_at } = self;
        OpenRow {
            id: *id,
            number: *number,
            subject,
            description: *description,
            status: status.0,
            priority: priority.0,
            category: *category,
            custom: custom.0,
            created_at: created_at.as_str(),
            updated_at: shown_at.as_str(),
        }
    }
}

fn cursor(paging: &Paging<Entity>, row: &OwnRow<'_>) -> Result<String> {
    let key = match paging.order() {
        "number" => row.number,
        "created_at" => row.created_at.instant()?.0,
        _ => row.shown_at.instant()?.0,
    };
    Ok(paging.cursor(Key::Number(key), row.id))
}

/// The first cases that a refinement leaves.
pub(super) async fn first_of(
    tx: &TenantTx<'_>,
    paging: &Paging<Entity>,
    refine: impl Fn(Select<Entity>) -> Select<Entity>,
) -> Result<Vec<Open>> {
    let rows: Vec<Row> = tx.rows(paging.apply(refine(select()))).await?;
    Ok(paging.page(rows, None, key, open)?.items)
}

fn key(row: &Row, order: &'static str) -> (Key, Uuid) {
    let key = match order {
        "number" => row.number,
        "created_at" => row.created_at.0.0,
        _ => row.shown_at.0.0,
    };
    (Key::Number(key), row.id)
}

fn open(row: Row) -> Result<Open> {
    let Row { id, number, subject, description, status, priority, category, custom, created_at, shown_at } = row;
    Ok(Open {
        id: CaseId(id),
        number: number_text(number),
        subject,
        description,
        status: status.0,
        priority: priority.0,
        category,
        custom: Custom::stored(custom.into_string())
            .map_err(|error| Error::stored("custom fields", &error.to_string()))?,
        created_at: created_at.0,
        updated_at: shown_at.0,
    })
}
