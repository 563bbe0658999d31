//! The page of a case: where it stands and whose turn it is, what the firm shows of it, then the conversation.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use zaguan_i18n::{cases, common, portal};
use zaguan_types::cases::CaseStatus;
use zaguan_types::events::EventKind;
use zaguan_types::fields::FieldType;
use zaguan_types::portal::{NextStep, PortalCase, PortalField, PortalForms};
use zaguan_types::{CaseId, Code};
use zaguan_ui::failure::Failure;
use zaguan_ui::prelude::*;
use zaguan_ui::time;

use super::fields::value_of;
use super::read_forms;
use super::talk::Talk;
use crate::app::NothingHere;
use crate::routes::Place;
use crate::session::Session;

/// The page of the case that the address names.
#[component]
pub fn CasePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<CaseId>().ok())));
    let page = move || match id.get() {
        Some(id) => view! { <Case id /> }.into_any(),
        None => view! { <NothingHere /> }.into_any(),
    };
    view! { <div class="p-main" data-narrow="">{page}</div> }
}

#[component]
fn Case(id: CaseId) -> impl IntoView {
    let session = Session::get();
    let forms = read_forms(session);
    let case = Reading::new(move || {
        session.follow();
        async move {
            let portal = session.portal();
            session.ask(portal.case(id)).await.map(|case| case.value)
        }
    });
    session.each_event(move |event| {
        let here = event.subject_id.is_none_or(|subject| subject == id.0);
        if here && matches!(event.kind, EventKind::CaseUpdated | EventKind::CaseMessageCreated | EventKind::Resync)
            || event.kind == EventKind::FieldsUpdated
        {
            case.again();
        }
    });
    let gone = Memo::new(move |_| case.failure().and_then(|failure| failure.code()) == Some(Code::NotFound));
    move || {
        if gone.get() {
            return view! { <NothingHere /> }.into_any();
        }
        view! {
            <Loaded from=case let:now>
                <CaseBody now case forms />
            </Loaded>
        }
        .into_any()
    }
}

#[component]
fn CaseBody(now: Signal<PortalCase>, case: Reading<PortalCase>, forms: Reading<PortalForms>) -> impl IntoView {
    let session = Session::get();
    let title = move || now.with(|case| case.subject.clone().unwrap_or_else(|| case.number.clone()));
    let fields = Memo::new(move |_| forms.get().map(|forms| forms.view).unwrap_or_default());
    // Said when it changes while one looks on, and not when the page opens.
    Effect::new(move |before: Option<CaseStatus>| {
        let (status, label) = now.with(|case| (case.status, case.status_label.clone()));
        if before.is_some_and(|before| before != status) {
            announce(portal::STATE_NOW.fill(language(), &[("state", &label)]));
        }
        status
    });
    let id = now.with_untracked(|case| case.id);
    view! {
        <header class="lead">
            <div class="back-link">
                <LinkButton label=t(common::BACK) icon="arrow-left" kind=Kind::Ghost size=Size::Small href=session.path(Place::Cases) />
            </div>
            <Heading text=title />
        </header>
        <section class="card caseflag" aria-label=t(portal::CASE_STATE)>
            <div class="head">
                <StateBadge status=Signal::derive(move || now.with(|case| case.status)) label=move || now.with(|case| case.status_label.clone()) />
                <span class="soft small num">{move || now.with(|case| case.number.clone())}</span>
            </div>
            <Turn step=Signal::derive(move || now.with(|case| case.next_step)) />
            <Facts now fields />
            <Acts now case />
        </section>
        <Talk id closed=Signal::derive(move || now.with(|case| case.status == CaseStatus::Closed)) on_sent=move |()| case.again() />
    }
}

