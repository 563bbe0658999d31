//! Modules, blocks and fields.

use actix_web::{get, patch, post};
use zaguan_domain::context::permits;
use zaguan_domain::fields;
use zaguan_types::BlockId;
use zaguan_types::fields::{BlockList, Field, FieldList, FieldPatch, Module, ModuleList, Reactivation};

use crate::http::answer::{Answer, One, Plain};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::guard::Guard;
use crate::http::path::Path;
use crate::http::query::NoQuery;

/// The modules, in Estudio's order.
#[utoipa::path(tag = "fields", security(("staff_token" = ["fields:read"])), responses((status = 200, body = ModuleList, description = "The modules.")))]
#[get("/modules")]
pub async fn list_modules(who: Guard<permits::FieldsRead>, _query: NoQuery) -> Answer<Plain<ModuleList>> {
    Ok(Plain(fields::modules(who.cx())?))
}

/// The blocks of a module with their fields, active and inactive ones.
#[utoipa::path(tag = "fields", params(("module" = Module, Path)), security(("staff_token" = ["fields:read"])), responses((status = 200, body = BlockList, description = "The blocks.")))]
#[get("/modules/{module}/blocks")]
pub async fn list_blocks(
    who: Guard<permits::FieldsRead>,
    path: Path<Module>,
    _query: NoQuery,
) -> Answer<Plain<BlockList>> {
    Ok(Plain(fields::blocks(who.cx(), path.0).await?))
}

/// Make inactive fields of a block active again, all at once.
#[utoipa::path(tag = "fields", params(("module" = Module, Path), ("block_id" = BlockId, Path)), request_body = Reactivation, security(("staff_token" = ["fields:manage"])), responses((status = 200, body = BlockList, description = "The blocks.")))]
#[post("/modules/{module}/blocks/{block_id}/reactivation")]
pub async fn reactivate_fields(
    who: Guard<permits::FieldsManage>,
    path: Path<(Module, BlockId)>,
    _query: NoQuery,
    body: Body<Reactivation>,
) -> Answer<Plain<BlockList>> {
    let cx = who.once(&body);
    let Path((module, block)) = path;
    Ok(Plain(fields::reactivate(&cx, module, block, body.value).await?))
}

/// The fields of a module, in the order of blocks and places.
#[utoipa::path(tag = "fields", params(("module" = Module, Path)), security(("staff_token" = ["fields:read"])), responses((status = 200, body = FieldList, description = "The fields.")))]
#[get("/modules/{module}/fields")]
pub async fn list_fields(
    who: Guard<permits::FieldsRead>,
    path: Path<Module>,
    _query: NoQuery,
) -> Answer<Plain<FieldList>> {
    Ok(Plain(fields::list(who.cx(), path.0).await?))
}

/// One field, by its id or its API name.
#[utoipa::path(tag = "fields", params(("module" = Module, Path), ("field_id" = String, Path, description = "Id or API name.")), security(("staff_token" = ["fields:read"])), responses((status = 200, body = Field, description = "The field.")))]
#[get("/modules/{module}/fields/{field_id}")]
pub async fn get_field(
    who: Guard<permits::FieldsRead>,
    path: Path<(Module, String)>,
    _query: NoQuery,
) -> Answer<One<Field>> {
    let Path((module, name)) = path;
    Ok(One(fields::get(who.cx(), module, &name).await?))
}

/// Change a field: labels, active, required, and what clients see of it.
#[utoipa::path(tag = "fields", params(("module" = Module, Path), ("field_id" = String, Path, description = "Id or API name.")), request_body = FieldPatch, security(("staff_token" = ["fields:manage"])), responses((status = 200, body = Field, description = "The field.")))]
#[patch("/modules/{module}/fields/{field_id}")]
pub async fn change_field(
    who: Guard<permits::FieldsManage>,
    path: Path<(Module, String)>,
    if_match: IfMatch,
    _query: NoQuery,
    body: Body<FieldPatch>,
) -> Answer<One<Field>> {
    let Path((module, name)) = path;
    Ok(One(fields::change(who.cx(), module, name, body.value, if_match.version()).await?))
}
