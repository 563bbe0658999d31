//! What is wrong with the rows of an import, page by page, and the whole of it as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zaguan_client::{Query, faults_address};
use zaguan_i18n::{common, importing as words, imports as fault_words};
use zaguan_types::ImportId;
use zaguan_types::imports::{FaultLevel, ImportFault};
use zaguan_ui::prelude::*;

use super::list::number;
use crate::api::api;

/// Which faults are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those of the rows.
    OfRows,
    /// What could not be taken back.
    Kept,
}

impl Which {
    fn query(self) -> Query {
        let query = Query::new().with("limit", "25");
        match self {
            Self::OfRows => query,
            Self::Kept => query.filter("stage", "undo"),
        }
    }
}

/// The list.
#[component]
pub fn FaultList(
    /// Of which import.
    id: ImportId,
    /// Which of its faults.
    which: Which,
    /// Asked for anew when this changes.
    #[prop(into)]
    version: Signal<i64>,
) -> impl IntoView {
    let reading = Reading::new(move || {
        version.track();
        let query = which.query();
        async move { api().import_faults(id, &query).await }
    });
    let further = RwSignal::new(Vec::<ImportFault>::new());
    let next = RwSignal::new(None::<String>);
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    // Another first page: what followed the former one is not meant.
    Effect::new(move |_| {
        if let Some(page) = reading.get() {
            further.set(Vec::new());
            next.set(page.next);
        }
    });
    let more = move |()| {
        let Some(after) = next.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = api().import_faults(id, &which.query().with("after", &after)).await.map_err(Failure::from);
            busy.try_set(false);
            if next.try_get_untracked().flatten() != Some(after) {
                return;
            }
            match answer {
                Ok(page) => {
                    further.update(|all| all.extend(page.items));
                    next.set(page.next);
                }
                Err(found) => drop(failure.try_set(Some(found))),
            }
        });
    };
    let head = move || {
        // What could not be taken back is a record, not a cell.
        let what = match which {
            Which::OfRows => {
                view! { <th scope="col">{t(fault_words::COLUMN)}</th> <th scope="col">{t(fault_words::VALUE)}</th> }
                    .into_any()
            }
            Which::Kept => view! { <th scope="col">{t(words::RECORD)}</th> }.into_any(),
        };
        view! {
            <tr>
                <th scope="col">{t(fault_words::ROW)}</th>
                {what}
                <th scope="col">{t(fault_words::REASON)}</th>
            </tr>
        }
        .into_any()
    };
    let title = match which {
        Which::OfRows => words::FAULTS,
        Which::Kept => words::KEPT_LIST,
    };
    let none = move || (which == Which::OfRows).then(|| view! { <p class="soft small">{t(words::FAULTS_NONE)}</p> });
    let is_any = Memo::new(move |_| reading.get().is_some_and(|page| !page.items.is_empty()));
    let heading = format!("import-faults-{}", if which == Which::Kept { "kept" } else { "rows" });
    let labelled = heading.clone();
    view! {
        <section class="import-part" aria-labelledby=labelled>
            <header>
                <h2 id=heading>{t(title)}</h2>
                // A plain link: the file goes from the server to the disk, not through the page's memory.
                {move || (is_any.get() && which == Which::OfRows).then(|| view! {
                    <a class="btn" data-size="sm" href=faults_address(id) download="">
                        <Icon name="download" />
                        <span class="btn-words">{t(words::DOWNLOAD_FAULTS)}</span>
                    </a>
                })}
            </header>
            <Loaded from=reading skeleton=|| view! { <SkeletonForm fields=2 /> } is_empty=|page| page.items.is_empty() empty=none let:page>
                <Table label=t(title) class="import-faults" head=Box::new(head)>
                    {move || {
                        let first = page.get().items;
                        further.with(|rest| first.into_iter().chain(rest.iter().cloned()).map(|fault| view! { <Fault fault which /> }).collect_view())
                    }}
                </Table>
            </Loaded>
            {move || failure.get().map(|failure| view! { <ProblemView failure on_retry=more /> })}
            {move || next.with(Option::is_some).then(|| view! { <p><Button label=t(common::SHOW_MORE) size=Size::Small busy on_press=more /></p> })}
        </section>
    }
}

#[component]
fn Fault(fault: ImportFault, which: Which) -> impl IntoView {
    let ImportFault { row, column: _, header, value, level, code, detail: _ } = fault;
    let badge = match (which, level) {
        (Which::Kept, _) => None,
        (Which::OfRows, FaultLevel::Error) => {
            Some(view! { <Badge label=t(words::NOT_TAKEN) tone=Tone::Bad icon="circle-alert" /> })
        }
        (Which::OfRows, FaultLevel::Warning) => {
            Some(view! { <Badge label=t(words::WARNING) tone=Tone::Warn icon="triangle-alert" /> })
        }
    };
    let header = move || header.clone().unwrap_or_else(|| words::WHOLE_ROW.get(language()).to_owned());
    // What no row stands for came to be because rows named it.
    let row = move || if row == 0 { "–".to_owned() } else { number(row) };
    view! {
        <tr>
            <td class="num">{row}</td>
            {(which == Which::OfRows).then(|| view! { <td>{header}</td> })}
            <td class="value">{value}</td>
            <td class="reason">{badge} <span>{move || fault_words::fault(code, language())}</span></td>
        </tr>
    }
}
