//! The timeline: what happened, in order, in words that people read.

use serde_json::json;
use zaguan_client::{Query, Staff};
use zaguan_domain::testkit;
use zaguan_types::cases::{NewCase, NewMessage};
use zaguan_types::contacts::{ContactPatch, NewContact};
use zaguan_types::notes::{NewNote, NotePatch};
use zaguan_types::organisations::{NewOrganisation, OrganisationPatch};
use zaguan_types::timeline::{ActorSide, TimelineEntry, TimelineKind};
use zaguan_types::{Code, ContactId, OrganisationId, Patch, Role};

use crate::world::{InProcess, World};

async fn organisation(staff: &Staff<InProcess>, name: &str) -> OrganisationId {
    let new = NewOrganisation { name: Some(name.into()), ..NewOrganisation::default() };
    staff.create_organisation(&new).await.unwrap().value.id
}

fn actions(entries: &[TimelineEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.action.as_str()).collect()
}

#[actix_web::test]
async fn everything_that_happened_to_a_contact_is_told_the_latest_first() {
    let w = World::new().await;
    let (contact, client) = w.client().await;
    let staff = w.staff(Role::Agent).await;
    let note = staff.create_note(contact.id, &NewNote { body: "Prefiere la tarde".into() }, None).await.unwrap().value;
    let new = NewCase { subject: Some("Llaves".into()), contact_id: Some(contact.id), ..NewCase::default() };
    let case = staff.create_case(&new, None).await.unwrap().value;
    let long = "x".repeat(400);
    client.write_message(case.id, &NewMessage { body: long.clone() }, None).await.unwrap();
    let page = staff.timeline(contact.id, &Query::new()).await.unwrap();
    let found = actions(&page.items);
    // The client's first sign-in and own password lie between the mail and the note.
    assert_eq!(found[..3], ["case_message.created", "case.created", "note.created"], "{found:?}");
    assert_eq!(found.last(), Some(&"contact.created"));
    for action in ["portal_access.granted", "mail.sent", "session.created", "portal_access.password_changed"] {
        assert!(found.contains(&action), "{action} in {found:?}");
    }
    let said = &page.items[0];
    assert_eq!(
        (said.kind, said.actor_side, said.actor_name.as_str()),
        (TimelineKind::Cases, ActorSide::Client, "Eva Luna")
    );
    assert_eq!((said.text.as_deref(), said.text_cut), (Some(&long[..300]), true));
    assert_eq!(said.subject_label.as_deref(), Some("C-000001 Llaves"));
    let written = &page.items[2];
    assert_eq!((written.text.as_deref(), written.subject_id), (Some("Prefiere la tarde"), Some(note.id.0)));
    let signed_in = page.items.iter().find(|entry| entry.action == "session.created").unwrap();
    assert_eq!((signed_in.kind, signed_in.actor_side), (TimelineKind::Access, ActorSide::Client));
    assert_eq!(signed_in.subject_label.as_deref(), Some("Eva Luna"));
    let mail = page.items.iter().find(|entry| entry.action == "mail.sent").unwrap();
    assert!(mail.subject_label.as_deref().is_some_and(|subject| !subject.is_empty()));
    assert_eq!(mail.details["kind"], "invitation");
}

#[actix_web::test]
async fn a_note_that_was_removed_is_told_as_removed_without_its_text() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = organisation(&staff, "Almenara").await;
    let note = staff.create_note(id, &NewNote { body: "Paga tarde".into() }, None).await.unwrap().value;
    let patch = NotePatch { body: Patch::Set("Paga a tiempo".into()) };
    staff.change_note(id, note.id, &patch, None).await.unwrap();
    let notes = Query::new().filter("kind", "notes");
    let page = staff.timeline(id, &notes).await.unwrap().items;
    let told: Vec<_> = page.iter().map(|entry| (entry.action.as_str(), entry.text.as_deref())).collect();
    assert_eq!(told, [("note.updated", None), ("note.created", Some("Paga a tiempo"))], "the text of today, once");
    staff.remove_note(id, note.id).await.unwrap();
    let page = staff.timeline(id, &notes).await.unwrap().items;
    assert_eq!(actions(&page), ["note.removed", "note.updated", "note.created"]);
    assert!(page.iter().all(|entry| entry.subject_gone && entry.text.is_none()));
    let answer = staff.transport().call("GET", &format!("/api/v1/organisations/{id}/timeline"), None).await;
    assert!(!answer.body.contains("Paga"), "{}", answer.body);
}

