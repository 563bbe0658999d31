//! The OpenAPI document and the server tell the same story.

use std::collections::BTreeSet;

use crate::access_matrix::{Records, operations};
use crate::world::{World, document};

#[actix_web::test]
async fn what_is_documented_is_served() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    for operation in operations() {
        let answer =
            w.nobody().call(&operation.method, &ours.fill(&operation.path), ours.body(&operation).as_ref()).await;
        assert!(
            !matches!(answer.status, 404 | 405),
            "{} {} is documented, and answers {}",
            operation.method,
            operation.path,
            answer.status
        );
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_and_says_what_can_go_wrong() {
    let mut names = BTreeSet::new();
    for (path, item) in document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            assert!(
                operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                "{method} {path} has no summary"
            );
            let responses = operation["responses"].as_object().unwrap();
            assert!(
                responses.keys().any(|status| status.starts_with('2')) && responses.contains_key("422"),
                "{method} {path}"
            );
        }
    }
}

#[test]
fn the_committed_document_is_the_generated_one() {
    let committed = include_str!("../../../../openapi.yaml");
    let generated = zaguan_api::Documents::new(&zaguan_api::server::document()).unwrap();
    assert!(committed == generated.yaml(), "openapi.yaml is behind the code: run `cargo xtask openapi`");
}

#[actix_web::test]
async fn the_documentation_works_without_the_internet() {
    let w = World::new().await;
    let page = w.nobody().call("GET", "/api/docs/", None).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(!page.body.contains("http://") && !page.body.contains("https://"), "{}", page.body);
    assert!(w.nobody().call("GET", "/api/openapi.yaml", None).await.body.starts_with("openapi: 3.1"));
    assert_eq!(w.nobody().call("GET", "/api/docs/problems", None).await.status, 200);
}

#[actix_web::test]
async fn every_answer_wears_the_headers_that_protect_it() {
    let w = World::new().await;
    for path in ["/healthz", "/readyz", "/api/v1/me", "/api/openapi.json", "/nope", "/app/", "/p/costa-clara/brand.css"]
    {
        let answer = w.nobody().call("GET", path, None).await;
        for name in ["x-content-type-options", "referrer-policy", "content-security-policy", "x-frame-options"] {
            assert!(answer.header(name).is_some(), "{path} lacks {name}");
        }
    }
}

#[test]
fn choices_are_named_as_they_are_sent() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut looked = 0;
    for (name, schema) in schemas {
        for word in schema["enum"].as_array().into_iter().flatten().filter_map(|word| word.as_str()) {
            let plain = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:.".contains(c));
            assert!(plain, "{name} names {word:?}, which nobody sends");
            looked += 1;
        }
    }
    assert!(looked > 80, "{looked} words");
    let words = |name: &str| schemas[name]["enum"].clone();
    assert_eq!(words("CaseStatus"), serde_json::json!(["open", "in_progress", "waiting_for_response", "closed"]));
}
