//! Imports.

use std::future::{Ready as ReadyFuture, ready};

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse, delete, get, patch, post, put};
use zaguan_domain::Error;
use zaguan_domain::context::permits;
use zaguan_domain::imports::{self, NewImport};
use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportFault, ImportPatch, ImportPreview, ImportTargetList};
use zaguan_types::{FieldCode, FieldError, ImportId, Page};

use crate::http::answer::{Answer, Created, Done, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::problem::ApiError;
use crate::http::query::{List, NoQuery};
use crate::http::upload::Upload;

/// What a file becomes, and what it is called.
pub struct FileQuery {
    module: Module,
    file_name: String,
}

impl FromRequest for FileQuery {
    type Error = ApiError;
    type Future = ReadyFuture<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map_err(ApiError))
    }
}

fn read(query: &str) -> Result<FileQuery, Error> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|_| Error::Malformed("the query cannot be read".into()))?;
    let (mut module, mut file_name, mut errors) = (None, String::new(), Vec::new());
    for (name, value) in pairs {
        match name.as_str() {
            "module" => module = Some(value),
            "file_name" => file_name = value,
            _ => errors.push(FieldError::new(
                format!("{name:.80}"),
                FieldCode::UnknownFilter,
                "there is no such parameter here",
            )),
        }
    }
    let module = match module.as_deref().map(Module::from_name) {
        Some(Some(module @ (Module::Contacts | Module::Organisations))) => Some(module),
        Some(_) => {
            errors.push(FieldError::new("module", FieldCode::UnknownChoice, "contacts or organisations"));
            None
        }
        None => {
            errors.push(FieldError::new("module", FieldCode::Required, "contacts or organisations"));
            None
        }
    };
    match module {
        Some(module) if errors.is_empty() => Ok(FileQuery { module, file_name }),
        _ => Err(Error::Invalid(errors)),
    }
}

/// A file as it is.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct FileBytes(#[allow(dead_code, reason = "only its schema is used")] Vec<u8>);

/// A page of imports, the newest first. Sort: `created_at`.
#[utoipa::path(
    tag = "imports",
    security(("staff_token" = ["records:import"])),
    params(
        ("filter[module]" = Option<Module>, Query, description = "`contacts` or `organisations`."),
        ("filter[state]" = Option<String>, Query, description = "How far they have come."),
    ),
    responses((status = 200, body = Page<Import>, description = "A page."))
)]
#[get("/imports")]
pub async fn list_imports(who: Guard<permits::RecordsImport>, query: List) -> Answer<Plain<Page<Import>>> {
    Ok(Plain(imports::list(who.cx(), query.0).await?))
}

/// Upload a file of contacts or organisations: the file itself is the body, at most 25 MB (25,000,000 bytes).
///
/// What it is, how it is written and which column probably goes where is found out; nothing of it becomes a record before
/// `run`. A file that is no table is refused with 422: `errors[0].code` says why, its `pointer` is `/file`.
#[utoipa::path(
    tag = "imports",
    params(
        ("module" = Module, Query, description = "What its rows become: `contacts` or `organisations`."),
        ("file_name" = Option<String>, Query, description = "What people call it. Says nothing about what it is."),
    ),
    request_body(content(
        (FileBytes = "text/csv"),
        (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (FileBytes = "application/octet-stream")
    )),
    security(("staff_token" = ["records:import"])),
    responses((status = 201, body = Import, description = "Read, and waiting to be mapped."))
)]
#[post("/imports")]
pub async fn create_import(
    who: Guard<permits::RecordsImport>,
    query: FileQuery,
    upload: Upload,
) -> Answer<Created<Import>> {
    let cx = who.once(&upload.request);
    let FileQuery { module, file_name } = query;
    let import = imports::create(&cx, NewImport { module, file_name, file: upload.file }).await?;
    let location = format!("/api/v1/imports/{}", import.id);
    Ok(Created(import, location))
}

/// One import.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = Import, description = "The import.")))]
#[get("/imports/{import_id}")]
pub async fn get_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Answer<One<Import>> {
    Ok(One(imports::get(who.cx(), path.0).await?))
}

/// Change how a file is read, where its columns go and how rows become records, before it runs.
///
/// `encoding`, `separator`, `header` and `sheet` read the file anew; the mapping is then guessed anew unless it is given as
/// well. What was checked has to be checked again.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), request_body = ImportPatch, security(("staff_token" = ["records:import"])), responses((status = 200, body = Import, description = "The import.")))]
#[patch("/imports/{import_id}")]
pub async fn change_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<ImportPatch>,
) -> Answer<One<Import>> {
    Ok(One(imports::change(who.cx(), path.0, body.value, if_match.version()).await?))
}

/// Remove an import that has not run, with its file. 409 once it has.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 204, description = "Gone."), (status = 409, body = zaguan_types::Problem, content_type = "application/problem+json", description = "It has run.")))]
#[delete("/imports/{import_id}")]
pub async fn delete_import(who: Guard<permits::RecordsImport>, path: Path<ImportId>, _query: NoQuery) -> Answer<Done> {
    imports::delete(who.cx(), path.0).await?;
    Ok(Done)
}

