//! The timeline of a record under the box for notes: newest first, page by page, alive.

use std::collections::HashMap;

use leptos::prelude::*;
use uuid::Uuid;
use zaguan_client::{OnRecord, Query};
use zaguan_i18n::{activity as words, common};
use zaguan_types::notes::Note;
use zaguan_types::timeline::{TimelineEntry as Entry, TimelineKind};
use zaguan_types::{NoteId, Page, Permission};
use zaguan_ui::prelude::*;

use super::notes::{NoteBox, NoteMenu, NoteText};
use super::sentence::{Piece, icon, pieces};
use super::words_of::{changes, of_firm};
use crate::api::{api, on_news};
use crate::definitions::definitions;
use crate::listing::Listing;
use crate::routes::Route;
use crate::session::session;

/// The parts by which the timeline can be read.
const PARTS: [(TimelineKind, zaguan_i18n::Text); 5] = [
    (TimelineKind::Notes, words::PART_NOTES),
    (TimelineKind::Changes, words::PART_CHANGES),
    (TimelineKind::Cases, words::PART_CASES),
    (TimelineKind::Access, words::PART_ACCESS),
    (TimelineKind::Mail, words::PART_MAIL),
];

/// What is read here, and by what its parts find each other.
#[derive(Clone, Copy)]
struct Shared {
    on: OnRecord,
    page: Uuid,
    notes: Reading<Page<Note>>,
    by_id: Memo<HashMap<NoteId, Note>>,
    again: Callback<()>,
}

/// «Actividad»
#[component]
pub fn Activity(
    /// Of what.
    on: OnRecord,
    /// Its id, whatever it is.
    page: Uuid,
    /// Who may write notes on it.
    write: Permission,
) -> impl IntoView {
    let session = session();
    let part = RwSignal::new(String::new());
    let listing = Listing::<Entry>::new(
        move || Query::new().filter("kind", part.get()),
        move |query| async move { api().timeline(on, &query).await },
    );
    let notes = Reading::new(move || async move { api().notes(on, &Query::new().with("limit", "200")).await });
    let again = Callback::new(move |()| {
        listing.quietly();
        notes.again();
    });
    // A case or a sign-in of somebody who belongs here is told as well, and names another record.
    on_news(|_| true, move || again.run(()));
    let by_id = Memo::new(move |_| {
        let items = notes.get().map(|page| page.items).unwrap_or_default();
        items.into_iter().map(|note| (note.id, note)).collect::<HashMap<_, _>>()
    });
    let shared = Shared { on, page, notes, by_id, again };
    let entries = Memo::new_with_compare(
        move |_| listing.rows().get().into_iter().map(|cell| told(cell, shared)).collect::<Vec<_>>(),
        |_, _| true,
    );
    let draft = session.draft_key(&format!("note.{page}"));
    let box_of_notes = move || {
        let draft = draft.clone();
        session.can(write).then(|| view! { <NoteBox on draft on_written=again /> })
    };
    let options = Signal::derive(|| {
        PARTS.iter().map(|(kind, text)| (kind.as_str().to_owned(), text.get(language()).to_owned())).collect::<Vec<_>>()
    });
    let empty = || view! { <p class="faint small">{t(words::NOTHING_YET)}</p> };
    view! {
        <div class="activity">
            {box_of_notes}
            <div class="activity-part">
                <Select bind=Bound::new(t(words::SHOW), part) options empty=t(common::ALL) inline=true />
            </div>
            <Loaded from=listing.first is_empty=|page| page.items.is_empty() empty let:_page>
                <Timeline entries />
                {listing.more()}
            </Loaded>
        </div>
    }
}

/// An entry as the timeline shows it.
fn told(cell: Cell<Entry>, shared: Shared) -> TimelineEntry {
    let entry = cell.row.get();
    let row = StoredValue::new(entry.clone());
    let edits = RwSignal::new(false);
    let sentence = move || row.with_value(|entry| sentence(entry, shared.page));
    let shown = TimelineEntry::new(entry.id.to_string(), entry.at, icon(&entry), move || sentence);
    let note = note_of(&entry);
    let shown = match (note, entry.action.as_str()) {
        (Some(_), "note.created" | "note.updated" | "note.removed" | "note.restored") => shown.tone(Tone::Note),
        (_, "portal_sign_in.failed" | "mail.failed") => shown.tone(Tone::Bad),
        (_, "session.created" | "case_message.created" | "case.created" | "portal_access.granted") => {
            shown.tone(Tone::Accent)
        }
        _ => shown,
    };
    let is_note = entry.action == "note.created";
    if let Some(id) = note.filter(|_| is_note && !entry.subject_gone) {
        let find = move || shared.by_id.with(|all| all.get(&id).cloned());
        let text = entry.text.clone();
        let body = move || match find() {
            Some(note) => view! { <NoteText on=shared.on note reading=shared.notes edits /> }.into_any(),
            None => text.clone().into_any(),
        };
        let menu = move || find().map(|note| view! { <NoteMenu on=shared.on note on_change=shared.again edits /> });
        return shown.body(ViewFn::from(move || body.clone())).action(ViewFn::from(move || menu));
    }
    if let Some(text) = entry.text.clone() {
        let cut = entry.text_cut;
        return shown.body(ViewFn::from(move || format!("{text}{}", if cut { "…" } else { "" })));
    }
    if matches!(entry.action.as_str(), "contact.updated" | "organisation.updated") {
        return shown.body(ViewFn::from(move || move || row.with_value(change_lines)));
    }
    shown
}

/// The note that an entry is about.
fn note_of(entry: &Entry) -> Option<NoteId> {
    entry.subject_id.filter(|_| entry.subject_kind == "note").map(NoteId)
}

/// The sentence, with links to what is still there.
fn sentence(entry: &Entry, page: Uuid) -> AnyView {
    let piece = |piece: Piece| match piece {
        Piece::Words(text) => text.into_any(),
        Piece::Who(name) => view! { <b>{name}</b> }.into_any(),
        Piece::What(name, goal) => match goal.and_then(|(kind, id)| address(&kind, id)) {
            Some(href) => view! { <a href=href>{name}</a> }.into_any(),
            None => name.into_any(),
        },
    };
    let names = of_firm(definitions());
    pieces(entry, page, &names, names.spoken).into_iter().map(piece).collect_view().into_any()
}

/// Where a record can be looked at.
fn address(kind: &str, id: Uuid) -> Option<String> {
    match kind {
        "contact" => Some(Route::Contact(id.into()).to_string()),
        "organisation" => Some(Route::Organisation(id.into()).to_string()),
        "case" => Some(Route::Cases(Some(id.into())).to_string()),
        _ => None,
    }
}

/// What changed, a line for each value.
fn change_lines(entry: &Entry) -> AnyView {
    let line = |(field, before, after): (String, String, String)| {
        let said = move || words::FROM_TO.fill(language(), &[("from", &before), ("to", &after)]);
        view! { <li><span class="faint">{field} ": "</span>{said}</li> }
    };
    let lines = changes(entry, &of_firm(definitions()));
    view! { <ul class="change-lines">{lines.into_iter().map(line).collect_view()}</ul> }.into_any()
}
