//! A world to test in: two firms that know nothing of each other, people of every kind, a clock that stands still.

mod service;

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use zaguan_client::{Portal, Staff};
use zaguan_domain::jobs;
use zaguan_domain::mails::Mailer;
use zaguan_domain::platform::clock::{SystemIds, TestClock};
use zaguan_domain::platform::db::testkit::TestDb;
use zaguan_domain::platform::secrets::Secrets;
use zaguan_domain::platform::{App, Parts, Settings};
use zaguan_domain::tenants::{self, NewOwner, NewTenant};
use zaguan_domain::testkit;
use zaguan_types::contacts::{Contact, NewContact};
use zaguan_types::fields::Labels;
use zaguan_types::portal::{PasswordChange, PortalSignIn};
use zaguan_types::session::SignIn;
use zaguan_types::{Instant, Language, Role, TenantId};

pub use service::{Call, InProcess};

/// Password of everybody who works at a firm.
pub const STAFF_PASSWORD: &str = "Costa-brava-4711";
/// Password that clients choose.
pub const CLIENT_PASSWORD: &str = "Patio-de-luz-88";

/// One firm of the world.
pub struct Firm {
    /// Its id.
    pub tenant: TenantId,
    /// Its slug.
    pub slug: &'static str,
}

/// Everything a test needs.
pub struct World {
    /// The running server.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// The firm that most tests are about.
    pub firm: Firm,
    /// The other one.
    pub rival: Firm,
    /// Where mail is written.
    pub mail: PathBuf,
    service: service::Service,
    counter: RefCell<u32>,
    // Last: removed when nothing uses them any more.
    _folder: tempfile::TempDir,
    db: TestDb,
}

impl World {
    /// A new world on an own database.
    pub async fn new() -> Self {
        Self::with(Settings { cheap_hashes: true, sign_in_failures_per_address: 10_000, ..Settings::default() }).await
    }

    /// A new world whose mail goes to an SMTP server.
    pub async fn mailing(url: &str) -> Self {
        let mailer = Mailer::through(url, "no-reply@zaguan.example".parse().unwrap()).unwrap();
        Self::build(Settings { cheap_hashes: true, ..Settings::default() }, Some(mailer)).await
    }

    /// A new world with other settings.
    pub async fn with(settings: Settings) -> Self {
        Self::build(settings, None).await
    }

    async fn build(settings: Settings, mailer: Option<Mailer>) -> Self {
        let db = match TestDb::pg().await {
            Some(db) => db,
            None => TestDb::lite().await,
        };
        let folder = tempfile::tempdir().unwrap();
        let mail = folder.path().join("mail");
        let clock = Arc::new(TestClock::at("2026-11-19T10:00:00Z".parse::<Instant>().unwrap()));
        let app = instance(&db, &clock, mailer.unwrap_or_else(|| into(&mail)), settings);
        let firm = Firm { tenant: found(&app, "costa-clara", "Inmobiliaria Costa Clara").await, slug: "costa-clara" };
        let rival = Firm { tenant: found(&app, "ferrer", "Despacho Ferrer").await, slug: "ferrer" };
        let service = service::Service::new(&app, 0).await;
        Self { app, clock, firm, rival, mail, service, counter: RefCell::new(0), _folder: folder, db }
    }

    /// Another server on the same database.
    pub fn another_instance(&self) -> Arc<App> {
        instance(&self.db, &self.clock, into(&self.mail), Settings { cheap_hashes: true, ..Settings::default() })
    }

    /// A number that no other call has got: for names and addresses.
    pub fn unique(&self) -> u32 {
        *self.counter.borrow_mut() += 1;
        *self.counter.borrow()
    }

    /// The same firms behind a server that lets each ask so often in a minute.
    pub async fn capped(&mut self, per_tenant: u32) {
        self.service = service::Service::new(&self.app, per_tenant).await;
    }

    /// Nobody.
    pub fn nobody(&self) -> InProcess {
        InProcess { service: self.service.clone(), bearer: None }
    }

    /// Someone with this token.
    pub fn bearer(&self, token: &str) -> InProcess {
        InProcess { service: self.service.clone(), bearer: Some(token.to_owned()) }
    }

    /// A member of staff of the firm.
    pub async fn staff(&self, role: Role) -> Staff<InProcess> {
        self.staff_of(&self.firm, role).await
    }

    /// A member of staff of a firm.
    pub async fn staff_of(&self, firm: &Firm, role: Role) -> Staff<InProcess> {
        let email = format!("staff{}@{}.example", self.unique(), firm.slug);
        testkit::add_user(&self.app, firm.tenant, "Mia Staff", &email, role, STAFF_PASSWORD).await.unwrap();
        let who = SignIn { email, password: STAFF_PASSWORD.into(), tokens: true, ..SignIn::default() };
        let signed_in = Staff::new(self.nobody()).sign_in(&who).await.unwrap();
        Staff::new(self.bearer(&signed_in.tokens.unwrap().access_token))
    }

