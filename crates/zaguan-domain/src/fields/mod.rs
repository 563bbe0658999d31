//! How the modules of a firm are set up: blocks, fields, and what clients see of them.
//!
//! The rules that values have to pass are in `zaguan_types::fields::rules`; here is where the set-up is kept.

pub(crate) mod block_entity;
mod change;
mod convert;
pub(crate) mod entity;
mod seed;

use std::sync::Arc;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use zaguan_types::fields::builtin::{STUDIO_ORDER, module_labels};
use zaguan_types::fields::{Block, BlockList, Field, FieldList, Module, ModuleInfo, ModuleList};

pub use change::{change, reactivate};
pub(crate) use seed::seed;

use crate::context::{Desk, StaffCx, permits};
use crate::error::{Error, Result};
use crate::platform::TenantTx;

/// A module's blocks and fields, kept in memory.
#[derive(Debug)]
pub struct FieldSet {
    blocks: Vec<Block>,
    /// All fields, in the order of blocks and places.
    pub(crate) fields: Vec<Field>,
}

impl FieldSet {
    /// Fields that stand in no block.
    #[cfg(test)]
    pub(crate) fn of(fields: Vec<Field>) -> Self {
        Self { blocks: Vec::new(), fields }
    }

    /// A field by its API name.
    pub(crate) fn field(&self, api_name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.api_name == api_name)
    }
}

/// The modules, in Estudio's order.
///
/// # Errors
/// None today.
pub fn modules(_: &StaffCx<permits::FieldsRead>) -> Result<ModuleList> {
    let info = |name| ModuleInfo { name, labels: module_labels(name), in_portal: name == Module::Cases };
    Ok(ModuleList { items: STUDIO_ORDER.into_iter().map(info).collect() })
}

/// The blocks of a module with their fields.
///
/// # Errors
/// Only if the database is away.
pub async fn blocks(cx: &StaffCx<permits::FieldsRead>, module: Module) -> Result<BlockList> {
    Ok(BlockList { items: set_of(&cx.desk, module).await?.blocks.clone() })
}

/// The fields of a module, in the order of blocks and places.
///
/// # Errors
/// Only if the database is away.
pub async fn list(cx: &StaffCx<permits::FieldsRead>, module: Module) -> Result<FieldList> {
    Ok(FieldList { items: set_of(&cx.desk, module).await?.fields.clone() })
}

/// One field, by its id or its API name.
///
/// # Errors
/// [`Error::NotFound`] if the module has no such field.
pub async fn get(cx: &StaffCx<permits::FieldsRead>, module: Module, name: &str) -> Result<Field> {
    let set = set_of(&cx.desk, module).await?;
    let found = set.fields.iter().find(|field| field.api_name == name || field.id.to_string() == name);
    found.cloned().ok_or(Error::NotFound)
}

/// A module's set-up, from memory if nothing changed it.
pub(crate) async fn set_of(desk: &Desk, module: Module) -> Result<Arc<FieldSet>> {
    let key = (desk.tenant(), module);
    if let Some(known) = desk.app.fields.get(&key) {
        return Ok(known);
    }
    let epoch = desk.app.fields.epoch();
    let set = Arc::new(desk.read_together(async move |tx| load(tx, module).await).await?);
    desk.app.fields.put(epoch, desk.tenant(), key, Arc::clone(&set));
    Ok(set)
}

/// A module's set-up, from the database.
pub(crate) async fn load(tx: &TenantTx<'_>, module: Module) -> Result<FieldSet> {
    let blocks = block_entity::Entity::find()
        .filter(block_entity::Column::Module.eq(module.as_str()))
        .order_by_asc(block_entity::Column::Position);
    let fields = entity::Entity::find()
        .filter(entity::Column::Module.eq(module.as_str()))
        .order_by_asc(entity::Column::Position);
    let mut fields = tx.all(fields).await?.into_iter().map(convert::field).collect::<Result<Vec<_>>>()?;
    let mut out = Vec::new();
    for block in tx.all(blocks).await? {
        let (mine, others) = fields.into_iter().partition(|field: &Field| field.block_id.0 == block.id);
        fields = others;
        out.push(convert::block(block, mine)?);
    }
    let fields = out.iter().flat_map(|block: &Block| block.fields.clone()).collect();
    Ok(FieldSet { blocks: out, fields })
}
