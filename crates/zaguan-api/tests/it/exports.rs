//! Exports: what a list shows as a file, and back again.

use serde_json::{Value, json};
use zaguan_types::{Code, FieldCode, Role};

use crate::world::{InProcess, World};

async fn export(staff: &InProcess, what: &str) -> String {
    let answer = staff.call("GET", &format!("/api/v1/exports/{what}"), None).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

async fn add(staff: &InProcess, module: &str, record: Value) -> String {
    let answer = staff.call("POST", &format!("/api/v1/{module}"), Some(&record)).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_list_leaves_as_a_text_with_labels_and_without_formulas() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let firm = add(&staff, "organisations", json!({"name": "Almenara; Sol"})).await;
    let angel = json!({"first_name": "=1+1", "last_name": "Núñez \"el\"", "email": "a@example.com", "phone": "+34 600 111 222",
        "organisation_id": firm, "tags": ["VIP", "Nerja"], "language": "en", "email_opt_out": true});
    add(&staff, "contacts", angel).await;
    add(&staff, "contacts", json!({"last_name": "Zeta"})).await;
    let answer = staff.call("GET", "/api/v1/exports/contacts", None).await;
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"contactos-2026-11-19.csv\""));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let lines: Vec<&str> = answer.body.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}Nombre,Apellidos,Correo electrónico,Teléfono,Idioma,Responsable,Etiquetas,No enviar correos,Organización"), "{}", lines[0]);
    assert!(
        lines[1].starts_with(
            "\"'=1+1\",\"Núñez \"\"el\"\"\",a@example.com,\"'+34 600 111 222\",Inglés,,\"VIP, Nerja\",Sí,Almenara; Sol,"
        ),
        "{}",
        lines[1]
    );
    assert_eq!((lines.len(), lines[3]), (4, ""));
    let api = export(&staff, "contacts?headers=api&columns=last_name,language,email_opt_out,owner_email&separator=semicolon&bom=false&sort=-last_name").await;
    assert_eq!(
        api,
        "last_name;language;email_opt_out;owner_email\r\nZeta;;false;\r\n\"Núñez \"\"el\"\"\";en;true;\r\n"
    );
    assert_eq!(export(&staff, "contacts?filter[tag]=vip&columns=last_name&bom=false").await.lines().count(), 2);
    assert_eq!(export(&staff, "contacts?q=zet&columns=last_name&bom=false").await, "Apellidos\r\nZeta\r\n");
    assert_eq!(
        export(&staff, "organisations?columns=name&bom=false&separator=semicolon").await,
        "Nombre\r\n\"Almenara; Sol\"\r\n"
    );
}

#[actix_web::test]
async fn what_is_unknown_is_named_and_every_export_is_written_down() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    for (query, pointer, code) in [
        ("columns=nope", "columns", FieldCode::UnknownMember),
        ("format=pdf", "format", FieldCode::BadFormat),
        ("sort=nope", "sort", FieldCode::UnknownSort),
        ("filter[nope]=1", "filter[nope]", FieldCode::UnknownFilter),
        ("limit=5", "limit", FieldCode::UnknownFilter),
        ("after=x", "after", FieldCode::UnknownFilter),
    ] {
        let problem = staff.call("GET", &format!("/api/v1/exports/contacts?{query}"), None).await.problem();
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str(), problem.errors[0].code),
            (Code::Invalid, pointer, code)
        );
    }
    export(&staff, "contacts?filter[language]=es").await;
    let trail = zaguan_domain::testkit::audit_actions(&w.app, w.firm.tenant).await.unwrap();
    assert_eq!(trail.iter().filter(|action| *action == "export.created").count(), 1);
}

#[actix_web::test]
async fn pages_follow_one_another_without_gaps() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let file: String = std::iter::once("Apellidos,Correo\n".to_owned())
        .chain((0..1_203).map(|n| format!("N{n:04},n{n}@example.com\n")))
        .collect();
    let import = staff.upload("contacts", "x.csv", file.as_bytes()).await.json();
    staff.call("PUT", &format!("/api/v1/imports/{}/run", import["id"].as_str().unwrap()), None).await;
    w.work_off().await;
    for sort in ["last_name", "-created_at", "email"] {
        let text = export(&staff, &format!("contacts?columns=last_name&bom=false&sort={sort}")).await;
        let mut names: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(names.len(), 1_203);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 1_203, "{sort}");
    }
    let book = staff.call("GET", "/api/v1/exports/contacts?format=xlsx", None).await;
    assert_eq!(book.header("content-disposition"), Some("attachment; filename=\"contactos-2026-11-19.xlsx\""));
    // What went out as a workbook is a workbook that comes in.
    let back = staff.upload("contacts", "x.xlsx", &book.bytes).await.json();
    assert_eq!((&back["source"]["kind"], &back["source"]["rows"]), (&json!("xlsx"), &json!(1_203)));
}

