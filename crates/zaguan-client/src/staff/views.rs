//! Saved views of lists.

use zaguan_types::ViewId;
use zaguan_types::fields::Module;
use zaguan_types::views::{NewView, View, ViewList, ViewPatch};

use super::{Answer, Staff, get, with};
use crate::transport::{call, command};
use crate::{Method, Query, Tagged, Transport};

impl<T: Transport> Staff<T> {
    /// One's own views of a list and the shared ones, in the order of the tabs.
    pub async fn views(&self, module: Module) -> Answer<ViewList> {
        let query = Query::new().filter("module", module.as_str());
        self.value(get(&format!("/views{}", query.as_str()))).await
    }

    /// One view.
    pub async fn view(&self, id: ViewId) -> Answer<Tagged<View>> {
        call(&self.transport, get(&format!("/views/{id}"))).await
    }

    /// Saves a view, as the last tab.
    pub async fn create_view(&self, new: &NewView, once: Option<&str>) -> Answer<Tagged<View>> {
        call(&self.transport, with(Method::Post, "/views").json(new).once(once)).await
    }

    /// Changes a view.
    pub async fn change_view(&self, id: ViewId, patch: &ViewPatch, if_match: Option<&str>) -> Answer<Tagged<View>> {
        call(&self.transport, with(Method::Patch, &format!("/views/{id}")).json(patch).if_match(if_match)).await
    }

    /// Removes a view.
    pub async fn remove_view(&self, id: ViewId) -> Answer<()> {
        command(&self.transport, with(Method::Delete, &format!("/views/{id}"))).await
    }
}
