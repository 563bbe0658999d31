//! The conversation of a case: what was said, day by day, and the box to answer.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::{ClientError, Query};
use zaguan_i18n::{common, portal};
use zaguan_types::cases::NewMessage;
use zaguan_types::events::EventKind;
use zaguan_types::list::MAX_LIMIT;
use zaguan_types::portal::PortalMessage;
use zaguan_types::{CaseId, MessageId};
use zaguan_ui::failure::Failure;
use zaguan_ui::prelude::*;
use zaguan_ui::{dom, time};

use super::draft::{arrived, kept_text, once};
use crate::session::Session;

/// The conversation and, for those who may answer, the box to write into.
#[component]
pub fn Talk(
    /// The case.
    id: CaseId,
    /// Whether it is closed: then nobody writes in it.
    closed: Signal<bool>,
    /// Told when an answer has arrived: the state of the case may be another.
    #[prop(into)]
    on_sent: Callback<()>,
) -> impl IntoView {
    let session = Session::get();
    let said = Reading::new(move || {
        session.follow();
        async move { read(session, id).await }
    });
    session.each_event(move |event| {
        let here = event.subject_id.is_none_or(|subject| subject == id.0);
        if here && matches!(event.kind, EventKind::CaseMessageCreated | EventKind::CaseUpdated | EventKind::Resync) {
            said.again();
        }
    });
    announce_new(said);
    open_at_newest(said);
    let nothing = || view! { <p class="soft">{t(portal::NO_MESSAGES)}</p> };
    view! {
        <section class="talk" aria-labelledby="talk">
            <h2 id="talk">{t(portal::CONVERSATION)}</h2>
            <Loaded from=said is_empty=Vec::is_empty empty=nothing let:messages>
                <Messages messages />
            </Loaded>
        </section>
        <Answer id closed said on_sent />
    }
}

/// Everything that was said, oldest first.
async fn read(session: Session, id: CaseId) -> Result<Vec<PortalMessage>, ClientError> {
    let portal = session.portal();
    let (mut said, mut after) = (Vec::new(), String::new());
    loop {
        let query = Query::new().with("limit", MAX_LIMIT.to_string()).some("after", &after);
        let page = session.ask(portal.messages(id, &query)).await?;
        said.extend(page.items);
        match page.next {
            Some(next) => after = next,
            None => return Ok(said),
        }
    }
}

/// Brings the newest message, or the one that the address names, into sight when the page opens, and moves it no further
/// than that takes.
fn open_at_newest(said: Reading<Vec<PortalMessage>>) {
    Effect::new(move |done: Option<bool>| {
        let newest = said.get().map(|messages| messages.last().map(|message| message.id));
        if let (false, Some(Some(id))) = (done.unwrap_or_default(), newest) {
            let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
            let named = hash.strip_prefix('#').filter(|name| name.starts_with("message-")).map(str::to_owned);
            dom::after_paint(move || into_sight(&named.unwrap_or_else(|| element_id(id))));
        }
        done.unwrap_or_default() || newest.is_some()
    });
}

/// Says that somebody else wrote while one looks on. The page stays where it is.
fn announce_new(said: Reading<Vec<PortalMessage>>) {
    Effect::new(move |known: Option<Option<BTreeSet<MessageId>>>| {
        let messages = said.get()?;
        if let Some(Some(known)) = known {
            for message in messages.iter().filter(|message| !message.mine && !known.contains(&message.id)) {
                announce(portal::MESSAGE_FROM.fill(language(), &[("name", &message.author_name)]));
            }
        }
        Some(messages.iter().map(|message| message.id).collect())
    });
}

