//! What can be done with many rows at once: somebody looks after them; of what has tags and a bin, tags, access to the
//! portal, the bin. Each act says what it did and what it left alone, and can be taken back.

use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{Text, common, fields, register as words};
use zaguan_types::BulkId;
use zaguan_types::bulk::{BulkAction, BulkChange, BulkOutcome, BulkSkip, MOST, Matching};
use zaguan_ui::prelude::*;

use super::kind::Kind as Register;
use super::merge_dialog::{MergeDialog, Pair};
use super::view::ListView;
use super::{Entry, Filed, TagsInput};
use crate::api::api;
use crate::definitions::definitions;
use crate::listing::Listing;
use crate::once::random_id;
use crate::session::{Session, session};

/// Why a record was left as it is.
const fn why(reason: BulkSkip) -> Text {
    match reason {
        BulkSkip::NotFound => words::SKIP_NOT_FOUND,
        BulkSkip::TooManyTags => words::SKIP_TOO_MANY_TAGS,
        BulkSkip::EmailNeeded => words::SKIP_EMAIL_NEEDED,
        BulkSkip::EmailTaken => words::SKIP_EMAIL_TAKEN,
        BulkSkip::OptedOut => words::SKIP_OPTED_OUT,
        BulkSkip::SupportOver => words::SKIP_SUPPORT_OVER,
        BulkSkip::ChangedSince => words::SKIP_CHANGED_SINCE,
    }
}

/// Which rows are meant: those that are ticked, or all that the list shows.
fn target(view: &ListView, ids: Vec<uuid::Uuid>, everything: bool) -> BulkChange {
    let matching = everything.then(|| Matching {
        q: Some(view.words.trim().to_owned()).filter(|words| !words.is_empty()),
        filters: view.filters.clone(),
    });
    BulkChange {
        action: BulkAction::Assign,
        ids: if everything { Vec::new() } else { ids },
        matching,
        owner_id: None,
        tags: Vec::new(),
        status: None,
        priority: None,
        dry_run: false,
    }
}

/// The acts on the ticked rows. Copies are the same.
pub struct Acts<T: Entry> {
    selected: RwSignal<HashSet<T::Key>>,
    everything: RwSignal<bool>,
    view: Memo<ListView>,
    listing: Listing<T>,
    /// While the server is asked.
    pub busy: RwSignal<bool>,
    /// What was left alone, shown in a dialog.
    report: RwSignal<Option<BulkOutcome>>,
    session: Session,
}

impl<T: Entry> Clone for Acts<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Entry> Copy for Acts<T> {}

impl<T: Entry> Acts<T> {
    /// A change of the rows that are meant, which still has to say what it does.
    pub fn target(self) -> BulkChange {
        let ids = self.selected.with_untracked(|keys| keys.iter().map(|key| (*key).into()).collect());
        self.view.with_untracked(|view| target(view, ids, self.everything.get_untracked()))
    }

    /// How many rows are meant.
    fn count(self) -> usize {
        let ticked = self.selected.with(HashSet::len);
        match self.everything.get().then(|| self.listing.total()).flatten() {
            Some(total) => (total as usize).min(MOST),
            None => ticked,
        }
    }

    /// Asks the server for a change, and says what came of it.
    pub fn run(self, change: BulkChange) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = T::bulk(&change, &random_id().to_string()).await.map_err(Failure::from);
            self.busy.try_set(false);
            match answer {
                Ok(outcome) => self.say(outcome),
                Err(failure) => {
                    self.session.heed(&failure);
                    toast(t(failure.text()));
                }
            }
        });
    }

    fn say(self, outcome: BulkOutcome) {
        self.clear();
        self.listing.quietly();
        let changed = outcome.changed;
        let said = move || words::BULK_DONE.count(language(), changed);
        match outcome.id {
            Some(id) => toast_with_undo(said, move || take_back(id, self.listing)),
            None => toast(said),
        }
        if !outcome.skipped.is_empty() {
            self.report.try_set(Some(outcome));
        }
    }

    fn clear(self) {
        self.selected.try_set(HashSet::new());
        self.everything.try_set(false);
    }
}

fn take_back<T: Entry>(id: BulkId, listing: Listing<T>) {
    spawn_local(async move {
        match api().undo_bulk_change(id).await.map_err(Failure::from) {
            Ok(outcome) => {
                let (changed, skipped) = (outcome.changed, outcome.skipped.len() as u64);
                toast(move || match skipped {
                    0 => words::BULK_UNDONE.count(language(), changed),
                    n => words::BULK_UNDONE_PARTLY.count_with(language(), changed, &[("skipped", &n.to_string())]),
                });
                listing.quietly();
            }
            Err(failure) => toast(t(failure.text())),
        }
    });
}

