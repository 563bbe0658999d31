//! Contacts and organisations over time: put into the bin and brought back, linked, merged, erased.

use serde_json::{Value, json};
use zaguan_types::Role;

use crate::world::{InProcess, World};

pub async fn contact(staff: &InProcess, body: Value) -> Value {
    let made = staff.call("POST", "/api/v1/contacts", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()
}

pub async fn organisation(staff: &InProcess, name: &str) -> Value {
    staff.call("POST", "/api/v1/organisations", Some(&json!({"name": name}))).await.json()
}

pub async fn items(staff: &InProcess, path: &str) -> Vec<Value> {
    let found = staff.call("GET", path, None).await;
    assert_eq!(found.status, 200, "{path}: {}", found.body);
    found.json()["items"].as_array().unwrap().clone()
}

pub fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[actix_web::test]
async fn who_lies_in_the_bin_is_nowhere_else_and_comes_back_whole() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let made = contact(&staff, json!({"last_name": "Ñíguez", "email": "n@example.com", "tags": ["VIP"]})).await;
    let path = format!("/api/v1/contacts/{}", id(&made));
    assert_eq!(staff.call("DELETE", &path, None).await.status, 204);
    assert_eq!(staff.call("GET", &path, None).await.status, 404);
    assert_eq!(staff.call("DELETE", &path, None).await.status, 404);
    assert_eq!(staff.call("PATCH", &path, Some(&json!({"phone": "600 111 222"}))).await.status, 404);
    for list in ["", "?q=iguez", "?filter[tag]=vip"].map(|rest| format!("/api/v1/contacts{rest}")) {
        assert!(items(&staff, &list).await.is_empty(), "{list}");
    }
    assert!(items(&staff, "/api/v1/contact-tags").await.is_empty(), "a tag that nobody carries is offered");
    let case = json!({"subject": "s", "contact_id": id(&made)});
    assert_eq!(staff.call("POST", "/api/v1/cases", Some(&case)).await.status, 422);
    let bin = items(&staff, "/api/v1/contacts?filter[deleted]=true").await;
    assert!(bin.len() == 1 && bin[0]["deleted_at"].is_string(), "{bin:?}");

    let back = staff.call("PUT", &format!("{path}/restoration"), None).await;
    assert_eq!((back.status, back.json()["tags"].clone()), (200, json!(["VIP"])));
    assert_eq!(items(&staff, "/api/v1/contacts?q=iguez").await.len(), 1);
    assert_eq!(items(&staff, "/api/v1/contact-tags").await.len(), 1);
    assert!(items(&staff, "/api/v1/contacts?filter[deleted]=true").await.is_empty());
}

#[actix_web::test]
async fn a_client_in_the_bin_stays_outside_until_they_are_brought_back() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (person, client) = w.client().await;
    let path = format!("/api/v1/contacts/{}", person.id);
    staff.call("DELETE", &path, None).await;
    let home = format!("/api/portal/v1/{}/me", w.firm.slug);
    assert_eq!(client.transport().call("GET", &home, None).await.status, 401);
    let sign_in = format!("/api/portal/v1/{}/session", w.firm.slug);
    let body = json!({"username": person.email, "password": crate::world::CLIENT_PASSWORD});
    assert_eq!(w.nobody().call("POST", &sign_in, Some(&body)).await.status, 401);
    staff.call("PUT", &format!("{path}/restoration"), None).await;
    assert_eq!(w.nobody().call("POST", &sign_in, Some(&body)).await.status, 200);
}

