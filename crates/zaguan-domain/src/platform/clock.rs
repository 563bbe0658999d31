//! Time and identifiers come from here and from nowhere else, so that tests can hold both in their hands.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::{ColIdx, QueryResult, TryGetError, TryGetable};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use uuid::Uuid;
use zaguan_types::{Date, Instant};

/// What time it is.
pub trait Clock: Send + Sync {
    /// The present moment, to the microsecond: what both databases keep.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Instant {
        Instant(Utc::now().timestamp_micros())
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that shows this moment.
    pub const fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.0))
    }

    /// Moves the clock by seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    /// Every look moves it by a microsecond, so that orders by time are total, as with a real clock.
    fn now(&self) -> Instant {
        Instant(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// New identifiers.
pub trait Ids: Send + Sync {
    /// A UUIDv7: sorts by time of creation.
    fn next(&self) -> Uuid;
}

/// Identifiers from the machine's clock and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes identifiers")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// An instant as the database keeps it.
pub fn to_db(instant: Instant) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(instant.0).unwrap_or_default()
}

/// An instant in a typed row, read without a calendar in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub Instant);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Moment;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a moment")
            }

            /// PostgreSQL: microseconds.
            fn visit_i64<E>(self, micros: i64) -> Result<Moment, E> {
                Ok(Moment(Instant(micros)))
            }

            /// SQLite: text.
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Moment, E> {
                text.parse().map(Moment).map_err(E::custom)
            }
        }
        deserializer.deserialize_i64(Either)
    }
}

impl TryGetable for Moment {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        DateTime::<Utc>::try_get_by(row, index).map(|moment| Self(from_db(moment)))
    }
}

/// An instant from the database.
pub const fn from_db(instant: DateTime<Utc>) -> Instant {
    Instant(instant.timestamp_micros())
}

/// A day as the database keeps it.
pub fn date_to_db(date: Date) -> NaiveDate {
    NaiveDate::from_ymd_opt(i32::from(date.year()), u32::from(date.month()), u32::from(date.day())).unwrap_or_default()
}

/// A day from the database. Only days that [`date_to_db`] wrote are there, so that the fallback is never taken.
pub fn date_from_db(date: NaiveDate) -> Date {
    u16::try_from(date.year())
        .ok()
        .and_then(|year| Date::new(year, date.month() as u8, date.day() as u8))
        .unwrap_or_else(|| Date::from_days(0))
}
