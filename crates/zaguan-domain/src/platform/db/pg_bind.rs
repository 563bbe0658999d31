//! Values over a lane to PostgreSQL (`pg_lane.rs`): how each of sea-orm's value kinds is sent, and as which type. The types are
//! those that sqlx says, so that a statement means the same on both ways. Kinds that hot reads have no use for are left
//! to the pool.

use std::error::Error;

use bytes::BytesMut;
use chrono::{NaiveDate, NaiveTime};
use sea_orm::Value;
use sea_orm::sea_query::OptionEnum;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// The type that a value is declared as; `None`: it is one for the pool.
pub(super) fn type_of(value: &Value) -> Option<Type> {
    Some(match value {
        Value::Bool(_) => Type::BOOL,
        Value::SmallInt(_) => Type::INT2,
        Value::Int(_) => Type::INT4,
        Value::BigInt(_) | Value::Unsigned(_) | Value::BigUnsigned(_) => Type::INT8,
        Value::String(_) | Value::Enum(_) => Type::TEXT,
        Value::Bytes(_) => Type::BYTEA,
        Value::Uuid(_) => Type::UUID,
        Value::ChronoDate(_) => Type::DATE,
        Value::ChronoDateTimeUtc(_) | Value::ChronoDateTimeWithTimeZone(_) => Type::TIMESTAMPTZ,
        _ => return None,
    })
}

/// A value on its way.
#[derive(Debug)]
pub(super) struct Bound<'a>(pub(super) &'a Value);

type Sent = Result<IsNull, Box<dyn Error + Sync + Send>>;

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Sent {
        match self.0 {
            Value::Bool(value) => value.to_sql(ty, out),
            Value::SmallInt(value) => value.to_sql(ty, out),
            Value::Int(value) => value.to_sql(ty, out),
            Value::BigInt(value) => value.to_sql(ty, out),
            Value::Unsigned(value) => value.map(i64::from).to_sql(ty, out),
            Value::BigUnsigned(value) => value.map(i64::try_from).transpose()?.to_sql(ty, out),
            Value::String(value) => value.as_deref().to_sql(ty, out),
            Value::Enum(OptionEnum::Some(value)) => value.value.as_ref().to_sql(ty, out),
            Value::Enum(OptionEnum::None(_)) => Ok(IsNull::Yes),
            Value::Bytes(value) => value.as_deref().to_sql(ty, out),
            Value::Uuid(value) => value.to_sql(ty, out),
            Value::ChronoDate(value) => {
                value.map(day).transpose()?.map_or(Ok(IsNull::Yes), |day| raw(&day.to_be_bytes(), out))
            }
            Value::ChronoDateTimeUtc(value) => moment(value.as_ref().map(|at| at.timestamp_micros()), out),
            Value::ChronoDateTimeWithTimeZone(value) => moment(value.as_ref().map(|at| at.timestamp_micros()), out),
            other => Err(format!("no way to send {other:?} over a lane").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn raw(bytes: &[u8], out: &mut BytesMut) -> Sent {
    out.extend_from_slice(bytes);
    Ok(IsNull::No)
}

/// Microseconds since 2000, where PostgreSQL counts from.
fn moment(micros: Option<i64>, out: &mut BytesMut) -> Sent {
    match micros {
        Some(micros) => raw(&micros.saturating_sub(super::pg_typed::EPOCH).to_be_bytes(), out),
        None => Ok(IsNull::Yes),
    }
}

/// Days since 2000.
fn day(day: NaiveDate) -> Result<i32, std::num::TryFromIntError> {
    let since_1970 = day.and_time(NaiveTime::MIN).and_utc().timestamp() / 86_400;
    i32::try_from(since_1970 - super::pg_typed::EPOCH / super::pg_typed::DAY)
}
