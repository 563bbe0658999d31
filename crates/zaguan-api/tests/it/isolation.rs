//! Two firms know nothing of each other: every id of an address, a body or a filter, replaced by the rival's.

use serde_json::Value;
use zaguan_domain::testkit;
use zaguan_types::Role;
use zaguan_types::portal_access::AccessLevel;

use crate::access_matrix::{Operation, Records, operations};
use crate::world::{World, document};

#[actix_web::test]
async fn the_rivals_ids_name_nothing_and_the_rival_stays_as_it_was() {
    let w = World::new().await;
    let (ours, theirs) = (Records::of(&w, false).await, Records::of(&w, true).await);
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let (contact, client) = w.client().await;
    // With every right there is, so that nothing but the foreign id can stand in the way.
    testkit::set_level(&w.app, w.firm.tenant, contact.id, AccessLevel::Full).await.unwrap();
    let before = w.digest().await;
    let mut tried = 0;
    for operation in operations().iter().filter(|operation| operation.scope.is_some()) {
        let who = if operation.is_portal() { client.transport() } else { &owner };
        let mixed = Records { slug: ours.slug, ..theirs.clone() };
        if operation.path.contains("_id}") {
            let answer = who.call(&operation.method, &mixed.fill(&operation.path), ours.body(operation).as_ref()).await;
            assert_eq!(answer.status, 404, "{} {}", operation.method, operation.path);
            tried += 1;
        }
        tried += bodies(&w, who, operation, &ours, &theirs).await;
    }
    assert_eq!(w.digest().await, before);
    assert!(tried > 20, "only {tried} ids were tried");
}

/// Each member of a sample body that holds an id, with the rival's in its place.
async fn bodies(
    w: &World,
    who: &crate::world::InProcess,
    operation: &Operation,
    ours: &Records,
    theirs: &Records,
) -> usize {
    let (Some(body), Some(foreign)) = (ours.body(operation), theirs.body(operation)) else { return 0 };
    let mut tried = 0;
    for (name, _) in body.as_object().unwrap().iter().filter(|(name, _)| name.ends_with("_id")) {
        let mut mixed: Value = body.clone();
        mixed[name] = foreign[name].clone();
        let before = w.digest().await;
        let answer = who.call(&operation.method, &ours.fill(&operation.path), Some(&mixed)).await;
        let problem = answer.problem();
        assert_eq!(
            (problem.status, problem.errors[0].pointer.as_str()),
            (422, format!("/{name}").as_str()),
            "{}",
            operation.id
        );
        assert_eq!(w.digest().await, before);
        tried += 1;
    }
    tried
}

#[actix_web::test]
async fn the_rivals_ids_in_a_change_of_many_are_nothing() {
    let w = World::new().await;
    let (ours, theirs) = (Records::of(&w, false).await, Records::of(&w, true).await);
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let before = w.digest().await;
    for (path, id) in [
        ("/api/v1/contact-bulk-changes", &theirs.contact),
        ("/api/v1/organisation-bulk-changes", &theirs.organisation),
        ("/api/v1/contact-bulk-changes", &ours.organisation),
        ("/api/v1/organisation-bulk-changes", &ours.contact),
    ] {
        for action in ["assign", "add_tags", "remove_tags", "delete", "restore"] {
            let mut body = serde_json::json!({"action": action, "ids": [id]});
            if action.ends_with("tags") {
                body["tags"] = serde_json::json!(["x"]);
            }
            let answer = owner.call("POST", path, Some(&body)).await.json();
            let skipped = serde_json::json!([{"id": id, "label": null, "reason": "not_found"}]);
            assert_eq!((&answer["changed"], &answer["skipped"]), (&0.into(), &skipped), "{path} {action}");
        }
    }
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn the_rivals_ids_in_filters_find_nothing() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let theirs = Records::of(&w, true).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let mut tried = 0;
    for (path, item) in document()["paths"].as_object().unwrap() {
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            let Some(filter) = name.strip_prefix("filter[").and_then(|rest| rest.strip_suffix("_id]")) else {
                continue;
            };
            assert!(
                !path.starts_with("/api/portal/"),
                "{path}: clients do not filter by ids; if they do now, try it here"
            );
            let id = match filter {
                "contact" => &theirs.contact,
                "organisation" | "parent" => &theirs.organisation,
                "except" => continue,
                "owner" | "assignee" => &theirs.user,
                other => panic!("say here whose id filter[{other}_id] takes"),
            };
            let answer = owner.call("GET", &format!("{}?{name}={id}", ours.fill(path)), None).await;
            if path.contains("/exports/") {
                assert_eq!(answer.body.lines().count(), 1, "{path}?{name}: {}", answer.body);
                tried += 1;
                continue;
            }
            let found = answer.json();
            let empty = found["items"].as_array().is_some_and(Vec::is_empty) || found["all"] == 0;
            assert!(empty, "{path}?{name}: {found}");
            tried += 1;
        }
    }
    assert!(tried >= 5, "only {tried} filters were tried");
}
