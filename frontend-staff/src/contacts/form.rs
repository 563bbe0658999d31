//! «Agregar contacto» and «Editar contacto»: forms over the contact's fields.

use leptos::prelude::*;
use serde_json::Value;
use zaguan_client::{ClientError, Tagged};
use zaguan_i18n::contacts as words;
use zaguan_types::contacts::{Contact, ContactPatch, NewContact};
use zaguan_types::fields::{BlockList, Module};
use zaguan_types::organisations::Organisation;
use zaguan_types::{ContactId, OrganisationId};
use zaguan_ui::prelude::*;
use zaguan_ui::time::today_in;

use crate::api::api;
use crate::definitions::definitions;
use crate::nav::nav;
use crate::once::{Once, random_id};
use crate::record::model::{check_contact, defaults, propose_support};
use crate::record::{Hint, RecordForm, Saved, Start, sender};
use crate::register::{hint, record_of, typed};
use crate::routes::Route;
use crate::session::session;

/// Looks whether the person is known already.
const HINT: Hint = hint::<Contact>;

/// What to say and where to go after saving. `had_access`: whether the invitation was sent earlier.
fn saved(contact: &Contact, had_access: bool) -> Saved {
    let email = contact.email.as_deref().unwrap_or_default();
    let words = if contact.portal_user && !had_access {
        t_fill(words::SAVED_AND_INVITED, &[("email", email)]).into()
    } else {
        t(words::SAVED).into()
    };
    Saved { href: Route::Contact(contact.id).to_string(), words }
}

/// «Agregar contacto». With `?organisation=` in the address the contact begins with that organisation.
#[component]
pub fn NewContactForm() -> impl IntoView {
    let asked = untrack(|| nav().value("organisation")).parse::<OrganisationId>().ok();
    let organisation = Reading::new(move || async move {
        Ok::<_, ClientError>(match asked {
            Some(id) => Some(api().organisation(id).await?.value),
            None => None,
        })
    });
    let draft = session().draft_key(&asked.map_or_else(|| "contact.new".to_owned(), |id| format!("contact.new.{id}")));
    let send = move || {
        let once = StoredValue::new(Once::default());
        sender(move |body, _| async move {
            let new: NewContact = typed(body)?;
            let text = serde_json::to_string(&new).unwrap_or_default();
            let key = once.try_update_value(|once| once.key(&text, random_id));
            let Tagged { value, .. } = api().create_contact(&new, key.as_deref()).await?;
            once.try_update_value(Once::done);
            Ok(saved(&value, false))
        })
    };
    let back = asked.map_or(Route::Contacts, Route::Organisation).to_string();
    let start_with = move |organisation: Option<Organisation>, blocks: &BlockList| {
        let mut values = defaults(blocks);
        let today = today_in(&session().about(|me| me.firm.time_zone.clone()));
        propose_support(blocks, &mut values, today);
        if let Some(organisation) = organisation {
            values.insert("organisation_id".to_owned(), Value::String(organisation.id.to_string()));
            values.insert("organisation_name".to_owned(), Value::String(organisation.name));
        }
        Start { values, over: None }
    };
    view! {
        <div class="page">
            <div class="page-in">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=vec![(Route::Contacts.to_string(), t(words::TITLE).into())] />
                        <Heading text=t(words::ADD) />
                    </div>
                </header>
                <Loaded from=organisation skeleton=|| view! { <SkeletonForm fields=6 /> } let:organisation>
                    {
                        let (draft, back) = (draft.clone(), back.clone());
                        view! {
                            <Loaded from=definitions().of(Module::Contacts) skeleton=|| view! { <SkeletonForm fields=6 /> } let:blocks>
                                {
                                    // Made anew only when the fields really changed; the draft carries what was typed over.
                                    let set_up = Memo::new(move |_| blocks.get());
                                    let (draft, back) = (draft.clone(), back.clone());
                                    move || {
                                        let blocks = set_up.get();
                                        let start = start_with(organisation.get_untracked(), &blocks);
                                        let (draft, back) = (draft.clone(), back.clone());
                                        view! { <RecordForm blocks start draft check=check_contact send=send() back hint=HINT /> }
                                    }
                                }
                            </Loaded>
                        }
                    }
                </Loaded>
            </div>
        </div>
    }
}

/// «Editar contacto»
#[component]
pub fn EditContactForm(id: ContactId) -> impl IntoView {
    let definitions = definitions();
    let reading = Reading::new(move || async move {
        let contact = api().contact(id).await?.value;
        Ok::<_, ClientError>(contact)
    });
    let draft = session().draft_key(&format!("contact.{id}"));
    let back = Route::Contact(id).to_string();
    let send = move |had_access: bool| {
        sender(move |body, etag| async move {
            let patch: ContactPatch = typed(body)?;
            let changed = api().change_contact(id, &patch, etag.as_deref()).await?;
            Ok(saved(&changed.value, had_access))
        })
    };
    let name = move || reading.get().map(|contact| contact.full_name()).unwrap_or_default();
    let crumbs = vec![(Route::Contacts.to_string(), t(words::TITLE).into()), (back.clone(), TextProp::from(name))];
    view! {
        <div class="page">
            <div class="page-in">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=crumbs />
                        <Heading text=t(words::EDIT) />
                    </div>
                </header>
                <Loaded from=definitions.of(Module::Contacts) skeleton=|| view! { <SkeletonForm fields=6 /> } let:blocks>
                    {
                        let set_up = Memo::new(move |_| blocks.get());
                        let (draft, back) = (draft.clone(), back.clone());
                        view! {
                            <Loaded from=reading skeleton=|| view! { <SkeletonForm fields=6 /> } let:contact>
                                {
                                    let (draft, back) = (draft.clone(), back.clone());
                                    move || {
                                        let contact = contact.get();
                                        let start = Start { values: record_of(&contact), over: None };
                                        let (draft, back) = (draft.clone(), back.clone());
                                        view! { <RecordForm blocks=set_up.get() start draft check=check_contact send=send(contact.portal_user) back /> }
                                    }
                                }
                            </Loaded>
                        }
                    }
                </Loaded>
            </div>
        </div>
    }
}
