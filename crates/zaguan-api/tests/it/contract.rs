//! What the conventions of the API promise to every program, whatever it asks for.

use serde_json::{Value, json};
use zaguan_client::Query;
use zaguan_domain::platform::Settings;
use zaguan_domain::testkit;
use zaguan_types::cases::{CasePatch, CasePriority, CaseStatus, NewMessage};
use zaguan_types::fields::{FieldPatch, Module};
use zaguan_types::portal::NewPortalCase;
use zaguan_types::portal_access::AccessLevel;
use zaguan_types::{Code, FieldCode, Patch, Role};

use crate::world::{InProcess, World};

const PORTAL: &str = "/api/portal/v1/costa-clara";

async fn new_case(staff: &InProcess) -> (String, Value) {
    let answer = staff.call("POST", "/api/v1/cases", Some(&json!({"subject": "Llaves"}))).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    (answer.header("location").unwrap().to_owned(), answer.json())
}

#[actix_web::test]
async fn head_answers_as_get_does_without_a_body() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (case, _) = new_case(&staff).await;
    for path in ["/healthz", "/api/openapi.json", "/api/v1/contacts", case.as_str(), "/p/costa-clara/brand.css"] {
        let (get, head) = (staff.call("GET", path, None).await, staff.call("HEAD", path, None).await);
        assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert_eq!(head.header("etag"), get.header("etag"), "{path}");
    }
    let refused = w.nobody().call("HEAD", "/api/v1/contacts", None).await;
    assert_eq!((refused.status, refused.header("cache-control")), (401, Some("no-store")));
    assert_eq!(staff.call("HEAD", "/api/v1/nothing", None).await.status, 404);
    let opened = staff.call("HEAD", "/api/v1/events", None).await;
    assert_eq!(opened.header("content-type"), Some("text/event-stream"));
}

#[actix_web::test]
async fn an_address_that_takes_other_methods_says_which() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let (case, _) = new_case(&staff).await;
    for (method, path, allowed) in [
        ("DELETE", "/api/v1/contacts", "GET, HEAD, POST"),
        ("POST", case.as_str(), "GET, HEAD, PATCH"),
        ("GET", "/api/v1/session", "POST, DELETE"),
        ("OPTIONS", "/api/portal/v1/costa-clara/me", "GET, HEAD"),
        ("BREW", "/api/v1/me", "GET, HEAD, PATCH"),
    ] {
        let answer = staff.call(method, path, None).await;
        assert_eq!(answer.problem().code, Code::MethodNotAllowed, "{method} {path}");
        assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
    }
    assert_eq!(staff.call("DELETE", "/api/v1/nothing", None).await.problem().code, Code::NotFound);
}

