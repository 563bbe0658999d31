//! What the parts of the frame share: what is open, how wide the navigation is; and what commands and keys do to it.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use zaguan_ui::dom::{after, document};
use zaguan_ui::keys::{is_typing, single_key};
use zaguan_ui::storage;
use zaguan_ui::theme::set_theme;

use super::commands::{Command, Do, Step, step};
use crate::nav::{Nav, nav};
use crate::register::Exporting;
use crate::routes::Route;
use crate::session::{Session, session};

/// How long the second key of a pair may take.
const PAIR: Duration = Duration::from_millis(1500);
/// Where the width of the navigation is kept.
const KEY: &str = "zaguan.navigation";
/// The id of what holds the button «Crear».
pub const CREATE: &str = "quick-create";

/// The state of the frame. Copies are the same.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Whether the palette is open.
    pub palette: RwSignal<bool>,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// Whether the navigation is open as a drawer, where there is no room for it.
    pub drawer: RwSignal<bool>,
    /// Whether the navigation is folded; `None`: as the width of the window says.
    pub folded: RwSignal<Option<bool>>,
    nav: Nav,
    session: Session,
    exporting: Exporting,
    /// The first key of a pair, and its turn.
    pair: StoredValue<(Option<String>, u32)>,
}

impl Desk {
    /// Listens to keys as long as the frame is there.
    pub fn start() -> Self {
        let kept = storage::get(KEY).and_then(|kept| match kept.as_str() {
            "folded" => Some(true),
            "open" => Some(false),
            _ => None,
        });
        let desk = Self {
            palette: RwSignal::new(false),
            help: RwSignal::new(false),
            drawer: RwSignal::new(false),
            folded: RwSignal::new(kept),
            nav: nav(),
            session: session(),
            exporting: Exporting::start(),
            pair: StoredValue::new((None, 0)),
        };
        let keys = window_event_listener(ev::keydown, move |event| desk.key(&event));
        on_cleanup(move || keys.remove());
        desk
    }

    /// Whether the navigation is folded now, followed.
    pub fn is_folded(self) -> bool {
        self.folded.get().unwrap_or_else(|| {
            let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
            width.is_some_and(|width| width < 1280.0)
        })
    }

    /// Folds or unfolds the navigation and keeps that.
    pub fn fold(self) {
        let folded = !untrack(move || self.is_folded());
        storage::set(KEY, if folded { "folded" } else { "open" });
        self.folded.set(Some(folded));
    }

    /// Whether the person may do it, followed.
    pub fn may(self, command: &Command) -> bool {
        self.session.can(command.needs)
    }

    /// Does it.
    pub fn act(self, what: Do) {
        match what {
            Do::Go(route) => self.nav.go(route),
            Do::Import(kind) => self.nav.go(format!("{}?module={}", Route::NewImport, kind.module())),
            Do::Export(kind) => {
                // What the list shows counts, if it is open.
                if kind.opened(self.nav.route.get_untracked()).is_none() {
                    self.nav.go(kind.list());
                }
                self.exporting.ask(kind);
            }
            Do::Theme(theme) => set_theme(theme),
            Do::Speak(language) => self.session.speak(language),
            Do::Fold => self.fold(),
            Do::Help => self.help.set(true),
            Do::Leave => self.session.leave(),
        }
    }

    fn key(self, event: &KeyboardEvent) {
        let held = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let letter = event.key().to_lowercase();
        if held && letter == "k" && !is_covered() {
            event.prevent_default();
            self.palette.update(|open| *open = !*open);
        } else if held && letter == "b" && !is_typing(event) && !is_covered() {
            event.prevent_default();
            self.fold();
        } else if !event.repeat()
            && let Some(key) = single_key(event)
        {
            self.single(event, &key);
        }
    }

    fn single(self, event: &KeyboardEvent, key: &str) {
        let (before, turn) = self.pair.get_value();
        let turn = turn.wrapping_add(1);
        self.pair.set_value((None, turn));
        let allowed = |what: Do| {
            let known = super::commands::COMMANDS.iter().find(|command| command.act == what);
            known.is_some_and(|command| untrack(|| self.may(command)))
        };
        match (key, step(before.as_deref(), key)) {
            ("/", _) => self.palette.set(true),
            (_, Step::Act(what)) if allowed(what) => self.act(what),
            (_, Step::Wait) => {
                self.pair.set_value((Some(key.to_owned()), turn));
                after(PAIR, move || {
                    self.pair.try_update_value(|(first, now)| {
                        if *now == turn {
                            *first = None;
                        }
                    });
                });
            }
            ("c", _) if before.is_none() => open_create(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Whether another dialog than the palette lies over the page.
fn is_covered() -> bool {
    document().is_some_and(|page| page.query_selector("dialog[open]").ok().flatten().is_some())
}

/// Opens «Crear», if the person has one.
fn open_create() {
    let button = document().and_then(|page| page.query_selector(&format!("#{CREATE} button")).ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // A popover that opens gives the focus back to what had it.
        let _ = button.focus();
        button.click();
    }
}
