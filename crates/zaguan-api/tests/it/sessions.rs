//! Signing in, going on, and being thrown out.

use serde_json::json;
use zaguan_client::Staff;
use zaguan_domain::platform::Settings;
use zaguan_types::contacts::ContactPatch;
use zaguan_types::portal::PasswordChange;
use zaguan_types::session::SignIn;
use zaguan_types::{Code, FieldCode, Patch, Role};

use crate::world::{CLIENT_PASSWORD, STAFF_PASSWORD, World};

const SESSION: &str = "/api/v1/session";
const PORTAL: &str = "/api/portal/v1/costa-clara";

#[actix_web::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let w = World::new().await;
    let nobody = w.nobody();
    let sign_in = async |email: &str, password: &str| {
        let answer = nobody.call("POST", SESSION, Some(&json!({"email": email, "password": password}))).await;
        let mut problem = answer.problem();
        problem.trace_id.clear();
        problem
    };
    let unknown = sign_in("nobody@costa-clara.example", STAFF_PASSWORD).await;
    assert_eq!(unknown.code, Code::WrongCredentials);
    assert_eq!(sign_in("owner@costa-clara.example", "wrong").await, unknown);
}

#[actix_web::test]
async fn a_browser_gets_a_cookie_that_scripts_cannot_read_and_must_come_from_our_pages() {
    let w = World::new().await;
    let nobody = w.nobody();
    let who = json!({"email": "owner@costa-clara.example", "password": STAFF_PASSWORD});
    let answer = nobody.call("POST", SESSION, Some(&who)).await;
    assert!(!answer.body.contains("access_token"), "{}", answer.body);
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(nobody.call_with("GET", "/api/v1/me", None, &[("cookie", cookie)]).await.status, 200);
    let body = json!({"last_name": "Gil"});
    let post = async |headers: &[(&str, &str)]| {
        let all: Vec<_> = [("cookie", cookie), ("host", "crm.example")].iter().chain(headers).copied().collect();
        nobody.call_with("POST", "/api/v1/contacts", Some(&body), &all).await
    };
    for foreign in [
        vec![],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site")],
    ] {
        assert_eq!(post(&foreign).await.problem().code, Code::CrossOrigin, "{foreign:?}");
    }
    for ours in [
        vec![("origin", "http://crm.example")],
        vec![("origin", "http://localhost:8080")],
        vec![("sec-fetch-site", "same-origin")],
    ] {
        assert_eq!(post(&ours).await.status, 201, "{ours:?}");
    }
    let signed_out =
        nobody.call_with("DELETE", SESSION, None, &[("cookie", cookie), ("sec-fetch-site", "same-origin")]).await;
    assert_eq!(signed_out.status, 204);
    assert_eq!(nobody.call_with("GET", "/api/v1/me", None, &[("cookie", cookie)]).await.status, 401);
}

#[actix_web::test]
async fn a_refresh_token_buys_once_and_theft_ends_the_session() {
    let w = World::new().await;
    let nobody = w.nobody();
    let who = json!({"email": "owner@costa-clara.example", "password": STAFF_PASSWORD, "tokens": true});
    let first = nobody.call("POST", SESSION, Some(&who)).await.json();
    let refresh = async |token: &str| {
        nobody.call("POST", "/api/v1/session/refresh", Some(&json!({"refresh_token": token}))).await
    };
    let second = refresh(first["refresh_token"].as_str().unwrap()).await;
    assert_eq!(second.status, 200, "{}", second.body);
    let second = second.json();
    let access = second["access_token"].as_str().unwrap();
    assert_eq!(w.bearer(access).call("GET", "/api/v1/me", None).await.status, 200);
    assert_eq!(refresh(first["refresh_token"].as_str().unwrap()).await.status, 401, "used before");
    assert_eq!(w.bearer(access).call("GET", "/api/v1/me", None).await.status, 401, "the whole family is gone");
    assert_eq!(refresh(second["refresh_token"].as_str().unwrap()).await.status, 401);
}

