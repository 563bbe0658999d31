//! The server's key and the database that was made with it.

use std::path::Path;
use std::process::Stdio;

use zaguan_domain::platform::db::testkit::TestDb;

use super::commands::run;
use super::{demo, zaguan};

/// The commands that need the database.
const COMMANDS: [&[&str]; 4] = [
    &["serve"],
    &["migrate"],
    &["demo"],
    &["owner", "create", "--firm", "Girasol", "--slug", "girasol", "--name", "Rosa", "--email", "rosa@girasol.example"],
];

/// Every command refuses with one sentence that says what to do; database and folder stay as they are.
fn all_refuse(folder: &Path, why: &str) {
    let data = folder.join("data");
    let names = || {
        let mut names: Vec<_> = std::fs::read_dir(&data).unwrap().map(|file| file.unwrap().file_name()).collect();
        // Empty, and there or not as the connections happened to be closed.
        names.retain(|name| !["zaguan.db-wal", "zaguan.db-shm"].iter().any(|other| name == other));
        names.sort();
        names
    };
    let before = (std::fs::read(data.join("zaguan.db")).unwrap(), names());
    for arguments in COMMANDS {
        let (code, said) = run(zaguan(folder).args(arguments).env("ZAGUAN_OWNER_PASSWORD", "Tres-tristes-tigres-3"));
        assert_eq!(code, Some(1), "{arguments:?}: {said}");
        assert!(said.contains(why) && said.contains("ZAGUAN_SECRET_FILE"), "{arguments:?}: {said}");
        assert_eq!(said.trim().lines().count(), 1, "{arguments:?}: {said}");
        assert!((std::fs::read(data.join("zaguan.db")).unwrap(), names()) == before, "{arguments:?} touched something");
    }
    let (code, said) = run(zaguan(folder).arg("check"));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.lines().any(|line| line.starts_with("WRONG") && line.contains(why)), "{said}");
}

#[test]
fn another_key_is_refused_by_every_command_and_changes_nothing() {
    let folder = demo();
    let key = folder.path().join("data/secret.key");
    let good = std::fs::read_to_string(&key).unwrap();
    std::fs::write(&key, "0123456789abcdef".repeat(4)).unwrap();
    all_refuse(folder.path(), "is not the one that the database was made with");
    std::fs::write(&key, good).unwrap();
    assert_eq!(run(zaguan(folder.path()).arg("migrate")).0, Some(0));
    assert_eq!(run(zaguan(folder.path()).arg("check")).0, Some(0));
}

#[test]
fn a_missing_key_is_not_replaced_beside_a_database_that_has_one() {
    let folder = demo();
    let (key, away) = (folder.path().join("data/secret.key"), folder.path().join("elsewhere.key"));
    std::fs::rename(&key, &away).unwrap();
    all_refuse(folder.path(), "is missing");
    assert!(!key.exists());
    let (code, said) = run(zaguan(folder.path()).arg("migrate").env("ZAGUAN_SECRET_FILE", &away));
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_key_that_is_there_first_is_used_for_a_new_database() {
    let folder = tempfile::tempdir().unwrap();
    let brought = folder.path().join("brought.key");
    std::fs::write(&brought, "0123456789abcdef".repeat(4)).unwrap();
    assert_eq!(run(zaguan(folder.path()).arg("migrate").env("ZAGUAN_SECRET_FILE", &brought)).0, Some(0));
    assert!(!folder.path().join("data/secret.key").exists());
    let (code, said) = run(zaguan(folder.path()).arg("migrate"));
    assert_eq!((code, said.contains("is missing")), (Some(1), true), "{said}");
}

/// Three machines, each with a data folder of its own, and one empty PostgreSQL.
#[test]
fn of_instances_that_start_at_once_with_keys_of_their_own_the_first_wins() {
    let runtime = actix_web::rt::System::new();
    for _ in 0..3 {
        let Some(db) = runtime.block_on(TestDb::pg_empty()) else { return };
        let machines: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
        let command = |folder: &Path| {
            let mut command = zaguan(folder);
            command.arg("migrate").env("ZAGUAN_DATABASE_URL", db.url());
            command
        };
        let started: Vec<_> = machines
            .iter()
            .map(|machine| command(machine.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        let ended: Vec<_> = started.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        let keys: Vec<_> = machines.iter().map(|machine| machine.path().join("data/secret.key")).collect();
        let won: Vec<usize> = (0..3).filter(|n| ended[*n].status.success()).collect();
        assert_eq!(won.len(), 1, "{ended:?}");
        for lost in (0..3).filter(|n| *n != won[0]) {
            let said = String::from_utf8_lossy(&ended[lost].stderr);
            assert_eq!(ended[lost].status.code(), Some(1), "{said}");
            assert!(said.contains("ZAGUAN_SECRET_FILE") && said.trim().lines().count() == 1, "{said}");
            assert!(!keys[lost].exists(), "a key that fits nothing is left");
            // Still refused, until it gets the key of the first.
            assert_eq!(run(&mut command(machines[lost].path())).0, Some(1));
            std::fs::copy(&keys[won[0]], &keys[lost]).unwrap();
            assert_eq!(run(&mut command(machines[lost].path())).0, Some(0));
        }
    }
}
