//! Who may do what: every operation of the OpenAPI document against everybody who might try. An operation that this
//! test does not know how to call fails it.

use serde_json::{Value, json};
use zaguan_types::{Permission, Role};

use crate::world::{InProcess, World, document};

/// One operation of the document.
pub struct Operation {
    pub method: String,
    pub path: String,
    pub id: String,
    /// The scope of its token; `None` for the ones without sign-in.
    pub scope: Option<String>,
    pub has_body: bool,
}

impl Operation {
    /// Whether its body is a file.
    pub fn is_upload(&self) -> bool {
        self.id == "create_import"
    }

    pub fn is_portal(&self) -> bool {
        self.path.starts_with("/api/portal/")
    }
}

/// All operations of the document.
pub fn operations() -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let security = operation["security"]
                .as_array()
                .unwrap_or_else(|| panic!("{method} {path} says nothing about security"));
            let token = if path.starts_with("/api/portal/") { "portal_token" } else { "staff_token" };
            let scope = security.iter().find_map(|one| one[token][0].as_str()).map(str::to_owned);
            assert_eq!(
                scope.is_none(),
                security.is_empty(),
                "{method} {path}: a token of the right side, with its scope, or nothing"
            );
            all.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                id: operation["operationId"].as_str().unwrap().to_owned(),
                scope,
                has_body: !operation["requestBody"].is_null(),
            });
        }
    }
    assert!(all.len() > 40, "{} operations", all.len());
    all
}

/// Records of one firm, to be named in addresses and bodies.
#[derive(Clone)]
pub struct Records {
    pub slug: &'static str,
    pub contact: String,
    pub organisation: String,
    pub case: String,
    pub access: String,
    pub block: String,
    pub field: String,
    pub user: String,
    pub message: String,
    /// An import, and one that is to be removed.
    pub import: String,
    pub other_import: String,
    pub note: String,
    pub organisation_note: String,
    pub view: String,
    pub bulk: String,
    /// Another contact and another organisation, to be merged.
    pub other_contact: String,
    pub other_organisation: String,
    /// The contact's whole name.
    pub name: String,
}

impl Records {
    pub async fn of(w: &World, rival: bool) -> Self {
        let firm = if rival { &w.rival } else { &w.firm };
        let owner = w.staff_call(firm, Role::Owner).await;
        let (contact, client) = w.client_of(firm).await;
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let organisation = owner.call("POST", "/api/v1/organisations", Some(&json!({"name": "Almenara"}))).await.json();
        let other_contact = owner.call("POST", "/api/v1/contacts", Some(&json!({"last_name": "Otra"}))).await.json();
        let other_organisation =
            owner.call("POST", "/api/v1/organisations", Some(&json!({"name": "Otra"}))).await.json();
        let case = client
            .transport()
            .call(
                "POST",
                &format!("/api/portal/v1/{}/cases", firm.slug),
                Some(&json!({"subject": "s", "description": "d"})),
            )
            .await
            .json();
        let written = format!("/api/v1/cases/{}/messages", id(&case));
        let message = owner.call("POST", &written, Some(&json!({"body": "Hola"}))).await.json();
        let access =
            owner.call("GET", &format!("/api/v1/portal/accesses?filter[contact_id]={}", contact.id), None).await.json();
        let blocks = owner.call("GET", "/api/v1/modules/contacts/blocks", None).await.json();
        let fields = owner.call("GET", "/api/v1/modules/contacts/fields", None).await.json();
        let phone = fields["items"].as_array().unwrap().iter().find(|field| field["api_name"] == "phone").unwrap();
        let users = owner.call("GET", "/api/v1/users", None).await.json();
        let import = owner.upload("contacts", "a.csv", b"Apellidos\nGil\n").await.json();
        let other_import = owner.upload("contacts", "b.csv", b"Apellidos\nGil\n").await.json();
        let contact_notes = format!("/api/v1/contacts/{}/notes", contact.id);
        let note = owner.call("POST", &contact_notes, Some(&json!({"body": "Prefiere la tarde"}))).await.json();
        let organisation_notes = format!("/api/v1/organisations/{}/notes", id(&organisation));
        let organisation_note =
            owner.call("POST", &organisation_notes, Some(&json!({"body": "Paga tarde"}))).await.json();
        let tagged = json!({"action": "add_tags", "tags": ["Nerja"], "ids": [id(&other_contact)]});
        let bulk = owner.call("POST", "/api/v1/contact-bulk-changes", Some(&tagged)).await.json();
        let view =
            owner.call("POST", "/api/v1/views", Some(&json!({"module": "contacts", "name": "Míos"}))).await.json();
        Self {
            slug: firm.slug,
            contact: contact.id.to_string(),
            organisation: id(&organisation),
            case: id(&case),
            access: id(&access["items"][0]),
            block: id(&blocks["items"].as_array().unwrap().last().unwrap().clone()),
            field: id(phone),
            user: id(&users["items"][0]),
            message: id(&message),
            import: id(&import),
            other_import: id(&other_import),
            note: id(&note),
            organisation_note: id(&organisation_note),
            view: id(&view),
            bulk: id(&bulk),
            other_contact: id(&other_contact),
            other_organisation: id(&other_organisation),
            name: contact.full_name(),
        }
    }

