//! Erasing a person: nothing in the database, in files that wait, or in the mail folder names them any more.

use serde_json::{Value, json};
use zaguan_domain::jobs;
use zaguan_types::Role;

use crate::records::{contact, id, items, organisation};
use crate::world::{InProcess, World};

const CANARY: &str = "Xilofonte";

/// Everything in the database and the mail folder that names the person.
async fn traces(w: &World) -> Vec<String> {
    let mut found = zaguan_domain::testkit::rows_with(&w.app, CANARY).await.unwrap();
    let mut folders = vec![w.mail.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if std::fs::read_to_string(&path).is_ok_and(|text| text.contains(CANARY)) => {
                    found.push(path.display().to_string());
                }
                _ => {}
            }
        }
    }
    found
}

async fn known_everywhere(w: &World, owner: &InProcess) -> Value {
    let made = contact(
        owner,
        json!({"first_name": CANARY, "last_name": "Gil", "email": format!("{CANARY}@example.com"), "tags": [CANARY], "external_id": CANARY, "portal_user": true}),
    )
    .await;
    jobs::work_off(&w.app).await.unwrap();
    owner
        .call(
            "PATCH",
            &format!("/api/v1/contacts/{}", id(&made)),
            Some(&json!({"phone": "600 111 222", "last_name": format!("Gil {CANARY}")})),
        )
        .await;
    let case = json!({"subject": CANARY, "description": CANARY, "contact_id": id(&made)});
    let case = owner.call("POST", "/api/v1/cases", Some(&case)).await.json();
    owner.call("POST", &format!("/api/v1/cases/{}/messages", id(&case)), Some(&json!({"body": CANARY}))).await;
    assert!(traces(w).await.len() > 5);
    made
}

#[actix_web::test]
async fn an_erased_person_leaves_no_trace_and_every_count_stays() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let made = known_everywhere(&w, &owner).await;
    let path = format!("/api/v1/contacts/{}/erasure", id(&made));
    let wrong = owner.call("POST", &path, Some(&json!({"confirm_name": "Gil"}))).await.problem();
    assert_eq!((wrong.status, wrong.errors[0].pointer.as_str()), (422, "/confirm_name"));
    let agent = w.staff_call(&w.firm, Role::Agent).await;
    let name = json!({"confirm_name": format!("{CANARY} gil {CANARY}")});
    assert_eq!(agent.call("POST", &path, Some(&name)).await.status, 403);
    let done = owner.call("POST", &path, Some(&name)).await;
    assert_eq!(done.status, 204, "{}", done.body);
    w.work_off().await;
    assert_eq!(traces(&w).await, Vec::<String>::new());
    assert_eq!(items(&owner, "/api/v1/cases").await.len(), 1);
    for list in ["/api/v1/contacts", "/api/v1/contacts?filter[deleted]=true"] {
        assert!(items(&owner, list).await.is_empty());
    }
    let restoration = format!("/api/v1/contacts/{}/restoration", id(&made));
    assert_eq!(owner.call("PUT", &restoration, None).await.status, 404);
}

#[actix_web::test]
async fn the_bin_is_emptied_after_thirty_days() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let made = known_everywhere(&w, &owner).await;
    let gone = organisation(&owner, "Vieja").await;
    let child = owner
        .call("POST", "/api/v1/organisations", Some(&json!({"name": "Hija", "parent_id": id(&gone)})))
        .await
        .json();
    owner.call("DELETE", &format!("/api/v1/contacts/{}", id(&made)), None).await;
    owner.call("DELETE", &format!("/api/v1/organisations/{}", id(&gone)), None).await;
    w.clock.advance(29 * 86_400);
    jobs::sweep(&w.app).await.unwrap();
    assert!(!traces(&w).await.is_empty(), "not before its time");
    w.clock.advance(2 * 86_400);
    jobs::sweep(&w.app).await.unwrap();
    w.work_off().await;
    assert_eq!(traces(&w).await, Vec::<String>::new());
    let again = w.staff_call(&w.firm, Role::Owner).await;
    assert!(items(&again, "/api/v1/organisations?filter[deleted]=true").await.is_empty());
    let left = again.call("GET", &format!("/api/v1/organisations/{}", id(&child)), None).await.json();
    assert_eq!(left["parent_id"], Value::Null);
}

async fn erase(w: &World, owner: &InProcess, made: &Value) {
    let path = format!("/api/v1/contacts/{}", id(made));
    let now = owner.call("GET", &path, None).await.json();
    let name = ["first_name", "last_name"].map(|part| now[part].as_str().unwrap_or_default()).join(" ");
    let name = name.trim();
    let done = owner.call("POST", &format!("{path}/erasure"), Some(&json!({"confirm_name": name}))).await;
    assert_eq!(done.status, 204, "{}", done.body);
    w.work_off().await;
    assert_eq!(traces(w).await, Vec::<String>::new());
}

