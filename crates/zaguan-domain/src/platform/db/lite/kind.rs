//! Which value a stored cell becomes, by the column's declared type.
//!
//! SQLite knows five storage classes; sea-orm's rows are strictly typed, and a wrong variant silently reads as NULL.
//! The declared names are those that sea-query's portable builder writes:
//!
//! | builder | declared | entity field |
//! | --- | --- | --- |
//! | `.integer()`, `.big_integer()` | `integer` | `i64` (the two cannot be told apart: use `big_integer`) |
//! | `.custom("int")` | `int` | `i32` (the same word means int4 on PostgreSQL) |
//! | `.boolean()` | `boolean` | `bool` |
//! | `.double()` / `.float()` | `double` / `float` | `f64` / `f32` |
//! | `.uuid()` | `uuid_text` | `Uuid` |
//! | `.timestamp_with_time_zone()` | `timestamp_with_timezone_text` | `DateTime<Utc>` |
//! | `.date()`, `.time()` | `date_text`, `time_text` | `NaiveDate`, `NaiveTime` |
//! | `.decimal_len(p, s)` | `real(p, s)` | `Decimal` |
//! | `.json()`, `.json_binary()` | `json_text`, `jsonb_text` | `serde_json::Value` or `RawJson` |
//! | `.binary()`, `.blob()`, `.var_binary()` | `…blob…` | `Vec<u8>` |
//! | `.string()`, `.text()`, enums | `varchar`, `text`, `enum_text` | `String` or an active enum |
//!
//! Without a declared type (COUNT, expressions) the storage class decides: `i64`, `f64`, `String`, `Vec<u8>`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rusqlite::types::ValueRef;
use sea_orm::prelude::{Decimal, Uuid};
use sea_orm::{DbErr, Value};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Int,
    BigInt,
    Float,
    Double,
    Text,
    Bytes,
    Uuid,
    Instant,
    LocalDateTime,
    Date,
    Time,
    Decimal,
    Json,
    /// No declared type: an aggregate or another expression.
    Computed,
}

impl Kind {
    /// The kind behind a declared type, as given by SQLite for a result column.
    pub(super) fn of(declared: Option<&str>) -> Self {
        let Some(declared) = declared else { return Self::Computed };
        // What our own tables declare, before what others may: this is asked for every column of every query.
        match declared {
            "uuid_text" => return Self::Uuid,
            "text" => return Self::Text,
            "timestamp_with_timezone_text" => return Self::Instant,
            "jsonb_text" => return Self::Json,
            "integer" => return Self::BigInt,
            "boolean" => return Self::Bool,
            _ => {}
        }
        let name = declared.split('(').next().unwrap_or(declared).trim();
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        let has = |word: &str| {
            name.len() >= word.len()
                && name.as_bytes().windows(word.len()).any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
        };
        match () {
            () if is("uuid_text") => Self::Uuid,
            () if is("integer") => Self::BigInt,
            () if is("text") || has("char") || is("enum_text") => Self::Text,
            () if is("boolean") => Self::Bool,
            () if is("timestamp_with_timezone_text") => Self::Instant,
            () if has("json") => Self::Json,
            () if is("date_text") => Self::Date,
            () if is("time_text") => Self::Time,
            () if is("timestamp_text") || is("datetime_text") => Self::LocalDateTime,
            () if is("int") => Self::Int,
            () if is("double") => Self::Double,
            () if is("float") => Self::Float,
            () if has("real") || has("decimal") || has("numeric") => Self::Decimal,
            () if has("blob") => Self::Bytes,
            () if has("int") => Self::BigInt,
            () => Self::Computed,
        }
    }

