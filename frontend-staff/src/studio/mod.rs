//! «Configuración del CRM» and in it «Estudio»: the blocks and fields of each module, and what clients see of them.

mod block;
mod change;
mod editor;
mod inactive;
mod sheet;

use leptos::prelude::*;
use zaguan_i18n::{common, importing, studio as words};
use zaguan_types::Permission;
use zaguan_ui::prelude::*;

use crate::nav::nav;
use crate::routes::Route;
use crate::session::session;
use editor::Editor;

/// The settings: their menu at the left, the chosen page beside it.
#[component]
pub fn Settings() -> impl IntoView {
    let (nav, session) = (nav(), session());
    let page = Memo::new(move |_| nav.route.get().screen());
    let in_studio = move || matches!(page.get(), Route::Studio | Route::Fields(_)).then_some("page");
    let entries = move || {
        session.can(Permission::FieldsRead).then(|| {
            view! {
                <a href=Route::Studio.to_string() aria-current=in_studio>
                    <Icon name="ruler" />
                    <span>{t(words::TITLE)}</span>
                </a>
            }
        })
    };
    let imports = move || {
        session.can(Permission::RecordsImport).then(|| {
            view! {
                <a href=Route::Imports.to_string()>
                    <Icon name="upload" />
                    <span>{t(importing::IMPORTS)}</span>
                </a>
            }
        })
    };
    view! {
        <div class="settings">
            <nav aria-label=t(common::SETTINGS)>{entries} {imports}</nav>
            <div class="pane">
                {move || match page.get() {
                    Route::Fields(_) => view! { <Editor /> }.into_any(),
                    Route::Studio => view! { <StudioPage /> }.into_any(),
                    _ => view! { <SettingsPage /> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// «Configuración del CRM»: a card for each thing that the person may do here. It is called by what one does: the names
/// of the pages stand in the menu, each once.
#[component]
fn SettingsPage() -> impl IntoView {
    let session = session();
    let cards = move || {
        if session.can(Permission::FieldsRead) {
            view! {
                <ul class="doors">
                    <li>
                        <a class="card" href=Route::Fields(None).to_string()>
                            <Icon name="ruler" />
                            <span class="grow">
                                <b>{t(words::EDIT_FIELDS)}</b>
                                <small>{t(words::LEAD)}</small>
                            </span>
                            <Icon name="chevron-right" />
                        </a>
                    </li>
                </ul>
            }
            .into_any()
        } else {
            view! { <Empty title=t(common::NOT_FOUND_TITLE) text=t(words::SETTINGS_NONE) /> }.into_any()
        }
    };
    view! {
        <div class="pane-in">
            <header class="stack" data-gap="s">
                <Heading text=t(common::CRM_SETTINGS) />
                <p class="soft">{t(words::SETTINGS_LEAD)}</p>
            </header>
            {cards}
        </div>
    }
}

/// «Estudio»
#[component]
fn StudioPage() -> impl IntoView {
    view! {
        <div class="pane-in">
            <header class="stack" data-gap="s">
                <Crumbs path=vec![(Route::Settings.to_string(), t(common::CRM_SETTINGS).into())] />
                <Heading text=t(words::TITLE) />
                <p class="soft">{t(words::LEAD)}</p>
            </header>
            <p>
                <LinkButton label=t(words::EDIT_FIELDS) icon="list-checks" kind=Kind::Primary href=Route::Fields(None).to_string() />
            </p>
        </div>
    }
}