#[actix_web::test]
async fn cases_that_came_to_them_late_or_left_them_name_them_no_more() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let made = contact(&owner, json!({"last_name": CANARY})).await;
    let other = contact(&owner, json!({"last_name": "Otra"})).await;
    // It named them before it was theirs.
    let late = owner.call("POST", "/api/v1/cases", Some(&json!({"subject": "x", "description": "y"}))).await.json();
    // It was theirs and is another's, and then nobody's.
    let left = json!({"subject": "z", "description": "w", "contact_id": id(&made)});
    let left = owner.call("POST", "/api/v1/cases", Some(&left)).await.json();
    for (case, change) in [
        (&late, json!({"subject": format!("{CANARY} pide las llaves"), "description": CANARY})),
        (&late, json!({"subject": "x", "contact_id": id(&made)})),
        (&left, json!({"contact_id": id(&other)})),
        (&left, json!({"contact_id": id(&made)})),
        (&left, json!({"contact_id": null})),
    ] {
        let done = owner.call("PATCH", &format!("/api/v1/cases/{}", id(case)), Some(&change)).await;
        assert_eq!(done.status, 200, "{}", done.body);
    }
    // What the history of the other one says is still who they were when they are there.
    let history = owner.call("GET", &format!("/api/v1/contacts/{}/timeline", id(&other)), None).await;
    assert!(history.body.contains(CANARY), "{}", history.body);
    let words = json!({"body": format!("Buenos días, {CANARY}")});
    let path = format!("/api/v1/cases/{}/messages", id(&late));
    let said = owner.call_with("POST", &path, Some(&words), &[("idempotency-key", "una-vez")]).await;
    assert_eq!(said.status, 201, "{}", said.body);
    erase(&w, &owner, &made).await;
}

#[actix_web::test]
async fn what_they_did_under_an_access_that_went_with_a_merge_names_them_no_more() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let mut pair = Vec::new();
    for place in ["uno", "dos"] {
        let body = json!({
            "first_name": CANARY, "last_name": place, "email": format!("{CANARY}.{place}@example.com"), "portal_user": true
        });
        let made = contact(&owner, body).await;
        w.work_off().await;
        let address = made["email"].as_str().unwrap();
        let client = w.sign_in(&w.firm, address, &w.password_mailed_to(address)).await;
        client.sign_out().await.unwrap();
        pair.push(made);
    }
    let path = format!("/api/v1/contacts/{}", id(&pair[0]));
    owner.call("PATCH", &path, Some(&json!({"portal_user": false}))).await;
    let merged = owner.call("POST", &format!("{path}/merges"), Some(&json!({"other_id": id(&pair[1])}))).await;
    assert_eq!(merged.status, 200, "{}", merged.body);
    erase(&w, &owner, &pair[0]).await;
}

#[actix_web::test]
async fn files_that_wait_and_rows_that_failed_name_them_no_more() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let email = format!("{CANARY}@example.com");
    let made = contact(&owner, json!({"first_name": CANARY, "last_name": "Gil", "email": email})).await;
    let others: String = (0..2_600).map(|n| format!("N{n},n{n}@example.com,1/2/2026\n")).collect();
    let head = "Apellidos,Correo,Soporte fecha de inicio\n";
    // One that waits, one that was checked, one whose rows failed, one that was stopped before it came to them.
    let files = [
        ("", format!("{head}{CANARY},{email},1/2/2026\nOtra,o@example.com,\n")),
        ("check", format!("{head}Gil,{email},\n")),
        ("run", format!("{head}Gil,{email},never\nGil,{email} {email},\n{CANARY} Gil,,{CANARY} Gil\n")),
        ("run", format!("{head}{others}{CANARY},{email},\n")),
    ];
    let mut imports = Vec::new();
    for (verb, file) in files {
        let import = owner.upload("contacts", "clientes.csv", file.as_bytes()).await;
        assert_eq!(import.status, 201, "{}", import.body);
        let path = format!("/api/v1/imports/{}", id(&import.json()));
        if !verb.is_empty() {
            assert_eq!(owner.call("PUT", &format!("{path}/{verb}"), None).await.status, 200);
        }
        // One slice: the last file is not done by then.
        jobs::work_off(&w.app).await.unwrap();
        imports.push(path);
    }
    let stopped = owner.call("PUT", &format!("{}/stop", imports[3]), None).await.json();
    assert_eq!((&stopped["state"], &stopped["counts"]["done"]), (&json!("stopped"), &json!(2_000)));
    w.work_off().await;
    erase(&w, &owner, &made).await;
    assert_eq!(owner.call("GET", &imports[0], None).await.status, 404, "a file that had not been run goes");
    // The rest of what was begun is still there.
    assert_eq!(owner.call("PUT", &format!("{}/run", imports[3]), None).await.status, 200);
    w.work_off().await;
    let done = owner.call("GET", &imports[3], None).await.json();
    assert_eq!((&done["state"], &done["counts"]["created"]), (&json!("done"), &json!(2_600)));
    jobs::sweep(&w.app).await.unwrap();
    assert_eq!(traces(&w).await, Vec::<String>::new());
}

