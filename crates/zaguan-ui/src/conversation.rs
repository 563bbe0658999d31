//! A conversation: messages that cross the threshold, notes that stay inside, and the box one writes into, which
//! says in words who will read it.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::avatar::Avatar;
use crate::button::{Button, Kind, Size};
use crate::dom::unique_id;
use crate::icon::Icon;

/// A public message. Line ends of the text are kept.
#[component]
pub fn Message(
    /// Who wrote it.
    #[prop(into)]
    author: TextProp,
    /// When, as a view ([`crate::time::When`]).
    #[prop(into)]
    when: ViewFn,
    /// What it says.
    #[prop(into)]
    body: String,
    /// Staff wrote it (shown in the staff app).
    #[prop(optional)]
    from_staff: bool,
    /// The person who reads it wrote it (shown in the portal).
    #[prop(optional)]
    mine: bool,
) -> impl IntoView {
    let (name, said_by) = (author.clone(), author);
    let by_class = if mine { "vh" } else { "msg-author" };
    view! {
        <article class="msg" data-from=from_staff.then_some("staff") data-mine=mine.then_some("")>
            {(!mine).then(|| view! { <Avatar name /> })}
            <div class="by">
                <b class=by_class>{move || said_by.get()}</b>
                {when.run()}
            </div>
            <div class="said">{paragraphs(&body)}</div>
        </article>
    }
}

/// An internal note. Clients never see one.
#[component]
pub fn Note(
    /// Who wrote it.
    #[prop(into)]
    author: TextProp,
    /// When, as a view.
    #[prop(into)]
    when: ViewFn,
    /// What it says.
    #[prop(into)]
    body: String,
) -> impl IntoView {
    view! {
        <article class="note">
            <div class="by">
                <span class="lock">
                    <Icon name="lock" />
                    {crate::lang::t(zaguan_i18n::cases::NOTE)}
                </span>
                <b>{move || author.get()}</b>
                {when.run()}
            </div>
            {paragraphs(&body)}
        </article>
    }
}

/// Something that happened between messages.
#[component]
pub fn EventLine(
    /// Its icon.
    #[prop(into)]
    icon: TextProp,
    /// What happened.
    children: Children,
) -> impl IntoView {
    view! {
        <p class="event">
            <Icon name=icon />
            <span>{children()}</span>
        </p>
    }
}

/// The day that the messages under it were written.
#[component]
pub fn DayLine(
    /// The day in words.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! { <p class="day">{move || label.get()}</p> }
}

/// The box one writes into.
#[component]
pub fn Composer(
    /// What is written; keep it in a draft.
    text: RwSignal<String>,
    /// The accessible name of the box.
    #[prop(into)]
    label: TextProp,
    /// Who will read it, in words.
    #[prop(into)]
    reader: TextProp,
    /// Shown while it is empty.
    #[prop(into)]
    placeholder: TextProp,
    /// The words of the button that sends.
    #[prop(into)]
    send: TextProp,
    /// Sends it. Not called while it is empty or busy.
    #[prop(into)]
    on_send: Callback<String>,
    /// Being sent.
    #[prop(into)]
    busy: Signal<bool>,
    /// For the team only: other ground, lock, hatch.
    #[prop(optional, into)]
    note: Signal<bool>,
    /// Above the words about the reader, such as the choice between reply and note.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// Left of the button, such as "draft saved".
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// The icon before the reader's name where it is not a note.
    #[prop(default = "eye")]
    reader_icon: &'static str,
) -> impl IntoView {
    let id = unique_id("who");
    let described = id.clone();
    let node = NodeRef::<html::Textarea>::new();
    let submit = move || {
        let words = text.get_untracked().trim().to_owned();
        if words.is_empty() {
            if let Some(area) = node.get_untracked() {
                let _ = area.focus();
            }
        } else if !busy.get_untracked() {
            on_send.run(words);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            submit();
        }
    };
    let button = move || {
        let send = send.clone();
        let kind = if note.get() { Kind::Note } else { Kind::Primary };
        view! { <Button label=send kind size=Size::Small icon="send-horizontal" submit=true busy /> }
    };
    view! {
        <form
            class="composer"
            data-mode=move || note.get().then_some("note")
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {head.map(|head| view! { <div class="composer-head">{head.run()}</div> })}
            <p class="who" id=id>
                <Icon name=move || if note.get() { "lock" } else { reader_icon } />
                <span>{move || reader.get()}</span>
            </p>
            <textarea
                node_ref=node
                rows="2"
                maxlength="10000"
                aria-label=move || label.get()
                aria-describedby=described
                placeholder=move || placeholder.get()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=key
            ></textarea>
            <div class="bar">
                {aside.map(|aside| view! { <span class="composer-aside">{aside.run()}</span> })}
                <span class="grow"></span>
                {button}
            </div>
        </form>
    }
}

/// Empty lines part paragraphs; single line ends stay (`white-space: pre-line`).
fn paragraphs(body: &str) -> impl IntoView + use<> {
    body.split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| view! { <p>{part.to_owned()}</p> })
        .collect_view()
}
