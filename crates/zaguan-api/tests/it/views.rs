//! Saved views: private to their owner or shared with everybody, and only of what a list can show.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use zaguan_client::Staff;
use zaguan_types::fields::Module;
use zaguan_types::views::{NewView, View, ViewPatch};
use zaguan_types::{Code, FieldCode, Patch, Role};

use crate::world::{InProcess, World};

fn new(name: &str) -> NewView {
    NewView {
        module: Module::Contacts,
        name: name.into(),
        shared: false,
        q: None,
        filters: BTreeMap::new(),
        sort: None,
        columns: Vec::new(),
    }
}

async fn saved(staff: &Staff<InProcess>, view: &NewView) -> View {
    staff.create_view(view, None).await.unwrap().value
}

async fn names(staff: &Staff<InProcess>) -> Vec<String> {
    let views = staff.views(Module::Contacts).await.unwrap().items;
    assert!((0..).zip(&views).all(|(place, view)| view.position == place), "{views:?}");
    views.into_iter().map(|view| view.name).collect()
}

fn renamed(name: &str) -> ViewPatch {
    ViewPatch { name: Patch::Set(name.into()), ..ViewPatch::default() }
}

#[actix_web::test]
async fn a_view_comes_back_as_it_was_saved_and_can_be_changed() {
    let w = World::new().await;
    let staff = w.staff(Role::ReadOnly).await;
    let me = staff.me().await.unwrap().value.id;
    let view = NewView {
        name: " VIP de Nerja ".into(),
        q: Some("gil".into()),
        filters: [("tag".to_owned(), "VIP,Nerja".to_owned()), ("owner_id".to_owned(), "me".to_owned())].into(),
        sort: Some("-created_at".into()),
        columns: vec!["last_name".into(), "email".into(), "organisation_name".into()],
        ..new("")
    };
    let kept = staff.create_view(&view, Some("k")).await.unwrap();
    assert_eq!(staff.create_view(&view, Some("k")).await.unwrap(), kept);
    let View { name, shared, owner_id, q, filters, sort, columns, position, version, .. } = kept.value.clone();
    assert_eq!((name.as_str(), shared, owner_id, position, version), ("VIP de Nerja", false, me, 0, 1));
    assert_eq!((q, filters, sort, columns), (view.q, view.filters, view.sort, view.columns));
    let patch = ViewPatch { q: Patch::Clear, columns: Patch::Set(vec!["phone".into()]), ..renamed("VIP") };
    let changed = staff.change_view(kept.value.id, &patch, Some(&kept.etag)).await.unwrap();
    assert_eq!((changed.value.name.as_str(), changed.value.q.as_ref(), changed.value.version), ("VIP", None, 2));
    let lost = staff.change_view(kept.value.id, &renamed("x"), Some(&kept.etag)).await.unwrap_err();
    assert_eq!(lost.problem().unwrap().code, Code::PreconditionFailed);
    let before = w.digest().await;
    staff.change_view(kept.value.id, &patch, None).await.unwrap();
    assert_eq!(w.digest().await, before, "what changes nothing leaves no trace");
    staff.remove_view(kept.value.id).await.unwrap();
    assert_eq!(staff.view(kept.value.id).await.unwrap_err().problem().unwrap().code, Code::NotFound);
}

#[actix_web::test]
async fn private_views_are_their_owners_and_shared_ones_everybodys() {
    let w = World::new().await;
    let (agent, colleague, reader) =
        (w.staff(Role::Agent).await, w.staff(Role::Administrator).await, w.staff(Role::ReadOnly).await);
    let private = saved(&agent, &new("Privada")).await;
    let shared = saved(&agent, &NewView { shared: true, ..new("De todos") }).await;
    assert_eq!(names(&agent).await, ["Privada", "De todos"]);
    for other in [&colleague, &reader] {
        assert_eq!(names(other).await, ["De todos"]);
        for refused in [
            other.view(private.id).await.map(drop),
            other.change_view(private.id, &renamed("x"), None).await.map(drop),
            other.remove_view(private.id).await,
        ] {
            assert_eq!(refused.unwrap_err().problem().unwrap().code, Code::NotFound);
        }
    }
    // Whoever may share changes shared ones, and nobody but the owner makes them private.
    colleague.change_view(shared.id, &renamed("De la casa"), None).await.unwrap();
    let private_again = ViewPatch { shared: Patch::Set(false), ..ViewPatch::default() };
    let refused = colleague.change_view(shared.id, &private_again, None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::Forbidden);
    // Who only reads keeps private ones.
    let before = w.digest().await;
    let share = ViewPatch { shared: Patch::Set(true), ..ViewPatch::default() };
    let own = saved(&reader, &new("Solo mía")).await;
    for refused in [
        reader.create_view(&NewView { shared: true, ..new("x") }, None).await.map(drop),
        reader.change_view(own.id, &share, None).await.map(drop),
        reader.change_view(shared.id, &renamed("x"), None).await.map(drop),
        reader.remove_view(shared.id).await,
    ] {
        assert_eq!(refused.unwrap_err().problem().unwrap().code, Code::Forbidden);
    }
    reader.remove_view(own.id).await.unwrap();
    assert_ne!(w.digest().await, before);
    agent.change_view(shared.id, &private_again, None).await.unwrap();
    assert!(names(&colleague).await.is_empty());
}

