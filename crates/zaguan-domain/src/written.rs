//! Answers that are written on the thread that read their rows.
//!
//! A page of a list is a thousand small texts. Written where they were read, they are freed where they were made, one
//! item after the other, and only one block of bytes goes from the database's thread to the one that sends it.

use std::borrow::Cow;
use std::io::Write as _;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use uuid::Uuid;
use zaguan_types::Page;

use crate::error::{Error, Result};

/// The JSON of a `T`.
pub struct Written<T> {
    json: Vec<u8>,
    of: PhantomData<fn() -> T>,
}

impl<T> Written<T> {
    /// The JSON.
    pub fn into_json(self) -> Vec<u8> {
        self.json
    }
}

/// A page that is written row by row, as the rows come.
pub(crate) struct PageWriter {
    json: Vec<u8>,
    items: usize,
    most: usize,
    next: Option<String>,
    failed: Option<Error>,
}

impl PageWriter {
    /// For at most so many items. One row more than that says that there is a next page.
    pub(crate) fn new(most: usize) -> Self {
        let mut json = Vec::with_capacity(128 + 640 * most.min(64));
        json.extend_from_slice(b"{\"items\":[");
        Self { json, items: 0, most, next: None, failed: None }
    }

    /// Takes a row: `cursor` names its place, `write` writes it.
    pub(crate) fn take<R>(
        &mut self,
        row: R,
        cursor: impl FnOnce(&R) -> Result<String>,
        write: impl FnOnce(R, &mut Object<'_>) -> Result<()>,
    ) {
        if self.failed.is_none()
            && let Err(error) = self.try_take(row, cursor, write)
        {
            self.failed = Some(error);
        }
    }

    fn try_take<R>(
        &mut self,
        row: R,
        cursor: impl FnOnce(&R) -> Result<String>,
        write: impl FnOnce(R, &mut Object<'_>) -> Result<()>,
    ) -> Result<()> {
        self.items += 1;
        if self.items > self.most {
            return Ok(());
        }
        if self.items == self.most {
            self.next = Some(cursor(&row)?);
        }
        if self.items > 1 {
            self.json.push(b',');
        }
        let mut object = Object::begin(&mut self.json);
        write(row, &mut object)?;
        object.end();
        Ok(())
    }

    /// The finished page.
    ///
    /// # Errors
    /// The first that a row met.
    pub(crate) fn finish<T>(mut self, total: Option<u64>) -> Result<Written<Page<T>>> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        self.json.extend_from_slice(b"],\"next\":");
        match self.next.filter(|_| self.items > self.most) {
            Some(next) => text(&mut self.json, &next),
            None => self.json.extend_from_slice(b"null"),
        }
        if let Some(total) = total {
            self.json.extend_from_slice(format!(",\"total\":{total}").as_bytes());
        }
        self.json.push(b'}');
        Ok(Written { json: self.json, of: PhantomData })
    }
}

/// A JSON object under construction. Names of members are our own words, and need no escaping.
pub(crate) struct Object<'w> {
    out: &'w mut Vec<u8>,
    first: bool,
}

impl<'w> Object<'w> {
    fn begin(out: &'w mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, first: true }
    }

    fn end(self) {
        self.out.push(b'}');
    }

    fn name(&mut self, name: &str) {
        self.out.extend_from_slice(if self.first { b"\"" } else { b",\"" });
        self.first = false;
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// A text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        text(self.out, value);
    }

    /// A text, or null.
    pub(crate) fn text_or_null(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(name, value),
            None => self.raw(name, "null"),
        }
    }

    /// JSON as it is stored.
    pub(crate) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Anything that serialises by itself.
    pub(crate) fn value(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        self.name(name);
        serde_json::to_writer(&mut *self.out, value).map_err(failed)
    }

    /// Some members of an object as it is stored; no member at all if none of them is there.
    pub(crate) fn some_of(&mut self, name: &str, stored: &str, wanted: impl Fn(&str) -> bool) -> Result<()> {
        let (start, was_first) = (self.out.len(), self.first);
        self.name(name);
        self.out.push(b'{');
        let mut members = Members { out: &mut *self.out, wanted, count: 0 };
        serde_json::Deserializer::from_str(stored).deserialize_map(&mut members).map_err(failed)?;
        if members.count == 0 {
            self.out.truncate(start);
            self.first = was_first;
        } else {
            self.out.push(b'}');
        }
        Ok(())
    }

    /// An id.
    pub(crate) fn id(&mut self, name: &str, id: Uuid) {
        self.text(name, id.as_hyphenated().encode_lower(&mut [0; 36]));
    }

    /// An id, or null.
    pub(crate) fn id_or_null(&mut self, name: &str, id: Option<Uuid>) {
        match id {
            Some(id) => self.id(name, id),
            None => self.raw(name, "null"),
        }
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, name: &str, yes: bool) {
        self.raw(name, if yes { "true" } else { "false" });
    }

    /// A whole number.
    pub(crate) fn number(&mut self, name: &str, number: i64) {
        self.name(name);
        // Writing into memory cannot fail.
        let _ = write!(self.out, "{number}");
    }
}

