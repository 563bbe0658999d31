//! The views of a list as tabs: saving what is shown, renaming, sharing, ordering, removing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, register as words};
use zaguan_types::events::EventKind;
use zaguan_types::views::{View, ViewPatch};
use zaguan_types::{Patch, Permission};
use zaguan_ui::prelude::*;

use super::kind::Kind as Register;
use super::saved::{again, built_in, differs, new_view, shows, to_now};
use super::view::ListView;
use crate::api::{api, on_news};
use crate::nav::nav;
use crate::once::{Once, random_id};
use crate::session::session;

/// The most characters of the name of a view.
const LONGEST: u32 = 60;

/// What a name is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    /// A new view.
    New,
    /// The present one.
    Present,
}

/// The tabs.
#[component]
pub fn ViewBar(
    /// Of which list.
    kind: Register,
    /// What it shows.
    view: Memo<ListView>,
    /// Shows another view.
    go: Callback<ListView>,
    /// How many a built-in view holds, by its key; followed.
    #[prop(optional_no_strip)]
    count: Option<Callback<&'static str, Option<u64>>>,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let reading = Reading::new(move || async move { api().views(kind.module()).await });
    on_news(|event| event.kind == EventKind::ViewsUpdated, move || reading.again());
    let saved = Memo::new(move |_| reading.get().map(|list| list.items).unwrap_or_default());
    let present = Memo::new(move |_| {
        let tab = view.with(|view| view.tab.clone());
        saved.with(|all| all.iter().find(|one| one.id.to_string() == tab).cloned())
    });
    let naming = RwSignal::new(Naming::New);
    let asks = RwSignal::new(false);
    let tabs = Signal::derive(move || {
        let href = |shown: &ListView| format!("{}{}", kind.list(), shown.search(kind).as_str());
        let own = built_in(kind).into_iter().map(|one| ViewTab {
            key: one.key.to_owned(),
            label: t(one.name).into(),
            href: href(&one.shows(kind)),
            count: Signal::derive(move || count.and_then(|count| count.run(one.key))),
        });
        let saved = saved.get();
        let kept = saved.iter().map(|one| ViewTab {
            key: one.id.to_string(),
            label: one.name.clone().into(),
            href: href(&shows(kind, one)),
            count: Signal::stored(None),
        });
        own.chain(kept).collect::<Vec<_>>()
    });
    let current = Signal::derive(move || view.with(|view| view.tab.clone()));
    let changed = Memo::new(move |_| {
        let now = view.get();
        present.get().is_some_and(|one| differs(&now, &shows(kind, &one)))
    });
    let may_edit = Memo::new(move |_| {
        present.get().is_some_and(|one| {
            session.about(|me| one.owner_id == me.id) || one.shared && session.can(Permission::ViewsShare)
        })
    });
    let change = Callback::new(move |patch: ViewPatch| {
        let Some(one) = present.get_untracked() else { return };
        spawn_local(async move {
            match api().change_view(one.id, &patch, Some(&format!("\"{}\"", one.version))).await.map_err(Failure::from)
            {
                Ok(_) => toast(t(words::VIEW_SAVED)),
                Err(failure) => {
                    session.heed(&failure);
                    toast(t(failure.text()));
                }
            }
            reading.again();
        });
    });
    let remove = Callback::new(move |()| {
        let Some(one) = present.get_untracked() else { return };
        spawn_local(async move {
            match api().remove_view(one.id).await.map_err(Failure::from) {
                Ok(()) => {
                    nav.go(kind.list());
                    reading.again();
                    toast_with_undo(t(words::VIEW_REMOVED), move || {
                        let new = again(&one);
                        spawn_local(async move {
                            if let Err(failure) = api().create_view(&new, None).await.map_err(Failure::from) {
                                toast(t(failure.text()));
                            }
                            reading.again();
                        });
                    });
                }
                Err(failure) => {
                    session.heed(&failure);
                    toast(t(failure.text()));
                }
            }
        });
    });
    let aside = move || {
        view! {
            {move || (changed.get() && may_edit.get()).then(|| view! {
                <Button label=t(words::SAVE_CHANGES) size=Size::Small on_press=move |()| change.run(to_now(&view.get_untracked())) />
            })}
            {move || changed.get().then(|| view! {
                <Button label=t(words::BACK_TO_VIEW) size=Size::Small kind=Kind::Ghost on_press=move |()| if let Some(one) = present.get_untracked() { go.run(shows(kind, &one)) } />
            })}
            {move || (may_edit.get()).then(|| view! { <ViewMenu present saved change remove on_rename=move |()| { naming.set(Naming::Present); asks.set(true); } /> })}
        }
    };
    view! {
        <ViewTabs label=t(words::VIEWS) tabs current on_add=move |()| { naming.set(Naming::New); asks.set(true); } aside />
        <NameDialog kind view asks naming=naming.into() present change on_made=move |one: View| {
            reading.again();
            go.run(shows(kind, &one));
        } />
    }
}

