//! What clients do, and what they never get to see.

use serde_json::json;
use zaguan_client::Query;
use zaguan_types::cases::{CasePatch, CasePriority, CaseStatus, NewCase, NewMessage};
use zaguan_types::contacts::NewContact;
use zaguan_types::fields::{FieldPatch, Module, PortalPatch, PortalView};
use zaguan_types::portal::{NewPortalCase, NextStep};
use zaguan_types::{Code, Patch, Role};

use crate::world::{World, document};

fn request(subject: &str) -> NewPortalCase {
    NewPortalCase { subject: Some(subject.into()), description: Some("Por favor".into()), ..NewPortalCase::default() }
}

#[actix_web::test]
async fn a_client_opens_a_case_and_staff_finds_it_ready_to_work_on() {
    let w = World::new().await;
    let (contact, client) = w.client().await;
    let created = client.create_case(&request("Copia de llaves"), Some("once")).await.unwrap().value;
    let again = client.create_case(&request("Copia de llaves"), Some("once")).await.unwrap().value;
    assert_eq!(created, again);
    assert_eq!(
        (created.status, created.status_label.as_str(), created.next_step),
        (CaseStatus::Open, "Abierto", NextStep::WaitingForUs)
    );
    let staff = w.staff(Role::Agent).await;
    let case = staff.case(created.id).await.unwrap().value;
    assert_eq!(
        (case.source.as_str(), case.contact_id, case.priority),
        ("portal", Some(contact.id), CasePriority::Normal)
    );
    assert_eq!(case.assignee_name.as_deref(), Some("Ana Owner"));
    assert_eq!(client.home().await.unwrap().cases.open, 1);
}

#[actix_web::test]
async fn an_answer_that_was_waited_for_puts_the_firm_back_to_work() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (_, client) = w.client().await;
    let case = client.create_case(&request("Llaves"), None).await.unwrap().value;
    let waiting = CasePatch { status: Patch::Set(CaseStatus::WaitingForResponse), ..CasePatch::default() };
    staff.change_case(case.id, &waiting, None).await.unwrap();
    assert_eq!(client.case(case.id).await.unwrap().value.next_step, NextStep::WaitingForYou);
    client.write_message(case.id, &NewMessage { body: "Aquí está".into() }, None).await.unwrap();
    assert_eq!(staff.case(case.id).await.unwrap().value.status, CaseStatus::InProgress);
    staff.close_case(case.id).await.unwrap();
    let closed = client.write_message(case.id, &NewMessage { body: "¿Y ahora?".into() }, None).await.unwrap_err();
    assert_eq!(closed.problem().unwrap().code, Code::Conflict);
}

#[actix_web::test]
async fn the_counts_follow_every_filter_but_the_status() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (_, client) = w.client().await;
    for subject in ["Llaves del garaje", "Llaves del trastero", "Recibo"] {
        client.create_case(&request(subject), None).await.unwrap();
    }
    let found = client.cases(&Query::new().with("q", "trastero")).await.unwrap();
    staff.close_case(found.items[0].id).await.unwrap();
    let counts = client.case_counts(&Query::new().with("q", "LLAVES").filter("status", "open")).await.unwrap();
    assert_eq!((counts.all, counts.open, counts.closed), (2, 1, 1));
    let by_number = client.cases(&Query::new().with("q", &found.items[0].number)).await.unwrap();
    assert_eq!(by_number.items.len(), 1);
    let day = client.cases(&Query::new().filter("created_at", "2026-11-19..2026-11-19")).await.unwrap();
    assert_eq!(day.items.len(), 3);
    assert!(client.cases(&Query::new().filter("created_at", "2026-11-20..")).await.unwrap().items.is_empty());
}

#[actix_web::test]
async fn nobody_sees_the_cases_of_others_not_even_that_they_exist() {
    let w = World::new().await;
    let (_, one) = w.client().await;
    let (_, other) = w.client().await;
    let case = one.create_case(&request("Privado"), None).await.unwrap().value;
    assert!(other.cases(&Query::new()).await.unwrap().items.is_empty());
    let message = NewMessage { body: "Hola".into() };
    for error in [
        other.case(case.id).await.unwrap_err(),
        other.messages(case.id, &Query::new()).await.unwrap_err(),
        other.write_message(case.id, &message, None).await.unwrap_err(),
    ] {
        assert_eq!(error.problem().unwrap().code, Code::NotFound);
    }
}

#[actix_web::test]
async fn the_names_of_staff_are_shown_and_their_addresses_are_not() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (_, client) = w.client().await;
    let case = client.create_case(&request("Llaves"), None).await.unwrap().value;
    staff.write_message(case.id, &NewMessage { body: "Vamos".into() }, None).await.unwrap();
    let messages = client.messages(case.id, &Query::new()).await.unwrap().items;
    assert_eq!((messages[0].author_name.as_str(), messages[0].mine), ("Mia Staff", false));
}

/// Words that are planted wherever a client must not look; the crawl finds them nowhere.
const CANARY: &str = "kanarienvogel";

