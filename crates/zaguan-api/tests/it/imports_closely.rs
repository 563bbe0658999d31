//! Imports, looked at closely: what lists know of them, how columns are judged, what faults point to.

use serde_json::json;
use zaguan_domain::testkit;
use zaguan_types::fields::{FieldType, Module};
use zaguan_types::imports::{DecimalMark, FaultCode, Import, ImportFault, MappingOrigin};
use zaguan_types::{FieldCode, Role};

use crate::imports::{after, counts, faults, items, patched, path, uploaded};
use crate::world::{Call, InProcess, World};

/// What a fault says and what it points to.
fn told(fault: &ImportFault) -> (u64, FaultCode, Option<u32>, Option<&str>) {
    (fault.row, fault.code, fault.column, fault.value.as_deref())
}

async fn add(staff: &InProcess, module: &str, record: serde_json::Value) -> String {
    let answer = staff.call("POST", &format!("/api/v1/{module}"), Some(&record)).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn lists_show_what_an_import_has_created_or_changed() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    for (name, email) in [("Viejo", "viejo@example.com"), ("Igual", "igual@example.com"), ("Aparte", "x@example.com")] {
        staff.call("POST", "/api/v1/contacts", Some(&json!({"last_name": name, "email": email}))).await;
    }
    let file = "Apellidos,Correo,Empresa\nNuevo,nuevo@example.com,Almenara\nCambiado,viejo@example.com,\nIgual,igual@example.com,\n";
    let done = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    assert_eq!(counts(&done), [1, 1, 1, 0, 0]);
    let names = async |list: &str, name: &str| -> Vec<String> {
        let found = items(&staff, &format!("/api/v1/{list}")).await;
        found.iter().map(|one| one[name].as_str().unwrap_or_default().to_owned()).collect()
    };
    let filter = format!("filter[import]={}", done.id);
    assert_eq!(names(&format!("contacts?{filter}"), "last_name").await, ["Cambiado", "Nuevo"]);
    assert_eq!(names(&format!("contacts?{filter}&q=nuev&count=true"), "last_name").await, ["Nuevo"]);
    assert_eq!(names(&format!("organisations?{filter}"), "name").await, ["Almenara"], "named by a row");
    let exported = staff.call("GET", &format!("/api/v1/exports/contacts?{filter}"), None).await;
    assert_eq!((exported.status, exported.body.lines().count()), (200, 3));
    // The same filter in a saved view and in a change of all that match.
    let id = done.id.to_string();
    let view = json!({"module": "contacts", "name": "Feria", "filters": {"import": id}});
    assert_eq!(staff.call("POST", "/api/v1/views", Some(&view)).await.status, 201);
    let change = json!({"action": "add_tags", "tags": ["feria"], "matching": {"filters": {"import": id}}});
    let changed = staff.call("POST", "/api/v1/contact-bulk-changes", Some(&change)).await;
    assert!(changed.status < 300, "{}", changed.body);
    assert_eq!(names("contacts?filter[tag]=feria", "last_name").await, ["Cambiado", "Nuevo"]);
    // What is no id is refused; an import of another firm has written nothing here, and ours nothing there.
    let problem = staff.call("GET", "/api/v1/contacts?filter[import]=7", None).await.problem();
    assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), ("filter[import]", FieldCode::BadFormat));
    let rival = w.staff_call(&w.rival, Role::Owner).await;
    let theirs = after(&w, &rival, &uploaded(&rival, "contacts", file.as_bytes()).await, "run").await;
    assert_eq!(names(&format!("contacts?filter[import]={}", theirs.id), "last_name").await, Vec::<String>::new());
    assert!(items(&rival, &format!("/api/v1/contacts?{filter}")).await.is_empty());
    // Taken back, what was created lies in the bin, and is found there.
    after(&w, &rival, &theirs, "undo").await;
    let binned = format!("/api/v1/contacts?filter[import]={}&filter[deleted]=true", theirs.id);
    assert_eq!(items(&rival, &binned).await.len(), 3);
}