    /// The same records, but for those that only their author may change: of these the caller's own, if they may have any.
    pub async fn of_author(mut self, who: &InProcess) -> Self {
        let (note, view) = (json!({"body": "Mío"}), json!({"module": "contacts", "name": "Míos"}));
        for (path, body, id) in [
            (format!("/api/v1/contacts/{}/notes", self.contact), &note, &mut self.note),
            (format!("/api/v1/organisations/{}/notes", self.organisation), &note, &mut self.organisation_note),
            ("/api/v1/views".to_owned(), &view, &mut self.view),
        ] {
            let written = who.call("POST", &path, Some(body)).await;
            if written.status == 201 {
                *id = written.json()["id"].as_str().unwrap().to_owned();
            }
        }
        self
    }

    /// An address of the document with this firm's records in it.
    pub fn fill(&self, path: &str) -> String {
        let note = if path.contains("/organisations/") { &self.organisation_note } else { &self.note };
        let filled = path
            .replace("{note_id}", note)
            .replace("{view_id}", &self.view)
            .replace("{bulk_id}", &self.bulk)
            .replace("{slug}", self.slug)
            .replace("{contact_id}", &self.contact)
            .replace("{organisation_id}", &self.organisation)
            .replace("{case_id}", &self.case)
            .replace("{access_id}", &self.access)
            .replace("{block_id}", &self.block)
            .replace("{user_id}", &self.user)
            .replace("{message_id}", &self.message)
            .replace("{import_id}", &self.import)
            .replace("{module}", "contacts")
            .replace("{field_id}", &self.field);
        assert!(!filled.contains('{'), "{path}: say here what stands for its parts");
        filled
    }

