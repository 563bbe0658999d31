//! The first own password, in the place of the temporary one of the invitation.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, portal, session as words};
use zaguan_types::portal::PasswordChange;
use zaguan_ui::dom;
use zaguan_ui::failure::Failure;
use zaguan_ui::prelude::*;

use super::frame::Gate;
use super::rules;
use crate::inside;
use crate::session::Session;

/// The page that a temporary password leads to. Nothing else works until it is done.
#[component]
pub fn OwnPasswordPage() -> impl IntoView {
    let session = Session::get();
    inside::prepare();
    view! {
        <Gate>
            <header>
                <Heading text=t(words::NEW_PASSWORD_TITLE) />
                <p class="soft">{t(words::NEW_PASSWORD_LEAD)}</p>
            </header>
            <OwnPasswordForm />
            <Button label=t(portal::SIGN_OUT) kind=Kind::Ghost wide=true on_press=move |()| session.sign_out() />
        </Gate>
    }
}

#[component]
fn OwnPasswordForm() -> impl IntoView {
    let session = Session::get();
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (left_first, left_second) = (RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    // What the server refused, with the password it was about: another password is not refused yet.
    let refused = RwSignal::new(None::<(String, Failure)>);
    let own = Signal::derive(move || {
        if !left_first.get() {
            return None;
        }
        let spoken = language();
        let by_server = move || {
            refused.with(|refused| {
                refused.as_ref().and_then(|(about, failure)| {
                    first.with(|first| first == about).then(|| rules::refused_password(failure, spoken)).flatten()
                })
            })
        };
        first.with(|first| rules::own_password(first, spoken)).or_else(by_server)
    });
    let again = Signal::derive(move || {
        if !left_second.get() {
            return None;
        }
        first.with(|first| second.with(|second| rules::repeated(first, second, language())))
    });
    let general = move || {
        refused.with(|refused| {
            let (_, failure) = refused.as_ref()?;
            rules::refused_password(failure, language()).is_none().then(|| failure.text().get(language()))
        })
    };
    let new = Bound {
        error: own,
        leave: Callback::new(move |()| left_first.set(true)),
        ..Bound::new(t(words::NEW_PASSWORD), first)
    };
    let repeat = Bound {
        error: again,
        leave: Callback::new(move |()| left_second.set(true)),
        ..Bound::new(t(words::REPEAT_PASSWORD), second)
    };
    let (new_id, repeat_id) = (new.id.clone(), repeat.id.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        left_first.set(true);
        left_second.set(true);
        if own.get_untracked().is_some() || again.get_untracked().is_some() {
            dom::focus_id(if own.get_untracked().is_some() { &new_id } else { &repeat_id });
            return;
        }
        busy.set(true);
        refused.set(None);
        let change = PasswordChange { current_password: None, new_password: first.get_untracked() };
        let new_id = new_id.clone();
        spawn_local(async move {
            let portal = session.portal();
            let answer = session.ask(portal.change_password(&change)).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    announce(words::PASSWORD_SAVED.get(language()));
                    session.password_changed();
                }
                Err(error) => {
                    refused.try_set(Some((change.new_password, error.into())));
                    dom::focus_id(&new_id);
                }
            }
        });
    };
    let least = rules::SHORTEST.to_string();
    let help = move || {
        let rule = words::NEW_PASSWORD_HELP.fill(language(), &[("n", &least)]);
        format!("{rule} {}", portal::PASSWORD_RULE.get(language()))
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {move || general().map(|sentence| view! { <Banner tone=Tone::Bad><p>{sentence}</p></Banner> })}
            <PasswordInput bind=new autocomplete="new-password" help=help />
            <PasswordInput bind=repeat autocomplete="new-password" />
            <Button label=t(common::SAVE) kind=Kind::Primary submit=true wide=true busy />
        </form>
    }
}
