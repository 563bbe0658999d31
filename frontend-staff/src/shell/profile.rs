//! «Menú de perfil»: who one is, language, theme, settings, the way out.

use leptos::prelude::*;
use zaguan_i18n::{common, session as words, shell};
use zaguan_types::Language;
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;

use super::desk::Desk;
use crate::routes::Route;
use crate::session::session;

/// The menu behind one's picture.
#[component]
pub fn ProfileMenu(desk: Desk) -> impl IntoView {
    let session = session();
    let name = move || session.about(|me| me.name.clone());
    let languages = Language::ALL.map(|choice| {
        view! {
            <MenuItem
                label=own_name(choice)
                checked=Signal::derive(move || language() == choice)
                on_pick=move |()| session.speak(choice)
            />
        }
    });
    view! {
        <Menu name=t(common::PROFILE_MENU) face=move || view! { <Avatar name=name /> }>
            <p class="menu-head">
                <b>{name}</b>
                <br />
                {move || session.about(|me| me.email.clone())}
            </p>
            <MenuDivider />
            <MenuLink label=t(common::SETTINGS) icon="settings" href=Route::Settings.to_string() />
            <MenuDivider />
            <div role="group" class="menu-group" aria-label=t(common::LANGUAGE)>
                <span class="menu-head" aria-hidden="true">{t(common::LANGUAGE)}</span>
                {languages.collect_view()}
            </div>
            <MenuDivider />
            <ThemeMenu />
            <MenuDivider />
            <MenuItem label=t(shell::KEYS) icon="keyboard" on_pick=move |()| desk.help.set(true) />
            <MenuItem label=t(words::SIGN_OUT) icon="log-out" on_pick=move |()| session.leave() />
        </Menu>
    }
}
