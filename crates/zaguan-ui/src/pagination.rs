//! From page to page, where a list is so long that it is not one scroll.

use leptos::prelude::*;
use zaguan_i18n::components as words;

use crate::button::{Button, Size};
use crate::lang::{language, t};

/// Numbered pages with their neighbours. Lists that are read by cursor have no last page: they grow by scrolling.
#[component]
pub fn Pagination(
    /// The present page, from 1.
    #[prop(into)]
    page: Signal<u32>,
    /// How many pages there are.
    #[prop(into)]
    pages: Signal<u32>,
    /// The name of the row, where there are several on one page.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// Takes the page that was pressed.
    #[prop(into)]
    on_page: Callback<u32>,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| t(words::PAGES).into());
    let number = move |at: Option<u32>| {
        let Some(at) = at else { return view! { <li aria-hidden="true" class="page-gap">"…"</li> }.into_any() };
        let name = move || words::PAGE.fill(language(), &[("page", &at.to_string())]);
        let is_here = move || (page.get() == at).then_some("page");
        view! { <li><button type="button" class="page-number num" aria-label=name aria-current=is_here on:click=move |_| on_page.run(at)>{at}</button></li> }.into_any()
    };
    let step = move |by: i64| on_page.run((i64::from(page.get_untracked()) + by).max(1) as u32);
    view! {
        <nav class="pagination" aria-label=move || label.get()>
            {move || (page.get() > 1).then(|| view! { <Button label=t(words::PREVIOUS) icon="chevron-left" size=Size::Small on_press=move |()| step(-1) /> })}
            <ol>{move || pages_shown(page.get(), pages.get()).into_iter().map(number).collect_view()}</ol>
            {move || (page.get() < pages.get()).then(|| view! { <Button label=t(words::NEXT) icon="chevron-right" size=Size::Small on_press=move |()| step(1) /> })}
        </nav>
    }
}

/// The pages that are named: the first, the last, the present one and its neighbours; `None` where some are left out.
fn pages_shown(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut shown = Vec::new();
    let mut last = 0;
    for at in 1..=pages {
        if at == 1 || at == pages || at.abs_diff(page) <= 1 {
            if at > last + 1 {
                // One page left out takes as much room as the sign for it.
                shown.push((at == last + 2).then_some(at - 1));
            }
            shown.push(Some(at));
            last = at;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::pages_shown;

    #[test]
    fn first_last_and_neighbours_are_named() {
        let shown = |page, pages| -> String {
            let name = |at: Option<u32>| at.map_or("…".to_owned(), |at| at.to_string());
            pages_shown(page, pages).into_iter().map(name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(1, 1), "1");
        assert_eq!(shown(1, 9), "1 2 … 9");
        assert_eq!(shown(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(shown(4, 9), "1 2 3 4 5 … 9");
        assert_eq!(shown(9, 9), "1 … 8 9");
        assert_eq!(shown(1, 0), "");
    }
}
