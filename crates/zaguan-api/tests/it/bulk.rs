//! Changing many records at once, and taking it back.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;
use zaguan_client::{Query, Staff};
use zaguan_domain::testkit;
use zaguan_types::bulk::{BulkAction, BulkChange, BulkOutcome, BulkSkip, Matching};
use zaguan_types::contacts::{ContactPatch, NewContact};
use zaguan_types::organisations::NewOrganisation;
use zaguan_types::{Code, ContactId, FieldCode, Patch, Role};

use crate::world::{InProcess, World};

fn change(action: BulkAction, ids: &[ContactId]) -> BulkChange {
    let ids = ids.iter().map(|id| id.0).collect();
    BulkChange {
        action,
        ids,
        matching: None,
        owner_id: None,
        tags: Vec::new(),
        status: None,
        priority: None,
        dry_run: false,
    }
}

fn tagging(action: BulkAction, ids: &[ContactId], tags: &[&str]) -> BulkChange {
    BulkChange { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..change(action, ids) }
}

async fn contact(staff: &Staff<InProcess>, last: &str, tags: &[&str]) -> ContactId {
    let new = NewContact {
        last_name: Some(last.into()),
        tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
        ..NewContact::default()
    };
    staff.create_contact(&new, None).await.unwrap().value.id
}

async fn tags(staff: &Staff<InProcess>, id: ContactId) -> Vec<String> {
    staff.contact(id).await.unwrap().value.tags
}

fn reasons(outcome: &BulkOutcome) -> Vec<(Uuid, BulkSkip)> {
    outcome.skipped.iter().map(|skipped| (skipped.id, skipped.reason)).collect()
}

#[actix_web::test]
async fn many_get_tags_and_lose_them_and_all_of_it_can_be_taken_back() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (one, two, three) = (
        contact(&staff, "a", &["VIP"]).await,
        contact(&staff, "b", &["vip", "Nerja"]).await,
        contact(&staff, "c", &[]).await,
    );
    let foreign = contact(&w.staff_of(&w.rival, Role::Owner).await, "x", &[]).await;
    let add = tagging(BulkAction::AddTags, &[one, two, three, foreign, one], &["Nerja", "nerja"]);
    let before = w.digest().await;
    let dry = staff.change_many_contacts(&BulkChange { dry_run: true, ..add.clone() }, None).await.unwrap();
    assert_eq!((dry.id, dry.changed, dry.unchanged), (None, 2, 1));
    assert_eq!(reasons(&dry), [(foreign.0, BulkSkip::NotFound)]);
    assert_eq!(w.digest().await, before, "only asked");
    let done = staff.change_many_contacts(&add, Some("k")).await.unwrap();
    assert_eq!(staff.change_many_contacts(&add, Some("k")).await.unwrap(), done);
    assert_eq!(BulkOutcome { id: None, ..done.clone() }, dry);
    assert_eq!(
        (tags(&staff, one).await, tags(&staff, three).await),
        (vec!["VIP".into(), "Nerja".into()], vec!["Nerja".into()])
    );
    let offered = staff.contact_tags(&Query::new()).await.unwrap().items;
    assert_eq!((offered[0].name.as_str(), offered[0].count), ("Nerja", 3), "the list of tags knows");
    let found = staff.contacts(&Query::new().filter("tag", "NERJA")).await.unwrap();
    assert_eq!(found.items.len(), 3);
    let told = staff.timeline(one, &Query::new()).await.unwrap().items;
    assert_eq!(told[0].changes["tags"], json!([["VIP"], ["VIP", "Nerja"]]));
    // One of them is changed by somebody else; the other goes back.
    let phone = ContactPatch { phone: Patch::Set("600".into()), ..ContactPatch::default() };
    staff.change_contact(three, &phone, None).await.unwrap();
    let back = staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!((back.changed, reasons(&back)), (1, vec![(three.0, BulkSkip::ChangedSince)]));
    assert_eq!((tags(&staff, one).await, tags(&staff, three).await), (vec!["VIP".into()], vec!["Nerja".into()]));
    let once = w.digest().await;
    let again = staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!((again.changed, w.digest().await), (0, once), "the second time nothing changes");
    let lose = tagging(BulkAction::RemoveTags, &[one, two, three], &["VIP"]);
    let lost = staff.change_many_contacts(&lose, None).await.unwrap();
    assert_eq!((lost.changed, lost.unchanged, tags(&staff, two).await), (2, 1, vec!["Nerja".into()]));
    staff.undo_bulk_change(lost.id.unwrap()).await.unwrap();
    assert_eq!(tags(&staff, two).await, ["vip", "Nerja"]);
    assert_eq!(staff.contact_tags(&Query::new().with("q", "vip")).await.unwrap().items[0].count, 2);
}