#[actix_web::test]
async fn a_known_state_is_not_sent_again() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (_, client) = w.client().await;
    let (case, _) = new_case(&staff).await;
    let portal = |path: &str| format!("{PORTAL}{path}");
    for (who, path) in [
        (&staff, case.clone()),
        (&staff, "/api/v1/me".to_owned()),
        (client.transport(), portal("/me")),
        (client.transport(), portal("/home")),
        (client.transport(), portal("/forms/cases")),
        (client.transport(), portal("/branding")),
    ] {
        let first = who.call("GET", &path, None).await;
        let etag = first.header("etag").unwrap_or_else(|| panic!("{path} has no ETag"));
        let again = who.call_with("GET", &path, None, &[("if-none-match", etag)]).await;
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", Some(etag)), "{path}");
        assert_eq!(who.call_with("GET", &path, None, &[("if-none-match", "\"other\"")]).await.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn a_message_gives_the_case_another_tag_and_spoils_no_edit() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (case, _) = new_case(&staff).await;
    let tag = async || staff.call("GET", &case, None).await.header("etag").unwrap().to_owned();
    let opened = tag().await;
    w.clock.advance(60);
    staff.call("POST", &format!("{case}/messages"), Some(&json!({"body": "Uno"}))).await;
    let before = tag().await;
    assert_ne!(before, opened, "the first message also put the case to work");
    w.clock.advance(60);
    staff.call("POST", &format!("{case}/messages"), Some(&json!({"body": "Dos"}))).await;
    assert_ne!(tag().await, before);
    let edit = json!({"priority": "high"});
    let saved = staff.call_with("PATCH", &case, Some(&edit), &[("if-match", &before)]).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let late = staff.call_with("PATCH", &case, Some(&edit), &[("if-match", &before)]).await.problem();
    assert_eq!((late.code, late.current.unwrap()["priority"].clone()), (Code::PreconditionFailed, json!("high")));
    let never_ours = staff.call_with("PATCH", &case, Some(&edit), &[("if-match", "\"theirs\"")]).await;
    assert_eq!(never_ours.problem().code, Code::PreconditionFailed);
}

#[actix_web::test]
async fn closing_reopening_and_preferences_honour_the_state_they_are_based_on() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (contact, client) = w.client().await;
    testkit::set_level(&w.app, w.firm.tenant, contact.id, AccessLevel::Full).await.unwrap();
    let opened = client
        .create_case(
            &NewPortalCase {
                subject: Some("Llaves".into()),
                description: Some("Dos".into()),
                ..NewPortalCase::default()
            },
            None,
        )
        .await
        .unwrap();
    let id = opened.value.id;
    for (who, base) in [(&staff, "/api/v1"), (client.transport(), PORTAL)] {
        let (case, closure) = (format!("{base}/cases/{id}"), format!("{base}/cases/{id}/closure"));
        let old = who.call("GET", &case, None).await.header("etag").unwrap().to_owned();
        w.clock.advance(1);
        let patch = json!({"subject": format!("Llaves {base}")});
        assert_eq!(staff.call("PATCH", &format!("/api/v1/cases/{id}"), Some(&patch)).await.status, 200);
        for method in ["PUT", "DELETE"] {
            let late = who.call_with(method, &closure, None, &[("if-match", &old)]).await.problem();
            assert_eq!(late.code, Code::PreconditionFailed, "{method} {closure}");
            let current = late.current.unwrap();
            assert_eq!(current["subject"], patch["subject"]);
            assert_eq!(current.get("assignee_id").is_some(), base == "/api/v1", "clients see their side only");
            let now = who.call("GET", &case, None).await.header("etag").unwrap().to_owned();
            let done = who.call_with(method, &closure, None, &[("if-match", &now)]).await;
            assert!(done.status < 300, "{method} {closure}: {}", done.body);
        }
    }
    let me = client.transport().call("GET", &format!("{PORTAL}/me"), None).await.header("etag").unwrap().to_owned();
    let speak = async |language: Value, tag: &str| {
        let body = json!({"language": language});
        client.transport().call_with("PATCH", &format!("{PORTAL}/preferences"), Some(&body), &[("if-match", tag)]).await
    };
    let dutch = speak(json!("nl"), &me).await;
    assert_eq!((dutch.status, dutch.json()["language"].clone()), (200, json!("nl")));
    assert_eq!(speak(json!("en"), &me).await.problem().code, Code::PreconditionFailed);
    let back = speak(Value::Null, dutch.header("etag").unwrap()).await;
    assert_eq!(back.json()["language"], "es", "without a wish of their own the firm's language counts");
    assert_eq!(client.me().await.unwrap().language, zaguan_types::Language::Es);
}

#[actix_web::test]
async fn what_moves_without_a_new_version_moves_the_tag() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let (contact, _) = w.client().await;
    let list = staff.call("GET", &format!("/api/v1/portal/accesses?filter[contact_id]={}", contact.id), None).await;
    let path = format!("/api/v1/portal/accesses/{}", list.json()["items"][0]["id"].as_str().unwrap());
    let before = staff.call("GET", &path, None).await.header("etag").unwrap().to_owned();
    w.clock.advance(60);
    w.sign_in(&w.firm, contact.email.as_deref().unwrap(), crate::world::CLIENT_PASSWORD).await;
    let after = staff.call_with("GET", &path, None, &[("if-none-match", &before)]).await;
    assert_eq!(after.status, 200, "the last sign-in is another one: {before}");
}

