//! Changing one value where it stands: at rest it is shown, a press turns it into its input, Enter or leaving saves it.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent, Node};
use zaguan_i18n::components as words;

use crate::a11y::announce;
use crate::dom::{after_paint, focus_id, unique_id};
use crate::field::FieldErrorLine;
use crate::icon::Icon;
use crate::lang::{language, t};

type Save = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), String>>>>>;

/// Makes what saves out of an async function, for [`InlineEdit`]. An error is a sentence for the person; it stays beside the
/// input, with what they typed.
pub fn save_by<F, Fut>(save: F) -> StoredValue<Save, LocalStorage>
where
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<(), String>> + 'static,
{
    StoredValue::new_local(Rc::new(move || Box::pin(save())))
}

/// Where an edit stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Rest,
    Open,
    Saving,
}

/// How an edit was left, which decides where the focus goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// A key: the focus returns to the button.
    Key,
    /// The focus is elsewhere already.
    Leaving,
}

/// A value that can be changed in place.
///
/// At rest it shows `children` and a button called «Editar {label}» (Enter and F2 open it, and so does a press on the value).
/// Then it shows `editor`, whose first input takes the focus: Enter or leaving saves, in a long text Ctrl+Enter; Esc takes
/// everything back.
#[component]
pub fn InlineEdit(
    /// What the value is called.
    #[prop(into)]
    label: TextProp,
    /// The input, made anew each time. Its own label is hidden, because the name stands beside it.
    #[prop(into)]
    editor: ViewFn,
    /// Whether what is in the input differs from what is saved; leaving an unchanged input saves nothing.
    #[prop(into)]
    changed: Signal<bool>,
    /// Saves it, see [`save_by`].
    save: StoredValue<Save, LocalStorage>,
    /// Called before the input is shown, to put the present value into it, and when the edit is taken back.
    #[prop(optional, into)]
    on_reset: Option<Callback<()>>,
    /// May be read but not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// The value at rest.
    children: ChildrenFn,
) -> impl IntoView {
    let stage = RwSignal::new(Stage::Rest);
    // Whether the input has had the focus: the button that opened it goes out of the page, which is no leaving.
    let arrived = StoredValue::new(false);
    let error = RwSignal::new(None::<String>);
    let node = NodeRef::<html::Div>::new();
    let (button, error_id) = (unique_id("edit"), unique_id("edit-error"));
    let reset = move || {
        error.set(None);
        if let Some(told) = on_reset {
            told.run(());
        }
    };
    let open = move || {
        if stage.get_untracked() == Stage::Rest && !read_only.get_untracked() {
            reset();
            arrived.set_value(false);
            stage.set(Stage::Open);
            after_paint(move || {
                focus_input(node);
                arrived.try_set_value(true);
            });
        }
    };
    let back_to = button.clone();
    let close = move |by: By| {
        stage.set(Stage::Rest);
        if by == By::Key {
            let button = back_to.clone();
            after_paint(move || {
                let _ = focus_id(&button);
            });
        }
    };
    let finish = {
        let close = close.clone();
        move |by: By| {
            if stage.get_untracked() != Stage::Open {
                return;
            }
            if !changed.get_untracked() {
                close(by);
                return;
            }
            let Some(answer) = save.try_with_value(|save| save()) else { return };
            stage.set(Stage::Saving);
            error.set(None);
            let close = close.clone();
            spawn_local(async move {
                match answer.await {
                    Ok(()) if stage.try_get_untracked().is_some() => {
                        close(by);
                        announce(words::SAVED.get(untrack(language)));
                    }
                    Ok(()) => {}
                    Err(sentence) => {
                        if stage.try_set(Stage::Open).is_none() {
                            error.try_set(Some(sentence));
                            after_paint(move || focus_input(node));
                        }
                    }
                }
            });
        }
    };
    let key = {
        let (finish, close) = (finish.clone(), close);
        move |event: KeyboardEvent| {
            // What the input itself made of the key counts first: a list that Enter chooses from, or Esc closes.
            if event.default_prevented() || stage.get_untracked() == Stage::Rest {
                return;
            }
            let many_lines =
                event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some());
            let is_held = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                "Enter" if !many_lines || is_held => {
                    event.prevent_default();
                    finish(By::Key);
                }
                "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    reset();
                    close(By::Key);
                }
                _ => {}
            }
        }
    };
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let stays = node.get_untracked().is_some_and(|around| to.is_some_and(|to| around.contains(Some(&to))));
        // An input with an error is not left by accident: the window may have lost the focus, too.
        if !stays && arrived.get_value() && stage.get_untracked() == Stage::Open && has_focus() {
            finish(By::Leaving);
        }
    };
    let at_rest = move || stage.get() == Stage::Rest;
    let name = move || words::EDIT_VALUE.fill(language(), &[("label", &label.get())]);
    let rest = {
        let children = children.clone();
        move || {
            let (id, name, children) = (button.clone(), name.clone(), children.clone());
            let press = move |event: MouseEvent| {
                if !is_meant_for_link(&event) {
                    open();
                }
            };
            view! {
                <div class="inline-rest" on:click=press>
                    <div class="inline-value">{children()}</div>
                    {move || (!read_only.get()).then(|| view! {
                        <button
                            type="button"
                            class="inline-pencil"
                            id=id.clone()
                            aria-label=name.clone()
                            on:keydown=move |event| if event.key() == "F2" { event.prevent_default(); open() }
                            on:click=move |event| { event.stop_propagation(); open() }
                        >
                            <Icon name="pencil" />
                        </button>
                    })}
                </div>
            }
        }
    };
    let input = move || {
        let (editor, error_id) = (editor.clone(), error_id.clone());
        view! {
            <div class="inline-open" aria-busy=move || (stage.get() == Stage::Saving).then_some("true")>
                {editor.run()}
                <p class="inline-hint">
                    {move || (stage.get() == Stage::Saving).then(|| view! { <span role="status">{t(words::SAVING)}</span> })}
                </p>
                <FieldErrorLine id=error_id error=error.into() />
            </div>
        }
    };
    let shows_rest = Memo::new(move |_| at_rest());
    view! {
        <div class="inline-edit" node_ref=node data-read-only=move || read_only.get().then_some("") on:keydown=key on:focusout=left>
            {move || if shows_rest.get() { rest().into_any() } else { input().into_any() }}
        </div>
    }
}

/// Whether the page has the focus at all: going to another window is not leaving an input.
fn has_focus() -> bool {
    crate::dom::document().is_some_and(|page| page.has_focus().unwrap_or(true))
}

/// Whether a press on a value was meant for a link or a button in it.
fn is_meant_for_link(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("a, button, input, label").ok().flatten().is_some())
}

/// The input takes the focus, and what is in it is marked, so that typing replaces it.
fn focus_input(node: NodeRef<html::Div>) {
    let found = node
        .try_get_untracked()
        .flatten()
        .and_then(|around| around.query_selector(".inline-open :is(input, select, textarea, button)").ok()?);
    let Some(input) = found.and_then(|input| input.dyn_into::<HtmlElement>().ok()) else { return };
    let _ = input.focus();
    if let Some(input) = input.dyn_ref::<web_sys::HtmlInputElement>() {
        input.select();
    }
}
