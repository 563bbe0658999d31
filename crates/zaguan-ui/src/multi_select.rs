//! Several of many: chips of what is chosen and a box that searches, asks the server and may take new words. Tags, people,
//! linked records.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::KeyboardEvent;
use zaguan_i18n::{common, components as words};

use crate::a11y::announce;
use crate::combobox::{Found, PAUSE, Search, follow_room};
use crate::dom::{after, tell};
use crate::field::Bound;
use crate::icon::Icon;
use crate::input::framed;
use crate::lang::{language, t};
use crate::matching::matches;

/// What a list of suggestions does when an entry is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Offer {
    /// Adds what the search found.
    Known(Found),
    /// Adds the word that was typed.
    New(String),
}

/// Chooses several things by searching for them. Enter and a press add one, Backspace in the empty box takes the last one
/// away, and each chip has its own cross.
#[component]
pub fn MultiSelect(
    /// What is chosen, in order.
    bind: Bound<Vec<Found>>,
    /// Asks the server, see [`crate::combobox::search`].
    search: StoredValue<Search, LocalStorage>,
    /// Takes words that the search does not know: their key is the word.
    #[prop(optional)]
    makes_new: bool,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Found>::new());
    let (at, open, asked) = (RwSignal::new(0_usize), RwSignal::new(false), RwSignal::new(false));
    let turn = StoredValue::new(0_u32);
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let list_id = format!("{id}-list");
    let node = NodeRef::<html::Input>::new();
    let (box_node, list_node) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let upwards = follow_room(open, box_node, list_node, move || {
        found.track();
        asked.track();
    });
    let offers = Memo::new(move |_| {
        let (query, is_answered) = (query.get(), asked.get());
        // Until the answer to what is typed now is here, only what fits it anyway is offered.
        let mut found = found.get();
        found.retain(|one| is_answered || matches(&one.name, &query));
        value.with(|chosen| offers(&found, chosen, &query, makes_new && is_answered))
    });
    let ask = move |text: String, pause: bool| {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        let is_latest = move || turn.try_get_value() == Some(mine);
        let now = move || {
            let Some(answer) = is_latest().then(|| search.try_with_value(|search| search(text))).flatten() else {
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
        };
        if pause {
            after(PAUSE, now);
        } else {
            now();
        }
    };
    let show = move || {
        if !open.get_untracked() {
            open.set(true);
            asked.set(false);
            found.set(Vec::new());
            ask(query.get_untracked(), false);
        }
    };
    let take = move |offer: Offer| {
        let one = match offer {
            Offer::Known(found) => found,
            Offer::New(word) => Found { key: word.clone(), name: word, detail: String::new() },
        };
        let mut chosen = value.get_untracked();
        announce(one.name.clone());
        chosen.push(one);
        tell(set, chosen);
        query.set(String::new());
        at.set(0);
        // The list would cover what stands under the box; typing and the arrow keys open it again.
        open.set(false);
    };
    let remove = move |key: &str| {
        let rest = value.get_untracked().into_iter().filter(|one| one.key != key).collect();
        tell(set, rest);
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            show();
            let count = offers.with_untracked(Vec::len);
            if count > 0 {
                let step = if event.key() == "ArrowDown" { 1 } else { count - 1 };
                at.update(|at| *at = (*at + step) % count);
            }
        }
        "Enter" | "," if open.get_untracked() && (event.key() == "Enter" || makes_new) => {
            let offer = offers.with_untracked(|offers| offers.get(at.get_untracked()).cloned());
            if event.key() == "Enter" || offer.is_some() {
                event.prevent_default();
            }
            // Before the answer is there, nobody knows whether the word is new.
            offer.into_iter().for_each(take);
        }
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            open.set(false);
        }
        "Backspace" if query.with_untracked(String::is_empty) => {
            let last = value.with_untracked(|chosen| chosen.last().map(|one| one.key.clone()));
            last.iter().for_each(|key| remove(key));
        }
        _ => {}
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        query.set(text.clone());
        open.set(true);
        asked.set(false);
        at.set(0);
        ask(text, true);
    };
    let chip = move |one: Found| {
        let (key, name) = (one.key, one.name.clone());
        view! {
            <li class="chip">
                <span class="clip">{one.name}</span>
                <button type="button" aria-label=move || common::REMOVE_WORD.fill(language(), &[("word", &name)]) on:click=move |_| remove(&key)>
                    <Icon name="x" />
                </button>
            </li>
        }
    };
    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let active = {
        let option_id = option_id.clone();
        move || (open.get() && offers.with(|offers| !offers.is_empty())).then(|| option_id(at.get()))
    };
    let option = move |(index, offer): (usize, Offer)| {
        let (shown, detail) = match &offer {
            Offer::Known(found) => (found.name.clone(), found.detail.clone()),
            Offer::New(word) => (words::MAKE_WORD.fill(language(), &[("word", word)]), String::new()),
        };
        view! {
            <li
                role="option"
                id=option_id(index)
                aria-selected=move || (at.get() == index).to_string()
                data-active=move || (at.get() == index).then_some("")
                on:mousedown=move |event| {
                    // Before the blur that would close the list.
                    event.prevent_default();
                    take(offer.clone());
                }
            >
                {matches!(offer, Offer::New(_)).then(|| view! { <Icon name="plus" /> })}
                <span class="combobox-words">
                    <span class="clip">{shown}</span>
                    <small class="faint clip">{detail}</small>
                </span>
            </li>
        }
    };
    let nothing = move || {
        (asked.get() && offers.with(Vec::is_empty)).then(|| {
        view! { <p class="menu-head" role="status">{move || common::NO_RESULTS_FOR.fill(language(), &[("query", &query.get())])}</p> }
    })
    };
    let label = bind.label.clone();
    let list_name = move || words::ADD_MORE.fill(language(), &[("label", &label.get())]);
    let input = view! {
        <div class="words">
            {move || value.with(|chosen| !chosen.is_empty()).then(|| view! { <ul class="chips">{value.get().into_iter().map(chip).collect_view()}</ul> })}
            <div class="combobox" node_ref=box_node>
                <div class="input-wrap">
                    <Icon name="search" />
                    <input
                        class="input"
                        node_ref=node
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
                        prop:value=move || query.get()
                        on:input=typed
                        on:keydown=key
                        on:click=move |_| show()
                        on:blur=move |_| {
                            if open.try_set(false).is_none() {
                                query.set(String::new());
                                tell(leave, ());
                            }
                        }
                    />
                </div>
                <div class="combobox-list" node_ref=list_node data-above=move || upwards.get().then_some("") hidden=move || !open.get()>
                    <ul class="menu" role="listbox" id=list_id aria-label=list_name>
                        {move || offers.get().into_iter().enumerate().map(option.clone()).collect_view()}
                    </ul>
                    {nothing}
                </div>
            </div>
        </div>
    };
    framed(bind, required, help, None, input.into_any())
}

