//! The frame around every screen: top bar, navigation, the lit sheet.

mod profile;

use leptos::prelude::*;
use zaguan_i18n::common;
use zaguan_types::Permission;
use zaguan_ui::dom::focus_id;
use zaguan_ui::prelude::*;

use crate::app::Screen;
use crate::nav::nav;
use crate::routes::{Route, Section};
use crate::session::session;
use profile::ProfileMenu;

/// The arch: the mark of the product. Decoration.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark-out" d="M4 29V15.5a12 12 0 0 1 24 0V29h-5.2V16a6.8 6.8 0 0 0-13.6 0v13z"></path>
            <path class="mark-in" d="M12.4 22.6V16.2a3.6 3.6 0 0 1 7.2 0v6.4z"></path>
            <path class="mark-in mark-floor" d="M12.4 24.2h7.2L21.2 29H10.8z"></path>
        </svg>
    }
}

/// Top bar, navigation and the screen of the address.
#[component]
pub fn Shell() -> impl IntoView {
    let (nav, session) = (nav(), session());
    let section = Memo::new(move |_| nav.route.get().section());
    let current = move |mine: Section| move || (section.get() == mine).then_some("page");
    let firm = move || session.about(|me| me.firm.name.clone());
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_id("main");
    };
    let entry = move |mine: Section, route: Route, icon: &'static str, words: zaguan_i18n::Text| {
        view! {
            <a href=route.to_string() aria-current=current(mine) title=t(words)>
                <Icon name=icon />
                <span>{t(words)}</span>
            </a>
        }
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{t(common::SKIP_TO_CONTENT)}</a>
        <div class="shell">
            <header class="topbar">
                <a class="firm" href=Route::Cases(None).to_string() aria-label=firm>
                    <Mark />
                    <span class="name clip">{firm}</span>
                </a>
                <span class="firm-narrow clip">{firm}</span>
                <div class="row" data-gap="none">
                    <Menu name=t(common::SETTINGS) icon="settings">
                        <MenuLink label=t(common::CRM_SETTINGS) icon="settings" href=Route::Settings.to_string() />
                    </Menu>
                    <ProfileMenu />
                </div>
            </header>
            <nav class="sidebar" aria-label=t(common::MAIN_NAVIGATION)>
                {move || session.can(Permission::ContactsRead).then(|| entry(Section::Contacts, Route::Contacts, "users", common::CONTACTS))}
                {move || session.can(Permission::OrganisationsRead).then(|| entry(Section::Organisations, Route::Organisations, "building-2", common::ORGANISATIONS))}
                {move || session.can(Permission::CasesRead).then(|| entry(Section::Cases, Route::Cases(None), "message-square-text", common::CASES))}
            </nav>
            <main class="sheet-main" id="main" tabindex="-1">
                <OfflineBanner />
                <Screen />
            </main>
        </div>
    }
}
