//! The dialog that merges two records: which stays, whose value counts field by field, and what moves over.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::ClientError;
use zaguan_i18n::{common, register as words};
use zaguan_types::Code;
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;

use super::list::address;
use super::merging::{Comparison, compare, name_of, taken};
use super::{Filed, record_of};
use crate::definitions::definitions;
use crate::nav::nav;
use crate::record::model::all_fields;
use crate::record::{Differing, link_search, named_value};
use crate::session::session;

/// What is merged: the one that stays, and the other one once it is known.
pub struct Pair<T: Filed> {
    /// Whether the dialog is shown.
    pub open: RwSignal<bool>,
    /// The one that stays.
    pub stays: RwSignal<Option<T::Key>>,
    /// The one that goes.
    pub goes: RwSignal<Option<T::Key>>,
}

impl<T: Filed> Clone for Pair<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Filed> Copy for Pair<T> {}

impl<T: Filed> Default for Pair<T> {
    fn default() -> Self {
        Self { open: RwSignal::new(false), stays: RwSignal::new(None), goes: RwSignal::new(None) }
    }
}

impl<T: Filed> Pair<T> {
    /// Opens the dialog.
    pub fn ask(self, stays: T::Key, goes: Option<T::Key>) {
        self.stays.set(Some(stays));
        self.goes.set(goes);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn MergeDialog<T: Filed>(
    /// What is merged.
    pair: Pair<T>,
    /// Told once it is done.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let Pair { open, stays, goes } = pair;
    let read = |key: RwSignal<Option<T::Key>>| {
        Reading::new(move || {
            let wanted = key.get().filter(|_| open.get());
            async move {
                Ok::<_, ClientError>(match wanted {
                    Some(id) => Some(T::one(id).await?.value),
                    None => None,
                })
            }
        })
    };
    let (first, second) = (read(stays), read(goes));
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        open.track();
        stays.track();
        goes.track();
        chosen.set(BTreeSet::new());
        failure.set(None);
    });
    let both = Memo::new(move |_| {
        let (stays_now, goes_now) = (stays.get(), goes.get());
        let one = first.get().flatten().filter(|record| Some(record.key()) == stays_now);
        let other = second.get().flatten().filter(|record| Some(record.key()) == goes_now);
        one.zip(other)
    });
    let comparison = Memo::new(move |_| {
        let fields = definitions().of(T::KIND.module()).get().map(|blocks| all_fields(&blocks)).unwrap_or_default();
        let active: Vec<_> = fields.into_iter().filter(|field| field.active).collect();
        both.get().map(|(stays, goes)| compare(&active, &record_of(&stays), &record_of(&goes))).unwrap_or_default()
    });
    let merge = move |()| {
        let Some((one, other)) = both.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let take = comparison.with_untracked(|comparison| chosen.with_untracked(|chosen| taken(comparison, chosen)));
        busy.set(true);
        spawn_local(async move {
            let answer = T::merge(one.key(), other.key(), take, one.etag()).await.map_err(Failure::from);
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    toast(t_fill(words::MERGED, &[("other", &other.name()), ("name", &one.name())]));
                    if let Some(told) = on_done {
                        told.try_run(());
                    }
                    nav.go(address(T::KIND, Some(one.key().into()), nav));
                }
                Err(found) => {
                    session.heed(&found);
                    if found.code() == Some(Code::PreconditionFailed) {
                        first.again();
                    }
                    failure.try_set(Some(found));
                }
            }
        });
    };
    let blocked = Signal::derive(move || {
        both.with(Option::is_none).then(|| words::MERGE_CHOOSE_FIRST.get(language()).to_owned())
    });
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            <Button label=t(words::MERGE_NOW) kind=Kind::Primary submit=true busy blocked />
        }
    };
    let problem = move || {
        failure.get().map(|failure| {
            let text = match failure.code() {
                Some(Code::Conflict) => words::MERGED_ALREADY,
                _ => failure.text(),
            };
            view! { <Banner tone=Tone::Bad><p>{t(text)}</p></Banner> }
        })
    };
    let name_of_first = move || first.get().flatten().as_ref().map(T::name).unwrap_or_default();
    let lead = move || words::MERGE_LEAD.fill(language(), &[("name", &name_of_first())]);
    view! {
        <Dialog open title=t(words::MERGE_TITLE) lead foot on_submit=merge wide=true>
            <div class="stack merge">
                {problem}
                <Other pair known=second />
                {move || both.get().map(|(stays, goes)| view! { <Compared stays goes comparison chosen pair /> })}
            </div>
        </Dialog>
    }
}

