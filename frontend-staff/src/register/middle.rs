//! The middle of a record's page: what happened, and its cases, as tabs.

use leptos::prelude::*;
use zaguan_client::Query;
use zaguan_i18n::{activity as words, contacts};
use zaguan_types::Permission;
use zaguan_types::events::EventKind;
use zaguan_ui::prelude::*;

use super::Filed;
use super::change::Change;
use super::list::{show, view_of};
use super::view::ListView;
use crate::activity::Activity;
use crate::api::{api, on_news};
use crate::lists::CasesOf;
use crate::nav::nav;
use crate::session::session;

/// The key of the tab of cases; the other one is the empty key.
const CASES: &str = "cases";

/// The tabs. Which one is open stands in the address.
#[component]
pub fn Middle<T: Filed>(
    /// The record.
    change: Change<T>,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let kind = T::KIND;
    let view = view_of(kind, nav);
    let id = change.id.into();
    let sees_cases = session.can(Permission::CasesRead);
    let count = Reading::new(move || async move {
        if !sees_cases {
            return Ok(None);
        }
        let query =
            Query::new().filter(T::CASES_BY, uuid::Uuid::to_string(&id)).with("limit", "1").with("count", "true");
        api().cases(&query).await.map(|page| page.total)
    });
    on_news(|event| matches!(event.kind, EventKind::CaseCreated | EventKind::CaseUpdated), move || count.again());
    let chosen = Signal::derive(move || view.with(|view| view.part.clone()));
    let pick = move |key: &'static str| show(kind, nav, &ListView { part: key.to_owned(), ..view.get_untracked() });
    let mut tabs = vec![Tab { key: "", label: t(words::TITLE).into(), count: Signal::stored(None) }];
    if sees_cases {
        let number = Signal::derive(move || count.get().flatten());
        tabs.push(Tab { key: CASES, label: t(contacts::CASES_OF).into(), count: number });
    }
    let is_cases = Memo::new(move |_| chosen.with(|key| key == CASES));
    let label = move || if is_cases.get() { contacts::CASES_OF } else { words::TITLE }.get(language());
    let panel = move || {
        if is_cases.get() {
            view! { <CasesOf filter=T::CASES_BY id /> }.into_any()
        } else {
            view! { <Activity on=T::on(change.id) page=id write=kind.write() /> }.into_any()
        }
    };
    view! {
        <TabList label=t(words::PARTS) tabs value=chosen on_pick=pick controls="record-part" />
        <div id="record-part" role="tabpanel" aria-label=label>
            <h2 class="vh">{label}</h2>
            {panel}
        </div>
    }
}
