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
    let page = server.call("GET", "/api/v1/cases?limit=1", Some(&owner), None).unwrap().1;
    let page: Value = serde_json::from_str(&page).unwrap();
    let (case, contact) = (&page["items"][0]["id"], &page["items"][0]["contact_id"]);
    let case = format!("/api/v1/cases/{}", case.as_str().unwrap());
    let timeline = format!("/api/v1/contacts/{}/timeline", contact.as_str().unwrap());
    let new = json!({ "subject": "Count me", "contact_id": contact });
    let portal = "/api/portal/v1/costa-clara/cases?filter%5Bstatus%5D=open,in_progress";
    for (method, path, token, body, most) in [
        ("GET", case.as_str(), &owner, None, 1),
        ("GET", "/api/v1/contacts?limit=50", &owner, None, 1),
        ("GET", "/api/v1/contacts?q=mar", &owner, None, 1),
        ("GET", portal, &client, None, 1),
        // The contact, the page, and for all names together one of each kind of thing at most.
        ("GET", &timeline, &owner, None, 9),
        // One of each kind, and on SQLite how many cases hold the words.
        ("GET", "/api/v1/search?q=mar", &owner, None, 4),
        // Contact, default assignee, counters, case, on SQLite two for the search index, the case as it is read, audit,
        // event.
        ("POST", "/api/v1/cases", &owner, Some(&new), 9),
    ] {
        // The first one may have to look up session, firm and fields.
        for _ in 0..2 {
            let (status, body) = server.call(method, path, Some(token), body).unwrap();
            assert!(status < 300, "{path}: {body}");
        }
        let statements = statements_of_last(&log);
        assert!((1..=most).contains(&statements.len()), "{method} {path}: {statements:#?}");
    }
}
