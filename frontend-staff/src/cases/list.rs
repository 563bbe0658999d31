//! The list of cases: a tab per status with its count, search, order; what clients send appears by itself.

use std::time::Duration;

use leptos::prelude::*;
use zaguan_i18n::{cases as words, common, fields};
use zaguan_types::cases::{Case, CaseStatus};
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::{CaseId, Permission};
use zaguan_ui::case_state::status_text;
use zaguan_ui::dom::after;
use zaguan_ui::prelude::*;

use super::view::{ORDER, View};
use crate::api::{api, on_news};
use crate::listing::{Listing, LiveMark};
use crate::nav::{Nav, nav};
use crate::routes::Route;
use crate::session::session;

/// The orders one can choose.
const ORDERS: [(&str, zaguan_i18n::Text); 4] = [
    (ORDER, words::LAST_ACTIVITY),
    ("updated_at", words::LONGEST_QUIET),
    ("-created_at", words::NEWEST_FIRST),
    ("created_at", words::OLDEST_FIRST),
];
/// How long one may pause typing before the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// Shows another view in place of the present one.
fn show(nav: Nav, view: &View) {
    nav.replace(format!("{}{}", nav.path(), view.search().as_str()));
}

/// The list.
#[component]
pub fn CaseList(
    /// The case that is open beside it.
    open: Memo<Option<CaseId>>,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let view = Memo::new(move |before: Option<&View>| match nav.route.get() {
        Route::Cases(_) => View::read(|name| nav.value(name)),
        // On the way to another screen.
        _ => before.cloned().unwrap_or_default(),
    });
    let me = move || session.about(|me| me.id.to_string());
    let listing =
        Listing::<Case>::new(move || view.get().list(&me()), |query| async move { api().cases(&query).await });
    let counts = Reading::new(move || {
        let query = view.get().filters(&me());
        async move { api().case_counts(&query).await }
    });
    let again = move || {
        listing.quietly();
        counts.again();
    };
    on_news(
        |event| matches!(event.kind, EventKind::CaseCreated | EventKind::CaseUpdated | EventKind::CaseMessageCreated),
        again,
    );
    listing.on_arrival(|case| announce(words::NEW_ARRIVED.fill(untrack(language), &[("subject", &case.subject)])));

    let count_of = move |status: Option<CaseStatus>| {
        Signal::derive(move || counts.get().map(|counts| status.map_or(counts.all, |status| counts.of(status))))
    };
    let total = Signal::derive(move || count_of(view.with(|view| view.status)).get());
    let all = Tab { key: "", label: t(common::ALL).into(), count: count_of(None) };
    let each = CaseStatus::ALL.iter().map(|status| Tab {
        key: status.as_str(),
        label: t(status_text(*status)).into(),
        count: count_of(Some(*status)),
    });
    let tabs: Vec<Tab> = std::iter::once(all).chain(each).collect();
    let pick = move |key: &'static str| show(nav, &View { status: CaseStatus::from_name(key), ..view.get_untracked() });
    let chosen = Signal::derive(move || view.with(|view| view.status.map_or("", CaseStatus::as_str).to_owned()));

    let add = move || {
        session.can(Permission::CasesWrite).then(|| view! { <LinkButton label=t(words::NEW) href=Route::NewCase.to_string() kind=Kind::Primary icon="plus" /> })
    };
    let empty = move || {
        if view.with(View::is_whole) {
            view! { <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_TEXT) /> }.into_any()
        } else {
            view! { <Empty title=t(words::NONE_FOUND)><Button label=t(common::CLEAR_FILTERS) on_press=move |()| show(nav, &View::read(|_| String::new())) /></Empty> }.into_any()
        }
    };
    let title = move || {
        // The open case has the heading of the page.
        if open.get().is_some() {
            view! { <h2>{t(words::TITLE)}</h2> }.into_any()
        } else {
            view! { <Heading text=t(words::TITLE) /> }.into_any()
        }
    };
    view! {
        <section class="list" aria-label=t(words::TITLE)>
            <header class="page-head">
                {title}
                <span class="grow"></span>
                <Menu name=t(common::TOOLS) icon="wrench">
                    <MenuLink label=t(zaguan_i18n::contacts::EDIT_FIELDS) icon="ruler" href=Route::Fields(Some(Module::Cases)).to_string() />
                </Menu>
                {add}
            </header>
            <TabList label=t(words::LIST) tabs value=chosen on_pick=pick controls="case-rows" />
            <Filters view />
            <div class="fill" id="case-rows" role="tabpanel" aria-label=t(words::LIST)>
                <Loaded from=listing.first skeleton=|| view! { <SkeletonList rows=8 /> } is_empty=|page| page.items.is_empty() empty=empty let:_page>
                    <Table label=t(words::LIST) class="two-lines" head=Box::new(|| view! { <Head /> }.into_any())>
                        <For each=move || listing.rows() key=|cell| cell.key children=move |cell| view! { <CaseRow cell listing open /> } />
                    </Table>
                </Loaded>
            </div>
            <footer class="list-foot">
                <span>{move || total.get().map(|n| words::COUNT.count(language(), n))}</span>
                <span class="row">{listing.more()} <LiveMark /></span>
            </footer>
        </section>
    }
}

