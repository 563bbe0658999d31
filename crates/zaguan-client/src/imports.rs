//! The calls of staff for imports and exports. Files themselves do not go through a [`Transport`], which carries texts:
//! for those there are the addresses to send them to and to fetch them from.

use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportFault, ImportPatch, ImportPreview, ImportTargetList};
use zaguan_types::{ImportId, Page};

use crate::transport::{call, command, understood};
use crate::{ClientError, Method, Query, Request, Response, Staff, Tagged, Transport};

type Answer<T> = Result<T, ClientError>;

fn at(id: ImportId, rest: &str) -> String {
    format!("/api/v1/imports/{id}{rest}")
}

/// Where a file is sent to (`POST`, the file as body) to become an [`Import`].
pub fn upload_address(module: Module, file_name: &str) -> String {
    let query = Query::new().with("module", module.as_str()).with("file_name", file_name);
    format!("/api/v1/imports{}", query.as_str())
}

/// What the server answered to a file.
///
/// # Errors
/// The problem that it names, or [`ClientError::Unreadable`].
pub fn uploaded(answer: Response) -> Answer<Tagged<Import>> {
    understood(answer)
}

/// Where the list of what is wrong with the rows is fetched from, as CSV.
pub fn faults_address(id: ImportId) -> String {
    at(id, "/faults.csv")
}

/// Where a list is fetched from as a file; `query` holds its filters and order, and `format`, `columns`, `headers`.
pub fn export_address(module: Module, query: &Query) -> String {
    format!("/api/v1/exports/{module}{}", query.as_str())
}

impl<T: Transport> Staff<T> {
    /// A page of imports.
    pub async fn imports(&self, query: &Query) -> Answer<Page<Import>> {
        let request = Request::new(Method::Get, format!("/api/v1/imports{}", query.as_str()));
        Ok(call(self.transport(), request).await?.value)
    }

    /// One import.
    pub async fn import(&self, id: ImportId) -> Answer<Tagged<Import>> {
        call(self.transport(), Request::new(Method::Get, at(id, ""))).await
    }

    /// Changes how a file is read and understood.
    pub async fn change_import(
        &self,
        id: ImportId,
        patch: &ImportPatch,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Import>> {
        call(self.transport(), Request::new(Method::Patch, at(id, "")).json(patch).if_match(if_match)).await
    }

    /// Removes an import that has not run.
    pub async fn delete_import(&self, id: ImportId) -> Answer<()> {
        command(self.transport(), Request::new(Method::Delete, at(id, ""))).await
    }

    /// The first rows, as they would be understood.
    pub async fn preview_import(&self, id: ImportId) -> Answer<ImportPreview> {
        Ok(call(self.transport(), Request::new(Method::Get, at(id, "/preview"))).await?.value)
    }

    /// Tries all rows in the background.
    pub async fn check_import(&self, id: ImportId) -> Answer<Tagged<Import>> {
        call(self.transport(), Request::new(Method::Put, at(id, "/check"))).await
    }

    /// Writes the rows in the background.
    pub async fn run_import(&self, id: ImportId) -> Answer<Tagged<Import>> {
        call(self.transport(), Request::new(Method::Put, at(id, "/run"))).await
    }

    /// Stops it.
    pub async fn stop_import(&self, id: ImportId) -> Answer<Tagged<Import>> {
        call(self.transport(), Request::new(Method::Put, at(id, "/stop"))).await
    }

    /// Takes back what it did, in the background.
    pub async fn undo_import(&self, id: ImportId) -> Answer<Tagged<Import>> {
        call(self.transport(), Request::new(Method::Put, at(id, "/undo"))).await
    }

    /// A page of what is wrong with its rows.
    pub async fn import_faults(&self, id: ImportId, query: &Query) -> Answer<Page<ImportFault>> {
        let request = Request::new(Method::Get, at(id, &format!("/faults{}", query.as_str())));
        Ok(call(self.transport(), request).await?.value)
    }

    /// Where columns can go.
    pub async fn import_targets(&self, module: Module) -> Answer<ImportTargetList> {
        let request = Request::new(Method::Get, format!("/api/v1/modules/{module}/import-targets"));
        Ok(call(self.transport(), request).await?.value)
    }
}
