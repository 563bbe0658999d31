//! The list of cases: by status, by search, newest change first, more on demand. The address holds what is shown.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use zaguan_client::{ClientError, Query};
use zaguan_i18n::{common, portal};
use zaguan_types::cases::{CaseCounts, CaseStatus};
use zaguan_types::events::EventKind;
use zaguan_types::list::MAX_LIMIT;
use zaguan_types::portal::{PortalCase, PortalForms};
use zaguan_ui::dom;
use zaguan_ui::prelude::*;

use super::filters::Filters;
use super::finder::Finder;
use super::read_forms;
use super::row::CaseRow;
use super::states::States;
use crate::routes::{Place, navigator};
use crate::session::Session;

/// How many cases one turn of the list brings.
const STEP: usize = 25;

/// What the list shows now.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    cases: Vec<PortalCase>,
    more: bool,
}

/// The page «Casos».
#[component]
pub fn CasesPage() -> impl IntoView {
    let session = Session::get();
    let forms = read_forms(session);
    let new = move || {
        session.rights().cases_create.then(|| {
            view! { <LinkButton label=t(portal::NEW_CASE) kind=Kind::Primary icon="plus" href=session.path(Place::NewCase) /> }
        })
    };
    view! {
        <div class="p-main" data-narrow="">
            <header class="p-title">
                <Heading text=t(portal::CASES) />
                {new}
            </header>
            <Loaded from=forms let:forms>
                <Cases forms />
            </Loaded>
        </div>
    }
}

#[component]
fn Cases(forms: Signal<PortalForms>) -> impl IntoView {
    let session = Session::get();
    let search = use_location().search;
    let filters = Memo::new(move |_| search.with(|search| Filters::parse(search)));
    let searchable = Memo::new(move |_| forms.with(|forms| forms.search.clone()));
    let in_lists = Memo::new(move |_| forms.with(|forms| forms.list.clone()));
    // More of the same list; another list begins with one step again.
    let wanted = RwSignal::new((Filters::default(), STEP));
    let count_wanted = move || wanted.with(|(of, count)| filters.with(|now| if of == now { *count } else { STEP }));

    let shown = Reading::new(move || {
        session.follow();
        let query = searchable.with(|fields| filters.with(|filters| filters.query_with_status(fields)));
        let count = count_wanted();
        async move { read(session, query, count).await }
    });
    let counts = Reading::new(move || {
        session.follow();
        let query = searchable.with(|fields| filters.with(|filters| filters.query(fields)));
        async move {
            let portal = session.portal();
            session.ask(portal.case_counts(&query)).await
        }
    });
    session.each_event(move |event| {
        if matches!(
            event.kind,
            EventKind::CaseCreated | EventKind::CaseUpdated | EventKind::CaseMessageCreated | EventKind::Resync
        ) {
            shown.again();
            counts.again();
        }
    });

    let open = RwSignal::new(false);
    let navigate = navigator();
    let go = Callback::new(move |filters: Filters| {
        navigate(&format!("{}{}", session.path(Place::Cases), filters.search()), false)
    });
    let pick = move |status: Option<CaseStatus>| go.run(Filters { status, ..filters.get_untracked() });
    let find = move |filters: Filters| {
        go.run(filters);
        open.set(false);
        dom::after_paint(|| {
            dom::focus_id("results");
        });
    };
    let more = move |()| wanted.set((filters.get_untracked(), count_wanted() + STEP));
    view! {
        <div class="stack">
            <States chosen=Signal::derive(move || filters.with(|filters| filters.status)) counts=Signal::derive(move || counts.get()) on_pick=pick />
            <Finder filters fields=searchable open on_search=find />
        </div>
        <section class="section" aria-labelledby="results">
            <h2 id="results" class="vh" tabindex="-1">{t(portal::RESULTS)}</h2>
            <div class="row" data-ends="" data-wrap="">
                <p class="soft small" role="status">{move || counts.get().map(|counts| filters.with(|filters| result_line(filters, &counts)))}</p>
                {move || (filters.with(Filters::count) > 0 && !open.get()).then(|| view! {
                    <Button label=t(common::CLEAR_FILTERS) kind=Kind::Ghost size=Size::Small on_press=move |()| find(filters.get_untracked().cleared()) />
                })}
            </div>
            <Loaded from=shown is_empty=|shown: &Shown| shown.cases.is_empty() empty=move || view! { <WhyEmpty filters /> } let:shown>
                <Results shown fields=in_lists on_more=more />
            </Loaded>
        </section>
    }
}

