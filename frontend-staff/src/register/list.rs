//! The list: views, search, filters, the table with its columns, and how many there are.

use std::collections::HashSet;
use std::time::Duration;

use leptos::prelude::*;
use uuid::Uuid;
use zaguan_i18n::{common, exporting, importing, register as words};
use zaguan_types::Permission;
use zaguan_ui::data_table::shown_ids;
use zaguan_ui::dom::after;
use zaguan_ui::prelude::*;
use zaguan_ui::storage;

use super::Entry;
use super::bin::BinNotice;
use super::chips::FilterChips;
use super::export::ExportDialog;
use super::kind::Kind as Register;
use super::view::{BIN, ListView};
use crate::listing::{Listing, LiveMark};
use crate::nav::{Nav, nav};
use crate::routes::Route;
use crate::session::session;

/// How long one may pause typing before the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// The address of the list or of one record beside it, with the present query.
pub fn address(kind: Register, open: Option<Uuid>, nav: Nav) -> String {
    let route: Route = open.map_or(kind.list(), |id| kind.one(id));
    format!("{route}{}", nav.search())
}

/// Where a file of such records is brought in.
fn import_address(kind: Register) -> String {
    format!("{}?module={}", Route::NewImport, kind.module())
}

/// Shows another view in place of the present one.
pub fn show(kind: Register, nav: Nav, view: &ListView) {
    nav.replace(format!("{}{}", nav.path(), view.search(kind).as_str()));
}

/// What the address says, also on the way to another screen.
pub fn view_of(kind: Register, nav: Nav) -> Memo<ListView> {
    Memo::new(move |before: Option<&ListView>| match kind.opened(nav.route.get()) {
        Some(_) => ListView::read(kind, |name| nav.value(name)),
        None => before.cloned().unwrap_or_else(|| ListView::read(kind, |_| String::new())),
    })
}

/// The list.
#[component]
pub fn RegisterList<T: Entry>(
    /// The record that is open beside it.
    open: Memo<Option<T::Key>>,
    /// What it shows.
    view: Memo<ListView>,
    /// Its rows.
    listing: Listing<T>,
    /// All its columns, or those of its bin.
    columns: fn(Signal<bool>) -> Signal<Vec<Column<T>>>,
    /// The ticked rows.
    selected: RwSignal<HashSet<T::Key>>,
    /// The views, as tabs.
    #[prop(into)]
    tabs: ViewFn,
    /// What can be done with the ticked rows.
    #[prop(into)]
    bulk: ViewFn,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let kind = T::KIND;
    let go = Callback::new(move |view: ListView| show(kind, nav, &view));
    let is_bin = Memo::new(move |_| view.with(ListView::is_bin));
    let all = columns(is_bin.into());
    let shown = chosen_columns(kind, view, go);
    let in_use = Signal::derive(move || if is_bin.get() { Vec::new() } else { shown.get() });
    let sort = Memo::new(move |_| Sort::parse(&view.with(|view| view.sort.clone())));
    let resort = move |to: Sort| go.run(ListView { sort: to.to_string(), ..view.get_untracked() });
    let may_write = move || session.can(kind.write());
    let words_of = kind.words();
    let (title, add_text) = (words_of.title, words_of.add);
    let add = move || {
        may_write().then(|| view! { <LinkButton label=t(add_text) href=kind.new_one().to_string() kind=Kind::Primary icon="plus" /> })
    };
    let heading = move || {
        // The open record has the heading of the page.
        if open.get().is_some() {
            view! { <h2>{t(title)}</h2> }.into_any()
        } else {
            view! { <Heading text=t(title) /> }.into_any()
        }
    };
    let leave_bin = move |()| nav.go(kind.list());
    let ticks = move || (!is_bin.get() && may_write()).then_some(selected);
    let href = move |key: T::Key| address(kind, Some(key.into()), nav);
    let exporting = RwSignal::new(false);
    // What goes out is what the list shows, also of the bin, whose own columns are acts.
    let listed = columns(Signal::stored(false));
    let visible = Memo::new(move |_| {
        let all: Vec<String> = listed.with(|all| all.iter().map(|column| column.id.clone()).collect());
        shown.with(|shown| shown_ids(&all, shown))
    });
    let files = move || {
        let import = (kind.comes_from_files() && session.can(Permission::RecordsImport)).then(|| {
            view! { <MenuLink label=t(importing::IMPORT) icon="upload" href=import_address(kind) /> }
        });
        let export = session.can(Permission::RecordsExport).then(|| {
            view! { <MenuItem label=t(exporting::EXPORT) icon="download" on_pick=move |()| exporting.set(true) /> }
        });
        (import.is_some() || export.is_some()).then(|| view! { <MenuDivider /> {import} {export} })
    };
    let empty = move || view! { <Nothing kind view go /> };
    let table = move || {
        let place = format!("{}{}", kind.key(), if is_bin.get() { BIN } else { "" });
        view! {
            <DataTable
                label=t(title)
                columns=all
                rows=listing.rows()
                name=T::name
                href=Callback::new(href)
                shown=in_use
                open
                selected=ticks()
                sort
                on_sort=resort
                two_lines=true
                fresh=move |key| listing.is_fresh(key)
                further=listing.further()
                total=Signal::derive(move || listing.total())
                place
            />
        }
    };
    view! {
        <section class="list" aria-label=t(title)>
            <header class="page-head">
                {heading}
                <span class="grow"></span>
                {move || (!is_bin.get()).then(|| view! { <ColumnMenu columns=all shown standard=standard(kind) /> })}
                <Menu name=t(common::TOOLS) icon="wrench">
                    <MenuLink label=t(zaguan_i18n::contacts::EDIT_FIELDS) icon="ruler" href=Route::Fields(Some(kind.module())).to_string() />
                    {kind.has_bin().then(|| view! { <MenuLink label=t(words::BIN) icon="trash-2" href=format!("{}?{BIN}=true", kind.list()) /> })}
                    {files}
                </Menu>
                {add}
            </header>
            {move || if is_bin.get() { view! { <BinNotice on_leave=leave_bin /> }.into_any() } else { tabs.run() }}
            <Search kind view go />
            <div class="fill">
                <Loaded from=listing.first skeleton=|| view! { <SkeletonList rows=8 /> } is_empty=|page| page.items.is_empty() empty let:_page>
                    {table}
                </Loaded>
                {bulk.run()}
            </div>
            <footer class="list-foot">
                <span role="status">{move || listing.total().map(|n| kind.words().count.count(language(), n))}</span>
                <span class="row">{listing.problem()} <LiveMark /></span>
            </footer>
            <ExportDialog kind view shown=visible total=Signal::derive(move || listing.total()) open=exporting />
        </section>
    }
}