#[actix_web::test]
async fn what_changed_is_told_in_names_and_not_in_ids() {
    let w = World::new().await;
    let staff = w.staff(Role::Owner).await;
    let (one, other) = (organisation(&staff, "Almenara").await, organisation(&staff, "Bóveda").await);
    let me = staff.me().await.unwrap().value;
    let new = NewContact { last_name: Some("Gil".into()), organisation_id: Some(one), ..NewContact::default() };
    let contact = staff.create_contact(&new, None).await.unwrap().value;
    let patch = ContactPatch {
        organisation_id: Patch::Set(other),
        owner_id: Patch::Set(me.id),
        phone: Patch::Set("600 111 222".into()),
        ..ContactPatch::default()
    };
    staff.change_contact(contact.id, &patch, None).await.unwrap();
    let parent = OrganisationPatch { parent_id: Patch::Set(one), ..OrganisationPatch::default() };
    staff.change_organisation(other, &parent, None).await.unwrap();
    let changed = &staff.timeline(contact.id, &Query::new()).await.unwrap().items[0];
    assert_eq!(changed.action, "contact.updated");
    assert_eq!(changed.changes["organisation_id"], json!([one, other]));
    assert_eq!(changed.changes["organisation_name"], json!(["Almenara", "Bóveda"]));
    assert_eq!(changed.changes["owner_name"], json!([null, me.name]));
    assert_eq!(changed.changes["phone"], json!([null, "600 111 222"]));
    // The organisation tells of itself and of its people.
    let page = staff.timeline(other, &Query::new()).await.unwrap().items;
    assert_eq!(actions(&page), ["organisation.updated", "contact.updated", "organisation.created"]);
    assert_eq!(page[0].changes["parent_name"], json!([null, "Almenara"]));
    assert_eq!(page[1].subject_label.as_deref(), Some("Gil"));
    assert_eq!(page[0].subject_label.as_deref(), Some("Bóveda"));
}

#[actix_web::test]
async fn the_parts_of_a_timeline_are_all_of_it() {
    let w = World::new().await;
    let (contact, _) = w.client().await;
    let staff = w.staff(Role::Agent).await;
    staff.create_note(contact.id, &NewNote { body: "Nota".into() }, None).await.unwrap();
    let new = NewCase { subject: Some("Llaves".into()), contact_id: Some(contact.id), ..NewCase::default() };
    staff.create_case(&new, None).await.unwrap();
    let all = staff.timeline(contact.id, &Query::new().with("count", "true")).await.unwrap();
    let mut parts = 0;
    for kind in TimelineKind::ALL {
        let page = staff.timeline(contact.id, &Query::new().filter("kind", kind.as_str())).await.unwrap().items;
        assert!(!page.is_empty() && page.iter().all(|entry| entry.kind == *kind), "{kind}: {page:?}");
        parts += page.len();
    }
    assert_eq!((Some(parts as u64), parts), (all.total, all.items.len()));
    let two = staff.timeline(contact.id, &Query::new().filter("kind", "notes,cases")).await.unwrap();
    assert_eq!(two.items.len(), 2);
    for (query, pointer) in [("filter[kind]=gossip", "filter[kind]"), ("filter[x]=y", "filter[x]"), ("q=x", "q")] {
        let path = format!("/api/v1/contacts/{}/timeline?{query}", contact.id);
        let problem = staff.transport().call("GET", &path, None).await.problem();
        assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (Code::Invalid, pointer));
    }
}

#[actix_web::test]
async fn pages_follow_one_another_without_gaps_or_doubles() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = organisation(&staff, "Almenara").await;
    for number in 0..12 {
        staff.create_note(id, &NewNote { body: format!("Nota {number}") }, None).await.unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = staff.timeline(id, &Query::new().with("limit", "5").some("after", &after)).await.unwrap();
        seen.extend(page.items);
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }
    assert_eq!(seen.len(), 13);
    assert!(seen.windows(2).all(|two| (two[0].at, two[0].id) > (two[1].at, two[1].id)));
}

#[actix_web::test]
async fn other_records_and_other_firms_have_timelines_of_their_own() {
    let w = World::new().await;
    let staff = w.staff(Role::Owner).await;
    let (one, other) = (organisation(&staff, "Almenara").await, organisation(&staff, "Bóveda").await);
    staff.create_note(one, &NewNote { body: "Nota".into() }, None).await.unwrap();
    assert_eq!(actions(&staff.timeline(other, &Query::new()).await.unwrap().items), ["organisation.created"]);
    let rival = w.staff_of(&w.rival, Role::Owner).await;
    let refused = rival.timeline(one, &Query::new()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::NotFound);
}

/// The fastest of several pages, in microseconds.
#[expect(clippy::disallowed_methods, reason = "how long a page takes is what is tested")]
async fn fastest_page(staff: &Staff<InProcess>, contact: ContactId) -> u128 {
    let mut fastest = u128::MAX;
    for _ in 0..15 {
        let began = std::time::Instant::now();
        assert_eq!(staff.timeline(contact, &Query::new()).await.unwrap().items.len(), 50);
        fastest = fastest.min(began.elapsed().as_micros());
    }
    fastest
}

#[actix_web::test]
async fn a_page_of_a_long_history_takes_what_one_of_a_short_one_does() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let new = NewContact { last_name: Some("Gil".into()), ..NewContact::default() };
    let short = staff.create_contact(&new, None).await.unwrap().value.id;
    let long = staff.create_contact(&new, None).await.unwrap().value.id;
    testkit::add_history(&w.app, w.firm.tenant, short, 60).await.unwrap();
    testkit::add_history(&w.app, w.firm.tenant, long, 5_000).await.unwrap();
    let (short, long) = (fastest_page(&staff, short).await, fastest_page(&staff, long).await);
    assert!(long < 2 * short + 2_000, "{long} µs for 5,000 entries, {short} µs for 60");
}
