//! The statements, in words that both databases understand. SQLite numbers `$1` by first appearance.

/// Columns of a contact, in the order in which they are written, of rows that come from somewhere.
macro_rules! contact_columns {
    () => {
        contact_columns!("contacts c")
    };
    ($from:literal) => {
        concat!(
            "SELECT c.id, c.first_name, c.last_name, c.email, c.language, c.owner_id, c.tags, c.email_opt_out, c.phone,
                c.organisation_id, o.name, c.portal_user, c.support_start_date, c.support_end_date, c.external_id, c.custom,
                c.created_at, c.updated_at, c.version, c.sort_name
             FROM ",
            $from,
            " LEFT JOIN organisations o ON o.tenant_id = c.tenant_id AND o.id = c.organisation_id
             WHERE c.tenant_id = $1 AND c.deleted_at IS NULL"
        )
    };
}

/// The first contacts: firm.
pub const CONTACTS: &str = concat!(contact_columns!(), " ORDER BY c.sort_name, c.id LIMIT 51");
/// The contacts behind one: firm, name, id.
pub const CONTACTS_AFTER: &str =
    concat!(contact_columns!(), " AND (c.sort_name, c.id) > ($2, $3) ORDER BY c.sort_name, c.id LIMIT 51");
/// The first contacts that hold a text, on PostgreSQL: firm, pattern.
pub const CONTACTS_WITH: &str = concat!(
    contact_columns!(),
    " AND c.id = ANY(ARRAY(WITH hits AS MATERIALIZED (SELECT id, sort_name FROM contacts
        WHERE tenant_id = $1 AND deleted_at IS NULL AND search_text LIKE $2)
      SELECT id FROM hits ORDER BY sort_name, id LIMIT 51)) ORDER BY c.sort_name, c.id LIMIT 51"
);
/// The same on SQLite: firm, pieces, the last place of those in the order, text, the last place of all.
pub const CONTACTS_WITH_GRAMS: &str = concat!(
    contact_columns!(
        "(SELECT record_id FROM (
            SELECT p.record_id FROM search_grams g CROSS JOIN search_places p ON p.place = g.rowid
            CROSS JOIN contacts v ON v.tenant_id = $1 AND v.id = p.record_id
            WHERE g.search_grams MATCH $2 AND g.rowid BETWEEN 0 AND $3 AND instr(v.search_text, $4) > 0
                AND v.deleted_at IS NULL ORDER BY g.rowid LIMIT 51)
          UNION ALL SELECT p.record_id FROM search_grams g CROSS JOIN search_places p ON p.place = g.rowid
          WHERE g.search_grams MATCH $2 AND g.rowid BETWEEN $3 + 1 AND $5) h
         CROSS JOIN contacts c ON c.tenant_id = $1 AND c.id = h.record_id"
    ),
    " AND instr(c.search_text, $4) > 0 ORDER BY c.sort_name, c.id LIMIT 51"
);
/// What is searched in the newest contacts: firm.
pub const SEARCHED: &str = "SELECT search_text FROM contacts WHERE tenant_id = $1 ORDER BY id DESC LIMIT 256";
/// A place in the search index on SQLite: from, to, firm, id.
pub const NEW_PLACE: &str = "INSERT INTO search_places (place, tenant_id, kind, record_id)
     SELECT coalesce(max(place) + 1, ?1), ?3, 2, ?4 FROM search_places WHERE place BETWEEN ?1 AND ?2";
/// What stands there: pieces.
pub const NEW_GRAMS: &str = "INSERT OR REPLACE INTO search_grams (rowid, grams) VALUES (last_insert_rowid(), ?1)";

/// A contact: firm, id.
pub const CONTACT: &str = concat!(contact_columns!(), " AND c.id = $2");

/// A case: since when who looks works at the firm, who looks, firm, id.
pub const CASE: &str =
    "SELECT c.id, c.number, c.subject, c.description, c.status, c.priority, c.category, c.contact_id,
        p.first_name, p.last_name, c.organisation_id, o.name, c.assignee_id, u.name, c.source, c.private,
        c.custom, c.created_at, c.updated_at, c.shown_at, c.closed_at,
        coalesce(c.client_at > coalesce(r.read_at, $1), false), c.version
     FROM cases c LEFT JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id
     LEFT JOIN organisations o ON o.tenant_id = c.tenant_id AND o.id = c.organisation_id
     LEFT JOIN users u ON u.tenant_id = c.tenant_id AND u.id = c.assignee_id
     LEFT JOIN case_reads r ON r.tenant_id = c.tenant_id AND r.user_id = $2 AND r.case_id = c.id
     WHERE c.tenant_id = $3 AND c.id = $4";

