//! Estudio: reactivating fields, and what «Campo Portal» means for clients.

use serde_json::json;
use zaguan_client::Query;
use zaguan_types::cases::NewCase;
use zaguan_types::fields::{FieldPatch, FieldType, Module, PortalMatrix, PortalPatch, Reactivation};
use zaguan_types::portal::NewPortalCase;
use zaguan_types::{Code, FieldCode, Patch, Role};

use crate::world::World;

fn portal(matrix: PortalMatrix) -> FieldPatch {
    FieldPatch { portal: Patch::Set(PortalPatch::whole(matrix)), ..FieldPatch::default() }
}

#[actix_web::test]
async fn the_three_portal_fields_wait_in_the_last_block_and_come_back_together() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let blocks = admin.blocks(Module::Contacts).await.unwrap();
    let last = blocks.items.last().unwrap();
    assert_eq!(last.labels.es, "Información de la empresa");
    let inactive: Vec<String> =
        last.fields.iter().filter(|field| !field.active).map(|field| field.api_name.clone()).collect();
    assert_eq!(inactive, ["portal_user", "support_start_date", "support_end_date"]);
    let after = admin.reactivate(Module::Contacts, last.id, &Reactivation { fields: inactive }).await.unwrap();
    assert!(
        after
            .items
            .iter()
            .flat_map(|block| &block.fields)
            .filter(|field| field.api_name != "external_id")
            .all(|field| field.active)
    );
}

#[actix_web::test]
async fn a_field_of_another_block_reactivates_nothing() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let last = admin.blocks(Module::Contacts).await.unwrap().items.pop().unwrap();
    let before = w.digest().await;
    let which = Reactivation { fields: vec!["portal_user".into(), "email".into()] };
    let error = admin.reactivate(Module::Contacts, last.id, &which).await.unwrap_err();
    assert_eq!(error.problem().unwrap().errors[0].pointer, "/fields/1");
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn a_field_marked_for_the_portal_is_everywhere_at_once_and_gone_as_well() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let (contact, client) = w.client().await;
    let case = NewCase {
        subject: Some("Recibo".into()),
        category: Some("billing".into()),
        contact_id: Some(contact.id),
        ..NewCase::default()
    };
    let case = admin.create_case(&case, None).await.unwrap().value;
    let by_category = Query::new().filter("category", "billing");
    for shown in [false, true, false] {
        let matrix = if shown { PortalMatrix::shown(FieldType::SingleChoice) } else { PortalMatrix::default() };
        admin.change_field(Module::Cases, "category", &portal(matrix), None).await.unwrap();
        let forms = client.case_forms().await.unwrap();
        let named =
            |fields: &[zaguan_types::portal::PortalField]| fields.iter().any(|field| field.api_name == "category");
        assert_eq!([named(&forms.create), named(&forms.view), named(&forms.list), named(&forms.search)], [shown; 4]);
        assert_eq!(client.case(case.id).await.unwrap().value.category.is_some(), shown);
        assert_eq!(client.cases(&Query::new()).await.unwrap().items[0].category.is_some(), shown);
        assert_eq!(client.cases(&by_category).await.is_ok(), shown);
        assert_eq!(client.case_counts(&by_category).await.is_ok(), shown);
        let new = NewPortalCase {
            subject: Some("x".into()),
            description: Some("y".into()),
            category: Some("other".into()),
            ..NewPortalCase::default()
        };
        assert_eq!(client.create_case(&new, None).await.is_ok(), shown);
    }
}

#[actix_web::test]
async fn a_hidden_field_is_refused_in_the_words_of_one_that_does_not_exist() {
    let w = World::new().await;
    let (_, client) = w.client().await;
    let raw = client.transport();
    let path = "/api/portal/v1/costa-clara/cases";
    let refused = |name: &str| format!("{path}?filter[{name}]=billing");
    let hidden = raw.call("GET", &refused("category"), None).await.problem();
    let unknown = raw.call("GET", &refused("nonsense"), None).await.problem();
    assert_eq!((hidden.errors[0].code, &hidden.errors[0].detail), (unknown.errors[0].code, &unknown.errors[0].detail));
    let post = |name: &str| json!({"subject": "s", "description": "d", name: "billing"});
    let hidden = raw.call("POST", path, Some(&post("category"))).await.problem();
    let unknown = raw.call("POST", path, Some(&post("nonsense"))).await.problem();
    assert_eq!((hidden.errors[0].code, &hidden.errors[0].detail), (unknown.errors[0].code, &unknown.errors[0].detail));
}

#[actix_web::test]
async fn an_inactive_field_leaves_the_portal_and_keeps_its_values() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let (contact, client) = w.client().await;
    let case = NewCase {
        subject: Some("Recibo".into()),
        priority: Some(zaguan_types::cases::CasePriority::High),
        contact_id: Some(contact.id),
        ..NewCase::default()
    };
    let case = admin.create_case(&case, None).await.unwrap().value;
    let active = |yes| FieldPatch { active: Patch::Set(yes), ..FieldPatch::default() };
    admin.change_field(Module::Cases, "priority", &active(false), None).await.unwrap();
    assert_eq!(client.case(case.id).await.unwrap().value.priority, None);
    admin.change_field(Module::Cases, "priority", &active(true), None).await.unwrap();
    assert_eq!(client.case(case.id).await.unwrap().value.priority, case.priority.into());
}

#[actix_web::test]
async fn what_would_break_the_product_or_the_portal_is_refused() {
    let w = World::new().await;
    let admin = w.staff(Role::Administrator).await;
    let refused = async |module, name: &str, patch: FieldPatch| {
        let error = admin.change_field(module, name, &patch, None).await.unwrap_err();
        error.problem().unwrap().errors[0].code
    };
    let broken = FieldPatch { required: Patch::Set(true), active: Patch::Set(false), ..FieldPatch::default() };
    admin.change_field(Module::Cases, "category", &broken, None).await.unwrap();
    let blocks = admin.blocks(Module::Cases).await.unwrap().items;
    let block = blocks.iter().find(|block| block.fields.iter().any(|field| field.api_name == "category")).unwrap();
    let back = admin.reactivate(Module::Cases, block.id, &Reactivation { fields: vec!["category".into()] }).await;
    let problem = back.unwrap_err();
    let error = &problem.problem().unwrap().errors[0];
    assert_eq!(
        (error.pointer.as_str(), error.code),
        ("/fields/0", FieldCode::DefaultNeeded),
        "coming back is judged too"
    );
    let inactive = FieldPatch { active: Patch::Set(false), ..FieldPatch::default() };
    assert_eq!(refused(Module::Contacts, "last_name", inactive).await, FieldCode::CannotDeactivate);
    assert_eq!(
        refused(Module::Contacts, "tags", portal(PortalMatrix::shown(FieldType::MultipleChoice))).await,
        FieldCode::NeverInPortal
    );
    assert_eq!(refused(Module::Cases, "subject", portal(PortalMatrix::default())).await, FieldCode::DefaultNeeded);
    let unknown = admin.change_field(Module::Cases, "nope", &FieldPatch::default(), None).await.unwrap_err();
    assert_eq!(unknown.problem().unwrap().code, Code::NotFound);
}
