//! Instants and dates as the wire writes them. Small on purpose: the browser apps carry no calendar library.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment, in microseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in UTC with `Z` and six decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

/// A day of the proleptic Gregorian calendar, without a time zone. Written `YYYY-MM-DD`, years 0001 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

const MICROS: i64 = 1_000_000;
const DAY: i64 = 86_400;
/// Bytes of an instant as it is written.
const TEXT: usize = 27;

impl Instant {
    /// This moment moved by whole seconds; stays within what can be written.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(MICROS)))
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(MICROS)
    }

    /// As it is written. By hand: a page of a list holds a hundred of them.
    fn text(self) -> [u8; TEXT] {
        let mut out = *b"0000-00-00T00:00:00.000000Z";
        let (date, of_day) = (self.utc_date(), self.unix_seconds().rem_euclid(DAY));
        // Each part is smaller than its digits allow.
        let parts = [
            (0..4, i64::from(date.year)),
            (5..7, i64::from(date.month)),
            (8..10, i64::from(date.day)),
            (11..13, of_day / 3600),
            (14..16, of_day / 60 % 60),
            (17..19, of_day % 60),
            (20..26, self.0.rem_euclid(MICROS)),
        ];
        for (place, mut rest) in parts {
            for digit in out[place].iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        out
    }

    /// Reads what [`Self::text`] writes, and nothing else.
    fn of_text(text: &[u8; TEXT]) -> Option<Self> {
        let number = |place: std::ops::Range<usize>| {
            text[place]
                .iter()
                .try_fold(0_i64, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
        };
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b'Z')];
        if marks.into_iter().any(|(at, mark)| text[at] != mark) {
            return None;
        }
        // Four and two digits fit their types.
        let date = Date::new(number(0..4)? as u16, number(5..7)? as u8, number(8..10)? as u8)?;
        let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
        let possible = hour < 24 && minute < 60 && second < 60;
        let seconds = date.to_days() * DAY + hour * 3600 + minute * 60 + second;
        possible.then_some(Self(seconds * MICROS + number(20..26)?))
    }

    /// The day in UTC.
    pub fn utc_date(self) -> Date {
        Date::from_days(self.unix_seconds().div_euclid(DAY))
    }
}

impl Date {
    /// The day, or `None` if the calendar has no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year == 0 || year > 9999 || month == 0 || month > 12 || day == 0 || day > days_in(year, month) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    pub const fn to_days(self) -> i64 {
        let y = self.year as i64 - if self.month <= 2 { 1 } else { 0 };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let mp = (self.month as i64 + 9) % 12;
        let doy = (153 * mp + 2) / 5 + self.day as i64 - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    /// The day that many days after 1970-01-01, held within the years 1 to 9999.
    pub fn from_days(days: i64) -> Self {
        let z = days.clamp(-719_162, 2_932_896) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i64::from(month <= 2);
        // In range by the clamp above.
        Self { year: year as u16, month: month as u8, day: (doy - (153 * mp + 2) / 5 + 1) as u8 }
    }

    /// The same day a number of years later; 29 February becomes 28 February where there is none.
    #[must_use]
    pub fn plus_years(self, years: u16) -> Self {
        let year = self.year.saturating_add(years).min(9999);
        Self { year, month: self.month, day: self.day.min(days_in(year, self.month)) }
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.text()))
    }
}

/// The text is no date or no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTime;

impl fmt::Display for BadTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date (YYYY-MM-DD) or instant (RFC 3339)")
    }
}

fn digits(text: &str) -> Result<u32, BadTime> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BadTime);
    }
    text.parse().map_err(|_| BadTime)
}

impl FromStr for Date {
    type Err = BadTime;

    fn from_str(text: &str) -> Result<Self, BadTime> {
        let bytes = text.as_bytes();
        if !text.is_ascii() || bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(BadTime);
        }
        let part = |range: std::ops::Range<usize>| digits(&text[range]);
        // Four and two digits fit their types.
        Self::new(part(0..4)? as u16, part(5..7)? as u8, part(8..10)? as u8).ok_or(BadTime)
    }
}

impl FromStr for Instant {
    type Err = BadTime;

