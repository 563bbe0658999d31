//! The hottest rows: read cell by cell as they lie in what the database gave, in the order of a type's fields, and gone when
//! the next one comes. No serde between cell and field: on a list of fifty that was a fifth of all the time.
//!
//! [`row!`](crate::row) declares such a type. Like a struct that serde reads it names each column once, as a field, and
//! what uses it takes all of its fields apart: the mapping stays exhaustive.

use sea_orm::prelude::Uuid;
use serde::de::{Deserialize, IntoDeserializer as _};
use zaguan_types::{Date, Instant};

use super::rows::Word;

/// What stands at one place of a row, whatever the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'r> {
    /// Nothing.
    Null,
    /// A whole number; a flag as 0 or 1.
    Integer(i64),
    /// A text; JSON as a text.
    Text(&'r str),
    /// Bytes, among them those of a UUID.
    Bytes(&'r [u8]),
    /// A moment, in microseconds since 1970. SQLite keeps it as a text.
    Moment(i64),
    /// A day, counted from 1970. SQLite keeps it as a text.
    Day(i64),
}

/// Why a cell does not fit its field.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Misfit(pub(super) String);

impl Misfit {
    /// The same, with the name of the column.
    pub(crate) fn of(self, column: &str) -> Self {
        Self(format!("column {column}: {}", self.0))
    }
}

/// What a cell becomes.
pub(crate) trait FromCell<'r>: Sized {
    /// Reads it.
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit>;
}

/// What a row becomes.
pub(crate) trait FromRow<'r>: Sized {
    /// Its columns, in the order in which they are asked for.
    const FIELDS: &'static [&'static str];

    /// Reads it; `next` gives one cell after the other.
    fn from_row(next: impl FnMut() -> Result<Cell<'r>, Misfit>) -> Result<Self, Misfit>;
}

/// A type whose rows borrow from what the database holds: read, used and gone, without a copy.
pub(crate) trait Borrowed {
    /// A row.
    type Row<'r>: FromRow<'r>;
}

/// Declares the type of a row: a struct with a lifetime, one field for each column.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $seen:vis struct $name:ident<$r:lifetime> { $($field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        $seen struct $name<$r> { $($seen $field: $kind,)* }

        impl<$r> $crate::platform::db::FromRow<$r> for $name<$r> {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn from_row(
                mut next: impl FnMut() -> Result<$crate::platform::db::Cell<$r>, $crate::platform::db::Misfit>,
            ) -> Result<Self, $crate::platform::db::Misfit> {
                Ok(Self {
                    $($field: $crate::platform::db::FromCell::from_cell(next()?)
                        .map_err(|misfit| misfit.of(stringify!($field)))?,)*
                })
            }
        }
    };
}

fn unfit<T>(wanted: &str, found: Cell<'_>) -> Result<T, Misfit> {
    let found = match found {
        Cell::Null => "nothing",
        Cell::Integer(_) => "a number",
        Cell::Text(_) => "a text",
        Cell::Bytes(_) => "bytes",
        Cell::Moment(_) => "a moment",
        Cell::Day(_) => "a day",
    };
    Err(Misfit(format!("{wanted} is needed, not {found}")))
}

impl<'r, T: FromCell<'r>> FromCell<'r> for Option<T> {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        match cell {
            Cell::Null => Ok(None),
            other => T::from_cell(other).map(Some),
        }
    }
}

impl<'r> FromCell<'r> for &'r str {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        match cell {
            Cell::Text(text) => Ok(text),
            other => unfit("a text", other),
        }
    }
}

impl<'r> FromCell<'r> for Uuid {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        match cell {
            Cell::Bytes(bytes) => Self::from_slice(bytes).map_err(|error| Misfit(error.to_string())),
            other => unfit("the bytes of a UUID", other),
        }
    }
}

impl<'r> FromCell<'r> for i64 {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        match cell {
            Cell::Integer(number) => Ok(number),
            other => unfit("a number", other),
        }
    }
}

impl<'r> FromCell<'r> for bool {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        match cell {
            Cell::Integer(number) => Ok(number != 0),
            other => unfit("a flag", other),
        }
    }
}