/// What can be done with the present view.
#[component]
fn ViewMenu(
    present: Memo<Option<View>>,
    saved: Memo<Vec<View>>,
    change: Callback<ViewPatch>,
    remove: Callback<()>,
    #[prop(into)] on_rename: Callback<()>,
) -> impl IntoView {
    let session = session();
    let shared = Memo::new(move |_| present.get().is_some_and(|one| one.shared));
    let place = Memo::new(move |_| {
        let id = present.get()?.id;
        saved.with(|all| all.iter().position(|one| one.id == id))
    });
    let move_to = move |to: usize| {
        let position = i32::try_from(to).unwrap_or_default();
        change.run(ViewPatch { position: Patch::Set(position), ..ViewPatch::default() });
    };
    let share = move || {
        session.can(Permission::ViewsShare).then(|| {
            let label = move || if shared.get() { words::VIEW_UNSHARE } else { words::VIEW_SHARE }.get(language());
            let act =
                move |()| change.run(ViewPatch { shared: Patch::Set(!shared.get_untracked()), ..ViewPatch::default() });
            view! { <MenuItem label icon="users" on_pick=act /> }
        })
    };
    let earlier = move || {
        place.get().filter(|at| *at > 0).map(|at| view! { <MenuItem label=t(words::VIEW_EARLIER) icon="arrow-left" on_pick=move |()| move_to(at - 1) /> })
    };
    let later = move || {
        let last = saved.with(Vec::len).saturating_sub(1);
        place.get().filter(|at| *at < last).map(
            |at| view! { <MenuItem label=t(words::VIEW_LATER) icon="arrow-right" on_pick=move |()| move_to(at + 1) /> },
        )
    };
    view! {
        <Menu name=t(words::VIEW_ACTS) icon="ellipsis" size=Size::Small>
            <MenuItem label=t(words::VIEW_RENAME) icon="pencil" on_pick=on_rename />
            {share}
            {earlier}
            {later}
            <MenuDivider />
            <MenuItem label=t(words::VIEW_REMOVE) icon="trash-2" danger=true on_pick=remove />
        </Menu>
    }
}

/// Asks for the name of a view.
#[component]
fn NameDialog(
    kind: Register,
    view: Memo<ListView>,
    asks: RwSignal<bool>,
    naming: Signal<Naming>,
    present: Memo<Option<View>>,
    change: Callback<ViewPatch>,
    #[prop(into)] on_made: Callback<View>,
) -> impl IntoView {
    let session = session();
    let (name, shared) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (error, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let once = StoredValue::new(Once::default());
    Effect::new(move |_| {
        if asks.get() {
            let before = present.get_untracked().filter(|_| naming.get_untracked() == Naming::Present);
            name.set(before.map(|one| one.name).unwrap_or_default());
            shared.set(false);
            error.set(None);
        }
    });
    let submit = move |()| {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            error.set(Some(words::VIEW_NAME_NEEDED.get(untrack(language)).to_owned()));
            return;
        }
        if naming.get_untracked() == Naming::Present {
            asks.set(false);
            change.run(ViewPatch { name: Patch::Set(typed), ..ViewPatch::default() });
            return;
        }
        let new = new_view(kind, &view.get_untracked(), &typed, shared.get_untracked());
        let text = serde_json::to_string(&new).unwrap_or_default();
        let key = once.try_update_value(|once| once.key(&text, random_id));
        busy.set(true);
        spawn_local(async move {
            let answer = api().create_view(&new, key.as_deref()).await.map_err(Failure::from);
            busy.try_set(false);
            match answer {
                Ok(made) => {
                    once.try_update_value(Once::done);
                    asks.try_set(false);
                    on_made.try_run(made.value);
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
            <Button label=t(common::CANCEL) on_press=move |()| asks.set(false) />
            <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy />
        }
    };
    let title = move || if naming.get() == Naming::New { words::VIEW_NEW } else { words::VIEW_RENAME }.get(language());
    view! {
        <Dialog open=asks title foot on_submit=submit>
            <div class="stack">
            {move || {
                let mut bind = Bound::new(t(words::VIEW_NAME), name);
                bind.error = error.into();
                view! { <TextInput bind required=true max_length=LONGEST autocomplete="off" /> }
            }}
            {move || (naming.get() == Naming::New && session.can(Permission::ViewsShare)).then(|| view! {
                <Check bind=Bound::new(t(words::VIEW_SHARED), shared) />
            })}
            </div>
        </Dialog>
    }
}