/// Copies members of an object whose names are wanted.
struct Members<'w, F> {
    out: &'w mut Vec<u8>,
    wanted: F,
    count: usize,
}

impl<'de, F: Fn(&str) -> bool> Visitor<'de> for &mut Members<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> std::result::Result<(), A::Error> {
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            if !(self.wanted)(&name) {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            if self.count > 0 {
                self.out.push(b',');
            }
            self.count += 1;
            text(self.out, &name);
            self.out.push(b':');
            self.out.extend_from_slice(members.next_value::<&RawValue>()?.get().as_bytes());
        }
        Ok(())
    }
}

fn failed(error: serde_json::Error) -> Error {
    Error::Internal(format!("writing an answer: {error}"))
}

/// Writes a text in quotes, by the same code that writes every other answer.
fn text(out: &mut Vec<u8>, text: &str) {
    // Writing into memory cannot fail, and a text always serialises.
    let _ = serde_json::to_writer(out, text);
}

impl<T: Serialize> Written<Page<T>> {
    /// Writes a page, taking its items one by one.
    ///
    /// # Errors
    /// Those of the items.
    pub(crate) fn page(
        items: impl ExactSizeIterator<Item = Result<T>>,
        next: Option<&str>,
        total: Option<u64>,
    ) -> Result<Self> {
        let mut json = Vec::with_capacity(128 + 640 * items.len());
        json.extend_from_slice(b"{\"items\":[");
        for (at, item) in items.enumerate() {
            if at > 0 {
                json.push(b',');
            }
            serde_json::to_writer(&mut json, &item?).map_err(failed)?;
        }
        json.extend_from_slice(b"],\"next\":");
        serde_json::to_writer(&mut json, &next).map_err(failed)?;
        if let Some(total) = total {
            json.extend_from_slice(b",\"total\":");
            serde_json::to_writer(&mut json, &total).map_err(failed)?;
        }
        json.push(b'}');
        Ok(Self { json, of: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_row_by_row_is_the_page() {
        for (rows, most) in [(0, 2), (1, 2), (2, 2), (3, 2)] {
            let mut writer = PageWriter::new(most);
            for number in 0..rows {
                let id = Uuid::from_u128(7);
                writer.take(
                    number,
                    |number| Ok(format!("c\"{number}")),
                    |number, out| {
                        out.id("id", id);
                        out.id_or_null("none", None);
                        out.text_or_null("text", Some("a\"\n"));
                        out.text_or_null("nothing", None);
                        out.flag("flag", true);
                        out.number("number", -number);
                        out.value("value", &[1, 2])?;
                        out.some_of("some", r#"{"a": 1, "b": {"x": [1]}, "c": "\u00f1"}"#, |name| name != "a")?;
                        out.some_of("none of them", r#"{"a": 1}"#, |_| false)
                    },
                );
            }
            let page: serde_json::Value =
                serde_json::from_slice(&writer.finish::<u8>(Some(9)).unwrap().into_json()).unwrap();
            let items: Vec<_> = (0..rows.min(2))
                .map(|number| {
                    serde_json::json!({
                        "id": "00000000-0000-0000-0000-000000000007", "none": null, "text": "a\"\n", "nothing": null,
                        "flag": true, "number": -number, "value": [1, 2], "some": { "b": { "x": [1] }, "c": "ñ" },
                    })
                })
                .collect();
            let next = if rows > 2 { Some("c\"1") } else { None };
            assert_eq!(page, serde_json::json!({ "items": items, "next": next, "total": 9 }));
        }
    }

    #[test]
    fn a_row_that_cannot_be_written_is_an_error() {
        let mut writer = PageWriter::new(2);
        writer.take((), |()| Ok(String::new()), |(), out| out.some_of("x", "no JSON", |_| true));
        assert!(writer.finish::<u8>(None).is_err());
    }

    #[test]
    fn what_is_written_is_the_page() {
        for (items, next, total) in [(vec![], None, None), (vec!["a", "\"b\""], Some("c\n"), Some(7))] {
            let page = Page { items: items.clone(), next: next.map(str::to_owned), total };
            let written = Written::page(items.into_iter().map(Ok), next, total).unwrap().into_json();
            assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&page).unwrap());
        }
    }
}
