//! The frame around every page behind the door: the firm's name, the sections, the account.

use leptos::prelude::*;
use zaguan_i18n::{common, portal};
use zaguan_types::Language;
use zaguan_ui::dom;
use zaguan_ui::lang::own_name;
use zaguan_ui::prelude::*;

use crate::routes::{Place, current_path};
use crate::session::Session;

/// The firm's mark and name. A firm without a logo gets an arch with its initial.
#[component]
pub fn Logo() -> impl IntoView {
    let session = Session::get();
    let initial = move || session.firm().chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string());
    view! {
        <span class="logo-mark" aria-hidden="true">{initial}</span>
        <span>{move || session.firm()}</span>
    }
}

/// Header, sections and the column between them.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let session = Session::get();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        dom::focus_id("main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{t(common::SKIP_TO_CONTENT)}</a>
        <header class="p-head">
            <div>
                <a class="logo" href=session.path(Place::Home)><Logo /></a>
                <nav aria-label=t(common::SECTIONS)>
                    <SectionLinks />
                </nav>
                <div class="me"><AccountMenu /></div>
            </div>
        </header>
        <OfflineBanner />
        <main id="main" tabindex="-1">{children()}</main>
        <nav class="p-nav" aria-label=t(common::SECTIONS)>
            <SectionLinks icons=true />
        </nav>
    }
}

/// The sections that exist and that the client has rights to.
#[component]
fn SectionLinks(
    /// Each with its icon over it, as at the foot of a phone.
    #[prop(optional)]
    icons: bool,
) -> impl IntoView {
    let session = Session::get();
    let path = current_path();
    let link = move |place: Place, icon: &'static str, text: zaguan_i18n::Text| {
        let current = move || session.is_current(place, &path.get()).then_some("page");
        view! {
            <a href=session.path(place) aria-current=current>
                {icons.then(|| view! { <Icon name=icon /> })}
                {t(text)}
            </a>
        }
    };
    view! {
        {link(Place::Home, "house", common::HOME)}
        {move || session.rights().cases_see.then(|| link(Place::Cases, "message-square-text", portal::CASES))}
    }
}

/// The client's name, language, theme, and the way out.
#[component]
fn AccountMenu() -> impl IntoView {
    let session = Session::get();
    let name = move || session.me().map(|me| full_name(me.first_name.as_deref(), &me.last_name)).unwrap_or_default();
    let languages = Language::ALL.map(|choice| {
        let checked = Signal::derive(move || language() == choice);
        view! { <MenuItem label=own_name(choice) checked on_pick=move |()| session.speak(choice) /> }
    });
    view! {
        <Menu name=move || portal::YOUR_ACCOUNT.fill(language(), &[("name", &name())]) face=move || view! { <Avatar name=name /> }>
            <span class="menu-head">{name}</span>
            <div role="group" class="menu-group" aria-label=t(common::LANGUAGE)>
                <span class="menu-head" aria-hidden="true">{t(common::LANGUAGE)}</span>
                {languages.collect_view()}
            </div>
            <MenuDivider />
            <ThemeMenu />
            <MenuDivider />
            <MenuItem label=t(portal::SIGN_OUT) icon="log-out" on_pick=move |()| session.sign_out() />
        </Menu>
    }
}

/// Given and family name as one.
pub fn full_name(first: Option<&str>, last: &str) -> String {
    [first.unwrap_or_default(), last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn a_name_without_a_given_name_has_no_blank_before_it() {
        assert_eq!(full_name(Some("Carmen"), "Rueda"), "Carmen Rueda");
        assert_eq!(full_name(None, "Rueda"), "Rueda");
    }
}
