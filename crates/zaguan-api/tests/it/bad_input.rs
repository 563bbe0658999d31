//! Nonsense at every door: a clear problem, and an unchanged database.

use serde_json::{Value, json};
use zaguan_types::{Code, Role};

use crate::access_matrix::{Records, operations};
use crate::world::{Call, World};

#[actix_web::test]
async fn every_operation_with_a_body_refuses_nonsense_and_changes_nothing() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let (_, client) = w.client().await;
    let before = w.digest().await;
    for operation in operations().iter().filter(|operation| operation.has_body && !operation.is_upload()) {
        let who = if operation.is_portal() { client.transport() } else { &owner };
        let path = ours.fill(&operation.path);
        let send = async |kind: &str, body: &[u8]| {
            let headers = vec![("content-type".to_owned(), kind.to_owned())];
            who.raw(Call { method: operation.method.clone(), path: path.clone(), headers, body: body.to_vec() }).await
        };
        let name = &operation.id;
        for broken in [&b""[..], b"{", b"\xff\xfe{}", b"{\"a\":\"\\u0000\"}", b"{} {}"] {
            assert_eq!(send("application/json", broken).await.problem().code, Code::Malformed, "{name}");
        }
        let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
        assert_eq!(send("application/json", deep.as_bytes()).await.problem().code, Code::Malformed, "{name}");
        for wrong in [&b"[]"[..], b"null", b"7", b"\"x\"", b"{\"no_such_member\": 1}"] {
            assert_eq!(
                send("application/json", wrong).await.problem().code,
                Code::Invalid,
                "{name} {}",
                String::from_utf8_lossy(wrong)
            );
        }
        assert_eq!(send("text/plain", b"{}").await.problem().code, Code::UnsupportedMediaType, "{name}");
        let huge = vec![b' '; 1024 * 1024 + 1];
        assert_eq!(send("application/json", &huge).await.problem().code, Code::BodyTooLarge, "{name}");
        // Every member in turn of every wrong type.
        for (member, value) in ours.body(operation).unwrap().as_object().unwrap() {
            for wrong in [json!({"a": [1]}), json!(-1.5), json!([[]]), json!(true)] {
                if std::mem::discriminant(&wrong) == std::mem::discriminant(value) {
                    continue;
                }
                let mut body: Value = ours.body(operation).unwrap();
                body[member] = wrong;
                let problem = send("application/json", body.to_string().as_bytes()).await.problem();
                assert_eq!(problem.code, Code::Invalid, "{name} {member}");
                assert!(
                    problem.errors.iter().any(|error| error.pointer.starts_with(&format!("/{member}"))),
                    "{name} {member}: {:?}",
                    problem.errors
                );
            }
        }
    }
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn every_address_answers_nonsense_ids_with_404_and_wrong_methods_with_a_problem() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    for operation in operations().iter().filter(|operation| !operation.is_portal() && operation.path.contains("_id}")) {
        for nonsense in [
            "x",
            "00000000-0000-0000-0000-000000000000",
            "%00",
            "..%2f..",
            "01a201bc-ee9d-7683-9358-95d2bcd2ee9",
            "'; DROP TABLE cases; --",
        ] {
            let encoded = nonsense.replace(' ', "%20").replace('\'', "%27").replace(';', "%3B");
            let mut path = operation.path.clone();
            while let Some(end) = path.find("_id}") {
                let start = path[..end].rfind('{').unwrap();
                path.replace_range(start..end + 4, &encoded);
            }
            let answer = owner.call(&operation.method, &ours.fill(&path), ours.body(operation).as_ref()).await;
            assert_eq!(answer.problem().code, Code::NotFound, "{} {path}", operation.method);
        }
    }
    for (method, path) in [
        ("DELETE", "/api/v1/contacts"),
        ("PUT", "/api/v1/me"),
        ("POST", "/api/v1/nope"),
        ("GET", "/nope"),
        ("GET", "/p/no-such-firm/"),
    ] {
        assert!(
            matches!(owner.call(method, path, None).await.problem().code, Code::NotFound | Code::MethodNotAllowed),
            "{method} {path}"
        );
    }
}