/// What stands in place of an empty list: what it is for, or that nothing matches.
#[component]
fn Nothing(kind: Register, view: Memo<ListView>, go: Callback<ListView>) -> impl IntoView {
    let session = session();
    let words_of = kind.words();
    let (none_found, title, text, add) = (words_of.none_found, words_of.empty_title, words_of.empty_text, words_of.add);
    move || {
        if !view.with(ListView::is_whole) {
            let clear = move |()| go.run(view.get_untracked().cleared());
            return view! { <Empty title=t(none_found)><Button label=t(common::CLEAR_FILTERS) on_press=clear /></Empty> }.into_any();
        }
        if view.with(ListView::is_bin) {
            return view! { <Empty title=t(words::BIN_EMPTY) /> }.into_any();
        }
        let first = session
            .can(kind.write())
            .then(|| view! { <LinkButton label=t(add) href=kind.new_one().to_string() icon="plus" /> });
        let import = (kind.comes_from_files() && session.can(Permission::RecordsImport))
            .then(|| view! { <LinkButton label=t(importing::IMPORT) href=import_address(kind) icon="upload" /> });
        view! { <Empty title=t(title) text=t(text)><div class="row">{first} {import}</div></Empty> }.into_any()
    }
}

/// Search, filters, order.
#[component]
fn Search(kind: Register, view: Memo<ListView>, go: Callback<ListView>) -> impl IntoView {
    let typed = RwSignal::new(view.with_untracked(|view| view.words.clone()));
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let words = view.with(|view| view.words.clone());
        if typed.with_untracked(|typed| typed.trim() != words.trim()) {
            typed.set(words);
        }
    });
    let search_text = kind.words().search;
    let mut search = Bound::new(t(search_text), typed);
    search.set = Callback::new(move |text: String| {
        typed.set(text);
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        after(PAUSE, move || {
            if turn.try_get_value() == Some(mine) {
                go.run(ListView { words: typed.get_untracked(), ..view.get_untracked() });
            }
        });
    });
    let mut order = Bound::new(t(common::SORT), RwSignal::new(String::new()));
    order.value = Signal::derive(move || view.with(|view| view.sort.clone()));
    order.set = Callback::new(move |sort: String| go.run(ListView { sort, ..view.get_untracked() }));
    let orders = Signal::derive(move || {
        let orders = kind.orders().iter();
        orders.map(|(key, text)| ((*key).to_owned(), text.get(language()).to_owned())).collect::<Vec<_>>()
    });
    let chips = move || (!view.with(ListView::is_bin)).then(|| view! { <FilterChips kind view show=go /> });
    let is_bin = Memo::new(move |_| view.with(ListView::is_bin));
    view! {
        <div class="filters" role="search">
            <SearchInput bind=search placeholder=t(search_text) />
            {move || { is_bin.track(); untrack(chips) }}
            <span class="grow"></span>
            <Select bind=order options=orders inline=true />
        </div>
    }
}

/// The columns when nobody chose any.
pub fn standard(kind: Register) -> Vec<String> {
    kind.columns().iter().map(|id| (*id).to_owned()).collect()
}

/// The choice of columns: the address counts, then what this browser keeps for the whole list, then the standard.
fn chosen_columns(kind: Register, view: Memo<ListView>, go: Callback<ListView>) -> RwSignal<Vec<String>> {
    let key = format!("zaguan.columns.{}", kind.key());
    let kept = {
        let key = key.clone();
        move || storage::get_json(&key).and_then(|value| serde_json::from_value::<Vec<String>>(value).ok())
    };
    let wanted = Memo::new(move |_| {
        view.with(|view| match (view.columns.is_empty(), view.tab.is_empty()) {
            (false, _) => view.columns.clone(),
            (true, true) => kept().unwrap_or_else(|| standard(kind)),
            (true, false) => standard(kind),
        })
    });
    let shown = RwSignal::new(wanted.get_untracked());
    Effect::new(move |_| {
        let wanted = wanted.get();
        if shown.with_untracked(|shown| *shown != wanted) {
            shown.set(wanted);
        }
    });
    Effect::new(move |before: Option<()>| {
        let now = shown.get();
        if before.is_none() || now == wanted.get_untracked() {
            return;
        }
        let is_standard = now == standard(kind);
        if view.with_untracked(|view| view.tab.is_empty()) {
            if is_standard { storage::remove(&key) } else { storage::set_json(&key, &now.clone().into()) }
        }
        go.run(ListView { columns: if is_standard { Vec::new() } else { now }, ..view.get_untracked() });
    });
    shown
}
