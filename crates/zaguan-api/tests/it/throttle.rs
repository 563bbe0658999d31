//! Guessing at passwords is slowed down: whom it hits, and whom it must not.

use serde_json::json;
use zaguan_domain::platform::Settings;
use zaguan_types::Code;
use zaguan_types::portal::PasswordChange;

use crate::world::{CLIENT_PASSWORD, STAFF_PASSWORD, World};

const SESSION: &str = "/api/v1/session";
const PORTAL: &str = "/api/portal/v1/costa-clara";

#[actix_web::test]
async fn strangers_with_many_addresses_lock_nobody_out_of_where_they_usually_are() {
    let settings = Settings {
        cheap_hashes: true,
        sign_in_failures_per_account: 2,
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..Settings::default()
    };
    let w = World::with(settings).await;
    let from = async |address: &str, password: &str| {
        let who = json!({"email": "owner@costa-clara.example", "password": password});
        w.nobody().call_with("POST", SESSION, Some(&who), &[("x-forwarded-for", address)]).await.status
    };
    assert_eq!(from("10.1.0.1", STAFF_PASSWORD).await, 200);
    for stranger in 0..12 {
        for _ in 0..2 {
            from(&format!("6.6.6.{stranger}"), "guess").await;
        }
    }
    assert_eq!(from("6.6.6.200", STAFF_PASSWORD).await, 429, "guessing from everywhere has an end");
    assert_eq!(from("10.1.0.1", STAFF_PASSWORD).await, 200, "at home nothing is felt of it");
    w.clock.advance(91 * 24 * 3600);
    assert_eq!(from("10.1.0.1", STAFF_PASSWORD).await, 200, "the wait is over as well");
}

#[actix_web::test]
async fn who_is_refused_uses_nothing_up_for_those_who_come_from_elsewhere() {
    let settings =
        Settings { cheap_hashes: true, trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..Settings::default() };
    let w = World::with(settings).await;
    let from = async |address: &str, password: &str| {
        let who = json!({"email": "owner@costa-clara.example", "password": password});
        w.nobody().call_with("POST", SESSION, Some(&who), &[("x-forwarded-for", address)]).await.status
    };
    for _ in 0..150 {
        from("6.6.6.6", "guess").await;
    }
    assert_eq!(from("6.6.6.6", STAFF_PASSWORD).await, 429);
    assert_eq!(from("10.9.9.9", STAFF_PASSWORD).await, 200, "one stranger with one address locks nobody out");
}

#[actix_web::test]
async fn an_address_has_its_failures_once_for_both_sides() {
    let settings = Settings { cheap_hashes: true, sign_in_failures_per_address: 4, ..Settings::default() };
    let w = World::with(settings).await;
    let mut seen = Vec::new();
    for n in 0..3 {
        let staff = json!({"email": format!("x{n}@example.com"), "password": "wrong"});
        seen.push(w.nobody().call("POST", SESSION, Some(&staff)).await.status);
        let client = json!({"username": format!("x{n}@example.com"), "password": "wrong"});
        let refused = w.nobody().call("POST", &format!("{PORTAL}/session"), Some(&client)).await;
        seen.push(refused.status);
        if refused.status == 429 {
            assert_eq!(
                refused.header("ratelimit-policy"),
                Some("\"sign-in\";q=4;w=600"),
                "of the counter that is full"
            );
        } else {
            assert_eq!(refused.header("www-authenticate"), Some("Bearer realm=\"zaguan\""));
        }
    }
    assert_eq!(seen, [401, 401, 401, 401, 429, 429]);
}

#[actix_web::test]
async fn an_entry_that_cannot_be_read_hides_what_was_forged_in_front_of_it() {
    let settings = Settings {
        cheap_hashes: true,
        sign_in_failures_per_address: 3,
        trusted_proxies: vec!["127.0.0.1".parse().unwrap()],
        ..Settings::default()
    };
    let w = World::with(settings).await;
    let wrong = json!({"email": "nobody@example.com", "password": "wrong"});
    let from = async |chain: &str| {
        w.nobody().call_with("POST", SESSION, Some(&wrong), &[("x-forwarded-for", chain)]).await.status
    };
    for entry in ["unknown", "203.0.113.9:51234", "[2001:db8::1]:443"] {
        let forged = async |n: u8| from(&format!("1.2.3.{n}, {entry}")).await;
        let seen = [forged(1).await, forged(2).await, forged(3).await, forged(4).await];
        assert_eq!(seen, [401, 401, 401, 429], "{entry}");
    }
}

#[actix_web::test]
async fn guessing_the_present_password_inside_slows_down_nobody_else() {
    let w = World::new().await;
    let ((_, one), (_, other)) = (w.client().await, w.client().await);
    let guess = async |who: &zaguan_client::Portal<crate::world::InProcess>, present: &str| {
        let change =
            PasswordChange { current_password: Some(present.into()), new_password: "Otra-clave-mia-91".into() };
        who.change_password(&change).await.map_err(|error| error.problem().unwrap().code)
    };
    for _ in 0..10 {
        assert_eq!(guess(&one, "wrong").await, Err(Code::Invalid));
    }
    assert_eq!(guess(&one, CLIENT_PASSWORD).await, Err(Code::TooManyRequests));
    assert_eq!(guess(&other, CLIENT_PASSWORD).await, Ok(()));
}
