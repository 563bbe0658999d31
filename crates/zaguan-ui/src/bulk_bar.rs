//! What one can do with the rows that are ticked.

use leptos::prelude::*;
use zaguan_i18n::components as words;

use crate::a11y::announce;
use crate::button::IconButton;
use crate::dom::document;
use crate::lang::{language, t};

/// Says at the root of the page whether there is a bar.
fn mark(there: bool) {
    if let Some(root) = document().and_then(|page| page.document_element()) {
        let _ = root.toggle_attribute_with_force("data-bulk", there);
    }
}

/// A bar over the list while rows are ticked: how many, the acts, and a way to untick them. It lies over the foot of the
/// list and moves nothing.
#[component]
pub fn BulkBar(
    /// How many rows are ticked.
    #[prop(into)]
    count: Signal<usize>,
    /// Unticks them.
    #[prop(into)]
    on_clear: Callback<()>,
    /// The acts: small buttons and menus.
    children: ChildrenFn,
) -> impl IntoView {
    let said = move || words::SELECTED.count(language(), count.get() as u64);
    Effect::new(move |before: Option<usize>| {
        let now = count.get();
        if before.is_some_and(|before| before != now) {
            announce(words::SELECTED.count(untrack(language), now as u64));
        }
        now
    });
    let is_there = Memo::new(move |_| count.get() > 0);
    // Styles that ask whether there is a bar would ask the whole page at every change in it.
    Effect::new(move |_| mark(is_there.get()));
    on_cleanup(|| mark(false));
    move || {
        is_there.get().then(|| {
            view! {
                <div class="bulk-bar" role="region" aria-label=t(words::BULK_ACTIONS)>
                    <span class="bulk-count num">{said}</span>
                    {children()}
                    <span class="grow"></span>
                    <IconButton label=t(words::CLEAR_SELECTION) icon="x" on_press=move |()| on_clear.run(()) />
                </div>
            }
        })
    }
}
