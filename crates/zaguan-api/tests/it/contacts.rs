//! Contacts: created, changed, found, and let in.

use serde_json::json;
use zaguan_client::Query;
use zaguan_types::contacts::{Contact, ContactPatch, NewContact};
use zaguan_types::{Code, FieldCode, Patch, Role};

use crate::world::{World, named};

#[actix_web::test]
async fn a_new_contact_can_be_read_and_has_an_address_and_a_tag() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let created = staff
        .call(
            "POST",
            "/api/v1/contacts",
            Some(&json!({"first_name": " Carmen ", "last_name": "Rueda", "tags": ["VIP"]})),
        )
        .await;
    assert_eq!(created.status, 201, "{}", created.body);
    let read = staff.call("GET", created.header("location").unwrap(), None).await;
    assert_eq!(read.header("etag"), created.header("etag"));
    let contact: Contact = serde_json::from_value(read.json()).unwrap();
    assert_eq!((contact.first_name.as_deref(), contact.tags), (Some("Carmen"), vec!["VIP".to_owned()]));
    assert_eq!(read.header("cache-control"), Some("no-store"));
}

#[actix_web::test]
async fn the_second_of_two_editors_is_told_and_shown_the_present_state() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let new = NewContact { last_name: Some("Gil".into()), ..NewContact::default() };
    let contact = staff.create_contact(&new, None).await.unwrap();
    let phone = |phone: &str| ContactPatch { phone: Patch::Set(phone.into()), ..ContactPatch::default() };
    staff.change_contact(contact.value.id, &phone("600 111 222"), Some(&contact.etag)).await.unwrap();
    let lost = staff.change_contact(contact.value.id, &phone("600 333 444"), Some(&contact.etag)).await.unwrap_err();
    let problem = lost.problem().unwrap();
    assert_eq!(problem.code, Code::PreconditionFailed);
    assert_eq!(problem.current.as_ref().unwrap()["phone"], "600 111 222");
}

#[actix_web::test]
async fn a_patch_that_changes_nothing_leaves_no_trace() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let new = NewContact { last_name: Some("Gil".into()), ..NewContact::default() };
    let contact = staff.create_contact(&new, None).await.unwrap();
    let before = w.digest().await;
    let same = ContactPatch { last_name: Patch::Set("Gil".into()), phone: Patch::Clear, ..ContactPatch::default() };
    let after = staff.change_contact(contact.value.id, &same, None).await.unwrap();
    assert_eq!(after.etag, contact.etag);
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn the_list_is_paged_without_gaps_or_doubles_while_names_repeat() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    for number in 0..23 {
        let new = NewContact { last_name: Some(format!("Álvarez {}", number / 5)), ..NewContact::default() };
        staff.create_contact(&new, None).await.unwrap();
    }
    for sort in ["last_name", "-last_name", "created_at", "-updated_at"] {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let query = Query::new().with("limit", "5").with("sort", sort).with("count", "true").some("after", &after);
            let page = staff.contacts(&query).await.unwrap();
            assert_eq!(page.total, Some(23));
            seen.extend(page.items.into_iter().map(|contact| contact.id));
            match page.next {
                Some(next) => after = next,
                None => break,
            }
        }
        let mut unique = seen.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!((seen.len(), unique.len()), (23, 23), "{sort}");
    }
}

#[actix_web::test]
async fn search_finds_parts_of_names_and_addresses_whatever_the_accents() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let new = NewContact {
        first_name: Some("Íñigo".into()),
        last_name: Some("Peña".into()),
        email: Some("i.pena@example.com".into()),
        ..NewContact::default()
    };
    staff.create_contact(&new, None).await.unwrap();
    for (words, found) in [("PEN", 1), ("iñi", 1), ("pena@exam", 1), ("100%", 0), ("_", 0), ("zzz", 0)] {
        let page = staff.contacts(&Query::new().with("q", words)).await.unwrap();
        assert_eq!(page.items.len(), found, "{words}");
    }
}

#[actix_web::test]
async fn a_cursor_of_another_list_or_order_is_refused() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    for last in ["a", "b", "c"] {
        staff.call("POST", "/api/v1/contacts", Some(&named(last))).await;
    }
    let page = staff.call("GET", "/api/v1/contacts?limit=1", None).await.json();
    let next = page["next"].as_str().unwrap();
    for wrong in [
        format!("/api/v1/contacts?sort=created_at&after={next}"),
        format!("/api/v1/cases?after={next}"),
        "/api/v1/contacts?after=AAAA".into(),
        format!("/api/v1/contacts?sort=created_at&after={}", forged("created_at", &json!(i64::MAX))),
        format!("/api/v1/contacts?after={}", forged("last_name", &json!(7))),
        format!("/api/v1/contacts?after={}", forged("last_name", &json!("\0"))),
        format!("/api/v1/cases?sort=number&after={}", forged("number", &json!("seven"))),
    ] {
        let problem = staff.call("GET", &wrong, None).await.problem();
        assert_eq!((problem.code, problem.errors[0].code), (Code::Invalid, FieldCode::BadCursor), "{wrong}");
    }
}