/// Chooses the other record.
#[component]
fn Other<T: Filed>(pair: Pair<T>, known: Reading<Option<T>>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(record) = known.get().flatten().filter(|record| Some(record.key()) == pair.goes.get_untracked()) {
            name.set(record.name());
        }
    });
    let mut bind = Bound::new(t(words::MERGE_OTHER), RwSignal::new(String::new()));
    bind.value = Signal::derive(move || {
        pair.goes.get().map(|key| Into::<uuid::Uuid>::into(key).to_string()).unwrap_or_default()
    });
    bind.set = Callback::new(move |text: String| {
        let key = text.parse::<uuid::Uuid>().ok().map(T::Key::from);
        pair.goes.set(key.filter(|key| Some(*key) != pair.stays.get_untracked()));
    });
    link_search(T::KIND.link()).map(|search| view! { <Combobox bind chosen_name=name search required=true /> })
}

/// Both side by side.
#[component]
fn Compared<T: Filed>(
    stays: T,
    goes: T,
    comparison: Memo<Comparison>,
    chosen: RwSignal<BTreeSet<String>>,
    pair: Pair<T>,
) -> impl IntoView {
    let swap = move |()| {
        let (one, other) = (pair.stays.get_untracked(), pair.goes.get_untracked());
        pair.stays.set(other);
        pair.goes.set(one);
    };
    let (name, other) = (stays.name(), goes.name());
    let (one_head, other_head) = (name.clone(), other.clone());
    let rows = move || comparison.get().rows.into_iter().map(|row| view! { <OneField row chosen /> }).collect_view();
    let completed = move || {
        let fields = comparison.get().completed;
        let labels = fields.iter().map(|field| field.labels.get(language()).to_owned()).collect::<Vec<_>>().join(", ");
        (!labels.is_empty()).then(|| view! { <p class="small soft">{move || words::MERGE_COMPLETED.fill(language(), &[("fields", &labels)])}</p> })
    };
    let alike = move || {
        comparison.with(|all| all.rows.is_empty()).then(|| view! { <p class="small soft">{t(words::MERGE_ALIKE)}</p> })
    };
    view! {
        <div class="merge-heads">
            <div><small class="faint">{t(words::MERGE_STAYS)}</small><b>{one_head}</b></div>
            <div><small class="faint">{t(words::MERGE_GOES)}</small><b>{other_head}</b></div>
            <Button label=t(words::MERGE_SWAP) size=Size::Small icon="refresh-cw" on_press=swap />
        </div>
        {rows}
        {alike}
        {completed}
        <Moves goes=goes name other />
    }
}

/// One field with both values.
#[component]
fn OneField(row: Differing, chosen: RwSignal<BTreeSet<String>>) -> impl IntoView {
    let group = unique_id("keep");
    let Differing { field, mine, theirs } = row;
    let (labels, api_name) = (field.labels.clone(), name_of(&field));
    let choice = |takes: bool| {
        let (group, api_name, field) = (group.clone(), StoredValue::new(api_name.clone()), field.clone());
        let side = if takes { theirs.clone() } else { mine.clone() };
        let words = move || named_value(&field, side.value.as_ref(), side.name.as_deref(), language());
        let is_on = move || api_name.with_value(|name| chosen.with(|chosen| chosen.contains(name))) == takes;
        let pick = move |_| {
            api_name.with_value(|name| {
                chosen.update(|chosen| {
                    if takes {
                        chosen.insert(name.clone())
                    } else {
                        chosen.remove(name)
                    };
                });
            });
        };
        view! {
            <label class="check">
                <input type="radio" name=group prop:checked=is_on on:change=pick />
                <span class="check-words">{words}</span>
            </label>
        }
    };
    let (one, other) = (choice(false), choice(true));
    view! {
        <fieldset class="field merge-field">
            <legend class="label">{move || labels.get(language()).to_owned()}</legend>
            {one}
            {other}
        </fieldset>
    }
}

/// What moves over, in numbers and words.
#[component]
fn Moves<T: Filed>(goes: T, name: String, other: String) -> impl IntoView {
    let id = goes.key();
    let reading = Reading::new(move || async move { T::moves(id).await });
    let said = move |moves: Signal<Vec<(zaguan_i18n::Plural, u64)>>| {
        let (name, other) = (name.clone(), other.clone());
        move || {
            let spoken = language();
            let parts: Vec<String> =
                moves.get().iter().filter(|(_, n)| *n > 0).map(|(plural, n)| plural.count(spoken, *n)).collect();
            let parts =
                if parts.is_empty() { words::MERGE_NOTHING_MOVES.get(spoken).to_owned() } else { parts.join(", ") };
            words::MERGE_MOVES.fill(spoken, &[("what", &parts), ("name", &name), ("other", &other)])
        }
    };
    view! {
        <div class="merge-moves">
            <Icon name="merge" />
            <Loaded from=reading skeleton=|| view! { <Skeleton twelfths=8 /> } let:moves><p>{said(moves)}</p></Loaded>
        </div>
    }
}
