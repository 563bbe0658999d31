//! Demo data: two firms of the same shape that know nothing of each other, with dates relative to today.
//!
//! Written through the same verbs as everything else, only at moments in the past.

mod people;
mod records;
#[cfg(test)]
mod tests;
mod unfinished;
mod unread;
mod words;

use std::sync::Arc;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::Map;
use zaguan_types::brand::Brand;
use zaguan_types::cases::{CasePriority, CaseSource, CaseStatus};
use zaguan_types::contacts::NewContact;
use zaguan_types::fields::Labels;
use zaguan_types::organisations::NewOrganisation;
use zaguan_types::portal_access::{AccessStatus, InvitationState};
use zaguan_types::{ContactId, Instant, Language, OrganisationId, Role, TenantId, UserId};

use crate::cases::{self, Author, Begin};
use crate::error::{Error, Result};
use crate::platform::clock::to_db;
use crate::platform::stamp::{Actor, ActorKind, Origin};
use crate::platform::{App, TenantTx};
use crate::portal_access::{self, Invite, entity as access};
use crate::tenants::{self, NewOwner, NewTenant};
use crate::{contacts, organisations, users};
use words::{FIRMS, Firm};

/// Password of all demo staff.
pub const STAFF_PASSWORD: &str = "Zaguan-demo-2026";
/// Password of all demo clients.
pub const CLIENT_PASSWORD: &str = "Portal-demo-2026";
const DAY: i64 = 86_400;
/// Rows that one transaction writes.
const BATCH: usize = 500;

/// How much demo data.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Contacts of each firm, at least 40.
    pub contacts: usize,
    /// Cases of each firm, at least 60.
    pub cases: usize,
    /// Firms, at least 1; the second one is the rival.
    pub tenants: usize,
    /// Whether only the first firm is that big: the others then have the least.
    pub first_only: bool,
}

/// Fills an empty database. What an earlier call left that was ended before its time is removed first.
///
/// # Errors
/// [`Error::Conflict`] if there are other firms.
pub async fn fill(app: &Arc<App>, size: Size) -> Result<()> {
    unfinished::remove(app).await?;
    if !tenants::is_empty(app).await? {
        return Err(Error::Conflict(
            "there are firms in this database already; demo data goes into an empty one".into(),
        ));
    }
    let firms: Vec<TenantId> = (0..size.tenants).map(|_| TenantId(app.ids.next())).collect();
    let begun = unfinished::begin(app, &firms).await?;
    for (number, tenant) in firms.into_iter().enumerate() {
        let small = size.first_only && number > 0;
        fill_firm(app, tenant, number, if small { Size { contacts: 0, cases: 0, ..size } } else { size }).await?;
    }
    begun.finish(app).await
}

/// The words of welcome that a new firm begins with.
pub fn welcome() -> Labels {
    Labels {
        es: "Te damos la bienvenida, {{contact.first_name}}. Aquí puedes pedirnos lo que necesites y seguir tus casos."
            .into(),
        en: "Welcome, {{contact.first_name}}. Here you can ask us for what you need and follow your cases.".into(),
        nl: "Welkom, {{contact.first_name}}. Hier kun je ons vragen wat je nodig hebt en je zaken volgen.".into(),
    }
}

async fn fill_firm(app: &Arc<App>, tenant: TenantId, number: usize, size: Size) -> Result<()> {
    let firm = FIRMS[number % FIRMS.len()];
    let slug = if number < FIRMS.len() { firm.slug.to_owned() } else { format!("{}-{number}", firm.slug) };
    let domain = format!("{slug}.example");
    let new = NewTenant {
        name: firm.name.into(),
        slug: slug.clone(),
        language: Language::Es,
        time_zone: "Europe/Madrid".into(),
        email: Some(format!("hola@{domain}")),
        phone: Some(firm.phone.into()),
        brand: brand(&firm)?,
        welcome: Labels { es: firm.welcome[0].into(), en: firm.welcome[1].into(), nl: firm.welcome[2].into() },
        portal_active: true,
        owner: NewOwner {
            name: firm.owner.1.into(),
            email: format!("{}@{domain}", firm.owner.0),
            password: STAFF_PASSWORD.into(),
        },
    };
    let (tenant, owner) = tenants::create_as(app, tenant, new).await?;
    let hash = app.hasher.hash(STAFF_PASSWORD.into()).await?;
    let agent = at(app, tenant, -90 * DAY, async move |tx| {
        users::insert(tx, firm.agent.1, &format!("{}@{domain}", firm.agent.0), Role::Agent, Language::Es, &hash).await
    })
    .await?;
    let staff = [(owner, firm.owner.1), (agent, firm.agent.1)];
    let companies =
        by(app, tenant, colleague(staff[0]), -90 * DAY, async move |tx| write_organisations(tx, staff).await).await?;
    let people = write_contacts(app, tenant, &firm, staff, &companies, size.contacts.max(40)).await?;
    records::write(app, tenant, staff, &people, &companies).await?;
    let clients = grant(app, tenant, &people, &firm).await?;
    write_cases(app, tenant, staff, &people, (clients, &companies), size.cases.max(60)).await?;
    unread::leave_some(app, tenant, staff).await
}

