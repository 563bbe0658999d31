//! Imports: a file comes in, is understood, checked, written, and taken back.

use serde_json::{Value, json};
use zaguan_types::fields::Module;
use zaguan_types::imports::{FaultCode, Import, ImportFault, ImportState};
use zaguan_types::{Code, FieldCode, Role};

use crate::world::{Call, InProcess, World};

/// Uploads a file and reads the answer.
pub async fn uploaded(staff: &InProcess, module: &str, file: &[u8]) -> Import {
    let answer = staff.upload(module, "clientes.csv", file).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    serde_json::from_value(answer.json()).unwrap()
}

pub fn path(import: &Import, rest: &str) -> String {
    format!("/api/v1/imports/{}{rest}", import.id)
}

pub async fn import_at(staff: &InProcess, import: &Import) -> Import {
    serde_json::from_value(staff.call("GET", &path(import, ""), None).await.json()).unwrap()
}

/// Does something with an import and waits until it is done.
pub async fn after(w: &World, staff: &InProcess, import: &Import, verb: &str) -> Import {
    let answer = staff.call("PUT", &path(import, &format!("/{verb}")), None).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    w.work_off().await;
    import_at(staff, import).await
}

pub async fn patched(staff: &InProcess, import: &Import, patch: Value) -> Import {
    let answer = staff.call("PATCH", &path(import, ""), Some(&patch)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_value(answer.json()).unwrap()
}

pub async fn faults(staff: &InProcess, import: &Import, query: &str) -> Vec<ImportFault> {
    let page = staff.call("GET", &path(import, &format!("/faults{query}")), None).await.json();
    serde_json::from_value(page["items"].clone()).unwrap()
}

pub async fn items(staff: &InProcess, path: &str) -> Vec<Value> {
    staff.call("GET", path, None).await.json()["items"].as_array().unwrap().clone()
}

/// Created, updated, unchanged, skipped, failed.
pub fn counts(import: &Import) -> [u64; 5] {
    let counts = import.counts;
    [counts.created, counts.updated, counts.unchanged, counts.skipped, counts.failed]
}

const FILE: &str = "Nombre;Apellidos;Correo;Teléfono;Empresa;Etiquetas;Idioma;No enviar correos;Soporte fecha de inicio\r\n\
    Ángel;Núñez;Angel@Example.com;+34 600 111 222;Almenara SL;VIP, Nerja;Inglés;sí;31/12/2026\r\n\
    محمد;عميل;m@example.com;;almenara sl;;;no;1/2/2026\r\n\
    ;\"Gil; Ruiz\";;600 333 444;;;;;\r\n";

#[actix_web::test]
async fn a_file_becomes_contacts_and_the_same_file_twice_changes_nothing() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let import = uploaded(&staff, "contacts", FILE.as_bytes()).await;
    assert_eq!((import.state, import.module, import.source.rows), (ImportState::Mapping, Module::Contacts, 3));
    let targets: Vec<_> = import.mapping.iter().map(|one| one.target.as_deref().unwrap_or("-")).collect();
    let wanted = [
        "first_name",
        "last_name",
        "email",
        "phone",
        "organisation_name",
        "tags",
        "language",
        "email_opt_out",
        "support_start_date",
    ];
    assert_eq!(targets, wanted);
    let preview = staff.call("GET", &path(&import, "/preview"), None).await.json();
    assert_eq!(preview["items"][0]["action"], "create");
    assert_eq!(preview["items"][0]["cells"][8]["value"], "2026-12-31");
    let checked = after(&w, &staff, &import, "check").await;
    assert_eq!((checked.state, counts(&checked)), (ImportState::Checked, [3, 0, 0, 0, 0]));
    assert!(items(&staff, "/api/v1/contacts").await.is_empty(), "a check writes nothing");
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!((done.state, counts(&done), done.counts.organisations_created), (ImportState::Done, [3, 0, 0, 0, 0], 1));
    assert!(done.source.columns.iter().all(|column| column.samples.is_empty()), "nothing of the file is kept");
    let contacts = items(&staff, "/api/v1/contacts?sort=created_at").await;
    assert_eq!(contacts.len(), 3);
    let angel = contacts.iter().find(|contact| contact["last_name"] == "Núñez").unwrap();
    for (name, value) in [
        ("first_name", json!("Ángel")),
        ("email", json!("Angel@Example.com")),
        ("phone", json!("+34 600 111 222")),
        ("organisation_name", json!("Almenara SL")),
        ("tags", json!(["VIP", "Nerja"])),
        ("language", json!("en")),
        ("email_opt_out", json!(true)),
        ("support_start_date", json!("2026-12-31")),
        ("portal_user", json!(false)),
    ] {
        assert_eq!(angel[name], value, "{name}");
    }
    assert_eq!(items(&staff, "/api/v1/organisations").await.len(), 1, "named twice, created once");
    assert_eq!(items(&staff, "/api/v1/contacts?q=nunez").await.len(), 1, "what was imported is found");
    assert_eq!(items(&staff, "/api/v1/contacts?filter[tag]=vip").await.len(), 1);
    let again = uploaded(&staff, "contacts", FILE.as_bytes()).await;
    let again = after(&w, &staff, &again, "run").await;
    assert_eq!((again.state, counts(&again)), (ImportState::Done, [0, 0, 3, 0, 0]));
    assert_eq!(items(&staff, "/api/v1/contacts").await.len(), 3);
}

