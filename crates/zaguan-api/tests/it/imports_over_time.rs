//! Imports over time: in slices, stopped, beside other work, and taken back.

use serde_json::{Value, json};
use zaguan_types::imports::{FaultCode, Import, ImportState};
use zaguan_types::{Code, Role};

use crate::imports::{after, counts, faults, import_at, items, patched, path, uploaded};
use crate::world::World;

#[actix_web::test]
async fn taking_back_spares_what_somebody_has_changed_since() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let old = json!({"last_name": "Viejo", "email": "viejo@example.com", "phone": "600 000 000", "tags": ["antes"]});
    staff.call("POST", "/api/v1/contacts", Some(&old)).await;
    let file = "Apellidos,Correo,Tel,Etiquetas,Empresa\nNuevo,viejo@example.com,600 111 111,feria,\nUno,uno@example.com,,,Almenara\nDos,dos@example.com,,,Calixto\n";
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let before = items(&staff, "/api/v1/contacts").await;
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!(counts(&done), [2, 1, 0, 0, 0]);
    let id = |list: &[Value], name: &str| {
        list.iter().find(|one| one["last_name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let all = items(&staff, "/api/v1/contacts").await;
    // Somebody works with one of them: they stay, with the organisation that they belong to.
    let touched = staff
        .call("PATCH", &format!("/api/v1/contacts/{}", id(&all, "Dos")), Some(&json!({"phone": "600 222 222"})))
        .await;
    assert_eq!(touched.status, 200, "{}", touched.body);
    let old = format!("/api/v1/contacts/{}", id(&all, "Nuevo"));
    staff.call("PATCH", &old, Some(&json!({"last_name": "Otro"}))).await;
    let undone = after(&w, &staff, &import, "undo").await;
    assert_eq!((undone.state, undone.counts.taken_back, undone.counts.kept), (ImportState::Undone, 2, 3));
    let left = staff.call("GET", &old, None).await.json();
    assert_eq!(
        (&left["last_name"], &left["phone"], &left["tags"]),
        (&json!("Otro"), &json!("600 000 000"), &json!(["antes"]))
    );
    assert_eq!(before.len() + 1, items(&staff, "/api/v1/contacts").await.len());
    assert_eq!(items(&staff, "/api/v1/contacts?filter[deleted]=true").await.len(), 1);
    assert_eq!(items(&staff, "/api/v1/organisations").await.len(), 1);
    assert!(items(&staff, "/api/v1/contacts?filter[tag]=feria").await.is_empty());
    let kept = faults(&staff, &undone, "?filter[stage]=undo").await;
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|fault| fault.code == FaultCode::ChangedSince));
    let mut names: Vec<&str> = kept.iter().filter_map(|fault| fault.value.as_deref()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Calixto", "Dos", "Otro"], "each is called as people call it");
    // The same file once more: what the undo has put into the bin comes out of it again.
    let again = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    assert_eq!(counts(&again), [1, 1, 1, 0, 0], "{:?}", faults(&staff, &again, "").await);
}

#[actix_web::test]
async fn what_runs_can_be_stopped_and_gone_on_with_and_stays_as_it_is_afterwards() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file: String = std::iter::once("Apellidos,Correo\n".to_owned())
        .chain((0..2_600).map(|n| format!("N{n},n{n}@example.com\n")))
        .collect();
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    staff.call("PUT", &path(&import, "/run"), None).await;
    // One slice: eight batches of 250.
    zaguan_domain::jobs::work_off(&w.app).await.unwrap();
    let stopped: Import =
        serde_json::from_value(staff.call("PUT", &path(&import, "/stop"), None).await.json()).unwrap();
    assert_eq!((stopped.state, stopped.counts.done), (ImportState::Stopped, 2_000));
    w.work_off().await;
    assert_eq!(import_at(&staff, &import).await.counts.done, 2_000);
    let frozen = staff.call("PATCH", &path(&import, ""), Some(&json!({"mapping": null}))).await;
    assert_eq!(frozen.problem().code, Code::Conflict);
    assert_eq!(staff.call("DELETE", &path(&import, ""), None).await.problem().code, Code::Conflict);
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!((done.state, counts(&done)), (ImportState::Done, [2_600, 0, 0, 0, 0]));
    assert_eq!(staff.call("PUT", &path(&import, "/run"), None).await.problem().code, Code::Conflict);
    let total = staff.call("GET", "/api/v1/contacts?count=true&limit=1", None).await.json();
    assert_eq!(total["total"], 2_600);
    let undone = after(&w, &staff, &import, "undo").await;
    assert_eq!((undone.counts.taken_back, undone.counts.kept), (2_600, 0));
    assert!(items(&staff, "/api/v1/contacts").await.is_empty());
}

