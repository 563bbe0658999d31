//! The built-in blocks and fields of a new firm.

use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use uuid::Uuid;
use zaguan_types::fields::builtin::{BlockSeed, FieldSeed, PortalSeed, blocks, labels};
use zaguan_types::fields::{Limits, Module};

use super::{block_entity, entity};
use crate::error::Result;
use crate::platform::TenantTx;

/// Writes the firm's own copy of the built-in set-up.
pub(crate) async fn seed(tx: &TenantTx<'_>) -> Result<()> {
    for module in Module::ALL {
        for (position, block) in (0_i32..).zip(blocks(*module)) {
            write_block(tx, *module, position, block).await?;
        }
    }
    Ok(())
}

async fn write_block(tx: &TenantTx<'_>, module: Module, position: i32, block: &BlockSeed) -> Result<()> {
    let id = tx.new_id();
    tx.insert(block_entity::ActiveModel {
        id: Set(id),
        module: Set(module.as_str().to_owned()),
        labels: Set(json!(labels(block.labels))),
        position: Set(position),
        ..Default::default()
    })
    .await?;
    let rows = (0_i32..).zip(block.fields).map(|(position, seed)| row(tx, module, id, position, seed)).collect();
    tx.insert_all(rows).await
}

fn row(tx: &TenantTx<'_>, module: Module, block: Uuid, position: i32, seed: &FieldSeed) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(tx.new_id()),
        module: Set(module.as_str().to_owned()),
        block_id: Set(block),
        api_name: Set(seed.api_name.to_owned()),
        field_type: Set(seed.field_type.as_str().to_owned()),
        labels: Set(json!(labels(seed.labels))),
        active: Set(seed.active),
        required: Set(seed.required),
        builtin: Set(true),
        can_deactivate: Set(seed.can_deactivate),
        portal_capable: Set(seed.portal != PortalSeed::Never),
        default_value: Set(seed.default.map(Value::from)),
        limits: Set(json!(Limits { max_length: seed.max_length })),
        choices: Set(json!(seed.choice_list())),
        position: Set(position),
        portal: Set(json!(seed.matrix())),
        version: Set(1),
        ..Default::default()
    }
}
