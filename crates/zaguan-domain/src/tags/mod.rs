//! Tags of contacts and organisations. A record carries its words itself, so that reading it takes one row; the table
//! here holds them once more, folded, to be found by and to be offered.

pub(crate) mod entity;

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Deserialize;
use uuid::Uuid;
use zaguan_types::Patch;
use zaguan_types::fields::Module;
use zaguan_types::tags::{self as rules, Tag, TagList};

use crate::context::{Desk, StaffCx, permits};
use crate::error::Result;
use crate::folding::fold;
use crate::paging::{FilterErrors, ListQuery};
use crate::platform::TenantTx;

/// Words that are offered at once.
const OFFERED: u64 = 100;

/// The tags of contacts, the commonest first; `q` narrows them to those that begin so.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for anything but `q`.
pub async fn of_contacts(cx: &StaffCx<permits::ContactsRead>, query: ListQuery) -> Result<TagList> {
    list(&cx.desk, Module::Contacts, query).await
}

/// The tags of organisations, as [`of_contacts`].
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for anything but `q`.
pub async fn of_organisations(cx: &StaffCx<permits::OrganisationsRead>, query: ListQuery) -> Result<TagList> {
    list(&cx.desk, Module::Organisations, query).await
}

async fn list(desk: &Desk, module: Module, query: ListQuery) -> Result<TagList> {
    query.only_filters()?;
    let mut errors = FilterErrors::default();
    query.filters.iter().for_each(|(name, _)| errors.unknown(name));
    errors.finish()?;
    let start = query.q.as_deref().map(fold).unwrap_or_default();
    desk.read(async move |tx| offered(tx, module, &start).await).await
}

async fn offered(tx: &TenantTx<'_>, module: Module, start: &str) -> Result<TagList> {
    use entity::Column as C;
    #[derive(FromQueryResult, Deserialize)]
    struct Row {
        tag: String,
        records: i64,
    }
    let mut select = entity::Entity::find()
        .select_only()
        .column_as(C::Tag.min(), "tag")
        .column_as(C::RecordId.count(), "records")
        .filter(C::Module.eq(module.as_str()))
        // Few lie there: what is in the bin is offered nowhere.
        .filter(C::RecordId.not_in_subquery(binned(tx, module)));
    if !start.is_empty() {
        // Between the word and the last one that begins with it: an index understands this on both databases.
        select = select.filter(C::TagKey.gte(start)).filter(C::TagKey.lt(format!("{start}\u{10ffff}")));
    }
    let select = select.group_by(C::TagKey).order_by_desc(C::RecordId.count()).order_by_asc(C::TagKey).limit(OFFERED);
    let rows: Vec<Row> = tx.rows(select).await?;
    let items = rows.into_iter().map(|Row { tag, records }| Tag { name: tag, count: records.unsigned_abs() });
    Ok(TagList { items: items.collect() })
}

fn binned(tx: &TenantTx<'_>, module: Module) -> SelectStatement {
    use crate::contacts::entity as contact;
    use crate::organisations::entity as organisation;
    match module {
        Module::Organisations => {
            let gone = organisation::Entity::find().filter(organisation::Column::DeletedAt.is_not_null());
            tx.within(gone.select_only().column(organisation::Column::Id))
        }
        _ => {
            let gone = contact::Entity::find().filter(contact::Column::DeletedAt.is_not_null());
            tx.within(gone.select_only().column(contact::Column::Id))
        }
    }
}

/// Words as they are kept: without space around them, and each only once, whatever the case and the accents.
pub(crate) fn tidy(words: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    words
        .into_iter()
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty() && seen.insert(fold(word)))
        .collect()
}

