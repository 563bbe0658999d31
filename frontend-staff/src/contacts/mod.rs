//! «Contactos»: the register of people, with what only people have: organisations, cases, the door to the portal.

mod access;
mod entry;
mod erase;
mod form;
mod organisations;

use leptos::prelude::*;
use zaguan_i18n::cases;
use zaguan_types::contacts::Contact;
use zaguan_types::{ContactId, Permission};
use zaguan_ui::prelude::*;

use crate::register::{Change, RegisterScreen, Sections};
use crate::routes::Route;
use crate::session::session;
use access::AccessCard;
use erase::EraseDialog;
use organisations::OrganisationsOf;

pub use form::{EditContactForm, NewContactForm};

/// The list of contacts, and beside it the one that the address names.
#[component]
pub fn ContactScreen() -> impl IntoView {
    view! { <RegisterScreen<Contact> sections=SECTIONS /> }
}

const SECTIONS: Sections<Contact> = Sections { acts, erase: Some(erase), side };

/// «Nuevo Caso»
fn acts(change: Change<Contact>) -> AnyView {
    let session = session();
    let new_case = move || {
        session.can(Permission::CasesWrite).then(|| {
            let href = format!("{}?contact={}", Route::NewCase, change.id);
            view! { <LinkButton label=t(cases::NEW) icon="message-square-plus" href /> }
        })
    };
    new_case.into_any()
}

fn erase(id: ContactId, name: Signal<String>, open: RwSignal<bool>) -> AnyView {
    view! { <EraseDialog id name open /> }.into_any()
}

fn side(change: Change<Contact>, contact: Signal<Contact>) -> AnyView {
    view! {
        <AccessCard contact on_change=move |()| change.reading.again() />
        <OrganisationsOf change />
    }
    .into_any()
}
