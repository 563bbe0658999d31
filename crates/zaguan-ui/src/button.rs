//! Buttons, and links that look like them.

use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::dom::unique_id;
use crate::icon::Icon;

/// How much a button asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of several acts.
    #[default]
    Plain,
    /// The one main act of a view.
    Primary,
    /// Destroys something; only in the dialog that confirms it.
    Danger,
    /// Destroys something after a dialog: red letters on a plain ground.
    DangerPlain,
    /// Quiet.
    Ghost,
    /// The main act of writing an internal note.
    Note,
    /// Looks like a link.
    Link,
}

impl Kind {
    /// The value of `data-kind`; `None` for a plain button.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Danger => Some("danger"),
            Self::DangerPlain => Some("danger-plain"),
            Self::Ghost => Some("ghost"),
            Self::Note => Some("note"),
            Self::Link => Some("link"),
        }
    }
}

/// How big a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// The height of inputs.
    #[default]
    Normal,
    /// In dense rows.
    Small,
    /// On pages with one thing to do.
    Large,
}

impl Size {
    /// The value of `data-size`; `None` for the normal size.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Small => Some("sm"),
            Self::Large => Some("lg"),
        }
    }
}

/// A button with words. It is never switched off silently: `blocked` says why it cannot act now, in words beside it,
/// and while `busy` it keeps its width and ignores further presses.
#[component]
pub fn Button(
    /// Its words, and so its accessible name.
    #[prop(into)]
    label: TextProp,
    /// How much it asks for.
    #[prop(optional)]
    kind: Kind,
    /// How big it is.
    #[prop(optional)]
    size: Size,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// What it does; a submitting button may leave it out.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// Takes the whole width.
    #[prop(optional)]
    wide: bool,
    /// Working on it.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot act now; `None`: it can.
    #[prop(optional, into)]
    blocked: Signal<Option<String>>,
    /// For a button that opens something: whether that is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// For a button that stays down.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
) -> impl IntoView {
    let reason = unique_id("why");
    let described = reason.clone();
    let press = move |event: MouseEvent| {
        if busy.get_untracked() || blocked.with_untracked(Option::is_some) {
            event.prevent_default();
            return;
        }
        if let Some(act) = on_press {
            act.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="btn"
            data-kind=kind.attribute()
            data-size=size.attribute()
            data-wide=wide.then_some("")
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || blocked.with(Option::is_some).then_some("true")
            aria-describedby=move || blocked.with(Option::is_some).then(|| described.clone())
            aria-expanded=move || expanded.map(|open| open.get().to_string())
            aria-pressed=move || pressed.map(|down| down.get().to_string())
            on:mousedown=move |event| {
                // The focus stays where it is. Else the input that is left shows its error, the button moves away under
                // the pointer, and the press is lost.
                if submit {
                    event.prevent_default();
                }
            }
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class="btn-words">{move || label.get()}</span>
        </button>
        {move || blocked.get().map(|why| view! { <span class="help btn-why" id=reason.clone()>{why}</span> })}
    }
}

/// A button with nothing but an icon; `label` is its accessible name and its tooltip.
#[component]
pub fn IconButton(
    /// The accessible name.
    #[prop(into)]
    label: TextProp,
    /// The icon.
    #[prop(into)]
    icon: TextProp,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How big it is.
    #[prop(optional)]
    size: Size,
    /// For a button that opens something: whether that is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// For a button that stays down.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <button
            type="button"
            class="btn"
            data-kind="ghost"
            data-icon=""
            data-size=size.attribute()
            aria-label=move || label.get()
            title=move || title.get()
            aria-expanded=move || expanded.map(|open| open.get().to_string())
            aria-pressed=move || pressed.map(|down| down.get().to_string())
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon />
        </button>
    }
}

/// A link that looks like a button. Links go somewhere; acts are [`Button`]s.
#[component]
pub fn LinkButton(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// Where it goes.
    #[prop(into)]
    href: TextProp,
    /// How much it asks for.
    #[prop(optional)]
    kind: Kind,
    /// How big it is.
    #[prop(optional)]
    size: Size,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// Takes the whole width.
    #[prop(optional)]
    wide: bool,
    /// Shows the icon only; the words become the accessible name.
    #[prop(optional)]
    icon_only: bool,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <a
            class="btn"
            href=move || href.get()
            data-kind=kind.attribute()
            data-size=size.attribute()
            data-wide=wide.then_some("")
            data-icon=icon_only.then_some("")
            aria-label=move || icon_only.then(|| name.get())
        >
            {icon.map(|name| view! { <Icon name /> })}
            {(!icon_only).then(|| view! { <span class="btn-words">{move || label.get()}</span> })}
        </a>
    }
}
