//! Imports outlive the server: killed at any moment, they go on and end as if nothing had been.

use std::time::Duration;

use serde_json::Value;

use super::{Server, demo};

const ROWS: usize = 6_000;
const KILLS: u64 = 6;

#[test]
fn a_killed_import_goes_on_where_it_was_and_so_does_its_undoing() {
    let folder = demo();
    let mut server = Server::start(folder.path(), &[]);
    let before = total(&server, "");
    let rows = (0..ROWS).map(|n| format!("Persona {n};p{n}@kills.example;Firma {};K{n}\n", n % 40));
    let file: String = std::iter::once("Apellidos;Correo;Empresa;Id externo\n".to_owned()).chain(rows).collect();
    let owner = server.owner();
    let (status, answer) = server
        .upload("/api/v1/imports?module=contacts&file_name=k.csv", &owner, file.as_bytes())
        .expect("the upload is answered");
    assert_eq!(status, 201, "{answer}");
    let id = serde_json::from_str::<Value>(&answer).unwrap()["id"].as_str().unwrap().to_owned();
    let mut broken_off = 0;
    for (verb, end) in [("check", "checked"), ("run", "done"), ("undo", "undone")] {
        assert_eq!(server.call("PUT", &path(&id, verb), Some(&owner), None).unwrap().0, 200);
        for round in 0..KILLS {
            std::thread::sleep(Duration::from_millis(60 + 37 * round));
            let ended = look(&server, &owner, &id)["state"] == end;
            server.kill();
            server = Server::start(folder.path(), &[]);
            if ended {
                break;
            }
            broken_off += 1;
        }
        let import = until(&server, &owner, &id, end);
        let counts = &import["counts"];
        match verb {
            "undo" => assert_eq!((&counts["taken_back"], &counts["kept"]), (&(ROWS + 40).into(), &0.into())),
            _ => {
                assert_eq!((&counts["created"], &counts["done"]), (&ROWS.into(), &ROWS.into()), "{verb}: {counts}");
                assert_eq!(counts["organisations_created"], 40, "{verb}");
            }
        }
        let there = if verb == "run" { ROWS } else { 0 };
        assert_eq!(total(&server, ""), before + there as u64, "{verb}");
        assert_eq!(total(&server, "&q=kills.example"), there as u64, "what is searched for, after {verb}");
    }
    assert!(broken_off >= 3, "only {broken_off} kills came while it worked");
}

fn path(id: &str, verb: &str) -> String {
    format!("/api/v1/imports/{id}/{verb}")
}

fn look(server: &Server, owner: &str, id: &str) -> Value {
    let (status, body) = server.call("GET", &format!("/api/v1/imports/{id}"), Some(owner), None).unwrap();
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

fn until(server: &Server, owner: &str, id: &str, state: &str) -> Value {
    // A new server takes up at once what the one before had in its hands: nobody waits for a lease to run out.
    for _ in 0..2_400 {
        let import = look(server, owner, id);
        if import["state"] == state {
            return import;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("it never became {state}: {}", look(server, owner, id));
}

fn total(server: &Server, query: &str) -> u64 {
    let path = format!("/api/v1/contacts?count=true&limit=1{query}");
    let (status, body) = server.call("GET", &path, Some(&server.owner()), None).unwrap();
    assert_eq!(status, 200, "{body}");
    serde_json::from_str::<Value>(&body).unwrap()["total"].as_u64().unwrap()
}
