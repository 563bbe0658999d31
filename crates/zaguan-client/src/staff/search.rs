//! Quick search.

use zaguan_types::search::SearchResults;

use super::{Answer, Staff, get};
use crate::{Query, Transport};

impl<T: Transport> Staff<T> {
    /// A few contacts, organisations and cases that the words find.
    pub async fn search(&self, words: &str, limit: Option<u32>) -> Answer<SearchResults> {
        let query = Query::new().with("q", words);
        let query = limit.into_iter().fold(query, |query, limit| query.with("limit", limit.to_string()));
        self.value(get(&format!("/search{}", query.as_str()))).await
    }
}