#[actix_web::test]
async fn a_record_has_no_more_tags_than_it_may() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let many: Vec<String> = (0..50).map(|number| format!("t{number}")).collect();
    let full = contact(&staff, "a", &many.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let done = staff.change_many_contacts(&tagging(BulkAction::AddTags, &[full], &["uno más"]), None).await.unwrap();
    assert_eq!((done.id, done.changed, reasons(&done)), (None, 0, vec![(full.0, BulkSkip::TooManyTags)]));
    assert_eq!(done.skipped[0].label.as_deref(), Some("a"));
}

#[actix_web::test]
async fn all_that_a_list_shows_gets_an_owner_and_gets_the_old_ones_back() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let me = staff.me().await.unwrap().value.id;
    let other = w.staff(Role::Agent).await.me().await.unwrap().value.id;
    let mut ids = Vec::new();
    for (number, owner) in [None, Some(me), Some(other)].into_iter().enumerate() {
        let new =
            NewOrganisation { name: Some(format!("Almenara {number}")), owner_id: owner, ..NewOrganisation::default() };
        ids.push(staff.create_organisation(&new).await.unwrap().value.id);
    }
    let elsewhere = NewOrganisation { name: Some("Otra".into()), ..NewOrganisation::default() };
    let elsewhere = staff.create_organisation(&elsewhere).await.unwrap().value.id;
    let matching = Matching { q: Some("almenara".into()), filters: BTreeMap::new() };
    let assign = BulkChange { owner_id: Some(me), matching: Some(matching), ..change(BulkAction::Assign, &[]) };
    let done = staff.change_many_organisations(&assign, None).await.unwrap();
    assert_eq!((done.changed, done.unchanged, done.skipped.len()), (2, 1, 0));
    let owner = async |id| staff.organisation(id).await.unwrap().value.owner_id;
    assert_eq!((owner(ids[0]).await, owner(ids[2]).await, owner(elsewhere).await), (Some(me), Some(me), None));
    staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!((owner(ids[0]).await, owner(ids[1]).await, owner(ids[2]).await), (None, Some(me), Some(other)));
    let nobody = BulkChange { owner_id: None, ..assign };
    assert_eq!(staff.change_many_organisations(&nobody, None).await.unwrap().changed, 2);
}

#[actix_web::test]
async fn many_go_into_the_bin_and_come_back() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (guest, client) = w.client().await;
    let (one, two) = (contact(&staff, "a", &[]).await, contact(&staff, "b", &[]).await);
    let done = staff.change_many_contacts(&change(BulkAction::Delete, &[guest.id, one]), None).await.unwrap();
    assert_eq!(done.changed, 2);
    assert_eq!(staff.contact(one).await.unwrap_err().problem().unwrap().code, Code::NotFound);
    assert_eq!(client.home().await.unwrap_err().problem().unwrap().code, Code::Unauthenticated, "outside at once");
    let bin = Query::new().filter("deleted", "true");
    assert_eq!(staff.contacts(&bin).await.unwrap().items.len(), 2);
    assert_eq!(staff.search("a", None).await.unwrap().contacts, []);
    let again = staff.change_many_contacts(&change(BulkAction::Delete, &[one, two]), None).await.unwrap();
    assert_eq!((again.changed, again.unchanged), (1, 1));
    let assign = staff.change_many_contacts(&change(BulkAction::Assign, &[one]), None).await.unwrap();
    assert_eq!(reasons(&assign), [(one.0, BulkSkip::NotFound)], "what lies in the bin is not changed");
    staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!(staff.contact(one).await.unwrap().value.id, one);
    let restore = staff.change_many_contacts(&change(BulkAction::Restore, &[one, two]), None).await.unwrap();
    assert_eq!((restore.changed, restore.unchanged), (1, 1));
    staff.undo_bulk_change(restore.id.unwrap()).await.unwrap();
    assert_eq!(staff.contacts(&bin).await.unwrap().items.len(), 1, "taking back a return is the bin");
}

