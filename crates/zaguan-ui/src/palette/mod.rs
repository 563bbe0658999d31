//! The command palette: type, and go or do. Commands are there in the frame in which it opens; what the server finds comes
//! under its headings when it comes, and only the answer to the latest question counts.

mod model;
mod sheet;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent};
use zaguan_i18n::{common, components as words};

pub use model::{Act, Mark, PaletteGroup, PaletteItem};
use model::{place_after, step};

use crate::avatar::Avatar;
use crate::dom::{after, document, unique_id};
use crate::empty::Skeleton;
use crate::failure::Failure;
use crate::icon::Icon;
use crate::keys::Kbd;
use crate::lang::{language, t};
use crate::matching::marked;

/// How long one may pause typing before the server is asked.
const PAUSE: Duration = Duration::from_millis(120);
/// How long after the app has begun the palette is made.
const QUIET: Duration = Duration::from_secs(1);

/// What a search answers.
type Answer = Pin<Box<dyn Future<Output = Result<Vec<PaletteGroup>, Failure>>>>;
/// A search, see [`palette_search`].
pub type PaletteSearch = StoredValue<Rc<dyn Fn(String) -> Answer>, LocalStorage>;

/// Makes a search out of an async function, for [`CommandPalette`].
pub fn palette_search<F, Fut>(ask: F) -> PaletteSearch
where
    F: Fn(String) -> Fut + 'static,
    Fut: Future<Output = Result<Vec<PaletteGroup>, Failure>> + 'static,
{
    StoredValue::new_local(Rc::new(move |query| Box::pin(ask(query))))
}

/// Where the search stands.
#[derive(Clone)]
enum Stage {
    /// Nothing was asked.
    Idle,
    Asking,
    Answered,
    Failed(Failure),
}

/// What one open palette knows.
#[derive(Clone, Copy)]
struct State {
    query: RwSignal<String>,
    found: RwSignal<Vec<PaletteGroup>>,
    stage: RwSignal<Stage>,
    at: RwSignal<usize>,
    /// Whether the person chose a place, so that late answers leave them there.
    moved: RwSignal<bool>,
    turn: StoredValue<u32>,
}

