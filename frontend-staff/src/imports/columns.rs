//! The step in which it is said how the file is read, where its columns go and what becomes of rows, with the first rows
//! as they would turn out. Every choice is kept at once.

use leptos::html;
use leptos::prelude::*;
use zaguan_client::ClientError;
use zaguan_i18n::{Text, importing as words};
use zaguan_types::Patch;
use zaguan_types::fields::Module;
use zaguan_types::imports::{
    ColumnMapping, Import, ImportPatch, ImportState, ImportTarget, MappingOrigin, SourceColumn, headers,
};
use zaguan_ui::dom::unique_id;
use zaguan_ui::prelude::*;

use super::mapping::{Chosen, Faults, Heading, as_mapping, chosen, faults, groups};
use super::options::OptionsCard;
use super::preview::PreviewCard;
use super::reading::ReadingCard;
use super::work::{Verb, Work};
use crate::api::api;
use crate::definitions::definitions;
use crate::nav::nav;
use crate::routes::Route;

/// What the columns of the file share on this step. Copies are the same.
#[derive(Clone, Copy)]
struct Columns {
    work: Work,
    import: Signal<Import>,
    module: Module,
    targets: Memo<Vec<ImportTarget>>,
    /// The target of each column as it stands here, which may be ahead of what the server has.
    chosen: RwSignal<Chosen>,
    /// The targets as the server has them, with how each came to be.
    saved: Memo<Vec<ColumnMapping>>,
    faults: Memo<Faults>,
}

/// The step.
#[component]
pub fn ColumnsStep(
    /// The import.
    work: Work,
    /// What is known of it.
    import: Signal<Import>,
) -> impl IntoView {
    let module = import.with_untracked(|import| import.module);
    let reading = Reading::new(move || async move { Ok::<_, ClientError>(api().import_targets(module).await?.items) });
    let targets = Memo::new(move |_| reading.get().unwrap_or_default());
    let saved = Memo::new(move |_| import.with(|import| chosen(&import.mapping)));
    let here = RwSignal::new(saved.get_untracked());
    let options = Memo::new(move |_| import.with(|import| import.options.clone()));
    let faults = Memo::new(move |_| {
        targets.with(|targets| options.with(|options| here.with(|chosen| faults(module, chosen, targets, options))))
    });
    let mapping = Memo::new(move |_| import.with(|import| import.mapping.clone()));
    let columns = Columns { work, import, module, targets, chosen: here, saved: mapping, faults };
    // What the server has counts, unless something here could not be sent yet.
    Effect::new(move |_| {
        let now = saved.get();
        let ahead = untrack(|| work.is_saving()) || faults.with_untracked(|faults| !faults.twice.is_empty());
        let same_file = here.with_untracked(Vec::len) == now.len();
        if !(ahead && same_file) {
            here.set(now);
        }
    });
    // A choice that was refused is taken back on screen as well.
    Effect::new(move |before: Option<()>| {
        work.refusals.track();
        if before.is_some() {
            here.set(saved.get_untracked());
        }
    });
    let anew = move |card: fn(Columns) -> AnyView| {
        move || {
            work.refusals.track();
            card(columns)
        }
    };
    view! {
        <BrokenOff import text=words::CHECK_FAILED_TEXT />
        {anew(|Columns { work, import, .. }| view! { <ReadingCard work import /> }.into_any())}
        <section class="import-part" aria-labelledby="import-mapping">
            <header><h2 id="import-mapping">{t(words::MAPPING)}</h2></header>
            <Loaded from=reading skeleton=|| view! { <SkeletonForm fields=4 /> } let:_list>
                <Mapping columns />
            </Loaded>
            <Notes columns />
        </section>
        {anew(|Columns { work, import, targets, .. }| view! { <OptionsCard work import targets /> }.into_any())}
        <PreviewCard import targets />
        <Foot columns />
    }
}

/// That something broke off by a fault of the server, with what finds it there. Nothing unless it did.
#[component]
pub fn BrokenOff(
    /// The import.
    import: Signal<Import>,
    /// What that means.
    text: Text,
) -> impl IntoView {
    let why = Memo::new(move |_| import.with(|import| import.failure.clone()));
    move || {
        why.get().map(|why| {
            view! {
                <Banner tone=Tone::Bad>
                    <p>{t(text)}</p>
                    <p class="faint">{why}</p>
                </Banner>
            }
        })
    }
}