/// A client's cases that are not closed: firm, contact.
pub const PORTAL: &str =
    "SELECT id, number, status, created_at, shown_at, subject, description, priority, category, custom
     FROM cases WHERE tenant_id = $1 AND contact_id = $2 AND status IN ('open', 'in_progress', 'waiting_for_response')
     ORDER BY shown_at DESC, id DESC LIMIT 51";

/// Who signs in: address.
pub const ACCOUNT: &str = "SELECT id, email, name, password_hash FROM users WHERE email = $1 LIMIT 1";

/// The next numbers of case and event: firm.
pub const COUNT: &str =
    "UPDATE tenant_counters SET case_number = case_number + 1, event_seq = event_seq + 1 WHERE tenant_id = $1";

/// A new case: firm, id, subject, subject folded, description, description folded, priority, custom, now, contact.
pub const NEW_CASE: &str = "INSERT INTO cases (tenant_id, id, number, subject, subject_folded, description, description_folded, status,
        priority, category, contact_id, organisation_id, assignee_id, source, private, custom, created_at, updated_at,
        shown_at, closed_at, version)
     SELECT $1, $2, n.case_number, $3, $4, $5, $6, 'open', $7, NULL, p.id, p.organisation_id, t.default_assignee_id, 'api',
        false, $8, $9, $9, $9, NULL, 1
     FROM tenant_counters n JOIN tenants t ON t.id = n.tenant_id JOIN contacts p ON p.tenant_id = n.tenant_id
     WHERE n.tenant_id = $1 AND p.id = $10";

/// Its line in the audit trail: firm, id of the line, now, actor, id of the case, trace.
pub const NEW_AUDIT: &str =
    "INSERT INTO audit_events (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id,
        changes, address, trace_id)
     VALUES ($1, $2, $3, 'staff', $4, 'Ana Cortés', 'case.created', 'case', $5,
        '{\"number\": \"C-000001\", \"source\": \"api\"}', '127.0.0.1', $6)";

/// Its event: firm, id of the case, contact, now.
pub const NEW_EVENT: &str =
    "INSERT INTO events (tenant_id, seq, kind, subject_id, contact_id, organisation_id, private, created_at)
     SELECT $1, event_seq, 'case.created', $2, $3, NULL, false, $4 FROM tenant_counters WHERE tenant_id = $1";

/// The firm: slug.
pub const FIRM: &str = "SELECT id FROM tenants WHERE slug = $1";
/// The client's contact: firm, user name.
pub const CLIENT: &str = "SELECT contact_id FROM portal_accesses WHERE tenant_id = $1 AND username = $2";
/// Who looks, and since when they work at the firm: firm, address.
pub const STAFF: &str = "SELECT id, created_at FROM users WHERE tenant_id = $1 AND email = $2";
/// The fields of cases: firm.
pub const FIELDS: &str = "SELECT api_name, builtin, CAST(portal AS text), CAST(choices AS text) FROM fields
     WHERE tenant_id = $1 AND module = 'cases' AND active AND portal_capable";

/// A new contact: firm, id, first name, last name, name to sort by, what is searched, address, telephone, its digits, now.
pub const NEW_CONTACT: &str =
    "INSERT INTO contacts (tenant_id, id, first_name, last_name, sort_name, search_text, email, phone, tags, email_opt_out,
        portal_user, custom, email_key, phone_key, created_at, updated_at, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '[]', false, false, '{}', $7, $9, $10, $10, 1)";
/// Its place in the search index on SQLite, as [`NEW_PLACE`].
pub const NEW_CONTACT_PLACE: &str = "INSERT INTO search_places (place, tenant_id, kind, record_id)
     SELECT coalesce(max(place) + 1, ?1), ?3, 0, ?4 FROM search_places WHERE place BETWEEN ?1 AND ?2";
/// All contacts: firm.
pub const ALL_CONTACTS: &str = "SELECT first_name, last_name, email, phone FROM contacts
     WHERE tenant_id = $1 AND deleted_at IS NULL ORDER BY id";