impl<'r, T: for<'de> Deserialize<'de>> FromCell<'r> for Word<T> {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        let word = <&str>::from_cell(cell)?;
        let read: Result<T, serde::de::value::Error> = T::deserialize(word.into_deserializer());
        read.map(Self).map_err(|error| Misfit(error.to_string()))
    }
}

/// A JSON column, borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonText<'r>(pub(crate) &'r str);

impl<'r> FromCell<'r> for JsonText<'r> {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        <&str>::from_cell(cell).map(Self)
    }
}

/// A moment (27 letters) or a day (10) as it is sent: SQLite keeps it in these letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters<const N: usize>([u8; N]);

impl<const N: usize> Letters<N> {
    /// The letters.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn read(text: &str) -> Result<Self, Misfit> {
        match text.as_bytes().try_into() {
            Ok(letters) => Ok(Self(letters)),
            Err(_) => Err(Misfit(format!("a text of {N} letters is needed, not {text:?}"))),
        }
    }
}

impl Letters<27> {
    /// The moment.
    pub(crate) fn instant(&self) -> Result<Instant, crate::error::Error> {
        self.as_str().parse().map_err(|_| crate::error::Error::stored("a moment", self.as_str()))
    }
}

impl<'r, const N: usize> FromCell<'r> for Letters<N> {
    fn from_cell(cell: Cell<'r>) -> Result<Self, Misfit> {
        match cell {
            Cell::Text(text) => Self::read(text),
            Cell::Moment(micros) => Self::read(&Instant(micros).to_string()),
            Cell::Day(days) => Self::read(&Date::from_days(days).to_string()),
            other => unfit("a moment or a day", other),
        }
    }
}

/// The place of each field's column.
pub(super) fn places<'c, I: Iterator<Item = &'c str>>(
    fields: &[&str],
    names: impl Fn() -> I,
) -> Result<Vec<usize>, Misfit> {
    let place = |field: &&str| {
        let mut found = names().enumerate().filter(|(_, name)| name == field).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (None, _) => Err(Misfit(format!("there is no column {field}"))),
            (Some(_), Some(_)) => Err(Misfit(format!("there are several columns {field}"))),
        }
    };
    fields.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::row! {
        #[derive(Debug, PartialEq)]
        struct Person<'r> {
            id: Uuid,
            name: &'r str,
            born: Option<Letters<10>>,
            since: Letters<27>,
            custom: JsonText<'r>,
            active: bool,
            version: i64,
        }
    }

    fn read(cells: [Cell<'_>; 7]) -> Result<Person<'_>, Misfit> {
        let mut cells = cells.into_iter();
        Person::from_row(|| cells.next().ok_or_else(|| Misfit("too few".into())))
    }

    #[test]
    fn both_databases_ways_to_keep_a_moment_and_a_day_read_the_same() {
        let id = [7; 16];
        let with = |born, since| {
            read([Cell::Bytes(&id), Cell::Text("Ñ"), born, since, Cell::Text("{}"), Cell::Integer(1), Cell::Integer(3)])
        };
        let text = with(Cell::Text("2026-02-01"), Cell::Text("2026-11-22T10:00:00.000001Z")).unwrap();
        let moment: Instant = "2026-11-22T10:00:00.000001Z".parse().unwrap();
        let day = Date::from_days(20_485);
        assert_eq!(day.to_string(), "2026-02-01");
        assert_eq!(with(Cell::Day(20_485), Cell::Moment(moment.0)).unwrap(), text);
        assert_eq!(with(Cell::Null, Cell::Moment(moment.0)).unwrap().born, None);
        let misfit = with(Cell::Integer(1), Cell::Moment(0)).unwrap_err().to_string();
        assert_eq!(misfit, "column born: a moment or a day is needed, not a number");
    }

    #[test]
    fn every_field_has_one_column() {
        let names = ["b", "a", "b"];
        let of = |fields: &[&str]| places(fields, || names.into_iter()).map_err(|misfit| misfit.to_string());
        assert_eq!(of(&["a"]), Ok(vec![1]));
        assert_eq!(of(&["c"]), Err("there is no column c".into()));
        assert_eq!(of(&["b"]), Err("there are several columns b".into()));
    }
}