#[actix_web::test]
async fn a_patch_of_labels_changes_one_language_and_null_empties_it() {
    let w = World::new().await;
    let admin = w.staff_call(&w.firm, Role::Administrator).await;
    let path = "/api/v1/modules/cases/fields/category";
    let patch = async |body: Value| admin.call("PATCH", path, Some(&body)).await;
    let before = admin.call("GET", path, None).await.json()["labels"].clone();
    let after = patch(json!({"labels": {"en": "Topic"}, "portal": {"labels": {"es": "Tema"}}})).await.json();
    assert_eq!((&after["labels"]["en"], &after["labels"]["es"]), (&json!("Topic"), &before["es"]));
    assert_eq!(after["portal"]["labels"], json!({"es": "Tema", "en": "", "nl": ""}));
    let after = patch(json!({"labels": {"en": null}, "portal": {"labels": null}})).await.json();
    assert_eq!((after["labels"]["en"].clone(), after["portal"]["labels"]["es"].clone()), (json!(""), json!("")));
    for (body, pointer) in [
        (json!({"labels": {"es": null}}), "/labels/es"),
        (json!({"labels": null}), "/labels/es"),
        (json!({"active": null}), "/active"),
        (json!({"required": null}), "/required"),
    ] {
        let problem = patch(body).await.problem();
        assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), (pointer, FieldCode::Required));
    }
    let me = admin.call("PATCH", "/api/v1/me", Some(&json!({"language": null}))).await.problem();
    assert_eq!(me.errors[0].pointer, "/language");
}

#[actix_web::test]
async fn what_was_done_once_is_repeated_though_the_rules_have_changed() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let body = json!({"last_name": "Gil"});
    let post = async || {
        let call = [("idempotency-key", "once")];
        admin.transport().call_with("POST", "/api/v1/contacts", Some(&body), &call).await
    };
    let first = post().await;
    let needed = FieldPatch { required: Patch::Set(true), ..FieldPatch::default() };
    admin.change_field(Module::Contacts, "phone", &needed, None).await.unwrap();
    let fresh = admin.transport().call("POST", "/api/v1/contacts", Some(&body)).await;
    assert_eq!(fresh.problem().code, Code::Invalid, "the new rule holds for new requests");
    let again = post().await;
    assert_eq!((again.status, again.body), (201, first.body));
}

#[actix_web::test]
async fn the_headers_of_a_sign_in_say_how_many_attempts_are_left() {
    let w = World::new().await;
    let wrong = json!({"email": "owner@costa-clara.example", "password": "wrong"});
    let mut seen = Vec::new();
    for _ in 0..11 {
        let answer = w.nobody().call("POST", "/api/v1/session", Some(&wrong)).await;
        assert_eq!(answer.header("ratelimit-policy"), Some("\"sign-in\";q=10;w=600"));
        seen.push((answer.status, answer.header("ratelimit").unwrap().to_owned()));
    }
    assert_eq!(seen[0], (401, "\"sign-in\";r=9;t=600".into()));
    assert_eq!(seen[9], (401, "\"sign-in\";r=0;t=600".into()));
    assert_eq!(seen[10].0, 429);
    assert!(seen[10].1.starts_with("\"sign-in\";r=0;"), "{}", seen[10].1);
}

#[actix_web::test]
async fn a_cap_holds_for_one_firm_and_not_for_its_neighbour() {
    let mut w = World::new().await;
    w.capped(5).await;
    let (ours, theirs) = (w.staff_call(&w.firm, Role::Agent).await, w.staff_call(&w.rival, Role::Agent).await);
    let ask = async |who: &InProcess| who.call("GET", "/api/v1/me", None).await;
    let first = ask(&ours).await;
    assert_eq!(first.header("ratelimit"), Some("\"tenant\";r=4;t=60"));
    for _ in 0..4 {
        assert_eq!(ask(&ours).await.status, 200);
    }
    let refused = ask(&ours).await;
    assert_eq!(refused.problem().code, Code::TooManyRequests);
    assert!(refused.header("retry-after").is_some());
    assert_eq!(ask(&theirs).await.status, 200);
}

#[actix_web::test]
async fn names_and_passwords_longer_than_any_are_refused_before_they_cost_anything() {
    let w = World::new().await;
    let long = "x".repeat(1025);
    let tries = [
        ("/api/v1/session", json!({"email": long, "password": long}), "/email"),
        ("/api/portal/v1/costa-clara/session", json!({"username": long, "password": long}), "/username"),
    ];
    for (path, body, name) in tries {
        let problem = w.nobody().call("POST", path, Some(&body)).await.problem();
        let found: Vec<_> = problem.errors.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
        assert_eq!(found, [(name, FieldCode::TooLong), ("/password", FieldCode::TooLong)]);
    }
}