impl State {
    fn new() -> Self {
        Self {
            query: RwSignal::new(String::new()),
            found: RwSignal::new(Vec::new()),
            stage: RwSignal::new(Stage::Idle),
            at: RwSignal::new(0),
            moved: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    /// As if nothing had ever been asked.
    fn begin_anew(self) {
        // Its screen may be gone by now.
        if self.turn.try_update_value(|turn| *turn = turn.wrapping_add(1)).is_none() {
            return;
        }
        self.query.set(String::new());
        self.found.set(Vec::new());
        self.stage.set(Stage::Idle);
        self.at.set(0);
        self.moved.set(false);
    }

    /// Asks the server after a short pause. An older answer that comes later is thrown away.
    fn ask(self, search: PaletteSearch) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = self.turn.get_value();
        let is_latest = move || self.turn.try_get_value() == Some(mine);
        let query = self.query.get_untracked().trim().to_owned();
        if query.is_empty() {
            self.found.set(Vec::new());
            self.stage.set(Stage::Idle);
            return;
        }
        self.stage.set(Stage::Asking);
        after(PAUSE, move || {
            let Some(answer) = is_latest().then(|| search.try_with_value(|search| search(query))).flatten() else {
                return;
            };
            spawn_local(async move {
                let answer = answer.await;
                if !is_latest() {
                    return;
                }
                match answer {
                    Ok(groups) => {
                        self.found.set(groups);
                        self.stage.set(Stage::Answered);
                    }
                    Err(failure) => {
                        self.found.set(Vec::new());
                        self.stage.set(Stage::Failed(failure));
                    }
                }
            });
        });
    }
}

/// The palette, over everything.
#[component]
pub fn CommandPalette(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What the box is called and says while it is empty: «Buscar o ir a…»
    #[prop(into)]
    label: TextProp,
    /// The commands that fit what is typed; asked in the same frame, so it must not wait for anything.
    #[prop(into)]
    commands: Callback<String, Vec<PaletteGroup>>,
    /// Asks the server for everything else, see [`palette_search`].
    #[prop(optional, into)]
    search: Option<PaletteSearch>,
    /// Goes to an address in this tab.
    #[prop(into)]
    on_go: Callback<String>,
    /// «Atajos»: shows the list of keys.
    #[prop(optional, into)]
    on_help: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    sheet::shown_while(node, open);
    // Made before it is wanted, when there is nothing else to do, and kept: opening it is then only to show it.
    let made = RwSignal::new(false);
    after(QUIET, move || {
        // Not again where it is there: what was typed in it would be gone.
        if made.try_get_untracked() == Some(false) {
            made.set(true);
        }
    });
    Effect::new(move |_| {
        if open.get() && !made.get_untracked() {
            made.set(true);
        }
    });
    let outside = move |event: MouseEvent| {
        if sheet::is_outside(&event) {
            open.set(false);
        }
    };
    let name = label.clone();
    view! {
        <div
            class="palette"
            popover="auto"
            role="dialog"
            aria-modal="true"
            node_ref=node
            aria-label=move || name.get()
            on:toggle=move |event| sheet::toggled(open, event.unchecked_ref())
            on:mousedown=outside
            on:keydown=move |event| sheet::keep_inside(node, &event)
        >
            <div class="palette-box">
                {move || made.get().then(|| view! { <Inside open label=label.clone() commands search on_go on_help /> })}
            </div>
        </div>
    }
}

/// What stands in the open palette.
#[component]
fn Inside(
    open: RwSignal<bool>,
    label: TextProp,
    commands: Callback<String, Vec<PaletteGroup>>,
    #[prop(optional_no_strip)] search: Option<PaletteSearch>,
    on_go: Callback<String>,
    #[prop(optional_no_strip)] on_help: Option<Callback<()>>,
) -> impl IntoView {
    let state = State::new();
    let groups = Memo::new_with_compare(
        move |_| {
            let own = commands.run(state.query.get());
            state.found.get().into_iter().chain(own).filter(|group| !group.items.is_empty()).collect::<Vec<_>>()
        },
        |_, _| true,
    );
    // When it closes, not when it opens: what is shown next time is there before it is asked for.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            after(Duration::ZERO, move || state.begin_anew());
        }
        is_open
    });
    let item_at =
        move |at: usize| groups.with_untracked(|groups| groups.iter().flat_map(|group| &group.items).nth(at).cloned());
    let count = move || groups.with(|groups| groups.iter().map(|group| group.items.len()).sum::<usize>());
    Effect::new(move |before: Option<Vec<String>>| {
        let keys: Vec<String> =
            groups.with(|groups| groups.iter().flat_map(|group| &group.items).map(|item| item.key.clone()).collect());
        let chosen = before.as_ref().and_then(|before| before.get(state.at.get_untracked()));
        state.at.set(place_after(chosen.map(String::as_str), state.moved.get_untracked(), &keys));
        keys
    });
    let choose = move |item: PaletteItem, beside: bool| {
        open.set(false);
        match item.act {
            Act::Go(href) if beside => {
                if let Some(window) = web_sys::window() {
                    let _ = window.open_with_url_and_target(&href, "_blank");
                }
            }
            Act::Go(href) => on_go.run(href),
            Act::Do(act) => act.run(()),
        }
    };
    let list_id = unique_id("palette");
    let option_id = StoredValue::new(list_id.clone());
    let id_at = move |at: usize| option_id.with_value(|list| format!("{list}-{at}"));
    let key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        if event.key() == "Enter" {
            event.prevent_default();
            if let Some(item) = item_at(state.at.get_untracked()) {
                choose(item, event.ctrl_key() || event.meta_key());
            }
        } else if let Some(to) = step(&event.key(), state.at.get_untracked(), untrack(count)) {
            // In a box with words, Home and End belong to the words as long as one has not begun to move.
            let is_of_box = matches!(event.key().as_str(), "Home" | "End") && !state.moved.get_untracked();
            if !is_of_box {
                event.prevent_default();
                state.moved.set(true);
                state.at.set(to);
                show_option(&id_at(to));
            }
        }
    };
    let typed = move |event| {
        state.query.set(event_target_value(&event));
        state.moved.set(false);
        if let Some(search) = search {
            state.ask(search);
        }
    };
    let active = move || (count() > 0).then(|| id_at(state.at.get()));
    let box_name = label.clone();
    let again = move |_| search.into_iter().for_each(|search| state.ask(search));
    view! {
        <div class="palette-ask">
            <Icon name="search" />
            <input
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || box_name.get()
                aria-expanded=move || (count() > 0).to_string()
                aria-controls=list_id.clone()
                aria-autocomplete="list"
                aria-activedescendant=active
                placeholder=move || label.get()
                prop:value=move || state.query.get()
                on:input=typed
                on:keydown=key
            />
            <button type="button" class="palette-close" on:click=move |_| open.set(false)>
                <span class="vh">{t(common::CLOSE)}</span>
                <Kbd keys="Esc" />
            </button>
        </div>
        <div class="menu palette-list" role="listbox" id=list_id aria-label=t(words::RESULTS)>
            {move || shown(groups.get(), state, id_at, Callback::new(move |(item, beside)| choose(item, beside)))}
        </div>
        <Trouble state is_empty=Signal::derive(move || count() == 0) again=Callback::new(again) />
        <p class="vh" role="status">
            {move || if matches!(state.stage.get(), Stage::Answered | Stage::Idle) { words::RESULTS_FOUND.count(language(), count() as u64) } else { String::new() }}
        </p>
        <div class="palette-keys">
            <span><Kbd keys="↑" /><Kbd keys="↓" />{t(words::KEY_CHOOSE)}</span>
            <span><Kbd keys="↵" />{t(words::KEY_OPEN)}</span>
            <span><Kbd keys="Mod ↵" />{t(words::KEY_OPEN_BESIDE)}</span>
            {on_help.map(|help| view! {
                <button type="button" on:click=move |_| { open.set(false); help.run(()) }><Kbd keys="?" />{t(words::SHORTCUTS)}</button>
            })}
        </div>
    }
}