/// The columns of the file.
#[component]
fn Mapping(columns: Columns) -> impl IntoView {
    let source = Memo::new(move |_| columns.import.with(|import| import.source.columns.clone()));
    move || {
        let source = source.get();
        let lines = headers(&source).into_iter().zip(source).enumerate();
        let lines =
            lines.map(|(at, (header, column))| view! { <ColumnLine columns at header column /> }).collect_view();
        view! { <ul class="map-list">{lines}</ul> }
    }
}

/// One column of the file, with what stands in it, and where it goes.
#[component]
fn ColumnLine(columns: Columns, at: usize, header: String, column: SourceColumn) -> impl IntoView {
    let SourceColumn { index, samples, filled, .. } = column;
    let target = Memo::new(move |_| columns.chosen.with(|chosen| chosen.get(at).cloned().flatten()));
    let is_twice = Memo::new(move |_| {
        target.get().is_some_and(|target| columns.faults.with(|faults| faults.twice.contains(&target)))
    });
    // Of what was chosen just now the server knows nothing yet.
    let origin = Memo::new(move |_| {
        let target = target.get()?;
        let saved = columns.saved.with(|all| all.iter().find(|one| one.column == index).cloned())?;
        saved.origin.filter(|_| saved.target == Some(target))
    });
    let badge = move || match origin.get() {
        Some(MappingOrigin::Guessed) => Some(view! { <Badge label=t(words::PROPOSED) tone=Tone::Accent /> }),
        Some(MappingOrigin::Remembered) => Some(view! { <Badge label=t(words::REMEMBERED) tone=Tone::Accent /> }),
        Some(MappingOrigin::Chosen) | None => None,
    };
    let name = {
        let header = header.clone();
        move || words::GOES_TO.fill(language(), &[("column", &header)])
    };
    let examples = samples.join(" | ");
    let filled = move || match filled {
        0 => words::COLUMN_EMPTY.get(language()).to_owned(),
        n => words::FILLED.count(language(), n),
    };
    let error_id = unique_id("target-error");
    let described = error_id.clone();
    let pick = move |value: String| {
        columns.chosen.update(|chosen| {
            if let Some(place) = chosen.get_mut(at) {
                *place = Some(value).filter(|value| !value.is_empty());
            }
        });
        columns.send();
    };
    let wrong = move || {
        let id = error_id.clone();
        is_twice
            .get()
            .then(|| view! { <p class="error" id=id><Icon name="circle-alert" /><span>{t(words::TWICE)}</span></p> })
    };
    view! {
        <li data-out=move || target.with(Option::is_none).then_some("")>
            <div class="map-from">
                <span><b>{header}</b> " " <small class="faint num">{filled}</small></span>
                <small class="soft clip" title=examples.clone()>{examples.clone()}</small>
            </div>
            <Icon name="arrow-right" />
            <div class="map-to">
                <TargetSelect name target columns described is_twice on_pick=pick />
                {badge}
                {wrong}
            </div>
        </li>
    }
}

