//! «Inicio»: welcome, what waits for the client, how many cases stand where, the open cases with their next step.

use leptos::prelude::*;
use zaguan_i18n::{common, portal};
use zaguan_types::cases::{CaseCounts, CaseStatus};
use zaguan_types::events::EventKind;
use zaguan_types::portal::{NextStep, PortalCase, PortalHome};
use zaguan_ui::case_state::status_text;
use zaguan_ui::prelude::*;

use crate::cases::{CaseRow, Filters};
use crate::routes::Place;
use crate::session::Session;

/// The page that greets a client.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = Session::get();
    let home = Reading::new(move || {
        session.follow();
        async move {
            let portal = session.portal();
            session.ask(portal.home()).await
        }
    });
    session.each_event(move |event| {
        if !matches!(event.kind, EventKind::ContactCreated | EventKind::OrganisationCreated) {
            home.again();
        }
    });
    view! {
        <div class="p-main">
            <Welcome home />
            <Loaded from=home let:greeting>
                <Greeting greeting />
            </Loaded>
        </div>
    }
}

/// The client's name and the firm's words. The name is known before the server is asked.
#[component]
fn Welcome(home: Reading<PortalHome>) -> impl IntoView {
    let session = Session::get();
    let hello = move || {
        let name = session.me().map(|me| me.first_name.unwrap_or(me.last_name)).unwrap_or_default();
        portal::HELLO.fill(language(), &[("name", &name)])
    };
    let words = move || {
        let own = home.get().map(|home| home.welcome).filter(|words| !words.trim().is_empty());
        own.unwrap_or_else(|| portal::WELCOME.fill(language(), &[("firm", &session.firm())]))
    };
    view! {
        <section class="welcome">
            <div class="words">
                <Heading text=hello />
                <p class="prose">{words}</p>
            </div>
            <Scene />
        </section>
    }
}

#[component]
fn Greeting(greeting: Signal<PortalHome>) -> impl IntoView {
    let waiting = Memo::new(move |_| greeting.with(|home| by_turn(&home.open_cases, true)));
    let others = Memo::new(move |_| greeting.with(|home| by_turn(&home.open_cases, false)));
    view! {
        <Tiles counts=Signal::derive(move || greeting.with(|home| home.cases.clone())) />
        <Waiting cases=waiting.into() />
        <OpenCases cases=others.into() waiting=Signal::derive(move || !waiting.with(Vec::is_empty)) />
    }
}

/// The cases that wait for the client, or those that do not.
fn by_turn(cases: &[PortalCase], for_client: bool) -> Vec<PortalCase> {
    cases.iter().filter(|case| (case.next_step == NextStep::WaitingForYou) == for_client).cloned().collect()
}

/// How many cases stand where, each tile the way to those.
#[component]
fn Tiles(counts: Signal<CaseCounts>) -> impl IntoView {
    let session = Session::get();
    let tiles = CaseStatus::ALL.iter().map(|status| {
        let status = *status;
        let id = format!("tile-{status}");
        let count = id.clone();
        let filters = Filters { status: Some(status), ..Filters::default() };
        let href = format!("{}{}", session.path(Place::Cases), filters.search());
        view! {
            <a href=href aria-describedby=id>
                <b id=count aria-hidden="true">{move || counts.with(|counts| counts.of(status))}</b>
                <span>{t(status_text(status))}</span>
            </a>
        }
    });
    view! {
        <nav class="tiles" aria-label=t(portal::CASES_BY_STATE)>
            {tiles.collect_view()}
        </nav>
    }
}

/// What waits for the client, each with the one thing to do.
#[component]
fn Waiting(cases: Signal<Vec<PortalCase>>) -> impl IntoView {
    let list = move || {
        if cases.with(Vec::is_empty) {
            return view! { <p class="soft">{t(portal::NOTHING_WAITS)}</p> }.into_any();
        }
        view! {
            <ul class="todo">
                <For each=move || cases.get() key=|case| case.id children=move |case| view! { <Todo case /> } />
            </ul>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="waiting">
            <header>
                <h2 id="waiting">{t(portal::WAITING_FOR_YOU)}</h2>
            </header>
            {list}
        </section>
    }
}

#[component]
fn Todo(case: PortalCase) -> impl IntoView {
    let session = Session::get();
    let PortalCase { id, number, subject, updated_at, .. } = case;
    let title = subject.unwrap_or_else(|| number.clone());
    let said = move || portal::YOUR_TURN_TEXT.fill(language(), &[("firm", &session.firm())]);
    view! {
        <li>
            <span class="pic">
                <Icon name="hand" />
            </span>
            <div>
                <h3>{title}</h3>
                <p>{said}</p>
                <p class="row" data-wrap="">
                    <span class="num">{number}</span>
                    <When at=updated_at />
                </p>
            </div>
            <div class="acts">
                <LinkButton label=t(portal::REPLY) kind=Kind::Primary size=Size::Small href=session.path(Place::Case(id)) />
            </div>
        </li>
    }
}

/// The open cases that the firm has in hand.
#[component]
fn OpenCases(
    /// Those cases.
    cases: Signal<Vec<PortalCase>>,
    /// Whether others wait for the client.
    waiting: Signal<bool>,
) -> impl IntoView {
    let session = Session::get();
    let new = move || {
        session.rights().cases_create.then(|| {
            view! { <LinkButton label=t(portal::NEW_CASE) icon="plus" size=Size::Small href=session.path(Place::NewCase) /> }
        })
    };
    let list = move || {
        if cases.with(Vec::is_empty) {
            let text = if waiting.get() { portal::NO_OTHER_CASES } else { portal::NO_OPEN_CASES };
            return view! { <p class="soft">{t(text)}</p> }.into_any();
        }
        view! {
            <ul class="linklist">
                <For each=move || cases.get() key=|case| case.id let:case>
                    <CaseRow case among=cases />
                </For>
            </ul>
            <p>
                <a href=session.path(Place::Cases)>{t(common::SEE_ALL)}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="open-cases">
            <header>
                <h2 id="open-cases">{t(portal::OPEN_CASES)}</h2>
                {new}
            </header>
            {list}
        </section>
    }
}
