//! The open case: what it is, where it stands, whose turn it is, and below it the conversation.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{Text, cases as words, common, fields};
use zaguan_types::cases::{Case, CasePatch, CaseStatus};
use zaguan_types::contacts::Contact;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::{CaseId, Code, Patch, Permission};
use zaguan_ui::case_state::status_text;
use zaguan_ui::prelude::*;

use super::conversation::{Conversation, Writing};
use super::properties::{Properties, choice_options};
use super::thread::{BODY, Thread};
use crate::api::{api, on_news};
use crate::lost::LostHeading;
use crate::nav::nav;
use crate::routes::Route;
use crate::session::session;

/// The handle that the parts of the record change it by.
#[derive(Clone, Copy)]
pub struct Change {
    id: CaseId,
    reading: Reading<Case>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Change {
    /// Sends a change. `failed` puts the input back. If somebody else was quicker, the case as it is now is shown,
    /// and the change has to be made again, knowingly.
    pub fn send(self, patch: CasePatch, failed: impl FnOnce() + 'static) {
        let Some(case) = untrack(|| self.reading.get()) else { return };
        let session = session();
        self.busy.set(true);
        spawn_local(async move {
            let answer = api().change_case(self.id, &patch, Some(&format!("\"{}\"", case.version))).await;
            self.busy.try_set(false);
            match answer {
                Ok(changed) => {
                    self.failure.try_set(None);
                    self.reading.update(|case| *case = changed.value);
                }
                Err(error) => {
                    let failure = Failure::from(error);
                    session.heed(&failure);
                    if let Some(now) =
                        failure.current().and_then(|now| serde_json::from_value::<Case>(now.clone()).ok())
                    {
                        self.reading.update(|case| *case = now);
                    }
                    failed();
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }
}

/// Whose turn it is.
const fn turn(status: CaseStatus) -> Option<(Text, &'static str)> {
    match status {
        CaseStatus::WaitingForResponse => Some((words::TURN_CLIENT, "client")),
        CaseStatus::Open | CaseStatus::InProgress => Some((words::TURN_OURS, "us")),
        CaseStatus::Closed => None,
    }
}

/// The case that is open.
#[component]
pub fn CaseRecord(id: CaseId) -> impl IntoView {
    let nav = nav();
    let reading = Reading::new(move || async move { Ok::<_, zaguan_client::ClientError>(api().case(id).await?.value) });
    on_news(
        move |event| {
            // A message may move the case along.
            let moved = matches!(event.kind, EventKind::CaseUpdated | EventKind::CaseMessageCreated);
            moved && event.subject_id == Some(id.0)
        },
        move || reading.again(),
    );
    let (session, thread) = (session(), Thread::of(id));
    let change = Change { id, reading, busy: RwSignal::new(false), failure: RwSignal::new(None) };
    let list = move || format!("{}{}", Route::Cases(None), nav.search());
    let way_back = move || {
        view! {
            <a class="btn back" data-kind="ghost" data-size="sm" href=list>
                <Icon name="arrow-left" />
                <span>{t(words::TITLE)}</span>
            </a>
        }
    };
    let waiting = move || view! { <div class="loading">{way_back()}<WaitingHeading /><SkeletonForm fields=4 /></div> };
    view! {
        <article class="record" aria-label=move || reading.get().map(|case| case.number)>
            <LostHeading from=reading back=Route::Cases(None).to_string() list=t(words::TITLE) />
            <Loaded from=reading skeleton=waiting let:case>
                <header class="record-head">
                    <div class="row">
                        {way_back()}
                        <span class="id">{move || case.with(|case| case.number.clone())}</span>
                        <span class="grow"></span>
                        <EditLink id />
                        <a class="btn only-beside" data-kind="ghost" data-icon="" data-size="sm" href=list aria-label=t(words::CLOSE_PANEL) title=t(words::CLOSE_PANEL)>
                            <Icon name="x" />
                        </a>
                    </div>
                    <Heading text=move || case.with(|case| case.subject.clone()) />
                    <StatusLine case change />
                </header>
                <div id=BODY class="record-body" on:scroll=move |_| thread.scrolled() tabindex="0" role="group" aria-label=t(words::CONVERSATION)>
                    <Properties case change />
                    <Description case />
                    <Conversation case thread />
                </div>
                {move || session.can(Permission::CasesWrite).then(|| view! { <Writing id case thread /> })}
            </Loaded>
        </article>
    }
}

/// «Editar», for those who may.
#[component]
fn EditLink(id: CaseId) -> impl IntoView {
    let session = session();
    move || {
        session.can(Permission::CasesWrite).then(|| {
            view! { <LinkButton label=t(common::EDIT) icon="pencil" kind=Kind::Ghost size=Size::Small href=Route::EditCase(id).to_string() /> }
        })
    }
}

/// «Estado», and whose turn it is. Says what went wrong with the last change.
#[component]
fn StatusLine(case: Signal<Case>, change: Change) -> impl IntoView {
    let session = session();
    let status = Memo::new(move |_| case.with(|case| case.status));
    let shown = RwSignal::new(status.get_untracked().as_str().to_owned());
    Effect::new(move |_| shown.set(status.get().as_str().to_owned()));
    let mut bind = Bound::new(t(fields::STATUS), shown);
    bind.set = Callback::new(move |key: String| {
        let Some(to) = CaseStatus::from_name(&key).filter(|to| *to != status.get_untracked()) else { return };
        shown.set(key);
        let patch = CasePatch { status: Patch::Set(to), ..CasePatch::default() };
        change.send(patch, move || drop(shown.try_set(status.get_untracked().as_str().to_owned())));
    });
    let options = choice_options(Module::Cases, "status", move || {
        CaseStatus::ALL
            .iter()
            .map(|status| (status.as_str().to_owned(), status_text(*status).get(language()).to_owned()))
            .collect()
    });
    let control = move || {
        if session.can(Permission::CasesWrite) {
            view! { <Select bind=bind.clone() options inline=true /> }.into_any()
        } else {
            view! { <StateBadge status /> }.into_any()
        }
    };
    let step = move || {
        turn(status.get()).map(|(text, whose)| view! { <span class="next-step" data-for=whose><Icon name=if whose == "us" { "arrow-left" } else { "arrow-right" } />{t(text)}</span> })
    };
    let problem = move || {
        change.failure.get().map(|failure| {
            let raced = failure.code() == Some(Code::PreconditionFailed);
            let text = failure.text();
            view! {
                <Banner tone=Tone::Bad>
                    {raced.then(|| view! { <p><b>{t(common::CONFLICT_TITLE)}</b></p> })}
                    <p>{t(text)}</p>
                </Banner>
            }
        })
    };
    view! {
        <div class="row" data-wrap="">
            {control}
            {step}
        </div>
        {problem}
    }
}

/// «Descripción», as it was typed.
#[component]
fn Description(case: Signal<Case>) -> impl IntoView {
    let text = Memo::new(move |_| case.with(|case| case.description.clone().unwrap_or_default()));
    move || {
        let text = text.get();
        (!text.trim().is_empty()).then(|| {
            view! {
                <section class="description" aria-label=t(fields::DESCRIPTION)>
                    <h2 class="small">{t(fields::DESCRIPTION)}</h2>
                    <p>{text}</p>
                </section>
            }
        })
    }
}

/// The contact of a case, read for who will read what is written.
pub fn contact_of(case: Signal<Case>) -> Reading<Option<Contact>> {
    let id = Memo::new(move |_| case.with(|case| case.contact_id));
    let reading = Reading::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => Ok::<_, zaguan_client::ClientError>(Some(api().contact(id).await?.value)),
                None => Ok(None),
            }
        }
    });
    on_news(
        move |event| {
            event.kind == EventKind::ContactUpdated
                && id.try_get_untracked().flatten().is_some_and(|id| event.subject_id == Some(id.0))
        },
        move || reading.again(),
    );
    reading
}
