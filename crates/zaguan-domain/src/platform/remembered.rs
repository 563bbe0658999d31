//! The text of queries that are asked again and again with other values: building it costs more than such a query itself.
//!
//! A verb still builds the whole query, but it is asked to only once for each shape. What is remembered is the text with
//! the firm's filter in it; the values are bound anew each time, the firm's by [`TenantTx`](super::TenantTx) and by nobody
//! else. While debugging, and so in tests, the query is built every time and compared.

use std::sync::{Arc, PoisonError, RwLock};

use super::dialect::Dialect;

/// More shapes than this are not kept: a query with so many is no query of fixed shapes.
const MOST: usize = 64;

/// The texts of one query. `shape` tells its variants apart: everything that changes the text and not only values.
pub(crate) struct Remembered(RwLock<Vec<(Dialect, u32, Arc<str>)>>);

impl Remembered {
    pub(crate) const fn new() -> Self {
        Self(RwLock::new(Vec::new()))
    }

    /// The text of a shape, if it is known.
    pub(super) fn get(&self, dialect: Dialect, shape: u32) -> Option<Arc<str>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|(of, which, _)| (*of, *which) == (dialect, shape)).map(|(_, _, text)| Arc::clone(text))
    }

    /// Keeps the text of a shape.
    pub(super) fn put(&self, dialect: Dialect, shape: u32, text: &str) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let there = known.iter().any(|(of, which, _)| (*of, *which) == (dialect, shape));
        if !there && known.len() < MOST {
            known.push((dialect, shape, text.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_has_its_text_and_there_is_an_end_to_them() {
        let known = Remembered::new();
        known.put(Dialect::Lite, 0, "one");
        known.put(Dialect::Pg, 0, "other");
        known.put(Dialect::Lite, 0, "too late");
        assert_eq!(known.get(Dialect::Lite, 0).as_deref(), Some("one"));
        assert_eq!(known.get(Dialect::Pg, 0).as_deref(), Some("other"));
        assert_eq!(known.get(Dialect::Pg, 1), None);
        (0..1000).for_each(|shape| known.put(Dialect::Pg, shape, "many"));
        assert_eq!(known.get(Dialect::Pg, 999), None);
    }
}
