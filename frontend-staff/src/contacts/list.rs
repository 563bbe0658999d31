//! The list of contacts: search, order, page by page.

use std::time::Duration;

use leptos::prelude::*;
use zaguan_client::Query;
use zaguan_i18n::{common, contacts as words, fields};
use zaguan_types::Permission;
use zaguan_types::contacts::Contact;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_ui::dom::after;
use zaguan_ui::prelude::*;

use crate::api::{api, on_news};
use crate::definitions::definitions;
use crate::listing::Listing;
use crate::nav::nav;
use crate::routes::Route;
use crate::session::session;

/// The order when the address names none.
const ORDER: &str = "last_name";
/// The orders one can choose.
const ORDERS: [(&str, zaguan_i18n::Text); 4] = [
    (ORDER, words::SORT_FIRST),
    ("-last_name", words::SORT_LAST),
    ("-created_at", words::SORT_NEWEST),
    ("-updated_at", words::SORT_CHANGED),
];
/// How long one may pause typing before the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// What the query of the address says, with the defaults filled in.
fn order(named: String) -> String {
    if named.is_empty() { ORDER.to_owned() } else { named }
}

/// «Contactos»
#[component]
pub fn ContactList() -> impl IntoView {
    let (nav, session) = (nav(), session());
    let here = move || nav.route.get() == Route::Contacts;
    let words_now = Memo::new(
        move |before: Option<&String>| if here() { nav.value("q") } else { before.cloned().unwrap_or_default() },
    );
    let sort = Memo::new(
        move |before: Option<&String>| {
            if here() { order(nav.value("sort")) } else { before.cloned().unwrap_or_default() }
        },
    );
    let listing = Listing::<Contact>::new(
        move || Query::new().some("q", words_now.get().trim()).with("sort", sort.get()),
        |query| async move { api().contacts(&query).await },
    );
    on_news(
        |event| matches!(event.kind, EventKind::ContactCreated | EventKind::ContactUpdated),
        move || listing.quietly(),
    );

    let show = move |q: &str, sort: &str| {
        nav.replace(nav.with_values(&[("q", q.trim()), ("sort", if sort == ORDER { "" } else { sort })]))
    };
    let typed = RwSignal::new(words_now.get_untracked());
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let words = words_now.get();
        if typed.with_untracked(|typed| typed.trim() != words) {
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
                show(&typed.get_untracked(), &sort.get_untracked());
            }
        });
    });
    let resort = Callback::new(move |key: String| show(&words_now.get_untracked(), &key));
    let mut order_bind = Bound::new(t(common::SORT), RwSignal::new(String::new()));
    order_bind.value = sort.into();
    order_bind.set = resort;
    let orders = Signal::derive(|| {
        ORDERS.iter().map(|(key, text)| ((*key).to_owned(), text.get(language()).to_owned())).collect::<Vec<_>>()
    });
    let may_write = move || session.can(Permission::ContactsWrite);
    let add = move || {
        may_write().then(|| view! { <LinkButton label=t(words::ADD) href=Route::NewContact.to_string() kind=Kind::Primary icon="plus" /> })
    };

    let empty = move || {
        if words_now.with(String::is_empty) {
            let first = may_write()
                .then(|| view! { <LinkButton label=t(words::ADD) href=Route::NewContact.to_string() icon="plus" /> });
            view! { <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_TEXT)>{first}</Empty> }.into_any()
        } else {
            view! { <Empty title=t(words::NONE_FOUND)><Button label=t(common::CLEAR_FILTERS) on_press=move |()| show("", &sort.get_untracked()) /></Empty> }.into_any()
        }
    };
    let parsed = Signal::derive(move || Sort::parse(&sort.get()));
    view! {
        <section class="list">
            <header class="page-head">
                <Heading text=t(words::TITLE) />
                <span class="grow"></span>
                <Menu name=t(common::TOOLS) icon="wrench">
                    <MenuLink label=t(words::EDIT_FIELDS) icon="ruler" href=Route::Fields(Some(Module::Contacts)).to_string() />
                </Menu>
                {add}
            </header>
            <div class="filters" role="search">
                <SearchInput bind=search placeholder=t(words::SEARCH) />
                <span class="grow"></span>
                <Select bind=order_bind options=orders inline=true />
            </div>
            <Loaded from=listing.first skeleton=|| view! { <SkeletonList rows=8 /> } is_empty=|page| page.items.is_empty() empty=empty let:_page>
                <Table
                    label=t(words::TITLE)
                    class="two-lines contact-rows"
                    head=Box::new(move || view! { <Head sort=parsed on_sort=resort /> }.into_any())
                >
                    <For each=move || listing.rows() key=|cell| cell.key children=move |cell| view! { <ContactRow cell listing /> } />
                </Table>
            </Loaded>
            <footer class="list-foot">
                <span>{move || listing.total().map(|n| words::COUNT.count(language(), n))}</span>
                <span class="row">{listing.more()}</span>
            </footer>
        </section>
    }
}