#[actix_web::test]
async fn a_contact_belongs_to_one_main_organisation_and_to_others() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (first, second) = (organisation(&staff, "Almenara").await, organisation(&staff, "Bahía").await);
    let made = contact(&staff, json!({"last_name": "Gil", "organisation_id": id(&first)})).await;
    let path = format!("/api/v1/contacts/{}/organisations", id(&made));
    let link = format!("{path}/{}", id(&second));
    let linked = staff.call("PUT", &link, Some(&json!({"role": "Socia"}))).await.json();
    assert_eq!(linked["items"][0]["main"], true);
    assert_eq!(
        (&linked["items"][1]["organisation_name"], &linked["items"][1]["role"]),
        (&json!("Bahía"), &json!("Socia"))
    );
    // Found by either of them.
    for organisation in [&first, &second] {
        let found = items(&staff, &format!("/api/v1/contacts?filter[organisation_id]={}", id(organisation))).await;
        assert_eq!(found.len(), 1);
    }
    let turned = staff.call("PUT", &link, Some(&json!({"role": "Socia", "main": true}))).await.json();
    assert_eq!(turned["items"][0]["organisation_id"], second["id"]);
    assert_eq!(turned["items"].as_array().unwrap().len(), 2, "the one before stays as one of the others");
    let now = staff.call("GET", &format!("/api/v1/contacts/{}", id(&made)), None).await.json();
    assert_eq!(now["organisation_id"], second["id"]);
    assert_eq!(staff.call("DELETE", &link, None).await.status, 204);
    let left = items(&staff, &path).await;
    assert!(left.len() == 1 && left[0]["main"] == false, "{left:?}");
    assert_eq!(staff.call("DELETE", &link, None).await.status, 404);
}

#[actix_web::test]
async fn no_organisation_lies_above_itself() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (top, middle, low) =
        (organisation(&staff, "A").await, organisation(&staff, "B").await, organisation(&staff, "C").await);
    let below = |child: &Value, parent: &Value| {
        (format!("/api/v1/organisations/{}", id(child)), json!({"parent_id": id(parent)}))
    };
    for (child, parent) in [(&middle, &top), (&low, &middle)] {
        let (path, body) = below(child, parent);
        let moved = staff.call("PATCH", &path, Some(&body)).await;
        assert_eq!((moved.status, moved.json()["parent_name"].clone()), (200, parent["name"].clone()));
    }
    for parent in [&low, &middle, &top] {
        let (path, body) = below(&top, parent);
        let refused = staff.call("PATCH", &path, Some(&body)).await.problem();
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/parent_id"));
    }
    let children = items(&staff, &format!("/api/v1/organisations?filter[parent_id]={}", id(&middle))).await;
    assert_eq!(children[0]["id"], low["id"]);
}

#[actix_web::test]
async fn of_two_who_put_each_above_the_other_at_once_one_is_told() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    for _ in 0..10 {
        let (a, b) = (organisation(&staff, "A").await, organisation(&staff, "B").await);
        let (under_b, under_a) = (json!({"parent_id": id(&b)}), json!({"parent_id": id(&a)}));
        let (path_a, path_b) =
            (format!("/api/v1/organisations/{}", id(&a)), format!("/api/v1/organisations/{}", id(&b)));
        let (one, other) = futures_util::join!(
            staff.call("PATCH", &path_a, Some(&under_b)),
            staff.call("PATCH", &path_b, Some(&under_a))
        );
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [200, 422], "{} {}", one.body, other.body);
    }
}

#[actix_web::test]
async fn a_filter_takes_as_many_tags_as_a_record_can_carry() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let words = |many: usize| (0..many).map(|n| format!("t{n}")).collect::<Vec<_>>().join(",");
    for module in ["contacts", "organisations"] {
        let path = format!("/api/v1/{module}?filter[tag]=");
        assert_eq!(staff.call("GET", &format!("{path}{}", words(50)), None).await.status, 200);
        assert_eq!(staff.call("GET", &format!("{path}{}", vec!["a"; 500].join(",")), None).await.status, 200);
        let refused = staff.call("GET", &format!("{path}{}", words(51)), None).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
    }
    let bulk = json!({"action": "delete", "dry_run": true, "matching": {"filters": {"tag": words(20_000)}}});
    let refused = staff.call("POST", "/api/v1/contact-bulk-changes", Some(&bulk)).await;
    assert!((400..500).contains(&refused.status), "{}", refused.body);
}

#[actix_web::test]
async fn a_double_is_noticed_by_address_number_and_name() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let made = contact(
        &staff,
        json!({"first_name": "Ángel", "last_name": "Núñez", "email": "angel@example.com", "phone": "+34 600 123 456"}),
    )
    .await;
    for (query, because) in [
        ("filter[email]=ANGEL@example.com", json!(["email"])),
        ("filter[phone]=600123456", json!(["phone"])),
        ("filter[first_name]=angel&filter[last_name]=NUNEZ", json!(["name"])),
        ("filter[email]=angel@example.com&filter[phone]=0034 600 12 34 56", json!(["email", "phone"])),
    ] {
        let found = items(&staff, &format!("/api/v1/contact-duplicates?{query}").replace(' ', "%20")).await;
        assert_eq!((found.len(), &found[0]["because"]), (1, &because), "{query}");
    }
    for query in
        ["", "filter[last_name]=Nunez", &format!("filter[email]=angel@example.com&filter[except_id]={}", id(&made))]
    {
        assert!(items(&staff, &format!("/api/v1/contact-duplicates?{query}")).await.is_empty(), "{query}");
    }
}