    /// Reads RFC 3339 with any offset; keeps six decimals, cuts further ones. A leap second counts as the next second.
    fn from_str(text: &str) -> Result<Self, BadTime> {
        if let Some(instant) = text.as_bytes().try_into().ok().and_then(Self::of_text) {
            return Ok(instant);
        }
        if !text.is_ascii() || text.len() < 20 || !matches!(text.as_bytes()[10], b'T' | b't') {
            return Err(BadTime);
        }
        let date: Date = text[..10].parse()?;
        let bytes = text.as_bytes();
        if bytes[13] != b':' || bytes[16] != b':' {
            return Err(BadTime);
        }
        let (hour, minute, second) = (digits(&text[11..13])?, digits(&text[14..16])?, digits(&text[17..19])?);
        if hour > 23 || minute > 59 || second > 60 {
            return Err(BadTime);
        }
        let mut rest = &text[19..];
        let mut micros = 0_i64;
        if let Some(fraction) = rest.strip_prefix('.') {
            let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
            if length == 0 || length > 9 {
                return Err(BadTime);
            }
            micros = i64::from(digits(&format!("{:0<6.6}", &fraction[..length]))?);
            rest = &fraction[length..];
        }
        let offset = match rest.as_bytes() {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                let (hours, minutes) = (digits(&rest[1..3])?, digits(&rest[4..6])?);
                if hours > 23 || minutes > 59 {
                    return Err(BadTime);
                }
                let seconds = i64::from(hours * 3600 + minutes * 60);
                if *sign == b'+' { seconds } else { -seconds }
            }
            _ => return Err(BadTime),
        };
        let seconds = date.to_days() * DAY + i64::from(hour * 3600 + minute * 60 + second) - offset;
        Ok(Self(seconds * MICROS + micros))
    }
}

macro_rules! read_from_text {
    ($name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

read_from_text!(Date);
read_from_text!(Instant);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        serializer.serialize_str(&String::from_utf8_lossy(&text))
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use super::{Date, Instant};
    use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
    use utoipa::openapi::{RefOr, Schema};
    use utoipa::{PartialSchema, ToSchema};

    fn text(format: KnownFormat, example: &str, about: &str) -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(format)))
            .description(Some(about))
            .examples([example])
            .into()
    }

    impl PartialSchema for Instant {
        fn schema() -> RefOr<Schema> {
            text(KnownFormat::DateTime, "2026-11-19T10:42:00.000000Z", "A moment, RFC 3339 in UTC.")
        }
    }
    impl ToSchema for Instant {}

    impl PartialSchema for Date {
        fn schema() -> RefOr<Schema> {
            text(KnownFormat::Date, "2026-11-19", "A day, without a time zone.")
        }
    }
    impl ToSchema for Date {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn instants_are_read_with_any_offset_and_written_in_utc() {
        let read = |text: &str| text.parse::<Instant>().map(|instant| instant.to_string());
        assert_eq!(read("2026-11-19T10:42:00Z").unwrap(), "2026-11-19T10:42:00.000000Z");
        assert_eq!(read("2026-01-01T00:30:00.5+02:00").unwrap(), "2025-12-31T22:30:00.500000Z");
        assert_eq!(read("1969-12-31T23:59:59.999999999Z").unwrap(), "1969-12-31T23:59:59.999999Z");
        for bad in [
            "2026-11-19",
            "2026-02-30T00:00:00Z",
            "2026-11-19T24:00:00Z",
            "2026-11-19T10:42:00",
            "2026-11-19T10:42:00+0100",
            "ñ026-11-19T10:42:00Z",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_year_later_falls_on_a_day_that_exists() {
        let leap: Date = "2028-02-29".parse().unwrap();
        assert_eq!(leap.plus_years(1).to_string(), "2029-02-28");
        assert!("2026-02-29".parse::<Date>().is_err());
        assert!("2026-2-1".parse::<Date>().is_err());
    }

    proptest! {
        #[test]
        fn days_round_trip(days in -719_162_i64..2_932_896) {
            let date = Date::from_days(days);
            prop_assert_eq!(date.to_days(), days);
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }

        #[test]
        fn instants_round_trip(micros in -62_135_596_800_000_000_i64..253_402_300_799_000_000) {
            let instant = Instant(micros);
            prop_assert_eq!(instant.to_string().parse::<Instant>(), Ok(instant));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = text.parse::<Instant>();
            let _ = text.parse::<Date>();
        }
    }
}
