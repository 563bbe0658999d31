//! Files over connections that are slow or break off.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use serde_json::Value;

use super::{Server, demo, whole_answer};

const UPLOAD: &str = "/api/v1/imports?module=contacts&file_name=x.csv";
const FILE: &str = "Apellidos,Correo\nGil,gil@example.com\nRuiz,ruiz@example.com\n";

fn imports(server: &Server, owner: &str) -> Vec<Value> {
    let (status, body) = server.call("GET", "/api/v1/imports", Some(owner), None).unwrap();
    assert_eq!(status, 200, "{body}");
    serde_json::from_str::<Value>(&body).unwrap()["items"].as_array().unwrap().clone()
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing_and_one_that_trickles_holds_nobody_up() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let owner = server.owner();
    for cut in [0, 1, 20, FILE.len() - 1] {
        drop(server.begin_upload(UPLOAD, &owner, &FILE.as_bytes()[..cut], FILE.len()));
    }
    // More of them than there are threads, each with a byte now and then.
    let mut slow: Vec<_> =
        (0..6).map(|_| server.begin_upload(UPLOAD, &owner, &FILE.as_bytes()[..1], FILE.len()).unwrap()).collect();
    assert!(imports(&server, &owner).is_empty());
    for at in 1..FILE.len() {
        for stream in &mut slow {
            stream.write_all(&FILE.as_bytes()[at..=at]).unwrap();
        }
        std::thread::sleep(Duration::from_millis(5));
        if at == 20 {
            let (status, body) = server.upload(UPLOAD, &owner, FILE.as_bytes()).unwrap();
            assert_eq!(status, 201, "{body}");
        }
    }
    for stream in slow {
        let (status, body) = whole_answer(stream).unwrap();
        assert_eq!(status, 201, "{body}");
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["source"]["rows"], 2);
    }
    assert_eq!(imports(&server, &owner).len(), 7);
}

#[test]
fn whoever_leaves_during_an_export_keeps_nobody_else_from_theirs() {
    let folder = demo();
    let server = Server::start(folder.path(), &[]);
    let owner = server.owner();
    let rows = (0..4_000).map(|n| format!("Persona {n},p{n}@example.com\n"));
    let file: String = std::iter::once("Apellidos,Correo\n".to_owned()).chain(rows).collect();
    let (_, import) = server.upload(UPLOAD, &owner, file.as_bytes()).unwrap();
    let id = serde_json::from_str::<Value>(&import).unwrap()["id"].as_str().unwrap().to_owned();
    server.call("PUT", &format!("/api/v1/imports/{id}/run"), Some(&owner), None).unwrap();
    for _ in 0..1_200 {
        if imports(&server, &owner)[0]["state"] == "done" {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    for round in 0..12 {
        let format = if round % 3 == 0 { "csv" } else { "xlsx" };
        let path = format!("/api/v1/exports/contacts?format={format}");
        let mut stream = server.send("GET", &path, Some(&owner), None).unwrap();
        // Some leave at once, some when the first bytes have come.
        if round % 2 == 0 {
            stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
            let _ = stream.read(&mut [0; 64]);
        }
    }
    for format in ["csv", "xlsx"] {
        let path = format!("/api/v1/exports/contacts?format={format}");
        let mut stream = server.send("GET", &path, Some(&owner), None).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        assert!(bytes.starts_with(b"HTTP/1.1 200") && bytes.len() > 50_000, "{format}: {} bytes", bytes.len());
    }
}
