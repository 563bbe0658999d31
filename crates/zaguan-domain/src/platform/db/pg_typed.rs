//! PostgreSQL's rows straight into a serde type, from the bytes that came over the wire: the hot way to read. It is the
//! same for rows of the pool (sqlx) and of a lane (tokio-postgres).
//!
//! The counterpart of `lite/typed.rs`, for the types that hot rows hold. A query with a column of any other type is read
//! through sea-orm, value by value and each found by its name.

use sea_orm::sqlx::postgres::PgRow;
use sea_orm::sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};
use sea_orm::{DbErr, QueryResult};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use tokio_postgres::Row as LaneRow;
use tokio_postgres::types::{FromSql, Type};
use zaguan_types::{Date, Instant};

use super::cells::{self, Borrowed, FromRow};
use super::rows::{Order, RAW_JSON};

/// Microseconds from 1970 to 2000, where PostgreSQL counts moments and days from.
pub(super) const EPOCH: i64 = 946_684_800_000_000;
pub(super) const DAY: i64 = 86_400_000_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bool,
    Int4,
    Int8,
    Text,
    Uuid,
    Instant,
    Date,
    Json,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            // The two drivers write them in two ways.
            "UUID" | "uuid" => Self::Uuid,
            "TEXT" | "VARCHAR" | "text" | "varchar" => Self::Text,
            "TIMESTAMPTZ" | "timestamptz" => Self::Instant,
            "JSONB" | "jsonb" => Self::Json,
            "INT8" | "int8" => Self::Int8,
            "BOOL" | "bool" => Self::Bool,
            "DATE" | "date" => Self::Date,
            "INT4" | "int4" => Self::Int4,
            _ => return None,
        })
    }
}

/// Whether columns of this type are read here.
pub(super) fn is_readable(type_name: &str) -> bool {
    Kind::of(type_name).is_some()
}

/// A row of one of the two drivers.
pub(super) trait WireRow {
    /// The names of its columns, in order.
    fn names(&self) -> impl Iterator<Item = &str>;
    /// The names of their types.
    fn types(&self) -> impl Iterator<Item = &str>;
    /// The bytes of a value; `None` for NULL.
    fn bytes(&self, at: usize) -> Result<Option<&[u8]>, String>;
}

impl WireRow for PgRow {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.columns().iter().map(|column| column.name())
    }

    fn types(&self) -> impl Iterator<Item = &str> {
        self.columns().iter().map(|column| column.type_info().name())
    }

    fn bytes(&self, at: usize) -> Result<Option<&[u8]>, String> {
        let value = self.try_get_raw(at).map_err(|e| e.to_string())?;
        if value.is_null() { Ok(None) } else { value.as_bytes().map(Some).map_err(|e| e.to_string()) }
    }
}

impl<W: WireRow> WireRow for &W {
    fn names(&self) -> impl Iterator<Item = &str> {
        (**self).names()
    }

    fn types(&self) -> impl Iterator<Item = &str> {
        (**self).types()
    }

    fn bytes(&self, at: usize) -> Result<Option<&[u8]>, String> {
        (**self).bytes(at)
    }
}

impl WireRow for LaneRow {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.columns().iter().map(|column| column.name())
    }

    fn types(&self) -> impl Iterator<Item = &str> {
        self.columns().iter().map(|column| column.type_().name())
    }

    fn bytes(&self, at: usize) -> Result<Option<&[u8]>, String> {
        self.try_get::<_, Option<Bytes<'_>>>(at).map(|bytes| bytes.map(|bytes| bytes.0)).map_err(|e| e.to_string())
    }
}

/// A value as it came, whatever its type.
struct Bytes<'r>(&'r [u8]);

impl<'r> FromSql<'r> for Bytes<'r> {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The driver's rows in those of sea-orm.
pub(super) fn pg_rows(from: &[QueryResult]) -> Result<Vec<&PgRow>, DbErr> {
    let missing = || DbErr::Type("no row of PostgreSQL".to_owned());
    from.iter().map(|row| row.try_as_pg_row().ok_or_else(missing)).collect()
}

/// As [`rows`], of what sea-orm has asked.
pub(super) fn results<T: DeserializeOwned>(from: &[QueryResult]) -> Option<Result<Vec<T>, DbErr>> {
    match pg_rows(from) {
        Ok(from) => rows(&from),
        Err(error) => Some(Err(error)),
    }
}

/// Reads all rows, or nothing if they hold what only sea-orm reads.
pub(super) fn rows<T: DeserializeOwned, W: WireRow>(from: &[W]) -> Option<Result<Vec<T>, DbErr>> {
    let Some(first) = from.first() else { return Some(Ok(Vec::new())) };
    let kinds: Vec<Kind> = first.types().map(Kind::of).collect::<Option<_>>()?;
    let order = Order::default();
    let read = |row: &W| T::deserialize(RowReader { row, kinds: &kinds, order: &order }).map_err(|e| DbErr::Type(e.0));
    // A type that is no struct, or one with fields that have no column, is sea-orm's as well.
    match from.iter().map(read).collect() {
        Err(_) if order.is_by_name() => None,
        done => Some(done),
    }
}