/// What is offered: what was found and is not chosen yet, and the word itself if it is new.
fn offers(found: &[Found], chosen: &[Found], query: &str, makes_new: bool) -> Vec<Offer> {
    let is_chosen = |key: &str| chosen.iter().any(|one| one.key == key);
    let mut offers: Vec<Offer> = found.iter().filter(|one| !is_chosen(&one.key)).cloned().map(Offer::Known).collect();
    let word = query.trim();
    let is_known = |one: &Found| one.name.to_lowercase() == word.to_lowercase();
    if makes_new && !word.is_empty() && !found.iter().chain(chosen).any(is_known) {
        offers.push(Offer::New(word.to_owned()));
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str) -> Found {
        Found { key: name.to_lowercase(), name: name.to_owned(), detail: String::new() }
    }

    #[test]
    fn what_is_chosen_is_not_offered_again() {
        let offers = offers(&[one("VIP"), one("Nerja")], &[one("VIP")], "", true);
        assert_eq!(offers, [Offer::Known(one("Nerja"))]);
    }

    #[test]
    fn a_new_word_is_offered_last_and_only_if_it_is_new() {
        let all = offers(&[one("Jardín")], &[], " jard ", true);
        assert_eq!(all, [Offer::Known(one("Jardín")), Offer::New("jard".to_owned())]);
        assert_eq!(offers(&[one("Jardín")], &[], "jardín", true).len(), 1);
        assert_eq!(offers(&[], &[one("VIP")], "vip", true), []);
        assert_eq!(offers(&[], &[], "vip", false), []);
    }
}