    /// A body that the operation takes.
    pub fn body(&self, operation: &Operation) -> Option<Value> {
        if !operation.has_body {
            return None;
        }
        Some(match operation.id.as_str() {
            "sign_in" => json!({"email": "nobody@example.com", "password": "x"}),
            "portal_sign_in" => json!({"username": "nobody@example.com", "password": "x"}),
            "refresh_session" | "portal_refresh_session" => json!({"refresh_token": "x"}),
            "mark_case_read" => json!({"up_to": "2026-11-19T10:00:00Z"}),
            "change_me" | "portal_set_preferences" => json!({"language": "nl"}),
            "create_contact" => {
                json!({"last_name": "Gil", "organisation_id": self.organisation, "owner_id": self.user})
            }
            "change_contact" => {
                json!({"phone": "600 111 222", "organisation_id": self.organisation, "owner_id": self.user})
            }
            "create_organisation" => json!({"name": "Otra", "owner_id": self.user, "parent_id": self.organisation}),
            "change_organisation" => json!({"phone": "600 111 222", "owner_id": self.user}),
            "link_contact_organisation" => json!({"role": "Socia"}),
            "merge_contact" => json!({"other_id": self.other_contact, "take": ["phone"]}),
            "merge_organisation" => json!({"other_id": self.other_organisation, "take": ["phone"]}),
            "erase_contact" => json!({"confirm_name": self.name}),
            "create_case" => {
                json!({"subject": "s", "contact_id": self.contact, "organisation_id": self.organisation, "assignee_id": self.user})
            }
            "change_case" => {
                json!({"subject": "t", "contact_id": self.contact, "organisation_id": self.organisation, "assignee_id": self.user})
            }
            "write_case_message" | "portal_write_message" => json!({"body": "Hola"}),
            "create_contact_note" | "create_organisation_note" => json!({"body": "Hola"}),
            "change_contact_note" | "change_organisation_note" => json!({"body": "Adiós"}),
            "change_many_contacts" => json!({"action": "assign", "owner_id": self.user, "ids": [self.contact]}),
            "change_many_organisations" => {
                json!({"action": "assign", "owner_id": self.user, "ids": [self.organisation]})
            }
            "change_many_cases" => json!({"action": "assign", "owner_id": self.user, "ids": [self.case]}),
            "create_view" => {
                json!({"module": "contacts", "name": "VIP", "filters": {"tag": "VIP"}, "columns": ["last_name"]})
            }
            "change_view" => json!({"name": "Otra"}),
            "reactivate_fields" => json!({"fields": ["portal_user"]}),
            "change_field" => json!({"required": false}),
            "invite_again" | "create_import" => json!({}),
            "change_import" => json!({"options": {"on_match": "fill", "default_owner_id": self.user}}),
            "portal_change_password" => {
                json!({"current_password": crate::world::CLIENT_PASSWORD, "new_password": "Otra-clave-distinta-9"})
            }
            "portal_create_case" => json!({"subject": "s", "description": "d"}),
            other => panic!("{other} takes a body: write one here"),
        })
    }
}

/// Operations that need no sign-in. A new one is a decision, and is written down here.
const OPEN: [&str; 5] = ["sign_in", "refresh_session", "portal_branding", "portal_sign_in", "portal_refresh_session"];

/// Operations that end the caller's own session, and are tried last.
fn ends_session(operation: &Operation) -> bool {
    operation.id.ends_with("sign_out")
}

/// Operations in an order in which each finds what it needs: what takes something away comes late, the inner before the
/// outer, and what ends the caller's session last.
fn in_order(mut operations: Vec<Operation>) -> Vec<Operation> {
    operations.sort_by_key(|operation| match (operation.method.as_str(), operation.id.as_str()) {
        _ if ends_session(operation) => 1_000,
        (_, "erase_contact") => 900,
        ("DELETE", _) => 500 - operation.path.matches('/').count(),
        _ => 0,
    });
    operations
}

async fn status(who: &InProcess, operation: &Operation, records: &Records) -> u16 {
    let answer = if operation.is_upload() {
        who.upload("contacts", "clientes.csv", b"Apellidos,Correo\nGil,gil@example.com\n").await
    } else {
        let path = match operation.id.as_str() {
            // The other one has run by now, and stays.
            "delete_import" => records.fill(&operation.path).replace(&records.import, &records.other_import),
            _ => records.fill(&operation.path),
        };
        who.call(&operation.method, &path, records.body(operation).as_ref()).await
    };
    if answer.status >= 400 {
        answer.problem();
    }
    answer.status
}

