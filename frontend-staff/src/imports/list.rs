//! Past imports and those that are being prepared: what, how far, who, when, with how many rows.

use leptos::prelude::*;
use zaguan_i18n::{common, importing as words};
use zaguan_types::ImportId;
use zaguan_types::events::EventKind;
use zaguan_types::fields::Module;
use zaguan_types::imports::Import;
use zaguan_ui::numbers::format_decimal;
use zaguan_ui::prelude::*;

use super::steps::state_text;
use super::{new_address, register};
use crate::api::{api, on_news};
use crate::listing::{Listing, LiveMark};
use crate::routes::Route;

/// The list.
#[component]
pub fn ImportList() -> impl IntoView {
    let listing =
        Listing::<Import>::counted(zaguan_client::Query::new, |query| async move { api().imports(&query).await });
    on_news(|event| event.kind == EventKind::ImportUpdated, move || listing.quietly());
    let href = |id: ImportId| Route::Import(id).to_string();
    let table = move || {
        view! {
            <DataTable
                label=t(words::IMPORTS)
                columns=Signal::stored(columns())
                rows=listing.rows()
                name=|import: &Import| import.file_name.clone()
                href=Callback::new(href)
                two_lines=true
                fresh=move |key| listing.is_fresh(key)
                further=listing.further()
                total=Signal::derive(move || listing.total())
                place="imports"
            />
        }
    };
    let empty = || {
        view! {
            <Empty title=t(words::EMPTY_TITLE) text=t(words::EMPTY_TEXT)>
                <LinkButton label=t(words::NEW) href=new_address(Module::Contacts) icon="upload" />
            </Empty>
        }
    };
    view! {
        <section class="list" aria-label=t(words::IMPORTS)>
            <header class="page-head">
                <Heading text=t(words::IMPORTS) />
                <span class="grow"></span>
                <LinkButton label=t(words::NEW) href=new_address(Module::Contacts) kind=Kind::Primary icon="upload" />
            </header>
            <div class="fill import-fill">
                <Loaded from=listing.first skeleton=|| view! { <SkeletonList rows=6 /> } is_empty=|page| page.items.is_empty() empty let:_page>
                    {table}
                </Loaded>
            </div>
            <footer class="list-foot">
                <span role="status">{move || listing.total().map(|n| words::COUNT.count(language(), n))}</span>
                <span class="row">{listing.problem()} <LiveMark /></span>
            </footer>
        </section>
    }
}

fn columns() -> Vec<Column<Import>> {
    let kind = |import: &Import| register(import.module).words().title.get(language());
    let number = |id: &'static str, label, read: fn(&Import) -> u64| {
        Column::new(id, t(label), move |row: RwSignal<Import>| move || number(row.with(read)))
            .width(Width::Narrow)
            .room(Room::Large)
            .at_end()
    };
    vec![
        Column::new("file", t(words::FILE), |row: RwSignal<Import>| {
            move || row.with(|import| import.file_name.clone())
        })
        .width(Width::Rest)
        .room(Room::Always)
        .before(|_| view! { <Icon name="file-text" /> })
        // On a phone there is no room for more columns, but for how far it is.
        .under(move |row: RwSignal<Import>| {
            let state = move || state_text(row.with(|import| import.state)).0.get(language());
            view! {
                <span class="clip">{move || row.with(kind)}</span>
                <span class="in-phone">{state}</span>
            }
        }),
        Column::new("state", t(words::STATE), |row: RwSignal<Import>| {
            let state = Memo::new(move |_| row.with(|import| import.state));
            move || {
                let (text, tone) = state_text(state.get());
                match tone {
                    Some(tone) => view! { <Badge label=t(text) tone /> }.into_any(),
                    None => view! { <Badge label=t(text) /> }.into_any(),
                }
            }
        })
        .width(Width::Medium)
        .room(Room::Small),
        number("rows", words::ROWS, |import| import.source.rows),
        number("created", words::CREATED, |import| import.counts.created),
        number("updated", words::UPDATED, |import| import.counts.updated),
        number("failed", words::FAILED, |import| import.counts.failed),
        Column::new("who", t(words::WHO), |row: RwSignal<Import>| {
            move || row.with(|import| import.author_name.clone())
        })
        .width(Width::Small)
        .room(Room::Medium),
        Column::new("when", t(common::CREATED), |row: RwSignal<Import>| {
            let at = row.with_untracked(|import| import.created_at);
            view! { <When at /> }
        })
        .width(Width::Small)
        .room(Room::Small)
        .at_end(),
    ]
}

/// A number as people write it.
pub fn number(n: u64) -> String {
    format_decimal(&n.to_string(), language(), 0)
}
