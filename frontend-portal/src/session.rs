//! Who is at the portal: the firm, the client, where they stand, and what happens meanwhile.
//!
//! Every request of the app goes through [`Session::ask`], so that an ended session, a closed portal or a temporary
//! password is noticed wherever it shows. Pages read; only this module moves from one [`Stage`] to another.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::browser::Browser;
use zaguan_client::{ClientError, Portal};
use zaguan_types::events::{Event, EventKind};
use zaguan_types::portal::{PortalBranding, PortalMe, Preferences};
use zaguan_types::portal_access::Rights;
use zaguan_types::{Code, Language, Patch};
use zaguan_ui::failure::Failure;
use zaguan_ui::lang::{chosen_language, language, set_language, show_language};
use zaguan_ui::live::Live;
use zaguan_ui::{dom, page, storage};

use crate::routes::Place;

/// Where a visitor stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// It is not known yet whether somebody is in.
    Starting,
    /// Before the door. `ended`: somebody was in, and the session is over.
    Outside {
        /// Whether a session has just ended.
        ended: bool,
    },
    /// In with a temporary password, which has to be replaced first.
    OwnPassword,
    /// In.
    Inside,
    /// The firm has switched its portal off.
    Closed,
    /// There is no such portal.
    Unknown,
    /// It could not be asked who is in.
    Unreachable(Failure),
}

/// The session as pages use it. Copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    slug: StoredValue<String>,
    stage: RwSignal<Stage>,
    me: RwSignal<Option<PortalMe>>,
    branding: RwSignal<Option<PortalBranding>>,
    turn: RwSignal<u32>,
    news: RwSignal<Option<Event>>,
    live: StoredValue<Option<Live>>,
    owner: StoredValue<Option<Owner>>,
    spoke: StoredValue<bool>,
    title: StoredValue<String>,
}

impl Session {
    /// Opens the portal of a firm and finds out who is there. Call once, at the root of the app.
    pub fn start(slug: &str) -> Self {
        let session = Self {
            slug: StoredValue::new(slug.to_owned()),
            stage: RwSignal::new(Stage::Starting),
            me: RwSignal::new(None),
            branding: RwSignal::new(None),
            turn: RwSignal::new(0),
            news: RwSignal::new(None),
            live: StoredValue::new(None),
            owner: StoredValue::new(Owner::current()),
            spoke: StoredValue::new(false),
            title: StoredValue::new(String::new()),
        };
        session.read_branding();
        session.find_out();
        session
    }

    /// The session of this page. `app` provides it to everything; a page shown without it would begin one of no firm.
    pub fn get() -> Self {
        use_context().unwrap_or_else(|| Self::start(""))
    }

    /// The API of this portal.
    pub fn portal(self) -> Portal<Browser> {
        Portal::new(Browser, &self.slug.get_value())
    }

    /// The path of a page.
    pub fn path(self, place: Place) -> String {
        self.slug.with_value(|slug| place.path(slug))
    }

    /// Whether a path lies in the section of a page.
    pub fn is_current(self, place: Place, path: &str) -> bool {
        self.slug.with_value(|slug| place.is_current(slug, path))
    }

    /// Where the visitor stands, followed.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// The client who is in, followed. Stays while a session has ended and not yet gone on.
    pub fn me(self) -> Option<PortalMe> {
        self.me.get()
    }

    /// What the client may do, followed.
    pub fn rights(self) -> Rights {
        self.me.with(|me| me.as_ref().map_or(Rights::NONE, |me| me.rights))
    }

    /// The face of the portal, followed; `None` until it is known.
    pub fn branding(self) -> Option<PortalBranding> {
        self.branding.get()
    }

    /// The firm's name, followed. The shell of the page knows it before the server is asked.
    pub fn firm(self) -> String {
        let known = self.branding.with(|face| face.as_ref().map(|face| face.firm.clone()));
        known.or_else(|| dom::meta("zaguan-firm")).unwrap_or_default()
    }

    /// Makes a reading follow what the server's words depend on: the language that it knows, and a new sign-in.
    pub fn follow(self) {
        self.turn.track();
    }

