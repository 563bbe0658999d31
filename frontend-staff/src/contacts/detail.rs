//! One contact: its values block by block, its cases, its door to the portal.

use leptos::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};
use zaguan_client::{ClientError, Query};
use zaguan_i18n::{cases, common, contacts as words};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::{ContactId, Permission};
use zaguan_ui::prelude::*;

use super::access::AccessCard;
use crate::api::{api, on_news};
use crate::definitions::definitions;
use crate::lost::LostHeading;
use crate::record::BlockValues;
use crate::record::model::active_blocks;
use crate::routes::Route;
use crate::session::session;

/// A record as the JSON object that forms and blocks read.
pub fn record_of(record: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(members)) => members,
        // The API's types are structs.
        _ => Map::new(),
    }
}

/// How many of a contact's cases stand on its page.
const CASES_SHOWN: &str = "20";

/// The page of one contact.
#[component]
pub fn ContactDetail(id: ContactId) -> impl IntoView {
    let session = session();
    let reading = Reading::new(move || async move { Ok::<_, ClientError>(api().contact(id).await?.value) });
    on_news(
        move |event| event.subject_id == Some(id.0) && event.kind == EventKind::ContactUpdated,
        move || reading.again(),
    );
    let name = move || reading.get().map(|contact| contact.full_name()).unwrap_or_default();
    let tags = move || reading.get().map(|contact| contact.tags).unwrap_or_default();
    let acts = move || {
        let edit = session.can(Permission::ContactsWrite).then(|| {
            view! { <LinkButton label=t(common::EDIT) icon="pencil" href=Route::EditContact(id).to_string() /> }
        });
        let case = session.can(Permission::CasesWrite).then(|| {
            let href = format!("{}?contact={id}", Route::NewCase);
            view! { <LinkButton label=t(cases::NEW) icon="message-square-plus" href /> }
        });
        view! {
            {case}
            {edit}
        }
    };
    view! {
        <div class="contact">
            <LostHeading from=reading back=Route::Contacts.to_string() list=t(words::TITLE) />
            <Loaded from=reading skeleton=|| view! { <div class="page-in"><WaitingHeading /><SkeletonForm fields=5 /></div> } let:contact>
                <header class="contact-head">
                    <Avatar name=name />
                    <div class="stack" data-gap="s">
                        <Crumbs path=vec![(Route::Contacts.to_string(), t(words::TITLE).into())] />
                        <Heading text=name />
                        {move || {
                            let tags = tags();
                            (!tags.is_empty()).then(|| view! { <div class="row" data-wrap="">{tags.into_iter().map(|tag| view! { <Badge label=tag /> }).collect_view()}</div> })
                        }}
                    </div>
                    <div class="acts">{acts}</div>
                </header>
                <div class="contact-grid">
                    <div class="fields">
                        {
                            let record = Memo::new(move |_| record_of(&contact.get()));
                            view! {
                                <Loaded from=definitions().of(Module::Contacts) let:blocks>
                                    {move || active_blocks(&blocks.get()).into_iter().map(|block| view! { <BlockValues block record=record /> }).collect_view()}
                                </Loaded>
                            }
                        }
                    </div>
                    <div class="middle">
                        <CasesOf id />
                    </div>
                    <div class="side">
                        <AccessCard contact on_change=move |()| reading.again() />
                    </div>
                </div>
            </Loaded>
        </div>
    }
}

/// The contact's newest cases.
#[component]
fn CasesOf(id: ContactId) -> impl IntoView {
    let reading = Reading::new(move || async move {
        let query = Query::new().filter("contact_id", id.to_string()).with("limit", CASES_SHOWN);
        api().cases(&query).await
    });
    on_news(|event| matches!(event.kind, EventKind::CaseCreated | EventKind::CaseUpdated), move || reading.again());
    let nothing = || view! { <p class="faint small">{t(words::NO_CASES)}</p> };
    view! {
        <section class="stack" aria-labelledby="cases-of">
            <h2 id="cases-of">{t(words::CASES_OF)}</h2>
            <Loaded from=reading is_empty=|page| page.items.is_empty() empty=nothing let:page>
                <ul class="linklines">
                    {move || page.get().items.into_iter().map(|case| {
                        let status = case.status;
                        view! {
                            <li>
                                <a href=Route::Cases(Some(case.id)).to_string()>
                                    <span class="clip">{case.subject}</span>
                                    <StateBadge status=Signal::stored(status) />
                                    <span class="id">{case.number}</span>
                                    <span class="faint tiny"><When at=case.updated_at /></span>
                                </a>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </Loaded>
        </section>
    }
}
