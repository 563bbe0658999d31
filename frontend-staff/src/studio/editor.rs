//! «Editar campos»: the module, its blocks, the sheet of one field, the dialog of a block's inactive fields.

use leptos::prelude::*;
use zaguan_i18n::{common, studio as words};
use zaguan_types::Permission;
use zaguan_types::events::EventKind;
use zaguan_types::fields::{Block, Module};
use zaguan_ui::dom::{after_paint, focus_id};
use zaguan_ui::prelude::*;

use super::block::FieldBlock;
use super::inactive::InactiveFields;
use super::sheet::FieldSheet;
use crate::api::{api, on_news};
use crate::definitions::definitions;
use crate::nav::nav;
use crate::routes::Route;
use crate::session::session;

/// The id of the edit button of a field, where the focus returns to.
pub fn edit_id(api_name: &str) -> String {
    format!("edit-{api_name}")
}

/// The blocks of the module that the address names, or of the first one.
#[component]
pub fn Editor() -> impl IntoView {
    let (nav, session, definitions) = (nav(), session(), definitions());
    let modules = Reading::new(|| async { api().modules().await });
    let module = Memo::new(move |before: Option<&Option<Module>>| match nav.route.get() {
        Route::Fields(Some(module)) => Some(module),
        Route::Fields(None) => modules.get().and_then(|list| list.items.first().map(|info| info.name)),
        // On the way to another screen.
        _ => before.copied().flatten(),
    });
    let blocks = Reading::new(move || {
        let module = module.get();
        async move {
            match module {
                Some(module) => api().blocks(module).await.map(|list| Some((module, list.items))),
                None => Ok(None),
            }
        }
    });
    let refresh = move || {
        blocks.again();
        definitions.again();
    };
    on_news(|event| event.kind == EventKind::FieldsUpdated, move || blocks.again());
    let may_manage = Memo::new(move |_| session.can(Permission::FieldsManage));

    let mut choice = Bound::new(t(words::MODULE), RwSignal::new(String::new()));
    choice.value = Signal::derive(move || module.get().map(|module| module.as_str().to_owned()).unwrap_or_default());
    choice.set = Callback::new(move |name: String| nav.go(Route::Fields(Module::from_name(&name))));
    let options = Signal::derive(move || {
        let list = modules.get().map(|list| list.items).unwrap_or_default();
        list.into_iter()
            .map(|info| (info.name.as_str().to_owned(), info.labels.get(language()).to_owned()))
            .collect::<Vec<_>>()
    });

    // The answer that is shown may still be of the module before.
    let shown = Memo::new(move |_| {
        blocks.get().flatten().filter(|(of, _)| Some(*of) == module.get()).map(|(_, blocks)| blocks).unwrap_or_default()
    });
    let chosen = Memo::new(move |_| nav.value("field"));
    let field = Memo::new(move |_| {
        let name = chosen.get();
        shown.get().into_iter().flat_map(|block| block.fields).find(|field| field.active && field.api_name == name)
    });
    let open = move |name: String| nav.replace(nav.with_values(&[("field", &name)]));
    let close = move |()| {
        let name = chosen.get_untracked();
        nav.replace(nav.path());
        after_paint(move || {
            focus_id(&edit_id(&name));
        });
    };
    let dialog = RwSignal::new(false);
    let about = RwSignal::new(None::<Block>);
    let inactive = move |block: Block| {
        about.set(Some(block));
        dialog.set(true);
    };
    let saved = move |()| refresh();
    let look_only = move || (!may_manage.get()).then(|| view! { <Banner><p>{t(words::LOOK_ONLY)}</p></Banner> });
    let path = vec![
        (Route::Settings.to_string(), t(common::CRM_SETTINGS).into()),
        (Route::Studio.to_string(), t(words::TITLE).into()),
    ];
    // Made anew for another field, not when the same field was saved: the sheet takes the new version itself.
    let which = Memo::new(move |_| field.get().map(|field| (field.module, field.api_name)));
    let sheet = move || {
        which
            .get()
            .and_then(|_| field.get_untracked())
            .map(|first| view! { <FieldSheet first field may_manage on_saved=saved on_close=close /> })
    };
    view! {
        <div class="studio">
            <div class="blocks">
                <header>
                    <Crumbs path />
                    <Heading text=t(words::EDIT_FIELDS) />
                    <Select bind=choice options inline=true />
                    {look_only}
                </header>
                <Loaded from=blocks skeleton=|| view! { <SkeletonList rows=6 /> } let:_blocks>
                    <For
                        each=move || shown.get()
                        key=|block| block.id
                        children=move |block| {
                            let id = block.id;
                            let now = Signal::derive(move || shown.with(|all| all.iter().find(|other| other.id == id).cloned()).unwrap_or_else(|| block.clone()));
                            view! { <FieldBlock block=now chosen may_manage on_edit=open on_inactive=inactive /> }
                        }
                    />
                </Loaded>
            </div>
            {sheet}
        </div>
        <InactiveFields open=dialog about may_manage on_saved=saved />
    }
}