/// Hands over all rows, without copying what is in them.
pub(super) fn each<B: Borrowed, W: WireRow>(from: &[W], mut take: impl FnMut(B::Row<'_>)) -> Result<(), DbErr> {
    let other = || DbErr::Type("a column of a kind that is not read row by row".to_owned());
    let Some(first) = from.first() else { return Ok(()) };
    let kinds: Vec<Kind> = first.types().map(Kind::of).collect::<Option<_>>().ok_or_else(other)?;
    let fields = <B::Row<'_> as FromRow<'_>>::FIELDS;
    let places = cells::places(fields, || first.names()).map_err(unfit)?;
    for row in from {
        let mut at = places.iter();
        let next = || match at.next() {
            Some(at) => cell(row, *at, kinds[*at]).map_err(|misfit| cells::Misfit(misfit.0)),
            None => Err(cells::Misfit("the row has too few columns".to_owned())),
        };
        take(B::Row::from_row(next).map_err(unfit)?);
    }
    Ok(())
}

fn unfit(misfit: cells::Misfit) -> DbErr {
    DbErr::Type(misfit.0)
}

fn cell<W: WireRow>(row: &W, at: usize, kind: Kind) -> Result<cells::Cell<'_>, Misfit> {
    let Some(bytes) = row.bytes(at).map_err(Misfit)? else { return Ok(cells::Cell::Null) };
    let cell = Cell { kind, bytes: Some(bytes) };
    Ok(match kind {
        Kind::Bool => cells::Cell::Integer(i64::from(cell.fixed::<1>()? != [0])),
        Kind::Int4 => cells::Cell::Integer(i32::from_be_bytes(cell.fixed()?).into()),
        Kind::Int8 => cells::Cell::Integer(i64::from_be_bytes(cell.fixed()?)),
        Kind::Text | Kind::Json => cells::Cell::Text(cell.text()?),
        Kind::Uuid => cells::Cell::Bytes(cell.bytes()?),
        Kind::Instant => cells::Cell::Moment(cell.micros()?),
        Kind::Date => cells::Cell::Day(i64::from(i32::from_be_bytes(cell.fixed()?)) + EPOCH / DAY),
    })
}

/// Why a row does not fit its type.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Misfit(String);

impl de::Error for Misfit {
    fn custom<T: std::fmt::Display>(msg: T) -> Self {
        Self(msg.to_string())
    }
}

struct RowReader<'r, W> {
    row: &'r W,
    kinds: &'r [Kind],
    order: &'r Order,
}

impl<W> Clone for RowReader<'_, W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for RowReader<'_, W> {}

impl<'de, W: WireRow> Deserializer<'de> for RowReader<'de, W> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit("only structs are read here".to_owned()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.order.of(fields, || self.row.names()) {
            Some(places) => visitor.visit_seq(InOrder { reader: self, places: places.iter() }),
            None => self.deserialize_any(visitor),
        }
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The columns in the order of a type's fields.
struct InOrder<'r, W> {
    reader: RowReader<'r, W>,
    places: std::slice::Iter<'r, usize>,
}

impl<'de, W: WireRow> SeqAccess<'de> for InOrder<'de, W> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        let Some(at) = self.places.next() else { return Ok(None) };
        let row = self.reader.row;
        let named = |e: String| Misfit(format!("column {}: {e}", row.names().nth(*at).unwrap_or_default()));
        let bytes = row.bytes(*at).map_err(named)?;
        seed.deserialize(Cell { kind: self.reader.kinds[*at], bytes }).map(Some).map_err(|e| named(e.0))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.places.len())
    }
}

#[derive(Clone, Copy)]
struct Cell<'r> {
    kind: Kind,
    bytes: Option<&'r [u8]>,
}

impl<'r> Cell<'r> {
    fn bytes(&self) -> Result<&'r [u8], Misfit> {
        self.bytes.ok_or_else(|| Misfit("nothing, where something is needed".to_owned()))
    }

    fn fixed<const N: usize>(&self) -> Result<[u8; N], Misfit> {
        self.bytes()?.try_into().map_err(|_| Misfit(format!("not the {N} bytes of {:?}", self.kind)))
    }

    fn text(&self) -> Result<&'r str, Misfit> {
        let bytes = self.bytes()?;
        // The binary form of jsonb is a version byte, always 1 until now, and the text.
        let bytes = if self.kind == Kind::Json { bytes.strip_prefix(&[1]).unwrap_or(bytes) } else { bytes };
        std::str::from_utf8(bytes).map_err(|e| Misfit(e.to_string()))
    }

    fn micros(&self) -> Result<i64, Misfit> {
        Ok(i64::from_be_bytes(self.fixed()?).saturating_add(EPOCH))
    }
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.bytes.is_none() {
            return visitor.visit_unit();
        }
        match self.kind {
            Kind::Bool => visitor.visit_bool(self.fixed::<1>()? != [0]),
            Kind::Int4 => visitor.visit_i32(i32::from_be_bytes(self.fixed()?)),
            Kind::Int8 => visitor.visit_i64(i64::from_be_bytes(self.fixed()?)),
            Kind::Text => visitor.visit_borrowed_str(self.text()?),
            Kind::Uuid => visitor.visit_borrowed_bytes(self.bytes()?),
            Kind::Instant => visitor.visit_string(Instant(self.micros()?).to_string()),
            Kind::Date => {
                let days = i64::from(i32::from_be_bytes(self.fixed()?)) + EPOCH / DAY;
                visitor.visit_string(Date::from_days(days).to_string())
            }
            Kind::Json => {
                let mut json = serde_json::Deserializer::from_str(self.text()?);
                json.deserialize_any(visitor).map_err(|e| Misfit(e.to_string()))
            }
        }
    }

    /// A whole number; a moment as its microseconds.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.kind {
            Kind::Instant if self.bytes.is_some() => visitor.visit_i64(self.micros()?),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.bytes.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        if name == RAW_JSON {
            return visitor.visit_borrowed_str(self.text()?);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if self.kind == Kind::Json {
            let mut json = serde_json::Deserializer::from_str(self.text()?);
            return json.deserialize_enum(name, variants, visitor).map_err(|e| Misfit(e.to_string()));
        }
        visitor.visit_enum(de::value::BorrowedStrDeserializer::new(self.text()?))
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}