#[actix_web::test]
async fn it_is_known_how_a_column_came_to_go_where_it_goes() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let origins = |import: &Import| import.mapping.iter().map(|one| one.origin).collect::<Vec<_>>();
    let file = b"Apellidos,Donde,Nada\nGil,gil@example.com,x\n";
    let import = uploaded(&staff, "contacts", file).await;
    assert_eq!(origins(&import), [Some(MappingOrigin::Guessed), None, None]);
    // What comes back as it went out is no choice; `origin` itself is read-only.
    let mut mapping = json!(import.mapping);
    mapping[1] = json!({"column": 1, "target": "email", "origin": "remembered"});
    let import = patched(&staff, &import, json!({ "mapping": mapping })).await;
    assert_eq!(origins(&import), [Some(MappingOrigin::Guessed), Some(MappingOrigin::Chosen), None]);
    after(&w, &staff, &import, "run").await;
    let next = uploaded(&staff, "contacts", file).await;
    assert_eq!(origins(&next), [Some(MappingOrigin::Remembered); 3]);
    let anew = patched(&staff, &next, json!({ "mapping": null })).await;
    assert_eq!(origins(&anew), [Some(MappingOrigin::Guessed), None, None]);
}

#[actix_web::test]
async fn the_column_says_what_stands_before_decimals() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    for (name, kind) in [("fee", FieldType::Money), ("share", FieldType::Decimal)] {
        testkit::add_field(&w.app, w.firm.tenant, Module::Contacts, name, kind).await.unwrap();
    }
    let run = async |file: &str, options: serde_json::Value| {
        let import = uploaded(&staff, "contacts", file.as_bytes()).await;
        let import = patched(&staff, &import, json!({ "options": options })).await;
        let done = after(&w, &staff, &import, "run").await;
        assert_eq!(done.counts.failed, 0, "{:?}", faults(&staff, &done, "").await);
        let found = items(&staff, "/api/v1/contacts?q=gil@example.com").await;
        let amount = |name: &str| found[0]["custom"][name].clone();
        (import, amount("fee")["amount"].clone(), amount("share"))
    };
    // Nothing but the language of the firm says what this is.
    let file = "Apellidos;Correo;fee;share\nGil;gil@example.com;1.500 €;2.125\n";
    let (import, fee, share) = run(file, json!({})).await;
    assert_eq!((fee, share), (json!("1500"), json!("2125")));
    let column = &import.source.columns[2];
    assert_eq!((column.decimal_mark, column.decimal_mark_open), (Some(DecimalMark::Comma), true));
    let (_, fee, _) = run(file, json!({"decimal_mark": "point"})).await;
    assert_eq!(fee, json!("1.500"));
    // One clear number decides for the column, whatever anybody said.
    let file = "Apellidos;Correo;fee;share\nGil;gil@example.com;1.500 €;2.125\nSol;sol@example.com;1.234,50 €;0.5\n";
    let (import, fee, share) = run(file, json!({"decimal_mark": "point"})).await;
    assert_eq!((fee, share), (json!("1500"), json!("2.125")));
    assert!(import.source.columns.iter().all(|column| !column.decimal_mark_open));
    // What goes out comes in as it was.
    let export = staff.call("GET", "/api/v1/exports/contacts?format=csv", None).await.body;
    let again = after(&w, &staff, &uploaded(&staff, "contacts", export.as_bytes()).await, "run").await;
    assert_eq!(counts(&again), [0, 0, 2, 0, 0], "{export}");
}

#[actix_web::test]
async fn the_check_counts_parents_as_the_run_does_wherever_their_own_rows_stand() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let filler: String = (0..600).map(|n| format!("F{n},,,\n")).collect();
    // One named before its own row, far from it and near; one behind it; one by its external id; one without a row.
    let file = format!(
        "Razón social,CIF,Web,Matriz\nUno,,,Grupo Sol\nDos,,,Cerca\nCerca,C1,cerca.example,\n{filler}Grupo Sol,G1,sol.example,\n\
         Tres,,,Grupo Sol\nCuatro,,,F7\nCinco,,,G1\nSeis,,,Otra\nSiete,,,otra\nGrupo Sol,,luna.example,\n"
    );
    let import = uploaded(&staff, "organisations", file.as_bytes()).await;
    let checked = after(&w, &staff, &import, "check").await;
    let found = faults(&staff, &checked, "").await;
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!((counts(&checked), checked.counts.organisations_created), (counts(&done), 3));
    assert_eq!((counts(&done), done.counts.organisations_created), ([607, 3, 0, 0, 0], 3));
    let same = faults(&staff, &done, "").await;
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), same.iter().map(told).collect::<Vec<_>>());
    assert_eq!(found.len(), 1, "only the second row about the same one is a repetition: {found:?}");
    let total = staff.call("GET", "/api/v1/organisations?count=true", None).await.json();
    assert_eq!(total["total"], 610);
}

