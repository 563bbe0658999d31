//! Lists: filters, sort orders and keyset cursors, the same way for every area.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, Value,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zaguan_types::{Date, FieldCode, FieldError, Instant, Page};

use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::{Asked, TenantEntity, TenantTx};
use crate::written::{PageWriter, Written};

/// What a request asks of a list. Names are checked by the list itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// The most items of the page, 1 to 200.
    pub limit: u32,
    /// The cursor of the page before.
    pub after: Option<String>,
    /// The order, with a minus in front for the other way round.
    pub sort: Option<String>,
    /// Whether the total is wanted.
    pub count: bool,
    /// Words to search for.
    pub q: Option<String>,
    /// `filter[name]=value`.
    pub filters: Vec<(String, String)>,
    /// Whether the request names a `limit`.
    pub limited: bool,
}

impl ListQuery {
    /// An error of this query, `filter[name]`, as one of a body that holds its parts below `base`: `/filters/name`.
    pub(crate) fn moved(&self, error: FieldError, base: &str) -> FieldError {
        let FieldError { pointer, code, detail } = error;
        // An error names a long filter only by its beginning.
        let filter = self.filters.iter().find(|(name, _)| pointer == format!("filter[{name:.60}]"));
        let pointer = match filter {
            Some((name, _)) => format!("{base}/filters/{}", name.replace('~', "~0").replace('/', "~1")),
            None if pointer.starts_with('/') => pointer,
            None => format!("{base}/{pointer}"),
        };
        FieldError { pointer, code, detail }
    }

    /// For answers that are no list: only words and filters mean something there.
    ///
    /// # Errors
    /// [`Error::Invalid`] that names what else was asked for.
    pub(crate) fn only_filters(&self) -> Result<()> {
        let asked = [
            ("limit", self.limited),
            ("after", self.after.is_some()),
            ("sort", self.sort.is_some()),
            ("count", self.count),
        ];
        let mut errors = FilterErrors::default();
        asked.iter().filter(|(_, asked)| *asked).for_each(|(name, _)| errors.unasked(name));
        errors.finish()
    }
}

/// The value of the sort column in the last row of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Key {
    /// A whole number or, as microseconds, an instant.
    Number(i64),
    /// A text.
    Text(String),
}

/// One order of a list. Its column holds no nulls; the id makes it total.
pub(crate) struct SortBy<E: EntityTrait> {
    /// Its name in `sort`.
    pub(crate) name: &'static str,
    pub(crate) column: E::Column,
    pub(crate) kind: KeyKind,
}

/// What a sort column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Instant,
    Number,
    Text,
}

impl KeyKind {
    /// Whether a cursor's value can stand in such a column. Cursors are opaque, not secret: anybody can write one.
    fn takes(self, key: &Key) -> bool {
        // Years 1 to 9999, as both databases write them.
        const YEARS: std::ops::RangeInclusive<i64> = -62_135_596_800_000_000..=253_402_300_799_999_999;
        match (self, key) {
            (Self::Instant, Key::Number(micros)) => YEARS.contains(micros),
            (Self::Number, Key::Number(_)) => true,
            (Self::Text, Key::Text(text)) => !text.contains('\0'),
            (Self::Instant | Self::Number, Key::Text(_)) | (Self::Text, Key::Number(_)) => false,
        }
    }
}

impl<E: EntityTrait> Clone for SortBy<E> {
    fn clone(&self) -> Self {
        Self { name: self.name, column: self.column, kind: self.kind }
    }
}

/// An order and a direction, and where to go on.
pub(crate) struct Paging<E: EntityTrait> {
    by: SortBy<E>,
    /// Its place among the orders of the list.
    place: u32,
    id: E::Column,
    descending: bool,
    after: Option<(Key, Uuid)>,
    limit: u32,
}

/// What is looked for in a list, if anything is.
pub(crate) struct Found<'w, E: EntityTrait> {
    /// The words, folded.
    pub(crate) words: Option<&'w str>,
    /// Records that are found all the same: those with this value.
    pub(crate) also: Option<(E::Column, Value)>,
    /// Whether nothing else is asked.
    pub(crate) alone: bool,
}