#[actix_web::test]
async fn a_check_in_slices_finds_what_one_in_one_go_would_whoever_goes_on_with_it() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let rows = (0..2_600).map(|n| match n {
        // The same person twice, far apart; the same organisation in every slice.
        2_400 => "Otra,n7@example.com,Almenara\n".to_owned(),
        n if n % 500 == 3 => format!("N{n},n{n}@example.com,Almenara\n"),
        n if n % 500 == 9 => format!("N{n},nobody,\n"),
        n => format!("N{n},n{n}@example.com,\n"),
    });
    let file: String = std::iter::once("Apellidos,Correo,Empresa\n".to_owned()).chain(rows).collect();
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let elsewhere = w.another_instance();
    for servers in [&[&w.app][..], &[&w.app, &elsewhere]] {
        let begun = staff.call("PUT", &path(&import, "/check"), None).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        let mut turns = 0;
        while import_at(&staff, &import).await.state == ImportState::Checking {
            zaguan_domain::jobs::work_off(servers[turns % servers.len()]).await.unwrap();
            turns += 1;
            assert!(turns < 10, "the check never ends");
        }
        assert!(turns >= servers.len() * 2 - 1, "it came in slices: {turns}");
        let checked = import_at(&staff, &import).await;
        assert_eq!((checked.state, counts(&checked)), (ImportState::Checked, [2_593, 1, 0, 0, 6]));
        assert_eq!((checked.counts.done, checked.counts.organisations_created), (2_600, 1));
        let found = faults(&staff, &import, "?limit=50").await;
        let repeated = found.iter().filter(|fault| fault.code == FaultCode::Repeated).map(|fault| fault.row);
        assert_eq!((found.len(), repeated.collect::<Vec<_>>()), (7, vec![2_402]));
    }
    assert!(items(&staff, "/api/v1/contacts").await.is_empty(), "a check writes nothing");
    // What the check said is what the run does.
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!((counts(&done), done.counts.organisations_created), ([2_593, 1, 0, 0, 6], 1));
}

#[actix_web::test]
async fn taking_back_goes_on_where_a_former_value_is_another_s_by_now() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let firm = staff.call("POST", "/api/v1/organisations", Some(&json!({"name": "Almenara"}))).await.json();
    let ana = json!({"last_name": "Ana", "email": "a@x.es", "external_id": "1", "organisation_id": firm["id"]});
    let ana = staff.call("POST", "/api/v1/contacts", Some(&ana)).await.json();
    let file = "Apellidos,Correo,Id externo,Empresa,Teléfono\nAna,a@x.es,2,Bahía,600 111 222\nEva,e@x.es,,,\n";
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    patched(&staff, &import, json!({"options": {"match_by": "email"}})).await;
    assert_eq!(counts(&after(&w, &staff, &import, "run").await), [1, 1, 0, 0, 0]);
    let taken = json!({"last_name": "Berta", "external_id": "1"});
    assert_eq!(staff.call("POST", "/api/v1/contacts", Some(&taken)).await.status, 201);
    let other = staff.call("POST", "/api/v1/organisations", Some(&json!({"name": "Cala"}))).await.json();
    let merge = format!("/api/v1/organisations/{}/merges", other["id"].as_str().unwrap());
    assert_eq!(staff.call("POST", &merge, Some(&json!({"other_id": firm["id"]}))).await.status, 200);
    let undone = after(&w, &staff, &import, "undo").await;
    assert_eq!(undone.state, ImportState::Undone);
    let path = format!("/api/v1/contacts/{}", ana["id"].as_str().unwrap());
    let now = staff.call("GET", &path, None).await.json();
    assert_eq!((&now["external_id"], &now["phone"]), (&json!("2"), &Value::Null), "what fits is put back");
    assert_ne!(now["organisation_id"], firm["id"]);
    let kept = faults(&staff, &import, "?filter[stage]=undo").await;
    assert_eq!(kept.iter().map(|fault| (fault.row, fault.code)).collect::<Vec<_>>(), [(2, FaultCode::ChangedSince)]);
    let names: Vec<Value> = items(&staff, "/api/v1/contacts?sort=last_name").await;
    assert_eq!(names.len(), 2, "who was created by it lies in the bin");
}

#[actix_web::test]
async fn after_thirty_days_nothing_is_taken_back_and_nothing_goes_on() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let import = uploaded(&staff, "contacts", b"Apellidos,Correo\nA,a@x.es\n").await;
    after(&w, &staff, &import, "run").await;
    w.clock.advance(31 * 86_400);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let refused = staff.call("PUT", &path(&import, "/undo"), None).await.problem();
    assert_eq!(refused.code, Code::Conflict);
    assert_eq!(import_at(&staff, &import).await.state, ImportState::Done);
}

