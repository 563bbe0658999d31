//! An organisation as an entry of its register.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_client::{OnRecord, Query, Tagged};
use zaguan_i18n::{Plural, Text, fields, register as moved};
use zaguan_types::bulk::{BulkChange, BulkOutcome};
use zaguan_types::duplicates::DuplicateList;
use zaguan_types::organisations::{Organisation, OrganisationMerge};
use zaguan_types::{Instant, OrganisationId, Page, UserId};
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::register::{Answer, Entry, Filed, Kind as Register, text, typed};
use crate::routes::Route;

impl Entry for Organisation {
    const KIND: Register = Register::Organisations;

    fn name(&self) -> String {
        self.name.clone()
    }

    fn owner(&self) -> Option<UserId> {
        self.owner_id
    }

    fn times(&self) -> (Instant, Instant, Option<Instant>) {
        (self.created_at, self.updated_at, self.deleted_at)
    }

    fn columns() -> Vec<Column<Self>> {
        let website = Column::new("website", t(fields::WEBSITE), |row: RwSignal<Self>| {
            let address = Memo::new(move |_| row.with(|organisation| organisation.website.clone()));
            move || {
                address.get().map(|address| {
                    let words = without_scheme(&address).to_owned();
                    view! { <a href=address rel="noopener noreferrer external" target="_blank">{words}</a> }
                })
            }
        });
        let parent = Column::new("parent_id", t(fields::PARENT), |row: RwSignal<Self>| {
            let parent = Memo::new(move |_| row.with(|one| one.parent_id.zip(one.parent_name.clone())));
            move || parent.get().map(|(id, name)| view! { <a href=Route::Organisation(id).to_string()>{name}</a> })
        });
        vec![
            website.room(Room::Small),
            text("email", fields::EMAIL, |one: &Self| one.email.clone()).width(Width::Large),
            text("phone", fields::PHONE, |one: &Self| one.phone.clone()).width(Width::Small).room(Room::Medium),
            parent.width(Width::Small).room(Room::Large),
            text("address", fields::ADDRESS, |one: &Self| one.address.as_deref().map(|text| text.replace('\n', ", ")))
                .width(Width::Large),
            text("external_id", fields::EXTERNAL_ID, |one: &Self| one.external_id.clone()),
        ]
    }

    async fn page(query: Query) -> Answer<Page<Self>> {
        api().organisations(&query).await
    }

    async fn bulk(change: &BulkChange, once: &str) -> Answer<BulkOutcome> {
        api().change_many_organisations(change, Some(once)).await
    }
}

impl Filed for Organisation {
    const DELETED: Text = zaguan_i18n::organisations::DELETED;
    const RESTORED: Text = zaguan_i18n::organisations::RESTORED;
    const CASES_BY: &'static str = "organisation_id";

    fn detail(&self) -> Option<String> {
        self.email.clone().or_else(|| self.website.clone())
    }

    fn tags(&self) -> &[String] {
        &self.tags
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn on(id: OrganisationId) -> OnRecord {
        id.into()
    }

    async fn one(id: OrganisationId) -> Answer<Tagged<Self>> {
        api().organisation(id).await
    }

    async fn change(id: OrganisationId, patch: Map<String, Value>, etag: String) -> Answer<Tagged<Self>> {
        api().change_organisation(id, &typed(patch)?, Some(&etag)).await
    }

    async fn delete(id: OrganisationId, etag: String) -> Answer<()> {
        api().delete_organisation(id, Some(&etag)).await
    }

    async fn restore(id: OrganisationId) -> Answer<Tagged<Self>> {
        api().restore_organisation(id).await
    }

    async fn merge(id: OrganisationId, other: OrganisationId, take: Vec<String>, etag: String) -> Answer<Tagged<Self>> {
        api().merge_organisation(id, &OrganisationMerge { other_id: other, take }, Some(&etag)).await
    }

    async fn moves(id: OrganisationId) -> Answer<Vec<(Plural, u64)>> {
        let one = Query::new().with("limit", "1").with("count", "true");
        let of = |name: &str| one.clone().filter(name, id.to_string());
        let people = api().contacts(&of("organisation_id")).await?.total.unwrap_or(0);
        let cases = api().cases(&of("organisation_id")).await?.total.unwrap_or(0);
        let subsidiaries = api().organisations(&of("parent_id")).await?.total.unwrap_or(0);
        let notes = api().notes(id, &one).await?.total.unwrap_or(0);
        Ok(vec![
            (moved::PEOPLE, people),
            (moved::CASES, cases),
            (moved::SUBSIDIARIES, subsidiaries),
            (moved::NOTES, notes),
        ])
    }

    const LOOKALIKE: &'static [&'static str] = &["name", "email", "website"];

    async fn lookalikes(query: Query) -> Answer<DuplicateList> {
        api().organisation_duplicates(&query).await
    }
}

/// An address on the web as people say it.
fn without_scheme(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.strip_suffix('/').unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::without_scheme;

    #[test]
    fn an_address_is_said_without_what_goes_without_saying() {
        assert_eq!(without_scheme("https://www.almenara.example/"), "almenara.example");
        assert_eq!(without_scheme("http://almenara.example/nerja"), "almenara.example/nerja");
        assert_eq!(without_scheme("almenara.example"), "almenara.example");
    }
}
