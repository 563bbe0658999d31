//! «Casos»: the list with the open case beside it, the conversation, the forms.

mod conversation;
mod form;
mod list;
mod properties;
mod record;
mod view;

use leptos::prelude::*;

pub use form::{EditCaseForm, NewCaseForm};
use list::CaseList;
use record::CaseRecord;

use crate::nav::nav;
use crate::routes::Route;

/// The list, and beside it the case that the address names.
#[component]
pub fn CaseScreen() -> impl IntoView {
    let nav = nav();
    let open = Memo::new(move |before: Option<&Option<_>>| match nav.route.get() {
        Route::Cases(id) => id,
        // On the way to another screen.
        _ => before.copied().flatten(),
    });
    view! {
        <div class="split">
            <CaseList open />
            {move || open.get().map(|id| view! { <CaseRecord id /> })}
        </div>
    }
}