    /// The strictly typed value that sea-orm expects for this column.
    pub(super) fn value(self, cell: ValueRef<'_>) -> Result<Value, DbErr> {
        let wrong = || DbErr::Type(format!("a {} in a column of kind {self:?}", cell.data_type()));
        Ok(match (self, cell) {
            (_, ValueRef::Null) => self.null(),
            (Self::Bool, ValueRef::Integer(v)) => Value::Bool(Some(v != 0)),
            (Self::Int, ValueRef::Integer(v)) => Value::Int(Some(i32::try_from(v).map_err(|_| wrong())?)),
            (Self::BigInt | Self::Computed, ValueRef::Integer(v)) => Value::BigInt(Some(v)),
            // Narrowing is what `float` asked for.
            (Self::Float, ValueRef::Real(v)) => Value::Float(Some(v as f32)),
            (Self::Double | Self::Computed, ValueRef::Real(v)) => Value::Double(Some(v)),
            (Self::Text | Self::Computed, ValueRef::Text(_)) => Value::String(Some(text(cell)?.to_owned())),
            (Self::Bytes | Self::Computed, ValueRef::Blob(v)) => Value::Bytes(Some(v.to_vec())),
            (Self::Uuid, ValueRef::Blob(v)) => Value::Uuid(Some(Uuid::from_slice(v).map_err(|_| wrong())?)),
            (Self::Instant, ValueRef::Text(_)) => {
                let v: DateTime<Utc> = text(cell)?.parse().map_err(|_| wrong())?;
                Value::ChronoDateTimeUtc(Some(v))
            }
            (Self::LocalDateTime, ValueRef::Text(_)) => {
                let v: NaiveDateTime = text(cell)?.parse().map_err(|_| wrong())?;
                Value::ChronoDateTime(Some(v))
            }
            (Self::Date, ValueRef::Text(_)) => {
                let v: NaiveDate = text(cell)?.parse().map_err(|_| wrong())?;
                Value::ChronoDate(Some(v))
            }
            (Self::Time, ValueRef::Text(_)) => {
                let v: NaiveTime = text(cell)?.parse().map_err(|_| wrong())?;
                Value::ChronoTime(Some(v))
            }
            (Self::Decimal, _) => Value::Decimal(Some(decimal(cell).ok_or_else(wrong)?)),
            (Self::Json, ValueRef::Text(_)) => {
                let v = serde_json::from_str(text(cell)?).map_err(|e| DbErr::Json(e.to_string()))?;
                Value::Json(Some(Box::new(v)))
            }
            _ => return Err(wrong()),
        })
    }

    fn null(self) -> Value {
        match self {
            Self::Bool => Value::Bool(None),
            Self::Int => Value::Int(None),
            Self::BigInt => Value::BigInt(None),
            Self::Float => Value::Float(None),
            Self::Double => Value::Double(None),
            Self::Bytes => Value::Bytes(None),
            Self::Uuid => Value::Uuid(None),
            Self::Instant => Value::ChronoDateTimeUtc(None),
            Self::LocalDateTime => Value::ChronoDateTime(None),
            Self::Date => Value::ChronoDate(None),
            Self::Time => Value::ChronoTime(None),
            Self::Decimal => Value::Decimal(None),
            Self::Json => Value::Json(None),
            Self::Text | Self::Computed => Value::String(None),
        }
    }
}

/// The cell's text, which must be UTF-8.
pub(super) fn text<'a>(cell: ValueRef<'a>) -> Result<&'a str, DbErr> {
    cell.as_str().map_err(|e| DbErr::Type(e.to_string()))
}

/// A decimal as we store it (digits in a BLOB), or as a column default or hand-written SQL may have left it.
pub(super) fn decimal(cell: ValueRef<'_>) -> Option<Decimal> {
    match cell {
        ValueRef::Blob(v) | ValueRef::Text(v) => std::str::from_utf8(v).ok()?.parse().ok(),
        ValueRef::Integer(v) => Some(Decimal::from(v)),
        ValueRef::Real(v) => Decimal::try_from(v).ok(),
        ValueRef::Null => None,
    }
}

#[cfg(test)]
mod tests {
    //! The product's real tables hold nothing that would be read by guessing.

    use sea_orm::{ConnectionTrait, Statement};

    use super::super::super::testkit::TestDb;
    use super::super::super::{Cx, DbError};
    use super::*;

    #[tokio::test]
    async fn every_column_of_the_real_schema_has_a_kind() {
        let test = TestDb::lite().await;
        let sql = "SELECT t.name || '.' || c.name AS place, c.type AS declared \
                   FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
                   WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
        let columns = test
            .db
            .read(async move |cx: &Cx| -> Result<_, DbError> {
                let rows = cx.query_all_raw(Statement::from_string(cx.get_database_backend(), sql)).await?;
                rows.iter().map(|row| Ok((row.try_get("", "place")?, row.try_get("", "declared")?))).collect()
            })
            .await;
        let columns: Vec<(String, String)> = columns.unwrap();
        let unknown: Vec<_> =
            columns.iter().filter(|(_, declared)| Kind::of(Some(declared)) == Kind::Computed).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