#[actix_web::test]
async fn no_answer_of_the_portal_holds_what_stays_inside() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let (contact, client) = w.client().await;
    let (_, other) = w.client().await;
    other.create_case(&request(CANARY), None).await.unwrap();
    let (_, rival) = w.client_of(&w.rival).await;
    rival.create_case(&request(CANARY), None).await.unwrap();
    let organisation =
        zaguan_types::organisations::NewOrganisation { name: Some(format!("{CANARY} S. L.")), ..Default::default() };
    let organisation = admin.create_organisation(&organisation).await.unwrap().value;
    let new = NewContact {
        last_name: Some(CANARY.into()),
        email: Some(format!("{CANARY}@example.com")),
        organisation_id: Some(organisation.id),
        tags: Some(vec![CANARY.into()]),
        ..NewContact::default()
    };
    admin.create_contact(&new, None).await.unwrap();
    zaguan_domain::testkit::add_user(
        &w.app,
        w.firm.tenant,
        CANARY,
        &format!("{CANARY}@costa-clara.example"),
        Role::Agent,
        "Costa-brava-4711",
    )
    .await
    .unwrap();
    let note = zaguan_types::notes::NewNote { body: CANARY.into() };
    admin.create_note(contact.id, &note, None).await.unwrap();
    admin.create_note(organisation.id, &note, None).await.unwrap();
    let hidden = FieldPatch {
        portal: Patch::Set(PortalPatch {
            view: Patch::Set(PortalView::Hidden),
            list: Patch::Set(false),
            search: Patch::Set(false),
            ..PortalPatch::default()
        }),
        ..FieldPatch::default()
    };
    admin.change_field(Module::Cases, "description", &hidden, None).await.unwrap();
    let users = admin.users().await.unwrap().items;
    let bird = users.iter().find(|user| user.name == CANARY).unwrap();
    let case = NewCase {
        subject: Some("Llaves".into()),
        description: Some(CANARY.into()),
        contact_id: Some(contact.id),
        assignee_id: Some(bird.id),
        organisation_id: Some(organisation.id),
        ..NewCase::default()
    };
    let case = admin.create_case(&case, None).await.unwrap().value;
    let said = client.write_message(case.id, &NewMessage { body: "Hola".into() }, None).await.unwrap();
    let mut looked = 0;
    for (path, item) in document()["paths"].as_object().unwrap() {
        if !path.starts_with("/api/portal/") || item["get"].is_null() {
            continue;
        }
        let address = path.replace("{slug}", w.firm.slug).replace("{case_id}", &case.id.to_string());
        let address = address.replace("{message_id}", &said.id.to_string());
        assert!(!address.contains('{'), "{path}: say here how the crawl fills this address");
        for query in ["", "?limit=200&count=true", &format!("?q={CANARY}")] {
            let answer = client.transport().call("GET", &format!("{address}{query}"), None).await;
            assert!(!answer.body.contains(CANARY), "{address}{query}: {}", answer.body);
            let headers: String = answer.headers.iter().map(|(_, value)| value.as_str()).collect();
            assert!(!headers.contains(CANARY), "{address}{query}");
        }
        looked += 1;
    }
    assert!(looked >= 9, "the crawl looked at {looked} addresses only");
    let found = client.cases(&Query::new().with("q", CANARY)).await.unwrap();
    assert!(found.items.is_empty(), "a hidden description cannot be searched");
}

#[actix_web::test]
async fn the_tag_of_a_case_does_not_tell_that_something_hidden_changed() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (_, client) = w.client().await;
    let case = client.create_case(&request("Llaves"), None).await.unwrap();
    let tag = async || client.case(case.value.id).await.unwrap().etag;
    let before = tag().await;
    let hidden = CasePatch { private: Patch::Set(true), ..CasePatch::default() };
    staff.change_case(case.value.id, &hidden, None).await.unwrap();
    assert_eq!(tag().await, before);
    let shown = CasePatch { subject: Patch::Set("Otras llaves".into()), ..CasePatch::default() };
    staff.change_case(case.value.id, &shown, None).await.unwrap();
    assert_ne!(tag().await, before);
}

#[actix_web::test]
async fn a_client_posts_what_the_form_shows_and_nothing_else() {
    let w = World::new().await;
    let (_, client) = w.client().await;
    let before = w.digest().await;
    for (name, value) in [
        ("id", json!("01a201bc-ee9d-7683-9358-95d2bcd2ee98")),
        ("tenant_id", json!("01a201bc-ee9d-7683-9358-95d2bcd2ee98")),
        ("number", json!(7)),
        ("status", json!("closed")),
        ("source", json!("staff")),
        ("assignee_id", json!(null)),
        ("contact_id", json!("01a201bc-ee9d-7683-9358-95d2bcd2ee98")),
        ("private", json!(true)),
        ("created_at", json!("2020-01-01T00:00:00Z")),
        ("version", json!(9)),
        ("custom", json!({"anything": 1})),
    ] {
        let mut body = json!({"subject": "s", "description": "d"});
        body[name] = value;
        let answer = client.transport().call("POST", "/api/portal/v1/costa-clara/cases", Some(&body)).await;
        assert_eq!(answer.problem().code, Code::Invalid, "{name}");
    }
    assert_eq!(w.digest().await, before);
}
