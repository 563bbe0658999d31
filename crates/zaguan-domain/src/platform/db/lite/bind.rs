//! Values into SQLite: how each of sea-orm's value kinds is stored.
//!
//! | kind | stored as |
//! | --- | --- |
//! | bool, integers | INTEGER |
//! | f32, f64 | REAL |
//! | text, enum | TEXT |
//! | bytes | BLOB |
//! | UUID | BLOB of 16 bytes |
//! | instant | TEXT `2026-11-22T04:13:58.123456Z`: always six digits, so that text order is time order |
//! | date | TEXT `2026-11-22` |
//! | JSON | TEXT |
//! | decimal | BLOB of its digits: the portable builder declares `real(…)`, whose affinity would round a TEXT, never a BLOB |

use std::cell::Cell;

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value as Stored, ValueRef};
use sea_orm::sea_query::OptionEnum;
use sea_orm::{Statement as SqlStatement, Value};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};

thread_local! {
    /// Bytes bound on this thread since the writer last looked: a cheap measure of how big a commit has grown.
    static BOUND: Cell<usize> = const { Cell::new(0) };
}

/// Bytes bound on this thread since the last call.
pub(super) fn take_bound_bytes() -> usize {
    BOUND.take()
}

/// Binds every value of `from` to `to`, in order.
pub(super) fn bind(to: &mut rusqlite::Statement<'_>, from: &SqlStatement) -> rusqlite::Result<()> {
    let values = from.values.as_ref().map_or(&[][..], |values| values.0.as_slice());
    if to.parameter_count() != values.len() {
        return Err(rusqlite::Error::InvalidParameterCount(values.len(), to.parameter_count()));
    }
    let mut bytes = 0;
    for (i, value) in values.iter().enumerate() {
        bytes += weight(value);
        to.raw_bind_parameter(i + 1, Bound(value))?;
    }
    BOUND.set(BOUND.get().saturating_add(bytes));
    Ok(())
}

fn weight(value: &Value) -> usize {
    match value {
        Value::String(Some(text)) => text.len(),
        Value::Bytes(Some(bytes)) => bytes.len(),
        // Counted roughly: exact sizes are not worth a second serialisation.
        Value::Json(Some(_)) => 256,
        _ => 16,
    }
}

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let int = |v: i64| ToSqlOutput::Owned(Stored::Integer(v));
        let real = |v: f64| ToSqlOutput::Owned(Stored::Real(v));
        let text = |v: String| ToSqlOutput::Owned(Stored::Text(v));
        Ok(match self.0 {
            Value::Bool(Some(v)) => int(i64::from(*v)),
            Value::TinyInt(Some(v)) => int(i64::from(*v)),
            Value::SmallInt(Some(v)) => int(i64::from(*v)),
            Value::Int(Some(v)) => int(i64::from(*v)),
            Value::BigInt(Some(v)) => int(*v),
            Value::TinyUnsigned(Some(v)) => int(i64::from(*v)),
            Value::SmallUnsigned(Some(v)) => int(i64::from(*v)),
            Value::Unsigned(Some(v)) => int(i64::from(*v)),
            Value::BigUnsigned(Some(v)) => int(i64::try_from(*v).map_err(refused)?),
            Value::Float(Some(v)) => real(f64::from(*v)),
            Value::Double(Some(v)) => real(*v),
            Value::String(Some(v)) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Value::Enum(OptionEnum::Some(v)) => ToSqlOutput::Borrowed(ValueRef::Text(v.value.as_bytes())),
            Value::Char(Some(v)) => text(v.to_string()),
            Value::Bytes(Some(v)) => ToSqlOutput::Borrowed(ValueRef::Blob(v)),
            Value::Uuid(Some(v)) => ToSqlOutput::Borrowed(ValueRef::Blob(v.as_bytes())),
            Value::Json(Some(v)) => text(v.to_string()),
            Value::Decimal(Some(v)) => ToSqlOutput::Owned(Stored::Blob(v.to_string().into_bytes())),
            Value::ChronoDateTimeUtc(Some(v)) => text(instant_text(v)?),
            Value::ChronoDateTimeWithTimeZone(Some(v)) => text(instant_text(&v.to_utc())?),
            Value::ChronoDateTimeLocal(Some(v)) => text(instant_text(&v.to_utc())?),
            Value::ChronoDateTime(Some(v)) => text(local_text(v)?),
            Value::ChronoDate(Some(v)) => text(date_text(v)?),
            Value::ChronoTime(Some(v)) => text(time_text(v)),
            value if is_null(value) => ToSqlOutput::Owned(Stored::Null),
            other => return Err(refused(format!("no way to store {other:?} in SQLite"))),
        })
    }
}

fn is_null(value: &Value) -> bool {
    *value == value.as_null()
}

fn instant_text(v: &DateTime<Utc>) -> rusqlite::Result<String> {
    check_year(v.year())?;
    Ok(v.to_rfc3339_opts(SecondsFormat::Micros, true))
}

fn local_text(v: &NaiveDateTime) -> rusqlite::Result<String> {
    check_year(v.year())?;
    Ok(v.format("%Y-%m-%dT%H:%M:%S%.6f").to_string())
}

fn date_text(v: &NaiveDate) -> rusqlite::Result<String> {
    check_year(v.year())?;
    Ok(v.to_string())
}

fn time_text(v: &NaiveTime) -> String {
    v.format("%H:%M:%S%.6f").to_string()
}

/// Outside of four-digit years the text would no longer sort as time.
fn check_year(year: i32) -> rusqlite::Result<()> {
    if (0..=9999).contains(&year) { Ok(()) } else { Err(refused(format!("year {year} is outside 0 to 9999"))) }
}

fn refused(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(why.into())
}
