//! Cards in columns. A card is moved by pointer (on touch screens by its handle), or by keyboard: Space on its handle picks
//! it up, arrows move it, Space drops it, Esc puts it back; each step is spoken.

mod model;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use zaguan_i18n::components as words;

use crate::a11y::announce;
use crate::dom::{after_paint, focus_id, unique_id};
use crate::icon::Icon;
use crate::lang::{language, t};
use model::{Lane, Spot, before, spot_of, stepped, with_card_at};

/// How far a pressed pointer goes before it drags: less is a press.
const SLACK: f64 = 6.0;

/// A column.
#[derive(Clone)]
pub struct BoardColumn {
    /// What tells it from others.
    pub key: String,
    /// Its name.
    pub name: TextProp,
    /// Its glyph.
    pub icon: Option<&'static str>,
}

/// A card.
#[derive(Clone)]
pub struct BoardCard {
    /// What tells it from others.
    pub key: String,
    /// The column it lies in.
    pub column: String,
    /// What it is called, for its handle and for what is spoken.
    pub name: String,
    /// What stands on it.
    pub face: ViewFn,
}

/// A card was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardMove {
    /// The card.
    pub card: String,
    /// The column in which it lies now.
    pub column: String,
    /// The card behind it; `None`: it is the last.
    pub before: Option<String>,
}

/// A card that is held.
#[derive(Clone, PartialEq)]
struct Held {
    card: String,
    spot: Spot,
}

/// What the parts of one board share.
#[derive(Clone, Copy)]
struct Table {
    cards: Signal<Vec<BoardCard>>,
    columns: Signal<Vec<BoardColumn>>,
    lanes: Memo<Vec<Lane>>,
    held: RwSignal<Option<Held>>,
    /// Where a pointer was pressed on a card that is not dragged yet.
    pressed: StoredValue<Option<(String, f64, f64)>>,
    node: NodeRef<html::Div>,
    on_move: Callback<CardMove>,
    id: StoredValue<String>,
}

impl Table {
    fn handle_id(self, card: &str) -> String {
        self.id.with_value(|id| format!("{id}-{card}"))
    }

    fn say(self, text: zaguan_i18n::Text, held: &Held) {
        let name = self
            .cards
            .with_untracked(|cards| cards.iter().find(|card| card.key == held.card).map(|card| card.name.clone()));
        let column = self.columns.with_untracked(|all| {
            all.iter().find(|column| column.key == held.spot.column).map(|column| column.name.get().to_string())
        });
        let place = (held.spot.at + 1).to_string();
        let values = [("name", name.unwrap_or_default()), ("column", column.unwrap_or_default()), ("place", place)];
        let pairs: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        announce(text.fill(untrack(language), &pairs));
    }

    fn pick_up(self, card: &str) {
        if let Some(spot) = self.lanes.with_untracked(|lanes| spot_of(lanes, card)) {
            let held = Held { card: card.to_owned(), spot };
            self.say(words::CARD_HELD, &held);
            self.held.set(Some(held));
        }
    }

    fn drop_card(self) {
        let Some(held) = self.held.get_untracked() else { return };
        let lanes = self.lanes.get_untracked();
        self.held.set(None);
        if spot_of(&lanes, &held.card).as_ref() != Some(&held.spot) {
            let before = before(&lanes, &held.card, &held.spot);
            self.on_move.run(CardMove { card: held.card.clone(), column: held.spot.column.clone(), before });
        }
        self.say(words::CARD_DROPPED, &held);
        self.refocus(&held.card);
    }

    fn put_back(self) {
        let Some(held) = self.held.get_untracked() else { return };
        self.held.set(None);
        self.say(words::CARD_BACK, &held);
        self.refocus(&held.card);
    }

    /// A card that changes its column is made anew there.
    fn refocus(self, card: &str) {
        let handle = self.handle_id(card);
        after_paint(move || {
            let _ = focus_id(&handle);
        });
    }