/// The heads of the columns.
#[component]
fn Head(sort: Signal<Sort>, on_sort: Callback<String>) -> impl IntoView {
    let resort = move |sort: Sort| on_sort.run(sort.to_string());
    let is_active = move |name: &'static str| definitions().field(Module::Contacts, name).is_some();
    view! {
        <tr>
            <ColumnHead label=t(words::NAME) column="last_name" sort on_sort=resort />
            {move || is_active("email").then(|| view! { <ColumnHead label=t(fields::EMAIL) class="c-mail" /> })}
            {move || is_active("phone").then(|| view! { <ColumnHead label=t(fields::PHONE) class="c-phone" /> })}
            {move || is_active("organisation_id").then(|| view! { <ColumnHead label=t(fields::ORGANISATION) class="c-contact" /> })}
            {move || is_active("portal_user").then(|| view! { <ColumnHead label=t(words::ACCESS) class="c-access" /> })}
            <ColumnHead label=t(common::UPDATED) column="updated_at" sort on_sort=resort class="c-when" />
        </tr>
    }
}

/// One contact in the list.
#[component]
fn ContactRow(cell: Cell<Contact>, listing: Listing<Contact>) -> impl IntoView {
    let (key, row) = (cell.key, RwSignal::from(cell.row));
    let is_active = move |name: &'static str| definitions().field(Module::Contacts, name).is_some();
    let name = move || row.with(Contact::full_name);
    let mail = move || row.with(|contact| contact.email.clone());
    let organisation = move || row.with(|contact| contact.organisation_name.clone());
    let portal = move || {
        row.with(|contact| contact.portal_user)
            .then(|| view! { <Badge label=t(words::IN_PORTAL) tone=Tone::Accent icon="arch" /> })
    };
    let changed = Memo::new(move |_| row.with(|contact| contact.updated_at));
    view! {
        <tr data-fresh=move || listing.is_fresh(key).then_some("")>
            <td>
                <div class="subject">
                    <a href=Route::Contact(key).to_string()>{name}</a>
                    <small>
                        {move || match organisation() {
                            Some(name) => view! { <span class="clip in-contact">{name}</span> },
                            // Only where the column of addresses has no room.
                            None => view! { <span class="clip in-contact in-mail">{mail().unwrap_or_default()}</span> },
                        }}
                    </small>
                </div>
            </td>
            {move || is_active("email").then(|| view! { <td class="c-mail clip">{mail}</td> })}
            {move || is_active("phone").then(|| view! { <td class="c-phone clip num">{move || row.with(|contact| contact.phone.clone())}</td> })}
            {move || is_active("organisation_id").then(|| view! { <td class="c-contact clip">{organisation}</td> })}
            {move || is_active("portal_user").then(|| view! { <td class="c-access">{portal}</td> })}
            <td class="c-when num">{move || view! { <When at=changed.get() /> }}</td>
        </tr>
    }
}
