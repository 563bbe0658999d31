//! Bands across a page or a card: notices, being offline, the list of what a form still needs.

use leptos::ev;
use leptos::prelude::*;
use zaguan_i18n::common;

use crate::dom;
use crate::icon::Icon;
use crate::lang::t;

/// What a notice is about; decides its colour, never alone its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Information.
    #[default]
    Accent,
    /// It went well.
    Good,
    /// Needs attention.
    Warn,
    /// Went wrong.
    Bad,
    /// Internal to the team.
    Note,
}

impl Tone {
    /// The value of `data-tone`.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Note => "note",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Accent => "info",
            Self::Good => "circle-check",
            Self::Warn => "triangle-alert",
            Self::Bad => "circle-alert",
            Self::Note => "lock",
        }
    }
}

/// A notice.
#[component]
pub fn Banner(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// Another icon than the tone's.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class="banner" data-tone=tone.attribute() role=role>
            <Icon name=icon.unwrap_or(tone.icon()) />
            <div class="banner-words">{children()}</div>
        </div>
    }
}

/// Says that there is no connection, for as long as there is none.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let online = RwSignal::new(dom::online());
    let up = window_event_listener(ev::online, move |_| online.set(true));
    let down = window_event_listener(ev::offline, move |_| online.set(false));
    on_cleanup(move || {
        up.remove();
        down.remove();
    });
    move || {
        (!online.get()).then(|| {
            view! {
                <div class="offline">
                    <OfflineNotice />
                </div>
            }
        })
    }
}

/// What [`OfflineBanner`] says.
#[component]
pub fn OfflineNotice() -> impl IntoView {
    view! {
        <Banner tone=Tone::Warn icon="wifi-off">
            <p>
                <b>{t(common::OFFLINE)}</b>
                " "
                {t(common::OFFLINE_HINT)}
            </p>
        </Banner>
    }
}

/// One line of an [`ErrorSummary`]: the id of the input to go to (empty: none), and the sentence.
pub type ErrorLine = (String, String);

/// What a form still needs, on top of it, each line a link to its input. Whoever finds the
/// errors gives it the focus.
#[component]
pub fn ErrorSummary(
    /// The id of the summary.
    #[prop(into)]
    id: String,
    /// The headline, such as «Faltan dos cosas para poder guardarlo»; empty: nothing is shown.
    #[prop(into)]
    title: Signal<String>,
    /// The lines under it.
    #[prop(into)]
    lines: Signal<Vec<ErrorLine>>,
) -> impl IntoView {
    let shown = Memo::new(move |_| title.with(|title| !title.is_empty()));
    let go = |id: String| {
        move |event: web_sys::MouseEvent| {
            event.prevent_default();
            dom::focus_id(&id);
        }
    };
    let items = move || {
        lines
            .get()
            .into_iter()
            .map(|(target, sentence)| {
                if target.is_empty() {
                    view! { <li>{sentence}</li> }.into_any()
                } else {
                    view! { <li><a href=format!("#{target}") on:click=go(target)>{sentence}</a></li> }.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <div class="banner errors" data-tone="bad" role="alert" tabindex="-1" id=id hidden=move || !shown.get()>
            <Icon name="circle-alert" />
            <div class="banner-words">
                <b>{move || title.get()}</b>
                <ul>{items}</ul>
            </div>
        </div>
    }
}