#[actix_web::test]
async fn nobody_and_the_wrong_side_get_in_nowhere_and_change_nothing() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    let (_, client) = w.client().await;
    let (_, rival_client) = w.client_of(&w.rival).await;
    let before = w.digest().await;
    for operation in operations() {
        let name = format!("{} {}", operation.method, operation.path);
        assert_eq!(operation.scope.is_none(), OPEN.contains(&operation.id.as_str()), "{name}");
        if operation.scope.is_none() {
            continue;
        }
        assert_eq!(status(&w.nobody(), &operation, &ours).await, 401, "{name} for nobody");
        let wrong = if operation.is_portal() { &owner } else { client.transport() };
        assert_eq!(status(wrong, &operation, &ours).await, 401, "{name} for the wrong side");
        if operation.is_portal() {
            assert_eq!(
                status(rival_client.transport(), &operation, &ours).await,
                401,
                "{name} for another firm's client"
            );
        }
    }
    assert_eq!(w.digest().await, before);
}

#[actix_web::test]
async fn every_role_may_do_what_the_document_says_and_nothing_more() {
    let w = World::new().await;
    for role in Role::ALL {
        let staff = w.staff_call(&w.firm, *role).await;
        let ours = Records::of(&w, false).await.of_author(&staff).await;
        for operation in in_order(operations()).into_iter().filter(|operation| !operation.is_portal()) {
            let Some(scope) = &operation.scope else { continue };
            let permission = Permission::from_name(scope)
                .unwrap_or_else(|| panic!("{} names the unknown permission {scope}", operation.id));
            let before = w.digest().await;
            let found = status(&staff, &operation, &ours).await;
            if role.allows(permission) {
                assert!(found < 400, "{role} may {} but got {found}", operation.id);
            } else {
                assert_eq!(found, 403, "{role} may not {}", operation.id);
                assert_eq!(w.digest().await, before, "{role} changed something by {}", operation.id);
            }
        }
    }
}

#[actix_web::test]
async fn clients_of_the_standard_level_may_do_what_the_document_says() {
    let w = World::new().await;
    let (_, client) = w.client().await;
    let mut ours = Records::of(&w, false).await;
    let case = client
        .transport()
        .call("POST", "/api/portal/v1/costa-clara/cases", Some(&json!({"subject": "s", "description": "d"})))
        .await
        .json();
    ours.case = case["id"].as_str().unwrap().to_owned();
    let written = format!("/api/portal/v1/costa-clara/cases/{}/messages", ours.case);
    let message = client.transport().call("POST", &written, Some(&json!({"body": "Hola"}))).await;
    let found = client.transport().call("GET", message.header("location").unwrap(), None).await;
    assert_eq!(found.json(), message.json(), "the address of a new message leads to it");
    ours.message = message.json()["id"].as_str().unwrap().to_owned();
    for operation in in_order(operations()).into_iter().filter(Operation::is_portal) {
        let Some(scope) = &operation.scope else { continue };
        let before = w.digest().await;
        let found = status(client.transport(), &operation, &ours).await;
        match scope.as_str() {
            "cases:close" | "cases:reopen" => {
                assert_eq!(found, 403, "{}", operation.id);
                assert_eq!(w.digest().await, before);
            }
            "at_the_door" | "signed_in" | "cases:see" | "cases:create" | "cases:comment" => {
                assert!(found < 400, "{} answered {found}", operation.id)
            }
            other => panic!("{} names the unknown right {other}", operation.id),
        }
    }
}

#[actix_web::test]
async fn what_changes_something_stands_in_the_audit_trail() {
    let w = World::new().await;
    let ours = Records::of(&w, false).await;
    let owner = w.staff_call(&w.firm, Role::Owner).await;
    for operation in in_order(operations()).iter().filter(|operation| {
        !operation.is_portal() && operation.scope.is_some() && operation.method != "GET" && !ends_session(operation)
    }) {
        let digest = w.digest().await;
        let trail = zaguan_domain::testkit::audit_actions(&w.app, w.firm.tenant).await.unwrap().len();
        status(&owner, operation, &ours).await;
        if w.digest().await != digest {
            let now = zaguan_domain::testkit::audit_actions(&w.app, w.firm.tenant).await.unwrap().len();
            assert!(now > trail, "{} left no trace in the audit trail", operation.id);
        }
    }
}
