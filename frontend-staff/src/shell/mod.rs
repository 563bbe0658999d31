//! The frame around every screen: top bar, navigation, the lit sheet; commands and keys that work everywhere.

mod commands;
mod desk;
mod find;
mod help;
mod navigation;
mod profile;

use leptos::prelude::*;
use zaguan_i18n::common;
use zaguan_ui::dom::focus_id;
use zaguan_ui::prelude::*;

use crate::app::Screen;
use crate::routes::Route;
use crate::session::session;
use desk::Desk;
use find::{Find, FindBox};
use help::Help;
use navigation::{NavigationDrawer, QuickCreate, Sidebar};
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
    let session = session();
    let desk = Desk::start();
    let firm = move || session.about(|me| me.firm.name.clone());
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_id("main");
    };
    // Chosen or not: without a choice the width of the window decides, and that is the stylesheet's business.
    let chosen = move || desk.folded.get().map(|folded| if folded { "folded" } else { "open" });
    view! {
        <a class="skip" href="#main" on:click=skip>{t(common::SKIP_TO_CONTENT)}</a>
        <div class="shell" data-navigation=chosen>
            <header class="topbar">
                <NavigationDrawer desk />
                <a class="firm" href=Route::Cases(None).to_string() aria-label=firm>
                    <Mark />
                    <span class="name clip">{firm}</span>
                </a>
                <FindBox desk />
                <div class="row topbar-end" data-gap="none">
                    <QuickCreate />
                    <Menu name=t(common::SETTINGS) icon="settings">
                        <MenuLink label=t(common::CRM_SETTINGS) icon="settings" href=Route::Settings.to_string() />
                    </Menu>
                    <ProfileMenu desk />
                </div>
            </header>
            <Sidebar desk />
            <main class="sheet-main" id="main" tabindex="-1">
                <OfflineBanner />
                <Screen />
            </main>
        </div>
        <Find desk />
        <Help desk />
    }
}
