//! Changing many cases at once: by the rules of one, and taken back.

use std::collections::BTreeMap;

use serde_json::json;
use zaguan_client::{Query, Staff};
use zaguan_types::bulk::{BulkAction, BulkChange, BulkOutcome, BulkSkip, Matching};
use zaguan_types::cases::{Case, CasePatch, CasePriority, CaseStatus, NewCase};
use zaguan_types::contacts::NewContact;
use zaguan_types::{CaseId, Code, FieldCode, Patch, Role};

use crate::world::{InProcess, World};

fn change(action: BulkAction, ids: &[CaseId]) -> BulkChange {
    BulkChange {
        action,
        ids: ids.iter().map(|id| id.0).collect(),
        matching: None,
        owner_id: None,
        tags: Vec::new(),
        status: None,
        priority: None,
        dry_run: false,
    }
}

fn to(status: CaseStatus, ids: &[CaseId]) -> BulkChange {
    BulkChange { status: Some(status), ..change(BulkAction::SetStatus, ids) }
}

async fn case(staff: &Staff<InProcess>, subject: &str) -> CaseId {
    let new = NewCase { subject: Some(subject.into()), ..NewCase::default() };
    staff.create_case(&new, None).await.unwrap().value.id
}

async fn get(staff: &Staff<InProcess>, id: CaseId) -> Case {
    staff.case(id).await.unwrap().value
}

#[actix_web::test]
async fn many_are_closed_as_one_is_and_all_of_it_can_be_taken_back() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (guest, client) = w.client().await;
    let new = NewCase { subject: Some("Suyo".into()), contact_id: Some(guest.id), ..NewCase::default() };
    let theirs = staff.create_case(&new, None).await.unwrap().value.id;
    let (open, closed) = (case(&staff, "Abierto").await, case(&staff, "Cerrado").await);
    staff.close_case(closed).await.unwrap();
    let since = get(&staff, closed).await.closed_at;
    let foreign = case(&w.staff_of(&w.rival, Role::Owner).await, "x").await;
    w.clock.advance(60);

    let close = to(CaseStatus::Closed, &[theirs, open, closed, foreign]);
    let before = w.digest().await;
    let dry = staff.change_many_cases(&BulkChange { dry_run: true, ..close.clone() }, None).await.unwrap();
    assert_eq!((dry.id, dry.changed, dry.unchanged), (None, 2, 1));
    assert_eq!((dry.skipped[0].id, dry.skipped[0].reason), (foreign.0, BulkSkip::NotFound));
    assert_eq!(w.digest().await, before, "only asked");
    let done = staff.change_many_cases(&close, Some("k")).await.unwrap();
    assert_eq!(staff.change_many_cases(&close, Some("k")).await.unwrap(), done);
    assert_eq!(BulkOutcome { id: None, ..done.clone() }, dry);
    let now = get(&staff, theirs).await;
    assert_eq!((now.status, now.closed_at), (CaseStatus::Closed, Some(now.updated_at)));
    assert_eq!(now.shown_at, now.updated_at, "clients see the status");
    assert_eq!(get(&staff, closed).await.closed_at, since, "what was closed stays as it is");
    assert_eq!(client.case(theirs).await.unwrap().value.status, CaseStatus::Closed);
    let told = staff.timeline(guest.id, &Query::new()).await.unwrap().items;
    assert_eq!((told[0].action.as_str(), &told[0].changes["status"]), ("case.updated", &json!(["open", "closed"])));

    // Somebody reopens one of them; the other one goes back.
    staff.reopen_case(theirs).await.unwrap();
    let back = staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!((back.changed, back.skipped[0].id, back.skipped[0].reason), (1, theirs.0, BulkSkip::ChangedSince));
    assert_eq!(back.skipped[0].label.as_deref(), Some("Suyo"));
    let again = get(&staff, open).await;
    assert_eq!((again.status, again.closed_at), (CaseStatus::Open, None));

    // Reopening many and taking that back gives each the time at which it was closed.
    let reopened = staff.change_many_cases(&to(CaseStatus::InProgress, &[closed]), None).await.unwrap();
    assert_eq!(get(&staff, closed).await.closed_at, None);
    staff.undo_bulk_change(reopened.id.unwrap()).await.unwrap();
    assert_eq!(get(&staff, closed).await.closed_at, since);
}

