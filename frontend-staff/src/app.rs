//! The whole app: the router around the door, and which screen an address shows.

use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route as RouterRoute, Router};
use zaguan_i18n::common;
use zaguan_ui::prelude::*;

use crate::nav::{Nav, nav};
use crate::parts::{self, Later, LaterInside};
use crate::routes::{BASE, Route};
use crate::session::Gate;
use crate::{cases, contacts, organisations, studio};

/// The app.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <LiveRegion />
        <ToastHost />
        <Router base=BASE>
            <FlatRoutes fallback=Door>
                <RouterRoute path=WildcardSegment("any") view=Door />
            </FlatRoutes>
        </Router>
    }
}

/// One view for every address: the addresses are ours to read ([`Route`]), the router keeps the history.
#[component]
fn Door() -> impl IntoView {
    let nav = Nav::start();
    // The catalogue shows no data: it needs no sign-in, and asks for none.
    let is_catalogue = Memo::new(move |_| nav.route.get() == Route::Catalogue);
    move || {
        if is_catalogue.get() {
            view! { <Later load=parts::catalogue /> }.into_any()
        } else {
            view! { <Gate /> }.into_any()
        }
    }
}

/// The screen of the present address.
#[component]
pub fn Screen() -> impl IntoView {
    let nav = nav();
    let screen = Memo::new(move |_| nav.route.get().screen());
    move || match screen.get() {
        Route::Home => view! { <ToCases /> }.into_any(),
        Route::Contacts | Route::Contact(_) => view! { <contacts::ContactScreen /> }.into_any(),
        Route::NewContact => view! { <contacts::NewContactForm /> }.into_any(),
        Route::EditContact(id) => view! { <contacts::EditContactForm id /> }.into_any(),
        Route::Organisations | Route::Organisation(_) => view! { <organisations::OrganisationScreen /> }.into_any(),
        Route::NewOrganisation => view! { <organisations::NewOrganisationForm /> }.into_any(),
        Route::EditOrganisation(id) => view! { <organisations::EditOrganisationForm id /> }.into_any(),
        Route::Cases(_) => view! { <cases::CaseScreen /> }.into_any(),
        Route::NewCase => view! { <cases::NewCaseForm /> }.into_any(),
        Route::EditCase(id) => view! { <cases::EditCaseForm id /> }.into_any(),
        Route::Imports | Route::NewImport | Route::Import(_) => {
            view! { <LaterInside load=parts::imports /> }.into_any()
        }
        Route::Settings | Route::Studio | Route::Fields(_) => view! { <studio::Settings /> }.into_any(),
        Route::Catalogue | Route::Unknown => view! { <NotFound /> }.into_any(),
    }
}

/// The first page is the list of cases: the day's work.
#[component]
fn ToCases() -> impl IntoView {
    let nav = nav();
    Effect::new(move |_| nav.replace(Route::Cases(None)));
}

/// An address without a page.
#[component]
fn NotFound() -> impl IntoView {
    view! {
        <div class="page">
            <div class="page-in">
                <Heading text=t(common::NOT_FOUND_TITLE) />
                <p class="soft">{t(common::NOT_FOUND_TEXT)}</p>
                <p>
                    <LinkButton label=t(common::GO_TO_CONTACTS) href=Route::Contacts.to_string() />
                </p>
            </div>
        </div>
    }
}
