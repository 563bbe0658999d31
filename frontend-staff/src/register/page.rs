//! The page of a record with a bin: its head, its properties and its parts, beside its list.

use leptos::prelude::*;
use zaguan_client::ClientError;
use zaguan_i18n::{cases, common, register as words};
use zaguan_types::Permission;
use zaguan_ui::prelude::*;

use super::bin::{BinnedRecord, delete};
use super::change::Change;
use super::columns::columns;
use super::list::address;
use super::lookalikes::Lookalikes;
use super::merge_dialog::{MergeDialog, Pair};
use super::middle::Middle;
use super::property::Properties;
use super::tags::TagLine;
use super::{Filed, ListScreen, filed_acts};
use crate::api::on_news;
use crate::listing::Listing;
use crate::lost::LostHeading;
use crate::nav::nav;
use crate::session::session;

/// A dialog that erases a record for good: of which one, called what, shown while the last one is true.
type EraseDialogOf<T> = fn(<T as Row>::Key, Signal<String>, RwSignal<bool>) -> AnyView;

/// What only this kind of record has on its page.
pub struct Sections<T: Filed> {
    /// Buttons in its head.
    pub acts: fn(Change<T>) -> AnyView,
    /// The dialog that erases it for good, which is shown while the signal is true. Not everything can be erased.
    pub erase: Option<EraseDialogOf<T>>,
    /// What stands at its side.
    pub side: fn(Change<T>, Signal<T>) -> AnyView,
}

impl<T: Filed> Clone for Sections<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Filed> Copy for Sections<T> {}

/// The list, and beside it the record that the address names.
#[component]
pub fn RegisterScreen<T: Filed>(
    /// What only this kind has.
    sections: Sections<T>,
) -> impl IntoView {
    let record = move |(id, listing, is_bin): (T::Key, Listing<T>, bool)| {
        if !is_bin {
            return view! { <RecordPage id sections /> }.into_any();
        }
        let name = Signal::derive(move || {
            let cell = listing.row(id);
            cell.map(|cell| cell.row.with(T::name)).unwrap_or_default()
        });
        let erasing = RwSignal::new(false);
        let acts = move || {
            may_erase(sections).then(|| view! { <Button label=t(words::ERASE) kind=Kind::DangerPlain on_press=move |()| erasing.set(true) /> })
        };
        view! {
            <article class="record sheet">
                <Way<T> />
                <BinnedRecord id listing acts />
                {sections.erase.map(|dialog| dialog(id, name, erasing))}
            </article>
        }
        .into_any()
    };
    let (columns, bulk) = (columns::<T>, filed_acts::<T>);
    view! { <ListScreen columns bulk record /> }
}

/// Whether the person may erase such a record for good, followed.
fn may_erase<T: Filed>(sections: Sections<T>) -> bool {
    sections.erase.is_some() && session().can(Permission::ContactsErase)
}

/// The way back to the list: words where the record has taken its place, a cross where it stands beside it.
#[component]
fn Way<T: Filed>(
    /// Ties it to its kind.
    #[prop(optional)]
    _kind: std::marker::PhantomData<T>,
) -> impl IntoView {
    let nav = nav();
    let list = move || address(T::KIND, None, nav);
    let title = T::KIND.words().title;
    view! {
        <div class="row way">
            <a class="btn back" data-kind="ghost" data-size="sm" href=list>
                <Icon name="arrow-left" />
                <span>{t(title)}</span>
            </a>
            <span class="grow"></span>
            <a class="btn only-beside" data-kind="ghost" data-icon="" data-size="sm" href=list aria-label=t(cases::CLOSE_PANEL) title=t(cases::CLOSE_PANEL)>
                <Icon name="x" />
            </a>
        </div>
    }
}

/// The open record.
#[component]
pub fn RecordPage<T: Filed>(
    /// Which one.
    id: T::Key,
    /// What only this kind has.
    sections: Sections<T>,
) -> impl IntoView {
    let nav = nav();
    let reading = Reading::new(move || async move { Ok::<_, ClientError>(T::one(id).await?.value) });
    on_news(move |event| T::KIND.is_news_of(event, id.into()), move || reading.again());
    let change = Change::new(id, reading);
    let pair = Pair::<T>::default();
    // Asked for by an id that was merged away, the one that stays answers.
    Effect::new(move |_| {
        if let Some(other) = reading.get().map(|record| record.key()).filter(|other| *other != id) {
            nav.replace(address(T::KIND, Some(other.into()), nav));
        }
    });
    let waiting = || view! { <div class="page-in"><WaitingHeading /><SkeletonForm fields=6 /></div> };
    let title = T::KIND.words().title;
    view! {
        <article class="record sheet" aria-label=move || change.about(T::name)>
            <Way<T> />
            <LostHeading from=reading back=T::KIND.list().to_string() list=t(title) />
            <Loaded from=reading skeleton=waiting let:record>
                // The parts ask by the id of the address: they wait until it is that of the one that stays.
                <Show when=move || record.with(|record| record.key() == id)>
                    <Head change sections pair />
                    <div class="sheet-grid">
                        <div class="fields"><Properties change /></div>
                        <div class="side">{(sections.side)(change, record)} <Lookalikes change pair /></div>
                        <div class="middle"><Middle change /></div>
                    </div>
                    {change.dialog()}
                    <MergeDialog pair />
                </Show>
            </Loaded>
        </article>
    }
}

/// Who or what it is, and what can be done.
#[component]
fn Head<T: Filed>(change: Change<T>, sections: Sections<T>, pair: Pair<T>) -> impl IntoView {
    let name = Signal::derive(move || change.about(T::name));
    let erasing = RwSignal::new(false);
    let erase = move || {
        may_erase(sections).then(
            || view! { <MenuItem label=t(words::ERASE) icon="x" danger=true on_pick=move |()| erasing.set(true) /> },
        )
    };
    let menu = move || {
        change.may_write().then(|| {
            view! {
                <Menu name=t(words::MORE) icon="ellipsis">
                    <MenuLink label=t(common::EDIT) icon="pencil" href=T::KIND.edit(change.id.into()).to_string() />
                    <MenuItem label=t(words::MERGE_ASK) icon="merge" on_pick=move |()| pair.ask(change.id, None) />
                    <MenuDivider />
                    <MenuItem label=t(words::DELETE) icon="trash-2" danger=true on_pick=move |()| delete(change) />
                    {erase}
                </Menu>
            }
        })
    };
    let title = T::KIND.words().title;
    view! {
        <header class="contact-head">
            <Avatar name=name />
            <div class="stack" data-gap="s">
                <Crumbs path=vec![(T::KIND.list().to_string(), t(title).into())] />
                <Heading text=name />
                <TagLine change />
            </div>
            <div class="acts">{(sections.acts)(change)} {menu}</div>
        </header>
        {sections.erase.map(|dialog| dialog(change.id, name, erasing))}
    }
}