#[actix_web::test]
async fn merging_loses_nothing() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (first, second) = (organisation(&staff, "Almenara").await, organisation(&staff, "Bahía").await);
    let stays = contact(&staff, json!({"first_name": "Ana", "last_name": "Gil", "phone": "600 111 222", "tags": ["VIP"], "organisation_id": id(&first)})).await;
    let (goes, client) = w.client().await;
    let case = json!({"subject": "Llaves", "description": "d"});
    let portal = format!("/api/portal/v1/{}", w.firm.slug);
    let opened = client.transport().call("POST", &format!("{portal}/cases"), Some(&case)).await.json();
    staff.call("PUT", &format!("/api/v1/contacts/{}/organisations/{}", goes.id, id(&second)), Some(&json!({}))).await;
    staff
        .call(
            "PATCH",
            &format!("/api/v1/contacts/{}", goes.id),
            Some(&json!({"tags": ["vip", "Nerja"], "phone": "600 333 444"})),
        )
        .await;

    let path = format!("/api/v1/contacts/{}/merges", id(&stays));
    let merged = staff.call("POST", &path, Some(&json!({"other_id": goes.id, "take": ["phone"]}))).await;
    assert_eq!(merged.status, 200, "{}", merged.body);
    let merged = merged.json();
    assert_eq!((&merged["first_name"], &merged["phone"]), (&json!("Ana"), &json!("600 333 444")));
    assert_eq!((&merged["tags"], &merged["email"]), (&json!(["VIP", "Nerja"]), &json!(goes.email)));
    assert_eq!(merged["portal_user"], true);
    // Old links lead to the one that stayed.
    let followed = staff.call("GET", &format!("/api/v1/contacts/{}", goes.id), None).await.json();
    assert_eq!(followed["id"], stays["id"]);
    let theirs = items(&staff, &format!("/api/v1/cases?filter[contact_id]={}", id(&stays))).await;
    assert_eq!(theirs[0]["subject"], "Llaves");
    assert_eq!(items(&staff, &format!("/api/v1/contacts/{}/organisations", id(&stays))).await.len(), 2);
    assert_eq!(items(&staff, "/api/v1/contacts").await.len(), 1);
    assert!(items(&staff, "/api/v1/contacts?filter[deleted]=true").await.is_empty(), "merged is not deleted");
    // The client goes on with the same password, and sees what was theirs.
    let sign_in = json!({"username": goes.email, "password": crate::world::CLIENT_PASSWORD, "tokens": true});
    let signed_in = w.nobody().call("POST", &format!("{portal}/session"), Some(&sign_in)).await.json();
    let again = w.bearer(signed_in["access_token"].as_str().unwrap());
    assert_eq!(again.call("GET", &format!("{portal}/cases/{}", id(&opened)), None).await.status, 200);
    assert_eq!(again.call("GET", &format!("{portal}/me"), None).await.json()["first_name"], "Ana");
}