#[actix_web::test]
async fn many_are_invited_and_those_who_cannot_be_are_named() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let person = async |email: Option<&str>, more: NewContact| {
        let new = NewContact { last_name: Some("Gil".into()), email: email.map(str::to_owned), ..more };
        staff.create_contact(&new, None).await.unwrap().value.id
    };
    let mut fine = Vec::new();
    for number in 0..13 {
        fine.push(person(Some(&format!("fine{number}@example.net")), NewContact::default()).await);
    }
    let none = person(None, NewContact::default()).await;
    let double = person(Some("Fine3@example.net"), NewContact::default()).await;
    let out = person(Some("out@example.net"), NewContact { email_opt_out: Some(true), ..NewContact::default() }).await;
    let over = NewContact { support_end_date: "2026-11-18".parse().ok(), ..NewContact::default() };
    let over = person(Some("over@example.net"), over).await;
    let (inside, _) = w.client().await;
    let all: Vec<_> = fine.iter().copied().chain([none, double, out, over, inside.id]).collect();
    let grant = change(BulkAction::GrantPortalAccess, &all);
    let dry = staff.change_many_contacts(&BulkChange { dry_run: true, ..grant.clone() }, None).await.unwrap();
    let done = staff.change_many_contacts(&grant, Some("k")).await.unwrap();
    assert_eq!((done.changed, done.unchanged), (13, 1));
    let why = [BulkSkip::EmailNeeded, BulkSkip::EmailTaken, BulkSkip::OptedOut, BulkSkip::SupportOver];
    assert_eq!(reasons(&done), [none, double, out, over].map(|id| id.0).into_iter().zip(why).collect::<Vec<_>>());
    assert_eq!(BulkOutcome { id: None, ..done.clone() }, dry);
    assert_eq!(staff.change_many_contacts(&grant, Some("k")).await.unwrap(), done);
    w.work_off().await;
    assert_eq!(w.mails_to("fine12@example.net").len(), 1);
    let temporary = w.password_mailed_to("fine0@example.net");
    let client = w.sign_in(&w.firm, "fine0@example.net", &temporary).await;
    let own = zaguan_types::portal::PasswordChange { current_password: None, new_password: "Patio-de-luz-88".into() };
    client.change_password(&own).await.unwrap();
    let back = staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!((back.changed, reasons(&back)), (12, vec![(fine[0].0, BulkSkip::ChangedSince)]));
    assert!(!staff.contact(fine[1]).await.unwrap().value.portal_user);
    assert!(staff.contact(fine[0]).await.unwrap().value.portal_user, "who is in stays in");
}