#[actix_web::test]
async fn all_that_the_list_shows_get_an_assignee_and_a_priority() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let (owner, me) = (w.staff(Role::Owner).await, staff.me().await.unwrap().value);
    let contact = NewContact { last_name: Some("Gil".into()), ..NewContact::default() };
    let contact = owner.create_contact(&contact, None).await.unwrap().value.id;
    let mut ids = Vec::new();
    for number in 0..3 {
        let new = NewCase {
            subject: Some(format!("Llaves {number}")),
            contact_id: (number < 2).then_some(contact),
            ..NewCase::default()
        };
        ids.push(owner.create_case(&new, None).await.unwrap().value.id);
    }
    let was = get(&staff, ids[0]).await.assignee_id;
    let matching = Matching {
        q: Some("llaves".into()),
        filters: BTreeMap::from([("contact_id".to_owned(), contact.to_string())]),
    };
    let assign =
        BulkChange { owner_id: Some(me.id), matching: Some(matching.clone()), ..change(BulkAction::Assign, &[]) };
    let done = staff.change_many_cases(&assign, None).await.unwrap();
    assert_eq!((done.changed, done.unchanged), (2, 0));
    assert_eq!(get(&staff, ids[1]).await.assignee_name.as_deref(), Some(me.name.as_str()));
    assert_eq!(get(&staff, ids[2]).await.assignee_id, was);
    assert_eq!(staff.cases(&Query::new().filter("assignee_id", "me")).await.unwrap().items.len(), 2);
    staff.undo_bulk_change(done.id.unwrap()).await.unwrap();
    assert_eq!(get(&staff, ids[0]).await.assignee_id, was);

    let number = get(&staff, ids[2]).await.number;
    let by_number = Matching { q: Some(number), filters: BTreeMap::new() };
    let urgent = BulkChange {
        priority: Some(CasePriority::Urgent),
        matching: Some(by_number),
        ..change(BulkAction::SetPriority, &[])
    };
    assert_eq!(staff.change_many_cases(&urgent, None).await.unwrap().changed, 1, "the list finds by number too");
    let now = get(&staff, ids[2]).await;
    assert_eq!((now.priority, now.version), (CasePriority::Urgent, 2));
    assert_eq!(staff.change_many_cases(&urgent, None).await.unwrap().unchanged, 1);
}

#[actix_web::test]
async fn what_does_not_fit_is_named_and_changes_nothing() {
    let w = World::new().await;
    let staff = w.staff(Role::Owner).await;
    let id = case(&staff, "a").await;
    let theirs = w.staff_of(&w.rival, Role::Owner).await.me().await.unwrap().value.id;
    // The firm wants somebody to look after each case: that holds for many as it does for one.
    let fields = staff.transport().call("GET", "/api/v1/modules/cases/fields", None).await.json();
    let field = fields["items"].as_array().unwrap().iter().find(|field| field["api_name"] == "assignee_id").unwrap();
    let address = format!("/api/v1/modules/cases/fields/{}", field["id"].as_str().unwrap());
    assert_eq!(staff.transport().call("PATCH", &address, Some(&json!({"required": true}))).await.status, 200);
    let before = w.digest().await;
    for (body, pointer, code) in [
        (json!({"action": "delete", "ids": [id]}), "/action", FieldCode::UnknownChoice),
        (json!({"action": "add_tags", "tags": ["a"], "ids": [id]}), "/action", FieldCode::UnknownChoice),
        (json!({"action": "grant_portal_access", "ids": [id]}), "/action", FieldCode::UnknownChoice),
        (json!({"action": "set_status", "ids": [id]}), "/status", FieldCode::Required),
        (json!({"action": "set_status", "status": "lost", "ids": [id]}), "/status", FieldCode::UnknownChoice),
        (
            json!({"action": "set_priority", "priority": "low", "status": "open", "ids": [id]}),
            "/status",
            FieldCode::UnknownMember,
        ),
        (json!({"action": "assign", "ids": [id]}), "/owner_id", FieldCode::Required),
        (json!({"action": "assign", "ids": [id], "owner_id": theirs}), "/owner_id", FieldCode::UnknownReference),
        (
            json!({"action": "set_status", "status": "open", "matching": {"filters": {"tag": "1"}}}),
            "/matching/filters/tag",
            FieldCode::UnknownFilter,
        ),
    ] {
        let problem = staff.transport().call("POST", "/api/v1/case-bulk-changes", Some(&body)).await.problem();
        assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), (pointer, code), "{body}");
    }
    let moved = json!({"action": "set_status", "status": "open", "ids": [id]});
    let problem = staff.transport().call("POST", "/api/v1/contact-bulk-changes", Some(&moved)).await.problem();
    assert_eq!(problem.errors[0].pointer, "/action", "contacts stand nowhere");
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn who_only_reads_changes_no_cases_and_takes_nothing_back() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = case(&staff, "a").await;
    let done = staff.change_many_cases(&to(CaseStatus::Closed, &[id]), None).await.unwrap();
    let reader = w.staff(Role::ReadOnly).await;
    let priority = CasePatch { priority: Patch::Set(CasePriority::High), ..CasePatch::default() };
    assert_eq!(reader.change_case(id, &priority, None).await.unwrap_err().problem().unwrap().code, Code::Forbidden);
    let refused = reader.change_many_cases(&to(CaseStatus::Open, &[id]), None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::Forbidden);
    let refused = reader.undo_bulk_change(done.id.unwrap()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::Forbidden);
    let rival = w.staff_of(&w.rival, Role::Owner).await.undo_bulk_change(done.id.unwrap()).await.unwrap_err();
    assert_eq!(rival.problem().unwrap().code, Code::NotFound);
}
