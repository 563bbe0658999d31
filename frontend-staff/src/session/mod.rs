//! Who is signed in, and the door: whoever is not signed in meets the sign-in at the very address they asked for, so
//! that they stand where they wanted to go once they are in. What was typed is kept as drafts.

mod sign_in;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_types::users::{Me, MePatch};
use zaguan_types::{Code, Language, Patch, Permission, UserId};
use zaguan_ui::lang::{chosen_language, show_language};
use zaguan_ui::live::Live;
use zaguan_ui::page::set_title_suffix;
use zaguan_ui::prelude::*;
use zaguan_ui::storage;

use crate::api::api;
use crate::definitions::Definitions;
use crate::nav::let_go_of_focus;
use crate::parts::{self, Later, Waiting, prepare_inside};
use crate::shell::Shell;
use sign_in::SignInPage;

/// Every draft of this app is kept under keys that begin so.
const DRAFTS: &str = "zaguan.draft.";

/// Remembers that somebody is in, so that a visit without a session asks nothing in vain: the browser would write an
/// error into its console. It grants nothing; the server decides by the cookie.
const MARKER: &str = "zaguan.staff.signed-in";

#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Failed(Failure),
    /// Not signed in; whether a session ended just now.
    Out(bool),
    In(UserId),
}

/// The session. Copies are the same.
#[derive(Clone, Copy)]
pub struct Session {
    stage: RwSignal<Stage>,
    me: RwSignal<Option<Me>>,
    owner: StoredValue<Option<Owner>>,
}

impl Session {
    fn start() -> Self {
        let session = Self {
            stage: RwSignal::new(Stage::Asking),
            me: RwSignal::new(None),
            owner: StoredValue::new(Owner::current()),
        };
        provide_context(session);
        when_signed_out(move || session.ended());
        session.ask();
        session
    }

    fn ask(self) {
        if storage::get(MARKER).is_none() {
            self.stage.set(Stage::Out(false));
            return;
        }
        self.stage.set(Stage::Asking);
        // Most likely they are in: the rest of the app comes while the server is asked.
        prepare_inside();
        spawn_local(async move {
            match api().me().await.map_err(Failure::from) {
                Ok(me) => self.entered(me.value),
                Err(failure) if failure.code() == Some(Code::Unauthenticated) => {
                    storage::remove(MARKER);
                    self.stage.try_set(Stage::Out(false));
                }
                Err(failure) => drop(self.stage.try_set(Stage::Failed(failure))),
            }
        });
    }

    /// Someone is in.
    pub fn entered(self, me: Me) {
        if chosen_language().is_none() {
            show_language(me.language);
        }
        set_title_suffix(me.firm.name.clone());
        let id = me.id;
        storage::set(MARKER, "1");
        let_go_of_focus();
        self.me.set(Some(me));
        self.stage.set(Stage::In(id));
    }

    /// The server says that nobody is signed in any more.
    pub fn ended(self) {
        if matches!(self.stage.try_get_untracked(), Some(Stage::In(_))) {
            let_go_of_focus();
            storage::remove(MARKER);
            self.stage.set(Stage::Out(true));
        }
    }

    /// Looks whether a failure of a request means that the session ended. For requests that are neither a reading nor
    /// a form, which look by themselves.
    pub fn heed(self, failure: &Failure) {
        if failure.code() == Some(Code::Unauthenticated) {
            self.ended();
        }
    }

    /// Signs out. Drafts go with the person: the next one at this browser must not find them.
    pub fn leave(self) {
        spawn_local(async move {
            match api().sign_out().await.map_err(Failure::from) {
                Ok(()) => {}
                Err(failure) if failure.code() == Some(Code::Unauthenticated) => {}
                Err(failure) => {
                    toast(t(failure.text()));
                    return;
                }
            }
            storage::remove_prefix(DRAFTS);
            storage::remove(MARKER);
            let_go_of_focus();
            self.stage.try_set(Stage::Out(false));
            self.me.try_set(None);
        });
    }

    /// Keeps the language of the interface with the account.
    pub fn speak(self, language: Language) {
        set_language(language);
        spawn_local(async move {
            match api().change_me(&MePatch { language: Patch::Set(language) }).await.map_err(Failure::from) {
                Ok(me) => drop(self.me.try_set(Some(me))),
                Err(failure) => self.heed(&failure),
            }
        });
    }

    /// Whether the person may do something, followed. The server decides; this only hides what it would refuse.
    pub fn can(self, permission: Permission) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.permissions.contains(&permission)))
    }

    /// Something about the person, followed; the default when nobody is in.
    pub fn about<T: Default>(self, read: impl FnOnce(&Me) -> T) -> T {
        self.me.with(|me| me.as_ref().map(read).unwrap_or_default())
    }

    /// The key of a draft of this person.
    pub fn draft_key(self, name: &str) -> String {
        let id = self.me.with_untracked(|me| me.as_ref().map(|me| me.id.to_string())).unwrap_or_default();
        format!("{DRAFTS}{id}.{name}")
    }
}

/// The session. Everything stands inside of the door, so there always is one.
pub fn session() -> Session {
    use_context().unwrap_or_else(Session::start)
}

/// The door: nothing while it asks who is there, then the sign-in or the app.
#[component]
pub fn Gate() -> impl IntoView {
    let session = Session::start();
    let stage = Memo::new(move |_| session.stage.get());
    move || match stage.get() {
        Stage::Asking => view! { <Waiting /> }.into_any(),
        Stage::Failed(failure) => view! {
            <main class="gate-wait">
                <ProblemView failure on_retry=move |()| session.ask() />
            </main>
        }
        .into_any(),
        Stage::Out(ended) => view! { <SignInPage ended /> }.into_any(),
        Stage::In(_) => view! { <Later load=parts::inside /> }.into_any(),
    }
}

/// The app of the person who is signed in.
#[component]
pub fn Inside() -> impl IntoView {
    let id = session().me.with_untracked(|me| me.as_ref().map(|me| me.id.to_string())).unwrap_or_default();
    // The stream belongs to the door, not to what is behind it: an event may still be on its way to screens that close.
    let connect = move || Live::connect("/api/v1/events", &format!("staff:{id}"));
    let live = session().owner.with_value(|owner| match owner {
        Some(owner) => owner.with(connect),
        None => connect(),
    });
    provide_context(live);
    on_cleanup(move || live.close());
    Definitions::start();
    view! { <Shell /> }
}
