//! Short lists on the page of a record: its cases, its people, its subsidiaries.

use leptos::prelude::*;
use uuid::Uuid;
use zaguan_client::Query;
use zaguan_i18n::contacts as words;
use zaguan_types::Permission;
use zaguan_types::events::EventKind;
use zaguan_ui::prelude::*;

use crate::api::{api, on_news};
use crate::routes::Route;
use crate::session::session;

/// How many of them are shown.
pub const SHOWN: &str = "20";

/// The newest cases of a record; nothing for those who may not see cases.
#[component]
pub fn CasesOf(
    /// The filter that picks them.
    filter: &'static str,
    /// The record.
    id: Uuid,
) -> impl IntoView {
    let session = session();
    move || session.can(Permission::CasesRead).then(|| view! { <Cases filter id /> })
}

#[component]
fn Cases(filter: &'static str, id: Uuid) -> impl IntoView {
    let reading = Reading::new(move || async move {
        let query = Query::new().filter(filter, id.to_string()).with("limit", SHOWN);
        api().cases(&query).await
    });
    on_news(|event| matches!(event.kind, EventKind::CaseCreated | EventKind::CaseUpdated), move || reading.again());
    let nothing = || view! { <p class="faint small">{t(words::NO_CASES)}</p> };
    let line = |case: zaguan_types::cases::Case| {
        let status = case.status;
        view! {
            <li>
                <a href=Route::Cases(Some(case.id)).to_string()>
                    <span class="clip">{case.subject}</span>
                    <StateBadge status=Signal::stored(status) />
                    <span class="id">{case.number}</span>
                    <span class="faint tiny"><When at=case.updated_at /></span>
                </a>
            </li>
        }
    };
    view! {
            <Loaded from=reading is_empty=|page| page.items.is_empty() empty=nothing let:page>
                <ul class="linklines">{move || page.get().items.into_iter().map(line).collect_view()}</ul>
            </Loaded>
    }
}
