//! The navigation: at the side, folded to a rail of icons, or in a drawer where the window is narrow.

use leptos::prelude::*;
use zaguan_i18n::{Text, common, shell as words};
use zaguan_types::Permission;
use zaguan_ui::prelude::*;

use super::desk::Desk;
use crate::nav::nav;
use crate::routes::{Route, Section};
use crate::session::session;

/// The areas of the app.
const AREAS: [(Section, Route, &str, Text, Permission); 3] = [
    (Section::Contacts, Route::Contacts, "users", common::CONTACTS, Permission::ContactsRead),
    (Section::Organisations, Route::Organisations, "building-2", common::ORGANISATIONS, Permission::OrganisationsRead),
    (Section::Cases, Route::Cases(None), "message-square-text", common::CASES, Permission::CasesRead),
];

/// The areas that the person may see, as links.
#[component]
fn Areas(
    /// Told when one was pressed.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let section = Memo::new(move |_| nav.route.get().section());
    let link = move |(mine, route, icon, text, _): (Section, Route, &'static str, Text, Permission)| {
        view! {
            <a
                href=route.to_string()
                aria-current=move || (section.get() == mine).then_some("page")
                title=t(text)
                on:click=move |_| on_press.into_iter().for_each(|told| told.run(()))
            >
                <Icon name=icon />
                <span>{t(text)}</span>
            </a>
        }
    };
    move || AREAS.into_iter().filter(|area| session.can(area.4)).map(link).collect_view()
}

/// At the side.
#[component]
pub fn Sidebar(desk: Desk) -> impl IntoView {
    let name = move || if desk.is_folded() { words::UNFOLD } else { words::FOLD }.get(language());
    view! {
        <nav class="sidebar" aria-label=t(common::MAIN_NAVIGATION)>
            <Areas />
            <span class="sidebar-foot">
                <IconButton label=name icon="panel-left" expanded=Signal::derive(move || !desk.is_folded()) on_press=move |()| desk.fold() />
            </span>
        </nav>
    }
}

/// The button that opens the navigation as a drawer, and the drawer.
#[component]
pub fn NavigationDrawer(desk: Desk) -> impl IntoView {
    let session = session();
    let firm = move || session.about(|me| me.firm.name.clone());
    view! {
        <span class="only-narrow">
            <IconButton label=t(words::MENU) icon="menu" expanded=desk.drawer on_press=move |()| desk.drawer.set(true) />
        </span>
        <Drawer open=desk.drawer title=firm side=Side::Start>
            <nav class="sidebar" data-in-drawer="" aria-label=t(common::MAIN_NAVIGATION)>
                <Areas on_press=move |()| desk.drawer.set(false) />
            </nav>
        </Drawer>
    }
}

/// «Crear»: new records from anywhere, those that the person may make.
#[component]
pub fn QuickCreate() -> impl IntoView {
    let session = session();
    let kinds = [
        (Permission::ContactsWrite, words::CONTACT, "user-plus", Route::NewContact),
        (Permission::OrganisationsWrite, words::ORGANISATION, "building-2", Route::NewOrganisation),
        (Permission::CasesWrite, words::CASE, "message-square-plus", Route::NewCase),
    ];
    let allowed = Memo::new(move |_| kinds.iter().any(|(needs, ..)| session.can(*needs)));
    move || {
        allowed.get().then(move || {
            let items =
                kinds.into_iter().filter(move |(needs, ..)| session.can(*needs)).map(|(_, text, icon, route)| {
                    view! { <MenuLink label=t(text) icon href=route.to_string() /> }
                });
            view! {
                <span class="quick-create" id=super::desk::CREATE>
                    <Menu label=t(words::CREATE) name=t(words::CREATE) icon="plus" size=Size::Small>
                        {items.collect_view()}
                    </Menu>
                </span>
            }
        })
    }
}