/// Reads until there are `wanted` cases or no more: in one request, unless more are wanted than one may bring.
async fn read(session: Session, query: Query, wanted: usize) -> Result<Shown, ClientError> {
    let portal = session.portal();
    let (mut cases, mut after) = (Vec::new(), String::new());
    loop {
        let limit = (wanted - cases.len()).min(MAX_LIMIT as usize);
        let query = query.clone().with("limit", limit.to_string()).some("after", &after);
        let page = session.ask(portal.cases(&query)).await?;
        cases.extend(page.items);
        match page.next {
            Some(next) if cases.len() < wanted => after = next,
            next => return Ok(Shown { cases, more: next.is_some() }),
        }
    }
}

/// How many there are, said whenever it changes.
fn result_line(filters: &Filters, counts: &CaseCounts) -> String {
    let count = filters.status.map_or(counts.all, |status| counts.of(status));
    let words = if filters.count() > 0 { portal::CASES_MATCHING } else { portal::CASES_FOUND };
    words.count(language(), count)
}

#[component]
fn Results(
    /// The cases.
    shown: Signal<Shown>,
    /// The fields that the firm shows in lists.
    #[prop(into)]
    fields: Signal<Vec<zaguan_types::portal::PortalField>>,
    /// Asks for more.
    #[prop(into)]
    on_more: Callback<()>,
) -> impl IntoView {
    let among = Signal::derive(move || shown.with(|shown| shown.cases.clone()));
    view! {
        <ul class="linklist">
            <For each=move || among.get() key=|case| case.id let:case>
                <CaseRow case among fields />
            </For>
        </ul>
        {move || shown.with(|shown| shown.more).then(|| view! { <Button label=t(common::SHOW_MORE) wide=true on_press=on_more /> })}
    }
}

/// Why there is nothing: no case at all, none in this state, none that matches.
#[component]
fn WhyEmpty(filters: Memo<Filters>) -> impl IntoView {
    let session = Session::get();
    let title = move || {
        filters.with(|filters| {
            match (filters.count(), filters.status) {
                (0, None) => portal::EMPTY_TITLE,
                (0, Some(_)) => portal::EMPTY_STATE,
                _ => portal::NONE_FOUND,
            }
            .get(language())
        })
    };
    let text = move || {
        let firm = session.firm();
        let text = if session.rights().cases_create { portal::EMPTY_TEXT } else { portal::EMPTY_NO_RIGHT };
        let is_bare = filters.with(|filters| filters.count() == 0 && filters.status.is_none());
        if is_bare {
            text.fill(language(), &[("firm", &firm)])
        } else {
            portal::NONE_FOUND_HINT.get(language()).to_owned()
        }
    };
    view! { <Empty title text /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_line_counts_what_is_chosen() {
        let counts = CaseCounts { all: 6, open: 1, in_progress: 1, waiting_for_response: 1, closed: 3 };
        let line = |filters: Filters| result_line(&filters, &counts);
        assert_eq!(line(Filters::default()), "6 casos");
        assert_eq!(line(Filters { status: Some(CaseStatus::Open), ..Filters::default() }), "1 caso");
        assert_eq!(
            line(Filters { status: Some(CaseStatus::Closed), text: "x".into(), ..Filters::default() }),
            "3 casos con estos filtros"
        );
    }
}
