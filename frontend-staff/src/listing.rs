//! A list that is read page by page and stays alive: rows keep their place and their element when news come in.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::{ClientError, Query};
use zaguan_i18n::common;
use zaguan_types::Page;
use zaguan_ui::dom::after;
use zaguan_ui::live::Live;
use zaguan_ui::prelude::*;

use crate::merge;

type Answer<T> = Pin<Box<dyn Future<Output = Result<Page<T>, ClientError>>>>;
type Ask<T> = Rc<dyn Fn(Query) -> Answer<T>>;

/// A list of the API.
pub struct Listing<T: Row> {
    /// The beginning of the list, as [`Loaded`] shows its states.
    pub first: Reading<Page<T>>,
    rows: RwSignal<Vec<Cell<T>>>,
    next: RwSignal<Option<String>>,
    fresh: RwSignal<Vec<T::Key>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    query: Memo<Query>,
    ask: StoredValue<Ask<T>, LocalStorage>,
}

impl<T: Row> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Row> Copy for Listing<T> {}

/// How long a row that came in is tinted.
const TINT: Duration = Duration::from_secs(2);

impl<T: Row> Listing<T> {
    /// A list of what `ask` answers to `query`, which may follow signals.
    pub fn new<Fut>(query: impl Fn() -> Query + Send + Sync + 'static, ask: impl Fn(Query) -> Fut + 'static) -> Self
    where
        Fut: Future<Output = Result<Page<T>, ClientError>> + 'static,
    {
        Self::begin(query, ask, |query| query)
    }

    /// As [`Listing::new`], and the server counts how many there are in all.
    pub fn counted<Fut>(query: impl Fn() -> Query + Send + Sync + 'static, ask: impl Fn(Query) -> Fut + 'static) -> Self
    where
        Fut: Future<Output = Result<Page<T>, ClientError>> + 'static,
    {
        Self::begin(query, ask, |query| query.with("count", "true"))
    }

    fn begin<Fut>(
        query: impl Fn() -> Query + Send + Sync + 'static,
        ask: impl Fn(Query) -> Fut + 'static,
        of_first: fn(Query) -> Query,
    ) -> Self
    where
        Fut: Future<Output = Result<Page<T>, ClientError>> + 'static,
    {
        let ask: Ask<T> = Rc::new(move |query| Box::pin(ask(query)));
        let query = Memo::new(move |_| query());
        let rows = RwSignal::new(Vec::<Cell<T>>::new());
        let for_first = Rc::clone(&ask);
        let first = Reading::new(move || {
            let limit = merge::limit_for(rows.with_untracked(Vec::len));
            for_first(of_first(query.get().with("limit", limit.to_string())))
        });
        let listing = Self {
            first,
            rows,
            next: RwSignal::new(None),
            fresh: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            query,
            ask: StoredValue::new_local(ask),
        };
        Effect::new(move |before: Option<Option<Query>>| {
            let page = first.get()?;
            let query = query.get_untracked();
            let same = before.flatten().as_ref() == Some(&query);
            listing.take(page, same);
            Some(query)
        });
        listing
    }

    /// Reads anew without disturbing what is shown.
    pub fn quietly(self) {
        self.first.again();
    }

    /// The rows, followed. Not a copy: there may be ten thousand.
    pub fn rows(self) -> Signal<Vec<Cell<T>>> {
        self.rows.into()
    }

    /// One of the rows, followed.
    pub fn row(self, key: T::Key) -> Option<Cell<T>> {
        self.rows.with(|rows| rows.iter().find(|cell| cell.key == key).cloned())
    }

    /// How many rows the whole list has, followed; `None` while that is not known, because there is more to load.
    pub fn total(self) -> Option<u64> {
        if let Some(counted) = self.first.get().and_then(|page| page.total) {
            return Some(counted);
        }
        let all_here = self.first.get().is_some() && self.next.with(Option::is_none);
        all_here.then(|| self.rows.with(Vec::len) as u64)
    }

    /// Whether a row came in just now.
    pub fn is_fresh(self, key: T::Key) -> bool {
        self.fresh.with(|keys| keys.contains(&key))
    }

    /// Calls `act` with rows that come in while the list is looked at.
    pub fn on_arrival(self, act: impl Fn(&T) + 'static) {
        Effect::new(move |_| {
            let keys = self.fresh.get();
            self.rows.with_untracked(|rows| {
                rows.iter().filter(|cell| keys.contains(&cell.key)).for_each(|cell| cell.row.with_untracked(&act))
            });
        });
    }