#[actix_web::test]
async fn a_browser_at_no_address_reads_a_page_and_a_program_the_document() {
    let w = World::new().await;
    let nobody = w.nobody();
    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (path, spoken, code, words) in [
        ("/nope", "nl-NL,nl;q=0.9,en;q=0.5", "nl", "Hier is niets"),
        ("/nope/deeper?q=%3Cb%3E", "en-GB", "en", "There is nothing here"),
        ("/p/no-such-firm/", "fr", "es", "Aquí no hay nada"),
    ] {
        let headers = [("accept", BROWSER), ("accept-language", spoken)];
        let page = nobody.call_with("GET", path, None, &headers).await;
        assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")), "{path}");
        assert_eq!((page.header("content-language"), page.header("cache-control")), (Some(code), Some("no-store")));
        assert!(page.body.contains(words) && page.body.contains(&format!("<html lang=\"{code}\">")), "{}", page.body);
        assert!(!page.body.contains("<b>") && !page.body.contains("<script"), "{}", page.body);
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        let program = nobody.call_with("GET", path, None, &[("accept", "*/*")]).await;
        assert_eq!(program.problem().code, Code::NotFound, "{path}");
    }
    for (method, path) in [("GET", "/api/v1/nope"), ("GET", "/api"), ("POST", "/nope")] {
        let answer = nobody.call_with(method, path, None, &[("accept", BROWSER)]).await;
        assert_eq!(answer.problem().code, Code::NotFound, "{method} {path}");
    }
    let home = nobody.call_with("GET", "/", None, &[("accept", BROWSER)]).await;
    assert_eq!((home.status, home.header("location")), (302, Some("/app/")));
}

#[actix_web::test]
async fn every_list_names_the_parameters_that_it_does_not_know() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let (_, client) = w.client().await;
    for operation in operations().iter().filter(|operation| {
        operation.method == "GET" && operation.scope.is_some() && !operation.path.ends_with("/events")
    }) {
        let who = if operation.is_portal() { client.transport() } else { &owner };
        let mut ours = ours.clone();
        if operation.is_portal() {
            let case = who
                .call("POST", "/api/portal/v1/costa-clara/cases", Some(&json!({"subject": "s", "description": "d"})))
                .await
                .json();
            ours.case = case["id"].as_str().unwrap().to_owned();
        }
        for query in ["nonsense=1", "filter[nonsense]=1", "sort=nonsense", "limit=0", "limit=abc", "after=%25%25"] {
            let answer = who.call("GET", &format!("{}?{query}", ours.fill(&operation.path)), None).await;
            let counts =
                operation.path.ends_with("case-counts") && (query.starts_with("sort") || query.starts_with("after"));
            assert!(answer.status == 422 || counts, "{}?{query}: {}", operation.path, answer.status);
        }
    }
}

#[actix_web::test]
async fn texts_of_every_script_come_back_as_they_were() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    for name in [
        "Ñúñez-O'Brien",
        "محمد",
        "李小龍",
        "👩‍👩‍👧 Familia",
        "<script>alert(1)</script>",
        "Robert'); DROP TABLE contacts;--",
        "a\u{202e}b",
        "%_\\",
    ] {
        let created = owner.call("POST", "/api/v1/contacts", Some(&json!({"last_name": name}))).await;
        assert_eq!(created.json()["last_name"], name);
        let found = owner.call("GET", "/api/v1/contacts?limit=200", None).await.json();
        assert!(found["items"].as_array().unwrap().iter().any(|contact| contact["last_name"] == name));
    }
    for bad in ["a\u{7}b", "line\nbreak"] {
        assert_eq!(
            owner.call("POST", "/api/v1/contacts", Some(&json!({"last_name": bad}))).await.problem().code,
            Code::Invalid
        );
    }
    let long = json!({"last_name": "x".repeat(101)});
    assert_eq!(owner.call("POST", "/api/v1/contacts", Some(&long)).await.problem().errors[0].code.as_str(), "too_long");
}

#[actix_web::test]
async fn a_bad_idempotency_key_or_if_match_is_malformed() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let long = "k".repeat(256);
    for key in ["", "a b", &long] {
        let answer = owner
            .call_with("POST", "/api/v1/contacts", Some(&json!({"last_name": "x"})), &[("idempotency-key", key)])
            .await;
        assert_eq!(answer.problem().code, Code::Malformed, "{key}");
    }
    for tag in ["1", "\"1", "\"1\" \"2\""] {
        let answer = owner
            .call_with(
                "PATCH",
                &format!("/api/v1/contacts/{}", ours.contact),
                Some(&json!({"phone": null})),
                &[("if-match", tag)],
            )
            .await;
        assert_eq!(answer.problem().code, Code::Malformed, "{tag}");
    }
}
