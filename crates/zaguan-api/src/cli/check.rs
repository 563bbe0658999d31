//! `zaguan check`: what the server needs, one line each, with advice where something lacks.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use zaguan_domain::platform::check::{self, Finding, Verdict};
use zaguan_domain::platform::db::{Db, DbError, DbOptions};
use zaguan_domain::platform::secrets::Secrets;

use super::config::Options;

/// Looks at everything, changes nothing. Fails if anything lacks.
#[expect(clippy::print_stdout, reason = "the report is what the command is for")]
pub async fn check(options: &Options) -> anyhow::Result<()> {
    let mut findings = vec![data_dir(options), key(options), mail(options)];
    findings.extend(database(options).await);
    let wrong = findings.iter().filter(|finding| matches!(finding.verdict, Verdict::Wrong(_))).count();
    for Finding { what, verdict } in &findings {
        match verdict {
            Verdict::Fine => println!("ok    {what}"),
            Verdict::Note(note) => println!("note  {what}: {note}"),
            Verdict::Wrong(why) => println!("WRONG {what}: {why}"),
        }
    }
    anyhow::ensure!(wrong == 0, "{wrong} of {} checks failed", findings.len());
    Ok(())
}

fn data_dir(options: &Options) -> Finding {
    let path = &options.data_dir;
    let wrong = match std::fs::metadata(path) {
        Ok(found) if !found.is_dir() => Some(format!("{} is no folder", path.display())),
        Ok(_) => write_into(path).err().map(|error| format!("{} cannot be written to: {error}", path.display())),
        Err(error) => Some(format!("{}: {error}. `zaguan serve` makes it", path.display())),
    };
    Finding::new("data folder", wrong)
}

/// Writes a file and removes it: neither modes nor a read-only disk can be read off the folder.
fn write_into(folder: &Path) -> std::io::Result<()> {
    let file = folder.join(format!(".check-{}", std::process::id()));
    std::fs::write(&file, b"zaguan check")?;
    std::fs::remove_file(&file)
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
    Finding::new("key", wrong)
}

fn mail(options: &Options) -> Finding {
    Finding::new("mail settings", options.mailer().err().map(|error| error.to_string()))
}

async fn database(options: &Options) -> Vec<Finding> {
    let url = options.database_url();
    if let Some(path) = url.strip_prefix("sqlite://")
        && !Path::new(path).exists()
    {
        return vec![Finding::new("database", Some("there is no database yet. `zaguan serve` makes it".into()))];
    }
    let db = match Db::open(&url, &DbOptions::default()).await {
        Ok(db) => db,
        Err(DbError::Locked(_)) => {
            return vec![Finding::new(
                "database",
                Some("a server is running on it. Stop it, or look at /readyz".into()),
            )];
        }
        Err(error) => return vec![Finding::new("database", Some(error.to_string()))],
    };
    let findings = check::database(&db, &options.secret_file()).await;
    db.close().await;
    findings
}
