//! The sign-in of staff. Every refusal says the same neutral sentence.

use leptos::prelude::*;
use serde_json::{Map, Value};
use zaguan_i18n::{common, session as words};
use zaguan_types::session::SignIn;
use zaguan_types::{Code, FieldCode, FieldError};
use zaguan_ui::lang::LanguageMenu;
use zaguan_ui::prelude::*;
use zaguan_ui::scene::Scene;

use super::session;
use crate::api::api;
use crate::parts::prepare_inside;
use crate::shell::Mark;

/// What lacks before it is worth asking the server.
fn check(values: &Map<String, Value>) -> Vec<FieldError> {
    let is_missing = |name: &&str| values.get(*name).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty());
    let missing = ["email", "password"].into_iter().filter(is_missing);
    missing.map(|name| FieldError::new(format!("/{name}"), FieldCode::Required, "a value is needed")).collect()
}

/// The request that the form makes.
fn body(form: &FormState) -> SignIn {
    let tenant = Some(form.text("/tenant").trim().to_owned()).filter(|slug| !slug.is_empty());
    SignIn {
        email: form.text("/email").trim().to_owned(),
        password: form.text("/password"),
        tenant,
        otp: None,
        tokens: false,
    }
}

/// The page before the door.
#[component]
pub fn SignInPage(
    /// Whether a session ended just now.
    ended: bool,
) -> impl IntoView {
    let session = session();
    let form = FormModel::new(Map::new()).checked_by(check);
    let asks_firm = RwSignal::new(false);
    Effect::new(move |_| {
        if form.failure().is_some_and(|failure| failure.code() == Some(Code::TenantRequired)) {
            asks_firm.set(true);
        }
    });
    // Whoever begins to type will soon be in.
    Effect::new(move |begun: Option<bool>| {
        let begins = form.is_changed();
        if begins && begun != Some(true) {
            prepare_inside();
        }
        begins
    });
    let send = move |()| {
        form.send(
            |state| {
                let who = body(state);
                async move { api().sign_in(&who).await }
            },
            move |signed| session.entered(signed.me),
        );
    };
    let firm = move || {
        asks_firm.get().then(|| {
            view! {
                <TextInput
                    bind=form.text("/tenant", t(words::FIRM_SLUG))
                    help=t(words::FIRM_SLUG_HELP)
                    autocomplete="organization"
                    focus=true
                />
            }
        })
    };
    view! {
        <div class="gate">
            <div class="hall">
                <Scene fill=true />
            </div>
            <main>
                <p class="wordmark">
                    <Mark />
                    "Zaguán"
                </p>
                <div>
                    <Heading text=t(if ended { words::ENDED_TITLE } else { words::STAFF_TITLE }) quiet=true />
                    <p class="soft">{t(if ended { words::ENDED_TEXT } else { words::STAFF_LEAD })}</p>
                </div>
                <OfflineBanner />
                <Form model=form on_submit=send errors_title=words::SIGN_IN_ERRORS>
                    <TextInput
                        bind=form.text("/email", t(words::EMAIL))
                        kind="email"
                        autocomplete="username"
                        required=true
                        focus=true
                    />
                    <PasswordInput bind=form.text("/password", t(words::PASSWORD)) autocomplete="current-password" required=true />
                    {firm}
                    <Button label=t(words::SIGN_IN) kind=Kind::Primary submit=true wide=true busy=form.busy() />
                </Form>
                <footer>
                    <LanguageMenu />
                    <Menu icon="sun" name=t(common::THEME) label=t(common::THEME)>
                        <ThemeMenu />
                    </Menu>
                </footer>
            </main>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_are_needed_and_blanks_are_nothing() {
        let values = |value: Value| value.as_object().cloned().unwrap_or_default();
        let pointers = |value: Value| check(&values(value)).into_iter().map(|error| error.pointer).collect::<Vec<_>>();
        assert_eq!(pointers(json!({"email": " "})), ["/email", "/password"]);
        assert!(pointers(json!({"email": "a", "password": "b"})).is_empty());
    }

    #[test]
    fn the_firm_is_sent_only_when_it_was_written() {
        let mut form = FormState::default();
        form.set("/email", json!(" ana@costa-clara.example "));
        form.set("/password", json!(" with blanks "));
        let sent = body(&form);
        assert_eq!(sent.email, "ana@costa-clara.example");
        assert_eq!(sent.password, " with blanks ");
        assert_eq!(sent.tenant, None);
        form.set("/tenant", json!("ferrer"));
        assert_eq!(body(&form).tenant.as_deref(), Some("ferrer"));
    }
}
