//! What stands where nothing is yet: the empty state and the skeletons of what is coming.

use leptos::prelude::*;

use crate::scene::Doorway;

/// Says what a place is for and offers the first act.
#[component]
pub fn Empty(
    /// The headline.
    #[prop(into)]
    title: TextProp,
    /// What this place is for.
    #[prop(optional, into)]
    text: Option<TextProp>,
    /// The first act.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Doorway />
            <h2>{move || title.get()}</h2>
            {text.map(|text| view! { <p>{move || text.get()}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// One grey line of a skeleton.
#[component]
pub fn Skeleton(
    /// Its width in twelfths.
    #[prop(default = 12)]
    twelfths: u8,
) -> impl IntoView {
    view! { <div class="skeleton" data-w=twelfths.to_string()></div> }
}

/// The shape of a list: rows with a round mark and two lines.
#[component]
pub fn SkeletonList(
    /// How many rows.
    #[prop(default = 5)]
    rows: u8,
) -> impl IntoView {
    let row = |at: u8| {
        view! {
            <div class="skeleton-row">
                <div class="skeleton" data-shape="round"></div>
                <div class="stack">
                    <Skeleton twelfths=6 + at % 4 />
                    <Skeleton twelfths=3 + at % 3 />
                </div>
            </div>
        }
    };
    view! { <div class="skeleton-list" aria-hidden="true">{(0..rows).map(row).collect_view()}</div> }
}

/// The shape of a form: labels and inputs.
#[component]
pub fn SkeletonForm(
    /// How many fields.
    #[prop(default = 4)]
    fields: u8,
) -> impl IntoView {
    let one = |at: u8| {
        view! {
            <div class="skeleton-field">
                <Skeleton twelfths=2 + at % 3 />
                <div class="skeleton" data-shape="input"></div>
            </div>
        }
    };
    view! { <div class="skeleton-form" aria-hidden="true">{(0..fields).map(one).collect_view()}</div> }
}