/// Search, «Míos», order.
#[component]
fn Filters(view: Memo<View>) -> impl IntoView {
    let nav = nav();
    let typed = RwSignal::new(view.with_untracked(|view| view.words.clone()));
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let words = view.with(|view| view.words.clone());
        if typed.with_untracked(|typed| typed.trim() != words.trim()) {
            typed.set(words);
        }
    });
    let mut search = Bound::new(t(words::SEARCH), typed);
    search.set = Callback::new(move |text: String| {
        typed.set(text);
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        after(PAUSE, move || {
            if turn.try_get_value() == Some(mine) {
                show(nav, &View { words: typed.get_untracked(), ..view.get_untracked() });
            }
        });
    });
    let mut order = Bound::new(t(common::SORT), RwSignal::new(String::new()));
    order.value = Signal::derive(move || view.with(|view| view.sort.clone()));
    order.set = Callback::new(move |sort: String| show(nav, &View { sort, ..view.get_untracked() }));
    let orders = Signal::derive(|| {
        ORDERS.iter().map(|(key, text)| ((*key).to_owned(), text.get(language()).to_owned())).collect::<Vec<_>>()
    });
    let mine = Signal::derive(move || view.with(|view| view.mine));
    let toggle = move |()| {
        let now = view.get_untracked();
        show(nav, &View { mine: !now.mine, ..now });
    };
    view! {
        <div class="filters" role="search">
            <SearchInput bind=search placeholder=t(words::SEARCH) />
            <Button label=t(words::MINE) size=Size::Small pressed=mine on_press=toggle />
            <span class="grow"></span>
            <Select bind=order options=orders inline=true />
        </div>
    }
}

/// The heads of the columns.
#[component]
fn Head() -> impl IntoView {
    view! {
        <tr>
            <ColumnHead label=t(fields::SUBJECT) />
            <ColumnHead label=t(fields::CONTACT) class="c-contact" />
            <ColumnHead label=t(fields::STATUS) class="c-state" />
            <ColumnHead label=t(fields::PRIORITY) class="c-priority" />
            <th scope="col" class="c-who">
                <span class="vh">{t(fields::ASSIGNEE)}</span>
            </th>
            <ColumnHead label=t(words::ACTIVITY) class="c-when" />
        </tr>
    }
}

/// One case in the list.
#[component]
fn CaseRow(cell: Cell<Case>, listing: Listing<Case>, open: Memo<Option<CaseId>>) -> impl IntoView {
    let nav = nav();
    let (key, row) = (cell.key, RwSignal::from(cell.row));
    let is_open = move || (open.get() == Some(key)).then_some("true");
    let href = move || format!("{}{}", Route::Cases(Some(key)), nav.search());
    let contact = move || row.with(|case| case.contact_name.clone());
    let status = Memo::new(move |_| row.with(|case| case.status));
    let priority = Memo::new(move |_| row.with(|case| case.priority));
    let assignee = Memo::new(move |_| row.with(|case| case.assignee_name.clone()));
    let changed = Memo::new(move |_| row.with(|case| case.updated_at));
    let who = move || match assignee.get() {
        Some(name) => {
            let words = t_fill(words::ASSIGNED_TO, &[("name", &name)]);
            view! { <span role="img" aria-label=words><Avatar name /></span> }.into_any()
        }
        None => {
            view! { <span role="img" aria-label=t(words::UNASSIGNED) class="faint"><Icon name="user-plus" /></span> }
                .into_any()
        }
    };
    view! {
        <tr aria-current=is_open data-fresh=move || listing.is_fresh(key).then_some("")>
            <td>
                <div class="subject">
                    <a href=href aria-current=is_open>{move || row.with(|case| case.subject.clone())}</a>
                    <small>
                        <span class="id">{move || row.with(|case| case.number.clone())}</span>
                        <span class="clip in-contact">{contact}</span>
                    </small>
                </div>
            </td>
            <td class="c-contact clip">{contact}</td>
            <td class="c-state"><StateBadge status /></td>
            <td class="c-priority">{move || view! { <PriorityMark priority=priority.get() /> }}</td>
            <td class="c-who">{who}</td>
            <td class="c-when num">{move || view! { <When at=changed.get() /> }}</td>
        </tr>
    }
}
