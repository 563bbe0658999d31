//! What can be asked for typed rows ([`RowQuery`]), in which order columns become fields ([`Order`]), and JSON that stays
//! as it is stored ([`RawJson`]). Reading the rows themselves: `lite/typed.rs`, `pg_typed.rs`.

use std::cell::OnceCell;

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, SelectStatement, ValueType, ValueTypeErr, WithQuery};
use sea_orm::sqlx::{Row, ValueRef};
use sea_orm::{
    ColIdx, DbBackend, DbErr, EntityTrait, QueryResult, QueryTrait, Select, SelectTwo, Statement, TryGetError,
    TryGetable, Value,
};
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, IntoDeserializer as _, Visitor};

/// A query whose rows can be read as a type: sea-orm's selects, sea-query's, and raw statements.
pub(crate) trait RowQuery {
    /// The SQL and its values.
    fn statement(&self, backend: DbBackend) -> Statement;
}

impl<E: EntityTrait> RowQuery for Select<E> {
    fn statement(&self, backend: DbBackend) -> Statement {
        self.build(backend)
    }
}

impl<E: EntityTrait, F: EntityTrait> RowQuery for SelectTwo<E, F> {
    fn statement(&self, backend: DbBackend) -> Statement {
        self.build(backend)
    }
}

impl RowQuery for SelectStatement {
    fn statement(&self, backend: DbBackend) -> Statement {
        backend.build(self)
    }
}

impl RowQuery for WithQuery {
    fn statement(&self, backend: DbBackend) -> Statement {
        backend.build(self)
    }
}

impl RowQuery for Statement {
    fn statement(&self, _backend: DbBackend) -> Statement {
        self.clone()
    }
}

/// Which column belongs to which field of the type that rows are read as: found at the first row, used for all.
#[derive(Default)]
pub(super) struct Order(OnceCell<Option<Vec<usize>>>);

impl Order {
    /// The column of each field; nothing if a field has no column or more than one: then each row is read by name, which
    /// knows about missing members and complains about double ones.
    pub(super) fn of<'c, I: Iterator<Item = &'c str>>(
        &self,
        fields: &[&str],
        names: impl Fn() -> I,
    ) -> Option<&[usize]> {
        let find = || -> Option<Vec<usize>> {
            fields
                .iter()
                .map(|field| {
                    let mut places = names().enumerate().filter(|(_, name)| name == field).map(|(at, _)| at);
                    places.next().filter(|_| places.next().is_none())
                })
                .collect()
        };
        self.0.get_or_init(find).as_deref()
    }

    /// Whether no such order was found, or none was asked for.
    pub(super) fn is_by_name(&self) -> bool {
        self.0.get().is_none_or(Option::is_none)
    }
}

/// The name by which the SQLite reader recognises [`RawJson`].
pub(super) const RAW_JSON: &str = "$zaguan::RawJson";

/// A JSON column passed on unparsed, for columns that were checked when they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawJson(String);

impl RawJson {
    /// The JSON of `value`.
    pub fn of(value: &serde_json::Value) -> Self {
        Self(value.to_string())
    }

    /// The JSON text. PostgreSQL writes `jsonb` in its own layout: order of keys and white space are not kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The JSON text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = RawJson;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON column")
            }

            fn visit_str<E>(self, text: &str) -> Result<RawJson, E> {
                Ok(RawJson(text.to_owned()))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, other: D) -> Result<RawJson, D::Error> {
                // Not from one of our rows: any JSON will do.
                Ok(RawJson::of(&serde_json::Value::deserialize(other)?))
            }
        }
        deserializer.deserialize_newtype_struct(RAW_JSON, Text)
    }
}

impl TryGetable for RawJson {
    fn try_get_by<I: ColIdx>(res: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let Some(row) = res.try_as_pg_row() else {
            return Ok(Self::of(&serde_json::Value::try_get_by(res, index)?));
        };
        let wrong = |why: String| TryGetError::DbErr(DbErr::Type(format!("column {index:?}: {why}")));
        let cell = row.try_get_raw(index.as_sqlx_postgres_index()).map_err(|e| wrong(e.to_string()))?;
        if cell.is_null() {
            return Err(TryGetError::Null(format!("{index:?}")));
        }
        let bytes = cell.as_bytes().map_err(|e| wrong(e.to_string()))?;
        // The binary form of jsonb is a version byte, always 1 until now, and the text.
        let bytes = bytes.strip_prefix(&[1]).unwrap_or(bytes);
        Ok(Self(String::from_utf8(bytes.to_vec()).map_err(|e| wrong(e.to_string()))?))
    }
}

impl ValueType for RawJson {
    fn try_from(v: Value) -> Result<Self, ValueTypeErr> {
        match v {
            Value::Json(Some(json)) => Ok(Self::of(&json)),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "RawJson".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl Nullable for RawJson {
    fn null() -> Value {
        Value::Json(None)
    }
}

impl From<RawJson> for Value {
    /// For writing back what was read; a `RawJson` always holds valid JSON.
    fn from(json: RawJson) -> Self {
        let parsed = serde_json::from_str(&json.0).unwrap_or(serde_json::Value::Null);
        Self::Json(Some(Box::new(parsed)))
    }
}

/// A value of a closed list, stored as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Word<T>(pub T);

impl<T: DeserializeOwned> TryGetable for Word<T> {
    fn try_get_by<I: ColIdx>(res: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let word = String::try_get_by(res, index)?;
        let read: Result<T, de::value::Error> = T::deserialize(word.into_deserializer());
        read.map(Self).map_err(|e| TryGetError::DbErr(DbErr::Type(format!("column {index:?}: {e}"))))
    }
}
