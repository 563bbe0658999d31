//! A client's list of cases as it is read: only columns that a client could ever see, no names of staff, no joins.
//!
//! Not here: what of it is shown, which is the matrix's business (`narrow`), and which cases, which is the policy's.

use sea_orm::prelude::Uuid;
use sea_orm::{EntityTrait as _, FromQueryResult, QuerySelect as _, Select, Value};
use serde::Deserialize;
use zaguan_types::cases::{CasePriority, CaseStatus};
use zaguan_types::portal::PortalCase;
use zaguan_types::{CaseId, Custom, Page};

use super::narrow::{Lens, Open};
use crate::cases::entity::{Column as C, Entity};
use crate::cases::number_text;
use crate::error::{Error, Result};
use crate::paging::{Key, Paging};
use crate::platform::clock::Moment;
use crate::platform::db::{RawJson, Word};
use crate::platform::{Remembered, TenantTx};
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
    let rows: Vec<Row> = match fixed {
        Some((shape, mut values)) => {
            values.extend(paging.values());
            tx.known_rows((&PAGE, shape * 64 + paging.shape()), values, paging.rows(), build).await?
        }
        None => tx.rows(build()).await?,
    };
    paging.written(rows, total, key, |row| Ok(lens.case(open(row)?)))
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
