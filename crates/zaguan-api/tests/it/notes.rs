//! Notes: what colleagues tell each other about a contact or an organisation.

use serde_json::json;
use zaguan_client::{OnRecord, Query, Staff};
use zaguan_types::contacts::NewContact;
use zaguan_types::notes::{LONGEST, NewNote, NotePatch};
use zaguan_types::organisations::NewOrganisation;
use zaguan_types::{Code, ContactId, FieldCode, NoteId, OrganisationId, Patch, Role};

use crate::world::{InProcess, World};

async fn contact(staff: &Staff<InProcess>) -> ContactId {
    let new = NewContact { last_name: Some("Gil".into()), ..NewContact::default() };
    staff.create_contact(&new, None).await.unwrap().value.id
}

async fn organisation(staff: &Staff<InProcess>) -> OrganisationId {
    let new = NewOrganisation { name: Some("Almenara".into()), ..NewOrganisation::default() };
    staff.create_organisation(&new).await.unwrap().value.id
}

fn text(body: &str) -> NewNote {
    NewNote { body: body.into() }
}

fn patch(body: &str) -> NotePatch {
    NotePatch { body: Patch::Set(body.into()) }
}

#[actix_web::test]
async fn notes_are_written_read_changed_and_removed_on_both_kinds_of_records() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let records = [OnRecord::from(contact(&staff).await), OnRecord::from(organisation(&staff).await)];
    for on in records {
        let first = staff.create_note(on, &text("Prefiere la tarde"), None).await.unwrap();
        let second = staff.create_note(on, &text("Tiene perro"), None).await.unwrap().value;
        assert_eq!((first.value.author_name.as_str(), first.value.version), ("Mia Staff", 1));
        let page = staff.notes(on, &Query::new().with("limit", "1").with("count", "true")).await.unwrap();
        assert_eq!((page.items[0].id, page.total), (second.id, Some(2)), "the newest first");
        let next = Query::new().with("limit", "1").with("after", page.next.unwrap());
        assert_eq!(staff.notes(on, &next).await.unwrap().items[0], first.value);
        let changed =
            staff.change_note(on, first.value.id, &patch("Prefiere la mañana"), Some(&first.etag)).await.unwrap();
        assert_eq!((changed.value.body.as_str(), changed.value.version), ("Prefiere la mañana", 2));
        let lost = staff.change_note(on, first.value.id, &patch("x"), Some(&first.etag)).await.unwrap_err();
        let problem = lost.problem().unwrap();
        assert_eq!(problem.code, Code::PreconditionFailed);
        assert_eq!(problem.current.as_ref().unwrap()["body"], "Prefiere la mañana");
        staff.remove_note(on, second.id).await.unwrap();
        assert_eq!(staff.note(on, second.id).await.unwrap_err().problem().unwrap().code, Code::NotFound);
        assert_eq!(staff.notes(on, &Query::new()).await.unwrap().items.len(), 1);
    }
}

#[actix_web::test]
async fn any_text_of_people_comes_back_as_it_was_and_nothing_else_is_taken() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = contact(&staff).await;
    for body in
        ["  sangría\n\tcon tabulador  ", "مرحبا بالعالم", "李小龍 👩‍👩‍👧", "a\u{202e}b", "<b>x</b>", &"ñ".repeat(LONGEST)]
    {
        let written = staff.create_note(id, &text(body), None).await.unwrap().value;
        assert_eq!(staff.note(id, written.id).await.unwrap().value.body, body);
    }
    let before = w.digest().await;
    let long = "x".repeat(LONGEST + 1);
    for (body, code) in [
        ("", FieldCode::Required),
        (" \n ", FieldCode::Required),
        ("a\u{7}", FieldCode::BadFormat),
        (&*long, FieldCode::TooLong),
    ] {
        let refused = staff.create_note(id, &text(body), None).await.unwrap_err();
        let error = &refused.problem().unwrap().errors[0];
        assert_eq!((error.pointer.as_str(), error.code), ("/body", code));
    }
    let empty = staff.transport().call("POST", &format!("/api/v1/contacts/{id}/notes"), Some(&json!({}))).await;
    assert_eq!(empty.problem().errors[0].code, FieldCode::Required);
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn only_the_author_changes_a_note_and_those_who_run_the_firm_may_remove_it() {
    let w = World::new().await;
    let author = w.staff(Role::Agent).await;
    let id = contact(&author).await;
    let note = author.create_note(id, &text("Mía"), None).await.unwrap().value;
    for role in [Role::Agent, Role::Administrator, Role::Owner, Role::ReadOnly] {
        let other = w.staff(role).await;
        let before = w.digest().await;
        let refused = other.change_note(id, note.id, &patch("Suya"), None).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().code, Code::Forbidden, "{role}");
        assert_eq!(w.digest().await, before);
    }
    for role in [Role::Agent, Role::ReadOnly] {
        let refused = w.staff(role).await.remove_note(id, note.id).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().code, Code::Forbidden, "{role}");
    }
    w.staff(Role::Administrator).await.remove_note(id, note.id).await.unwrap();
    let nothing = author.change_note(id, note.id, &patch("x"), None).await.unwrap_err();
    assert_eq!(nothing.problem().unwrap().code, Code::NotFound);
}

