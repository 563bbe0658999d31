//! Light, dark, or as the system says. Kept in this browser; the stylesheets do the rest by `data-theme`.

use leptos::prelude::*;
use zaguan_i18n::{Text, common};

use crate::lang::t;
use crate::menu::MenuItem;
use crate::storage;

const KEY: &str = "zaguan.theme";

/// The theme that a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme` and of the storage; `None`: as the system says.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    const fn text(self) -> Text {
        match self {
            Self::System => common::THEME_SYSTEM,
            Self::Light => common::THEME_LIGHT,
            Self::Dark => common::THEME_DARK,
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::System => "monitor",
            Self::Light => "sun",
            Self::Dark => "moon",
        }
    }
}

thread_local!(static CURRENT: ArcRwSignal<Theme> = ArcRwSignal::new(Theme::default()));

/// The theme now, followed.
pub fn theme() -> Theme {
    CURRENT.with(Clone::clone).get()
}

/// Changes the theme and keeps it.
pub fn set_theme(theme: Theme) {
    match theme.name() {
        Some(name) => storage::set(KEY, name),
        None => storage::remove(KEY),
    }
    show(theme);
}

/// Puts the kept theme on. Called once by [`crate::page::mount`].
pub fn start() {
    show(match storage::get(KEY).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    });
}

fn show(theme: Theme) {
    if let Some(root) = crate::dom::document().and_then(|document| document.document_element()) {
        let _ = match theme.name() {
            Some(name) => root.set_attribute("data-theme", name),
            None => root.remove_attribute("data-theme"),
        };
    }
    CURRENT.with(Clone::clone).set(theme);
}

/// The three themes as items of a menu.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let items = [Theme::Light, Theme::Dark, Theme::System].map(|choice| {
        let checked = Signal::derive(move || theme() == choice);
        view! { <MenuItem label=t(choice.text()) icon=choice.icon() checked on_pick=move |()| set_theme(choice) /> }
    });
    view! {
        <div role="group" class="menu-group" aria-label=t(common::THEME)>
            <span class="menu-head" aria-hidden="true">{t(common::THEME)}</span>
            {items.collect_view()}
        </div>
    }
}
