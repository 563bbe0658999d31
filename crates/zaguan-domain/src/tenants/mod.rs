//! Firms: finding one by its slug, creating one, and its days and hours.

mod create;
pub(crate) mod entity;

use std::sync::Arc;

use chrono::{LocalResult, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use zaguan_types::brand::Brand;
use zaguan_types::fields::Labels;
use zaguan_types::portal::PortalBranding;
use zaguan_types::users::Firm;
use zaguan_types::{Date, Instant, Language, TenantId, UserId};

pub(crate) use create::create_as;
pub use create::{NewOwner, NewTenant, create, is_empty};

use crate::error::{Error, Result};
use crate::platform::clock::{date_to_db, from_db};
use crate::platform::{App, Reason};
use crate::sessions::principal::Window;

/// A firm, as its settings say.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its part in the portal's address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The language in which it writes to clients who have none of their own.
    pub language: Language,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// How clients reach it by e-mail.
    pub email: Option<String>,
    /// How clients reach it by telephone.
    pub phone: Option<String>,
    /// Its colours.
    pub brand: Brand,
    /// Its words of welcome.
    pub welcome: Labels,
    /// Whether its portal is open.
    pub portal_active: bool,
    /// Who looks after new cases from the portal.
    pub default_assignee: Option<UserId>,
}

impl Tenant {
    pub(crate) fn of(row: entity::Model) -> Result<Self> {
        let entity::Model {
            id,
            slug,
            name,
            language,
            time_zone,
            email,
            phone,
            website: _,
            address: _,
            brand,
            welcome,
            portal_active,
            default_assignee_id,
            created_at: _,
            updated_at: _,
            version: _,
        } = row;
        Ok(Self {
            id: TenantId(id),
            language: Language::from_code(&language).ok_or_else(|| Error::stored("language", &language))?,
            slug,
            name,
            time_zone,
            email,
            phone,
            brand: serde_json::from_value(brand).map_err(|error| Error::stored("brand", &error.to_string()))?,
            welcome: serde_json::from_value(welcome).map_err(|error| Error::stored("welcome", &error.to_string()))?,
            portal_active,
            default_assignee: default_assignee_id.map(UserId),
        })
    }

    /// What staff sees of it.
    pub(crate) fn firm(&self) -> Firm {
        Firm {
            name: self.name.clone(),
            slug: self.slug.clone(),
            language: self.language,
            time_zone: self.time_zone.clone(),
        }
    }

    /// The face of its portal.
    pub fn branding(&self) -> PortalBranding {
        PortalBranding {
            firm: self.name.clone(),
            language: self.language,
            active: self.portal_active,
            email: self.email.clone(),
            phone: self.phone.clone(),
            stylesheet: format!("/p/{}/brand.css", self.slug),
        }
    }

    /// Today, where the firm is.
    pub(crate) fn today(&self, now: Instant) -> Date {
        let utc = Utc.timestamp_micros(now.0).single().unwrap_or_default();
        crate::platform::clock::date_from_db(utc.with_timezone(&zone(&self.time_zone)).date_naive())
    }
}

/// The firm with this slug.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn by_slug(app: &App, slug: &str) -> Result<Arc<Tenant>> {
    if let Some(known) = app.tenants.get(&slug.to_owned()) {
        return Ok(known);
    }
    if !create::is_slug(slug) {
        return Err(Error::NotFound);
    }
    let epoch = app.tenants.epoch();
    let wanted = slug.to_owned();
    let row = app
        .system_read(Reason::Tenant, async move |sys| {
            sys.one(entity::Entity::find().filter(entity::Column::Slug.eq(&wanted))).await
        })
        .await?
        .ok_or(Error::NotFound)?;
    let tenant = Arc::new(Tenant::of(row)?);
    app.tenants.put(epoch, tenant.id, slug.to_owned(), Arc::clone(&tenant));
    Ok(tenant)
}