#[component]
fn Messages(messages: Signal<Vec<PortalMessage>>) -> impl IntoView {
    // A message begins a day if the one before it is of another day.
    let lines = Memo::new(move |_| {
        messages.with(|messages| {
            let days = messages.iter().map(|message| time::day_of(message.created_at));
            let before = std::iter::once(None).chain(days.clone().map(Some));
            let begins: Vec<bool> = days.zip(before).map(|(day, before)| before != Some(day)).collect();
            messages.iter().cloned().zip(begins).collect::<Vec<_>>()
        })
    });
    let line = |(message, begins_day): (PortalMessage, bool)| {
        let PortalMessage { id, author_name, mine, body, created_at, .. } = message;
        let author = move || if mine { common::YOU.get(language()).to_owned() } else { author_name.clone() };
        let day = begins_day.then(|| view! { <DayLine label=move || time::day_heading(created_at) /> });
        view! {
            {day}
            <div class="said-by" id=element_id(id)>
                <Message author when=move || view! { <When at=created_at clock_only=true /> } body mine />
            </div>
        }
    };
    view! { <For each=move || lines.get() key=|(message, begins_day)| (message.id, *begins_day) children=line /> }
}

fn element_id(id: MessageId) -> String {
    format!("message-{id}")
}

/// The box to answer; who may not, reads whom to turn to.
#[component]
fn Answer(id: CaseId, closed: Signal<bool>, said: Reading<Vec<PortalMessage>>, on_sent: Callback<()>) -> impl IntoView {
    let session = Session::get();
    let text = kept_text(session.key(&format!("case-{id}")));
    let sent_key = StoredValue::new(session.key(&format!("case-{id}-sent")));
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let send = move |body: String| {
        busy.set(true);
        failure.set(None);
        let key = sent_key.get_value();
        spawn_local(async move {
            let portal = session.portal();
            let new = NewMessage { body };
            let answer = session.ask(portal.write_message(id, &new, Some(&once(&key, &new.body)))).await;
            busy.try_set(false);
            match answer {
                Ok(message) => {
                    arrived(&key);
                    text.try_set(String::new());
                    announce(portal::MESSAGE_SENT.get(language()));
                    show(said, message);
                    on_sent.try_run(());
                }
                Err(error) => drop(failure.try_set(Some(error.into()))),
            }
        });
    };
    let firm = move || portal::READ_BY_TEAM.fill(language(), &[("firm", &session.firm())]);
    let problem = move || {
        failure.get().map(|failure| {
            view! {
                <Banner tone=Tone::Bad>
                    <p>
                        <b>{t(portal::NOT_SENT)}</b>
                        " "
                        {t(failure.text())}
                    </p>
                </Banner>
            }
        })
    };
    // The box stays as it is while nothing changes for it: what is being typed must not lose the focus.
    let hindrance = Memo::new(move |_| {
        let rights = session.rights();
        match (rights.cases_comment, closed.get()) {
            (false, _) => Some(portal::NO_REPLY_RIGHT),
            (true, true) if rights.cases_reopen => Some(portal::REOPEN_TO_WRITE),
            (true, true) => Some(portal::NEW_CASE_TO_WRITE),
            (true, false) => None,
        }
    });
    move || {
        if let Some(why) = hindrance.get() {
            let why = move || why.fill(language(), &[("firm", &session.firm())]);
            return view! { <p class="soft small">{why}</p> }.into_any();
        }
        view! {
            <div class="writer">
                {problem}
                <Composer
                    text
                    label=t(portal::YOUR_MESSAGE)
                    reader=firm
                    placeholder=t(portal::WRITE_REPLY)
                    send=t(portal::SEND)
                    on_send=send
                    busy
                    reader_icon="users-round"
                />
            </div>
        }
        .into_any()
    }
}

/// Puts one's own message into the conversation at once, and into sight.
fn show(said: Reading<Vec<PortalMessage>>, message: PortalMessage) {
    let id = element_id(message.id);
    said.update(|messages| {
        if messages.iter().all(|known| known.id != message.id) {
            messages.push(message);
        }
    });
    dom::after_paint(move || into_sight(&id));
}

fn into_sight(id: &str) {
    if let Some(element) = dom::document().and_then(|document| document.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
