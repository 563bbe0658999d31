//! A page of contacts, written straight from its rows: what is in them is copied once, into the answer.
//!
//! The members are those of [`Contact`], in its order; a test holds the two together.

use sea_orm::Condition;
use sea_orm::prelude::Uuid;
use zaguan_types::contacts::Contact;

use super::query::{PAGE, select};
use crate::error::Result;
use crate::paging::{self, Found, Key, Paging};
use crate::platform::TenantTx;
use crate::platform::db::{Borrowed, JsonText, Letters};
use crate::row;
use crate::written::{Object, Written};

use super::entity::Entity;
use super::filters::Filters;
use zaguan_types::Page;

/// How a page's rows are read.
struct Rows;

impl Borrowed for Rows {
    type Row<'r> = Row<'r>;
}

row! {
    /// A contact as it lies in what the database gave.
    pub(crate) struct Row<'r> {
        id: Uuid,
        first_name: Option<&'r str>,
        last_name: &'r str,
        sort_name: &'r str,
        email: Option<&'r str>,
        phone: Option<&'r str>,
        language: Option<&'r str>,
        owner_id: Option<Uuid>,
        organisation_id: Option<Uuid>,
        organisation_name: Option<&'r str>,
        tags: JsonText<'r>,
        email_opt_out: bool,
        portal_user: bool,
        support_start_date: Option<Letters<10>>,
        support_end_date: Option<Letters<10>>,
        external_id: Option<&'r str>,
        custom: JsonText<'r>,
        email_key: &'r str,
        deleted_at: Option<Letters<27>>,
        created_at: Letters<27>,
        updated_at: Letters<27>,
        version: i64,
    }
}

/// The page that is asked for.
pub(super) async fn page(
    tx: &TenantTx<'_>,
    paging: &Paging<Entity>,
    filters: &Filters,
    count: bool,
) -> Result<Written<Page<Contact>>> {
    let wanted = filters.condition(tx).await?;
    let found = Found { words: filters.words(), also: None, alone: filters.are_only_words() };
    let total = if count { Some(paging::count(tx, &found, &wanted).await?) } else { None };
    let mut writer = paging.writer();
    let take = |row: Row<'_>| {
        writer.take(
            row,
            |row| cursor(paging, row),
            |row, object| {
                write(row, object);
                Ok(())
            },
        );
    };
    read(tx, paging, filters, (found, wanted), take).await?;
    writer.finish(total)
}

/// Hands over the rows of a page one by one; answers where the next page begins, if there is one.
pub(super) async fn each(
    tx: &TenantTx<'_>,
    paging: &Paging<Entity>,
    filters: &Filters,
    mut take: impl FnMut(Row<'_>) -> Result<()>,
) -> Result<Option<String>> {
    let wanted = filters.condition(tx).await?;
    let found = Found { words: filters.words(), also: None, alone: filters.are_only_words() };
    let (mut items, mut last, mut failed) = (0, None, None);
    let most = paging.rows() - 1;
    let mut one = |row: Row<'_>| {
        items += 1;
        if items == most {
            last = Some(cursor(paging, &row)?);
        }
        // One row more than that says that there is a next page.
        if items <= most { take(row) } else { Ok(()) }
    };
    let each = |row: Row<'_>| {
        if failed.is_none() {
            failed = one(row).err();
        }
    };
    read(tx, paging, filters, (found, wanted), each).await?;
    match failed {
        Some(error) => Err(error),
        None => Ok(last.filter(|_| items > most)),
    }
}

async fn read(
    tx: &TenantTx<'_>,
    paging: &Paging<Entity>,
    filters: &Filters,
    (found, wanted): (Found<'_, Entity>, Condition),
    take: impl FnMut(Row<'_>),
) -> Result<()> {
    if filters.are_none() {
        let build = || paging.apply(sea_orm::QueryFilter::filter(select(), wanted));
        tx.known_each::<_, Rows>((&PAGE, paging.shape()), paging.values(), paging.rows(), build, take).await
    } else {
        tx.each::<_, Rows>(paging.found(tx, &found, &wanted, select()).await?, take).await
    }
}

fn cursor(paging: &Paging<Entity>, row: &Row<'_>) -> Result<String> {
    let key = match paging.order() {
        "created_at" => Key::Number(row.created_at.instant()?.0),
        "updated_at" => Key::Number(row.updated_at.instant()?.0),
        "email" => Key::Text(row.email_key.to_owned()),
        _ => Key::Text(row.sort_name.to_owned()),
    };
    Ok(paging.cursor(key, row.id))
}

fn write(row: Row<'_>, out: &mut Object<'_>) {
    let Row {
        id,
        first_name,
        last_name,
        sort_name: _,
        email,
        phone,
        language,
        owner_id,
        organisation_id,
        organisation_name,
        tags,
        email_opt_out,
        portal_user,
        support_start_date,
        support_end_date,
        external_id,
        custom,
        email_key: _,
        deleted_at,
        created_at,
        updated_at,
        version,
    } = row;
    out.id("id", id);
    out.text_or_null("first_name", first_name);
    out.text("last_name", last_name);
    out.text_or_null("email", email);
    out.text_or_null("language", language);
    out.id_or_null("owner_id", owner_id);
    out.raw("tags", tags.0);
    out.flag("email_opt_out", email_opt_out);
    out.text_or_null("phone", phone);
    out.id_or_null("organisation_id", organisation_id);
    out.text_or_null("organisation_name", organisation_name);
    out.flag("portal_user", portal_user);
    out.text_or_null("support_start_date", support_start_date.as_ref().map(Letters::as_str));
    out.text_or_null("support_end_date", support_end_date.as_ref().map(Letters::as_str));
    out.text_or_null("external_id", external_id);
    out.raw("custom", custom.0);
    if let Some(moment) = &deleted_at {
        out.text("deleted_at", moment.as_str());
    }
    out.text("created_at", created_at.as_str());
    out.text("updated_at", updated_at.as_str());
    out.number("version", version);
}
