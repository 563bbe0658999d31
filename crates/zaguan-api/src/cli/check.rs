//! `zaguan check`: what the server needs, one line each, with advice where something lacks.

use std::os::unix::fs::PermissionsExt as _;

use zaguan_domain::platform::db::{Db, DbError, DbOptions};
use zaguan_domain::platform::secrets::Secrets;
use zaguan_domain::platform::start;

use super::config::Options;

struct Finding {
    what: &'static str,
    wrong: Option<String>,
}

/// Looks at everything, changes nothing. Fails if anything lacks.
#[expect(clippy::print_stdout, reason = "the report is what the command is for")]
pub async fn check(options: &Options) -> anyhow::Result<()> {
    let mut findings = vec![data_dir(options), key(options), mail(options)];
    findings.extend(database(options).await);
    let wrong = findings.iter().filter(|finding| finding.wrong.is_some()).count();
    for Finding { what, wrong } in &findings {
        match wrong {
            None => println!("ok    {what}"),
            Some(why) => println!("WRONG {what}: {why}"),
        }
    }
    anyhow::ensure!(wrong == 0, "{wrong} of {} checks failed", findings.len());
    Ok(())
}

fn finding(what: &'static str, wrong: Option<String>) -> Finding {
    Finding { what, wrong }
}

fn data_dir(options: &Options) -> Finding {
    let path = &options.data_dir;
    let wrong = match std::fs::metadata(path) {
        Ok(found) if !found.is_dir() => Some(format!("{} is no folder", path.display())),
        Ok(found) if found.permissions().readonly() => Some(format!("{} cannot be written to", path.display())),
        Ok(_) => None,
        Err(error) => Some(format!("{}: {error}. `zaguan serve` makes it", path.display())),
    };
    finding("data folder", wrong)
}

fn key(options: &Options) -> Finding {
    let path = options.secret_file();
    let wrong = match std::fs::metadata(&path) {
        Err(error) => Some(format!(
            "{}: {error}. `zaguan serve` makes it; for an existing database restore it from the backup",
            path.display()
        )),
        Ok(found) if found.permissions().mode() & 0o077 != 0 => {
            Some(format!("others can read {}: run chmod 600 on it", path.display()))
        }
        Ok(_) => Secrets::read(&path).err().map(|error| error.to_string()),
    };
    finding("key", wrong)
}

fn mail(options: &Options) -> Finding {
    finding("mail settings", options.mailer().err().map(|error| error.to_string()))
}

async fn database(options: &Options) -> Vec<Finding> {
    let url = options.database_url();
    if let Some(path) = url.strip_prefix("sqlite://")
        && !std::path::Path::new(path).exists()
    {
        return vec![finding("database", Some("there is no database yet. `zaguan serve` makes it".into()))];
    }
    let db = match Db::open(&url, &DbOptions::default()).await {
        Ok(db) => db,
        Err(DbError::Locked(_)) => {
            return vec![finding("database", Some("a server is running on it. Stop it, or look at /readyz".into()))];
        }
        Err(error) => return vec![finding("database", Some(error.to_string()))],
    };
    let fits = start::compare(&db, &options.secret_file()).await.err().map(|error| error.to_string());
    let answers = db.ping().await.err().map(|error| error.to_string());
    let pending = match db.pending_migrations().await {
        Ok(names) if names.is_empty() => None,
        Ok(names) => Some(format!("not applied: {}. Run `zaguan migrate`", names.join(", "))),
        Err(error) => Some(error.to_string()),
    };
    let sound = db.integrity().await.err().map(|error| format!("{error}. Restore the last backup"));
    db.close().await;
    vec![
        finding("database", answers),
        finding("key and database belong together", fits),
        finding("schema", pending),
        finding("integrity", sound),
    ]
}