#[actix_web::test]
async fn an_id_that_leads_nowhere_is_a_fault_and_one_that_was_merged_leads_to_who_stays() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let stays = add(&staff, "contacts", json!({"last_name": "Queda", "email": "queda@example.com"})).await;
    let goes = add(&staff, "contacts", json!({"last_name": "Se va", "external_id": "E9"})).await;
    let merged = json!({"other_id": goes});
    assert!(staff.call("POST", &format!("/api/v1/contacts/{stays}/merges"), Some(&merged)).await.status < 300);
    let erased = add(&staff, "contacts", json!({"last_name": "Nadie"})).await;
    let body = json!({"confirm_name": "Nadie"});
    assert!(staff.call("POST", &format!("/api/v1/contacts/{erased}/erasure"), Some(&body)).await.status < 300);
    let binned = add(&staff, "contacts", json!({"last_name": "Papelera"})).await;
    staff.call("DELETE", &format!("/api/v1/contacts/{binned}"), None).await;
    let foreign = add(&w.staff_call(&w.rival, Role::Owner).await, "contacts", json!({"last_name": "Ajena"})).await;
    let file = format!("id,Apellidos,Tel\n{goes},Se va,600 000 001\n{erased},A,\n{binned},B,\n{foreign},C,\n");
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let checked = after(&w, &staff, &import, "check").await;
    let done = after(&w, &staff, &import, "run").await;
    assert_eq!((counts(&checked), counts(&done)), ([0, 1, 0, 0, 3], [0, 1, 0, 0, 3]));
    let found = faults(&staff, &done, "").await;
    let wanted = [
        (3, FaultCode::Erased, Some(0), Some(erased.as_str())),
        (4, FaultCode::InBin, Some(0), Some(binned.as_str())),
        (5, FaultCode::UnknownRecord, Some(0), Some(foreign.as_str())),
    ];
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted);
    let left = staff.call("GET", &format!("/api/v1/contacts/{stays}"), None).await.json();
    assert_eq!((&left["last_name"], &left["phone"]), (&json!("Se va"), &json!("600 000 001")));
    let import = uploaded(&staff, "contacts", format!("id,Apellidos\n{stays},X\n").as_bytes()).await;
    let mut mapping = json!(import.mapping);
    mapping[0] = json!({"column": 0, "target": null});
    mapping[1] = json!({"column": 1, "target": "id"});
    let checked = after(&w, &staff, &patched(&staff, &import, json!({ "mapping": mapping })).await, "check").await;
    let found = faults(&staff, &checked, "").await;
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), [(2, FaultCode::BadId, Some(1), Some("X"))]);
}

#[actix_web::test]
async fn faults_of_a_record_point_to_the_cell_that_says_so() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let above = add(&staff, "organisations", json!({"name": "Arriba", "external_id": "A1"})).await;
    add(&staff, "organisations", json!({"name": "Abajo", "parent_id": above})).await;
    for name in ["Doble", "Doble"] {
        add(&staff, "organisations", json!({"name": name})).await;
    }
    let binned = add(&staff, "organisations", json!({"name": "Fuera", "external_id": "F1"})).await;
    staff.call("DELETE", &format!("/api/v1/organisations/{binned}"), None).await;
    let many: Vec<String> = (0..60).map(|n| format!("t{n}")).collect();
    let file = format!(
        "Razón social,CIF,Matriz,Etiquetas\nArriba,A1,Abajo,\ndoble,,,\nFuera,F1,,\nNueva,,,\"{}\"\n",
        many.join("|")
    );
    let checked = after(&w, &staff, &uploaded(&staff, "organisations", file.as_bytes()).await, "check").await;
    let found = faults(&staff, &checked, "").await;
    let tags: String = many.join("|").chars().take(80).collect();
    let wanted = [
        (2, FaultCode::Circular, Some(2), Some("Abajo")),
        (3, FaultCode::SeveralRecords, Some(0), Some("doble")),
        (4, FaultCode::InBin, Some(1), Some("F1")),
        (5, FaultCode::BadTags, Some(3), Some(tags.as_str())),
    ];
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted);
}

#[actix_web::test]
async fn a_number_that_a_spreadsheet_has_destroyed_is_not_taken() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Id externo;Apellidos;Teléfono;Teléfono\n1;Gil;3,46E+10;\n4.81E+17;Sol;600 111 222;\n3;Luna;+34 600;\n";
    let checked = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "check").await;
    let found = faults(&staff, &checked, "").await;
    let wanted = [
        (2, FaultCode::NumberShortened, Some(2), Some("3,46E+10")),
        (3, FaultCode::NumberShortened, Some(0), Some("4.81E+17")),
    ];
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted);
    assert!(found[0].detail.contains("spreadsheet has destroyed"), "{}", found[0].detail);
}

