//! The screen of a register: its list with views and what can be done with many, and beside it the open record.

use std::collections::HashSet;

use leptos::prelude::*;
use zaguan_ui::prelude::*;

use super::bulk::BulkActs;
use super::list::{RegisterList, show, view_of};
use super::view::ListView;
use super::views::ViewBar;
use super::{Acts, Entry};
use crate::api::on_news;
use crate::listing::Listing;
use crate::nav::nav;
use crate::session::session;

/// The list, and beside it the record that the address names.
#[component]
pub fn ListScreen<T: Entry>(
    /// All columns of the list, or those of its bin.
    columns: fn(Signal<bool>) -> Signal<Vec<Column<T>>>,
    /// What only these records can be done, many at once: buttons, and their dialogs.
    bulk: fn(Acts<T>) -> (ViewFn, AnyView),
    /// The open record: which one, its list, and whether it lies in the bin.
    #[prop(into)]
    record: Callback<(T::Key, Listing<T>, bool), AnyView>,
    /// How many a built-in view holds, by its key; followed.
    #[prop(optional)]
    count: Option<Callback<&'static str, Option<u64>>>,
    /// Told of each one that comes in while the list is looked at.
    #[prop(optional)]
    arrived: Option<fn(&T)>,
) -> impl IntoView {
    let nav = nav();
    let kind = T::KIND;
    let open = Memo::new(move |before: Option<&Option<T::Key>>| match kind.opened(nav.route.get()) {
        Some(id) => id.map(T::Key::from),
        // On the way to another screen.
        None => before.copied().flatten(),
    });
    let view = view_of(kind, nav);
    let listing = Listing::<T>::counted(move || view.with(ListView::list), T::page);
    on_news(move |event| kind.is_news(event), move || listing.quietly());
    if let Some(arrived) = arrived {
        listing.on_arrival(arrived);
    }
    let selected = RwSignal::new(HashSet::new());
    let is_bin = Memo::new(move |_| view.with(ListView::is_bin));
    let beside = move || open.get().map(|id| record.run((id, listing, is_bin.get())));
    let go = Callback::new(move |to: ListView| show(kind, nav, &to));
    let tabs = move || view! { <ViewBar kind view go count /> };
    let may_write = move || session().can(kind.write());
    let acts = move || may_write().then(|| view! { <BulkActs selected view listing more=bulk /> });
    view! {
        <div class="split register" data-kind=kind.key()>
            <RegisterList open view listing columns selected tabs bulk=acts />
            {beside}
        </div>
    }
}