#[actix_web::test]
async fn both_main_organisations_outlive_a_merge_and_too_many_tags_are_refused() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    for take in [json!([]), json!(["organisation_id"])] {
        let mut pair = Vec::new();
        for name in ["Almenara", "Bahía"] {
            let firm = organisation(&staff, name).await;
            pair.push(contact(&staff, json!({"last_name": name, "organisation_id": id(&firm)})).await);
        }
        let path = format!("/api/v1/contacts/{}", id(&pair[0]));
        let merge = json!({"other_id": id(&pair[1]), "take": take});
        let merged = staff.call("POST", &format!("{path}/merges"), Some(&merge)).await;
        assert_eq!(merged.status, 200, "{}", merged.body);
        let kept = items(&staff, &format!("{path}/organisations")).await;
        let names: Vec<&str> = kept.iter().map(|one| one["organisation_name"].as_str().unwrap()).collect();
        let main = usize::from(!take.as_array().unwrap().is_empty());
        assert_eq!((names[0], kept[0]["main"].as_bool()), (["Almenara", "Bahía"][main], Some(true)));
        assert_eq!(names[1], ["Bahía", "Almenara"][main]);
    }
    let tags = |from: usize| (from..from + 30).map(|n| format!("t{n}")).collect::<Vec<_>>();
    let stays = contact(&staff, json!({"last_name": "A", "tags": tags(0)})).await;
    let merge = format!("/api/v1/contacts/{}/merges", id(&stays));
    let other = contact(&staff, json!({"last_name": "B", "tags": tags(25)})).await;
    let refused = staff.call("POST", &merge, Some(&json!({"other_id": id(&other)}))).await.problem();
    assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/other_id"));
    let other = contact(&staff, json!({"last_name": "C", "tags": tags(10)})).await;
    let merged = staff.call("POST", &merge, Some(&json!({"other_id": id(&other)}))).await;
    assert_eq!(merged.json()["tags"].as_array().map(Vec::len), Some(40), "{}", merged.body);
}

#[actix_web::test]
async fn of_two_who_merge_the_same_pair_one_is_told() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (one, two) =
        (contact(&staff, json!({"last_name": "Gil"})).await, contact(&staff, json!({"last_name": "Gil"})).await);
    let merge =
        |into: &Value, other: &Value| (format!("/api/v1/contacts/{}/merges", id(into)), json!({"other_id": id(other)}));
    let ((path, body), (back, other)) = (merge(&one, &two), merge(&two, &one));
    let (first, second) =
        futures_util::join!(staff.call("POST", &path, Some(&body)), staff.call("POST", &back, Some(&other)));
    let mut found = [first.status, second.status];
    found.sort_unstable();
    assert!(found[0] == 200 && matches!(found[1], 404 | 409), "{found:?}");
    assert_eq!(items(&staff, "/api/v1/contacts").await.len(), 1);
    let again = staff
        .call(
            "POST",
            if first.status == 200 { &path } else { &back },
            Some(if first.status == 200 { &body } else { &other }),
        )
        .await;
    assert_eq!(again.problem().code.as_str(), "conflict");
    let itself = staff.call("POST", &path, Some(&json!({"other_id": id(&one)}))).await.problem();
    assert_eq!((itself.status, itself.errors[0].pointer.as_str()), (422, "/other_id"));
    let nonsense = json!({"other_id": id(&two), "take": ["first_name", "id"]});
    assert_eq!(staff.call("POST", &path, Some(&nonsense)).await.problem().errors[0].pointer, "/take/1");
}

#[actix_web::test]
async fn merging_organisations_moves_people_cases_and_subsidiaries() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (stays, goes, child) = (
        organisation(&staff, "Almenara").await,
        organisation(&staff, "Almenara S. L.").await,
        organisation(&staff, "Filial").await,
    );
    let body = json!({"parent_id": id(&goes)});
    for below in [&child, &stays] {
        staff.call("PATCH", &format!("/api/v1/organisations/{}", id(below)), Some(&body)).await;
    }
    let person = contact(&staff, json!({"last_name": "Gil", "organisation_id": id(&goes)})).await;
    staff.call("POST", "/api/v1/cases", Some(&json!({"subject": "s", "organisation_id": id(&goes)}))).await;
    let path = format!("/api/v1/organisations/{}/merges", id(&stays));
    let merged = staff.call("POST", &path, Some(&json!({"other_id": id(&goes), "take": ["name"]}))).await.json();
    assert_eq!((&merged["name"], &merged["parent_id"]), (&json!("Almenara S. L."), &Value::Null));
    let now = staff.call("GET", &format!("/api/v1/contacts/{}", id(&person)), None).await.json();
    assert_eq!(now["organisation_id"], stays["id"]);
    let children = items(&staff, &format!("/api/v1/organisations?filter[parent_id]={}", id(&stays))).await;
    assert_eq!((children.len(), &children[0]["id"]), (1, &child["id"]));
    let followed = staff.call("GET", &format!("/api/v1/organisations/{}", id(&goes)), None).await.json();
    assert_eq!(followed["id"], stays["id"]);
}
