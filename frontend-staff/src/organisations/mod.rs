//! «Organizaciones»: the register of companies and households, with what only they have: people, subsidiaries.

mod entry;
mod form;
mod people;

use leptos::prelude::*;
use zaguan_types::organisations::Organisation;

use crate::register::{Change, RegisterScreen, Sections};
use people::{PeopleOf, Subsidiaries};

pub use form::{EditOrganisationForm, NewOrganisationForm};

/// The list of organisations, and beside it the one that the address names.
#[component]
pub fn OrganisationScreen() -> impl IntoView {
    view! { <RegisterScreen<Organisation> sections=SECTIONS /> }
}

const SECTIONS: Sections<Organisation> = Sections { acts, erase: None, side };

fn acts(_: Change<Organisation>) -> AnyView {
    ().into_any()
}

fn side(change: Change<Organisation>, _: Signal<Organisation>) -> AnyView {
    view! {
        <PeopleOf id=change.id />
        <Subsidiaries id=change.id />
    }
    .into_any()
}
