//! The step in which all rows are tried: how far that is, then what would happen, and the way to let it happen.

use leptos::prelude::*;
use zaguan_i18n::importing as words;
use zaguan_types::imports::{Import, ImportCounts, ImportState};
use zaguan_ui::prelude::*;

use super::faults::{FaultList, Which};
use super::list::number;
use super::register;
use super::steps::{COLUMNS, progress, share};
use super::work::{Verb, Work};
use crate::routes::Route;

/// The step.
#[component]
pub fn CheckStep(
    /// The import.
    work: Work,
    /// What is known of it.
    import: Signal<Import>,
) -> impl IntoView {
    let is_over = Memo::new(move |_| import.with(|import| import.state == ImportState::Checked));
    move || {
        if is_over.get() {
            view! { <Checked work import /> }.into_any()
        } else {
            let stop = move || {
                view! { <Button label=t(words::STOP) busy=work.does(Verb::Stop) on_press=move |()| work.act(Verb::Stop) /> }
            };
            view! { <Moving import label=words::CHECKING text=words::CHECKING_TEXT acts=stop /> }.into_any()
        }
    }
}

/// Something that goes on by itself, and how far it is.
#[component]
pub fn Moving(
    /// The import.
    import: Signal<Import>,
    /// What goes on.
    label: zaguan_i18n::Text,
    /// What that means for whoever waits.
    #[prop(optional, into)]
    text: Option<zaguan_i18n::Text>,
    /// What can be done about it.
    #[prop(optional, into)]
    acts: Option<ViewFn>,
) -> impl IntoView {
    let now = Memo::new(move |_| import.with(|import| progress(import.state, &import.counts)));
    let figures = move || {
        let (done, of) = now.get();
        words::PROGRESS.fill(language(), &[("done", &number(done)), ("rows", &number(of))])
    };
    view! {
        <section class="card import-moving" data-pad="" aria-busy="true">
            <Progress label=t(label) share=Signal::derive(move || share(now.get())) figures=figures />
            {text.map(|text| view! { <p class="small soft">{t(text)}</p> })}
            {acts.map(|acts| view! { <div class="row">{acts.run()}</div> })}
        </section>
    }
}

/// What would happen.
#[component]
fn Checked(work: Work, import: Signal<Import>) -> impl IntoView {
    let counts = Memo::new(move |_| import.with(|import| import.counts));
    let module = import.with_untracked(|import| import.module);
    let to_do = Memo::new(move |_| counts.with(|counts| counts.created + counts.updated));
    let what = register(module).words().count;
    let sentence = move || {
        let (spoken, counts) = (language(), counts.get());
        let mut parts = Vec::new();
        for (n, says) in [(counts.created, words::WILL_CREATE), (counts.updated, words::WILL_UPDATE)] {
            if n > 0 {
                parts.push(says.count_with(spoken, n, &[("what", &what.count(spoken, n))]));
            }
        }
        if counts.organisations_created > 0 {
            parts.push(words::ORGANISATIONS_TOO.count(spoken, counts.organisations_created));
        }
        if counts.failed > 0 {
            parts.push(words::WILL_FAIL.count(spoken, counts.failed));
            parts.push(words::WILL_LEAVE.get(spoken).to_owned());
        }
        if counts.created + counts.updated > 0 {
            parts.push(words::WILL_UNDO.get(spoken).to_owned());
        }
        parts.join(" ")
    };
    let blocked = Signal::derive(move || (to_do.get() == 0).then(|| words::NOTHING_TO_DO.get(language()).to_owned()));
    let columns = format!("{}?step={COLUMNS}", Route::Import(work.id));
    let version = Signal::derive(move || import.with(|import| import.version));
    view! {
        <section class="import-part" aria-labelledby="import-checked">
            <header><h2 id="import-checked">{t(words::CHECKED)}</h2></header>
            <Numbers counts />
            <p class="import-sentence">{sentence}</p>
        </section>
        <FaultList id=work.id which=Which::OfRows version />
        <footer class="import-foot">
            <LinkButton label=t(words::CHANGE_COLUMNS) href=columns icon="arrow-left" />
            <Button
                label=t_count(words::RUN_ROWS, move || to_do.get())
                kind=Kind::Primary
                icon="upload"
                busy=work.does(Verb::Run)
                blocked
                on_press=move |()| work.act(Verb::Run)
            />
        </footer>
    }
}

/// The numbers of an import.
#[component]
pub fn Numbers(
    /// What became of its rows, or would.
    #[prop(into)]
    counts: Signal<ImportCounts>,
) -> impl IntoView {
    let one = move |label: zaguan_i18n::Text, tone: &'static str, read: fn(&ImportCounts) -> u64| {
        let n = Memo::new(move |_| counts.with(read));
        view! {
            <div data-tone=move || (n.get() > 0).then_some(tone)>
                <dt>{t(label)}</dt>
                <dd class="num">{move || number(n.get())}</dd>
            </div>
        }
    };
    let warned = Memo::new(move |_| counts.with(|counts| counts.warned > 0));
    view! {
        <dl class="import-numbers">
            {one(words::CREATED, "good", |counts| counts.created)}
            {one(words::UPDATED, "accent", |counts| counts.updated)}
            {one(words::SAME, "", |counts| counts.unchanged)}
            {one(words::SKIPPED, "", |counts| counts.skipped)}
            {one(words::FAILED, "bad", |counts| counts.failed)}
            {move || warned.get().then(|| one(words::WARNED, "warn", |counts| counts.warned))}
        </dl>
    }
}