#[actix_web::test]
async fn rows_find_their_records_by_external_id_and_then_by_address() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    staff
        .call(
            "POST",
            "/api/v1/contacts",
            Some(&json!({"last_name": "Gil", "email": "gil@example.com", "phone": "600 000 000"})),
        )
        .await;
    let file = "Record ID - Contact,Last Name,Email\n7,Gil Ruiz,GIL@example.com\n8,Luna,luna@example.com\n";
    let done = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    assert_eq!(counts(&done), [1, 1, 0, 0, 0]);
    let file = "Record ID - Contact,Last Name,Email\n7,Gil,nuevo@example.com\n9,Sol,luna@example.com\n";
    let done = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    assert_eq!(counts(&done), [1, 1, 0, 0, 0], "two who are told apart by external ids may share an address");
    let all = items(&staff, "/api/v1/contacts?sort=created_at").await;
    let told: Vec<_> = all.iter().map(|one| (one["external_id"].as_str(), one["email"].as_str())).collect();
    assert_eq!(
        told,
        [
            (Some("7"), Some("nuevo@example.com")),
            (Some("8"), Some("luna@example.com")),
            (Some("9"), Some("luna@example.com"))
        ]
    );
    assert_eq!(all[0]["phone"], "600 000 000", "what the file does not name stays");
}

#[actix_web::test]
async fn a_record_in_the_bin_or_several_that_fit_are_faults_and_nothing_is_doubled() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    for email in ["two@example.com", "two@example.com", "bin@example.com"] {
        staff.call("POST", "/api/v1/contacts", Some(&json!({"last_name": "X", "email": email}))).await;
    }
    let binned = items(&staff, "/api/v1/contacts?q=bin@").await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(staff.call("DELETE", &format!("/api/v1/contacts/{binned}"), None).await.status, 204);
    let file = "Apellidos,Correo\nA,two@example.com\nB,bin@example.com\nC,mal\n,vacio@example.com\nD,d@example.com\n";
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let checked = after(&w, &staff, &import, "check").await;
    assert_eq!(counts(&checked), [1, 0, 0, 0, 4]);
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!(counts(&done), [1, 0, 0, 0, 4]);
    let found: Vec<_> =
        faults(&staff, &done, "").await.into_iter().map(|fault| (fault.row, fault.column, fault.code)).collect();
    let wanted = [
        (2, Some(1), FaultCode::SeveralRecords),
        (3, Some(1), FaultCode::InBin),
        (4, Some(1), FaultCode::BadEmail),
        (5, Some(0), FaultCode::Required),
    ];
    assert_eq!(found, wanted);
    let list = staff.call("GET", &path(&done, "/faults.csv"), None).await;
    assert_eq!(list.header("content-type"), Some("text/csv; charset=utf-8"));
    let lines: Vec<&str> = list.body.lines().collect();
    assert_eq!(lines[0], "\u{feff}Fila,Columna,Valor,Motivo");
    assert_eq!(lines[3], "4,Correo,mal,No es una dirección de correo");
    assert_eq!(lines.len(), 5);
    let first = staff.call("GET", &path(&done, "/faults?limit=3&count=true"), None).await.json();
    assert_eq!((first["items"].as_array().unwrap().len(), &first["total"]), (3, &json!(4)));
    let next = path(&done, &format!("/faults?after={}", first["next"].as_str().unwrap()));
    assert_eq!(items(&staff, &next).await.len(), 1);
}