/// The firm itself, from inside.
pub(crate) async fn own(tx: &crate::platform::TenantTx<'_>) -> Result<Tenant> {
    Tenant::of(tx.one(entity::Entity::find()).await?.ok_or(Error::NotFound)?)
}

/// Who gets the cases that nobody was named for.
pub(crate) async fn default_assignee(tx: &crate::platform::TenantTx<'_>) -> Result<Option<UserId>> {
    #[derive(sea_orm::FromQueryResult, serde::Deserialize)]
    struct Row {
        default_assignee_id: Option<uuid::Uuid>,
    }
    let find = sea_orm::QuerySelect::select_only(entity::Entity::find());
    let row: Option<Row> = tx.row(sea_orm::QuerySelect::column(find, entity::Column::DefaultAssigneeId)).await?;
    Ok(row.ok_or(Error::NotFound)?.default_assignee_id.map(UserId))
}

fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// The support window as moments: both days inclusive, where the firm is.
pub(crate) fn window(time_zone: &str, start: Option<Date>, end: Option<Date>) -> Window {
    let zone = zone(time_zone);
    Window {
        from: start.map(|day| midnight(zone, day)),
        before: end.map(|day| midnight(zone, Date::from_days(day.to_days() + 1))),
    }
}

/// The first moment of a day in a zone; where midnight is skipped, the first moment after the gap.
fn midnight(zone: Tz, day: Date) -> Instant {
    let mut local = date_to_db(day).and_time(NaiveTime::MIN);
    for _ in 0..=96 {
        match zone.from_local_datetime(&local) {
            LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => {
                return from_db(moment.with_timezone(&Utc));
            }
            LocalResult::None => local += chrono::TimeDelta::minutes(15),
        }
    }
    from_db(local.and_utc())
}

/// A moment as people write it, where the firm is: «25 de noviembre de 2026, 10:30».
pub(crate) fn local_text(time_zone: &str, at: Instant, language: Language) -> String {
    use chrono::{Datelike as _, Timelike as _};
    const MONTHS: [[&str; 12]; 3] = [
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ];
    let local = Utc.timestamp_micros(at.0).single().unwrap_or_default().with_timezone(&zone(time_zone));
    let (day, year, clock) = (local.day(), local.year(), format!("{:02}:{:02}", local.hour(), local.minute()));
    let month = |names: &[&'static str; 12]| names[local.month0() as usize];
    match language {
        Language::Es => format!("{day} de {} de {year}, {clock}", month(&MONTHS[0])),
        Language::En => format!("{day} {} {year}, {clock}", month(&MONTHS[1])),
        Language::Nl => format!("{day} {} {year}, {clock}", month(&MONTHS[2])),
    }
}

/// The bounds of a range of days, where the firm is: from the first moment on, before the last.
pub(crate) fn day_bounds(time_zone: &str, range: (Option<Date>, Option<Date>)) -> Window {
    window(time_zone, range.0, range.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_window_holds_both_days_where_the_firm_is() {
        let day = |text: &str| text.parse::<Date>().ok();
        let window = window("Europe/Madrid", day("2026-03-29"), day("2026-10-25"));
        // Clocks go forward on the first of these days and back on the last.
        assert_eq!(window.from, Some(at("2026-03-28T23:00:00Z")));
        assert_eq!(window.before, Some(at("2026-10-25T23:00:00Z")));
        assert!(window.contains(at("2026-10-25T22:59:59Z")) && !window.contains(at("2026-10-25T23:00:00Z")));
        assert!(Window::default().contains(at("1999-01-01T00:00:00Z")));
    }

    #[test]
    fn a_day_without_a_midnight_begins_after_the_gap() {
        // Lebanon turns its clocks at midnight.
        let window = window("Asia/Beirut", "2026-03-29".parse().ok(), None);
        assert_eq!(window.from, Some(at("2026-03-28T22:00:00Z")));
    }
}