/// Whose turn it is, before anything else.
#[component]
fn Turn(step: Signal<NextStep>) -> impl IntoView {
    let session = Session::get();
    let words = move |whose: &'static str, head: zaguan_i18n::Text, text: zaguan_i18n::Text, icon: &'static str| {
        let text = move || text.fill(language(), &[("firm", &session.firm())]);
        view! {
            <div class="ask" data-for=whose>
                <Icon name=icon />
                <b>{t(head)}</b>
                <p>{text}</p>
            </div>
        }
    };
    move || match step.get() {
        NextStep::WaitingForYou => words("you", portal::YOUR_TURN, portal::YOUR_TURN_TEXT, "hand"),
        NextStep::WaitingForUs => words("us", portal::OUR_TURN, portal::OUR_TURN_TEXT, "hourglass"),
        NextStep::Done => words("nobody", portal::CASE_CLOSED, portal::CLOSED_TEXT, "circle-check"),
    }
}

/// What the firm shows of a case, in its order; the subject and the status stand above already.
#[component]
fn Facts(now: Signal<PortalCase>, fields: Memo<Vec<PortalField>>) -> impl IntoView {
    let facts = move || {
        let facts = now.with(|case| fields.with(|fields| facts(fields, case)));
        facts
            .into_iter()
            .map(|(label, value, long)| {
                view! {
                    <div data-long=long.then_some("")>
                        <dt>{label}</dt>
                        <dd>{value}</dd>
                    </div>
                }
            })
            .collect_view()
    };
    let opened = move || time::day_and_clock(now.with(|case| case.created_at));
    let changed = move || time::day_and_clock(now.with(|case| case.updated_at));
    view! {
        <dl class="facts">
            {facts}
            <div>
                <dt>{t(portal::OPENED)}</dt>
                <dd>{opened}</dd>
            </div>
            <div>
                <dt>{t(portal::LAST_CHANGE)}</dt>
                <dd>{changed}</dd>
            </div>
        </dl>
    }
}

/// Label and value of the fields that have one, and whether they need the whole width.
fn facts(fields: &[PortalField], case: &PortalCase) -> Vec<(String, String, bool)> {
    let above = |field: &PortalField| !field.custom && ["subject", "status"].contains(&field.api_name.as_str());
    let shown = fields.iter().filter(|field| !above(field)).map(|field| {
        let value = value_of(case, field);
        let words = field_value(&FieldSpec::of_portal(field), value.as_ref(), language());
        (field.label.clone(), words, field.field_type == FieldType::LongText)
    });
    shown.filter(|(_, words, _)| !words.is_empty()).collect()
}

/// Closing and reopening, for those who may.
#[component]
fn Acts(now: Signal<PortalCase>, case: Reading<PortalCase>) -> impl IntoView {
    let session = Session::get();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let id = now.with_untracked(|case| case.id);
    let act = move |close: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let portal = session.portal();
            let answer = if close {
                session.ask(portal.close_case(id)).await.map(drop)
            } else {
                session.ask(portal.reopen_case(id)).await
            };
            busy.try_set(false);
            asking.try_set(false);
            if let Err(error) = answer {
                failure.try_set(Some(error.into()));
            }
            case.again();
        });
    };
    let closed = Memo::new(move |_| now.with(|case| case.status == CaseStatus::Closed));
    let button = move || {
        let rights = session.rights();
        match closed.get() {
            false if rights.cases_close => view! { <Button label=t(cases::CLOSE_CASE) size=Size::Small icon="circle-check" on_press=move |()| asking.set(true) /> }.into_any(),
            true if rights.cases_reopen => view! { <Button label=t(cases::REOPEN) size=Size::Small busy on_press=move |()| act(false) /> }.into_any(),
            _ => ().into_any(),
        }
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| asking.set(false) />
            <Button label=t(cases::CLOSE_CASE) kind=Kind::Primary submit=true busy />
        }
    };
    let lead = move || portal::CLOSE_TEXT.fill(language(), &[("firm", &session.firm())]);
    view! {
        {move || failure.get().map(|failure| view! { <ProblemView failure /> })}
        <div class="row acts" data-wrap="">{button}</div>
        <Dialog open=asking title=t(portal::CLOSE_TITLE) lead=lead foot on_submit=move |()| act(true)>
            <p class="soft small num">{move || now.with(|case| case.number.clone())}</p>
        </Dialog>
    }
}