#[actix_web::test]
async fn a_closed_portal_sells_no_tokens() {
    let w = World::new().await;
    let (contact, _) = w.client().await;
    let who = json!({
        "username": contact.email,
        "password": crate::world::CLIENT_PASSWORD,
        "tokens": true,
    });
    let tokens = w.nobody().call("POST", &format!("{PORTAL}/session"), Some(&who)).await.json();
    let refresh = async |token: &Value| {
        let body = json!({"refresh_token": token});
        w.nobody().call("POST", &format!("{PORTAL}/session/refresh"), Some(&body)).await
    };
    testkit::set_portal_active(&w.app, w.firm.tenant, false).await.unwrap();
    assert_eq!(refresh(&tokens["refresh_token"]).await.problem().code, Code::PortalOff);
    testkit::set_portal_active(&w.app, w.firm.tenant, true).await.unwrap();
    assert_eq!(refresh(&tokens["refresh_token"]).await.status, 200, "and uses none up");
}

#[actix_web::test]
async fn what_a_client_cannot_see_moves_nothing_that_they_see() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (_, client) = w.client().await;
    let new = |subject: &str| NewPortalCase {
        subject: Some(subject.into()),
        description: Some("x".into()),
        ..NewPortalCase::default()
    };
    let first = client.create_case(&new("Primero"), None).await.unwrap().value;
    w.clock.advance(60);
    let second = client.create_case(&new("Segundo"), None).await.unwrap().value;
    let seen = async || client.cases(&Query::new()).await.unwrap().items;
    let before = seen().await;
    assert_eq!(before.iter().map(|case| case.id).collect::<Vec<_>>(), [second.id, first.id]);
    w.clock.advance(60);
    for hidden in [
        CasePatch { category: Patch::Set("billing".into()), ..CasePatch::default() },
        CasePatch { assignee_id: Patch::Clear, ..CasePatch::default() },
        CasePatch { private: Patch::Set(true), ..CasePatch::default() },
    ] {
        staff.change_case(first.id, &hidden, None).await.unwrap();
        assert_eq!(seen().await, before, "{hidden:?}");
    }
    let shown = CasePatch { priority: Patch::Set(CasePriority::High), ..CasePatch::default() };
    staff.change_case(first.id, &shown, None).await.unwrap();
    let after = seen().await;
    assert_eq!(after[0].id, first.id, "what shows counts as a change");
    assert!(after[0].updated_at > first.updated_at);
    w.clock.advance(60);
    staff.write_message(second.id, &NewMessage { body: "Hola".into() }, None).await.unwrap();
    assert_eq!(seen().await[0].id, second.id, "and so does a message");
    assert_eq!(seen().await[0].status, CaseStatus::InProgress);
}

#[actix_web::test]
async fn colleagues_come_page_by_page_and_counts_take_filters_only() {
    let w = World::new().await;
    for _ in 0..3 {
        w.staff(Role::Agent).await;
    }
    let staff = w.staff(Role::Agent).await;
    let all = staff.users().await.unwrap().items;
    let raw = staff.transport();
    let (mut names, mut next) = (Vec::new(), String::new());
    for _ in 0..10 {
        let page = raw.call("GET", &format!("/api/v1/users?limit=2{next}"), None).await.json();
        names.extend(page["items"].as_array().unwrap().iter().map(|user| user["id"].clone()));
        let Some(after) = page["next"].as_str() else { break };
        next = format!("&after={after}");
    }
    assert_eq!(names, all.iter().map(|user| json!(user.id)).collect::<Vec<_>>());
    assert_eq!(names.len(), 5);
    for query in ["sort=number", "limit=5", "after=x", "count=true"] {
        let problem = raw.call("GET", &format!("/api/v1/case-counts?{query}"), None).await.problem();
        assert_eq!(problem.errors[0].code, FieldCode::UnknownFilter, "{query}");
        assert_eq!(problem.errors[0].pointer, query.split('=').next().unwrap());
    }
}

#[actix_web::test]
async fn who_comes_by_https_is_told_to_stay_there_and_who_does_not_is_not() {
    let told = async |url: &str| {
        let settings = Settings { cheap_hashes: true, public_url: url.into(), ..Settings::default() };
        let answer = World::with(settings).await.nobody().call("GET", "/healthz", None).await;
        answer.header("strict-transport-security").map(str::to_owned)
    };
    assert_eq!(told("https://crm.example").await.as_deref(), Some("max-age=31536000"));
    assert_eq!(told("http://localhost:8080").await, None);
}
