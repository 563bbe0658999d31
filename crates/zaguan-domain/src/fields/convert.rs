//! Rows of blocks and fields, and the shapes that the API shows.

use serde::de::DeserializeOwned;
use zaguan_types::fields::{Block, Field, FieldType, Module};
use zaguan_types::{BlockId, FieldId};

use super::{block_entity, entity};
use crate::error::{Error, Result};

fn json<T: DeserializeOwned>(what: &str, value: serde_json::Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Error::stored(what, &error.to_string()))
}

fn module(name: &str) -> Result<Module> {
    Module::from_name(name).ok_or_else(|| Error::stored("module", name))
}

/// A field.
pub(super) fn field(row: entity::Model) -> Result<Field> {
    let entity::Model {
        tenant_id: _,
        id,
        module: of,
        block_id,
        api_name,
        field_type,
        labels,
        active,
        required,
        builtin,
        can_deactivate,
        portal_capable,
        default_value,
        limits,
        choices,
        position,
        portal,
        version,
    } = row;
    Ok(Field {
        id: FieldId(id),
        module: module(&of)?,
        block_id: BlockId(block_id),
        api_name,
        field_type: FieldType::from_name(&field_type).ok_or_else(|| Error::stored("field type", &field_type))?,
        labels: json("labels", labels)?,
        active,
        required,
        builtin,
        can_deactivate,
        portal_capable,
        default: default_value.filter(|value| !value.is_null()),
        limits: json("limits", limits)?,
        choices: json("choices", choices)?,
        position,
        portal: json("portal side", portal)?,
        version,
    })
}

/// A block with its fields.
pub(super) fn block(row: block_entity::Model, fields: Vec<Field>) -> Result<Block> {
    let block_entity::Model { tenant_id: _, id, module: of, labels, position } = row;
    Ok(Block { id: BlockId(id), module: module(&of)?, labels: json("labels", labels)?, position, fields })
}
