//! «Casos»: the register of matters, with what only they have: the counts over the list, the conversation, the forms.

mod bulk;
mod conversation;
mod entry;
mod form;
mod properties;
mod record;
mod thread;

use leptos::prelude::*;
use zaguan_client::Query;
use zaguan_i18n::cases as words;
use zaguan_types::CaseId;
use zaguan_types::cases::{Case, CaseStatus};
use zaguan_types::events::EventKind;
use zaguan_ui::prelude::*;

pub use form::{EditCaseForm, NewCaseForm};

use crate::api::{api, on_news};
use crate::listing::Listing;
use crate::register::{Entry as _, ListScreen};
use record::CaseRecord;

/// The list, and beside it the case that the address names.
#[component]
pub fn CaseScreen() -> impl IntoView {
    let counts = Reading::new(|| async { api().case_counts(&Query::new()).await });
    // Both are counted in their index, as the list itself counts.
    let of = |assignee: &'static str| {
        Reading::new(move || async move {
            let query = Query::new().filter("assignee_id", assignee).with("limit", "1").with("count", "true");
            api().cases(&query).await.map(|page| page.total)
        })
    };
    let (mine, unowned) = (of("me"), of("none"));
    on_news(
        |event| Case::KIND.is_news(event) && event.kind != EventKind::CaseRead,
        move || {
            counts.again();
            mine.again();
            unowned.again();
        },
    );
    let count = Callback::new(move |key: &'static str| {
        match key {
            "mine" => return mine.get()?,
            "unowned" => return unowned.get()?,
            _ => {}
        }
        let counts = counts.get()?;
        match CaseStatus::from_name(key) {
            Some(status) => Some(counts.of(status)),
            None => key.is_empty().then_some(counts.all),
        }
    });
    let record = |(id, _, _): (CaseId, Listing<Case>, bool)| view! { <CaseRecord id /> }.into_any();
    view! { <ListScreen columns=entry::columns bulk=bulk::acts record count arrived=announce_arrival /> }
}

fn announce_arrival(case: &Case) {
    announce(words::NEW_ARRIVED.fill(untrack(language), &[("subject", &case.subject)]));
}
