//! The values of a firm's own fields, as a record carries them: an object by API name.
//!
//! What was stored had passed the field rules, so a record on its way from the database to the wire passes its values
//! on as they are, unread. Whoever looks into them reads them then.

use std::borrow::Cow;
use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Values by API name.
#[derive(Clone, Debug)]
pub struct Custom(Form);

#[derive(Clone, Debug)]
enum Form {
    Read(Map<String, Value>),
    Stored(Box<RawValue>),
}

impl Custom {
    /// Values as they are stored: the JSON of an object.
    ///
    /// # Errors
    /// If it is no JSON. Whether it is an object is found out by whoever reads it.
    pub fn stored(json: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(json).map(|raw| Self(Form::Stored(raw)))
    }

    /// The values themselves; none if what is stored is no object.
    pub fn into_values(self) -> Map<String, Value> {
        match self.0 {
            Form::Read(values) => values,
            Form::Stored(raw) => serde_json::from_str(raw.get()).unwrap_or_default(),
        }
    }

    /// The values whose names are wanted. Others are not even read.
    pub fn into_some(self, wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
        match self.0 {
            Form::Read(values) => values.into_iter().filter(|(name, _)| wanted(name)).collect(),
            Form::Stored(raw) => {
                serde_json::Deserializer::from_str(raw.get()).deserialize_map(Only(wanted)).unwrap_or_default()
            }
        }
    }
}

/// Reads an object, and of it only some members.
struct Only<F>(F);

impl<'de, F: Fn(&str) -> bool> Visitor<'de> for Only<F> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut out = Map::new();
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            if (self.0)(&name) {
                out.insert(name.into_owned(), members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(out)
    }
}

impl Default for Custom {
    fn default() -> Self {
        Self(Form::Read(Map::new()))
    }
}

impl From<Map<String, Value>> for Custom {
    fn from(values: Map<String, Value>) -> Self {
        Self(Form::Read(values))
    }
}

/// By the values, however they are kept.
impl PartialEq for Custom {
    fn eq(&self, other: &Self) -> bool {
        self.clone().into_values() == other.clone().into_values()
    }
}

impl Serialize for Custom {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Read(values) => values.serialize(serializer),
            Form::Stored(raw) => raw.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Custom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn stored_values_reach_the_wire_as_they_are_and_can_be_read() {
        let text = r#"{"plot": 7,  "note":"a\"b"}"#;
        let stored = Custom::stored(text.to_owned()).unwrap();
        assert_eq!(serde_json::to_string(&stored).unwrap(), text);
        assert_eq!(json!({ "custom": stored }), json!({ "custom": { "plot": 7, "note": "a\"b" } }));
        let read: Custom = serde_json::from_str(text).unwrap();
        assert_eq!(read, stored);
        for custom in [read, stored.clone()] {
            assert_eq!(Value::Object(custom.into_some(|name| name == "plot")), json!({ "plot": 7 }));
        }
        assert_eq!(stored.into_values().get("plot"), Some(&json!(7)));
    }

    #[test]
    fn what_is_no_json_is_refused_and_what_is_no_object_has_no_values() {
        assert!(Custom::stored("{".into()).is_err());
        assert!(Custom::stored("[1]".into()).unwrap().into_values().is_empty());
    }
}