/// The bar over the list.
#[component]
pub fn BulkActs<T: Entry>(
    /// The ticked rows.
    selected: RwSignal<HashSet<T::Key>>,
    /// What the list shows.
    view: Memo<ListView>,
    /// The list.
    listing: Listing<T>,
    /// What only these records can be done: buttons, and their dialogs.
    more: fn(Acts<T>) -> (ViewFn, AnyView),
) -> impl IntoView {
    let acts = Acts {
        selected,
        everything: RwSignal::new(false),
        view,
        listing,
        busy: RwSignal::new(false),
        report: RwSignal::new(None),
        session: session(),
    };
    // Another list: what was ticked in the one before is not meant.
    Effect::new(move |before: Option<(String, std::collections::BTreeMap<String, String>)>| {
        let now = view.with(|view| (view.words.clone(), view.filters.clone()));
        if before.is_some_and(|before| before != now) {
            acts.clear();
        }
        now
    });
    // Ticking by hand means single rows again.
    Effect::new(move |before: Option<usize>| {
        let now = selected.with(HashSet::len);
        if before.is_some_and(|before| before != now) {
            acts.everything.set(false);
        }
        now
    });
    let (buttons, dialogs) = more(acts);
    view! {
        <BulkBar count=Signal::derive(move || acts.count()) on_clear=move |()| acts.clear()>
            <Everything acts />
            <AssignMenu acts />
            {buttons.run()}
        </BulkBar>
        {dialogs}
        <ReportDialog acts />
    }
}

/// What can be done with records that have tags and a bin, and that may be the same.
pub fn filed_acts<T: Filed>(acts: Acts<T>) -> (ViewFn, AnyView) {
    let (selected, listing) = (acts.selected, acts.listing);
    let pair = Pair::<T>::default();
    let granting = RwSignal::new(false);
    let delete = move |()| acts.run(BulkChange { action: BulkAction::Delete, ..acts.target() });
    let merge = move |()| {
        let order: Vec<T::Key> = listing.rows().with(|rows| rows.iter().map(|cell| cell.key).collect());
        let both: Vec<T::Key> =
            order.into_iter().filter(|key| selected.with_untracked(|keys| keys.contains(key))).collect();
        if let [stays, goes] = both.as_slice() {
            pair.ask(*stays, Some(*goes));
        }
    };
    let is_pair = move || !acts.everything.get() && selected.with(HashSet::len) == 2;
    let is_contacts = T::KIND == Register::Contacts;
    let buttons = move || {
        view! {
                <TagMenu acts />
                {is_contacts.then(|| view! { <Button label=t(words::GRANT_ACCESS) icon="arch" size=Size::Small busy=acts.busy on_press=move |()| granting.set(true) /> })}
                {move || is_pair().then(|| view! { <Button label=t(words::MERGE) icon="merge" size=Size::Small on_press=merge /> })}
                <Button label=t(words::DELETE) icon="trash-2" size=Size::Small kind=Kind::DangerPlain busy=acts.busy on_press=delete />
        }
    };
    let dialogs = view! {
        <MergeDialog pair on_done=move |()| acts.clear() />
        <GrantDialog acts open=granting />
    };
    (buttons.into(), dialogs.into_any())
}

/// «Seleccionar los 230»: when everything that is loaded is ticked and there is more.
#[component]
fn Everything<T: Entry>(acts: Acts<T>) -> impl IntoView {
    let more = move || {
        let total = acts.listing.total().unwrap_or(0);
        let ticked = acts.selected.with(HashSet::len) as u64;
        let loaded = acts.listing.rows().with(Vec::len) as u64;
        (!acts.everything.get() && ticked >= loaded && total > ticked).then(|| total.min(MOST as u64))
    };
    move || {
        more().map(|n| {
            view! { <Button label=t_count(words::SELECT_MATCHING, move || n) size=Size::Small kind=Kind::Link on_press=move |()| acts.everything.set(true) /> }
        })
    }
}

/// Who looks after them from now on.
#[component]
fn AssignMenu<T: Entry>(acts: Acts<T>) -> impl IntoView {
    let open = RwSignal::new(false);
    let owner = RwSignal::new(String::new());
    let words_of = T::KIND.words();
    let (label, nobody) = (words_of.owner, words_of.nobody);
    let assign = move |()| {
        let owner_id = owner.get_untracked().parse().ok();
        open.set(false);
        acts.run(BulkChange { action: BulkAction::Assign, owner_id, ..acts.target() });
    };
    view! {
        <Popover label=t(words::ASSIGN) name=t(words::ASSIGN) icon="user-round" kind=Kind::Plain size=Size::Small open>
            <div class="filter-editor">
                <Select bind=Bound::new(t(label), owner) options=definitions().user_options(String::new) empty=t(nobody) />
                <Button label=t(words::ASSIGN_NOW) size=Size::Small kind=Kind::Primary on_press=assign />
            </div>
        </Popover>
    }
}