#[actix_web::test]
async fn of_many_who_race_for_one_refresh_token_at_most_one_wins() {
    let w = World::new().await;
    let nobody = w.nobody();
    let who = json!({"email": "owner@costa-clara.example", "password": STAFF_PASSWORD, "tokens": true});
    let first = nobody.call("POST", SESSION, Some(&who)).await.json();
    let body = json!({"refresh_token": first["refresh_token"]});
    let answers =
        futures_util::future::join_all((0..20).map(|_| nobody.call("POST", "/api/v1/session/refresh", Some(&body))))
            .await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
}

#[actix_web::test]
async fn tokens_end_by_the_clock() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    assert_eq!(staff.call("GET", "/api/v1/me", None).await.status, 200);
    w.clock.advance(601);
    assert_eq!(staff.call("GET", "/api/v1/me", None).await.problem().code, Code::Unauthenticated);
}

#[actix_web::test]
async fn broken_credentials_open_nothing() {
    let w = World::new().await;
    let staff = w.staff(Role::Owner).await;
    let token = "eyJhbGciOiJub25lIn0.e30.";
    let long = "x".repeat(5_000);
    let headers = [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "bearer x",
        "Bearer a.b.c",
        &format!("Bearer {token}"),
        &format!("Bearer {long}"),
        "Token x",
        "Bearer \u{1}",
    ];
    for value in headers.iter().filter(|value| value.chars().all(|c| !c.is_control())) {
        for path in ["/api/v1/me", "/api/portal/v1/costa-clara/me"] {
            let answer = w.nobody().call_with("GET", path, None, &[("authorization", value)]).await;
            assert_eq!(answer.problem().code, Code::Unauthenticated, "{value} at {path}");
        }
    }
    for cookie in ["zaguan_staff=", "zaguan_staff=x", "zaguan_portal=x", "zaguan_staff=\"", "a=b; zaguan_staff=c"] {
        assert_eq!(
            w.nobody().call_with("GET", "/api/v1/me", None, &[("cookie", cookie)]).await.status,
            401,
            "{cookie}"
        );
    }
    assert!(staff.me().await.is_ok());
}

#[actix_web::test]
async fn ten_wrong_passwords_make_the_account_wait_and_longer_each_time() {
    let w = World::with(Settings { cheap_hashes: true, ..Settings::default() }).await;
    let nobody = w.nobody();
    let try_with = async |password: &str| {
        nobody.call("POST", SESSION, Some(&json!({"email": "owner@costa-clara.example", "password": password}))).await
    };
    for _ in 0..10 {
        assert_eq!(try_with("wrong").await.status, 401);
    }
    // Forged addresses change nothing.
    let forged = nobody
        .call_with(
            "POST",
            SESSION,
            Some(&json!({"email": "OWNER@costa-clara.example ", "password": "wrong"})),
            &[("x-forwarded-for", "10.9.8.7")],
        )
        .await;
    assert_eq!(forged.problem().code, Code::TooManyRequests);
    let waiting = try_with(STAFF_PASSWORD).await;
    let seconds: i64 = waiting.header("retry-after").unwrap().parse().unwrap();
    assert!((550..=601).contains(&seconds), "{seconds}");
    w.clock.advance(seconds);
    for _ in 0..10 {
        assert_eq!(try_with("wrong").await.status, 401);
    }
    let longer: i64 = try_with("wrong").await.header("retry-after").unwrap().parse().unwrap();
    assert!(longer > seconds, "{longer}");
    // Another account from the same address is not held up.
    let other = json!({"email": "owner@ferrer.example", "password": STAFF_PASSWORD});
    assert_eq!(nobody.call("POST", SESSION, Some(&other)).await.status, 200);
}