#[actix_web::test]
async fn what_does_not_fit_is_named_and_changes_nothing() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = contact(&staff, "a", &[]).await;
    let user = staff.me().await.unwrap().value.id;
    let theirs = w.staff_of(&w.rival, Role::Owner).await.me().await.unwrap().value.id;
    let before = w.digest().await;
    let many: Vec<Uuid> = vec![Uuid::nil(); 1_001];
    for (body, pointer, code) in [
        (json!({"action": "assign"}), "/ids", FieldCode::Required),
        (json!({"action": "assign", "ids": [id], "matching": {}}), "/matching", FieldCode::UnknownMember),
        (json!({"action": "assign", "ids": many}), "/ids", FieldCode::TooLong),
        (json!({"action": "grant_portal_access", "ids": many[..201]}), "/ids", FieldCode::TooLong),
        (json!({"action": "assign", "ids": [id], "owner_id": theirs}), "/owner_id", FieldCode::UnknownReference),
        (json!({"action": "delete", "ids": [id], "owner_id": user}), "/owner_id", FieldCode::UnknownMember),
        (json!({"action": "assign", "ids": [id], "tags": ["a"]}), "/tags", FieldCode::UnknownMember),
        (json!({"action": "add_tags", "ids": [id]}), "/tags", FieldCode::Required),
        (json!({"action": "add_tags", "ids": [id], "tags": ["a,b"]}), "/tags", FieldCode::BadFormat),
        (
            json!({"action": "delete", "matching": {"filters": {"shoe": "1"}}}),
            "/matching/filters/shoe",
            FieldCode::UnknownFilter,
        ),
        (json!({"action": "explode", "ids": [id]}), "/action", FieldCode::UnknownChoice),
    ] {
        let problem = staff.transport().call("POST", "/api/v1/contact-bulk-changes", Some(&body)).await.problem();
        assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), (pointer, code), "{body:.80}");
    }
    let grant = json!({"action": "grant_portal_access", "ids": [id]});
    let problem = staff.transport().call("POST", "/api/v1/organisation-bulk-changes", Some(&grant)).await.problem();
    assert_eq!(problem.errors[0].pointer, "/action");
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn a_thousand_records_are_one_change_and_more_are_too_many() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    testkit::add_contacts(&w.app, w.firm.tenant, 1_001).await.unwrap();
    let all = || Some(Matching { q: None, filters: BTreeMap::new() });
    let add = BulkChange { matching: all(), ..tagging(BulkAction::AddTags, &[], &["Todos"]) };
    let refused = staff.change_many_contacts(&add, None).await.unwrap_err();
    let error = refused.problem().unwrap().errors[0].clone();
    assert_eq!((error.pointer.as_str(), error.code), ("/matching", FieldCode::TooLarge));
    assert!(error.detail.contains("1001"), "{}", error.detail);
    let one = staff.contacts(&Query::new().with("limit", "1")).await.unwrap().items[0].id;
    staff.change_many_contacts(&change(BulkAction::Delete, &[one]), None).await.unwrap();
    let done = staff.change_many_contacts(&add, None).await.unwrap();
    assert_eq!((done.changed, done.skipped.len()), (1_000, 0));
    let tagged = Query::new().with("count", "true").with("limit", "1").filter("tag", "todos");
    assert_eq!(staff.contacts(&tagged).await.unwrap().total, Some(1_000));
    assert_eq!(staff.undo_bulk_change(done.id.unwrap()).await.unwrap().changed, 1_000);
    assert_eq!(staff.contacts(&tagged).await.unwrap().total, Some(0));
    let delete = BulkChange { matching: all(), ..change(BulkAction::Delete, &[]) };
    let bin = staff.change_many_contacts(&delete, None).await.unwrap();
    assert_eq!((bin.changed, staff.contacts(&Query::new()).await.unwrap().items.len()), (1_000, 0));
    assert_eq!(staff.undo_bulk_change(bin.id.unwrap()).await.unwrap().changed, 1_000);
}

#[actix_web::test]
async fn a_change_can_be_taken_back_for_a_day_by_the_own_firm() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = contact(&staff, "a", &[]).await;
    let done = staff.change_many_contacts(&tagging(BulkAction::AddTags, &[id], &["x"]), None).await.unwrap();
    let kept = async || w.digest().await.lines().any(|line| line.starts_with("bulk_changes 1 "));
    let rival = w.staff_of(&w.rival, Role::Owner).await;
    let refused = rival.undo_bulk_change(done.id.unwrap()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::NotFound);
    let reader = w.staff(Role::ReadOnly).await;
    let refused = reader.undo_bulk_change(done.id.unwrap()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::Forbidden);
    w.clock.advance(23 * 3600);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert!(kept().await);
    w.clock.advance(2 * 3600);
    let later = w.staff(Role::Agent).await;
    let refused = later.undo_bulk_change(done.id.unwrap()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::NotFound, "also before it is swept");
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert!(!kept().await);
}
