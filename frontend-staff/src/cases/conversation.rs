//! The public conversation of a case, and the box that says who will read what is written.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{cases as words, common};
use zaguan_types::CaseId;
use zaguan_types::cases::{AuthorKind, Case, CaseMessage, CaseSource, NewMessage};
use zaguan_ui::dom::after;
use zaguan_ui::prelude::*;
use zaguan_ui::storage;
use zaguan_ui::time::{day_and_clock, day_heading, day_of};

use super::record::contact_of;
use super::thread::{END, Thread};
use crate::api::api;
use crate::once::{Once, random_id};
use crate::session::session;

/// How long after the last key stroke a draft is kept.
const DRAFT_PAUSE: Duration = Duration::from_millis(400);

/// The messages, and how the case began.
#[component]
pub fn Conversation(case: Signal<Case>, thread: Thread) -> impl IntoView {
    thread.keep_end();
    thread.mark_read(case);
    let opened = move || {
        case.with(|case| {
            let at = day_and_clock(case.created_at);
            match (&case.contact_name, case.source) {
                (Some(name), CaseSource::Portal) => {
                    let said = words::OPENED_FROM_PORTAL.fill(language(), &[("name", name)]);
                    Some(view! { <EventLine icon="arch">{format!("{said}, {at}")}</EventLine> })
                }
                _ => None,
            }
        })
    };
    let nothing = || view! { <p class="faint small">{t(words::NO_MESSAGES)}</p> };
    let older = move || {
        thread.has_older().then(|| {
            view! {
                <div class="talk-older">
                    <Button label=t(words::EARLIER_MESSAGES) size=Size::Small kind=Kind::Ghost icon="arrow-up" busy=thread.busy() on_press=move |()| thread.read_older() />
                </div>
            }
        })
    };
    // How it began stands above its first message.
    let began = move || if thread.has_older() { None } else { opened() };
    view! {
        <section class="talk" aria-label=t(words::CONVERSATION)>
            {older}
            {move || thread.failure().map(|failure| view! { <ProblemView failure on_retry=move |()| thread.read_older() /> })}
            {began}
            <Loaded from=thread.reading is_empty=|messages| messages.is_empty() empty=nothing let:messages>
                <For
                    each=move || with_days(messages.get())
                    key=|(starts_day, message)| (message.id, *starts_day)
                    children=|(starts_day, message)| view! { <OneMessage starts_day message /> }
                />
            </Loaded>
            <span id=END></span>
        </section>
    }
}

/// Says of each message whether a new day begins with it.
fn with_days(messages: Vec<CaseMessage>) -> Vec<(bool, CaseMessage)> {
    let mut last = None;
    let mark = |message: CaseMessage| {
        let day = day_of(message.created_at);
        let starts = last != Some(day);
        last = Some(day);
        (starts, message)
    };
    messages.into_iter().map(mark).collect()
}

/// A message, under its day if it is the day's first.
#[component]
fn OneMessage(starts_day: bool, message: CaseMessage) -> impl IntoView {
    let at = message.created_at;
    let from_staff = message.author_kind == AuthorKind::Staff;
    view! {
        {starts_day.then(|| view! { <DayLine label=move || { language(); day_heading(at) } /> })}
        <Message author=message.author_name when=move || view! { <When at clock_only=true /> } body=message.body from_staff />
    }
}

/// The box one writes into. What is typed survives a reload; sending twice sends once.
#[component]
pub fn Writing(id: CaseId, case: Signal<Case>, thread: Thread) -> impl IntoView {
    let session = session();
    let contact = contact_of(case);
    let key = StoredValue::new(session.draft_key(&format!("message.{id}")));
    let text = RwSignal::new(storage::get(&key.get_value()).unwrap_or_default());
    let kept = RwSignal::new(text.with_untracked(|text| !text.is_empty()));
    let turn = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let words = text.get();
        if before.is_none() {
            return;
        }
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        if words.is_empty() {
            storage::remove(&key.get_value());
            kept.set(false);
            return;
        }
        after(DRAFT_PAUSE, move || {
            if let Some(key) = key.try_get_value().filter(|_| turn.try_get_value() == Some(mine)) {
                storage::set(&key, &words);
                kept.try_set(true);
            }
        });
    });

    let once = StoredValue::new(Once::default());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let send = move |body: String| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let number = once.try_update_value(|once| once.key(&body, random_id));
        spawn_local(async move {
            let answer = api().write_message(id, &NewMessage { body }, number.as_deref()).await;
            busy.try_set(false);
            match answer {
                Ok(message) => {
                    once.try_update_value(Once::done);
                    failure.try_set(None);
                    text.try_set(String::new());
                    announce(words::MESSAGE_SENT.get(untrack(language)));
                    thread.add(message);
                }
                Err(error) => {
                    let found = Failure::from(error);
                    session.heed(&found);
                    failure.try_set(Some(found));
                }
            }
        });
    };

    let name = Memo::new(move |_| case.with(|case| case.contact_name.clone()));
    let reads = Memo::new(move |_| contact.get().flatten().is_some_and(|contact| contact.portal_user));
    // The reader is named in full; the button and the hint speak of the person as one does.
    // Without access there is nobody to send it to.
    let first = Memo::new(move |_| {
        let contact = contact.get().flatten().filter(|contact| contact.portal_user)?;
        contact.first_name.or_else(|| name.get())
    });
    let named = move |who: Memo<Option<String>>, with: zaguan_i18n::Text, without: zaguan_i18n::Text| {
        move || match who.get() {
            Some(name) => with.fill(language(), &[("name", &name)]),
            None => without.get(language()).to_owned(),
        }
    };
    let reader = move || {
        let with = if reads.get() { words::READ_IN_PORTAL } else { words::READ_BY_CLIENT_NO_ACCESS };
        named(name, with, words::READ_BY_NOBODY)()
    };
    let aside = move || move || kept.get().then(|| view! { <span class="faint tiny">{t(common::DRAFT_SAVED)}</span> });
    view! {
        <div class="record-foot">
            {move || failure.get().map(|failure| view! { <ProblemView failure /> })}
            <Composer
                text
                label=t(words::MESSAGE)
                reader
                placeholder=named(first, words::WRITE_TO, words::WRITE_MESSAGE)
                send=named(first, words::SEND_TO, words::SEND_MESSAGE)
                on_send=send
                busy
                aside
            />
        </div>
    }
}
