//! The operator's commands, from the outside.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};

use super::{Server, demo, zaguan};

pub fn run(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

#[test]
fn a_bad_value_stops_the_start_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value) in [
        ("ZAGUAN_BIND", "everywhere"),
        ("ZAGUAN_METRICS_BIND", "9100"),
        ("ZAGUAN_PUBLIC_URL", "crm.example"),
        ("ZAGUAN_DATABASE_URL", "mysql://x"),
        ("ZAGUAN_SMTP_URL", "https://x"),
        ("ZAGUAN_SQLITE_READERS", "0"),
        ("ZAGUAN_SQLITE_READERS", "many"),
        ("ZAGUAN_WORKERS", "100000"),
        ("ZAGUAN_SECRET_FILE", ""),
        ("ZAGUAN_REQUESTS_PER_TENANT", "-1"),
        ("ZAGUAN_LOG", "a=b=c"),
    ] {
        let (code, said) = run(zaguan(folder.path()).arg("serve").env(name, value));
        assert_eq!(code, Some(1), "{name}: {said}");
        assert!(said.contains(name) && said.trim().lines().count() == 1, "{name}: {said}");
    }
    assert!(!folder.path().join("data").exists(), "nothing was made");
    std::fs::write(folder.path().join("zaguan.toml"), "bnid = \"x\"").unwrap();
    let (code, said) = run(zaguan(folder.path()).arg("serve"));
    assert_eq!(code, Some(1));
    assert!(said.contains("bnid"), "{said}");
}

#[test]
fn usage_is_two_and_help_lists_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(zaguan(folder.path()).arg("fly")).0, Some(2));
    let (code, said) = run(zaguan(folder.path()).args(["serve", "--help"]));
    assert_eq!(code, Some(0));
    for part in ["ZAGUAN_BIND", "127.0.0.1:8080", "ZAGUAN_SMTP_URL"] {
        assert!(said.contains(part), "{part}");
    }
}

#[test]
fn demo_data_goes_into_an_empty_database_only_and_check_is_content_with_it() {
    let folder = demo();
    let (code, said) = run(zaguan(folder.path()).arg("demo"));
    assert_eq!(code, Some(1), "{said}");
    let (code, said) = run(zaguan(folder.path()).arg("check"));
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = run(zaguan(folder.path()).arg("migrate"));
    assert_eq!((code, said.contains("up to date")), (Some(0), true), "{said}");
}

#[test]
fn demo_makes_as_many_firms_as_it_is_told_and_refuses_nonsense() {
    let folder = tempfile::tempdir().unwrap();
    for (flag, value) in
        [("--tenants", "0"), ("--tenants", "1001"), ("--contacts", "10000001"), ("--cases", "99999999")]
    {
        let (code, said) = run(zaguan(folder.path()).args(["demo", flag, value]));
        assert_eq!(code, Some(2), "{flag} {value}: {said}");
        assert!(said.contains(flag) && said.contains(value) && said.trim().lines().count() == 1, "{said}");
    }
    assert!(!folder.path().join("data").exists(), "nothing was made");
    let (code, said) = run(zaguan(folder.path()).args(["demo", "--tenants", "1"]));
    assert_eq!((code, said.contains("marta@ferrer.example")), (Some(0), false), "{said}");
    let server = Server::start(folder.path(), &[]);
    server.owner();
    let rival = serde_json::json!({"email": "marta@ferrer.example", "password": "Zaguan-demo-2026"});
    assert_eq!(server.call("POST", "/api/v1/session", None, Some(&rival)).unwrap().0, 401);
}

#[test]
fn check_says_a_line_for_everything_and_fails_if_anything_is_wrong() {
    let folder = demo();
    let (code, said) = run(zaguan(folder.path()).arg("check"));
    assert_eq!(code, Some(0), "{said}");
    let what: Vec<&str> = said.lines().map(|line| line.strip_prefix("ok    ").unwrap_or(line)).collect();
    let all = [
        "data folder",
        "key",
        "mail settings",
        "database",
        "key and database",
        "integrity",
        "schema",
        "references",
        "counters",
        "jobs",
        "demo data",
    ];
    assert_eq!(what, all);
    let empty = tempfile::tempdir().unwrap();
    let (code, said) = run(zaguan(empty.path()).arg("check"));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("WRONG data folder") && said.contains("WRONG database"), "{said}");
    assert!(!empty.path().join("data").exists(), "it made something");
}

