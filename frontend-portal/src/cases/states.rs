//! «Estado»: all cases or those of one status, each with its count. One choice of several, as pills that scroll.

use leptos::prelude::*;
use zaguan_i18n::portal;
use zaguan_types::cases::{CaseCounts, CaseStatus};
use zaguan_ui::case_state::status_text;
use zaguan_ui::dom;
use zaguan_ui::prelude::*;

/// The choice of a status. Its name is «Estado»; the counts describe the choices and are no part of their names.
#[component]
pub fn States(
    /// What is chosen; `None`: all.
    #[prop(into)]
    chosen: Signal<Option<CaseStatus>>,
    /// How many cases stand where, once it is known.
    #[prop(into)]
    counts: Signal<Option<CaseCounts>>,
    /// Takes the choice.
    #[prop(into)]
    on_pick: Callback<Option<CaseStatus>>,
) -> impl IntoView {
    let pill = move |status: Option<CaseStatus>| {
        let key = status.map_or("all", CaseStatus::as_str);
        let (input, count) = (format!("state-{key}"), format!("state-{key}-count"));
        let text = status.map_or(portal::ALL, status_text);
        let number = move || {
            counts.with(|counts| counts.as_ref().map(|counts| status.map_or(counts.all, |status| counts.of(status))))
        };
        view! {
            <span class="pill">
                <input
                    type="radio"
                    name="state"
                    id=input.clone()
                    value=key
                    prop:checked=move || chosen.get() == status
                    aria-describedby=count.clone()
                    on:change=move |_| on_pick.run(status)
                />
                <label for=input>{t(text)}</label>
                <span class="num" id=count>{number}</span>
            </span>
        }
    };
    // What is chosen may lie beyond the edge of a phone.
    Effect::new(move |_| {
        let key = chosen.get().map_or("all", CaseStatus::as_str);
        dom::after_paint(move || show(&format!("state-{key}")));
    });
    view! {
        <div class="states" role="radiogroup" aria-label=t(portal::STATE_FILTER)>
            {pill(None)}
            {CaseStatus::ALL.iter().map(|status| pill(Some(*status))).collect_view()}
        </div>
    }
}

/// Scrolls the pills, and only them, so that one is in sight.
fn show(id: &str) {
    let Some(input) = dom::document().and_then(|document| document.get_element_by_id(id)) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Center);
    input.scroll_into_view_with_scroll_into_view_options(&options);
}