#[actix_web::test]
async fn the_later_of_two_rows_about_the_same_counts_and_that_is_said() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let filler: String = (0..600).map(|n| format!("F{n},f{n}@example.com,\n")).collect();
    let file = format!(
        "Apellidos,Correo,Tel\nGil,a@example.com,600 000 001\nRuiz,A@example.com,600 000 002\n{filler}Sol,a@example.com,\n"
    );
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let checked = after(&w, &staff, &import, "check").await;
    assert_eq!((counts(&checked), checked.counts.warned), ([601, 2, 0, 0, 0], 2));
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!((counts(&done), done.counts.warned), ([601, 2, 0, 0, 0], 2));
    let rows: Vec<_> = faults(&staff, &done, "").await.into_iter().map(|fault| (fault.row, fault.code)).collect();
    assert_eq!(rows, [(3, FaultCode::Repeated), (604, FaultCode::Repeated)]);
    let found = items(&staff, "/api/v1/contacts?q=a@example.com").await;
    let gil = found.iter().find(|one| one["email"].as_str().unwrap().eq_ignore_ascii_case("a@example.com")).unwrap();
    assert_eq!((&gil["last_name"], &gil["phone"]), (&json!("Sol"), &json!("600 000 002")));
}

#[actix_web::test]
async fn how_a_file_is_understood_can_be_changed_and_is_remembered() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = b"Quien;Donde;Desde\nPe\xf1a;a@example.com;3/4/2026\n";
    let import = uploaded(&staff, "contacts", file).await;
    assert_eq!(import.source.columns[0].samples, ["Peña"]);
    assert!(import.source.columns[2].date_order_open);
    assert!(import.mapping.iter().all(|one| one.target.is_none()));
    let nowhere = staff.call("PUT", &path(&import, "/run"), None).await.problem();
    assert_eq!((nowhere.errors[0].pointer.as_str(), nowhere.errors[0].code), ("/mapping", FieldCode::Required));
    for (patch, pointer, code) in [
        (json!({"mapping": [{"column": 9, "target": "email"}]}), "/mapping/0/column", FieldCode::UnknownReference),
        (json!({"mapping": [{"column": 0, "target": "portal_user"}]}), "/mapping/0/target", FieldCode::UnknownChoice),
        (
            json!({"mapping": [{"column": 0, "target": "email"}, {"column": 1, "target": "email"}]}),
            "/mapping/1/target",
            FieldCode::Taken,
        ),
        (json!({"options": {"match_by": "name"}}), "/options/match_by", FieldCode::UnknownChoice),
        (json!({"options": {"tags": ["a,b"]}}), "/options/tags", FieldCode::BadFormat),
        (json!({"options": {"default_owner_id": import.id}}), "/options/default_owner_id", FieldCode::UnknownReference),
    ] {
        let problem = staff.call("PATCH", &path(&import, ""), Some(&patch)).await.problem();
        assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), (pointer, code));
    }
    let mapping = json!([{"column": 0, "target": "last_name"}, {"column": 1, "target": "email"}, {"column": 2, "target": "support_start_date"}]);
    let import = patched(
        &staff,
        &import,
        json!({"mapping": mapping, "options": {"date_order": "month_first", "tags": ["feria"]}}),
    )
    .await;
    let stale = staff
        .call_with("PATCH", &path(&import, ""), Some(&json!({"encoding": "utf_8"})), &[("if-match", "\"1\"")])
        .await;
    assert_eq!(stale.problem().code, Code::PreconditionFailed);
    // In the wrong encoding the letters cannot be read, and no row is taken.
    let wrong = patched(&staff, &import, json!({"encoding": "utf_8", "mapping": mapping})).await;
    let checked = after(&w, &staff, &wrong, "check").await;
    assert_eq!(faults(&staff, &checked, "").await[0].code, FaultCode::Unreadable);
    let import = patched(&staff, &import, json!({"encoding": null, "mapping": mapping})).await;
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!(counts(&done), [1, 0, 0, 0, 0]);
    let found = &items(&staff, "/api/v1/contacts").await[0];
    assert_eq!(
        (&found["last_name"], &found["support_start_date"], &found["tags"]),
        (&json!("Peña"), &json!("2026-03-04"), &json!(["feria"]))
    );
    let next = uploaded(&staff, "contacts", b"QUIEN,donde,Desde\nx,y,z\n").await;
    let targets: Vec<_> = next.mapping.iter().map(|one| one.target.as_deref()).collect();
    assert_eq!(targets, [Some("last_name"), Some("email"), Some("support_start_date")]);
}

