//! The modal dialog: the browser's own, which traps and returns the focus and closes on Esc.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use zaguan_i18n::common;

use crate::button::IconButton;
use crate::dom::{after_paint, unique_id};
use crate::lang::t;

/// What takes the focus in a dialog: the first thing one can change, else the main act; not the cross, which stands first.
const FIRST: &str = ".dialog-body :is(input, select, textarea):not(:disabled)";
const MAIN_ACT: &str = ".dialog-foot [data-kind=primary]";

/// Shows a native dialog while `open` is true, and gives the focus to what the selectors name, in their order.
pub(crate) fn shown_while(node: NodeRef<html::Dialog>, open: RwSignal<bool>, first: &'static [&'static str]) {
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
                after_paint(move || focus_first(&dialog, first));
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
}

fn focus_first(dialog: &HtmlDialogElement, wanted: &[&str]) {
    let first = wanted.iter().find_map(|selector| dialog.query_selector(selector).ok().flatten());
    if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// Whether a press was on the backdrop: then the dialog itself is its target, not an element in it.
pub(crate) fn is_backdrop(node: NodeRef<html::Dialog>, event: &web_sys::MouseEvent) -> bool {
    node.get_untracked().zip(event.target()).is_some_and(|(dialog, target)| {
        let dialog: &web_sys::EventTarget = dialog.as_ref();
        *dialog == target
    })
}

/// A dialog that is shown while `open` is true. Esc, the cross and a press outside set `open` to false.
/// Its content is made anew each time, so that it never shows what was typed the last time.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its title, and so its accessible name.
    #[prop(into)]
    title: TextProp,
    /// A sentence under the title.
    #[prop(optional, into)]
    lead: Option<TextProp>,
    /// The buttons at its foot.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// Wider, for forms in two columns.
    #[prop(optional)]
    wide: bool,
    /// Told when it is sent by Enter or by a submitting button.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog");
    let labelled = title_id.clone();
    shown_while(node, open, &[FIRST, MAIN_ACT]);
    let outside = move |event: web_sys::MouseEvent| {
        if is_backdrop(node, &event) {
            open.set(false);
        }
    };
    view! {
        <dialog class="dialog" data-wide=wide.then_some("") node_ref=node aria-labelledby=labelled on:close=move |_| open.set(false) on:mousedown=outside>
            {move || {
                let (title, lead, foot) = (title.clone(), lead.clone(), foot.clone());
                open.get().then(|| view! {
                    <form
                        class="dialog-form"
                        novalidate=true
                        on:submit=move |event| {
                            event.prevent_default();
                            if let Some(act) = on_submit {
                                act.run(());
                            }
                        }
                    >
                        <div class="dialog-head">
                            <div class="grow">
                                <h2 id=title_id.clone()>{move || title.get()}</h2>
                                {lead.map(|lead| view! { <p>{move || lead.get()}</p> })}
                            </div>
                            <IconButton label=t(common::CLOSE) icon="x" on_press=move |()| open.set(false) />
                        </div>
                        <div class="dialog-body">{children()}</div>
                        {foot.map(|foot| view! { <div class="dialog-foot">{foot.run()}</div> })}
                    </form>
                })
            }}
        </dialog>
    }
}