/// Tags that they get or lose.
#[component]
fn TagMenu<T: Filed>(acts: Acts<T>) -> impl IntoView {
    let open = RwSignal::new(false);
    let tags = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        if open.get() {
            tags.set(Vec::new());
        }
    });
    let act = move |action: BulkAction| {
        let tags = tags.get_untracked();
        if !tags.is_empty() {
            open.set(false);
            acts.run(BulkChange { action, tags, ..acts.target() });
        }
    };
    let blocked =
        Signal::derive(move || tags.with(Vec::is_empty).then(|| words::TAGS_FIRST.get(language()).to_owned()));
    view! {
        <Popover label=t(fields::TAGS) name=t(fields::TAGS) icon="tag" kind=Kind::Plain size=Size::Small open>
            <div class="filter-editor">
                <TagsInput bind=Bound::new(t(fields::TAGS), tags) kind=T::KIND />
                <div class="row" data-gap="s">
                    <Button label=t(words::TAGS_ADD) size=Size::Small kind=Kind::Primary blocked on_press=move |()| act(BulkAction::AddTags) />
                    <Button label=t(words::TAGS_REMOVE) size=Size::Small on_press=move |()| act(BulkAction::RemoveTags) />
                </div>
            </div>
        </Popover>
    }
}

/// Access to the portal: says first what would happen.
#[component]
fn GrantDialog<T: Entry>(acts: Acts<T>, open: RwSignal<bool>) -> impl IntoView {
    let reading = Reading::new(move || {
        let asked =
            open.get().then(|| BulkChange { action: BulkAction::GrantPortalAccess, dry_run: true, ..acts.target() });
        async move {
            Ok::<_, zaguan_client::ClientError>(match asked {
                Some(change) => Some(T::bulk(&change, &random_id().to_string()).await?),
                None => None,
            })
        }
    });
    let grant = move |()| {
        open.set(false);
        acts.run(BulkChange { action: BulkAction::GrantPortalAccess, ..acts.target() });
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            <Button label=t(words::GRANT_NOW) kind=Kind::Primary submit=true />
        }
    };
    let body = |outcome: Signal<Option<BulkOutcome>>| {
        move || outcome.get().map(|outcome| view! { <Outcome outcome would=true /> })
    };
    view! {
        <Dialog open title=t(words::GRANT_TITLE) lead=t(words::GRANT_TEXT) foot on_submit=grant>
            <Loaded from=reading skeleton=|| view! { <SkeletonList rows=3 /> } let:outcome>{body(outcome)}</Loaded>
        </Dialog>
    }
}

/// What was left alone, and why.
#[component]
fn ReportDialog<T: Entry>(acts: Acts<T>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(acts.report.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            acts.report.set(None);
        }
        now
    });
    let foot =
        move || view! { <Button label=t(common::CLOSE) kind=Kind::Primary on_press=move |()| open.set(false) /> };
    view! {
        <Dialog open title=t(words::REPORT_TITLE) foot>
            {move || acts.report.get().map(|outcome| view! { <Outcome outcome would=false /> })}
        </Dialog>
    }
}

/// Numbers, and the list of those that were left alone.
#[component]
fn Outcome(outcome: BulkOutcome, would: bool) -> impl IntoView {
    let BulkOutcome { id: _, changed, unchanged, skipped } = outcome;
    let head = if would { words::BULK_WOULD } else { words::BULK_DONE };
    let left = skipped.len() as u64;
    let line = |one: zaguan_types::bulk::Skipped| {
        let name = one.label.unwrap_or_else(|| common::UNNAMED.get(untrack(language)).to_owned());
        view! { <li><b>{name}</b> <span class="soft">{t(why(one.reason))}</span></li> }
    };
    view! {
        <p>{t_count(head, move || changed)}</p>
        {(unchanged > 0).then(|| view! { <p class="soft">{t_count(words::BULK_SAME, move || unchanged)}</p> })}
        {(left > 0).then(|| view! {
            <p>{t_count(words::BULK_SKIPPED, move || left)}</p>
            <div class="skipped" tabindex="0" role="group" aria-label=t_count(words::BULK_SKIPPED, move || left)>
                <ul>{skipped.into_iter().map(line).collect_view()}</ul>
            </div>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn all_that_match_are_meant_by_the_filters_of_the_list() {
        let view = ListView { words: " vega ".into(), ..ListView::default() }.with_filter("tag", "VIP");
        let some = target(&view, vec![Uuid::nil()], false);
        assert_eq!((some.ids.len(), some.matching), (1, None));
        let all = target(&view, vec![Uuid::nil()], true);
        let matching = all.matching.expect("filters");
        assert!(all.ids.is_empty());
        assert_eq!(matching.q.as_deref(), Some("vega"));
        assert_eq!(matching.filters.get("tag").map(String::as_str), Some("VIP"));
    }
}
