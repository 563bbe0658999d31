//! Internal notes: the box one writes into, and a note where it stands in the timeline, which its author may change.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::OnRecord;
use zaguan_i18n::{activity as words, common};
use zaguan_types::notes::{LONGEST, NewNote, Note, NotePatch};
use zaguan_types::{Code, NoteId, Page, Patch, Role};
use zaguan_ui::prelude::*;
use zaguan_ui::storage;

use crate::api::api;
use crate::once::{Once, random_id};
use crate::session::session;

/// The box for a new note. What is typed survives reload.
#[component]
pub fn NoteBox(
    /// On what.
    on: OnRecord,
    /// The key of the draft.
    draft: String,
    /// Told when a note was written.
    #[prop(into)]
    on_written: Callback<()>,
) -> impl IntoView {
    let session = session();
    let text = RwSignal::new(storage::get(&draft).unwrap_or_default());
    let draft = StoredValue::new(draft);
    Effect::new(move |before: Option<()>| {
        let now = text.get();
        if before.is_some() {
            draft.with_value(|key| if now.is_empty() { storage::remove(key) } else { storage::set(key, &now) });
        }
    });
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let once = StoredValue::new(Once::default());
    let send = move |body: String| {
        busy.set(true);
        let key = once.try_update_value(|once| once.key(&body, random_id));
        spawn_local(async move {
            let answer = api().create_note(on, &NewNote { body }, key.as_deref()).await.map_err(Failure::from);
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    once.try_update_value(Once::done);
                    failure.try_set(None);
                    text.try_set(String::new());
                    on_written.try_run(());
                }
                Err(found) => {
                    session.heed(&found);
                    failure.try_set(Some(found));
                }
            }
        });
    };
    let kept = move || (!text.with(|text| text.trim().is_empty())).then(|| t(common::DRAFT_SAVED));
    view! {
        {move || failure.get().map(|failure| view! { <ProblemView failure /> })}
        <Composer
            text
            label=t(words::NOTE_LABEL)
            reader=t(words::NOTE_READER)
            placeholder=t(words::NOTE_PLACEHOLDER)
            send=t(words::NOTE_SAVE)
            on_send=send
            busy
            note=Signal::stored(true)
            aside=ViewFn::from(move || kept)
        />
    }
}

/// Whether the person may change a note: only its author.
fn is_mine(note: &Note) -> bool {
    session().about(|me| note.author_id == Some(me.id))
}

/// Whether the person may remove a note: its author, and who runs the firm's account.
fn may_remove(note: &Note) -> bool {
    is_mine(note) || session().about(|me| matches!(me.role, Role::Owner | Role::Administrator))
}

/// The text of a note, or its editor while `edits`.
#[component]
pub fn NoteText(
    /// On what.
    on: OnRecord,
    /// The note.
    note: Note,
    /// The notes, to take the changed one.
    reading: Reading<Page<Note>>,
    /// Whether it is being changed.
    edits: RwSignal<bool>,
) -> impl IntoView {
    let edited = note.version > 1;
    let note = StoredValue::new(note);
    move || {
        if edits.get() {
            return view! { <NoteEditor on note reading edits /> }.into_any();
        }
        let body = note.with_value(|note| note.body.clone());
        view! {
            {body}
            {edited.then(|| view! { <small class="faint">{t(words::NOTE_EDITED)}</small> })}
        }
        .into_any()
    }
}