fn brand(firm: &Firm) -> Result<Brand> {
    let colour = |text: &str| text.parse().map_err(|_| Error::Internal(format!("{text} is no colour")));
    let [primary, secondary, background, text] = firm.colours;
    Ok(Brand {
        primary: colour(primary)?,
        secondary: colour(secondary)?,
        background: colour(background)?,
        text: colour(text)?,
        serif: firm.serif,
        radius: firm.radius,
    })
}

/// One piece of work of the server itself, stamped with a moment relative to now.
async fn at<R, F>(app: &App, tenant: TenantId, seconds: i64, f: F) -> Result<R>
where
    F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
    R: Send + 'static,
{
    by(app, tenant, Actor::system(), seconds, f).await
}

/// A member of staff, as the history names them.
fn colleague((id, name): (UserId, &'static str)) -> Actor {
    Actor { kind: ActorKind::Staff, id: Some(id.0), name: name.to_owned() }
}

/// One piece of somebody's work, stamped with a moment relative to now.
async fn by<R, F>(app: &App, tenant: TenantId, actor: Actor, seconds: i64, f: F) -> Result<R>
where
    F: AsyncFn(&TenantTx<'_>) -> Result<R> + Send + 'static,
    R: Send + 'static,
{
    let mut stamp = app.stamp(tenant, actor, Origin::default());
    stamp.now = moment(app, seconds);
    app.write(stamp, f).await
}

fn moment(app: &App, seconds: i64) -> Instant {
    app.now().plus_seconds(seconds)
}

async fn write_organisations(tx: &TenantTx<'_>, staff: [(UserId, &'static str); 2]) -> Result<Vec<OrganisationId>> {
    let mut ids: Vec<OrganisationId> = Vec::new();
    for (number, (name, site)) in words::ORGANISATIONS.into_iter().enumerate() {
        let new = NewOrganisation {
            name: Some(name.into()),
            email: Some(format!("info@{site}")),
            phone: Some(format!("+34 952 {:03} {:03}", 100 + number * 37, 200 + number * 53)),
            website: Some(format!("https://{site}")),
            address: Some(format!("{}\n29780 Nerja", words::STREETS[number % words::STREETS.len()])),
            // The second and the fourth belong to the first.
            parent_id: matches!(number, 1 | 3).then(|| ids[0]),
            owner_id: Some(staff[number % 2].0),
            tags: Some(vec![words::KINDS[number % words::KINDS.len()].into()]),
            ..NewOrganisation::default()
        };
        ids.push(organisations::insert(tx, new).await?.id);
    }
    Ok(ids)
}

