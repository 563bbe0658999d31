//! A result row straight into a serde type: the hot way to read.
//!
//! Columns are matched to fields by name, in any order; columns without a field are skipped, two columns of one name
//! are an error. Not human-readable in serde's sense, so that a UUID comes from its 16 bytes.

use rusqlite::types::ValueRef;
use sea_orm::DbErr;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::super::rows::{Order, RAW_JSON};
use super::kind::{self, Kind};

/// Reads one row.
pub(super) fn row<'r, T: Deserialize<'r>>(
    columns: &'r [(String, Kind)],
    order: &'r Order,
    row: &'r rusqlite::Row<'r>,
) -> Result<T, DbErr> {
    T::deserialize(RowReader { columns, order, row }).map_err(|e| DbErr::Type(e.0))
}

/// Why a row does not fit its type.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Misfit(String);

impl de::Error for Misfit {
    fn custom<T: std::fmt::Display>(msg: T) -> Self {
        Self(msg.to_string())
    }
}

#[derive(Clone, Copy)]
struct RowReader<'r> {
    columns: &'r [(String, Kind)],
    order: &'r Order,
    row: &'r rusqlite::Row<'r>,
}

impl<'de> Deserializer<'de> for RowReader<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(Cells { reader: self, at: 0 })
    }

    /// A tuple, or a sequence: the columns in their order.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Cells { reader: self, at: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    /// By place where every field has its column, found once for all rows; else by name.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let names = || self.columns.iter().map(|(name, _)| name.as_str());
        match self.order.of(fields, names) {
            Some(places) => visitor.visit_seq(InOrder { reader: self, places: places.iter() }),
            None => self.deserialize_any(visitor),
        }
    }

    /// A newtype around one column (an id, a count).
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(Cells { reader: self, at: 0 }.cell()?)
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        tuple_struct map enum identifier ignored_any
    }
}

/// The columns in the order of a type's fields.
struct InOrder<'r> {
    reader: RowReader<'r>,
    places: std::slice::Iter<'r, usize>,
}

impl<'de> SeqAccess<'de> for InOrder<'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        let Some(at) = self.places.next() else { return Ok(None) };
        Cells { reader: self.reader, at: *at }.next_value_seed(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.places.len())
    }
}

struct Cells<'r> {
    reader: RowReader<'r>,
    at: usize,
}

impl<'r> Cells<'r> {
    fn cell(&self) -> Result<Cell<'r>, Misfit> {
        let Some((name, kind)) = self.reader.columns.get(self.at) else {
            return Err(Misfit("the row has too few columns".to_owned()));
        };
        let value = self.reader.row.get_ref(self.at).map_err(|e| Misfit(e.to_string()))?;
        Ok(Cell { name, kind: *kind, value })
    }
}

impl<'de> MapAccess<'de> for Cells<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        match self.reader.columns.get(self.at) {
            Some((name, _)) => seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let cell = self.cell()?;
        self.at += 1;
        seed.deserialize(cell).map_err(|e| Misfit(format!("column {}: {}", cell.name, e.0)))
    }
}

impl<'de> SeqAccess<'de> for Cells<'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        if self.at >= self.reader.columns.len() {
            return Ok(None);
        }
        self.next_value_seed(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.reader.columns.len() - self.at)
    }
}

#[derive(Clone, Copy)]
struct Cell<'r> {
    name: &'r str,
    kind: Kind,
    value: ValueRef<'r>,
}

impl<'r> Cell<'r> {
    fn text(&self) -> Result<&'r str, Misfit> {
        match self.value {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_err(|e| Misfit(e.to_string())),
            // Decimals are kept as a BLOB of digits.
            ValueRef::Blob(bytes) if self.kind == Kind::Decimal => {
                std::str::from_utf8(bytes).map_err(|e| Misfit(e.to_string()))
            }
            other => Err(Misfit(format!("expected text, found {}", other.data_type()))),
        }
    }

    fn is_json(&self) -> bool {
        self.kind == Kind::Json && matches!(self.value, ValueRef::Text(_))
    }

    fn plain<V: Visitor<'r>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            ValueRef::Null => visitor.visit_unit(),
            ValueRef::Integer(v) if self.kind == Kind::Bool => visitor.visit_bool(v != 0),
            ValueRef::Integer(v) => visitor.visit_i64(v),
            ValueRef::Real(v) if self.kind == Kind::Decimal => match kind::decimal(ValueRef::Real(v)) {
                Some(exact) => visitor.visit_string(exact.to_string()),
                None => Err(Misfit(format!("{v} is no decimal"))),
            },
            ValueRef::Real(v) => visitor.visit_f64(v),
            ValueRef::Text(_) => visitor.visit_borrowed_str(self.text()?),
            ValueRef::Blob(_) if self.kind == Kind::Decimal => visitor.visit_borrowed_str(self.text()?),
            ValueRef::Blob(v) => visitor.visit_borrowed_bytes(v),
        }
    }
}

/// Calls serde_json for the content of a JSON column, and `plain` for everything else.
macro_rules! json_or_plain {
    ($($method:ident($($arg:ident: $ty:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $($arg: $ty,)* visitor: V) -> Result<V::Value, Misfit> {
            if self.is_json() {
                let mut json = serde_json::Deserializer::from_str(self.text()?);
                return json.$method($($arg,)* visitor).map_err(|e| Misfit(e.to_string()));
            }
            self.plain(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Misfit;

    json_or_plain! {
        deserialize_any() deserialize_map()
        deserialize_i64() deserialize_u64() deserialize_str() deserialize_string()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_u8() deserialize_u16() deserialize_u32()
        deserialize_i128() deserialize_u128() deserialize_f32() deserialize_char() deserialize_unit()
        deserialize_tuple(len: usize) deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_tuple_struct(name: &'static str, len: usize) deserialize_unit_struct(name: &'static str)
    }

    /// `Vec<u8>` asks for a sequence; a BLOB is one of bytes.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            ValueRef::Blob(bytes) => {
                visitor.visit_seq(de::value::SeqDeserializer::<_, Misfit>::new(bytes.iter().copied()))
            }
            _ if self.is_json() => {
                let mut json = serde_json::Deserializer::from_str(self.text()?);
                json.deserialize_seq(visitor).map_err(|e| Misfit(e.to_string()))
            }
            _ => self.plain(visitor),
        }
    }

    /// Also from an expression without a declared type (`EXISTS (…)`).
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            ValueRef::Integer(v) => visitor.visit_bool(v != 0),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            // SQLite gives back 2.0 as 2 from an expression.
            ValueRef::Integer(v) => visitor.visit_f64(v as f64),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            ValueRef::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
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
        if self.is_json() {
            let mut json = serde_json::Deserializer::from_str(self.text()?);
            return json.deserialize_enum(name, variants, visitor).map_err(|e| Misfit(e.to_string()));
        }
        visitor.visit_enum(self.text()?.into_deserializer())
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.plain(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.plain(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.plain(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}
