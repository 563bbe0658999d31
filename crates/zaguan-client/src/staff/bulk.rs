//! Changes of many records at once.

use zaguan_types::BulkId;
use zaguan_types::bulk::{BulkChange, BulkOutcome};

use super::{Answer, Staff, with};
use crate::{Method, Transport};

impl<T: Transport> Staff<T> {
    /// Changes many contacts, or says what would happen.
    pub async fn change_many_contacts(&self, change: &BulkChange, once: Option<&str>) -> Answer<BulkOutcome> {
        self.value(with(Method::Post, "/contact-bulk-changes").json(change).once(once)).await
    }

    /// Changes many organisations, or says what would happen.
    pub async fn change_many_organisations(&self, change: &BulkChange, once: Option<&str>) -> Answer<BulkOutcome> {
        self.value(with(Method::Post, "/organisation-bulk-changes").json(change).once(once)).await
    }

    /// Changes many cases, or says what would happen.
    pub async fn change_many_cases(&self, change: &BulkChange, once: Option<&str>) -> Answer<BulkOutcome> {
        self.value(with(Method::Post, "/case-bulk-changes").json(change).once(once)).await
    }

    /// Takes a change of many records back.
    pub async fn undo_bulk_change(&self, id: BulkId) -> Answer<BulkOutcome> {
        self.value(with(Method::Put, &format!("/bulk-changes/{id}/undo"))).await
    }
}