    fn take(self, page: Page<T>, same_query: bool) {
        let shown: Vec<T::Key> = self.rows.with_untracked(|rows| rows.iter().map(|cell| cell.key).collect());
        let keys: Vec<T::Key> = page.items.iter().map(Row::key).collect();
        let order = if same_query { merge::refreshed(&shown, &keys, page.next.is_none()) } else { keys.clone() };
        if order.len() <= keys.len() {
            self.next.set(page.next);
        }
        if same_query {
            self.tint(merge::arrived(&shown, &keys));
        }
        self.show(&order, page.items);
    }

    /// Puts rows in order, keeping the cells of those that are shown already.
    fn show(self, order: &[T::Key], items: Vec<T>) {
        let before = self.rows.get_untracked();
        // By key: lists grow to thousands of rows.
        let before: HashMap<T::Key, Cell<T>> = before.into_iter().map(|cell| (cell.key, cell)).collect();
        let mut items: HashMap<T::Key, T> = items.into_iter().map(|item| (item.key(), item)).collect();
        let cells = order.iter().filter_map(|key| match (before.get(key), items.remove(key)) {
            (Some(cell), Some(item)) => {
                if cell.row.with_untracked(|old| *old != item) {
                    cell.row.set(item);
                }
                Some(cell.clone())
            }
            (Some(cell), None) => Some(cell.clone()),
            (None, Some(item)) => Some(Cell { key: *key, row: ArcRwSignal::new(item) }),
            (None, None) => None,
        });
        self.rows.set(cells.collect());
    }

    /// Puts rows behind those that are there. Only the new ones are touched: this happens in the middle of a scroll.
    fn append(self, items: Vec<T>) {
        self.rows.update(|rows| {
            let further = merge::further(rows.iter().map(|cell| cell.key), items, Row::key);
            rows.extend(further.into_iter().map(Cell::of));
        });
    }

    fn tint(self, keys: Vec<T::Key>) {
        if keys.is_empty() {
            return;
        }
        self.fresh.update(|fresh| fresh.extend(keys.iter().copied()));
        after(TINT, move || {
            self.fresh.try_update(|fresh| fresh.retain(|key| !keys.contains(key)));
        });
    }

    fn load_more(self) {
        let Some(after) = self.next.get_untracked().filter(|_| !self.busy.get_untracked()) else { return };
        let query = self.query.get_untracked();
        let Some(answer) = self.ask.try_with_value(|ask| ask(query.clone().with("after", after))) else { return };
        self.busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            if self.query.try_get_untracked() != Some(query) {
                return;
            }
            match answer {
                Ok(page) => {
                    self.failure.set(None);
                    self.next.set(page.next);
                    self.append(page.items);
                }
                Err(error) => drop(self.failure.try_set(Some(error.into()))),
            }
        });
    }

    /// Where further rows come from, for a table that asks for them by itself.
    pub fn further(self) -> Further {
        Further {
            // After a failure the person decides when to try again.
            there: Signal::derive(move || self.next.with(Option::is_some) && self.failure.with(Option::is_none)),
            busy: self.busy.into(),
            load: Callback::new(move |()| self.load_more()),
        }
    }

    /// What went wrong with further rows, and the way to try again.
    pub fn problem(self) -> impl IntoView {
        let retry = move |()| {
            self.failure.set(None);
            self.load_more();
        };
        move || self.failure.get().map(|failure| view! { <ProblemView failure on_retry=retry /> })
    }

    /// «Mostrar más», while there is more, and what went wrong with it.
    pub fn more(self) -> impl IntoView {
        let button = move || {
            self.next.with(Option::is_some).then(|| {
                view! { <Button label=t(common::SHOW_MORE) size=Size::Small busy=self.busy on_press=move |()| self.load_more() /> }
            })
        };
        let failed = move || {
            self.failure.get().map(|failure| view! { <ProblemView failure on_retry=move |()| self.load_more() /> })
        };
        view! {
            {failed}
            {button}
        }
    }
}

/// Whether news arrive by themselves now.
#[component]
pub fn LiveMark() -> impl IntoView {
    let connected = use_context::<Live>().map(Live::connected);
    let words = move || {
        let up = connected.is_some_and(|up| up.get());
        if up { common::LIVE } else { common::RECONNECTING }.get(language())
    };
    view! {
        <span class="live-mark">
            <span class="dot" data-tone=move || if connected.is_some_and(|up| up.get()) { "good" } else { "warn" }></span>
            {words}
        </span>
    }
}