/// The choice of a target. The browser's own list with headings; its lines are made once for each language, because a file
/// may have hundreds of columns.
#[component]
fn TargetSelect(
    #[prop(into)] name: TextProp,
    target: Memo<Option<String>>,
    columns: Columns,
    described: String,
    is_twice: Memo<bool>,
    #[prop(into)] on_pick: Callback<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    let blocks = definitions().of(columns.module);
    let lines = move || {
        let spoken = language();
        let groups = columns.targets.with(|targets| groups(targets, blocks.get().as_ref()));
        let group = |(heading, targets): (Heading, Vec<ImportTarget>)| {
            let label = match heading {
                Heading::Recognise => words::RECOGNISE.get(spoken).to_owned(),
                Heading::Block(labels) => labels.get(spoken).to_owned(),
                Heading::Inactive => words::INACTIVE_FIELDS.get(spoken).to_owned(),
            };
            let line = |target: ImportTarget| {
                let label = target.labels.get(spoken).to_owned();
                let label =
                    if target.required { words::TARGET_REQUIRED.fill(spoken, &[("label", &label)]) } else { label };
                view! { <option value=target.name>{label}</option> }
            };
            view! { <optgroup label=label>{targets.into_iter().map(line).collect_view()}</optgroup> }
        };
        groups.into_iter().map(group).collect_view()
    };
    // A value is set when its line is there: after the lines were made, and when it changes.
    Effect::new(move |_| {
        language();
        columns.targets.track();
        blocks.get();
        let value = target.get().unwrap_or_default();
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    view! {
        <select
            class="input"
            node_ref=node
            aria-label=move || name.get()
            aria-invalid=move || is_twice.get().then_some("true")
            aria-describedby=move || is_twice.get().then(|| described.clone())
            on:change=move |event| on_pick.run(event_target_value(&event))
        >
            <option value="">{t(words::NOT_IMPORTED)}</option>
            {lines}
        </select>
    }
}

impl Columns {
    /// Sends the choice, unless the server would refuse it.
    fn send(self) {
        if untrack(|| self.faults.with(|faults| !faults.twice.is_empty())) {
            return;
        }
        let indices: Vec<u32> =
            self.import.with_untracked(|import| import.source.columns.iter().map(|column| column.index).collect());
        let mapping = self.chosen.with_untracked(|chosen| as_mapping(indices.into_iter(), chosen));
        self.work.change(ImportPatch { mapping: Patch::Set(mapping), ..ImportPatch::default() });
    }

    /// What a target is called, followed.
    fn label(self, name: &str) -> String {
        self.targets.with(|targets| {
            let target = targets.iter().find(|target| target.name == name);
            target.map_or_else(|| name.to_owned(), |target| target.labels.get(language()).to_owned())
        })
    }
}

/// What the mapping lacks.
#[component]
fn Notes(columns: Columns) -> impl IntoView {
    let notes = move || {
        // Before the targets are known nothing can be said.
        if columns.targets.with(Vec::is_empty) {
            return Vec::new();
        }
        let (spoken, faults) = (language(), columns.faults.get());
        let quoted = |name: &str| words::QUOTED.fill(spoken, &[("label", &columns.label(name))]);
        let mut notes = Vec::new();
        if faults.nowhere {
            notes.push(words::NOWHERE.get(spoken).to_owned());
        } else if !faults.missing.is_empty() {
            let fields: Vec<String> = faults.missing.iter().map(|name| quoted(name)).collect();
            notes.push(words::MISSING.fill(spoken, &[("fields", &fields.join(", "))]));
        }
        if let Some(key) = faults.key.filter(|_| !faults.nowhere) {
            notes.push(words::KEY_MISSING.fill(spoken, &[("field", &quoted(key))]));
        }
        notes
    };
    let notes = Memo::new(move |_| notes());
    move || {
        let notes = notes.get();
        (!notes.is_empty()).then(|| {
            view! { <Banner tone=Tone::Warn>{notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}</Banner> }
        })
    }
}

/// The way on.
#[component]
fn Foot(columns: Columns) -> impl IntoView {
    let Columns { work, import, faults, .. } = columns;
    let nav = nav();
    let blocked = Signal::derive(move || faults.with(Faults::blocks).map(|text| text.get(language()).to_owned()));
    let rows = move || import.with(|import| import.source.rows);
    let is_checked = Memo::new(move |_| import.with(|import| import.state == ImportState::Checked));
    let here = Route::Import(work.id).to_string();
    let back = {
        let here = here.clone();
        move || {
            is_checked
                .get()
                .then(|| view! { <LinkButton label=t(words::BACK_TO_CHECK) href=here.clone() kind=Kind::Ghost /> })
        }
    };
    let check = move |()| {
        work.act(Verb::Check);
        // The address that led back to the columns has done its part.
        if !untrack(|| nav.value("step")).is_empty() {
            nav.replace(here.clone());
        }
    };
    view! {
        <footer class="import-foot">
            {back}
            <Button label=t_count(words::CHECK_ROWS, rows) kind=Kind::Primary icon="list-checks" busy=work.does(Verb::Check) blocked on_press=check />
        </footer>
    }
}