#[component]
fn NoteEditor(
    on: OnRecord,
    note: StoredValue<Note>,
    reading: Reading<Page<Note>>,
    edits: RwSignal<bool>,
) -> impl IntoView {
    let session = session();
    let text = RwSignal::new(note.with_value(|note| note.body.clone()));
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let save = move || {
        let body = text.get_untracked().trim().to_owned();
        if body.is_empty() || busy.get_untracked() {
            return;
        }
        let (id, version) = note.with_value(|note| (note.id, note.version));
        busy.set(true);
        spawn_local(async move {
            let patch = NotePatch { body: Patch::Set(body) };
            let answer =
                api().change_note(on, id, &patch, Some(&format!("\"{version}\""))).await.map_err(Failure::from);
            busy.try_set(false);
            match answer {
                Ok(changed) => {
                    edits.try_set(false);
                    let changed = changed.value;
                    reading.update(|page| {
                        page.items.iter_mut().filter(|one| one.id == changed.id).for_each(|one| *one = changed.clone())
                    });
                }
                Err(failure) => {
                    session.heed(&failure);
                    if let Some(now) =
                        failure.current().and_then(|now| serde_json::from_value::<Note>(now.clone()).ok())
                    {
                        // The next saving is meant for this version, whose words are shown.
                        error.try_set(Some(words::NOTE_RACED.fill(untrack(language), &[("text", &now.body)])));
                        note.try_set_value(now);
                    } else {
                        error.try_set(Some(failure.text().get(untrack(language)).to_owned()));
                    }
                }
            }
        });
    };
    let mut bind = Bound::new(t(words::NOTE_LABEL), text);
    bind.error = error.into();
    view! {
        <form
            class="form note-editor"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <TextArea bind max_length=LONGEST as u32 />
            <div class="acts">
                <Button label=t(common::CANCEL) size=Size::Small on_press=move |()| edits.set(false) />
                <Button label=t(common::SAVE) size=Size::Small kind=Kind::Note submit=true busy />
            </div>
        </form>
    }
}

/// The menu of a note.
#[component]
pub fn NoteMenu(
    /// On what.
    on: OnRecord,
    /// The note.
    note: Note,
    /// Told when it is gone, or there again.
    #[prop(into)]
    on_change: Callback<()>,
    /// Whether it is being changed.
    edits: RwSignal<bool>,
) -> impl IntoView {
    let (mine, removable) = (is_mine(&note), may_remove(&note));
    let asks = RwSignal::new(false);
    let note = StoredValue::new(note);
    let remove = move |()| {
        if mine { take_away(on, note.with_value(|note| note.id), on_change) } else { asks.set(true) }
    };
    let confirmed = move |()| {
        asks.set(false);
        take_away(on, note.with_value(|note| note.id), on_change);
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| asks.set(false) />
            <Button label=t(words::NOTE_REMOVE) kind=Kind::Danger submit=true />
        }
    };
    let title =
        move || note.with_value(|note| words::NOTE_REMOVE_TITLE.fill(language(), &[("name", &note.author_name)]));
    (mine || removable).then(|| {
        view! {
            <Menu name=t(words::NOTE_ACTS) icon="ellipsis" size=Size::Small>
                {mine.then(|| view! { <MenuItem label=t(common::EDIT) icon="pencil" on_pick=move |()| edits.set(true) /> })}
                <MenuItem label=t(words::NOTE_REMOVE) icon="trash-2" danger=true on_pick=remove />
            </Menu>
            <Dialog open=asks title foot on_submit=confirmed>
                <p>{t(words::NOTE_REMOVE_TEXT)}</p>
            </Dialog>
        }
    })
}

/// Removes a note; the message has the way back, for whoever may remove may take it back.
fn take_away(on: OnRecord, id: NoteId, on_change: Callback<()>) {
    let session = session();
    spawn_local(async move {
        match api().remove_note(on, id).await.map_err(Failure::from) {
            Ok(()) => {
                on_change.try_run(());
                toast_with_undo(t(words::NOTE_GONE), move || bring_back(on, id, on_change));
            }
            Err(failure) if failure.code() == Some(Code::NotFound) => drop(on_change.try_run(())),
            Err(failure) => {
                session.heed(&failure);
                toast(t(failure.text()));
            }
        }
    });
}

fn bring_back(on: OnRecord, id: NoteId, on_change: Callback<()>) {
    spawn_local(async move {
        match api().restore_note(on, id).await.map_err(Failure::from) {
            Ok(_) => drop(on_change.try_run(())),
            Err(failure) => toast(t(failure.text())),
        }
    });
}
