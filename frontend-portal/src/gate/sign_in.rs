//! «Ingreso»: user name and password.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, session as words};
use zaguan_types::Code;
use zaguan_types::portal::PortalSignIn;
use zaguan_ui::dom;
use zaguan_ui::failure::Failure;
use zaguan_ui::prelude::*;

use super::contact::TalkTo;
use super::frame::Gate;
use super::rules;
use crate::inside;
use crate::session::Session;

/// The sign-in page.
#[component]
pub fn SignInPage(
    /// A session has just ended: what was typed is still there.
    ended: bool,
) -> impl IntoView {
    let session = Session::get();
    let title = if ended { words::ENDED_TITLE } else { words::PORTAL_TITLE };
    let lead = move || match ended {
        true => words::ENDED_TEXT.get(language()).to_owned(),
        false => words::PORTAL_LEAD.fill(language(), &[("firm", &session.firm())]),
    };
    view! {
        <Gate>
            <header>
                <Heading text=t(title) />
                <p class="soft">{lead}</p>
            </header>
            <SignInForm />
            <TalkTo title=words::FORGOTTEN_TITLE text=words::FORGOTTEN_TEXT />
        </Gate>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let session = Session::get();
    let (username, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (sent, busy) = (RwSignal::new(false), RwSignal::new(false));
    let refused = RwSignal::new(None::<Failure>);
    let missing = move |value: RwSignal<String>, text: zaguan_i18n::Text| {
        Signal::derive(move || {
            (sent.get() && value.with(|value| value.trim().is_empty())).then(|| text.get(language()).to_owned())
        })
    };
    let name = Bound { error: missing(username, words::NEEDS_USERNAME), ..Bound::new(t(words::USERNAME), username) };
    let key = Bound {
        error: missing(password, words::NEEDS_PORTAL_PASSWORD),
        ..Bound::new(t(words::PORTAL_PASSWORD), password)
    };
    let (name_id, key_id) = (name.id.clone(), key.id.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        sent.set(true);
        let who = PortalSignIn {
            username: username.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            otp: None,
            tokens: false,
        };
        if who.username.is_empty() || who.password.is_empty() {
            dom::focus_id(if who.username.is_empty() { &name_id } else { &key_id });
            return;
        }
        busy.set(true);
        refused.set(None);
        let key_id = key_id.clone();
        spawn_local(async move {
            let portal = session.portal();
            let answer = portal.sign_in(&who).await;
            match answer {
                Ok(signed_in) => session.signed_in(signed_in.me, signed_in.password_change_required).await,
                Err(error) => {
                    busy.try_set(false);
                    let failure = Failure::from(error);
                    if failure.code() == Some(Code::PortalOff) {
                        session.portal_off();
                    } else {
                        refused.try_set(Some(failure));
                        dom::focus_id(&key_id);
                    }
                }
            }
        });
    };
    let begun = StoredValue::new(false);
    let on_first_input = move |_| {
        if !begun.get_value() {
            begun.set_value(true);
            inside::prepare();
        }
    };
    let refusal = move || {
        refused.get().map(|failure| {
            let sentence = move || rules::refused_sign_in(&failure, &session.firm(), language());
            view! {
                <Banner tone=Tone::Bad>
                    <p>{sentence}</p>
                </Banner>
            }
        })
    };
    view! {
        <form class="form" novalidate=true on:submit=submit on:input=on_first_input>
            {refusal}
            <TextInput bind=name kind="email" autocomplete="username" help=t(words::USERNAME_HELP) max_length=254_u32 />
            <PasswordInput bind=key autocomplete="current-password" />
            <Button label=t(words::PORTAL_SIGN_IN) kind=Kind::Primary submit=true wide=true busy />
            <p class="vh" role="status">{move || busy.get().then(|| common::LOADING.get(language()))}</p>
        </form>
    }
}
