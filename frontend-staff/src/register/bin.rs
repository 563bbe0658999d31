//! The bin: putting a record into it with a way back, taking it out, and how it is looked at while it lies there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, register as words};
use zaguan_ui::prelude::*;

use super::change::Change;
use super::list::address;
use super::{Filed, record_of};
use crate::definitions::definitions;
use crate::listing::Listing;
use crate::nav::nav;
use crate::record::BlockValues;
use crate::record::model::active_blocks;
use crate::session::session;

/// For how many days a record lies in the bin.
pub const DAYS: u64 = 30;

/// Takes a record out of the bin and says so. The lists hear of it by their events.
pub fn restore<T: Filed>(id: T::Key) {
    spawn_local(async move {
        match T::restore(id).await.map_err(Failure::from) {
            Ok(_) => toast(t(T::RESTORED)),
            Err(failure) => toast(t(failure.text())),
        }
    });
}

/// Puts the open record into the bin at once; the message has the way back.
pub fn delete<T: Filed>(change: Change<T>) {
    let (nav, session) = (nav(), session());
    let Some(record) = change.now() else { return };
    let list = address(T::KIND, None, nav);
    spawn_local(async move {
        match T::delete(change.id, record.etag()).await.map_err(Failure::from) {
            Ok(()) => {
                nav.go(list);
                let id = change.id;
                let open = T::KIND.one(id.into()).to_string();
                toast_with_undo(t(T::DELETED), move || {
                    let open = open.clone();
                    spawn_local(async move {
                        match T::restore(id).await.map_err(Failure::from) {
                            Ok(_) => nav.go(open),
                            Err(failure) => toast(t(failure.text())),
                        }
                    });
                });
            }
            Err(failure) => {
                session.heed(&failure);
                if let Some(now) = failure.current().and_then(|now| serde_json::from_value(now.clone()).ok()) {
                    change.take(now);
                }
                toast(t(failure.text()));
            }
        }
    });
}

/// What lies in the bin, and for how long.
#[component]
pub fn BinNotice(
    /// Shows the list.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="bin-notice">
            <Icon name="trash-2" />
            <p>{t_count(words::BIN_TEXT, || DAYS)}</p>
            <Button label=t(words::LEAVE_BIN) size=Size::Small icon="arrow-left" on_press=on_leave />
        </div>
    }
}

/// A record that lies in the bin: to be read, and to be taken out.
#[component]
pub fn BinnedRecord<T: Filed>(
    /// Which one.
    id: T::Key,
    /// The bin: the API answers what lies in it only as a list.
    listing: Listing<T>,
    /// What else can be done with it.
    #[prop(into)]
    acts: ViewFn,
) -> impl IntoView {
    let session = session();
    let row = Memo::new(move |_| {
        let cell = listing.row(id);
        cell.map(|cell| cell.row.get())
    });
    let back_again = move |()| restore::<T>(id);
    let found = move || {
        let record = row.get()?;
        let name = record.name();
        let (_, _, deleted) = record.times();
        let values = Signal::stored(record_of(&record));
        let blocks = move |all: Signal<zaguan_types::fields::BlockList>| {
            move || {
                active_blocks(&all.get())
                    .into_iter()
                    .map(|block| view! { <BlockValues block record=values /> })
                    .collect_view()
            }
        };
        let back = session.can(T::KIND.write()).then(|| {
            view! { <Button label=t(words::RESTORE) icon="undo-2" kind=Kind::Primary on_press=back_again /> }
        });
        Some(view! {
            <Heading text=name />
            {deleted.map(|at| view! { <p class="soft small">{t(words::DELETED_ON)} ": " <When at exact=true /></p> })}
            <div class="acts">{back}{acts.run()}</div>
            <Loaded from=definitions().of(T::KIND.module()) let:all>{blocks(all)}</Loaded>
        })
    };
    let gone = move || {
        (row.get().is_none() && listing.first.get().is_some()).then(|| {
            view! {
                <Heading text=t(common::NOT_FOUND_TITLE) />
                <p class="soft">{t(words::NOT_IN_BIN)}</p>
            }
        })
    };
    view! { <div class="page-in">{found}{gone}</div> }
}
