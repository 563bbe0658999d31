//! Cases as staff works with them.

use serde_json::json;
use zaguan_client::Query;
use zaguan_types::cases::{CasePatch, CaseReadMark, CaseStatus, NewCase, NewMessage};
use zaguan_types::contacts::NewContact;
use zaguan_types::portal::NewPortalCase;
use zaguan_types::{Patch, Role};

use crate::world::World;

fn about(subject: &str) -> NewCase {
    NewCase { subject: Some(subject.into()), ..NewCase::default() }
}

#[actix_web::test]
async fn numbers_have_no_gaps_though_some_attempts_fail() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let bodies: Vec<_> = (0..12)
        .map(|n| {
            if n % 3 == 2 { json!({"subject": "x", "contact_id": uuid::Uuid::nil()}) } else { json!({"subject": "x"}) }
        })
        .collect();
    let answers =
        futures_util::future::join_all(bodies.iter().map(|body| staff.call("POST", "/api/v1/cases", Some(body)))).await;
    let mut numbers: Vec<String> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.json()["number"].as_str().unwrap().to_owned())
        .collect();
    numbers.sort();
    let wanted: Vec<String> = (1..=8).map(|number| format!("C-{number:06}")).collect();
    assert_eq!(numbers, wanted);
}

#[actix_web::test]
async fn a_case_takes_the_organisation_of_its_contact_and_the_default_assignee() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let organisation = staff
        .create_organisation(&zaguan_types::organisations::NewOrganisation {
            name: Some("Almenara".into()),
            ..Default::default()
        })
        .await
        .unwrap()
        .value;
    let new =
        NewContact { last_name: Some("Gil".into()), organisation_id: Some(organisation.id), ..NewContact::default() };
    let contact = staff.create_contact(&new, None).await.unwrap().value;
    let case =
        staff.create_case(&NewCase { contact_id: Some(contact.id), ..about("Llaves") }, None).await.unwrap().value;
    assert_eq!(case.organisation_id, Some(organisation.id));
    assert_eq!(case.contact_name.as_deref(), Some("Gil"));
    assert_eq!(case.organisation_name.as_deref(), Some("Almenara"));
    let listed = staff.cases(&Query::new()).await.unwrap().items.remove(0);
    assert_eq!(listed, case, "the list says what the case itself says");
    let renamed = json!({"name": "Almenara Sol"});
    let path = format!("/api/v1/organisations/{}", organisation.id);
    assert_eq!(staff.transport().call("PATCH", &path, Some(&renamed)).await.status, 200);
    assert_eq!(staff.case(case.id).await.unwrap().value.organisation_name.as_deref(), Some("Almenara Sol"));
    assert_eq!(case.assignee_name.as_deref(), Some("Ana Owner"));
}

#[actix_web::test]
async fn closing_and_reopening_keep_the_books() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let case = staff.create_case(&about("Llaves"), None).await.unwrap().value;
    let closed = staff.close_case(case.id).await.unwrap();
    assert_eq!((closed.status, closed.closed_at.is_some()), (CaseStatus::Closed, true));
    let again = staff.close_case(case.id).await.unwrap();
    assert_eq!(again.version, closed.version, "closing twice is closing once");
    staff.reopen_case(case.id).await.unwrap();
    let open = staff.case(case.id).await.unwrap().value;
    assert_eq!((open.status, open.closed_at), (CaseStatus::InProgress, None));
}

#[actix_web::test]
async fn an_answer_of_staff_puts_an_open_case_to_work() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let case = staff.create_case(&about("Llaves"), None).await.unwrap().value;
    let said = staff.write_message(case.id, &NewMessage { body: " Hola ".into() }, Some("m1")).await.unwrap();
    let again = staff.write_message(case.id, &NewMessage { body: " Hola ".into() }, Some("m1")).await.unwrap();
    assert_eq!((said.body.as_str(), said.id), ("Hola", again.id));
    assert_eq!(staff.case(case.id).await.unwrap().value.status, CaseStatus::InProgress);
    assert_eq!(staff.case_messages(case.id, &Query::new()).await.unwrap().items.len(), 1);
}