    /// The key in this browser's storage under which something of this client is kept. [`Session::sign_out`] forgets all.
    pub fn key(self, what: &str) -> String {
        let username = self.me.with_untracked(|me| me.as_ref().map(|me| me.username.clone())).unwrap_or_default();
        format!("{}{username}.{what}", self.prefix())
    }

    /// Waits for an answer and notices what it says about the session.
    pub async fn ask<T>(self, call: impl Future<Output = Result<T, ClientError>>) -> Result<T, ClientError> {
        let answer = call.await;
        if let Err(error) = &answer {
            self.heard(error);
        }
        answer
    }

    /// Calls `act` for every event from now on, until the owner of the caller goes.
    pub fn each_event(self, act: impl Fn(&Event) + 'static) {
        Effect::new(move |before: Option<()>| {
            let event = self.news.get();
            // The event that was there before the listener came is not news to it.
            if let (Some(()), Some(event)) = (before, event) {
                act(&event);
            }
        });
    }

    /// Somebody has signed in.
    pub async fn signed_in(self, me: PortalMe, password_change_required: bool) {
        storage::set(&self.marker(), "1");
        if !password_change_required {
            return self.enter(me).await;
        }
        if !self.spoke.get_value() {
            show_language(me.language);
        }
        self.stage.set(Stage::OwnPassword);
    }

    /// The firm has switched its portal off.
    pub fn portal_off(self) {
        self.disconnect();
        self.me.set(None);
        self.stage.set(Stage::Closed);
    }

    /// The temporary password is replaced: goes in.
    pub fn password_changed(self) {
        self.find_out();
    }

    /// Speaks another language from now on. Inside, the account remembers it and the server's words are read again.
    pub fn speak(self, language: Language) {
        set_language(language);
        self.spoke.set_value(true);
        if self.stage.get_untracked() == Stage::Inside {
            self.store_language(language);
        }
    }

    /// Signs out and forgets everything of this client in this browser.
    pub fn sign_out(self) {
        // First nothing is asked any more: what is asked from now on would only hear that nobody is in.
        self.disconnect();
        self.stage.set(Stage::Starting);
        self.me.set(None);
        spawn_local(async move {
            let portal = self.portal();
            // Without an answer the browser forgets all the same; the server ends the session when its time is over.
            let _ = portal.sign_out().await;
            self.spoke.set_value(false);
            storage::remove_prefix(&self.prefix());
            self.stage.set(Stage::Outside { ended: false });
        });
    }

    /// Asks again who is in, as after an answer that never came.
    pub fn find_out(self) {
        if storage::get(&self.marker()).is_none() {
            self.stage.set(Stage::Outside { ended: false });
            return;
        }
        self.stage.update(|stage| {
            if matches!(stage, Stage::Unreachable(_)) {
                *stage = Stage::Starting;
            }
        });
        spawn_local(async move {
            let portal = self.portal();
            match self.ask(portal.me()).await {
                Ok(me) => self.enter(me).await,
                Err(error) => {
                    if matches!(self.stage.get_untracked(), Stage::Starting) {
                        self.stage.set(Stage::Unreachable(error.into()));
                    }
                }
            }
        });
    }

    fn prefix(self) -> String {
        format!("zaguan.portal.{}.", self.slug.get_value())
    }

    /// Remembers that somebody is in, so that a visit without a session asks nothing in vain.
    fn marker(self) -> String {
        format!("{}signed-in", self.prefix())
    }

    fn read_branding(self) {
        spawn_local(async move {
            let portal = self.portal();
            match portal.branding().await {
                Ok(face) => {
                    page::set_title_suffix(face.firm.clone());
                    if chosen_language().is_none() && self.me.with_untracked(Option::is_none) {
                        show_language(face.language);
                    }
                    if !face.active {
                        self.portal_off();
                    }
                    self.branding.set(Some(face));
                }
                Err(error) => match error.problem().map(|problem| problem.code) {
                    Some(Code::NotFound) => self.stage.set(Stage::Unknown),
                    Some(Code::PortalOff) => self.portal_off(),
                    _ => {}
                },
            }
        });
    }

