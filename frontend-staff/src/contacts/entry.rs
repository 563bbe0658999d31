//! A contact as an entry of its register.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_client::{OnRecord, Query, Tagged};
use zaguan_i18n::{Plural, Text, contacts as words, fields, register as moved};
use zaguan_types::bulk::{BulkChange, BulkOutcome};
use zaguan_types::contacts::{Contact, ContactMerge};
use zaguan_types::duplicates::DuplicateList;
use zaguan_types::{ContactId, Instant, Page, UserId};
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::register::{Answer, Entry, Filed, Kind as Register, text, typed};

impl Entry for Contact {
    const KIND: Register = Register::Contacts;

    fn name(&self) -> String {
        self.full_name()
    }

    fn owner(&self) -> Option<UserId> {
        self.owner_id
    }

    fn times(&self) -> (Instant, Instant, Option<Instant>) {
        (self.created_at, self.updated_at, self.deleted_at)
    }

    fn columns() -> Vec<Column<Self>> {
        let portal = Column::new("portal_user", t(words::ACCESS), |row: RwSignal<Self>| {
            let has_access = Memo::new(move |_| row.with(|contact| contact.portal_user));
            move || {
                has_access.get().then(|| view! { <Badge label=t(words::IN_PORTAL) tone=Tone::Accent icon="arch" /> })
            }
        });
        vec![
            text("organisation_id", fields::ORGANISATION, |contact: &Self| contact.organisation_name.clone())
                .room(Room::Small),
            text("email", fields::EMAIL, |contact: &Self| contact.email.clone()).width(Width::Large).sorts_by("email"),
            text("phone", fields::PHONE, |contact: &Self| contact.phone.clone()).room(Room::Medium),
            portal.width(Width::Small).room(Room::Large),
            text("language", zaguan_i18n::common::LANGUAGE, |contact: &Self| {
                contact.language.map(|language| own_name(language).to_owned())
            })
            .width(Width::Small),
            text("external_id", fields::EXTERNAL_ID, |contact: &Self| contact.external_id.clone()),
        ]
    }

    async fn page(query: Query) -> Answer<Page<Self>> {
        api().contacts(&query).await
    }

    async fn bulk(change: &BulkChange, once: &str) -> Answer<BulkOutcome> {
        api().change_many_contacts(change, Some(once)).await
    }
}

impl Filed for Contact {
    const DELETED: Text = words::DELETED;
    const RESTORED: Text = words::RESTORED;
    const CASES_BY: &'static str = "contact_id";

    fn detail(&self) -> Option<String> {
        self.email.clone().or_else(|| self.phone.clone())
    }

    fn tags(&self) -> &[String] {
        &self.tags
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn on(id: ContactId) -> OnRecord {
        id.into()
    }

    async fn one(id: ContactId) -> Answer<Tagged<Self>> {
        api().contact(id).await
    }

    async fn change(id: ContactId, patch: Map<String, Value>, etag: String) -> Answer<Tagged<Self>> {
        api().change_contact(id, &typed(patch)?, Some(&etag)).await
    }

    async fn delete(id: ContactId, etag: String) -> Answer<()> {
        api().delete_contact(id, Some(&etag)).await
    }

    async fn restore(id: ContactId) -> Answer<Tagged<Self>> {
        api().restore_contact(id).await
    }

    async fn merge(id: ContactId, other: ContactId, take: Vec<String>, etag: String) -> Answer<Tagged<Self>> {
        api().merge_contact(id, &ContactMerge { other_id: other, take }, Some(&etag)).await
    }

    async fn moves(id: ContactId) -> Answer<Vec<(Plural, u64)>> {
        let one = Query::new().with("limit", "1").with("count", "true");
        let cases = api().cases(&one.clone().filter("contact_id", id.to_string())).await?.total.unwrap_or(0);
        let notes = api().notes(id, &one).await?.total.unwrap_or(0);
        let organisations = api().contact_organisations(id).await?.items.len() as u64;
        let accesses = api().accesses_of(id).await?.items.len() as u64;
        Ok(vec![
            (moved::CASES, cases),
            (moved::NOTES, notes),
            (moved::ORGANISATIONS, organisations),
            (moved::ACCESSES, accesses),
        ])
    }

    const LOOKALIKE: &'static [&'static str] = &["first_name", "last_name", "email", "phone"];

    async fn lookalikes(query: Query) -> Answer<DuplicateList> {
        api().contact_duplicates(&query).await
    }
}
