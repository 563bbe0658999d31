//! The organisations of a contact: the main one first, each with what the contact is there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, contacts as words, organisations as labels};
use zaguan_types::OrganisationId;
use zaguan_types::contacts::{Contact, ContactOrganisation, ContactOrganisationChange, ContactOrganisationList};
use zaguan_types::fields::FieldType;
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::record::link_search;
use crate::register::Change;
use crate::routes::Route;
use crate::session::session;

/// The card.
#[component]
pub fn OrganisationsOf(change: Change<Contact>) -> impl IntoView {
    let id = change.id;
    // A change of the main one is a new version of the contact.
    let version = Memo::new(move |_| change.about(|contact| contact.version));
    let reading = Reading::new(move || {
        version.track();
        async move { api().contact_organisations(id).await }
    });
    let adds = RwSignal::new(false);
    let nothing = || view! { <p class="faint small">{t(words::NO_ORGANISATIONS)}</p> };
    let add = move || {
        (change.may_write() && !adds.get()).then(|| {
            view! { <Button label=t(words::ADD_TO_ORGANISATION) icon="plus" size=Size::Small kind=Kind::Ghost on_press=move |()| adds.set(true) /> }
        })
    };
    view! {
        <section class="card side-card" aria-labelledby="organisations-of">
            <h2 id="organisations-of">{t(labels::TITLE)}</h2>
            <Loaded from=reading is_empty=|list| list.items.is_empty() empty=nothing let:list>
                <ul class="memberships">
                    <For each=move || list.get().items key=|one| (one.organisation_id, one.role.clone(), one.main) children=move |one| view! { <Membership one change reading /> } />
                </ul>
            </Loaded>
            {move || adds.get().then(|| view! { <Adding change reading adds /> })}
            {add}
        </section>
    }
}

/// Sends a link and shows all of them as they are then.
fn link(
    change: Change<Contact>,
    reading: Reading<ContactOrganisationList>,
    organisation: OrganisationId,
    body: ContactOrganisationChange,
    done: impl FnOnce(Option<Failure>) + 'static,
) {
    let session = session();
    spawn_local(async move {
        match api().link_organisation(change.id, organisation, &body).await.map_err(Failure::from) {
            Ok(list) => {
                reading.update(|now| *now = list);
                change.reading.again();
                done(None);
            }
            Err(failure) => {
                session.heed(&failure);
                done(Some(failure));
            }
        }
    });
}

fn say(failure: Option<Failure>) {
    if let Some(failure) = failure {
        toast(t(failure.text()));
    }
}

/// One organisation: its name, what the contact is there, and what can be done.
#[component]
fn Membership(
    one: ContactOrganisation,
    change: Change<Contact>,
    reading: Reading<ContactOrganisationList>,
) -> impl IntoView {
    let ContactOrganisation { organisation_id, organisation_name, role, main } = one;
    let saved = StoredValue::new(role.clone().unwrap_or_default());
    let typed = RwSignal::new(saved.get_value());
    let changed = Signal::derive(move || typed.get().trim() != saved.get_value());
    let body = move |main: bool| ContactOrganisationChange {
        role: Some(typed.get_untracked().trim().to_owned()).filter(|role| !role.is_empty()),
        main,
    };
    let save = save_by(move || async move {
        let answer = api().link_organisation(change.id, organisation_id, &body(main)).await.map_err(Failure::from);
        match answer {
            Ok(list) => {
                reading.update(|now| *now = list);
                change.reading.again();
                Ok(())
            }
            Err(failure) => Err(failure.text().get(untrack(language)).to_owned()),
        }
    });
    let make_main = move |()| {
        typed.set(saved.get_value());
        link(change, reading, organisation_id, body(true), say);
    };
    let remove = move |()| {
        let before = body(main);
        let session = session();
        spawn_local(async move {
            match api().unlink_organisation(change.id, organisation_id).await.map_err(Failure::from) {
                Ok(()) => {
                    reading.again();
                    change.reading.again();
                    toast_with_undo(t(words::TAKEN_OUT), move || {
                        link(change, reading, organisation_id, before.clone(), say);
                    });
                }
                Err(failure) => {
                    session.heed(&failure);
                    toast(t(failure.text()));
                }
            }
        });
    };
    let named = StoredValue::new(organisation_name.clone());
    let menu = move || {
        let name = move || named.with_value(|name| words::MEMBERSHIP_OF.fill(language(), &[("name", name)]));
        change.may_write().then(|| {
            view! {
                <Menu name icon="ellipsis" size=Size::Small>
                    {(!main).then(|| view! { <MenuItem label=t(words::MAKE_MAIN) icon="star" on_pick=make_main /> })}
                    <MenuItem label=t(words::TAKE_OUT) icon="x" on_pick=remove />
                </Menu>
            }
        })
    };
    let shown_role = role.unwrap_or_default();
    view! {
        <li>
            <Icon name="building-2" />
            <div class="grow">
                <div class="row" data-gap="s">
                    <a href=Route::Organisation(organisation_id).to_string()>{organisation_name}</a>
                    {main.then(|| view! { <Badge label=t(words::MAIN_ORGANISATION) /> })}
                </div>
                <InlineEdit
                    label=t(words::ROLE)
                    editor=move || view! { <TextInput bind=Bound::new(t(words::ROLE), typed) max_length=100_u32 autocomplete="off" /> }
                    changed
                    save
                    on_reset=move |()| typed.set(saved.get_value())
                    read_only=Signal::derive(move || !change.may_write())
                >
                    {if shown_role.is_empty() {
                        view! { <span class="faint">{t(words::NO_ROLE)}</span> }.into_any()
                    } else {
                        view! { <span class="soft">{shown_role.clone()}</span> }.into_any()
                    }}
                </InlineEdit>
            </div>
            {menu}
        </li>
    }
}

/// Chooses an organisation to add.
#[component]
fn Adding(change: Change<Contact>, reading: Reading<ContactOrganisationList>, adds: RwSignal<bool>) -> impl IntoView {
    let (chosen, name, role) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<String>);
    let add = move |_: leptos::ev::SubmitEvent| {
        let Ok(organisation) = chosen.get_untracked().parse::<OrganisationId>() else {
            error.set(Some(common::CHOOSE.get(untrack(language)).to_owned()));
            return;
        };
        let role = Some(role.get_untracked().trim().to_owned()).filter(|role| !role.is_empty());
        link(change, reading, organisation, ContactOrganisationChange { role, main: false }, move |failure| {
            match failure {
                None => drop(adds.try_set(false)),
                Some(failure) => drop(error.try_set(Some(failure.text().get(untrack(language)).to_owned()))),
            }
        });
    };
    let mut bind = Bound::new(t(words::WHICH_ORGANISATION), chosen);
    bind.error = error.into();
    view! {
        <form
            class="form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                add(event);
            }
        >
            {link_search(FieldType::LinkOrganisation).map(|search| view! { <Combobox bind chosen_name=name search required=true /> })}
            <TextInput bind=Bound::new(t(words::ROLE), role) max_length=100_u32 autocomplete="off" />
            <div class="acts">
                <Button label=t(common::CANCEL) size=Size::Small on_press=move |()| adds.set(false) />
                <Button label=t(words::ADD_IT) size=Size::Small kind=Kind::Primary submit=true />
            </div>
        </form>
    }
}
