//! Looking a database over for `zaguan check`, across all firms. Changes nothing.

use std::path::Path;

use sea_orm::{ConnectionTrait as _, Statement};

use super::db::{Cx, Db, DbError};
use super::{migrate, start};

/// What was looked at, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub verdict: Verdict,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// A person should know, and the server runs.
    Note(String),
    /// Not as it should be, with what to do.
    Wrong(String),
}

impl Finding {
    /// Wrong, if there is something to say, else fine.
    pub fn new(what: &'static str, wrong: Option<String>) -> Self {
        Self { what, verdict: wrong.map_or(Verdict::Fine, Verdict::Wrong) }
    }
}

/// Firms whose counters are missing or behind what was handed out.
const COUNTERS: &str = "\
    SELECT t.slug AS found FROM tenants t LEFT JOIN tenant_counters c ON c.tenant_id = t.id \
    WHERE c.tenant_id IS NULL \
    OR c.case_number < COALESCE((SELECT MAX(number) FROM cases WHERE cases.tenant_id = t.id), 0) \
    OR c.event_seq < COALESCE((SELECT MAX(seq) FROM events WHERE events.tenant_id = t.id), 0)";

/// Jobs that were given up.
const DEAD_JOBS: &str = "SELECT kind AS found FROM jobs WHERE dead = TRUE";

/// Mails that wait for a job that is not there.
const STRANDED_MAILS: &str = "\
    SELECT kind AS found FROM mails WHERE state = 'queued' \
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.subject_id = mails.id AND jobs.dead = FALSE)";

/// The mark of demo data that is not whole.
const UNFINISHED_DEMO: &str = "SELECT name AS found FROM marks WHERE name = 'demo'";

/// Looks at a database and at the key in the file `key`.
pub async fn database(db: &Db, key: &Path) -> Vec<Finding> {
    if let Err(error) = db.ping().await {
        return vec![Finding::new("database", Some(error.to_string()))];
    }
    let mut findings = vec![
        Finding::new("database", None),
        Finding::new("key and database", start::compare(db, key).await.err().map(|error| error.to_string())),
    ];
    if let Some(sql) = db.dialect().integrity_sql() {
        findings.push(Finding::new("integrity", integrity(db, sql).await));
    }
    let schema = schema(db).await;
    let current = schema.is_none();
    findings.push(Finding::new("schema", schema));
    if current {
        findings.push(Finding::new("references", references(db).await));
        findings.push(Finding::new("counters", counters(db).await));
        findings.push(noted("jobs", jobs(db).await));
        findings.push(noted("demo data", demo(db).await));
    }
    findings
}

/// A person should know of what there is to say; not being able to look is wrong.
fn noted(what: &'static str, note: Result<Option<String>, DbError>) -> Finding {
    let verdict = match note {
        Ok(None) => Verdict::Fine,
        Ok(Some(note)) => Verdict::Note(note),
        Err(error) => Verdict::Wrong(error.to_string()),
    };
    Finding { what, verdict }
}

async fn schema(db: &Db) -> Option<String> {
    match db.pending_migrations().await {
        Ok(names) if names.is_empty() => None,
        Ok(names) => Some(format!("not applied: {}. Run `zaguan migrate`", names.join(", "))),
        Err(error) => Some(error.to_string()),
    }
}

async fn integrity(db: &Db, sql: &'static str) -> Option<String> {
    match texts(db, sql, "integrity_check").await {
        Ok(found) if found == ["ok"] => None,
        Ok(found) => Some(format!("damaged: {}. Restore the last backup", few(&found))),
        Err(error) => Some(format!("{error}. Restore the last backup")),
    }
}

async fn references(db: &Db) -> Option<String> {
    match texts(db, db.dialect().broken_references_sql(), "table").await {
        Ok(found) if found.is_empty() => None,
        Ok(found) => Some(format!("broken, or not watched, in {}. Restore the last backup", few(&found))),
        Err(error) => Some(error.to_string()),
    }
}

async fn counters(db: &Db) -> Option<String> {
    match texts(db, COUNTERS, "found").await {
        Ok(found) if found.is_empty() => None,
        Ok(found) => Some(format!("behind the numbers that were given at {}. Restore the last backup", few(&found))),
        Err(error) => Some(error.to_string()),
    }
}

async fn jobs(db: &Db) -> Result<Option<String>, DbError> {
    let dead = texts(db, DEAD_JOBS, "found").await?;
    let stranded = texts(db, STRANDED_MAILS, "found").await?;
    Ok(match (dead.len(), stranded.len()) {
        (0, 0) => None,
        (dead, stranded) => {
            Some(format!("{dead} given up (see jobs.last_error), {stranded} mails wait for a job that is not there"))
        }
    })
}

async fn demo(db: &Db) -> Result<Option<String>, DbError> {
    let unfinished = !texts(db, UNFINISHED_DEMO, "found").await?.is_empty();
    Ok(unfinished.then(|| "it is not whole: run `zaguan demo` again, which removes it first".to_owned()))
}