    /// Goes in. A language chosen on this visit, before the door, is the client's wish and becomes the account's first,
    /// so that the first words of the server are in it; else the account's language is spoken.
    async fn enter(self, mut me: PortalMe) {
        if matches!(self.stage.get_untracked(), Stage::Closed | Stage::Unknown) {
            return;
        }
        let spoken = language();
        if !self.spoke.get_value() {
            show_language(me.language);
        } else if spoken != me.language {
            let portal = self.portal();
            let wish = Preferences { language: Patch::Set(spoken) };
            // Without an answer the client is in all the same, in the language of the account.
            match self.ask(portal.change_preferences(&wish)).await {
                Ok(changed) => me = changed,
                Err(_) => show_language(me.language),
            }
        }
        let back =
            self.me.with_untracked(|before| before.as_ref().is_some_and(|before| before.username == me.username));
        self.me.set(Some(me));
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        self.stage.set(Stage::Inside);
        self.connect();
        if back {
            // The page that was left is still there: it gets its title and the focus back.
            let title = self.title.get_value();
            dom::after_paint(move || {
                if let Some(document) = dom::document() {
                    document.set_title(&title);
                }
                dom::focus_id("main");
            });
        }
    }

    fn heard(self, error: &ClientError) {
        match error.problem().map(|problem| problem.code) {
            Some(Code::Unauthenticated) => self.ended(),
            Some(Code::PasswordChangeRequired) => self.stage.set(Stage::OwnPassword),
            Some(Code::PortalOff) => self.portal_off(),
            _ => {}
        }
    }

    /// The session is over. The page behind the gate stays as it is, with everything that was typed into it.
    fn ended(self) {
        storage::remove(&self.marker());
        self.disconnect();
        let ended = match self.stage.get_untracked() {
            Stage::Inside | Stage::OwnPassword => true,
            Stage::Outside { ended } => ended,
            _ => false,
        };
        if self.stage.get_untracked() == Stage::Inside {
            self.title.set_value(dom::document().map(|document| document.title()).unwrap_or_default());
        }
        self.stage.set(Stage::Outside { ended });
    }

    fn store_language(self, language: Language) {
        spawn_local(async move {
            let portal = self.portal();
            let wish = Preferences { language: Patch::Set(language) };
            if let Ok(me) = self.ask(portal.change_preferences(&wish)).await {
                self.me.update(|known| {
                    if known.is_some() {
                        *known = Some(me);
                    }
                });
                self.turn.update(|turn| *turn = turn.wrapping_add(1));
            }
        });
    }

    /// Listens to the firm's events, in the place of whatever was listened to before.
    fn connect(self) {
        self.disconnect();
        let username = self.me.with_untracked(|me| me.as_ref().map(|me| me.username.clone())).unwrap_or_default();
        let name = format!("portal:{}:{username}", self.slug.get_value());
        let listen = move || {
            let live = Live::connect(self.portal().events_url(), &name);
            live.each(move |event| {
                match event.kind {
                    EventKind::AccessUpdated | EventKind::Resync => self.look_again(),
                    EventKind::TenantUpdated => {
                        self.read_branding();
                        self.look_again();
                    }
                    _ => {}
                }
                self.news.set(Some(event.clone()));
            });
            // A stream that breaks off may have been closed on purpose: the portal went off, the access was withdrawn.
            let up = live.connected();
            Effect::new(move |before: Option<bool>| {
                let now = up.get();
                if before == Some(true) && !now {
                    self.look_again();
                }
                now
            });
            self.live.set_value(Some(live));
        };
        match self.owner.get_value() {
            Some(owner) => owner.with(listen),
            None => listen(),
        }
    }

    fn disconnect(self) {
        self.live.update_value(|live| {
            if let Some(live) = live.take() {
                live.close();
            }
        });
    }

    /// Asks whether the client is still in and what they may do now. Silence changes nothing.
    fn look_again(self) {
        if self.stage.get_untracked() != Stage::Inside {
            return;
        }
        spawn_local(async move {
            let portal = self.portal();
            if let Ok(me) = self.ask(portal.me()).await {
                let known = self.me.get_untracked();
                if known.is_some() && known.as_ref() != Some(&me) {
                    self.me.set(Some(me));
                }
            }
        });
    }
}