#[actix_web::test]
async fn what_an_import_did_to_one_who_was_merged_names_them_no_more() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let email = format!("{CANARY}@example.com");
    let goes = contact(&owner, json!({"last_name": CANARY, "email": email, "phone": "600 111 222"})).await;
    let stays = contact(&owner, json!({"last_name": "Gil"})).await;
    let file = format!("Apellidos,Correo,Tel\n{CANARY} Ruiz,{email},600 333 444\n");
    let import = owner.upload("contacts", "x.csv", file.as_bytes()).await.json();
    assert_eq!(owner.call("PUT", &format!("/api/v1/imports/{}/run", id(&import)), None).await.status, 200);
    w.work_off().await;
    // What lists are filtered by, and what is remembered to be taken back.
    let kept = async || -> Vec<String> {
        let found = zaguan_domain::testkit::rows_with(&w.app, id(&goes)).await.unwrap();
        found.into_iter().filter(|row| row.starts_with("import_")).collect()
    };
    assert_eq!(kept().await.len(), 2);
    let path = format!("/api/v1/contacts/{}/merges", id(&stays));
    let merged = owner.call("POST", &path, Some(&json!({"other_id": id(&goes)}))).await;
    assert_eq!(merged.status, 200, "{}", merged.body);
    assert_eq!(kept().await.len(), 2);
    erase(&w, &owner, &stays).await;
    assert_eq!(kept().await, Vec::<String>::new());
}

#[actix_web::test]
async fn a_mail_folder_that_cannot_be_emptied_now_is_emptied_later() {
    let w = World::new().await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let made = known_everywhere(&w, &owner).await;
    // In the place of one of the mails: a folder cannot be removed as a file is.
    let day = std::fs::read_dir(&w.mail).unwrap().flatten().next().unwrap().path();
    let mail = std::fs::read_dir(&day).unwrap().flatten().next().unwrap().path();
    let aside = day.join("aside");
    std::fs::rename(&mail, &aside).unwrap();
    std::fs::create_dir(&mail).unwrap();
    let path = format!("/api/v1/contacts/{}/erasure", id(&made));
    let name = json!({"confirm_name": format!("{CANARY} Gil {CANARY}")});
    assert_eq!(owner.call("POST", &path, Some(&name)).await.status, 204);
    w.work_off().await;
    std::fs::remove_dir(&mail).unwrap();
    std::fs::rename(&aside, &mail).unwrap();
    assert_eq!(traces(&w).await.len(), 1);
    w.clock.advance(60);
    w.work_off().await;
    assert_eq!(traces(&w).await, Vec::<String>::new());
}

#[actix_web::test]
async fn a_firm_whose_bin_cannot_be_emptied_keeps_no_other_from_it() {
    let w = World::new().await;
    let mut owners = vec![w.staff_call(&w.firm, Role::Owner).await, w.staff_call(&w.rival, Role::Owner).await];
    // Whichever of the two comes first, the other one is swept.
    for (broken, owner) in [(&w.firm, &owners[0]), (&w.rival, &owners[1])] {
        let file = format!("Nombre,Apellidos\n{CANARY},Gil\n");
        let import = owner.upload("contacts", "x.csv", file.as_bytes()).await.json();
        owner.call("PUT", &format!("/api/v1/imports/{}/run", id(&import)), None).await;
        w.work_off().await;
        let made = items(owner, "/api/v1/contacts").await.remove(0);
        assert_eq!(owner.call("DELETE", &format!("/api/v1/contacts/{}", id(&made)), None).await.status, 204);
        if broken.slug == w.firm.slug {
            zaguan_domain::testkit::damage_imports(&w.app, broken.tenant, &format!("{CANARY} Gil")).await.unwrap();
        }
    }
    w.clock.advance(31 * 86_400);
    // It says that something failed, and does the rest.
    assert!(jobs::sweep(&w.app).await.is_err());
    owners = vec![w.staff_call(&w.firm, Role::Owner).await, w.staff_call(&w.rival, Role::Owner).await];
    let left = "/api/v1/contacts?filter[deleted]=true";
    assert_eq!((items(&owners[0], left).await.len(), items(&owners[1], left).await.len()), (1, 0));
}
