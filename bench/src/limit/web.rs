//! The doors, at the same addresses as Zaguán's.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::error::{ErrorBadRequest, ErrorInternalServerError, ErrorNotFound, ErrorUnauthorized};
use actix_web::web::{Data, Json, Path, PayloadConfig, Query};
use actix_web::{App, HttpResponse, HttpServer, get, post};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier as _, Version};
use serde::Deserialize;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{Account, Ask, NewCase, Store, cursor};

/// Serves until it is killed.
pub async fn run(address: SocketAddr, store: Store) -> std::io::Result<()> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let places = Arc::new(Semaphore::new(cores));
    HttpServer::new(move || {
        App::new()
            .app_data(Data::new(store.clone()))
            .app_data(Data::from(Arc::clone(&places)))
            .service(ready)
            .service(contacts)
            .service(contact)
            .service(case)
            .service(create)
            .service(portal)
            .service(sign_in)
            .service(import)
            .service(export)
            .app_data(PayloadConfig::new(64 << 20))
    })
    .bind(address)?
    .run()
    .await
}

type Answer = actix_web::Result<HttpResponse>;

fn json(body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(body)
}

async fn asked(store: &Store, ask: Ask) -> Answer {
    match store.ask(ask).await {
        Ok(Some(body)) => Ok(json(body)),
        Ok(None) => Err(ErrorNotFound("nothing here")),
        Err(error) => Err(ErrorInternalServerError(error)),
    }
}

#[get("/readyz")]
async fn ready() -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[derive(Deserialize)]
struct List {
    after: Option<String>,
    q: Option<String>,
}

#[get("/api/v1/contacts")]
async fn contacts(store: Data<Store>, query: Query<List>) -> Answer {
    let List { after, q } = query.into_inner();
    let after = match after.map(|text| cursor::read(&text)) {
        Some(None) => return Err(ErrorBadRequest("no cursor")),
        other => other.flatten(),
    };
    asked(&store, Ask::Contacts { after, words: q }).await
}

#[get("/api/v1/contacts/{id}")]
async fn contact(store: Data<Store>, id: Path<Uuid>) -> Answer {
    asked(&store, Ask::Contact(id.into_inner())).await
}

#[get("/api/v1/cases/{id}")]
async fn case(store: Data<Store>, id: Path<Uuid>) -> Answer {
    asked(&store, Ask::Case(id.into_inner())).await
}

#[get("/api/portal/v1/{slug}/cases")]
async fn portal(store: Data<Store>) -> Answer {
    asked(&store, Ask::Portal).await
}

#[post("/api/v1/cases")]
async fn create(store: Data<Store>, new: Json<NewCase>) -> Answer {
    let body = store.create(new.into_inner()).await.map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::Created().content_type("application/json").body(body))
}

/// Answers once all of it is stored.
#[post("/bulk/contacts")]
async fn import(store: Data<Store>, csv: String) -> Answer {
    let written = store.import(csv).await.map_err(ErrorInternalServerError)?;
    Ok(json(written.to_string().into_bytes()))
}

#[get("/bulk/contacts")]
async fn export(store: Data<Store>) -> Answer {
    let csv = store.export().await.map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().content_type("text/csv").body(csv))
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    password: String,
}

/// The hash is checked off the workers, as many at once as there are cores: more would only push each other out of the
/// processor's caches.
#[post("/api/v1/session")]
async fn sign_in(store: Data<Store>, places: Data<Semaphore>, who: Json<SignIn>) -> Answer {
    let SignIn { email, password } = who.into_inner();
    let account = store.account(email).await.map_err(ErrorInternalServerError)?;
    let Account { json: body, hash } = account.ok_or_else(|| ErrorUnauthorized("nobody"))?;
    let place = places.acquire().await.map_err(ErrorInternalServerError)?;
    let fits = actix_web::web::block(move || fits(&hash, &password)).await.map_err(ErrorInternalServerError)?;
    drop(place);
    if fits { Ok(json(body)) } else { Err(ErrorUnauthorized("nobody")) }
}

fn fits(hash: &str, password: &str) -> bool {
    let Ok(params) = Params::new(19 * 1024, 2, 1, None) else { return false };
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    PasswordHash::new(hash).is_ok_and(|parsed| argon.verify_password(password.as_bytes(), &parsed).is_ok())
}