#[actix_web::test]
async fn filters_and_counts_agree() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    for (subject, status) in [("Uno", CaseStatus::Open), ("Dos", CaseStatus::Closed), ("Tres", CaseStatus::Closed)] {
        staff.create_case(&NewCase { status: Some(status), ..about(subject) }, None).await.unwrap();
    }
    let counts = staff.case_counts(&Query::new()).await.unwrap();
    assert_eq!((counts.all, counts.open, counts.closed, counts.in_progress), (3, 1, 2, 0));
    let closed = staff.cases(&Query::new().filter("status", "closed")).await.unwrap();
    assert_eq!(closed.items.len(), 2);
    let found = staff.cases(&Query::new().with("q", "c-000002")).await.unwrap();
    assert_eq!(found.items[0].subject, "Dos");
    assert_eq!(staff.case_counts(&Query::new().with("q", "tres")).await.unwrap().all, 1);
}

#[actix_web::test]
async fn a_needed_value_cannot_be_taken_away() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let case = staff.create_case(&about("Llaves"), None).await.unwrap().value;
    for patch in [
        CasePatch { subject: Patch::Clear, ..CasePatch::default() },
        CasePatch { subject: Patch::Set("   ".into()), ..CasePatch::default() },
        CasePatch { status: Patch::Clear, ..CasePatch::default() },
        CasePatch { priority: Patch::Clear, ..CasePatch::default() },
        CasePatch { category: Patch::Set("nope".into()), ..CasePatch::default() },
    ] {
        let error = staff.change_case(case.id, &patch, None).await.unwrap_err();
        assert_eq!(error.problem().unwrap().status, 422, "{patch:?}");
    }
    assert_eq!(staff.case(case.id).await.unwrap().value, case);
}

#[actix_web::test]
async fn cases_are_found_by_organisation_contact_and_day() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let organisation =
        |name: &str| zaguan_types::organisations::NewOrganisation { name: Some(name.into()), ..Default::default() };
    let ours = staff.create_organisation(&organisation("Almenara")).await.unwrap().value.id;
    let other = staff.create_organisation(&organisation("Otra")).await.unwrap().value.id;
    let gil = NewContact { last_name: Some("Gil".into()), organisation_id: Some(ours), ..NewContact::default() };
    let gil = staff.create_contact(&gil, None).await.unwrap().value.id;
    for new in [
        NewCase { contact_id: Some(gil), ..about("de Gil") },
        NewCase { organisation_id: Some(other), ..about("de Otra") },
    ] {
        staff.create_case(&new, None).await.unwrap();
    }
    w.clock.advance(2 * 24 * 3_600);
    let staff = w.staff(Role::Agent).await;
    let late = staff.create_case(&about("de nadie"), None).await.unwrap().value;
    let found = async |name: &str, value: &str| {
        let query = Query::new().filter(name, value).with("sort", "number");
        let page = staff.cases(&query).await.unwrap().items;
        page.into_iter().map(|case| case.subject).collect::<Vec<_>>()
    };
    assert_eq!(found("organisation_id", &ours.to_string()).await, ["de Gil"], "that of the contact, taken over");
    assert_eq!(found("organisation_id", &other.to_string()).await, ["de Otra"]);
    assert_eq!(found("organisation_id", "none").await, ["de nadie"]);
    assert_eq!(found("contact_id", &gil.to_string()).await, ["de Gil"]);
    assert_eq!(found("contact_id", "none").await, ["de Otra", "de nadie"]);
    let day = &late.created_at.to_string()[..10];
    assert_eq!(found("created_at", &format!("{day}..")).await, ["de nadie"]);
    assert_eq!(found("updated_at", &format!("..{day}")).await.len(), 3);
    let foreign = w.staff_of(&w.rival, Role::Owner).await;
    let query = Query::new().filter("organisation_id", ours.to_string());
    assert_eq!(foreign.cases(&query).await.unwrap().items, [], "another firm's is nothing here");
    let wrong = staff.cases(&Query::new().filter("organisation_id", "Almenara")).await.unwrap_err();
    assert_eq!(wrong.problem().unwrap().errors[0].pointer, "filter[organisation_id]");
    let counts = staff.case_counts(&Query::new().filter("organisation_id", ours.to_string())).await.unwrap();
    assert_eq!((counts.all, counts.open), (1, 1));
}