#[actix_web::test]
async fn rows_of_what_is_there_can_be_left_out_or_only_fill_what_is_empty() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    staff.call("POST", "/api/v1/contacts", Some(&json!({"last_name": "Gil", "email": "a@example.com"}))).await;
    let file = b"Apellidos,Correo,Tel\nOtro,a@example.com,600 111 222\nLuna,b@example.com,\n";
    let run = async |options: Value| {
        let import = uploaded(&staff, "contacts", file).await;
        let import = patched(&staff, &import, json!({ "options": options })).await;
        counts(&after(&w, &staff, &import, "run").await)
    };
    assert_eq!(run(json!({"on_match": "skip", "on_new": "skip"})).await, [0, 0, 0, 2, 0]);
    assert_eq!(run(json!({"on_match": "fill", "on_new": "skip"})).await, [0, 1, 0, 1, 0]);
    let gil = &items(&staff, "/api/v1/contacts").await[0];
    assert_eq!((&gil["last_name"], &gil["phone"]), (&json!("Gil"), &json!("600 111 222")));
}

#[actix_web::test]
async fn organisations_with_their_parents() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Razón social,CIF,Web,Matriz,Responsable\nGrupo Sol,A1,sol.example,,\nSol Nerja,A2,,Grupo Sol,Ana Owner\nLuna,A3,,Grupo Luna,nadie\n";
    let done = after(&w, &staff, &uploaded(&staff, "organisations", file.as_bytes()).await, "run").await;
    assert_eq!(counts(&done), [2, 0, 0, 0, 1]);
    assert_eq!(faults(&staff, &done, "").await[0].code, FaultCode::UnknownUser);
    let all = items(&staff, "/api/v1/organisations").await;
    assert_eq!(
        (&all[1]["name"], &all[1]["parent_name"], &all[0]["website"]),
        (&json!("Sol Nerja"), &json!("Grupo Sol"), &json!("https://sol.example"))
    );
    let file = "Razón social,CIF,Matriz\nGrupo Sol,A1,Sol Nerja\nMar,A4,Grupo Mar\n";
    let done = after(&w, &staff, &uploaded(&staff, "organisations", file.as_bytes()).await, "run").await;
    assert_eq!((counts(&done), done.counts.organisations_created), ([1, 0, 0, 0, 1], 1));
    assert_eq!(faults(&staff, &done, "").await[0].code, FaultCode::Circular);
    assert_eq!(items(&staff, "/api/v1/organisations").await.len(), 4);
}

