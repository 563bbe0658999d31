//! The ledger: what the server acknowledged is there after it was killed, once and whole.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Server, demo};

const ROUNDS: u64 = 20;
const WRITERS: usize = 4;

#[test]
fn twenty_kills_lose_no_acknowledged_write_and_double_none() {
    let folder = demo();
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let server = Server::start(folder.path(), &[]);
        let owner = server.owner();
        if round == 0 {
            // What the demo wrote counts as acknowledged.
            acknowledged = subjects(&server, &owner).into_iter().map(|(number, _)| number).collect();
        }
        let (ledger, stop) = (Mutex::new(Vec::new()), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (server, owner, ledger, stop) = (&server, &owner, &ledger, &stop);
                scope.spawn(move || {
                    for turn in 0..10_000 {
                        if stop.load(Ordering::Relaxed) {
                            return;
                        }
                        let body = json!({"subject": format!("{round}-{writer}-{turn}"), "description": "ledger"});
                        // Written down before it counts; a cut connection acknowledges nothing.
                        if let Some((201, answer)) = server.call("POST", "/api/v1/cases", Some(owner), Some(&body)) {
                            let case: Value = serde_json::from_str(&answer).unwrap();
                            ledger.lock().unwrap().push(case["number"].as_str().unwrap().to_owned());
                        }
                    }
                });
            }
            // Another moment each round, while all of them write.
            std::thread::sleep(Duration::from_millis(40 + 13 * round));
            let pid = server.child.id().to_string();
            assert!(std::process::Command::new("kill").args(["-9", &pid]).status().unwrap().success());
            stop.store(true, Ordering::Relaxed);
        });
        acknowledged.extend(ledger.into_inner().unwrap());
        server.kill();
    }
    let server = Server::start(folder.path(), &[]);
    let there = subjects(&server, &server.owner());
    let numbers: BTreeSet<&String> = there.iter().map(|(number, _)| number).collect();
    assert_eq!(numbers.len(), there.len(), "a number was given twice");
    let lost: Vec<&String> = acknowledged.iter().filter(|number| !numbers.contains(number)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let written: Vec<&String> =
        there.iter().map(|(_, subject)| subject).filter(|subject| subject.matches('-').count() == 2).collect();
    let unique: BTreeSet<&&String> = written.iter().collect();
    assert_eq!(unique.len(), written.len(), "something was written twice");
    assert!(written.len() > ROUNDS as usize, "the writers wrote {} cases only", written.len());
    let last = there.iter().map(|(number, _)| number).max().unwrap();
    assert_eq!(*last, format!("C-{:06}", there.len()), "numbers have gaps");
}

/// Number and subject of every case.
fn subjects(server: &Server, owner: &str) -> Vec<(String, String)> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let (status, body) =
            server.call("GET", &format!("/api/v1/cases?limit=200&sort=number{after}"), Some(owner), None).unwrap();
        assert_eq!(status, 200, "{body}");
        let page: Value = serde_json::from_str(&body).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        all.extend(
            page["items"].as_array().unwrap().iter().map(|case| (text(&case["number"]), text(&case["subject"]))),
        );
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return all,
        }
    }
}
