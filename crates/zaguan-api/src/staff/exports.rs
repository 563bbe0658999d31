//! Exports.

use std::future::{Ready as ReadyFuture, ready};

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get};
use zaguan_domain::context::permits;
use zaguan_domain::exports::{self, Export};
use zaguan_domain::{Error, ListQuery};
use zaguan_types::exports::{ExportForm, ExportFormat, ExportHeaders};
use zaguan_types::imports::Separator;
use zaguan_types::{FieldCode, FieldError};

use super::imports::FileBytes;
use crate::http::guard::Guard;
use crate::http::problem::ApiError;
use crate::http::query;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What of a list is wanted, and how it is written.
pub struct ExportQuery {
    list: ListQuery,
    form: ExportForm,
}

impl FromRequest for ExportQuery {
    type Error = ApiError;
    type Future = ReadyFuture<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map_err(ApiError))
    }
}

fn read(text: &str) -> Result<ExportQuery, Error> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(text).map_err(|_| Error::Malformed("the query cannot be read".into()))?;
    let (mut form, mut rest, mut errors) = (ExportForm::default(), Vec::new(), Vec::new());
    for (name, value) in pairs {
        let known = match name.as_str() {
            "format" => ExportFormat::from_name(&value).map(|format| form.format = format),
            "headers" => ExportHeaders::from_name(&value).map(|headers| form.headers = headers),
            "separator" => Separator::from_name(&value).map(|separator| form.separator = separator),
            "bom" => value.parse().ok().map(|bom| form.bom = bom),
            "columns" => {
                form.columns =
                    value.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
                (form.columns.len() <= 500).then_some(())
            }
            _ => {
                rest.push((name, value));
                continue;
            }
        };
        if known.is_none() {
            errors.push(FieldError::new(name, FieldCode::BadFormat, "not one of the values that are known here"));
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let rest = serde_urlencoded::to_string(rest).map_err(|_| Error::Malformed("the query cannot be read".into()))?;
    Ok(ExportQuery { list: query::read(&rest)?, form })
}

/// Contacts as a file, with the filters and the order of their list.
///
/// A text in UTF-8 with lines ended by CR and LF, or a workbook. Without `columns` it has the active fields as the form
/// shows them, and the id. A cell of a text that a spreadsheet would take for a formula has an apostrophe in front, which an
/// import takes off again.
#[utoipa::path(
    tag = "exports",
    security(("staff_token" = ["records:export"])),
    params(
        ("format" = Option<ExportFormat>, Query, description = "`csv` unless it is said."),
        ("columns" = Option<String>, Query, description = "API names with commas between them, custom fields as `custom.name`; besides `id`, `organisation_name`, `owner_name`, `owner_email`, `created_at`, `updated_at`, `version`."),
        ("headers" = Option<ExportHeaders>, Query, description = "`labels` in the language of who asks unless it is said."),
        ("separator" = Option<Separator>, Query, description = "`comma` unless it is said."),
        ("bom" = Option<bool>, Query, description = "Whether a text begins with the mark by which spreadsheets know UTF-8; yes unless it is said."),
        ("sort" = Option<String>, Query, description = "As in the list of contacts."),
        ("q" = Option<String>, Query, description = "As in the list of contacts."),
        ("filter[organisation_id]" = Option<String>, Query, description = "An organisation they belong to, main or not, or `none`."),
        ("filter[owner_id]" = Option<String>, Query, description = "Who looks after them: an id, `me` or `none`."),
        ("filter[tag]" = Option<String>, Query, description = "Words, with commas between them: all of them."),
        ("filter[import]" = Option<String>, Query, description = "Those that the import with this id has created or changed."),
        ("filter[language]" = Option<String>, Query, description = "The language in which the firm writes to them."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[deleted]" = Option<bool>, Query, description = "Those in the bin instead."),
        ("filter[portal_user]" = Option<bool>, Query, description = "Whether they have access to the portal."),
    ),
    responses((status = 200, description = "The file.", content(
        (FileBytes = "text/csv"),
        (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    )))
)]
#[get("/exports/contacts")]
pub async fn export_contacts(who: Guard<permits::RecordsExport>, query: ExportQuery) -> Result<HttpResponse, ApiError> {
    let ExportQuery { list, form } = query;
    let format = form.format;
    Ok(answer(format, exports::contacts(who.into_cx(), list, form).await?))
}

/// Organisations as a file, with the filters and the order of their list.
///
/// As with contacts.
#[utoipa::path(
    tag = "exports",
    security(("staff_token" = ["records:export"])),
    params(
        ("format" = Option<ExportFormat>, Query, description = "`csv` unless it is said."),
        ("columns" = Option<String>, Query, description = "API names with commas between them, custom fields as `custom.name`; besides `id`, `parent_name`, `owner_name`, `owner_email`, `created_at`, `updated_at`, `version`."),
        ("headers" = Option<ExportHeaders>, Query, description = "`labels` in the language of who asks unless it is said."),
        ("separator" = Option<Separator>, Query, description = "`comma` unless it is said."),
        ("bom" = Option<bool>, Query, description = "Whether a text begins with the mark by which spreadsheets know UTF-8; yes unless it is said."),
        ("sort" = Option<String>, Query, description = "As in the list of organisations."),
        ("q" = Option<String>, Query, description = "As in the list of organisations."),
        ("filter[parent_id]" = Option<String>, Query, description = "The organisation they belong to, or `none`."),
        ("filter[owner_id]" = Option<String>, Query, description = "Who looks after them: an id, `me` or `none`."),
        ("filter[tag]" = Option<String>, Query, description = "Words, with commas between them: all of them."),
        ("filter[import]" = Option<String>, Query, description = "Those that the import with this id has created or changed."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[deleted]" = Option<bool>, Query, description = "Those in the bin instead."),
    ),
    responses((status = 200, description = "The file.", content(
        (FileBytes = "text/csv"),
        (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    )))
)]
#[get("/exports/organisations")]
pub async fn export_organisations(
    who: Guard<permits::RecordsExport>,
    query: ExportQuery,
) -> Result<HttpResponse, ApiError> {
    let ExportQuery { list, form } = query;
    let format = form.format;
    Ok(answer(format, exports::organisations(who.into_cx(), list, form).await?))
}

/// Cases as a file, with the filters and the order of their list. `cases:read` is needed too.
///
/// As with contacts.
#[utoipa::path(
    tag = "exports",
    security(("staff_token" = ["records:export"])),
    params(
        ("format" = Option<ExportFormat>, Query, description = "`csv` unless it is said."),
        ("columns" = Option<String>, Query, description = "API names with commas between them, custom fields as `custom.name`; besides `id`, `number`, `contact_name`, `organisation_name`, `assignee_name`, `source`, `created_at`, `updated_at`, `closed_at`, `version`."),
        ("headers" = Option<ExportHeaders>, Query, description = "`labels` in the language of who asks unless it is said."),
        ("separator" = Option<Separator>, Query, description = "`comma` unless it is said."),
        ("bom" = Option<bool>, Query, description = "Whether a text begins with the mark by which spreadsheets know UTF-8; yes unless it is said."),
        ("sort" = Option<String>, Query, description = "As in the list of cases."),
        ("q" = Option<String>, Query, description = "As in the list of cases."),
        ("filter[status]" = Option<String>, Query, description = "Statuses, separated by commas."),
        ("filter[priority]" = Option<String>, Query, description = "Priority."),
        ("filter[category]" = Option<String>, Query, description = "Key of a category."),
        ("filter[assignee_id]" = Option<String>, Query, description = "Who looks after it: an id, `me` or `none`."),
        ("filter[contact_id]" = Option<String>, Query, description = "Whose matter it is: an id or `none`."),
        ("filter[organisation_id]" = Option<String>, Query, description = "The organisation that it belongs to: an id or `none`."),
        ("filter[source]" = Option<String>, Query, description = "Where it came from."),
        ("filter[created_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
        ("filter[updated_at]" = Option<String>, Query, description = "Days in the firm's time zone, `from..to`."),
    ),
    responses((status = 200, description = "The file.", content(
        (FileBytes = "text/csv"),
        (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    )))
)]
#[get("/exports/cases")]
pub async fn export_cases(who: Guard<permits::RecordsExport>, query: ExportQuery) -> Result<HttpResponse, ApiError> {
    let ExportQuery { list, form } = query;
    let format = form.format;
    Ok(answer(format, exports::cases(who.into_cx(), list, form).await?))
}

fn answer(format: ExportFormat, export: Export) -> HttpResponse {
    let name = export.file_name();
    let body = futures_util::stream::unfold(Some(export), |export| async move {
        let mut export = export?;
        match export.next().await {
            Ok(Some(bytes)) => Some((Ok::<_, actix_web::Error>(Bytes::from(bytes)), Some(export))),
            Ok(None) => None,
            // The answer has begun: it breaks off, so that nobody takes it for whole.
            Err(error) => Some((Err(ApiError(error).into()), None)),
        }
    });
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header(("cache-control", "no-store"))
        .insert_header(("content-disposition", format!("attachment; filename=\"{name}\"")));
    match format {
        ExportFormat::Csv => answer.content_type("text/csv; charset=utf-8"),
        // Compressed already.
        ExportFormat::Xlsx => answer.content_type(XLSX).insert_header(("content-encoding", "identity")),
    };
    answer.streaming(body)
}