#[actix_web::test]
async fn cases_are_opened_while_a_file_changes_the_same_contacts() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = |phone: u32| -> String {
        let rows = (0..1_000).map(|n| format!("N{n},n{n}@example.com,{phone}{n:03},{n}\n"));
        std::iter::once("Apellidos,Correo,Tel,Id externo\n".to_owned()).chain(rows).collect()
    };
    let first = uploaded(&staff, "contacts", file(600_000).as_bytes()).await;
    after(&w, &staff, &first, "run").await;
    let ids: Vec<Value> = items(&staff, "/api/v1/contacts?limit=200").await;
    let second = uploaded(&staff, "contacts", file(700_000).as_bytes()).await;
    staff.call("PUT", &path(&second, "/run"), None).await;
    let cases = async {
        for contact in ids.iter().take(150) {
            let body = json!({"subject": "a", "description": "b", "contact_id": contact["id"]});
            let opened = staff.call("POST", "/api/v1/cases", Some(&body)).await;
            assert_eq!(opened.status, 201, "{}", opened.body);
        }
    };
    futures_util::join!(w.work_off(), cases);
    let done = import_at(&staff, &second).await;
    assert_eq!((done.state, counts(&done)), (ImportState::Done, [0, 1_000, 0, 0, 0]));
}

#[actix_web::test]
async fn what_an_undo_put_into_the_bin_stays_there_where_nothing_new_is_wanted() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Apellidos,Correo\nA,a@x.es\n";
    let first = uploaded(&staff, "contacts", file.as_bytes()).await;
    after(&w, &staff, &first, "run").await;
    after(&w, &staff, &first, "undo").await;
    let again = uploaded(&staff, "contacts", file.as_bytes()).await;
    patched(&staff, &again, json!({"options": {"on_new": "skip"}})).await;
    assert_eq!(counts(&after(&w, &staff, &again, "run").await), [0, 0, 0, 1, 0]);
    assert!(items(&staff, "/api/v1/contacts").await.is_empty());
}

#[actix_web::test]
async fn a_mapping_that_led_to_nothing_is_not_remembered() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Apellidos,Correo\nA,a@x.es\n";
    let targets = |import: &Import| import.mapping.iter().map(|one| one.target.clone()).collect::<Vec<_>>();
    let guessed = [Some("last_name".to_owned()), Some("email".to_owned())];
    let wrong = json!({"mapping": [{"column": 1, "target": "email"}]});
    let first = uploaded(&staff, "contacts", file.as_bytes()).await;
    patched(&staff, &first, wrong.clone()).await;
    assert_eq!(counts(&after(&w, &staff, &first, "run").await), [0, 0, 0, 0, 1]);
    assert_eq!(targets(&uploaded(&staff, "contacts", file.as_bytes()).await), guessed);
    // One that led to something is, until somebody asks for a guess.
    staff.call("POST", "/api/v1/contacts", Some(&json!({"last_name": "A", "email": "a@x.es"}))).await;
    let second = uploaded(&staff, "contacts", file.as_bytes()).await;
    patched(&staff, &second, wrong).await;
    assert_eq!(counts(&after(&w, &staff, &second, "run").await), [0, 0, 1, 0, 0]);
    let third = uploaded(&staff, "contacts", file.as_bytes()).await;
    assert_eq!(targets(&third), [None, Some("email".to_owned())]);
    assert_eq!(targets(&patched(&staff, &third, json!({"mapping": null})).await), guessed);
}

#[actix_web::test]
async fn what_goes_out_comes_in_as_it_was_also_where_names_are_not_unique() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    for n in 0..2 {
        let firm = staff.call("POST", "/api/v1/organisations", Some(&json!({"name": "Almenara"}))).await.json();
        let child = json!({"name": format!("Filial {n}"), "parent_id": firm["id"]});
        assert_eq!(staff.call("POST", "/api/v1/organisations", Some(&child)).await.status, 201);
        let who = json!({"last_name": "A", "email": format!("a{n}@x.es"), "organisation_id": firm["id"]});
        assert_eq!(staff.call("POST", "/api/v1/contacts", Some(&who)).await.status, 201);
    }
    let contacts = staff.call("GET", "/api/v1/exports/contacts?format=csv", None).await;
    let back = uploaded(&staff, "contacts", &contacts.bytes).await;
    assert_eq!(counts(&after(&w, &staff, &back, "run").await), [0, 0, 2, 0, 0]);
    let columns = "columns=id,name,parent_name";
    let firms = staff.call("GET", &format!("/api/v1/exports/organisations?format=csv&{columns}"), None).await;
    let back = uploaded(&staff, "organisations", &firms.bytes).await;
    assert_eq!(counts(&after(&w, &staff, &back, "run").await), [0, 0, 4, 0, 0]);
}

#[actix_web::test]
async fn an_organisation_that_names_itself_as_its_parent_is_none_of_two() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Nombre,Matriz\nSolo, solo\nDos,Tres\n";
    let import = uploaded(&staff, "organisations", file.as_bytes()).await;
    for verb in ["check", "run"] {
        let done = after(&w, &staff, &import, verb).await;
        assert_eq!((counts(&done), done.counts.organisations_created), ([1, 0, 0, 0, 1], 1), "{verb}");
        assert_eq!(faults(&staff, &done, "").await[0].code, FaultCode::Circular);
    }
    assert_eq!(items(&staff, "/api/v1/organisations").await.len(), 2);
}
