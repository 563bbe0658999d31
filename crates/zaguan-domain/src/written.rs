//! Answers that are written on the thread that read their rows.
//!
//! A page of a list is a thousand small texts. Written where they were read, they are freed where they were made, one
//! item after the other, and only one block of bytes goes from the database's thread to the one that sends it.

use std::marker::PhantomData;

use serde::Serialize;
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
        let failed = |error: serde_json::Error| Error::Internal(format!("writing an answer: {error}"));
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
    fn what_is_written_is_the_page() {
        for (items, next, total) in [(vec![], None, None), (vec!["a", "\"b\""], Some("c\n"), Some(7))] {
            let page = Page { items: items.clone(), next: next.map(str::to_owned), total };
            let written = Written::page(items.into_iter().map(Ok), next, total).unwrap().into_json();
            assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&page).unwrap());
        }
    }
}