async fn write_contacts(
    app: &App,
    tenant: TenantId,
    firm: &Firm,
    staff: [(UserId, &'static str); 2],
    companies: &[OrganisationId],
    count: usize,
) -> Result<Vec<ContactId>> {
    let mut out = Vec::with_capacity(count);
    let firm = *firm;
    for from in (0..count).step_by(BATCH) {
        let companies = companies.to_vec();
        let until = count.min(from + BATCH);
        // The first batch spreads over two months; later ones are bulk.
        let when = -60 * DAY + (from as i64 / BATCH as i64) * 60;
        let batch = by(app, tenant, colleague(staff[0]), when, async move |tx| {
            let mut ids = Vec::new();
            for number in from..until {
                let person = people::person(number, &firm);
                let new = NewContact {
                    first_name: Some(person.first),
                    last_name: Some(person.last),
                    email: Some(person.email),
                    phone: Some(person.phone),
                    language: person.language,
                    owner_id: Some(staff[number % 2].0),
                    organisation_id: company_of(number, &companies),
                    tags: Some(person.tags),
                    ..NewContact::default()
                };
                ids.push(contacts::insert(tx, new).await?);
            }
            Ok(ids)
        })
        .await?;
        out.extend(batch);
    }
    Ok(out)
}

/// Where a person works, if anywhere.
fn company_of(person: usize, companies: &[OrganisationId]) -> Option<OrganisationId> {
    (person % 3 == 1).then(|| companies[person % companies.len()])
}

/// Gives the first contacts access: one has accepted and set a password, two are still invited.
async fn grant(app: &Arc<App>, tenant: TenantId, people: &[ContactId], firm: &Firm) -> Result<usize> {
    let own = app.hasher.hash(CLIENT_PASSWORD.into()).await?;
    for (number, contact) in people.iter().copied().take(3).enumerate() {
        let invite = Invite::prepare(app).await?;
        let (for_grant, own) = (Arc::clone(app), own.clone());
        at(app, tenant, -20 * 3600 * (number as i64 + 1), async move |tx| {
            portal_access::grant(tx, &for_grant, contact, &invite).await?;
            if number > 0 {
                let sent = access::Entity::update_many()
                    .col_expr(access::Column::InvitationState, Expr::value(InvitationState::Sent.as_str()))
                    .col_expr(access::Column::InvitationSentAt, Expr::value(to_db(tx.now())))
                    .filter(access::Column::ContactId.eq(contact.0));
                return tx.update(sent).await.map(drop);
            }
            let accepted = access::Entity::update_many()
                .col_expr(access::Column::PasswordHash, Expr::value(own.clone()))
                .col_expr(access::Column::MustChange, Expr::value(false))
                .col_expr(access::Column::PasswordExpiresAt, Expr::value(Option::<sea_orm::prelude::DateTimeUtc>::None))
                .col_expr(access::Column::Status, Expr::value(AccessStatus::Active.as_str()))
                .col_expr(access::Column::InvitationState, Expr::value(InvitationState::Accepted.as_str()))
                .col_expr(access::Column::InvitationSentAt, Expr::value(to_db(tx.now())))
                .filter(access::Column::ContactId.eq(contact.0));
            tx.update(accepted).await.map(drop)
        })
        .await?;
    }
    // Demo invitations are not sent: the people do not exist.
    at(app, tenant, 0, crate::mails::drop_queued).await?;
    tracing::info!(firm = firm.name, "demo firm has its clients");
    Ok(3)
}

async fn write_cases(
    app: &App,
    tenant: TenantId,
    staff: [(UserId, &'static str); 2],
    people: &[ContactId],
    (clients, companies): (usize, &[OrganisationId]),
    count: usize,
) -> Result<()> {
    let bulk = count > 2_000;
    let size = if bulk { BATCH } else { 1 };
    for from in (0..count).step_by(size) {
        let until = count.min(from + size);
        let (people, companies) = (people.to_vec(), companies.to_vec());
        // From 55 days ago until an hour ago, in order.
        let age = -55 * DAY + (55 * DAY - 3600) * (from as i64) / (count as i64);
        let begun = by(app, tenant, colleague(staff[from % 2]), age, async move |tx| {
            let mut begun = Vec::new();
            for number in from..until {
                // Every fifth case belongs to someone who can look at it in the portal; each of them has every status.
                let person = if number % 5 == 0 { (number / 5) % clients } else { number % people.len() };
                let new =
                    Begin { organisation_id: company_of(person, &companies), ..case(number, people[person], staff) };
                begun.push(cases::begin(tx, new).await?);
            }
            Ok(begun)
        })
        .await?;
        if bulk {
            continue;
        }
        for case in begun {
            converse(app, tenant, case, from, age, staff).await?;
        }
    }
    Ok(())
}

fn case(number: usize, contact: ContactId, staff: [(UserId, &'static str); 2]) -> Begin {
    let (subject, description) = words::MATTERS[number % words::MATTERS.len()];
    let status = CaseStatus::ALL[[0, 1, 2, 3, 1, 2, 3][number % 7]];
    Begin {
        subject: subject.into(),
        description: Some(description.into()),
        status,
        priority: CasePriority::ALL[[1, 1, 2, 1, 0, 1, 3][number % 7]],
        category: Some(words::CATEGORIES[number % words::CATEGORIES.len()].into()),
        contact_id: Some(contact),
        organisation_id: None,
        assignee_id: Some(staff[number % 2].0),
        private: false,
        source: if number.is_multiple_of(3) { CaseSource::Portal } else { CaseSource::Staff },
        custom: Map::new(),
    }
}

/// A few messages to and fro; the status stays what it is.
async fn converse(
    app: &App,
    tenant: TenantId,
    case: zaguan_types::cases::Case,
    number: usize,
    age: i64,
    staff: [(UserId, &'static str); 2],
) -> Result<()> {
    let (Some(contact), Some(name)) = (case.contact_id, case.contact_name) else { return Ok(()) };
    for turn in 0..(1 + number % 4) {
        let (id, staff_name) = staff[number % 2];
        let author = if turn % 2 == 0 {
            Author::Staff { id, name: staff_name.into() }
        } else {
            Author::Client { id: contact, name: name.clone() }
        };
        let lines = if turn % 2 == 0 { words::STAFF_LINES } else { words::CLIENT_LINES };
        let line = lines[(number + turn) % lines.len()].to_owned();
        // Each answer comes within the time that is left, so that none lies in the future.
        let when = age + (-age) * (turn as i64 + 1) / 8;
        let actor = match &author {
            Author::Staff { .. } => colleague(staff[number % 2]),
            Author::Client { name, .. } => Actor { kind: ActorKind::Client, id: None, name: name.clone() },
        };
        by(app, tenant, actor, when, async move |tx| {
            cases::insert_message(tx, case.id, author.clone(), line.clone(), |status| status).await.map(drop)
        })
        .await?;
    }
    Ok(())
}