#[actix_web::test]
async fn a_person_in_two_firms_says_which() {
    let w = World::new().await;
    for firm in [&w.firm, &w.rival] {
        zaguan_domain::testkit::add_user(&w.app, firm.tenant, "Both", "both@example.com", Role::Agent, STAFF_PASSWORD)
            .await
            .unwrap();
    }
    let staff = Staff::new(w.nobody());
    let who = SignIn { email: "both@example.com".into(), password: STAFF_PASSWORD.into(), ..SignIn::default() };
    assert_eq!(staff.sign_in(&who).await.err().unwrap().problem().unwrap().code, Code::TenantRequired);
    let signed_in = staff.sign_in(&SignIn { tenant: Some("ferrer".into()), ..who }).await.unwrap();
    assert_eq!(signed_in.me.firm.slug, "ferrer");
}

#[actix_web::test]
async fn a_temporary_password_opens_nothing_but_the_door_to_an_own_one() {
    let w = World::new().await;
    let (contact, temporary) = w.invited(&w.firm).await;
    let username = contact.email.unwrap();
    let sign_in = json!({"username": username.to_uppercase(), "password": temporary, "tokens": true});
    let answer = w.nobody().call("POST", &format!("{PORTAL}/session"), Some(&sign_in)).await;
    assert_eq!(answer.json()["password_change_required"], true);
    let client = w.bearer(answer.json()["access_token"].as_str().unwrap());
    for path in ["/me", "/home", "/cases", "/forms/cases", "/events"] {
        assert_eq!(
            client.call("GET", &format!("{PORTAL}{path}"), None).await.problem().code,
            Code::PasswordChangeRequired,
            "{path}"
        );
    }
    let change = async |new: &str| {
        client.call("PUT", &format!("{PORTAL}/me/password"), Some(&json!({"new_password": new}))).await
    };
    for (weak, code) in [
        ("short", FieldCode::TooShort),
        ("password1", FieldCode::WeakPassword),
        (temporary.as_str(), FieldCode::SamePassword),
    ] {
        assert_eq!(change(weak).await.problem().errors[0].code, code, "{weak}");
    }
    assert_eq!(change(CLIENT_PASSWORD).await.status, 204);
    assert_eq!(client.call("GET", &format!("{PORTAL}/home"), None).await.status, 200);
    let again = change("Otra-clave-distinta-9").await.problem();
    assert_eq!(again.errors[0].pointer, "/current_password", "from now on the present one is asked for");
    let old = w.nobody().call("POST", &format!("{PORTAL}/session"), Some(&sign_in)).await;
    assert_eq!(old.problem().code, Code::WrongCredentials);
}

#[actix_web::test]
async fn an_invitation_works_for_72_hours_and_a_newer_one_voids_it() {
    let w = World::new().await;
    let owner = w.staff(Role::Owner).await;
    let (contact, first) = w.invited(&w.firm).await;
    let username = contact.email.clone().unwrap();
    let access = owner.accesses_of(contact.id).await.unwrap().items.remove(0);
    assert_eq!(access.invitation.state.as_str(), "sent");
    owner.invite_again(access.id).await.unwrap();
    w.work_off().await;
    let second = w.password_mailed_to(&username);
    let try_with = async |password: &str| {
        w.nobody()
            .call("POST", &format!("{PORTAL}/session"), Some(&json!({"username": username, "password": password})))
            .await
            .status
    };
    assert_eq!(try_with(&first).await, 401);
    assert_eq!(try_with(&second).await, 200);
    w.clock.advance(72 * 3600 - 60);
    assert_eq!(try_with(&second).await, 200);
    w.clock.advance(61);
    assert_eq!(try_with(&second).await, 401);
}

