//! The step in which rows are written: how far that is, what came of it, and taking it back.

use leptos::prelude::*;
use zaguan_client::Query;
use zaguan_i18n::importing as words;
use zaguan_types::Instant;
use zaguan_types::fields::Module;
use zaguan_types::imports::{Import, ImportState};
use zaguan_ui::prelude::*;

use super::check::{Moving, Numbers};
use super::columns::BrokenOff;
use super::faults::{FaultList, Which};
use super::steps::{self, Undo, undo};
use super::undo::UndoDialog;
use super::work::{Verb, Work};
use super::{new_address, register};
use crate::routes::Route;

/// The step.
#[component]
pub fn ResultStep(
    /// The import.
    work: Work,
    /// What is known of it.
    import: Signal<Import>,
) -> impl IntoView {
    let state = Memo::new(move |_| import.with(|import| import.state));
    let counts = Signal::derive(move || import.with(|import| import.counts));
    let version = Signal::derive(move || import.with(|import| import.version));
    let head = move || match state.get() {
        ImportState::Running => {
            let stop = move || {
                view! { <Button label=t(words::STOP) busy=work.does(Verb::Stop) on_press=move |()| work.act(Verb::Stop) /> }
            };
            view! { <Moving import label=words::RUNNING text=words::RUNNING_TEXT acts=stop /> }.into_any()
        }
        ImportState::Undoing => view! { <Moving import label=words::UNDOING text=words::RUNNING_TEXT /> }.into_any(),
        ImportState::Stopped => view! { <Banner tone=Tone::Warn><p>{t(words::STOPPED_TEXT)}</p></Banner> }.into_any(),
        ImportState::Failed => view! { <BrokenOff import text=words::FAILED_TEXT /> }.into_any(),
        ImportState::Undone => view! { <Undone import /> }.into_any(),
        _ => view! { <Banner tone=Tone::Good><p>{t(words::DONE_TEXT)}</p></Banner> }.into_any(),
    };
    let faults = move || match state.get() {
        // While it goes on they would come one by one.
        ImportState::Running | ImportState::Undoing => ().into_any(),
        ImportState::Undone => view! { <KeptList work import /> }.into_any(),
        _ => view! { <FaultList id=work.id which=Which::OfRows version /> }.into_any(),
    };
    view! {
        {head}
        <section class="import-part" aria-labelledby="import-numbers">
            <header><h2 id="import-numbers">{t(words::RESULT)}</h2></header>
            <Numbers counts />
            {move || (counts.get().organisations_created > 0).then(|| view! {
                <p class="small soft">
                    {move || words::ORGANISATIONS_MADE.count(language(), counts.get().organisations_created)}
                    {move || import.with(made_elsewhere).map(|(href, text)| view! { " " <a href=href>{t(text)}</a> })}
                </p>
            })}
        </section>
        {faults}
        <Foot work import state />
    }
}

/// What was taken back.
#[component]
fn Undone(import: Signal<Import>) -> impl IntoView {
    let back = move || words::UNDONE_COUNT.count(language(), import.with(|import| import.counts.taken_back));
    view! { <Banner tone=Tone::Good><p><b>{t(words::UNDONE_TEXT)}</b> " " {back}</p></Banner> }
}

/// What could not be, if there is any of it.
#[component]
fn KeptList(work: Work, import: Signal<Import>) -> impl IntoView {
    let kept = Memo::new(move |_| import.with(|import| import.counts.kept > 0));
    let version = Signal::derive(move || import.with(|import| import.version));
    move || kept.get().then(|| view! { <FaultList id=work.id which=Which::Kept version /> })
}

/// The way to what was imported, and what can still be done.
#[component]
fn Foot(work: Work, import: Signal<Import>, state: Memo<ImportState>) -> impl IntoView {
    let module = import.with_untracked(|import| import.module);
    let asks = RwSignal::new(false);
    let may = Memo::new(move |_| {
        // The moment counts when the state or the version changes: a page left open for 30 days is told by the server.
        import.with(|import| undo(import, now()))
    });
    let rests = move || !matches!(state.get(), ImportState::Running | ImportState::Undoing);
    let goes_on = Memo::new(move |_| import.with(|import| steps::goes_on(import, now())));
    let see = move || {
        let (href, text) = import.with(where_it_is);
        (rests() && state.get() != ImportState::Undone).then(|| {
            let kind = if goes_on.get() { Kind::Plain } else { Kind::Primary };
            view! { <LinkButton label=t(text) href=href kind /> }
        })
    };
    let take_back = move || {
        match may.get() {
        Undo::No => ().into_any(),
        Undo::TooOld => view! { <p class="small soft">{t(words::TOO_OLD)}</p> }.into_any(),
        Undo::Yes => view! {
            <Button label=t(words::UNDO) icon="undo-2" kind=Kind::DangerPlain busy=work.does(Verb::Undo) on_press=move |()| asks.set(true) />
        }
        .into_any(),
    }
    };
    view! {
        <footer class="import-foot">
            {take_back}
            <span class="grow"></span>
            {move || rests().then(|| view! { <LinkButton label=t(words::ANOTHER) href=new_address(module) kind=Kind::Ghost /> })}
            {see}
            {move || goes_on.get().then(|| view! {
                <Button label=t(words::GO_ON) kind=Kind::Primary busy=work.does(Verb::Run) on_press=move |()| work.act(Verb::Run) />
            })}
        </footer>
        <UndoDialog work open=asks />
    }
}

/// Where what was brought in can be seen: the list, filtered by the import.
fn where_it_is(import: &Import) -> (String, zaguan_i18n::Text) {
    list_of(import, import.module)
}

/// Where the organisations can be seen that rows of contacts named, once they are there.
fn made_elsewhere(import: &Import) -> Option<(String, zaguan_i18n::Text)> {
    let there = import.module == Module::Contacts && matches!(import.state, ImportState::Done | ImportState::Stopped);
    there.then(|| list_of(import, Module::Organisations))
}

/// A list with the records that an import has created or changed.
fn list_of(import: &Import, module: Module) -> (String, zaguan_i18n::Text) {
    let list: Route = register(module).list();
    let text = if module == Module::Organisations { words::SEE_ORGANISATIONS } else { words::SEE_CONTACTS };
    (format!("{list}{}", Query::new().with("import", import.id.to_string()).as_str()), text)
}

fn now() -> Instant {
    Instant((js_sys::Date::now() * 1000.0) as i64)
}
