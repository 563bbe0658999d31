//! Live streams over a real connection.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{Server, demo};

const CASES: &str = "/api/portal/v1/costa-clara/cases";

#[test]
#[expect(clippy::disallowed_methods, reason = "how long an event takes is what is tested")]
fn a_case_from_the_portal_is_told_to_staff_within_two_seconds_and_to_its_client() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let (owner, client) = (server.owner(), server.client());
    let mut staff_hears = server.listen("/api/v1/events", &owner);
    let mut client_hears = server.listen("/api/portal/v1/costa-clara/events", &client);
    let began = Instant::now();
    let (status, case) =
        server.call("POST", CASES, Some(&client), Some(&json!({"subject": "s", "description": "d"}))).unwrap();
    assert_eq!(status, 201, "{case}");
    let case: serde_json::Value = serde_json::from_str(&case).unwrap();
    let event = staff_hears.wait_for("case.created").unwrap();
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!(event["subject_id"], case["id"]);
    assert_eq!(client_hears.wait_for("case.created").unwrap()["subject_id"], case["id"]);
}

#[test]
fn clients_hear_of_their_cases_and_of_nothing_else() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let (owner, client) = (server.owner(), server.client());
    let (_, contact) =
        server.call("POST", "/api/v1/contacts", Some(&owner), Some(&json!({"last_name": "Gil"}))).unwrap();
    let mut client_hears = server.listen("/api/portal/v1/costa-clara/events", &client);
    server.call("POST", "/api/v1/contacts", Some(&owner), Some(&json!({"last_name": "Otro"}))).unwrap();
    server.call("POST", CASES, Some(&client), Some(&json!({"subject": "s", "description": "d"}))).unwrap();
    // The first thing that the client hears is the own case: of contacts nothing is told.
    let first = client_hears.wait_for("case.created").unwrap();
    assert!(!contact.contains(first["subject_id"].as_str().unwrap()));
    let (_, other) =
        server.call("POST", CASES, Some(&client), Some(&json!({"subject": "t", "description": "d"}))).unwrap();
    let other: serde_json::Value = serde_json::from_str(&other).unwrap();
    let change = |id: &serde_json::Value, body| {
        let path = format!("/api/v1/cases/{}", id.as_str().unwrap());
        assert_eq!(server.call("PATCH", &path, Some(&owner), Some(&body)).unwrap().0, 200);
    };
    change(&first["subject_id"], json!({"category": "billing"}));
    change(&other["id"], json!({"priority": "high"}));
    // Nor of a change that the field matrix hides.
    assert_eq!(client_hears.wait_for("case.updated").unwrap()["subject_id"], other["id"]);
}

#[test]
fn a_session_opens_no_more_streams_than_it_can_need() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let owner = server.owner();
    let mut open: Vec<_> = (0..17).map(|_| server.listen("/api/v1/events", &owner)).collect();
    assert_eq!(
        server.call("POST", "/api/v1/contacts", Some(&owner), Some(&json!({"last_name": "Gil"}))).unwrap().0,
        201
    );
    // The newest hears; the oldest has made room for it.
    assert!(open[16].wait_for("contact.created").is_some());
    assert!(open[1].wait_for("contact.created").is_some());
    assert!(open[0].wait_for("contact.created").is_none(), "it has ended");
}

#[test]
fn who_comes_back_hears_what_was_missed_once_and_in_order() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let (owner, client) = (server.owner(), server.client());
    let open = |subject: &str| {
        let body = json!({"subject": subject, "description": "d"});
        let (_, case) = server.call("POST", CASES, Some(&client), Some(&body)).unwrap();
        serde_json::from_str::<serde_json::Value>(&case).unwrap()["id"].clone()
    };
    let mut hears = server.listen("/api/v1/events", &owner);
    open("before");
    let seq = hears.wait_for("case.created").unwrap()["seq"].as_i64().unwrap();
    let last = hears.last.clone();
    assert_eq!(last, seq.to_string());
    drop(hears);
    let missed = [open("one"), open("two")];
    let mut again = server.listen_after("/api/v1/events", &owner, Some(&last));
    let live = open("three");
    for wanted in missed.into_iter().chain([live]) {
        assert_eq!(again.wait_for("case.created").unwrap()["subject_id"], wanted);
    }
}

