//! The data: one big firm among twenty small ones, made by `zaguan demo`, with custom fields and values that clients
//! see in part.
//!
//! The firm's own fields are written into the SQLite file directly, with the server away: the API has no way to make
//! fields yet, and values for hundreds of thousands of records would take longer to send than to measure.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::servers::Programs;

/// How much data, and how long it is measured.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Contacts of the big firm.
    pub contacts: usize,
    /// Cases of the big firm.
    pub cases: usize,
    /// Firms, the big one among them.
    pub firms: usize,
}

/// Slug of the big firm.
pub const FIRM: &str = "costa-clara";
/// Password of everybody in the demo data who works for a firm.
pub const PASSWORD: &str = "Zaguan-demo-2026";
/// The client whose cases are listed, and their password.
pub const CLIENT: (&str, &str) = ("carmen@example.com", "Portal-demo-2026");
/// Module, name, type, and whether clients see it.
const FIELDS: [(&str, &str, &str, bool); 8] = [
    ("cases", "property_reference", "text", true),
    ("cases", "budget", "money", false),
    ("cases", "deadline", "date", true),
    ("cases", "on_site", "yes_no", true),
    ("cases", "supplier_notes", "long_text", false),
    ("contacts", "identity_number", "text", false),
    ("contacts", "birthday", "date", false),
    ("contacts", "newsletter", "yes_no", false),
];

/// Makes the database file of Zaguán.
///
/// # Errors
/// If `zaguan demo` fails.
pub fn make(programs: &Programs, size: Size) -> Result<PathBuf> {
    let file = programs.folder.join("zaguan.db");
    let status = programs
        .zaguan(&format!("sqlite://{}", file.display()))
        .args(["demo", "--first-only"])
        .args(["--contacts", &size.contacts.to_string(), "--cases", &size.cases.to_string()])
        .args(["--tenants", &size.firms.to_string()])
        .stdout(std::process::Stdio::null())
        .status()
        .context("cannot start zaguan")?;
    ensure!(status.success(), "zaguan demo ended with {status}");
    let mut db = Connection::open(&file)?;
    let change = db.transaction()?;
    add_fields(&change)?;
    fill(&change)?;
    change.commit()?;
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(file)
}

/// Copies a row of the firm's own set-up for each new field: what is not said here is as the product has it.
fn add_fields(db: &Connection) -> Result<()> {
    for (module, name, kind, seen) in FIELDS {
        let view = if seen { "read" } else { "hidden" };
        let portal = serde_json::json!({
            "create": "hidden", "view": view, "list": seen, "search": false, "required": false,
            "labels": { "es": "", "en": "", "nl": "" },
        });
        let labels = serde_json::json!({ "es": name, "en": name, "nl": name });
        let written = db.execute(
            "INSERT INTO fields (tenant_id, id, module, block_id, api_name, field_type, labels, active, required, builtin,
                can_deactivate, portal_capable, default_value, limits, choices, position, portal, version)
             SELECT tenant_id, ?1, module, block_id, ?2, ?3, ?4, 1, 0, 0, 1, 1, NULL, '{}', '[]', position + 1000, ?5, 1
             FROM fields WHERE module = ?6 AND tenant_id = (SELECT id FROM tenants WHERE slug = ?7) LIMIT 1",
            params![Uuid::now_v7().as_bytes(), name, kind, labels.to_string(), portal.to_string(), module, FIRM],
        )?;
        ensure!(written == 1, "the module {module} has no fields");
    }
    Ok(())
}

/// Gives every record of the big firm values, no two records the same.
fn fill(db: &Connection) -> Result<()> {
    db.execute(
        "UPDATE cases SET custom = json_object(
            'property_reference', 'CC-' || number, 'budget', json_object('amount', (number % 900) || '.50', 'currency', 'EUR'),
            'deadline', '2026-0' || (1 + number % 9) || '-15', 'on_site', json(iif(number % 2, 'true', 'false')),
            'supplier_notes', 'El proveedor viene el día ' || (1 + number % 28) || ' por la mañana; «' || number || '».')
         WHERE tenant_id = (SELECT id FROM tenants WHERE slug = ?1)",
        [FIRM],
    )?;
    db.execute(
        "UPDATE contacts SET custom = json_object(
            'identity_number', abs(rowid * 7919 % 100000000) || 'X', 'birthday', (1940 + rowid % 60) || '-03-21',
            'newsletter', json(iif(rowid % 3, 'true', 'false')))
         WHERE tenant_id = (SELECT id FROM tenants WHERE slug = ?1)",
        [FIRM],
    )?;
    Ok(())
}
