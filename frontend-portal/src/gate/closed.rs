//! The pages where one cannot go on, each with what happened and whom to turn to; and the wait before any of them.

use leptos::prelude::*;
use zaguan_i18n::{common, portal};
use zaguan_ui::prelude::*;

use super::contact::TalkTo;
use super::frame::Gate;
use crate::session::Session;

/// The firm has switched its portal off.
#[component]
pub fn ClosedPage() -> impl IntoView {
    let session = Session::get();
    let text = move || portal::OFF_TEXT.fill(language(), &[("firm", &session.firm())]);
    view! {
        <Gate>
            <header>
                <Heading text=t(portal::OFF_TITLE) />
                <p class="soft">{text}</p>
            </header>
            <TalkTo title=portal::TALK_TO_SOMEONE />
        </Gate>
    }
}

/// No firm has this address.
#[component]
pub fn UnknownPage() -> impl IntoView {
    view! {
        <Gate nobody=true>
            <header>
                <Heading text=t(portal::UNKNOWN_TITLE) />
                <p class="soft">{t(portal::UNKNOWN_TEXT)}</p>
            </header>
        </Gate>
    }
}

/// The server did not say who is in.
#[component]
pub fn UnreachablePage(
    /// Why.
    failure: Failure,
) -> impl IntoView {
    let session = Session::get();
    view! {
        <Gate>
            <header>
                <Heading text=t(portal::OFF_TITLE) />
            </header>
            <ProblemView failure on_retry=move |()| session.find_out() />
            <TalkTo title=portal::TALK_TO_SOMEONE />
        </Gate>
    }
}

/// Before it is known who is there.
#[component]
pub fn WaitingPage() -> impl IntoView {
    view! {
        <div class="p-main" aria-busy="true">
            <p class="vh" role="status">{t(common::LOADING)}</p>
            <div class="late">
                <SkeletonList />
            </div>
        </div>
    }
}