#[test]
fn a_client_cannot_read_off_the_stream_how_much_happens_at_the_firm() {
    const EVENTS: &str = "/api/portal/v1/costa-clara/events";
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let (owner, client) = (server.owner(), server.client());
    let open = |subject: &str| {
        let (_, case) =
            server.call("POST", CASES, Some(&client), Some(&json!({"subject": subject, "description": "d"}))).unwrap();
        serde_json::from_str::<serde_json::Value>(&case).unwrap()["id"].clone()
    };
    let mut hears = server.listen(EVENTS, &client);
    let began = hears.last.clone();
    open("before");
    let event = hears.wait_for("case.created").unwrap();
    let last = hears.last.clone();
    drop(hears);
    assert_eq!(event.as_object().unwrap().keys().collect::<Vec<_>>(), ["kind", "subject_id"]);
    for id in [&began, &last] {
        assert!(id.len() > 40 && id.parse::<i64>().is_err(), "{id}");
    }
    // Nothing happens in between, and still two beginnings cannot be told from two places.
    assert_ne!(server.listen(EVENTS, &client).last, server.listen(EVENTS, &client).last);

    // The id leads back to where the client was …
    let missed = open("missed");
    let mut again = server.listen_after(EVENTS, &client, Some(&last));
    assert_eq!(again.wait_for("case.created").unwrap()["subject_id"], missed);
    drop(again);
    // … one that was made up, or is for staff, leads nowhere: the stream begins now.
    let damaged = format!("{}{}", &last[..last.len() - 1], if last.ends_with('A') { 'B' } else { 'A' });
    let staff = server.listen("/api/v1/events", &owner).last;
    for forged in ["0", "1", &staff, &damaged] {
        let mut hears = server.listen_after(EVENTS, &client, Some(forged));
        let now = open("now");
        assert_eq!(hears.wait_for("case.created").unwrap()["subject_id"], now, "{forged}");
    }
}

#[test]
fn a_stream_ends_with_its_session() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let owner = server.owner();
    let stream = server.listen("/api/v1/events", &owner);
    assert_eq!(server.call("DELETE", "/api/v1/session", Some(&owner), None).unwrap().0, 204);
    assert!(stream.ends());
}

#[test]
fn a_server_that_is_told_to_stop_ends_its_streams_and_says_goodbye() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let stream = server.listen("/api/v1/events", &server.owner());
    assert_eq!(server.stop(), Some(0));
    assert!(stream.ends());
}

/// Events cross instances through the database; SQLite has one instance only.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how long an event takes is what is tested; the tests are told of PostgreSQL by a variable"
)]
fn a_case_on_one_instance_is_told_on_the_other() {
    let Ok(maintenance) = std::env::var("ZAGUAN_TEST_POSTGRES_URL") else { return };
    let runtime = actix_web::rt::System::new();
    let Some(db) = runtime.block_on(zaguan_domain::platform::db::testkit::TestDb::pg()) else {
        panic!("no database at {maintenance}")
    };
    let folder = tempfile::tempdir().unwrap();
    let variables = [("ZAGUAN_DATABASE_URL", db.url())];
    assert!(super::zaguan(folder.path()).arg("demo").envs(variables).status().unwrap().success());
    let (one, other) = (Server::start(folder.path(), &variables), Server::start(folder.path(), &variables));
    let (owner, client) = (other.owner(), one.client());
    let mut hears = other.listen("/api/v1/events", &owner);
    let began = Instant::now();
    one.call("POST", CASES, Some(&client), Some(&json!({"subject": "s", "description": "d"}))).unwrap();
    hears.wait_for("case.created").unwrap();
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    // Signed out on one instance, dead on the other within a second.
    let token = one.owner();
    assert_eq!(other.call("GET", "/api/v1/me", Some(&token), None).unwrap().0, 200);
    one.call("DELETE", "/api/v1/session", Some(&token), None).unwrap();
    let began = Instant::now();
    while other.call("GET", "/api/v1/me", Some(&token), None).unwrap().0 == 200 {
        assert!(began.elapsed() < Duration::from_secs(1), "a session outlives its end");
    }
}

#[test]
fn what_somebody_has_read_is_told_to_their_own_windows_alone() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let (owner, agent, client) = (server.owner(), server.agent(), server.client());
    let (_, case) =
        server.call("POST", CASES, Some(&client), Some(&json!({"subject": "s", "description": "d"}))).unwrap();
    let case: serde_json::Value = serde_json::from_str(&case).unwrap();
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    let (mut owner_hears, mut agent_hears) =
        (server.listen("/api/v1/events", &owner), server.listen("/api/v1/events", &agent));
    let mut client_hears = server.listen("/api/portal/v1/costa-clara/events", &client);
    let (before, client_before) = (owner_hears.last.clone(), client_hears.last.clone());
    let mark = json!({"up_to": case["created_at"]});
    assert_eq!(server.call("PUT", &format!("{path}/read-mark"), Some(&owner), Some(&mark)).unwrap().0, 204);
    assert_eq!(owner_hears.wait_for("case.read").unwrap()["subject_id"], case["id"]);
    // The next thing that the others hear is the next that happens.
    let change = json!({"subject": "t"});
    assert_eq!(server.call("PATCH", &path, Some(&owner), Some(&change)).unwrap().0, 200);
    assert_eq!(agent_hears.next_kind().unwrap(), "case.updated");
    assert_eq!(client_hears.next_kind().unwrap(), "case.updated");
    // So it is for who comes back: all of them were away since before the mark.
    let again = |path: &str, token: &str, last: &str| server.listen_after(path, token, Some(last)).next_kind().unwrap();
    assert_eq!(again("/api/v1/events", &owner, &before), "case.read");
    assert_eq!(again("/api/v1/events", &agent, &before), "case.updated");
    assert_eq!(again("/api/portal/v1/costa-clara/events", &client, &client_before), "case.updated");
}