/// Waiting, nothing found, and what went wrong with asking.
#[component]
fn Trouble(state: State, is_empty: Signal<bool>, again: Callback<()>) -> impl IntoView {
    move || {
        match state.stage.get() {
        Stage::Asking if is_empty.get() => {
            view! { <div class="palette-wait late" aria-hidden="true"><Skeleton twelfths=6 /><Skeleton twelfths=4 /></div> }.into_any()
        }
        Stage::Failed(failure) => view! {
            <p class="palette-note" role="alert">
                <Icon name="circle-alert" />
                <span>{t(failure.text())}</span>
                <button type="button" class="btn" data-size="sm" on:click=move |_| again.run(())>{t(common::RETRY)}</button>
            </p>
        }
        .into_any(),
        Stage::Answered | Stage::Idle if is_empty.get() => {
            let none = move || common::NO_RESULTS_FOR.fill(language(), &[("query", state.query.get().trim())]);
            view! { <p class="palette-note">{none}</p> }.into_any()
        }
        _ => ().into_any(),
    }
    }
}

/// The groups with their results, numbered through.
fn shown(
    groups: Vec<PaletteGroup>,
    state: State,
    id_at: impl Fn(usize) -> String + Copy + Send + Sync + 'static,
    choose: Callback<(PaletteItem, bool)>,
) -> impl IntoView {
    let mut next = 0;
    let group = |PaletteGroup { title, items }: PaletteGroup| {
        let heading = unique_id("group");
        let labelled = heading.clone();
        let from = next;
        next += items.len();
        let options = items.into_iter().enumerate().map(|(at, item)| {
            let at = from + at;
            view! { <Choice item at id=id_at(at) state choose /> }
        });
        view! {
            <div role="group" aria-labelledby=labelled>
                <span class="palette-group" id=heading>{title}</span>
                {options.collect_view()}
            </div>
        }
    };
    groups.into_iter().map(group).collect_view()
}

/// One result.
#[component]
fn Choice(
    item: PaletteItem,
    at: usize,
    id: String,
    state: State,
    choose: Callback<(PaletteItem, bool)>,
) -> impl IntoView {
    let is_here = Memo::new(move |_| state.at.get() == at);
    let PaletteItem { key: _, mark, name, detail, badge, number, keys, act: _ } = item.clone();
    let parts = marked(&name, &state.query.get_untracked());
    let words_of =
        parts.into_iter().map(|(on, part)| if on { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() });
    let sign = match mark {
        Mark::Icon(icon) => view! { <Icon name=icon /> }.into_any(),
        Mark::Person => view! { <Avatar name /> }.into_any(),
    };
    let press = move |event: MouseEvent| choose.run((item.clone(), event.ctrl_key() || event.meta_key()));
    view! {
        <div
            role="option"
            id=id
            aria-selected=move || is_here.get().to_string()
            on:mousemove=move |_| if !is_here.get_untracked() { state.moved.set(true); state.at.set(at) }
            // The box keeps the focus.
            on:mousedown=|event: MouseEvent| event.prevent_default()
            on:click=press
        >
            {sign}
            <span class="clip palette-name">
                {words_of.collect_view()}
                {(!detail.is_empty()).then(|| view! { " " <small>{detail}</small> })}
            </span>
            <span class="palette-end">
                {badge.map(|(icon, words)| view! { <span class="badge" data-tone="accent"><Icon name=icon />{words}</span> })}
                {number.map(|number| view! { <span class="id">{number}</span> })}
                {keys.into_iter().map(|keys| view! { <Kbd keys /> }).collect_view()}
                {move || is_here.get().then(|| view! { <Kbd keys="↵" /> })}
            </span>
        </div>
    }
}

/// Scrolls the list so that a result is seen.
fn show_option(id: &str) {
    if let Some(option) = document().and_then(|page| page.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