#[actix_web::test]
async fn a_note_hangs_on_one_record_only() {
    let w = World::new().await;
    let staff = w.staff(Role::Owner).await;
    let (one, other, firm) = (contact(&staff).await, contact(&staff).await, organisation(&staff).await);
    let note = staff.create_note(one, &text("Aquí"), None).await.unwrap().value;
    let unknown = NoteId(one.0);
    for (on, id) in [(OnRecord::from(other), note.id), (firm.into(), note.id), (one.into(), unknown)] {
        for refused in [
            staff.note(on, id).await.map(drop),
            staff.change_note(on, id, &patch("x"), None).await.map(drop),
            staff.remove_note(on, id).await,
        ] {
            assert_eq!(refused.unwrap_err().problem().unwrap().code, Code::NotFound);
        }
    }
}

#[actix_web::test]
async fn a_repeated_note_is_written_once() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let id = contact(&staff).await;
    let first = staff.create_note(id, &text("Una vez"), Some("k")).await.unwrap();
    assert_eq!(staff.create_note(id, &text("Una vez"), Some("k")).await.unwrap(), first);
    assert_eq!(staff.notes(id, &Query::new()).await.unwrap().items.len(), 1);
    let before = w.digest().await;
    let same = staff.change_note(id, first.value.id, &patch("Una vez"), None).await.unwrap();
    assert_eq!((same.etag, w.digest().await), (first.etag, before), "what changes nothing leaves no trace");
}

#[actix_web::test]
async fn a_removed_note_comes_back_as_it_was_for_a_day() {
    let w = World::new().await;
    let author = w.staff(Role::Agent).await;
    let id = contact(&author).await;
    let note = author.create_note(id, &text("Prefiere la tarde"), None).await.unwrap().value;
    w.clock.advance(300);
    author.remove_note(id, note.id).await.unwrap();
    assert_eq!(author.notes(id, &Query::new().with("count", "true")).await.unwrap().total, Some(0));
    let told = author.timeline(id, &Query::new()).await.unwrap().items;
    let said: Vec<_> = told.iter().map(|entry| (entry.action.as_str(), entry.text.as_deref())).collect();
    assert_eq!(said[..2], [("note.removed", None), ("note.created", None)], "no word of it anywhere");
    assert!(told[1].subject_gone);
    for role in [Role::Agent, Role::ReadOnly] {
        let refused = w.staff(role).await.restore_note(id, note.id).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().code, Code::Forbidden, "{role}");
    }
    let rival = w.staff_of(&w.rival, Role::Owner).await.restore_note(id, note.id).await.unwrap_err();
    assert_eq!(rival.problem().unwrap().code, Code::NotFound);
    let back = author.restore_note(id, note.id).await.unwrap().value;
    assert_eq!(back, note, "its time, its author and its version are those it had");
    assert_eq!(author.notes(id, &Query::new()).await.unwrap().items, std::slice::from_ref(&note));
    let once = w.digest().await;
    assert_eq!(author.restore_note(id, note.id).await.unwrap().value, note);
    assert_eq!(w.digest().await, once, "one that is there stays as it is");

    author.remove_note(id, note.id).await.unwrap();
    w.clock.advance(23 * 3_600);
    let owner = w.staff(Role::Owner).await;
    assert_eq!(
        owner.restore_note(id, note.id).await.unwrap().value,
        note,
        "who runs the firm may, as they may remove it"
    );
    owner.remove_note(id, note.id).await.unwrap();
    w.clock.advance(24 * 3_600 + 1);
    let late = w.staff(Role::Owner).await.restore_note(id, note.id).await.unwrap_err();
    assert_eq!(late.problem().unwrap().code, Code::NotFound);
    let rows = async || w.digest().await.lines().find(|line| line.starts_with("notes ")).map(str::to_owned);
    assert!(rows().await.is_some_and(|line| line.starts_with("notes 1 ")), "still there, for nobody");
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert!(rows().await.is_none_or(|line| line.starts_with("notes 0 ")), "swept");
}