#[actix_web::test]
async fn withdrawn_access_stops_at_once_and_comes_back_only_by_invitation() {
    let w = World::new().await;
    let owner = w.staff(Role::Owner).await;
    let (contact, client) = w.client().await;
    assert!(client.home().await.is_ok());
    let off = ContactPatch { portal_user: Patch::Set(false), ..ContactPatch::default() };
    owner.change_contact(contact.id, &off, None).await.unwrap();
    assert_eq!(client.home().await.unwrap_err().problem().unwrap().code, Code::Unauthenticated);
    let on = ContactPatch { portal_user: Patch::Set(true), ..ContactPatch::default() };
    owner.change_contact(contact.id, &on, None).await.unwrap();
    w.work_off().await;
    let username = contact.email.unwrap();
    let old = json!({"username": username, "password": CLIENT_PASSWORD});
    assert_eq!(w.nobody().call("POST", &format!("{PORTAL}/session"), Some(&old)).await.status, 401);
    let temporary = w.password_mailed_to(&username);
    assert!(
        w.sign_in(&w.firm, &username, &temporary).await.home().await.is_err(),
        "an own password comes first, again"
    );
}

#[actix_web::test]
async fn a_running_session_ends_with_the_window() {
    let w = World::new().await;
    let owner = w.staff(Role::Owner).await;
    let (contact, _) = w.client().await;
    let until = ContactPatch { support_end_date: Patch::Set("2026-11-19".parse().unwrap()), ..ContactPatch::default() };
    owner.change_contact(contact.id, &until, None).await.unwrap();
    // Five minutes before midnight in Madrid.
    w.clock.advance(12 * 3600 + 55 * 60);
    let username = contact.email.unwrap();
    let client = w.sign_in(&w.firm, &username, CLIENT_PASSWORD).await;
    assert!(client.home().await.is_ok());
    w.clock.advance(6 * 60);
    assert_eq!(client.home().await.unwrap_err().problem().unwrap().code, Code::Unauthenticated);
    let again = w
        .nobody()
        .call("POST", &format!("{PORTAL}/session"), Some(&json!({"username": username, "password": CLIENT_PASSWORD})))
        .await;
    assert_eq!(again.problem().code, Code::WrongCredentials, "and nobody comes in any more");
}

#[actix_web::test]
async fn a_password_change_ends_the_other_sessions() {
    let w = World::new().await;
    let (contact, client) = w.client().await;
    let other = w.sign_in(&w.firm, &contact.email.unwrap(), CLIENT_PASSWORD).await;
    let change =
        PasswordChange { current_password: Some(CLIENT_PASSWORD.into()), new_password: "Otra-clave-distinta-9".into() };
    client.change_password(&change).await.unwrap();
    assert!(client.home().await.is_ok());
    assert_eq!(other.home().await.unwrap_err().problem().unwrap().code, Code::Unauthenticated);
}

#[actix_web::test]
async fn guesses_in_parallel_count_like_guesses_in_a_row() {
    let w = World::with(Settings { cheap_hashes: true, ..Settings::default() }).await;
    let nobody = w.nobody();
    let wrong = json!({"email": "owner@costa-clara.example", "password": "wrong"});
    for _ in 0..3 {
        let burst = futures_util::future::join_all((0..20).map(|_| nobody.call("POST", SESSION, Some(&wrong)))).await;
        let looked_at = burst.iter().filter(|answer| answer.status == 401).count();
        assert!(looked_at <= 10, "{looked_at} guesses were looked at");
    }
    let right = json!({"email": "owner@costa-clara.example", "password": STAFF_PASSWORD});
    assert_eq!(nobody.call("POST", SESSION, Some(&right)).await.status, 429);
}

#[actix_web::test]
async fn signing_in_often_and_rightly_is_no_attack() {
    let w = World::with(Settings { cheap_hashes: true, sign_in_failures_per_address: 5, ..Settings::default() }).await;
    let right = json!({"email": "owner@costa-clara.example", "password": STAFF_PASSWORD});
    for turn in 0..20 {
        assert_eq!(w.nobody().call("POST", SESSION, Some(&right)).await.status, 200, "turn {turn}");
    }
}

