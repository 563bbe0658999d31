//! One import, at the step that its state says: reload, a second window and the way back all find the same place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_i18n::{common, importing as words};
use zaguan_types::ImportId;
use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportState};
use zaguan_ui::dom::{after_paint, document, focus_id};
use zaguan_ui::file_drop::size_text;
use zaguan_ui::prelude::*;

use super::Frame;
use super::check::CheckStep;
use super::columns::ColumnsStep;
use super::result::ResultStep;
use super::steps::{COLUMNS, Step, is_moving, state_text};
use super::work::{Work, WorkProblem};
use crate::api::api;
use crate::lost::LostHeading;
use crate::nav::nav;
use crate::routes::Route;
use crate::session::session;

/// An import.
#[component]
pub fn OneImport(
    /// Which one.
    id: ImportId,
) -> impl IntoView {
    let work = Work::open(id);
    let is_lost = Memo::new(move |_| work.reading.get().is_none() && work.reading.failure().is_some());
    let waiting = || {
        view! { <div class="page"><div class="page-in" data-wide=""><WaitingHeading /><SkeletonForm fields=5 /></div></div> }
    };
    move || {
        if is_lost.get() {
            let retry = move |()| work.reading.again();
            return view! {
                <div class="page">
                    <div class="page-in">
                        <LostHeading from=work.reading back=Route::Imports.to_string() list=t(words::IMPORTS) />
                        {move || work.reading.failure().map(|failure| view! { <ProblemView failure on_retry=retry /> })}
                    </div>
                </div>
            }
            .into_any();
        }
        view! { <Loaded from=work.reading skeleton=waiting let:import><Known work import /></Loaded> }.into_any()
    }
}

/// An import that is here.
#[component]
fn Known(work: Work, import: Signal<Import>) -> impl IntoView {
    let nav = nav();
    let module = Memo::new(move |_| import.with(|import| import.module));
    let state = Memo::new(move |_| import.with(|import| import.state));
    let step = Memo::new(move |_| Step::of(state.get(), &nav.value("step")));
    let here = Route::Import(work.id).to_string();
    let back = format!("{here}?step={COLUMNS}");
    // Only between the columns and the check one can go to and fro.
    let way = move |to: Step| {
        let may = state.get() == ImportState::Checked;
        match to {
            Step::Columns if may => Some(back.clone()),
            Step::Check if may => Some(here.clone()),
            _ => None,
        }
    };
    // What a person hears of what goes on by itself.
    Effect::new(move |before: Option<ImportState>| {
        let now = state.get();
        if before.is_some_and(|before| before != now) && !is_moving(now) {
            announce(untrack(|| state_text(now).0.get(language())));
        }
        now
    });
    // The button that was pressed goes with its step: whoever works by keyboard goes on at the step that comes.
    Effect::new(move |before: Option<()>| {
        state.track();
        step.track();
        if before.is_some() {
            after_paint(catch_focus);
        }
    });
    let about = move || view! { <About work import state /> };
    view! {
        <Frame module step way about>
            <WorkProblem work />
            <div class="import-step" id=STEP tabindex="-1">
                {move || match step.get() {
                    Step::File | Step::Columns => view! { <ColumnsStep work import /> }.into_any(),
                    Step::Check => view! { <CheckStep work import /> }.into_any(),
                    Step::Result => view! { <ResultStep work import /> }.into_any(),
                }}
            </div>
        </Frame>
    }
}

/// The id of what holds the present step.
const STEP: &str = "import-step";

/// Gives the focus to the step if it was lost with what had it.
fn catch_focus() {
    let active = document().and_then(|document| document.active_element());
    if active.is_none_or(|element| element.tag_name() == "BODY") {
        focus_id(STEP);
    }
}

/// Which file, how big, by whom and when; how far it is; and the way to discard it while nothing has happened.
#[component]
fn About(work: Work, import: Signal<Import>, state: Memo<ImportState>) -> impl IntoView {
    let badge = move || {
        let (text, tone) = state_text(state.get());
        match tone {
            Some(tone) => view! { <Badge label=t(text) tone /> }.into_any(),
            None => view! { <Badge label=t(text) /> }.into_any(),
        }
    };
    let (name, size, author, at) = import.with_untracked(|import| {
        (import.file_name.clone(), import.source.size, import.author_name.clone(), import.created_at)
    });
    let by = move || words::UPLOADED_BY.fill(language(), &[("name", &author)]);
    let open = RwSignal::new(false);
    let may_remove = Memo::new(move |_| matches!(state.get(), ImportState::Mapping | ImportState::Checked));
    let remove = move || {
        may_remove.get().then(|| view! { <Button label=t(words::REMOVE) icon="trash-2" size=Size::Small kind=Kind::Ghost on_press=move |()| open.set(true) /> })
    };
    view! {
        <div class="import-about">
            <Icon name="file-text" />
            <b class="clip">{name}</b>
            <span class="soft num">{move || size_text(size, language())}</span>
            {badge}
            <span class="soft">{by} " " <When at /></span>
            {remove}
        </div>
        <RemoveDialog work module=import.with_untracked(|import| import.module) open />
    }
}

/// Asks before the file is removed.
#[component]
fn RemoveDialog(work: Work, module: Module, open: RwSignal<bool>) -> impl IntoView {
    let (nav, session) = (nav(), session());
    let busy = RwSignal::new(false);
    let remove = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api().delete_import(work.id).await.map_err(Failure::from);
            busy.try_set(false);
            open.try_set(false);
            match answer {
                Ok(()) => {
                    toast(t(words::REMOVED));
                    nav.replace(Route::Imports);
                }
                Err(failure) => {
                    session.heed(&failure);
                    work.failure.try_set(Some(failure));
                    work.reading.again();
                }
            }
        });
    };
    let foot = move || {
        view! {
            <Button label=t(common::CANCEL) on_press=move |()| open.set(false) />
            <Button label=t(words::REMOVE) kind=Kind::Danger submit=true busy />
        }
    };
    let kind = super::title(module);
    view! {
        <Dialog open title=t(words::REMOVE_TITLE) lead=t(kind) foot on_submit=remove>
            <p>{t(words::REMOVE_TEXT)}</p>
        </Dialog>
    }
}