/// One column of text.
async fn texts(db: &Db, sql: &'static str, column: &'static str) -> Result<Vec<String>, DbError> {
    db.read(async move |cx: &Cx| -> Result<Vec<String>, DbError> {
        // An SQLite connection from before the tables were made learns of them by a statement that reads one; a PRAGMA
        // by itself looks at those tables only that its connection knows, and would find nothing wrong.
        migrate::has_table(cx, "tenants").await?;
        let rows = cx.query_all_raw(Statement::from_string(cx.get_database_backend(), sql)).await?;
        rows.iter().map(|row| row.try_get("", column).map_err(DbError::from)).collect()
    })
    .await
}

/// The first few of them, each once.
fn few(found: &[String]) -> String {
    let mut names: Vec<&str> = found.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    let more = if names.len() > 3 { " and others" } else { "" };
    format!("{}{more}", names.iter().take(3).copied().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::db::testkit::TestDb;
    use super::super::dialect::Dialect;
    use super::*;
    use crate::testkit;

    /// What is not fine, after these statements on a database with a firm in it.
    async fn found_after(test: &TestDb, sql: &'static str) -> Vec<Finding> {
        test.run(sql).await;
        let key = std::env::temp_dir().join("no-such-key");
        let found = database(&test.db, &key).await;
        assert!(found.len() >= 7, "{found:?}");
        // The key is a test of its own: this database was not made by a start.
        found.into_iter().filter(|it| it.verdict != Verdict::Fine && it.what != "key and database").collect()
    }

    async fn with_a_firm(test: &TestDb) {
        let app = testkit::app(test);
        testkit::firm(&app, "girasol").await;
    }

    #[tokio::test]
    async fn what_is_in_order_is_fine() {
        for test in TestDb::each().await {
            with_a_firm(&test).await;
            assert_eq!(found_after(&test, "SELECT 1").await, [], "{:?}", test.db);
        }
    }

    #[tokio::test]
    async fn counters_behind_what_was_given_are_wrong() {
        for sql in ["UPDATE tenant_counters SET event_seq = -1", "DELETE FROM tenant_counters"] {
            for test in TestDb::each().await {
                with_a_firm(&test).await;
                let found = found_after(&test, sql).await;
                let wrong = matches!(&found[..], [Finding { what: "counters", verdict: Verdict::Wrong(why) }] if why.contains("girasol"));
                assert!(wrong, "{found:?} on {:?}", test.db);
            }
        }
    }

    #[tokio::test]
    async fn a_reference_without_its_row_is_wrong() {
        for test in TestDb::each().await {
            with_a_firm(&test).await;
            let sql = match test.db.dialect() {
                Dialect::Lite => "DELETE FROM field_blocks",
                Dialect::Pg => {
                    "ALTER TABLE fields DROP CONSTRAINT fields_block_id_fk; \
                     ALTER TABLE fields ADD CONSTRAINT fields_block_id_fk FOREIGN KEY (tenant_id, block_id) \
                     REFERENCES field_blocks (tenant_id, id) NOT VALID"
                }
            };
            let found = found_after(&test, sql).await;
            let wrong = matches!(&found[..], [Finding { what: "references", verdict: Verdict::Wrong(why) }] if why.contains("fields"));
            assert!(wrong, "{found:?} on {:?}", test.db);
        }
    }

    #[tokio::test]
    async fn jobs_that_were_given_up_and_a_demo_that_is_not_whole_are_noted() {
        for test in TestDb::each().await {
            with_a_firm(&test).await;
            let sql = match test.db.dialect() {
                Dialect::Lite => {
                    "INSERT INTO jobs SELECT randomblob(16), id, 'mail.send', id, created_at, 16, NULL, 'x', TRUE, created_at \
                     FROM tenants; INSERT INTO marks VALUES ('demo', x'5b5d')"
                }
                Dialect::Pg => {
                    "INSERT INTO jobs SELECT gen_random_uuid(), id, 'mail.send', id, created_at, 16, NULL, 'x', TRUE, created_at \
                     FROM tenants; INSERT INTO marks VALUES ('demo', '[]')"
                }
            };
            let found = found_after(&test, sql).await;
            let what: Vec<_> = found.iter().map(|it| (it.what, matches!(it.verdict, Verdict::Note(_)))).collect();
            assert_eq!(what, [("jobs", true), ("demo data", true)], "{found:?} on {:?}", test.db);
        }
    }

    #[tokio::test]
    async fn an_empty_database_is_told_to_be_migrated() {
        let test = TestDb::lite_empty(&crate::platform::db::DbOptions::default()).await;
        let found = database(&test.db, Path::new("no-such-key")).await;
        let schema = found.iter().find(|it| it.what == "schema").unwrap();
        assert!(matches!(&schema.verdict, Verdict::Wrong(why) if why.contains("zaguan migrate")), "{found:?}");
    }
}