#[actix_web::test]
async fn whoever_got_the_invitation_by_a_wrong_address_is_out_once_it_is_corrected() {
    let w = World::new().await;
    let owner = w.staff(Role::Owner).await;
    let (contact, temporary) = w.invited(&w.firm).await;
    let stranger = w.sign_in(&w.firm, contact.email.as_deref().unwrap(), &temporary).await;
    let corrected = ContactPatch { email: Patch::Set("right@example.net".into()), ..ContactPatch::default() };
    owner.change_contact(contact.id, &corrected, None).await.unwrap();
    let change = PasswordChange { current_password: None, new_password: CLIENT_PASSWORD.into() };
    assert_eq!(stranger.change_password(&change).await.unwrap_err().problem().unwrap().code, Code::Unauthenticated);
    w.work_off().await;
    let right = w.password_mailed_to("right@example.net");
    w.sign_in(&w.firm, "right@example.net", &right).await;
}

#[actix_web::test]
async fn an_invitation_that_was_replaced_before_it_left_is_not_sent() {
    let w = World::new().await;
    let staff = w.staff_call(&w.firm, Role::Agent).await;
    let new = json!({"last_name": "Gil", "email": "wrong@example.net", "portal_user": true});
    let id = staff.call("POST", "/api/v1/contacts", Some(&new)).await.json()["id"].as_str().unwrap().to_owned();
    staff.call("PATCH", &format!("/api/v1/contacts/{id}"), Some(&json!({"email": "right@example.net"}))).await;
    w.work_off().await;
    assert_eq!((w.mails_to("wrong@example.net").len(), w.mails_to("right@example.net").len()), (0, 1));
}

#[actix_web::test]
async fn the_house_is_swept_of_sessions_with_their_tokens() {
    let w = World::new().await;
    w.staff(Role::Agent).await;
    w.client().await;
    w.clock.advance(40 * 24 * 3600);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    let left = async |table: &str| {
        let digest = w.digest().await;
        let line = digest.lines().find(|line| line.starts_with(&format!("{table} "))).unwrap().to_owned();
        line.split(' ').nth(1).unwrap().parse::<u32>().unwrap()
    };
    let portal = left("sessions").await;
    assert!(portal > 0 && portal == left("refresh_tokens").await, "clients' sessions are kept for longer");
    w.clock.advance(30 * 24 * 3600);
    zaguan_domain::jobs::sweep(&w.app).await.unwrap();
    assert_eq!((left("sessions").await, left("refresh_tokens").await), (0, 0));
}

#[actix_web::test]
async fn only_a_trusted_proxy_may_say_where_a_request_comes_from() {
    let proxy = "127.0.0.1".parse().unwrap();
    let settings = Settings {
        cheap_hashes: true,
        sign_in_failures_per_address: 3,
        trusted_proxies: vec![proxy],
        ..Settings::default()
    };
    let w = World::with(settings).await;
    let wrong = json!({"email": "nobody@example.com", "password": "wrong"});
    let from = async |address: &str| {
        w.nobody().call_with("POST", SESSION, Some(&wrong), &[("x-forwarded-for", address)]).await.status
    };
    for _ in 0..3 {
        assert_eq!(from("6.6.6.6, 10.0.0.1").await, 401);
    }
    // What the client wrote before the proxy's own entry does not count.
    assert_eq!(from("7.7.7.7, 10.0.0.1").await, 429);
    assert_eq!(from("10.0.0.2").await, 401);
}

#[actix_web::test]
async fn an_encoded_address_is_no_way_around_the_session_layer() {
    let w = World::new().await;
    let who = json!({"email": "owner@costa-clara.example", "password": STAFF_PASSWORD});
    for path in ["/api/v%31/session", "/%61pi/v1/session", "/api/p%6frtal/v1/costa-clara/session"] {
        let answer = w.nobody().call_with("POST", path, Some(&who), &[("origin", "https://evil.example")]).await;
        assert_eq!(answer.status, 404, "{path}");
    }
}
