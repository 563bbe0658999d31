//! Pages that are written straight from their rows say, member by member, what the record itself says.

use serde_json::{Value, json};
use zaguan_types::Role;

use crate::world::World;

#[actix_web::test]
async fn a_page_says_what_the_record_says() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Owner).await;
    let organisation =
        staff.call("POST", "/api/v1/organisations", Some(&json!({ "name": "Obras «Sol»" }))).await.json();
    let full = json!({
        "first_name": "Ángel \"Gel\"", "last_name": "Núñez\\", "email": "Angel@example.com", "language": "nl",
        "tags": ["VIP", "«ñ»"], "email_opt_out": true, "phone": "600 111 222", "organisation_id": organisation["id"],
        "support_start_date": "2026-01-31", "support_end_date": "2027-01-31", "external_id": "A-1",
    });
    let mut ids = Vec::new();
    for new in [full, json!({ "last_name": "Vacío" }), json!({ "last_name": "Ido", "first_name": "Se ha" })] {
        let made = staff.call("POST", "/api/v1/contacts", Some(&new)).await;
        assert_eq!(made.status, 201, "{}", made.body);
        ids.push(made.json()["id"].as_str().unwrap().to_owned());
    }
    let mut records: Vec<Value> = Vec::new();
    for id in &ids {
        records.push(staff.call("GET", &format!("/api/v1/contacts/{id}"), None).await.json());
    }
    for order in ["last_name", "-last_name", "created_at", "-updated_at", "email"] {
        let mut seen = 0;
        let mut after = String::new();
        for _ in 0..50 {
            let page = staff.call("GET", &format!("/api/v1/contacts?limit=1&sort={order}{after}"), None).await.json();
            for item in page["items"].as_array().unwrap() {
                if let Some(record) = records.iter().find(|record| record["id"] == item["id"]) {
                    assert_eq!(item, record, "{order}");
                    seen += 1;
                }
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, records.len(), "{order}");
    }
    let gone = staff.call("DELETE", &format!("/api/v1/contacts/{}", ids[2]), None).await;
    assert_eq!(gone.status, 204, "{}", gone.body);
    let bin = staff.call("GET", "/api/v1/contacts?filter[deleted]=true&q=ido", None).await.json();
    assert!(bin["items"][0]["deleted_at"].is_string(), "{bin}");
    assert_eq!(bin["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(staff.call("GET", "/api/v1/contacts?q=ido%20se%20ha", None).await.json()["items"], json!([]));
}
