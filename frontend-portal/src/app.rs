//! The app as a whole: which page stands before a visitor, and the pages behind the door by address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use zaguan_i18n::common;
use zaguan_ui::prelude::*;

use crate::cases::{CasePage, CasesPage, NewCasePage};
use crate::gate::{ClosedPage, OwnPasswordPage, SignInPage, UnknownPage, UnreachablePage, WaitingPage};
use crate::home::HomePage;
use crate::inside;
use crate::routes::{self, Place};
use crate::session::{Session, Stage};
use crate::shell::Shell;

/// The portal.
#[component]
pub fn App() -> impl IntoView {
    let path = window().location().pathname().unwrap_or_default();
    let Some(slug) = routes::slug_of(&path).map(str::to_owned) else {
        return view! { <UnknownPage /> }.into_any();
    };
    let session = Session::start(&slug);
    provide_context(session);
    view! {
        <Router base=routes::base(&slug)>
            <Stages session />
        </Router>
        <LiveRegion />
        <ToastHost />
    }
    .into_any()
}

/// The page for where the visitor stands. Behind a session that ended the app stays, out of sight and out of reach, so
/// that nothing typed is lost; another client's sign-in makes it anew.
#[component]
fn Stages(session: Session) -> impl IntoView {
    let inside = Memo::new(move |_| session.stage() == Stage::Inside);
    let client = Memo::new(move |_| session.me().map(|me| me.username));
    let before = move || match session.stage() {
        Stage::Inside => ().into_any(),
        Stage::Starting => view! { <WaitingPage /> }.into_any(),
        Stage::Outside { ended } => view! { <SignInPage ended /> }.into_any(),
        Stage::OwnPassword => view! { <OwnPasswordPage /> }.into_any(),
        Stage::Closed => view! { <ClosedPage /> }.into_any(),
        Stage::Unknown => view! { <UnknownPage /> }.into_any(),
        Stage::Unreachable(failure) => view! { <UnreachablePage failure /> }.into_any(),
    };
    view! {
        <div hidden=move || !inside.get()>{move || client.get().map(|_| view! { <BehindTheDoor /> })}</div>
        {before}
    }
}

/// The pages behind the door, once they are here. They may be far away: then this says so and offers to try again.
#[component]
fn BehindTheDoor() -> impl IntoView {
    let turn = RwSignal::new(0_u32);
    let again = move |()| turn.update(|turn| *turn = turn.wrapping_add(1));
    let missing =
        move || view! { <div class="p-main"><ProblemView failure=Failure::Network on_retry=again /></div> }.into_any();
    move || {
        turn.track();
        Suspend::new(async move { inside::pages().await.unwrap_or_else(|_| missing()) })
    }
}

#[component]
pub fn Inside() -> impl IntoView {
    view! {
        <Shell>
            <FlatRoutes fallback=NothingHere>
                <Route path=path!("/") view=HomePage />
                <Route path=path!("/cases") view=CasesPage />
                <Route path=path!("/cases/new") view=NewCasePage />
                <Route path=path!("/cases/:id") view=CasePage />
            </FlatRoutes>
        </Shell>
    }
}

/// What stands at an address that leads nowhere, or to something that this client may not see.
#[component]
pub fn NothingHere() -> impl IntoView {
    let session = Session::get();
    view! {
        <div class="lead">
            <Heading text=t(common::NOT_FOUND_TITLE) />
            <p class="soft">{t(common::NOT_FOUND_TEXT)}</p>
        </div>
        <p>
            <LinkButton label=t(common::GO_HOME) href=session.path(Place::Home) />
        </p>
    }
}
