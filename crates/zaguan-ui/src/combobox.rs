//! A box that searches while one types: contacts, organisations, people. An ARIA combobox with a list.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, KeyboardEvent};
use zaguan_i18n::common;

use crate::avatar::Avatar;
use crate::dom::{after, after_paint, seen_of, tell};
use crate::field::Bound;
use crate::icon::Icon;
use crate::input::framed;
use crate::lang::{language, t};

/// One thing that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What is stored: an id.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What tells it from others of the same name.
    pub detail: String,
}

/// A search, see [`search`].
pub type Search = Rc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Vec<Found>>>>>;

/// Makes a search out of an async function, for [`Combobox`].
pub fn search<F, Fut>(ask: F) -> StoredValue<Search, LocalStorage>
where
    F: Fn(String) -> Fut + 'static,
    Fut: Future<Output = Vec<Found>> + 'static,
{
    StoredValue::new_local(Rc::new(move |query| Box::pin(ask(query))))
}

/// How long a person may pause typing before the search is asked.
pub(crate) const PAUSE: Duration = Duration::from_millis(180);

/// Chooses one record by searching for it. What is typed but not chosen is not a value: leaving the box puts the
/// chosen name back.
#[component]
pub fn Combobox(
    /// The key of what is chosen; empty: nothing.
    bind: Bound<String>,
    /// The name of what is chosen, shown until another is chosen.
    #[prop(into)]
    chosen_name: RwSignal<String>,
    /// Asks the server, see [`search`].
    search: StoredValue<Search, LocalStorage>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
) -> impl IntoView {
    let query = RwSignal::new(None::<String>);
    let found = RwSignal::new(Vec::<Found>::new());
    let at = RwSignal::new(0_usize);
    let open = RwSignal::new(false);
    let asked = RwSignal::new(false);
    let turn = StoredValue::new(0_u32);
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, set, leave) = (bind.id.clone(), bind.set, bind.leave);
    let list_id = format!("{id}-list");
    let (box_node, list_node) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let upwards = follow_room(open, box_node, list_node, move || {
        found.track();
        asked.track();
    });

    let ask = move |words: String| {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        after(PAUSE, move || {
            let is_latest = move || turn.try_get_value() == Some(mine);
            let Some(answer) = is_latest().then(|| search.try_with_value(|search| search(words))).flatten() else {
                return;
            };
            spawn_local(async move {
                let answer = answer.await;
                if is_latest() {
                    found.set(answer);
                    at.set(0);
                    asked.set(true);
                }
            });
        });
    };
    let show = move || {
        if !open.get_untracked() {
            open.set(true);
            asked.set(false);
            found.set(Vec::new());
            ask(query.get_untracked().unwrap_or_default());
        }
    };
    let close = move || {
        open.set(false);
        query.set(None);
    };
    let pick = move |choice: Found| {
        chosen_name.set(choice.name);
        tell(set, choice.key);
        close();
    };
    let typed = move |event| {
        let words = event_target_value(&event);
        if words.is_empty() {
            chosen_name.set(String::new());
            tell(set, String::new());
        }
        query.set(Some(words.clone()));
        open.set(true);
        ask(words);
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            show();
            let count = found.with_untracked(Vec::len);
            if count > 0 {
                let step = if event.key() == "ArrowDown" { 1 } else { count - 1 };
                at.update(|at| *at = (*at + step) % count);
            }
        }
        "Enter" if open.get_untracked() => {
            event.prevent_default();
            if let Some(choice) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                pick(choice);
            }
        }
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
        _ => {}
    };
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let active = {
        let option_id = option_id.clone();
        move || (open.get() && found.with(|found| !found.is_empty())).then(|| option_id(at.get()))
    };
    let value = bind.value;
    let options = move || {
        let option_id = option_id.clone();
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, choice)| {
                let (mine, picked) = (choice.key.clone(), choice.clone());
                view! {
                    <li
                        role="option"
                        id=option_id(index)
                        aria-selected=move || value.with(|value| *value == mine).to_string()
                        data-active=move || (at.get() == index).then_some("")
                        on:mousedown=move |event| {
                            // Before the blur that would close the list.
                            event.prevent_default();
                            pick(picked.clone());
                        }
                    >
                        <Avatar name=choice.name.clone() />
                        <span class="combobox-words">
                            <span class="clip">{choice.name}</span>
                            <small class="faint clip">{choice.detail}</small>
                        </span>
                    </li>
                }
            })
            .collect_view()
    };
    let nothing = move || {
        (asked.get() && found.with(Vec::is_empty)).then(|| {
            let words = move || common::NO_RESULTS_FOR.fill(language(), &[("query", &query.get().unwrap_or_default())]);
            view! { <p class="menu-head" role="status">{words}</p> }
        })
    };
    let input = view! {
        <div class="combobox" node_ref=box_node>
            <div class="input-wrap">
                <Icon name="search" />
                <input
                    class="input"
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=list_id.clone()
                    aria-activedescendant=active
                    aria-required=required.then_some("true")
                    aria-invalid=invalid
                    aria-describedby=described
                    placeholder=t(common::SEARCH_HINT)
                    prop:value=move || query.get().unwrap_or_else(|| chosen_name.get())
                    on:input=typed
                    on:keydown=key
                    on:click=move |_| show()
                    on:blur=move |_| {
                        close();
                        tell(leave, ());
                    }
                />
            </div>
            <div class="combobox-list" node_ref=list_node data-above=move || upwards.get().then_some("") hidden=move || !open.get()>
                <ul class="menu" role="listbox" id=list_id aria-label=t(common::OPTIONS)>
                    {options}
                </ul>
                {nothing}
            </div>
        </div>
    };
    framed(bind, required, help, None, input.into_any())
}

/// Whether the list opens upwards. What the search found changes its height, so `changed` names the signals after which
/// one has to look anew whether it has room below.
pub(crate) fn follow_room(
    open: RwSignal<bool>,
    around: NodeRef<html::Div>,
    list: NodeRef<html::Div>,
    changed: impl Fn() + 'static,
) -> RwSignal<bool> {
    let upwards = RwSignal::new(false);
    Effect::new(move |_| {
        changed();
        if open.get() {
            after_paint(move || {
                let nodes = around.try_get_untracked().flatten().zip(list.try_get_untracked().flatten());
                if let Some((around, list)) = nodes {
                    upwards.try_set(is_better_above(&around, &list));
                }
            });
        }
    });
    upwards
}

/// The gap between box and list, and a little air at the edge.
const AIR: f64 = 12.0;

/// Whether the list has to open upwards: below, a part of it could not be seen, and above there is more room.
fn is_better_above(around: &Element, list: &Element) -> bool {
    let (seen, own) = (seen_of(around), around.get_bounding_client_rect());
    let wanted = list.get_bounding_client_rect().height() + AIR;
    opens_above(own.top() - seen.0, seen.1 - own.bottom(), wanted)
}

/// By the room above and below, in CSS pixels.
fn opens_above(above: f64, below: f64, wanted: f64) -> bool {
    wanted > below && above > below
}

#[cfg(test)]
mod tests {
    use super::opens_above;

    #[test]
    fn the_list_opens_where_it_can_be_seen() {
        assert!(!opens_above(600.0, 300.0, 280.0), "below is where one looks first");
        assert!(opens_above(600.0, 100.0, 280.0));
        assert!(!opens_above(80.0, 100.0, 280.0), "neither has room: the greater one, which can be scrolled to");
    }
}
