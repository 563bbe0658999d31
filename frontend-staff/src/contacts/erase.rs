//! «Borrar para siempre…»: says what goes and what stays, and asks for the whole name, typed by hand.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, contacts as words};
use zaguan_types::ContactId;
use zaguan_types::contacts::Erasure;
use zaguan_ui::prelude::*;

use crate::api::api;
use crate::nav::nav;
use crate::routes::Route;
use crate::session::session;

/// The dialog.
#[component]
pub fn EraseDialog(
    /// Who is erased.
    id: ContactId,
    /// Their whole name.
    name: Signal<String>,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            typed.set(String::new());
            error.set(None);
        }
    });
    let erase = move |()| {
        let said = typed.get_untracked().trim().to_owned();
        if said != name.get_untracked() {
            error.set(Some(words::ERASE_WRONG_NAME.fill(untrack(language), &[("name", &name.get_untracked())])));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api().erase_contact(id, &Erasure { confirm_name: said }).await.map_err(Failure::from);
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    open.try_set(false);
                    toast(t(words::ERASED));
                    nav.go(Route::Contacts);
                }
                Err(failure) => {
                    session.heed(&failure);
                    error.try_set(Some(failure.text().get(untrack(language)).to_owned()));
                }
            }
        });
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            <Button label=t(words::ERASE_NOW) kind=Kind::Danger submit=true busy />
        }
    };
    let title = move || words::ERASE_TITLE.fill(language(), &[("name", &name.get())]);
    let input = move || {
        let mut bind = Bound::new(t(words::ERASE_NAME), typed);
        bind.error = error.into();
        view! { <TextInput bind autocomplete="off" required=true help=move || name.get() /> }
    };
    view! {
        <Dialog open title=title foot on_submit=erase>
            <p>{t(words::ERASE_TEXT)}</p>
            <p>{t(words::ERASE_STAYS)}</p>
            {input()}
        </Dialog>
    }
}