/// How many records are wanted. `wanted` holds the words already.
pub(crate) async fn count<E: TenantEntity>(tx: &TenantTx<'_>, found: &Found<'_, E>, wanted: &Condition) -> Result<u64>
where
    E::Model: Sync,
{
    let all = E::find().filter(wanted.clone());
    tx.count(match found.words {
        Some(words) => tx.all_found(words, found.also.clone(), all).await?,
        None => all,
    })
    .await
}

#[derive(Serialize, Deserialize)]
struct Cursor(String, Key, Uuid);

impl<E: EntityTrait> Paging<E> {
    /// Reads order and cursor of a request. `orders` lists what the list offers; the first one, as `default` writes it,
    /// is used if the request names none.
    pub(crate) fn new(query: &ListQuery, orders: &[SortBy<E>], id: E::Column, default: &str) -> Result<Self> {
        let wanted = query.sort.as_deref().unwrap_or(default);
        let (name, descending) = wanted.strip_prefix('-').map_or((wanted, false), |name| (name, true));
        let Some((place, by)) = (0..).zip(orders).find(|(_, order)| order.name == name) else {
            let known: Vec<&str> = orders.iter().map(|order| order.name).collect();
            return Err(Error::field(
                "sort",
                FieldCode::UnknownSort,
                format!("{name:.60} is none of: {}", known.join(", ")),
            ));
        };
        let after = query.after.as_deref().map(|text| read_cursor(text, wanted, by.kind)).transpose()?;
        Ok(Self { by: by.clone(), place, id, descending, after, limit: query.limit })
    }