#[actix_web::test]
async fn files_that_are_no_tables_are_refused_in_clear_words_and_leave_nothing() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let before = w.digest().await;
    for (file, code) in [
        (&b""[..], FieldCode::EmptyFile),
        (b"Nombre,Correo\n", FieldCode::EmptyFile),
        (b"a,b\n1,\0\n", FieldCode::UnknownFile),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FieldCode::OtherSpreadsheet),
        (b"a,b\n\"x,1\ny,2\n", FieldCode::BrokenFile),
        (b"PK\x03\x04", FieldCode::BrokenFile),
    ] {
        let problem = staff.upload("contacts", "x.csv", file).await.problem();
        assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), ("/file", code));
        assert!(problem.errors[0].detail.len() > 10);
    }
    for (query, pointer) in [("", "module"), ("module=cases", "module"), ("module=contacts&x=1", "x")] {
        let headers = vec![("content-type".to_owned(), "text/csv".to_owned())];
        let call =
            Call { method: "POST".into(), path: format!("/api/v1/imports?{query}"), headers, body: b"a\nb\n".to_vec() };
        assert_eq!(staff.raw(call).await.problem().errors[0].pointer, pointer);
    }
    let mut call = Call { method: "POST".into(), path: "/api/v1/imports?module=contacts".into(), ..Call::default() };
    call.headers = vec![("content-type".into(), "multipart/form-data".into())];
    assert_eq!(staff.raw(call.clone()).await.problem().code, Code::UnsupportedMediaType);
    call.headers = vec![("content-type".into(), "text/csv".into())];
    // As many as the document says pass, and not one more.
    call.body = vec![b'\0'; 25 << 20];
    assert_eq!(staff.raw(call.clone()).await.problem().code, Code::Invalid);
    call.body.push(b'x');
    assert_eq!(staff.raw(call).await.problem().code, Code::BodyTooLarge);
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn an_upload_under_one_key_is_one_import() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let call = Call {
        method: "POST".into(),
        path: "/api/v1/imports?module=contacts".into(),
        headers: vec![("content-type".into(), "text/csv".into()), ("idempotency-key".into(), "k-1".into())],
        body: b"Apellidos\nGil\n".to_vec(),
    };
    let first = staff.raw(call.clone()).await;
    let second = staff.raw(call.clone()).await;
    assert_eq!((first.status, &first.body), (201, &second.body));
    assert_eq!(items(&staff, "/api/v1/imports").await.len(), 1);
    let other = Call { body: b"Apellidos\nOtra\n".to_vec(), ..call };
    assert_eq!(staff.raw(other).await.problem().code, Code::IdempotencyMismatch);
}

#[actix_web::test]
async fn an_address_with_which_somebody_signs_in_is_not_changed_by_a_file() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let (contact, client) = w.client().await;
    staff.call("PATCH", &format!("/api/v1/contacts/{}", contact.id), Some(&json!({"external_id": "E1"}))).await;
    let file = "Código,Apellidos,Correo\nE1,Luna,otra@example.net\n";
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!(faults(&staff, &done, "").await[0].code, FaultCode::PortalEmail);
    assert!(client.me().await.is_ok());
}

#[actix_web::test]
async fn who_is_erased_is_gone_from_imports_too() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let file = "Apellidos,Correo,Tel\nZzyzx,zzyzx@example.com,600 000 001\n";
    after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    let file = "Apellidos,Correo,Tel\nZzyzx Dos,zzyzx@example.com,600 000 002\n";
    after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    let id = items(&staff, "/api/v1/contacts").await[0]["id"].as_str().unwrap().to_owned();
    let body = json!({"confirm_name": "Zzyzx Dos"});
    let erased = staff.call("POST", &format!("/api/v1/contacts/{id}/erasure"), Some(&body)).await;
    assert!(erased.status < 300, "{}", erased.body);
    let left = zaguan_domain::testkit::rows_with(&w.app, "zzyzx").await.unwrap();
    assert!(left.is_empty(), "{left:#?}");
}

#[actix_web::test]
async fn a_row_does_not_write_over_whom_a_row_before_has_moved_away() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Nombre,Apellidos,Correo,Id externo\nClara,Uno,info@x.es,E1\n";
    after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    // She gets another address, and the next row is somebody else with the one she had.
    let file = "Nombre,Apellidos,Correo,Id externo\nClara,Uno,clara@x.es,E1\nBerta,Dos,info@x.es,\n";
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    assert_eq!(counts(&after(&w, &staff, &import, "check").await), [1, 1, 0, 0, 0]);
    assert_eq!(counts(&after(&w, &staff, &import, "run").await), [1, 1, 0, 0, 0]);
    let found = items(&staff, "/api/v1/contacts?sort=last_name").await;
    let names: Vec<_> = found.iter().map(|one| (one["first_name"].as_str(), one["email"].as_str())).collect();
    assert_eq!(names, [(Some("Berta"), Some("info@x.es")), (Some("Clara"), Some("clara@x.es"))]);
}
