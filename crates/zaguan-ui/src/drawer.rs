//! A sheet that comes in from the side, over the page: the browser's own modal dialog in another place.

use leptos::html;
use leptos::prelude::*;
use zaguan_i18n::common;

use crate::button::IconButton;
use crate::dialog::{is_backdrop, shown_while};
use crate::dom::unique_id;
use crate::lang::t;

/// From which side a drawer comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Where lines begin: navigation.
    Start,
    /// Where lines end: details.
    #[default]
    End,
}

/// A side sheet, shown while `open` is true. Esc, the cross and a press outside set `open` to false. Its content is made
/// anew each time.
#[component]
pub fn Drawer(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its title, and so its accessible name.
    #[prop(into)]
    title: TextProp,
    /// From which side it comes.
    #[prop(optional)]
    side: Side,
    /// The buttons at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("drawer");
    let labelled = title_id.clone();
    shown_while(
        node,
        open,
        &[".drawer-body :is(input, select, textarea):not(:disabled)", ".drawer-body :is(a[href], button)"],
    );
    let outside = move |event: web_sys::MouseEvent| {
        if is_backdrop(node, &event) {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="drawer"
            data-side=(side == Side::Start).then_some("start")
            node_ref=node
            aria-labelledby=labelled
            on:close=move |_| open.set(false)
            on:mousedown=outside
        >
            {move || {
                let (title, foot) = (title.clone(), foot.clone());
                open.get().then(|| view! {
                    <div class="drawer-in">
                        <div class="drawer-head">
                            <h2 id=title_id.clone()>{move || title.get()}</h2>
                            <IconButton label=t(common::CLOSE) icon="x" on_press=move |()| open.set(false) />
                        </div>
                        <div class="drawer-body">{children()}</div>
                        {foot.map(|foot| view! { <div class="drawer-foot">{foot.run()}</div> })}
                    </div>
                })
            }}
        </dialog>
    }
}