    /// Rows that are asked for: one more than the page has.
    pub(crate) fn rows(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// What tells the text of one page's query from another's: below 64.
    pub(crate) fn shape(&self) -> u32 {
        self.place * 4 + u32::from(self.descending) * 2 + u32::from(self.after.is_some())
    }

    /// The values that [`Self::apply`] binds, but for the limit.
    pub(crate) fn values(&self) -> Vec<Value> {
        let Some((key, id)) = &self.after else { return Vec::new() };
        vec![self.value(key), Value::from(*id)]
    }

    fn value(&self, key: &Key) -> Value {
        match key {
            Key::Number(micros) if self.by.kind == KeyKind::Instant => to_db(Instant(*micros)).into(),
            Key::Number(number) => (*number).into(),
            Key::Text(text) => text.clone().into(),
        }
    }

    /// Puts order, cursor and limit into a query: one row more than asked for, to know whether there is a next page.
    pub(crate) fn apply(&self, mut select: Select<E>) -> Select<E> {
        let (column, id) = (self.by.column, self.id);
        if let Some((key, last)) = &self.after {
            let value = Expr::value(self.value(key));
            let row = Expr::tuple([column.into_expr(), id.into_expr()]);
            let end = Expr::tuple([value, Expr::value(*last)]);
            select = select.filter(if self.descending { row.lt(end) } else { row.gt(end) });
        }
        let order = if self.descending { Order::Desc } else { Order::Asc };
        select.order_by(column, order.clone()).order_by(id, order).limit(self.rows())
    }

    /// The query of a page, as [`Self::apply`]; where words are looked for, what the index knows narrows it down first.
    /// `wanted` holds the words already, and all filters.
    pub(crate) async fn found(
        &self,
        tx: &TenantTx<'_>,
        found: &Found<'_, E>,
        wanted: &Condition,
        wide: Select<E>,
    ) -> Result<Select<E>>
    where
        E: TenantEntity,
    {
        let Some(words) = found.words else { return Ok(self.apply(wide.filter(wanted.clone()))) };
        let after = self.after.as_ref().map(|(key, id)| (self.value(key), *id));
        let (order, descending, rows) = (self.by.column, self.descending, self.rows());
        let asked = Asked { words, also: found.also.clone(), alone: found.alone, order, descending, after, rows };
        Ok(self.apply(tx.found(asked, wanted, wide).await?))
    }

    /// Makes the page: cuts the extra row off and writes the cursor. `key` tells the sort value and id of a row.
    pub(crate) fn page<R, T>(
        &self,
        mut rows: Vec<R>,
        total: Option<u64>,
        key: impl Fn(&R, &'static str) -> (Key, Uuid),
        convert: impl Fn(R) -> Result<T>,
    ) -> Result<Page<T>> {
        let next = self.cut(&mut rows, key);
        Ok(Page { items: rows.into_iter().map(convert).collect::<Result<_>>()?, next, total })
    }

    /// Makes the page as JSON, as [`Self::page`].
    pub(crate) fn written<R, T: Serialize>(
        &self,
        mut rows: Vec<R>,
        total: Option<u64>,
        key: impl Fn(&R, &'static str) -> (Key, Uuid),
        convert: impl Fn(R) -> Result<T>,
    ) -> Result<Written<Page<T>>> {
        let next = self.cut(&mut rows, key);
        Written::page(rows.into_iter().map(convert), next.as_deref(), total)
    }

    /// Cuts the extra row off and writes the cursor.
    fn cut<R>(&self, rows: &mut Vec<R>, key: impl Fn(&R, &'static str) -> (Key, Uuid)) -> Option<String> {
        let more = rows.len() > self.limit as usize;
        rows.truncate(self.limit as usize);
        rows.last().filter(|_| more).map(|row| {
            let (value, id) = key(row, self.by.name);
            self.cursor(value, id)
        })
    }

    /// Names the place behind a row.
    pub(crate) fn cursor(&self, value: Key, id: Uuid) -> String {
        let sort = if self.descending { format!("-{}", self.by.name) } else { self.by.name.to_owned() };
        // A tuple of texts and numbers always serialises.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&Cursor(sort, value, id)).unwrap_or_default())
    }

    /// What the list is ordered by.
    pub(crate) const fn order(&self) -> &'static str {
        self.by.name
    }

    /// A page to be written row by row.
    pub(crate) fn writer(&self) -> PageWriter {
        PageWriter::new(self.limit as usize)
    }
}

fn read_cursor(text: &str, sort: &str, kind: KeyKind) -> Result<(Key, Uuid)> {
    let bad = || Error::field("after", FieldCode::BadCursor, "the cursor was not made for this list and order");
    if text.len() > 2_000 {
        return Err(bad());
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad())?;
    let Cursor(made_for, key, id) = serde_json::from_slice(&bytes).map_err(|_| bad())?;
    let fits = made_for == sort && kind.takes(&key);
    if fits { Ok((key, id)) } else { Err(bad()) }
}

/// Collects what is wrong with the filters of a request.
#[derive(Default)]
pub(crate) struct FilterErrors(Vec<FieldError>);

impl FilterErrors {
    /// A parameter that means nothing here.
    pub(crate) fn unasked(&mut self, name: &str) {
        self.0.push(FieldError::new(name, FieldCode::UnknownFilter, "there is no such parameter here"));
    }

    /// There is no such filter.
    pub(crate) fn unknown(&mut self, name: &str) {
        self.0.push(FieldError::new(
            format!("filter[{name:.60}]"),
            FieldCode::UnknownFilter,
            "there is no such filter here",
        ));
    }

    /// The filter does not take this value.
    pub(crate) fn bad_value(&mut self, name: &str, wanted: &str) {
        self.0.push(FieldError::new(format!("filter[{name}]"), FieldCode::BadFormat, wanted.to_owned()));
    }

    /// Keeps a value that could be read, and notes one that could not.
    pub(crate) fn read<T>(&mut self, name: &str, value: Option<T>, wanted: &str) -> Option<T> {
        if value.is_none() {
            self.bad_value(name, wanted);
        }
        value
    }

    /// All that was wrong, also with order and cursor.
    pub(crate) fn finish_with<T>(self, paging: Result<T>) -> Result<T> {
        crate::error::both(paging, self.finish()).map(|(paging, ())| paging)
    }

    /// All that was wrong.
    pub(crate) fn finish(self) -> Result<()> {
        crate::error::all_pass(self.0)
    }
}

/// `from..to` as days, either side may be empty; one day alone means that day.
pub(crate) fn day_range(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let day = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    match (day(from)?, day(to)?) {
        (None, None) => None,
        range => Some(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_days() {
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(day_range("2026-01-01..2026-02-01"), Some((day("2026-01-01"), day("2026-02-01"))));
        assert_eq!(day_range("..2026-02-01"), Some((None, day("2026-02-01"))));
        assert_eq!(day_range("2026-02-01"), Some((day("2026-02-01"), day("2026-02-01"))));
        assert_eq!(day_range(".."), None);
        assert_eq!(day_range("x..y"), None);
    }
}