    /// The session of a member of staff for calls that the typed client does not have.
    pub async fn staff_call(&self, firm: &Firm, role: Role) -> InProcess {
        self.staff_of(firm, role).await.transport().clone()
    }

    /// A contact of a firm with access to its portal, invited and not yet in, and the temporary password.
    pub async fn invited(&self, firm: &Firm) -> (Contact, String) {
        let owner = self.staff_of(firm, Role::Owner).await;
        let email = format!("client{}@example.net", self.unique());
        let new = NewContact {
            first_name: Some("Eva".into()),
            last_name: Some("Luna".into()),
            email: Some(email.clone()),
            portal_user: Some(true),
            ..NewContact::default()
        };
        let contact = owner.create_contact(&new, None).await.unwrap().value;
        self.work_off().await;
        (contact, self.password_mailed_to(&email))
    }

    /// A client of a firm who has set an own password.
    pub async fn client_of(&self, firm: &Firm) -> (Contact, Portal<InProcess>) {
        let (contact, temporary) = self.invited(firm).await;
        let username = contact.email.clone().unwrap();
        let portal = self.sign_in(firm, &username, &temporary).await;
        portal
            .change_password(&PasswordChange { current_password: None, new_password: CLIENT_PASSWORD.into() })
            .await
            .unwrap();
        (contact, portal)
    }

    /// A client of the firm.
    pub async fn client(&self) -> (Contact, Portal<InProcess>) {
        self.client_of(&self.firm).await
    }

    /// Signs a client in.
    pub async fn sign_in(&self, firm: &Firm, username: &str, password: &str) -> Portal<InProcess> {
        let who = PortalSignIn { username: username.into(), password: password.into(), tokens: true, otp: None };
        let signed_in = Portal::new(self.nobody(), firm.slug).sign_in(&who).await.unwrap();
        Portal::new(self.bearer(&signed_in.tokens.unwrap().access_token), firm.slug)
    }

    /// Works off all jobs that are due.
    pub async fn work_off(&self) {
        for _ in 0..100 {
            if !jobs::work_off(&self.app).await.unwrap() {
                return;
            }
        }
        panic!("the jobs never end");
    }

    /// The plain texts of all mails to an address, oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<String> {
        let mut found = Vec::new();
        let days = std::fs::read_dir(&self.mail).map(|days| days.flatten().collect::<Vec<_>>()).unwrap_or_default();
        let mut files: Vec<PathBuf> = days
            .iter()
            .flat_map(|day| std::fs::read_dir(day.path()).unwrap().flatten().map(|file| file.path()))
            .collect();
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            if text.to_lowercase().contains(&format!("to: {}", address.to_lowercase())) {
                found.push(unquoted(&text));
            }
        }
        found
    }

    /// The temporary password in the newest mail to an address.
    pub fn password_mailed_to(&self, address: &str) -> String {
        let mails = self.mails_to(address);
        let newest = mails.last().unwrap_or_else(|| panic!("no mail to {address}"));
        newest
            .lines()
            .find_map(|line| line.strip_prefix("Clave: "))
            .expect("a line with the password")
            .trim()
            .to_owned()
    }

    /// The state of the database, but for what keeps watch.
    pub async fn digest(&self) -> String {
        testkit::digest(&self.app).await.unwrap()
    }
}

async fn found(app: &Arc<App>, slug: &str, name: &str) -> TenantId {
    let new = NewTenant {
        name: name.into(),
        slug: slug.into(),
        language: Language::Es,
        time_zone: "Europe/Madrid".into(),
        email: Some(format!("hola@{slug}.example")),
        phone: None,
        brand: zaguan_types::brand::Brand::default(),
        welcome: Labels { es: "Hola".into(), en: "Hello".into(), nl: "Hallo".into() },
        portal_active: true,
        owner: NewOwner {
            name: "Ana Owner".into(),
            email: format!("owner@{slug}.example"),
            password: STAFF_PASSWORD.into(),
        },
    };
    tenants::create(app, new).await.unwrap().0
}

/// The text of a mail without its quoted-printable coding.
fn unquoted(mail: &str) -> String {
    let joined = mail.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'=')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}

fn into(folder: &std::path::Path) -> Mailer {
    Mailer::into_folder(folder.to_owned(), "no-reply@zaguan.example".parse().unwrap())
}

fn instance(db: &TestDb, clock: &Arc<TestClock>, mailer: Mailer, settings: Settings) -> Arc<App> {
    App::new(Parts {
        db: db.db.clone(),
        clock: Arc::clone(clock) as _,
        ids: Arc::new(SystemIds),
        secrets: Secrets::from_root(&[42; 32]).unwrap(),
        mailer,
        settings,
    })
    .unwrap()
}

/// The OpenAPI document, as JSON.
pub fn document() -> Value {
    serde_json::to_value(zaguan_api::server::document()).unwrap()
}

/// A contact with just a name.
pub fn named(last: &str) -> Value {
    json!({ "last_name": last })
}