/// The first 20 rows, as they would be understood, with what is wrong with them.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = ImportPreview, description = "The rows; none once all were written.")))]
#[get("/imports/{import_id}/preview")]
pub async fn preview_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Answer<Plain<ImportPreview>> {
    Ok(Plain(imports::preview(who.cx(), path.0).await?))
}

/// Try all rows in the background. Nothing is written; `counts` and the faults say what would happen.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = Import, description = "It is being checked."), (status = 409, body = zaguan_types::Problem, content_type = "application/problem+json", description = "It has run.")))]
#[put("/imports/{import_id}/check")]
pub async fn check_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Answer<One<Import>> {
    Ok(One(imports::check(who.cx(), path.0).await?))
}

/// Write the rows in the background. One that was stopped or has failed goes on where it was.
///
/// Every batch tells `import.updated`; lists of contacts and organisations are told now and then, and at the end.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = Import, description = "It runs."), (status = 409, body = zaguan_types::Problem, content_type = "application/problem+json", description = "It has run already.")))]
#[put("/imports/{import_id}/run")]
pub async fn run_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Answer<One<Import>> {
    Ok(One(imports::run(who.cx(), path.0).await?))
}

/// Stop it. Rows that were written stay; it can be gone on with or taken back.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = Import, description = "It stands still."), (status = 409, body = zaguan_types::Problem, content_type = "application/problem+json", description = "It is being taken back.")))]
#[put("/imports/{import_id}/stop")]
pub async fn stop_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Answer<One<Import>> {
    Ok(One(imports::stop(who.cx(), path.0).await?))
}

/// Take back what it did, in the background.
///
/// Records that it created go to the bin if nothing has happened to them since; records that it changed get back each
/// former value that still stands as the import left it. What could not be taken back is listed by the faults with
/// `filter[stage]=undo`. Possible for 30 days.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = Import, description = "It is being taken back."), (status = 409, body = zaguan_types::Problem, content_type = "application/problem+json", description = "It runs, or never did.")))]
#[put("/imports/{import_id}/undo")]
pub async fn undo_import(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Answer<One<Import>> {
    Ok(One(imports::undo(who.cx(), path.0).await?))
}

/// A page of what is wrong with the rows, in their order: as checked before it runs, as written afterwards.
#[utoipa::path(
    tag = "imports",
    params(
        ("import_id" = ImportId, Path),
        ("filter[stage]" = Option<String>, Query, description = "`rows` (default), or `undo`: what could not be taken back."),
    ),
    security(("staff_token" = ["records:import"])),
    responses((status = 200, body = Page<ImportFault>, description = "A page."))
)]
#[get("/imports/{import_id}/faults")]
pub async fn list_import_faults(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    query: List,
) -> Answer<Plain<Page<ImportFault>>> {
    Ok(Plain(imports::list_faults(who.cx(), path.0, query.0).await?))
}

/// All of them as CSV in the language of who asks: row, column, value, reason.
#[utoipa::path(tag = "imports", params(("import_id" = ImportId, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = FileBytes, content_type = "text/csv", description = "The list.")))]
#[get("/imports/{import_id}/faults.csv")]
pub async fn download_import_faults(
    who: Guard<permits::RecordsImport>,
    path: Path<ImportId>,
    _query: NoQuery,
) -> Result<HttpResponse, ApiError> {
    let (cx, id) = (who.into_cx(), path.0);
    // The first piece is made at once: what is wrong with the request is answered as such.
    let (first, next) = imports::faults_csv(&cx, id, None).await?;
    let rest = futures_util::stream::unfold((cx, Some(first), next), move |(cx, ready, next)| async move {
        if let Some(bytes) = ready {
            return Some((Ok::<_, actix_web::Error>(Bytes::from(bytes)), (cx, None, next)));
        }
        let next = next?;
        match imports::faults_csv(&cx, id, Some(next)).await {
            Ok((bytes, next)) => Some((Ok(Bytes::from(bytes)), (cx, None, next))),
            Err(error) => Some((Err(ApiError(error).into()), (cx, None, None))),
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header(("cache-control", "no-store"))
        .insert_header(("content-disposition", "attachment; filename=\"faults.csv\""))
        .streaming(rest))
}

/// Where the columns of a file can go.
#[utoipa::path(tag = "imports", params(("module" = Module, Path)), security(("staff_token" = ["records:import"])), responses((status = 200, body = ImportTargetList, description = "All of them, in the order of the form.")))]
#[get("/modules/{module}/import-targets")]
pub async fn import_targets(
    who: Guard<permits::RecordsImport>,
    path: Path<Module>,
    _query: NoQuery,
) -> Answer<Plain<ImportTargetList>> {
    Ok(Plain(imports::list_targets(who.cx(), path.0).await?))
}
