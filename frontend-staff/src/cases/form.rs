//! «Nuevo Caso» and «Editar caso»: forms over the case's fields.

use leptos::prelude::*;
use serde_json::Value;
use zaguan_client::ClientError;
use zaguan_i18n::cases as words;
use zaguan_types::cases::{CasePatch, NewCase};
use zaguan_types::contacts::Contact;
use zaguan_types::fields::Module;
use zaguan_types::{CaseId, ContactId};
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::definitions::definitions;
use crate::nav::nav;
use crate::once::{Once, random_id};
use crate::record::model::{check_record, defaults};
use crate::record::{RecordForm, Saved, Start, sender};
use crate::register::{record_of, typed};
use crate::routes::Route;
use crate::session::session;

/// «Nuevo Caso». With `?contact=` in the address the case begins with that contact.
#[component]
pub fn NewCaseForm() -> impl IntoView {
    let nav = nav();
    let asked = untrack(|| nav.value("contact")).parse::<ContactId>().ok();
    let contact = Reading::new(move || async move {
        match asked {
            Some(id) => Ok::<_, ClientError>(Some(api().contact(id).await?.value)),
            None => Ok(None),
        }
    });
    let draft = session().draft_key(&asked.map_or_else(|| "case.new".to_owned(), |id| format!("case.new.{id}")));
    let send = move || {
        let once = StoredValue::new(Once::default());
        sender(move |body, _| async move {
            let new: NewCase = typed(body)?;
            let text = serde_json::to_string(&new).unwrap_or_default();
            let key = once.try_update_value(|once| once.key(&text, random_id));
            let case = api().create_case(&new, key.as_deref()).await?.value;
            once.try_update_value(Once::done);
            let words = t_fill(words::CREATED, &[("number", &case.number)]).into();
            Ok(Saved { href: Route::Cases(Some(case.id)).to_string(), words })
        })
    };
    let back = asked.map_or(Route::Cases(None), Route::Contact).to_string();
    let start_with = move |contact: Option<Contact>, blocks: &_| {
        let mut values = defaults(blocks);
        if let Some(contact) = contact {
            values.insert("contact_id".to_owned(), Value::String(contact.id.to_string()));
            values.insert("contact_name".to_owned(), Value::String(contact.full_name()));
        }
        Start { values, over: None }
    };
    view! {
        <div class="page">
            <div class="page-in">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=vec![(Route::Cases(None).to_string(), t(words::TITLE).into())] />
                        <Heading text=t(words::NEW) />
                    </div>
                </header>
                <Loaded from=contact skeleton=|| view! { <SkeletonForm fields=6 /> } let:contact>
                    {
                        let (draft, back) = (draft.clone(), back.clone());
                        view! {
                            <Loaded from=definitions().of(Module::Cases) skeleton=|| view! { <SkeletonForm fields=6 /> } let:blocks>
                                {
                                    let (draft, back) = (draft.clone(), back.clone());
                                    let set_up = Memo::new(move |_| blocks.get());
                                    move || {
                                        let blocks = set_up.get();
                                        let start = start_with(contact.get_untracked(), &blocks);
                                        view! { <RecordForm blocks start draft=draft.clone() check=check_record send=send() back=back.clone() /> }
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

/// «Editar caso»
#[component]
pub fn EditCaseForm(id: CaseId) -> impl IntoView {
    let reading = Reading::new(move || async move { Ok::<_, ClientError>(api().case(id).await?.value) });
    let draft = session().draft_key(&format!("case.{id}"));
    let back = Route::Cases(Some(id)).to_string();
    let send = move || {
        sender(move |body, etag| async move {
            let patch: CasePatch = typed(body)?;
            let case = api().change_case(id, &patch, etag.as_deref()).await?.value;
            Ok(Saved { href: Route::Cases(Some(case.id)).to_string(), words: t(words::SAVED).into() })
        })
    };
    let number = move || reading.get().map(|case| case.number).unwrap_or_default();
    let crumbs = vec![(Route::Cases(None).to_string(), t(words::TITLE).into()), (back.clone(), TextProp::from(number))];
    view! {
        <div class="page">
            <div class="page-in">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=crumbs />
                        <Heading text=t(words::EDIT) />
                    </div>
                </header>
                <Loaded from=definitions().of(Module::Cases) skeleton=|| view! { <SkeletonForm fields=6 /> } let:blocks>
                    {
                        let (draft, back) = (draft.clone(), back.clone());
                        let set_up = Memo::new(move |_| blocks.get());
                        view! {
                            <Loaded from=reading skeleton=|| view! { <SkeletonForm fields=6 /> } let:case>
                                {
                                    let (draft, back) = (draft.clone(), back.clone());
                                    move || {
                                        let start = Start { values: record_of(&case.get()), over: None };
                                        view! { <RecordForm blocks=set_up.get() start draft=draft.clone() check=check_record send=send() back=back.clone() /> }
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
