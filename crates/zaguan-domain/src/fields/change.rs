//! Changing fields: labels, active or not, required or not, and what clients see.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use zaguan_types::events::EventKind;
use zaguan_types::fields::rules::is_blank;
use zaguan_types::fields::{BlockList, Field, FieldPatch, FieldType, Module, PortalCreate, PortalMatrix, Reactivation};
use zaguan_types::{BlockId, FieldCode, FieldError};

use super::{convert, entity, load};
use crate::context::{StaffCx, permits};
use crate::error::{Error, Result, all_pass};
use crate::platform::{NewEvent, TenantTx, differences};

/// Changes a field.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`] if `expected` is another version, [`Error::Invalid`] if the change breaks a rule:
/// a needed field made inactive, one shown that never may be, one hidden that clients have to fill in.
pub async fn change(
    cx: &StaffCx<permits::FieldsManage>,
    module: Module,
    api_name: String,
    patch: FieldPatch,
    expected: Option<i64>,
) -> Result<Field> {
    let needed = |pointer| FieldError::new(pointer, FieldCode::Required, "a value is needed");
    all_pass(patch.removed_needlessly().map(needed).collect())?;
    cx.desk
        .write(async move |tx| {
            let before = locked(tx, module, &api_name).await?;
            if expected.is_some_and(|version| version != before.version) {
                return Err(Error::Stale(Box::new(json!(before))));
            }
            let after = patch.clone().apply(before.clone());
            all_pass(check(&after))?;
            if after == before {
                return Ok(before);
            }
            let after = Field { version: before.version + 1, ..after };
            write(tx, &after).await?;
            tx.audit("field.updated", "field", Some(after.id.0), differences(&before, &after));
            tx.event(told(module, &before, &after));
            Ok(after)
        })
        .await
}

/// Makes inactive fields of a block active again, all at once or not at all.
///
/// # Errors
/// [`Error::NotFound`] if the module has no such block, [`Error::Invalid`] if the block has no such field.
pub async fn reactivate(
    cx: &StaffCx<permits::FieldsManage>,
    module: Module,
    block: BlockId,
    which: Reactivation,
) -> Result<BlockList> {
    if let Some(kept) = cx.desk.kept().await? {
        return Ok(kept);
    }
    cx.desk
        .write_once(async move |tx| {
            let set = load(tx, module).await?;
            let Some(mine) = set.blocks.iter().find(|known| known.id == block) else { return Err(Error::NotFound) };
            if which.fields.is_empty() || which.fields.len() > 500 {
                return Err(Error::field("/fields", FieldCode::Required, "1 to 500 names are needed"));
            }
            let mut errors = Vec::new();
            for (at, name) in which.fields.iter().enumerate() {
                match mine.fields.iter().find(|field| field.api_name == *name) {
                    None => errors.push(FieldError::new(
                        format!("/fields/{at}"),
                        FieldCode::UnknownReference,
                        "the block has no such field",
                    )),
                    Some(field) if field.active => {}
                    Some(field) => {
                        // Read anew and held: someone else may be changing it.
                        let field = locked(tx, module, &field.api_name).await?;
                        let after = Field { active: true, version: field.version + 1, ..field.clone() };
                        // Set up while it was inactive, it may break a rule that holds for active fields.
                        if let Some(broken) = check(&after).into_iter().next() {
                            errors.push(FieldError::new(format!("/fields/{at}"), broken.code, broken.detail));
                            continue;
                        }
                        write(tx, &after).await?;
                        tx.audit("field.updated", "field", Some(field.id.0), differences(&field, &after));
                        tx.event(told(module, &field, &after));
                    }
                }
            }
            all_pass(errors)?;
            Ok(BlockList { items: load(tx, module).await?.blocks })
        })
        .await
}

/// Clients hear of it too, so that open pages of the portal follow: but only of a field that they meet, before or after.
fn told(module: Module, before: &Field, after: &Field) -> NewEvent {
    let met = |field: &Field| field.active && field.portal_capable && field.portal.is_visible();
    let private = module != Module::Cases || !(met(before) || met(after));
    NewEvent { private, ..NewEvent::staff(EventKind::FieldsUpdated, Some(after.id.0)) }
}

async fn locked(tx: &TenantTx<'_>, module: Module, name: &str) -> Result<Field> {
    let which = match name.parse::<uuid::Uuid>() {
        Ok(id) => entity::Column::Id.eq(id),
        Err(_) => entity::Column::ApiName.eq(name),
    };
    let find = entity::Entity::find().filter(entity::Column::Module.eq(module.as_str())).filter(which);
    convert::field(tx.lock_one(find).await?.ok_or(Error::NotFound)?)
}

fn check(field: &Field) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code, detail: &str| errors.push(FieldError::new(pointer, code, detail));
    for (pointer, labels) in [("/labels", &field.labels), ("/portal/labels", &field.portal.labels)] {
        if [&labels.es, &labels.en, &labels.nl]
            .iter()
            .any(|text| text.chars().count() > 120 || text.chars().any(char::is_control))
        {
            wrong(pointer, FieldCode::TooLong, "each label has at most 120 characters, on one line");
        }
    }
    if is_blank(&field.labels.es) {
        wrong("/labels/es", FieldCode::Required, "a Spanish label is needed");
    }
    if !field.active && !field.can_deactivate {
        wrong("/active", FieldCode::CannotDeactivate, "the product needs this field");
    }
    if !field.portal_capable && field.portal != PortalMatrix::default() {
        wrong("/portal", FieldCode::NeverInPortal, "this field is the firm's own business");
    }
    errors.extend(check_portal(field));
    errors
}

fn check_portal(field: &Field) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let hidden_on_create = field.portal.create == PortalCreate::Hidden;
    if !field.may_be_on_create_form() && !hidden_on_create {
        errors.push(FieldError::new("/portal/create", FieldCode::ReadOnly, "a new case begins open"));
    }
    if field.portal.required && hidden_on_create {
        errors.push(FieldError::new(
            "/portal/required",
            FieldCode::ReadOnly,
            "clients cannot be made to fill in what their form does not show",
        ));
    }
    let owed = field.portal_capable && field.active && field.required && hidden_on_create && field.default.is_none();
    if owed {
        errors.push(FieldError::new(
            "/portal/create",
            FieldCode::DefaultNeeded,
            "a required field that clients do not see needs a default value",
        ));
    }
    if field.portal.view == zaguan_types::fields::PortalView::Edit
        && field.field_type == FieldType::SingleChoice
        && field.api_name == "status"
    {
        errors.push(FieldError::new(
            "/portal/view",
            FieldCode::ReadOnly,
            "clients close and reopen; they do not set the status",
        ));
    }
    errors
}

async fn write(tx: &TenantTx<'_>, field: &Field) -> Result<()> {
    let set = entity::Entity::update_many()
        .col_expr(entity::Column::Labels, Expr::value(json!(field.labels)))
        .col_expr(entity::Column::Active, Expr::value(field.active))
        .col_expr(entity::Column::Required, Expr::value(field.required))
        .col_expr(entity::Column::Portal, Expr::value(json!(field.portal)))
        .col_expr(entity::Column::Version, Expr::col(entity::Column::Version).add(1))
        .filter(entity::Column::Id.eq(field.id.0));
    tx.update(set).await?;
    Ok(())
}
