//! Small parts of pages: badges, the path to a page, lists of properties.

use leptos::prelude::*;
use zaguan_i18n::common;

use crate::banner::Tone;
use crate::icon::Icon;
use crate::lang::t;

/// A small label. Without a tone it is grey.
#[component]
pub fn Badge(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// What it is about.
    #[prop(optional, into)]
    tone: Option<Tone>,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<&'static str>,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.map(Tone::attribute)>
            {icon.map(|name| view! { <Icon name /> })}
            {move || label.get()}
        </span>
    }
}

/// The path to a page: addresses and words of the pages above it.
#[component]
pub fn Crumbs(
    /// The pages above, from the top.
    path: Vec<(String, TextProp)>,
) -> impl IntoView {
    let links = path.into_iter().enumerate().map(|(at, (href, words))| {
        view! {
            {(at > 0).then(|| view! { <Icon name="chevron-right" /> })}
            <a href=href>{move || words.get()}</a>
        }
    });
    view! {
        <nav class="crumbs" aria-label=t(common::BREADCRUMB)>
            {links.collect_view()}
        </nav>
    }
}

/// A list of properties: [`Prop`]s.
#[component]
pub fn Props(
    /// The properties.
    children: Children,
) -> impl IntoView {
    view! { <dl class="props">{children()}</dl> }
}

/// One property: its name and, as children, its value.
#[component]
pub fn Prop(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{move || label.get()}</dt>
        <dd>{children()}</dd>
    }
}
