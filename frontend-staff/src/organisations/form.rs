//! «Agregar organización» and «Editar organización»: forms over the organisation's fields.

use leptos::prelude::*;
use zaguan_client::{ClientError, Tagged};
use zaguan_i18n::organisations as words;
use zaguan_types::OrganisationId;
use zaguan_types::fields::Module;
use zaguan_types::organisations::{NewOrganisation, Organisation, OrganisationPatch};
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::definitions::definitions;
use crate::once::{Once, random_id};
use crate::record::model::{check_record, defaults};
use crate::record::{Hint, RecordForm, Saved, Start, sender};
use crate::register::{hint, record_of, typed};
use crate::routes::Route;
use crate::session::session;

/// Looks whether the organisation is known already.
const HINT: Hint = hint::<Organisation>;

fn saved(organisation: &Organisation) -> Saved {
    Saved { href: Route::Organisation(organisation.id).to_string(), words: t(words::SAVED).into() }
}

/// «Agregar organización»
#[component]
pub fn NewOrganisationForm() -> impl IntoView {
    let blocks = definitions().of(Module::Organisations);
    let draft = session().draft_key("organisation.new");
    let send = move || {
        let once = StoredValue::new(Once::default());
        sender(move |body, _| async move {
            let new: NewOrganisation = typed(body)?;
            let text = serde_json::to_string(&new).unwrap_or_default();
            let key = once.try_update_value(|once| once.key(&text, random_id)).unwrap_or_default();
            let Tagged { value, .. } = api().create_organisation_once(&new, &key).await?;
            once.try_update_value(Once::done);
            Ok(saved(&value))
        })
    };
    view! {
        <div class="page">
            <div class="page-in">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=vec![(Route::Organisations.to_string(), t(words::TITLE).into())] />
                        <Heading text=t(words::ADD) />
                    </div>
                </header>
                <Loaded from=blocks skeleton=|| view! { <SkeletonForm fields=6 /> } let:blocks>
                    {
                        // Made anew only when the fields really changed; the draft carries what was typed over.
                        let set_up = Memo::new(move |_| blocks.get());
                        let draft = draft.clone();
                        move || {
                            let blocks = set_up.get();
                            let start = Start { values: defaults(&blocks), over: None };
                            view! { <RecordForm blocks start draft=draft.clone() check=check_record send=send() back=Route::Organisations.to_string() hint=HINT /> }
                        }
                    }
                </Loaded>
            </div>
        </div>
    }
}

/// «Editar organización»
#[component]
pub fn EditOrganisationForm(id: OrganisationId) -> impl IntoView {
    let definitions = definitions();
    let reading = Reading::new(move || async move { Ok::<_, ClientError>(api().organisation(id).await?.value) });
    let draft = session().draft_key(&format!("organisation.{id}"));
    let back = Route::Organisation(id).to_string();
    let send = move || {
        sender(move |body, etag| async move {
            let patch: OrganisationPatch = typed(body)?;
            Ok(saved(&api().change_organisation(id, &patch, etag.as_deref()).await?.value))
        })
    };
    let name = move || reading.get().map(|organisation| organisation.name).unwrap_or_default();
    let crumbs = vec![(Route::Organisations.to_string(), t(words::TITLE).into()), (back.clone(), TextProp::from(name))];
    view! {
        <div class="page">
            <div class="page-in">
                <header class="page-head">
                    <div class="stack" data-gap="s">
                        <Crumbs path=crumbs />
                        <Heading text=t(words::EDIT) />
                    </div>
                </header>
                <Loaded from=definitions.of(Module::Organisations) skeleton=|| view! { <SkeletonForm fields=6 /> } let:blocks>
                    {
                        let set_up = Memo::new(move |_| blocks.get());
                        let (draft, back) = (draft.clone(), back.clone());
                        view! {
                            <Loaded from=reading skeleton=|| view! { <SkeletonForm fields=6 /> } let:organisation>
                                {
                                    let (draft, back) = (draft.clone(), back.clone());
                                    move || {
                                        let start = Start { values: record_of(&organisation.get()), over: None };
                                        let (draft, back) = (draft.clone(), back.clone());
                                        view! { <RecordForm blocks=set_up.get() start draft check=check_record send=send() back /> }
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