/// The words of a list with commas.
pub(crate) fn of_list(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// The words that a filter asks for, each once; nothing if they are more than a record can carry: no record has them all.
pub(crate) fn wanted(known: &[String], more: &str) -> Option<Vec<String>> {
    let all = tidy(known.iter().cloned().chain(of_list(more)).collect());
    (all.len() <= rules::MOST).then_some(all)
}

/// Words after a patch.
pub(crate) fn patched(before: Vec<String>, patch: Patch<Vec<String>>) -> Vec<String> {
    match patch {
        Patch::Keep => before,
        Patch::Clear => Vec::new(),
        Patch::Set(words) => tidy(words),
    }
}

/// Writes down which words a record carries now.
pub(crate) async fn write(
    tx: &TenantTx<'_>,
    module: Module,
    record: Uuid,
    before: &[String],
    after: &[String],
) -> Result<()> {
    let keys = |words: &[String]| words.iter().map(|word| (fold(word), word.clone())).collect::<BTreeMap<_, _>>();
    let (before, after) = (keys(before), keys(after));
    if before == after {
        return Ok(());
    }
    let gone: Vec<&String> =
        before.iter().filter(|(key, word)| after.get(*key) != Some(word)).map(|(key, _)| key).collect();
    if !gone.is_empty() {
        let delete = entity::Entity::delete_many()
            .filter(entity::Column::Module.eq(module.as_str()))
            .filter(entity::Column::RecordId.eq(record))
            .filter(entity::Column::TagKey.is_in(gone));
        tx.delete(delete).await?;
    }
    let new: Vec<entity::ActiveModel> = after
        .into_iter()
        .filter(|(key, word)| before.get(key) != Some(word))
        .map(|(key, word)| row(module, record, key, word))
        .collect();
    if new.is_empty() { Ok(()) } else { tx.insert_all(new).await }
}

/// Forgets the words of a record.
pub(crate) async fn forget(tx: &TenantTx<'_>, record: Uuid) -> Result<()> {
    tx.delete(entity::Entity::delete_many().filter(entity::Column::RecordId.eq(record))).await.map(drop)
}

/// As [`write`] for many records at once: what each carried and what it carries now.
pub(crate) async fn write_all(
    tx: &TenantTx<'_>,
    module: Module,
    changed: &[(Uuid, &[String], &[String])],
) -> Result<()> {
    let keys = |words: &[String]| words.iter().map(|word| (fold(word), word.clone())).collect::<BTreeMap<_, _>>();
    let (mut gone, mut new) = (BTreeMap::<String, Vec<Uuid>>::new(), Vec::new());
    for (record, before, after) in changed {
        let (before, after) = (keys(before), keys(after));
        for (key, _) in before.iter().filter(|(key, word)| after.get(*key) != Some(word)) {
            gone.entry(key.clone()).or_default().push(*record);
        }
        let added = after.into_iter().filter(|(key, word)| before.get(key) != Some(word));
        new.extend(added.map(|(key, word)| row(module, *record, key, word)));
    }
    for (key, records) in gone {
        let delete = entity::Entity::delete_many()
            .filter(entity::Column::Module.eq(module.as_str()))
            .filter(entity::Column::TagKey.eq(key))
            .filter(entity::Column::RecordId.is_in(records));
        tx.delete(delete).await?;
    }
    if new.is_empty() { Ok(()) } else { tx.insert_all(new).await }
}

/// The row of one word of a new record.
pub(crate) fn row(module: Module, record: Uuid, key: String, word: String) -> entity::ActiveModel {
    entity::ActiveModel {
        module: Set(module.as_str().to_owned()),
        tag_key: Set(key),
        record_id: Set(record),
        tag: Set(word),
        ..Default::default()
    }
}

/// The ids of the records that carry a word.
pub(crate) fn carriers(tx: &TenantTx<'_>, module: Module, word: &str) -> SelectStatement {
    use entity::Column as C;
    let find = entity::Entity::find()
        .select_only()
        .column(C::RecordId)
        .filter(C::Module.eq(module.as_str()))
        .filter(C::TagKey.eq(fold(word)));
    tx.within(find)
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_word_is_kept_once() {
        let words = ["VIP ", "vip", "Ático", "atico", " ", "Nerja"].map(str::to_owned).to_vec();
        assert_eq!(tidy(words), ["VIP", "Ático", "Nerja"]);
    }
}
