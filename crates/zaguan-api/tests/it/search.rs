//! The search box: everything the firm has, and nothing that it has not.

use zaguan_types::cases::NewCase;
use zaguan_types::contacts::NewContact;
use zaguan_types::organisations::NewOrganisation;
use zaguan_types::{Code, FieldCode, Role};

use crate::world::World;

async fn fill(w: &World) {
    let staff = w.staff(Role::Agent).await;
    let rueda = NewOrganisation { name: Some("Rueda Hermanos".into()), ..NewOrganisation::default() };
    let firm = staff.create_organisation(&rueda).await.unwrap().value;
    for (first, last, email) in [
        ("Íñigo", "Peña", "inigo@rueda.example"),
        ("Carmen", "Rueda", "carmen@example.com"),
        ("Rueda", "Alonso", "ra@example.com"),
        ("Ana", "Zarrueda", "ana@example.com"),
    ] {
        let new = NewContact {
            first_name: Some(first.into()),
            last_name: Some(last.into()),
            email: Some(email.into()),
            organisation_id: (last == "Peña").then_some(firm.id),
            ..NewContact::default()
        };
        let contact = staff.create_contact(&new, None).await.unwrap().value;
        let case = NewCase {
            subject: Some(format!("Copia de llaves de {last}")),
            contact_id: Some(contact.id),
            ..NewCase::default()
        };
        staff.create_case(&case, None).await.unwrap();
    }
}

#[actix_web::test]
async fn names_that_begin_so_come_first_whatever_the_accents() {
    let w = World::new().await;
    fill(&w).await;
    let staff = w.staff(Role::ReadOnly).await;
    let found = staff.search("RUÉDA", None).await.unwrap();
    let names: Vec<_> = found.contacts.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names, ["Rueda Alonso", "Carmen Rueda", "Íñigo Peña", "Ana Zarrueda"]);
    assert_eq!(found.contacts[2].organisation_name.as_deref(), Some("Rueda Hermanos"));
    assert_eq!(found.organisations[0].name, "Rueda Hermanos");
    let subjects: Vec<_> = found.cases.iter().map(|hit| hit.subject.as_str()).collect();
    assert_eq!(subjects, ["Copia de llaves de Zarrueda", "Copia de llaves de Rueda"], "the last changed first");
    let few = staff.search("rueda", Some(1)).await.unwrap();
    assert_eq!((few.contacts.len(), few.organisations.len(), few.cases.len()), (1, 1, 1));
}

#[actix_web::test]
async fn a_number_finds_its_case_first() {
    let w = World::new().await;
    fill(&w).await;
    let staff = w.staff(Role::Agent).await;
    let other = NewCase { subject: Some("2 llaves".into()), ..NewCase::default() };
    staff.create_case(&other, None).await.unwrap();
    for words in ["2", "C-000002", "c2"] {
        let found = staff.search(words, None).await.unwrap();
        assert_eq!(found.cases[0].number, "C-000002", "{words}");
        assert_eq!(found.cases[0].contact_name.as_deref(), Some("Carmen Rueda"));
    }
    assert_eq!(staff.search("2", None).await.unwrap().cases[1].subject, "2 llaves");
}

#[actix_web::test]
async fn no_words_find_nothing_and_letters_of_patterns_are_letters() {
    let w = World::new().await;
    fill(&w).await;
    let staff = w.staff(Role::Agent).await;
    for words in ["", "  ", "%", "_", "zzzz", "' OR 1=1 --", "\u{301}"] {
        assert_eq!(staff.search(words, None).await.unwrap(), Default::default(), "{words:?}");
    }
    let none = staff.transport().call("GET", "/api/v1/search", None).await;
    assert_eq!(none.json()["contacts"].as_array().unwrap().len(), 0);
}

#[actix_web::test]
async fn more_than_twenty_hits_and_unknown_parameters_are_refused() {
    let w = World::new().await;
    let staff = w.staff(Role::Agent).await;
    for (query, code) in [
        ("q=a&limit=21", FieldCode::BadFormat),
        ("q=a&limit=0", FieldCode::BadFormat),
        ("q=a&after=x", FieldCode::UnknownFilter),
        ("q=a&filter[kind]=x", FieldCode::UnknownFilter),
    ] {
        let problem = staff.transport().call("GET", &format!("/api/v1/search?{query}"), None).await.problem();
        assert_eq!((problem.code, problem.errors[0].code), (Code::Invalid, code), "{query}");
    }
}

#[actix_web::test]
async fn another_firm_finds_nothing_of_it() {
    let w = World::new().await;
    fill(&w).await;
    let rival = w.staff_of(&w.rival, Role::Owner).await;
    for words in ["rueda", "llaves", "C-000001", "1"] {
        assert_eq!(rival.search(words, None).await.unwrap(), Default::default(), "{words}");
    }
}