#[actix_web::test]
async fn what_went_out_comes_in_as_it_was() {
    let w = World::new().await;
    let ours = w.staff_call(&w.firm, Role::Agent).await;
    let theirs = w.staff_call(&w.rival, Role::Agent).await;
    let firm = add(
        &ours,
        "organisations",
        json!({"name": "Grupo, \"Sol\"", "website": "https://sol.example", "address": "Calle 1\nNerja"}),
    )
    .await;
    add(&ours, "organisations", json!({"name": "@Luna", "parent_id": firm, "external_id": "-7"})).await;
    for record in [
        json!({"first_name": "=cmd()", "last_name": "'+x", "phone": "+34 600 111 222", "email": "a@example.com", "organisation_id": firm}),
        json!({"last_name": "محمد 👩‍👩‍👧", "tags": ["@b", "=a", "c d"], "email_opt_out": true, "language": "nl"}),
        json!({"last_name": "''--", "email": "b@example.com", "external_id": "0012", "support_start_date": "2026-02-03"}),
        json!({"last_name": "a;b|c,d", "first_name": "'quoted'", "phone": "-600 000"}),
    ] {
        add(&ours, "contacts", record).await;
    }
    for format in ["csv", "csv&separator=semicolon", "csv&separator=tab&bom=false", "csv&headers=api", "xlsx"] {
        for module in ["organisations", "contacts"] {
            let fields = match module {
                "contacts" => {
                    "first_name,last_name,email,phone,language,tags,email_opt_out,external_id,organisation_name,support_start_date"
                }
                _ => "name,email,website,address,parent_name,external_id,tags",
            };
            let out =
                ours.call("GET", &format!("/api/v1/exports/{module}?format={format}&columns={fields}"), None).await;
            let import = theirs.upload(module, "x", &out.bytes).await;
            assert_eq!(import.status, 201, "{}", import.body);
            let import = import.json();
            let mapped = import["mapping"].as_array().unwrap().iter().all(|one| !one["target"].is_null());
            assert!(mapped, "{module} {format}: {}", import["mapping"]);
            let at = format!("/api/v1/imports/{}", import["id"].as_str().unwrap());
            theirs.call("PUT", &format!("{at}/run"), None).await;
            w.work_off().await;
            let done = theirs.call("GET", &at, None).await.json();
            let faults = theirs.call("GET", &format!("{at}/faults"), None).await.body;
            assert_eq!(
                (&done["state"], &done["counts"]["failed"]),
                (&json!("done"), &json!(0)),
                "{module} {format}: {faults}"
            );
            let same = |who: InProcess| {
                let path = format!("{module}?headers=api&columns={fields}");
                async move { export(&who, &path).await }
            };
            assert_eq!(same(ours.clone()).await, same(theirs.clone()).await, "{module} {format}");
        }
    }
}

#[actix_web::test]
async fn cases_leave_with_the_words_of_their_choices_and_names() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let firm = add(&staff, "organisations", json!({"name": "Almenara"})).await;
    let gil = json!({"first_name": "Ana", "last_name": "Gil", "organisation_id": firm});
    let contact = add(&staff, "contacts", gil).await;
    let keys = json!({"subject": "=Llaves", "contact_id": contact, "priority": "high", "description": "Dos;\nuna"});
    add(&staff, "cases", keys).await;
    let closed = add(&staff, "cases", json!({"subject": "Ruido"})).await;
    assert_eq!(staff.call("PUT", &format!("/api/v1/cases/{closed}/closure"), None).await.status, 200);
    let answer = staff.call("GET", "/api/v1/exports/cases?sort=number&bom=false", None).await;
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"casos-2026-11-19.csv\""));
    let lines: Vec<&str> = answer.body.split("\r\n").collect();
    assert!(lines[0].starts_with("Número,Asunto,Descripción,Estado,Prioridad,Categoría,"), "{}", lines[0]);
    assert!(
        lines[1].starts_with("C-000001,\"'=Llaves\",\"Dos;\nuna\",Abierto,Alta,,Ana Gil,Almenara,"),
        "{}",
        lines[1]
    );
    assert!(lines[0].contains(",Contacto,Organización,"), "{}", lines[0]);
    assert!(lines[1].contains("Ana Owner"), "who looks after it, by name: {}", lines[1]);
    let api = "cases?headers=api&bom=false&filter[status]=closed&columns=number,status,source,private,closed_at";
    let written = export(&staff, api).await;
    assert!(
        written.starts_with("number,status,source,private,closed_at\r\nC-000002,closed,api,false,2026-11-19T"),
        "{written}"
    );
    assert_eq!(written.lines().count(), 2);
    assert_eq!(
        export(&staff, "cases?bom=false&q=ruido&columns=source,private").await,
        "Origen,Solo para quien lo pide\r\nAPI,No\r\n"
    );
    let wrong = staff.call("GET", "/api/v1/exports/cases?columns=owner_name", None).await;
    assert_eq!((wrong.status, wrong.problem().errors[0].code), (422, FieldCode::UnknownMember));
    let rival = w.staff_call(&w.rival, Role::Owner).await;
    assert_eq!(export(&rival, "cases?bom=false&columns=number").await, "Número\r\n");
}