#[actix_web::test]
async fn ticking_the_box_invites_and_says_what_lacks_otherwise() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let before = w.digest().await;
    let lacking =
        json!({"last_name": "Gil", "portal_user": true, "email_opt_out": true, "support_end_date": "2026-11-18"});
    let problem = staff.call("POST", "/api/v1/contacts", Some(&lacking)).await.problem();
    let codes: Vec<_> = problem.errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, [FieldCode::EmailNeeded, FieldCode::OptedOut, FieldCode::SupportOver]);
    assert_eq!(w.digest().await, before, "a refused contact is not half there");
    let fine = json!({"last_name": "Gil", "portal_user": true, "email": "Gil@Example.net"});
    assert_eq!(staff.call("POST", "/api/v1/contacts", Some(&fine)).await.status, 201);
    let twice = json!({"last_name": "Otro", "portal_user": true, "email": "gil@example.net"});
    let problem = staff.call("POST", "/api/v1/contacts", Some(&twice)).await.problem();
    assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), ("/email", FieldCode::Taken));
    w.work_off().await;
    let mails = w.mails_to("gil@example.net");
    assert_eq!(mails.len(), 1);
    for line in ["http://localhost:8080/p/costa-clara/", "Nombre de usuario: gil@example.net"] {
        assert!(mails[0].lines().any(|known| known == line), "{line} in {}", mails[0]);
    }
}

#[actix_web::test]
async fn the_support_window_ends_after_it_begins() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let new = json!({"last_name": "Gil", "support_start_date": "2026-12-01", "support_end_date": "2026-11-30"});
    let problem = staff.call("POST", "/api/v1/contacts", Some(&new)).await.problem();
    assert_eq!(
        (problem.errors[0].pointer.as_str(), problem.errors[0].code),
        ("/support_end_date", FieldCode::EndBeforeStart)
    );
}

#[actix_web::test]
async fn ten_copies_of_a_post_have_one_effect() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let body = named("Once");
    let copies =
        (0..10).map(|_| staff.call_with("POST", "/api/v1/contacts", Some(&body), &[("idempotency-key", "k-1")]));
    let answers = futures_util::future::join_all(copies).await;
    let first = &answers[0].body;
    assert!(answers.iter().all(|answer| answer.status == 201 && answer.body == *first), "{answers:?}");
    let list = staff.call("GET", "/api/v1/contacts?q=once", None).await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let other = staff.call_with("POST", "/api/v1/contacts", Some(&named("Other")), &[("idempotency-key", "k-1")]).await;
    assert_eq!(other.problem().code, Code::IdempotencyMismatch);
    // The key is each caller's own.
    let colleague = w.staff_call(&w.firm, Role::Agent).await;
    assert_eq!(
        colleague
            .call_with("POST", "/api/v1/contacts", Some(&named("Other")), &[("idempotency-key", "k-1")])
            .await
            .status,
        201
    );
}

#[actix_web::test]
async fn answers_are_kept_for_a_day_and_then_thrown_away() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    staff.call_with("POST", "/api/v1/contacts", Some(&named("Once")), &[("idempotency-key", "k-1")]).await;
    let kept = async || w.digest().await.lines().any(|line| line.starts_with("idempotency_keys 1 "));
    w.clock.advance(23 * 3600);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert!(kept().await);
    w.clock.advance(2 * 3600);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert!(!kept().await);
}

#[actix_web::test]
async fn a_stream_that_comes_back_after_events_were_thrown_away_is_told_to_read_anew() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    staff.call("POST", "/api/v1/contacts", Some(&named("Gil"))).await;
    let missed = async |after| {
        zaguan_domain::live::missed(&w.app, w.firm.tenant, after, None).await.unwrap().map(|events| events.len())
    };
    assert_eq!(missed(0).await, Some(1));
    w.clock.advance(8 * 24 * 3600);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert_eq!((missed(0).await, missed(1).await), (None, Some(0)));
}

/// A cursor as somebody who has read the source would write one.
fn forged(sort: &str, key: &serde_json::Value) -> String {
    use base64::Engine as _;
    let text = json!([sort, key, "01a201bc-ee9d-7683-9358-95d2bcd2ee98"]).to_string();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}
