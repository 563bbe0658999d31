//! Parts of tables: the scrolling frame and heads that sort.

use leptos::prelude::*;
use zaguan_i18n::common;

use crate::icon::Icon;
use crate::lang::language;

/// By which column a list is sorted, and which way. Written as the API's `sort`: `created_at`, `-created_at`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// The name of the column in the API.
    pub by: String,
    /// The greatest first.
    pub down: bool,
}

impl Sort {
    /// Reads the API's notation.
    pub fn parse(text: &str) -> Self {
        match text.strip_prefix('-') {
            Some(by) => Self { by: by.to_owned(), down: true },
            None => Self { by: text.to_owned(), down: false },
        }
    }

    /// The order after a press on a column: another column starts upwards, the same one turns round.
    #[must_use]
    pub fn pressed(&self, column: &str) -> Self {
        Self { by: column.to_owned(), down: self.by == column && !self.down }
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.down { "-" } else { "" }, self.by)
    }
}

/// A table in a frame that scrolls and can be scrolled by keyboard.
#[component]
pub fn Table(
    /// The name of the table.
    #[prop(into)]
    label: TextProp,
    /// The class of the frame, for widths of columns.
    #[prop(default = "")]
    class: &'static str,
    /// The `<tr>` of the head.
    #[prop(into)]
    head: ViewFn,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let caption = label.clone();
    view! {
        <div class=format!("table-scroll {class}") tabindex="0" role="group" aria-label=move || label.get()>
            <table class="table">
                <caption class="vh">{move || caption.get()}</caption>
                <thead>{head.run()}</thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// The head of a column. With `column` it sorts.
#[component]
pub fn ColumnHead(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// The name of the column in the API.
    #[prop(optional, into)]
    column: Option<&'static str>,
    /// The present order.
    #[prop(optional, into)]
    sort: Signal<Sort>,
    /// Takes the new order.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// The class of the column.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let Some(column) = column else {
        return view! { <th scope="col" class=class>{move || label.get()}</th> }.into_any();
    };
    let state =
        move || sort.with(|sort| (sort.by == column).then_some(if sort.down { "descending" } else { "ascending" }));
    let press = move |_| {
        if let Some(told) = on_sort {
            told.run(sort.with_untracked(|sort| sort.pressed(column)));
        }
    };
    let words = label.clone();
    let title = move || common::SORT_BY.fill(language(), &[("column", &words.get())]);
    view! {
        <th scope="col" class=class aria-sort=state>
            <button type="button" title=title on:click=press>
                {move || label.get()}
                {move || state().map(|state| view! { <Icon name=if state == "descending" { "arrow-down" } else { "arrow-up" } /> })}
            </button>
        </th>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_turns_round_when_pressed_again() {
        let sort = Sort::parse("-updated_at");
        assert_eq!(sort.pressed("updated_at").to_string(), "updated_at");
        assert_eq!(sort.pressed("subject").to_string(), "subject");
        assert_eq!(Sort::parse("subject").pressed("subject").to_string(), "-subject");
    }
}
