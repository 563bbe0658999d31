//! How many statements a request costs, counted in the server's own log. What each may cost at most stands in
//! docs/decisions/0009-speed.md.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use super::{Server, demo};

/// The lines of the log.
fn lines(log: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(log).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Statements of the last request that was answered.
fn statements_of_last(log: &Path) -> Vec<String> {
    let lines = lines(log);
    let answered = lines.iter().rev().find(|line| line["message"] == "answered").unwrap();
    let mine =
        |line: &&Value| line["message"] == "statement" && line["span"]["trace_id"] == answered["span"]["trace_id"];
    lines.iter().filter(mine).map(|line| line["sql"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn hot_requests_cost_few_statements() {
    let folder = demo();
    let log = folder.path().join("log");
    let file = std::fs::File::create(&log).unwrap();
    let level = ("ZAGUAN_LOG", "error,zaguan_api=info,zaguan_domain::sql=trace");
    let server = Server::start_with_log(folder.path(), &[level], Stdio::from(file));
    let (owner, client) = (server.owner(), server.client());
    let first = |path: &str, token: &str| -> Value {
        let page = server.call("GET", path, Some(token), None).unwrap().1;
        serde_json::from_str::<Value>(&page).unwrap()["items"][0].take()
    };
    let case = first("/api/v1/cases?limit=1", &owner);
    let own = first("/api/portal/v1/costa-clara/cases?limit=1", &client);
    let organisation = first("/api/v1/organisations?limit=1", &owner);
    let one = |folder: &str, record: &Value| format!("{folder}/{}", record["id"].as_str().unwrap());
    let (new_case, new_contact, new_organisation) = (
        json!({ "subject": "Count me", "contact_id": case["contact_id"] }),
        json!({ "last_name": "Counted", "organisation_id": organisation["id"] }),
        json!({ "name": "Counted" }),
    );
    let portal = "/api/portal/v1/costa-clara/cases";
    let contact = format!("/api/v1/contacts/{}", case["contact_id"].as_str().unwrap());
    let filtered =
        format!("/api/v1/contacts?q=mar&filter%5Borganisation_id%5D={}", organisation["id"].as_str().unwrap());
    let (read_mark, seen) =
        (format!("{}/read-mark", one("/api/v1/cases", &case)), json!({ "up_to": "2090-01-01T00:00:00Z" }));
    for (method, path, token, body, most) in [
        // Where nothing is unread any more.
        ("PUT", read_mark.as_str(), &owner, Some(&seen), 1),
        ("GET", one("/api/v1/cases", &case).as_str(), &owner, None, 1),
        ("GET", "/api/v1/cases?limit=50", &owner, None, 1),
        ("GET", "/api/v1/cases?filter%5Bstatus%5D=open,closed&sort=number", &owner, None, 1),
        ("GET", "/api/v1/cases?limit=50&count=true", &owner, None, 2),
        // How many hold the pieces decides how the page is found.
        ("GET", "/api/v1/cases?q=agua", &owner, None, 2),
        ("GET", "/api/v1/cases?q=C-000012", &owner, None, 2),
        ("GET", "/api/v1/case-counts", &owner, None, 1),
        ("GET", &contact, &owner, None, 1),
        ("GET", "/api/v1/contacts?limit=50", &owner, None, 1),
        ("GET", "/api/v1/contacts?limit=50&sort=-created_at", &owner, None, 1),
        ("GET", "/api/v1/contacts?q=mar", &owner, None, 1),
        ("GET", "/api/v1/contacts?q=carmen%20example&sort=-last_name", &owner, None, 1),
        ("GET", "/api/v1/contacts?q=ma", &owner, None, 1),
        ("GET", "/api/v1/contacts?q=mar&count=true", &owner, None, 2),
        ("GET", &filtered, &owner, None, 2),
        ("GET", one("/api/v1/organisations", &organisation).as_str(), &owner, None, 1),
        ("GET", "/api/v1/organisations?limit=50", &owner, None, 1),
        ("GET", "/api/v1/organisations?q=cos", &owner, None, 1),
        ("GET", &format!("{portal}?filter%5Bstatus%5D=open,in_progress"), &client, None, 1),
        ("GET", &format!("{portal}?q=agua&count=true"), &client, None, 2),
        ("GET", one(portal, &own).as_str(), &client, None, 1),
        // Contact, default assignee, counters, case, its place in the index and what stands there, the case as it is read,
        // audit, event.
        ("POST", "/api/v1/cases", &owner, Some(&new_case), 9),
        // Organisation, contact, its neighbours in the index, its place and what stands there, the contact as it is read, audit, counters,
        // event.
        ("POST", "/api/v1/contacts", &owner, Some(&new_contact), 9),
        ("POST", "/api/v1/organisations", &owner, Some(&new_organisation), 8),
        // The contact, the page, and for all names together one of each kind of thing at most.
        ("GET", &format!("{contact}/timeline"), &owner, None, 9),
        // One of each kind, and on SQLite how many cases hold the words.
        ("GET", "/api/v1/search?q=mar", &owner, None, 4),
    ] {
        // The first one may have to look up session, firm and fields, and which pieces are rare.
        for _ in 0..2 {
            let (status, body) = server.call(method, path, Some(token), body).unwrap();
            assert!(status < 300, "{path}: {body}");
        }
        let statements = statements_of_last(&log);
        assert!((1..=most).contains(&statements.len()), "{method} {path}: {statements:#?}");
    }
    // One change to many cases: those held, the fields (two), the cases as they were, the change, the cases as they are, what is kept,
    // audit, counters, events. The same for one as for forty.
    let page = server.call("GET", "/api/v1/cases?limit=40", Some(&owner), None).unwrap().1;
    let page: Value = serde_json::from_str(&page).unwrap();
    let ids: Vec<&Value> = page["items"].as_array().unwrap().iter().map(|case| &case["id"]).collect();
    for (ids, priority) in [(&ids[..1], "urgent"), (&ids[..1], "low"), (&ids[..], "high")] {
        let change = json!({ "action": "set_priority", "priority": priority, "ids": ids });
        let (status, body) = server.call("POST", "/api/v1/case-bulk-changes", Some(&owner), Some(&change)).unwrap();
        assert!(status < 300, "{body}");
        let statements = statements_of_last(&log);
        assert!((1..=10).contains(&statements.len()), "{} cases: {statements:#?}", ids.len());
    }
}
