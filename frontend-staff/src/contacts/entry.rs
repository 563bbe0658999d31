//! A contact as an entry of its register.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_client::{Query, Tagged};
use zaguan_i18n::{contacts as words, fields};
use zaguan_types::contacts::Contact;
use zaguan_types::{ContactId, Instant, Page, UserId};
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::register::{Answer, Entry, Kind as Register, text, typed};

impl Entry for Contact {
    const KIND: Register = Register::Contacts;

    fn name(&self) -> String {
        self.full_name()
    }

    fn detail(&self) -> Option<String> {
        self.email.clone().or_else(|| self.phone.clone())
    }

    fn tags(&self) -> &[String] {
        &self.tags
    }

    fn owner(&self) -> Option<UserId> {
        self.owner_id
    }

    fn times(&self) -> (Instant, Instant, Option<Instant>) {
        (self.created_at, self.updated_at, self.deleted_at)
    }

    fn version(&self) -> i64 {
        self.version
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
}