#[actix_web::test]
async fn a_case_is_unread_for_each_of_the_staff_until_they_have_read_it() {
    let w = World::new().await;
    let (ana, luis) = (w.staff(Role::Agent).await, w.staff(Role::ReadOnly).await);
    w.clock.advance(60);
    let (contact, client) = w.client().await;
    let marks = async |who: &zaguan_client::Staff<crate::world::InProcess>, id| {
        let listed = who.cases(&Query::new()).await.unwrap().items;
        let one = who.case(id).await.unwrap().value;
        assert_eq!(listed.iter().find(|case| case.id == id), Some(&one), "the list says what the case itself says");
        one.unread
    };
    // What staff opens and writes is no news.
    let own = ana.create_case(&NewCase { contact_id: Some(contact.id), ..about("Llaves") }, None).await.unwrap().value;
    ana.write_message(own.id, &NewMessage { body: "Hola".into() }, None).await.unwrap();
    assert_eq!((marks(&ana, own.id).await, marks(&luis, own.id).await), (false, false));
    // What the client says is, for everybody, and whoever reads it reads it for themselves.
    client.write_message(own.id, &NewMessage { body: "Buenas".into() }, None).await.unwrap();
    assert_eq!((marks(&ana, own.id).await, marks(&luis, own.id).await), (true, true));
    let seen = |at| CaseReadMark { up_to: at };
    let said = ana.case_messages(own.id, &Query::new()).await.unwrap().items.pop().unwrap();
    let version = ana.case(own.id).await.unwrap().value.version;
    ana.mark_case_read(own.id, &seen(said.created_at)).await.unwrap();
    assert_eq!((marks(&ana, own.id).await, marks(&luis, own.id).await), (false, true));
    let before = w.digest().await;
    ana.mark_case_read(own.id, &seen(said.created_at)).await.unwrap();
    assert_eq!(w.digest().await, before, "reading twice is reading once");
    assert_eq!(ana.case(own.id).await.unwrap().value.version, version, "reading changes nothing");
    // What came after the moment that was seen stays unread, and a mark does not go back.
    w.clock.advance(60);
    client.write_message(own.id, &NewMessage { body: "¿Hola?".into() }, None).await.unwrap();
    ana.mark_case_read(own.id, &seen(said.created_at)).await.unwrap();
    assert!(marks(&ana, own.id).await);
    let said = ana.case_messages(own.id, &Query::new()).await.unwrap().items.pop().unwrap();
    ana.mark_case_read(own.id, &seen(said.created_at)).await.unwrap();
    luis.mark_case_read(own.id, &seen("2090-01-01T00:00:00Z".parse().unwrap())).await.unwrap();
    assert_eq!((marks(&ana, own.id).await, marks(&luis, own.id).await), (false, false));
    w.clock.advance(60);
    client.write_message(own.id, &NewMessage { body: "Gracias".into() }, None).await.unwrap();
    assert!(marks(&luis, own.id).await, "nobody reads ahead of the present moment");
    // One that a client opens is news; to whoever came later, it is not.
    let new =
        NewPortalCase { subject: Some("Ruido".into()), description: Some("Arriba".into()), ..NewPortalCase::default() };
    let opened = client.create_case(&new, None).await.unwrap().value;
    w.clock.advance(60);
    let late = w.staff(Role::Agent).await;
    assert_eq!((marks(&ana, opened.id).await, marks(&late, opened.id).await), (true, false));
    let elsewhere = w.staff_call(&w.rival, Role::Owner).await;
    let path = format!("/api/v1/cases/{}/read-mark", opened.id);
    let answer = elsewhere.call("PUT", &path, Some(&json!({"up_to": "2026-11-19T10:00:00Z"}))).await;
    assert_eq!(answer.status, 404);
}