#[actix_web::test]
async fn columns_of_the_same_name_are_told_apart() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file = "Apellidos;Teléfono;Teléfono\nGil;600 111 222;x\n";
    let import = uploaded(&staff, "contacts", file.as_bytes()).await;
    let mapping = json!([{"column": 0, "target": "last_name"}, {"column": 2, "target": "phone"}]);
    let checked = after(&w, &staff, &patched(&staff, &import, json!({ "mapping": mapping })).await, "check").await;
    assert_eq!(faults(&staff, &checked, "").await[0].header.as_deref(), Some("Teléfono (2)"));
}

#[actix_web::test]
async fn an_undo_says_whether_a_person_or_another_import_came_in_between() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    add(&staff, "contacts", json!({"last_name": "Viejo", "email": "viejo@example.com"})).await;
    let file =
        "Apellidos,Correo,Tel\nUno,uno@example.com,\nDos,dos@example.com,\nViejo,viejo@example.com,600 000 001\n";
    let first = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    let file = "Apellidos,Correo,Tel\nUno,uno@example.com,600 000 002\nViejo,viejo@example.com,600 000 002\n";
    after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "run").await;
    let dos = items(&staff, "/api/v1/contacts?q=dos@example.com").await[0]["id"].as_str().unwrap().to_owned();
    staff.call("PATCH", &format!("/api/v1/contacts/{dos}"), Some(&json!({"phone": "600 000 003"}))).await;
    let undone = after(&w, &staff, &first, "undo").await;
    assert_eq!((undone.counts.taken_back, undone.counts.kept), (0, 3));
    let kept = faults(&staff, &undone, "?filter[stage]=undo").await;
    let codes: Vec<_> = kept.iter().map(|fault| (fault.row, fault.code)).collect();
    let wanted = [(2, FaultCode::ChangedByImport), (3, FaultCode::ChangedSince), (4, FaultCode::ChangedByImport)];
    assert_eq!(codes, wanted);
}

#[actix_web::test]
async fn all_that_is_wrong_with_a_list_is_named_at_once() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let filters = [
        ("contacts", "filter[tag_]=x"),
        ("organisations", "filter[tag_]=x"),
        ("cases", "filter[status]=gone"),
        ("imports", "filter[module]=cases"),
        ("portal/accesses", "filter[contact_id]=x"),
    ];
    for (list, filter) in filters {
        let problem = staff.call("GET", &format!("/api/v1/{list}?sort=shoe_size&{filter}"), None).await.problem();
        let named: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(named, ["sort", filter.split('=').next().unwrap()], "{list}");
    }
}

#[actix_web::test]
async fn what_a_file_cannot_have_is_refused_and_no_library_speaks() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let import = uploaded(&staff, "contacts", b"Apellidos,Correo\nGil,a@example.com\n").await;
    let problem = staff.call("PATCH", &path(&import, ""), Some(&json!({"sheet": "Hoja1"}))).await.problem();
    assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), ("/sheet", FieldCode::UnknownChoice));
    for file in [&b"PK\x03\x04"[..], b"PK\x03\x04\x14\0\0\0\x08\0garbage that goes on for a while PK\x05\x06\0\0\0\0"] {
        let detail = staff.upload("contacts", "x.xlsx", file).await.problem().errors[0].detail.clone();
        assert!(["Zip", "zip", "EOCD", "header", "invalid"].iter().all(|word| !detail.contains(word)), "{detail}");
    }
    let call = Call {
        method: "PATCH".into(),
        path: path(&import, ""),
        headers: vec![("content-type".into(), "application/merge-patch+json".into())],
        body: b"{\"sheet\": }".to_vec(),
    };
    assert_eq!(staff.raw(call).await.problem().detail, "this is no JSON: line 1, column 11");
    let wrong = json!({"encoding": 7, "header": "x", "mapping": 1});
    let problem = staff.call("PATCH", &path(&import, ""), Some(&wrong)).await.problem();
    let told: Vec<&str> = problem.errors.iter().map(|error| error.detail.as_str()).collect();
    assert_eq!(told, ["a string is needed", "true or false is needed", "an array is needed"]);
}

#[actix_web::test]
async fn a_name_that_nobody_sees_is_missing_in_a_form_and_in_a_file() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let problem =
        staff.call("POST", "/api/v1/contacts", Some(&json!({"last_name": "\u{200b} \u{feff}"}))).await.problem();
    assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), ("/last_name", FieldCode::Required));
    let file = "Apellidos,Correo\n\u{200b}\u{2060},a@example.com\n";
    let checked = after(&w, &staff, &uploaded(&staff, "contacts", file.as_bytes()).await, "check").await;
    assert_eq!(faults(&staff, &checked, "").await[0].code, FaultCode::Required);
}