async fn refused(staff: &Staff<InProcess>, body: Value) -> Vec<(String, FieldCode)> {
    let problem = staff.transport().call("POST", "/api/v1/views", Some(&body)).await.problem();
    problem.errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

#[actix_web::test]
async fn what_the_list_cannot_show_is_named() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let before = w.digest().await;
    let wrong = json!({
        "module": "contacts", "name": "x", "sort": "shoe_size", "columns": ["email", "shoe_size", "email", "custom.x"],
        "filters": {"a/b": "1", "portal_user": "maybe", "tag": "VIP"},
    });
    let mut found = refused(&staff, wrong).await;
    found.sort_by(|one, other| one.0.cmp(&other.0));
    let wanted = [
        ("/columns/1", FieldCode::UnknownMember),
        ("/columns/2", FieldCode::Taken),
        ("/columns/3", FieldCode::UnknownMember),
        ("/filters/a~1b", FieldCode::UnknownFilter),
        ("/filters/portal_user", FieldCode::BadFormat),
        ("/sort", FieldCode::UnknownSort),
    ];
    assert_eq!(found, wanted.map(|(pointer, code)| (pointer.to_owned(), code)));
    for (body, pointer, code) in [
        (json!({"module": "deals", "name": "x"}), "/module", FieldCode::UnknownChoice),
        (json!({"module": "cases", "name": " "}), "/name", FieldCode::Required),
        (json!({"module": "cases", "name": "x".repeat(61)}), "/name", FieldCode::TooLong),
        (json!({"module": "cases", "name": "a\nb"}), "/name", FieldCode::BadFormat),
        (json!({"module": "cases", "name": "x", "filters": {"tag": "VIP"}}), "/filters/tag", FieldCode::UnknownFilter),
        (json!({"module": "cases", "name": "x", "q": "x".repeat(2_001)}), "/q", FieldCode::TooLong),
        (json!({"module": "cases", "name": "x", "columns": vec!["number"; 41]}), "/columns", FieldCode::TooLong),
    ] {
        assert_eq!(refused(&staff, body).await, [(pointer.to_owned(), code)]);
    }
    assert_eq!(w.digest().await, before);
    for fine in [
        json!({"module": "cases", "name": "Míos", "filters": {"assignee_id": "me", "status": "open"}, "columns": ["number", "subject", "contact_name", "organisation_id", "organisation_name"]}),
        json!({"module": "organisations", "name": "Sin dueño", "filters": {"owner_id": "none"}, "sort": "name", "columns": ["name", "parent_name"]}),
    ] {
        assert_eq!(staff.transport().call("POST", "/api/v1/views", Some(&fine)).await.status, 201);
    }
}

#[actix_web::test]
async fn a_view_outlives_what_it_names() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    let view = saved(&staff, &NewView { columns: vec!["email".into()], ..new("Correos") }).await;
    zaguan_domain::testkit::name_unknown_column(&w.app, w.firm.tenant, view.id, "custom.gone").await.unwrap();
    let there = staff.view(view.id).await.unwrap().value;
    assert_eq!(there.columns, ["custom.gone"]);
    staff.change_view(view.id, &renamed("Otro nombre"), None).await.unwrap();
    let columns = ViewPatch { columns: Patch::Set(vec!["custom.lost".into()]), ..ViewPatch::default() };
    let refused = staff.change_view(view.id, &columns, None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].pointer, "/columns/0");
}

#[actix_web::test]
async fn a_tab_moves_and_the_others_make_room() {
    let w = World::new().await;
    let (staff, colleague) = (w.staff(Role::Agent).await, w.staff(Role::Agent).await);
    let mut views = Vec::new();
    for name in ["a", "b", "c", "d"] {
        views.push(saved(&staff, &NewView { shared: name == "b", ..new(name) }).await.id);
        saved(&colleague, &new(&format!("colleague's {name}"))).await;
    }
    let theirs = async || names(&colleague).await.into_iter().filter(|name| name.len() > 1).collect::<Vec<_>>();
    let before = theirs().await;
    let to = |position: i32| ViewPatch { position: Patch::Set(position), ..ViewPatch::default() };
    let moved = staff.change_view(views[3], &to(0), None).await.unwrap().value;
    assert_eq!((moved.position, names(&staff).await.join("")), (0, "dabc".into()));
    staff.change_view(views[0], &to(99), None).await.unwrap();
    assert_eq!(names(&staff).await.join(""), "dbca");
    // So often into the same gap that room has to be made.
    for _ in 0..40 {
        let last = staff.views(Module::Contacts).await.unwrap().items[3].id;
        staff.change_view(last, &to(1), None).await.unwrap();
    }
    assert_eq!(names(&staff).await.join(""), "dabc");
    assert_eq!(theirs().await, before, "the colleague's own tabs stay as they are");
    let refused = staff.change_view(views[0], &to(-1), None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].pointer, "/position");
}

#[actix_web::test]
async fn nobody_keeps_more_than_a_hundred_views_of_a_list() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    for number in 0..100 {
        saved(&staff, &new(&format!("{number}"))).await;
    }
    let refused = staff.create_view(&new("Una más"), None).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, Code::Conflict);
    saved(&staff, &NewView { module: Module::Cases, ..new("De otra lista") }).await;
    assert_eq!(staff.views(Module::Contacts).await.unwrap().items.len(), 100);
}