#[test]
fn a_second_server_on_one_sqlite_database_is_refused() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let (code, said) = run(zaguan(folder.path()).arg("serve").env("ZAGUAN_BIND", "127.0.0.1:1"));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("another") || said.contains("in use"), "{said}");
    drop(server);
}

#[test]
fn an_owner_can_be_created_and_a_weak_password_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let create = |password: &str| {
        run(zaguan(folder.path())
            .args([
                "owner",
                "create",
                "--firm",
                "Gestoría Girasol",
                "--slug",
                "girasol",
                "--name",
                "Rosa",
                "--email",
                "rosa@girasol.example",
            ])
            .env("ZAGUAN_OWNER_PASSWORD", password))
    };
    let (code, said) = create("password1234");
    assert_eq!((code, said.contains("password")), (Some(1), true), "{said}");
    assert_eq!(create("Tres-tristes-tigres-3").0, Some(0));
    let (code, said) = create("Tres-tristes-tigres-3");
    assert_eq!((code, said.contains("slug")), (Some(1), true), "{said}");
    let server = Server::start(folder.path(), &[]);
    let who = serde_json::json!({"email": "rosa@girasol.example", "password": "Tres-tristes-tigres-3"});
    assert_eq!(server.call("POST", "/api/v1/session", None, Some(&who)).unwrap().0, 200);
}

#[test]
fn a_wrong_key_or_a_broken_database_is_not_touched() {
    let folder = demo();
    let key = folder.path().join("data/secret.key");
    let good = std::fs::read(&key).unwrap();
    std::fs::write(&key, "nonsense").unwrap();
    assert_eq!(run(zaguan(folder.path()).arg("serve")).0, Some(1));
    std::fs::write(&key, good).unwrap();
    let database = folder.path().join("data/zaguan.db");
    let broken = b"this is no database".repeat(100);
    std::fs::write(&database, &broken).unwrap();
    let (code, said) = run(zaguan(folder.path()).arg("serve"));
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(std::fs::read(&database).unwrap(), broken);
}

#[test]
fn metrics_can_have_an_address_that_the_world_does_not_reach() {
    let folder = demo();
    let address = format!("127.0.0.1:{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port());
    let beside = Server::start(folder.path(), &[]);
    let (status, numbers) = beside.call("GET", "/metrics", None, None).unwrap();
    assert_eq!((status, numbers.contains("zaguan_http_seconds")), (200, true), "{numbers:.200}");
    beside.call("BREW", "/coffee", None, None);
    let (_, numbers) = beside.call("GET", "/metrics", None, None).unwrap();
    assert!(numbers.contains("method=\"other\"") && !numbers.contains("BREW"), "a method is one of few words");
    assert_eq!(beside.stop(), Some(0));
    let apart = Server::start(folder.path(), &[("ZAGUAN_METRICS_BIND", &address)]);
    assert_eq!(apart.call("GET", "/metrics", None, None).unwrap().0, 404);
    let mut stream = TcpStream::connect(&address).unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("zaguan_http_seconds"), "{text:.200}");
}

#[test]
fn what_is_made_is_for_the_eyes_of_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = demo();
    let mut looked = 0;
    let mut rest = vec![folder.path().join("data")];
    while let Some(path) = rest.pop() {
        let found = std::fs::metadata(&path).unwrap();
        assert_eq!(found.permissions().mode() & 0o077, 0, "{}", path.display());
        looked += 1;
        if found.is_dir() {
            rest.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    assert!(looked >= 3, "{looked}");
}

#[test]
fn a_server_stops_also_if_nobody_reads_its_log_any_more() {
    let folder = demo();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut child = zaguan(folder.path())
        .arg("serve")
        .env("ZAGUAN_BIND", format!("127.0.0.1:{port}"))
        .env("ZAGUAN_LOG", "info")
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut reader, &mut line).unwrap();
    drop(reader);
    let mut server = Server { child, port };
    let ready = || server.call("GET", "/readyz", None, None).is_some_and(|(status, _)| status == 200);
    assert!((0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        ready()
    }));
    assert!(Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap().success());
    let ended = (0..300).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        server.child.try_wait().unwrap()
    });
    assert_eq!(ended.and_then(|status| status.code()), Some(0));
}
