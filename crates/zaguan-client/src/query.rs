//! Query strings of lists: filters, sort, paging.

use std::fmt::Write as _;

/// The query of a list. Values are percent-encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// A query without parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        encode(&mut self.0, name);
        self.0.push('=');
        encode(&mut self.0, value.as_ref());
        self
    }

    /// Adds `filter[name]=value`, unless the value is empty.
    #[must_use]
    pub fn filter(self, name: &str, value: impl AsRef<str>) -> Self {
        if value.as_ref().is_empty() { self } else { self.with(&format!("filter[{name}]"), value) }
    }

    /// Adds a parameter, unless the value is empty.
    #[must_use]
    pub fn some(self, name: &str, value: impl AsRef<str>) -> Self {
        if value.as_ref().is_empty() { self } else { self.with(name, value) }
    }

    /// The query string with its `?`, or nothing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~[]".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_empty_ones_left_out() {
        let query = Query::new()
            .filter("status", "open,in_progress")
            .filter("category", "")
            .some("q", "a&b ñ")
            .with("limit", "5");
        assert_eq!(query.as_str(), "?filter[status]=open%2Cin_progress&q=a%26b%20%C3%B1&limit=5");
    }
}
