//! Who belongs to an organisation: its people, and the organisations under it.

use leptos::prelude::*;
use zaguan_client::Query;
use zaguan_i18n::{common, organisations as words};
use zaguan_types::{OrganisationId, Permission};
use zaguan_ui::prelude::*;

use crate::api::{api, on_news};
use crate::lists::SHOWN;
use crate::register::Kind as Register;
use crate::routes::Route;
use crate::session::session;

/// The people of an organisation; nothing for those who may not see contacts.
#[component]
pub fn PeopleOf(id: OrganisationId) -> impl IntoView {
    let session = session();
    move || session.can(Permission::ContactsRead).then(|| view! { <People id /> })
}

#[component]
fn People(id: OrganisationId) -> impl IntoView {
    let session = session();
    let reading = Reading::new(move || async move {
        let query = Query::new().filter("organisation_id", id.to_string()).with("limit", SHOWN).with("count", "true");
        api().contacts(&query).await
    });
    on_news(|event| Register::Contacts.is_news(event), move || reading.again());
    let nothing = || view! { <p class="faint small">{t(words::NO_PEOPLE)}</p> };
    let line = |contact: zaguan_types::contacts::Contact| {
        let name = contact.full_name();
        view! {
            <li>
                <a class="person-line" href=Route::Contact(contact.id).to_string()>
                    <Avatar name=name.clone() />
                    <span class="clip">{name}</span>
                    <small class="faint clip">{contact.email.or(contact.phone)}</small>
                </a>
            </li>
        }
    };
    let all = move || {
        let hidden = reading.get().is_some_and(|page| page.next.is_some());
        hidden.then(|| {
            let href = format!("{}?organisation_id={id}", Route::Contacts);
            view! { <LinkButton label=t(common::SEE_ALL) href size=Size::Small kind=Kind::Ghost /> }
        })
    };
    let add = move || {
        session.can(Permission::ContactsWrite).then(|| {
            let href = format!("{}?organisation={id}", Route::NewContact);
            view! { <LinkButton label=t(zaguan_i18n::contacts::ADD) icon="plus" href size=Size::Small kind=Kind::Ghost /> }
        })
    };
    view! {
        <section class="card side-card" aria-labelledby="people-of">
            <h2 id="people-of">{t(words::PEOPLE)}</h2>
            <Loaded from=reading is_empty=|page| page.items.is_empty() empty=nothing let:page>
                <ul class="person-lines">{move || page.get().items.into_iter().map(line).collect_view()}</ul>
            </Loaded>
            <div class="acts">{all} {add}</div>
        </section>
    }
}

/// The organisations under this one; nothing while there is none.
#[component]
pub fn Subsidiaries(id: OrganisationId) -> impl IntoView {
    let reading = Reading::new(move || async move {
        let query = Query::new().filter("parent_id", id.to_string()).with("limit", SHOWN);
        api().organisations(&query).await
    });
    on_news(|event| Register::Organisations.is_news(event), move || reading.again());
    let line = |one: zaguan_types::organisations::Organisation| {
        view! {
            <li>
                <a class="person-line" href=Route::Organisation(one.id).to_string()>
                    <Icon name="building-2" />
                    <span class="clip">{one.name}</span>
                    <small class="faint clip">{one.email.or(one.phone)}</small>
                </a>
            </li>
        }
    };
    let nothing = || view! { <p class="faint small">{t(words::NO_SUBSIDIARIES)}</p> };
    view! {
        <section class="card side-card" aria-labelledby="subsidiaries-of">
            <h2 id="subsidiaries-of">{t(words::SUBSIDIARIES)}</h2>
            <Loaded from=reading is_empty=|page| page.items.is_empty() empty=nothing let:page>
                <ul class="person-lines">{move || page.get().items.into_iter().map(line).collect_view()}</ul>
            </Loaded>
        </section>
    }
}