    fn key(self, card: &str, event: &KeyboardEvent) {
        let held = self.held.get_untracked().filter(|held| held.card == card);
        match (event.key().as_str(), held) {
            (" " | "Enter", None) => self.pick_up(card),
            (" " | "Enter", Some(_)) => self.drop_card(),
            ("Escape", Some(_)) => self.put_back(),
            ("Tab", Some(_)) => {
                self.put_back();
                return;
            }
            (key, Some(held)) => {
                let Some(spot) = self.lanes.with_untracked(|lanes| stepped(lanes, card, &held.spot, key)) else {
                    return;
                };
                let held = Held { spot, ..held };
                self.say(words::CARD_AT, &held);
                self.held.set(Some(held));
                self.refocus(card);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn press(self, card: String, event: &PointerEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_handle = target.as_ref().is_some_and(|target| target.closest(".card-handle").ok().flatten().is_some());
        let on_other = target.is_some_and(|target| target.closest("button, input, select").ok().flatten().is_some());
        // A finger on a card scrolls.
        let drags = on_handle || (event.pointer_type() != "touch" && !on_other);
        if event.button() == 0 && drags {
            self.pressed.set_value(Some((card, f64::from(event.client_x()), f64::from(event.client_y()))));
        }
    }

    fn drag(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if let Some((card, from_x, from_y)) = self.pressed.get_value() {
            if (x - from_x).hypot(y - from_y) < SLACK {
                return;
            }
            self.pressed.set_value(None);
            if let Some(board) = self.node.get_untracked() {
                let _ = board.set_pointer_capture(event.pointer_id());
            }
            self.pick_up(&card);
        }
        let Some(held) = self.held.get_untracked() else { return };
        if let Some(spot) = self.spot_at(&held.card, x, y).filter(|spot| *spot != held.spot) {
            self.held.set(Some(Held { spot, ..held }));
        }
    }

    /// The spot under a pointer: the column by its sides, the place by the middles of the other cards.
    fn spot_at(self, card: &str, x: f64, y: f64) -> Option<Spot> {
        let found = self.node.get_untracked()?.query_selector_all("[data-column]").ok()?;
        let columns = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
        let column = columns.into_iter().find(|column| {
            let edges = column.get_bounding_client_rect();
            (edges.left()..edges.right()).contains(&x)
        })?;
        let cards = column.query_selector_all("[data-card]").ok()?;
        let cards = (0..cards.length()).filter_map(|at| cards.get(at)?.dyn_into::<Element>().ok());
        let above = cards.filter(|other| other.get_attribute("data-card").as_deref() != Some(card)).filter(|other| {
            let edges = other.get_bounding_client_rect();
            y > edges.top() + edges.height() / 2.0
        });
        Some(Spot { at: above.count(), column: column.get_attribute("data-column")? })
    }
}

/// The board.
#[component]
pub fn Board(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// The columns in order.
    #[prop(into)]
    columns: Signal<Vec<BoardColumn>>,
    /// The cards, each column's in order.
    #[prop(into)]
    cards: Signal<Vec<BoardCard>>,
    /// Takes a move. The board shows what `cards` says: whoever takes the move changes them, at once or when it is saved.
    #[prop(into)]
    on_move: Callback<CardMove>,
) -> impl IntoView {
    let lanes = Memo::new(move |_| {
        let lane = |column: &BoardColumn| {
            let own = |cards: &Vec<BoardCard>| {
                cards.iter().filter(|card| card.column == column.key).map(|card| card.key.clone()).collect::<Vec<_>>()
            };
            (column.key.clone(), cards.with(own))
        };
        columns.with(|columns| columns.iter().map(lane).collect::<Vec<_>>())
    });
    let table = Table {
        cards,
        columns,
        lanes,
        held: RwSignal::new(None),
        pressed: StoredValue::new(None),
        node: NodeRef::new(),
        on_move,
        id: StoredValue::new(unique_id("card")),
    };
    let shown = Memo::new(move |_| {
        let held = table.held.get();
        lanes.with(|lanes| held.map_or_else(|| lanes.clone(), |held| with_card_at(lanes, &held.card, &held.spot)))
    });
    let hint = unique_id("board-keys");
    let described = hint.clone();
    view! {
        <p class="vh" id=hint>{t(words::BOARD_KEYS)}</p>
        <div
            class="board"
            node_ref=table.node
            role="group"
            tabindex="0"
            aria-label=move || label.get()
            aria-describedby=described
            data-held=move || table.held.with(Option::is_some).then_some("")
            on:pointermove=move |event| table.drag(&event)
            on:pointerup=move |_| {
                table.pressed.set_value(None);
                table.drop_card();
            }
            on:pointercancel=move |_| {
                table.pressed.set_value(None);
                table.put_back();
            }
            on:dragstart=|event| event.prevent_default()
        >
            <For each=move || columns.get() key=|column| column.key.clone() children=move |column| view! { <ColumnView column shown table /> } />
        </div>
    }
}

/// One column.
#[component]
fn ColumnView(column: BoardColumn, shown: Memo<Vec<Lane>>, table: Table) -> impl IntoView {
    let BoardColumn { key, name, icon } = column;
    let heading = unique_id("column");
    let labelled = heading.clone();
    let mine = {
        let key = key.clone();
        Memo::new(move |_| {
            shown.with(|lanes| {
                lanes.iter().find(|(column, _)| *column == key).map(|(_, cards)| cards.clone()).unwrap_or_default()
            })
        })
    };
    view! {
        <div class="board-column" role="group" data-column=key aria-labelledby=labelled>
            <header>
                {icon.map(|name| view! { <Icon name /> })}
                <h3 id=heading>{move || name.get()}</h3>
                <span class="count num">{move || mine.with(Vec::len)}</span>
            </header>
            <ul class="board-cards">
                <For each=move || mine.get() key=Clone::clone children=move |card| view! { <CardView card table /> } />
            </ul>
        </div>
    }
}

/// One card with its handle.
#[component]
fn CardView(card: String, table: Table) -> impl IntoView {
    let found = table.cards.with_untracked(|cards| cards.iter().find(|other| other.key == card).cloned());
    let Some(BoardCard { name, face, .. }) = found else { return ().into_any() };
    let (for_key, for_press, for_held) = (card.clone(), card.clone(), card.clone());
    let is_held = Memo::new(move |_| table.held.with(|held| held.as_ref().is_some_and(|held| held.card == for_held)));
    let handle_name = move || words::MOVE_CARD.fill(language(), &[("name", &name)]);
    view! {
        <li
            class="board-card"
            data-card=card.clone()
            data-held=move || is_held.get().then_some("")
            on:pointerdown=move |event| table.press(for_press.clone(), &event)
        >
            <div class="grow">{face.run()}</div>
            <button
                type="button"
                class="card-handle"
                id=table.handle_id(&card)
                aria-label=handle_name
                aria-pressed=move || is_held.get().to_string()
                on:keydown=move |event| table.key(&for_key, &event)
            >
                <Icon name="grip-vertical" />
            </button>
        </li>
    }
    .into_any()
}
