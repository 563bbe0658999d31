//! How the modules of a firm are set up.

use crate::table::*;

/// These tables.
pub fn fields() -> Vec<TableOf> {
    vec![
        TableOf::of_tenant("field_blocks", vec![text("module"), json("labels"), small_number("position")])
            .index(&["tenant_id", "module"]),
        TableOf::of_tenant(
            "fields",
            vec![
                text("module"),
                id("block_id"),
                text("api_name"),
                text("field_type"),
                json("labels"),
                flag("active"),
                flag("required"),
                flag("builtin"),
                flag("can_deactivate"),
                flag("portal_capable"),
                json_null("default_value"),
                json("limits"),
                json("choices"),
                small_number("position"),
                json("portal"),
                number("version"),
            ],
        )
        .with_reference("block_id", "field_blocks")
        .unique(&["tenant_id", "module", "api_name"]),
    ]
}
