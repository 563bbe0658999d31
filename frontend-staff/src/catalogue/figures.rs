//! What is looked at from afar: charts, the board; and the palette, which goes everywhere.

use leptos::prelude::*;
use zaguan_i18n::{cases, catalogue as words, common};
use zaguan_types::cases::CaseStatus;
use zaguan_types::{Code, Problem};
use zaguan_ui::case_state::status_text;
use zaguan_ui::matching::matches;
use zaguan_ui::prelude::*;

use super::Spec;

/// Line, bars of two series, funnel; each with its table and its file.
#[component]
pub fn Charts() -> impl IntoView {
    let months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let by = || words::MONTH.get(language()).to_owned();
    let line = Signal::derive(move || ChartData {
        by: by(),
        names: names(&months),
        series: vec![(
            words::FIRST_REPLY.get(language()).to_owned(),
            vec![42.0, 38.0, 44.0, 31.0, 29.0, 33.0, 24.0, 22.0, 26.0, 18.0, 16.0, 14.0],
        )],
    });
    let bars = Signal::derive(move || ChartData {
        by: by(),
        names: names(&months[6..]),
        series: vec![
            (cases::TITLE.get(language()).to_owned(), vec![12.0, 18.0, 9.0, 22.0, 31.0, 27.0]),
            (words::CLOSED.get(language()).to_owned(), vec![10.0, 15.0, 11.0, 17.0, 28.0, 29.0]),
        ],
    });
    let funnel = Signal::derive(move || ChartData {
        by: words::STEP.get(language()).to_owned(),
        names: [words::INVITED, words::OPENED, words::ENTERED, words::ACTIVE]
            .map(|text| text.get(language()).to_owned())
            .to_vec(),
        series: vec![(words::CLIENT.get(language()).to_owned(), vec![31.0, 27.0, 23.0, 11.0])],
    });
    view! {
        <Spec title=words::CHARTS hint=words::CHARTS_HINT>
            <div class="stack" data-gap="l">
                <Chart title=t(words::FIRST_REPLY) kind=ChartKind::Line data=line file="respuesta" unit="min" />
                <Chart title=t(cases::TITLE) kind=ChartKind::Bars data=bars file="casos" />
                <Chart title=t(words::CLIENT) kind=ChartKind::Funnel data=funnel file="clientes" />
            </div>
        </Spec>
    }
}

/// Cards in the columns of case states; moves stay until the page is left.
#[component]
pub fn Boards() -> impl IntoView {
    let card = |key: &'static str, status: CaseStatus, name: &'static str| BoardCard {
        key: key.to_owned(),
        column: status.as_str().to_owned(),
        name: name.to_owned(),
        face: ViewFn::from(move || {
            view! {
                <div class="stack" data-gap="none">
                    <a href="#case">{name}</a>
                    <span class="id">{key}</span>
                </div>
            }
        }),
    };
    let cards = RwSignal::new(vec![
        card("C-000123", CaseStatus::WaitingForResponse, "La nota simple no incluye el trastero"),
        card("C-000131", CaseStatus::Open, "Cambio de hora para la visita"),
        card("C-000130", CaseStatus::Open, "El banco pide la cédula"),
        card("C-000128", CaseStatus::InProgress, "Humedad en la pared"),
    ]);
    let columns = Signal::derive(|| {
        let icons = ["st-open", "st-progress", "st-waiting", "st-closed"];
        CaseStatus::ALL
            .iter()
            .zip(icons)
            .map(|(status, icon)| BoardColumn {
                key: status.as_str().to_owned(),
                name: t(status_text(*status)).into(),
                icon: Some(icon),
            })
            .collect::<Vec<_>>()
    });
    let take = move |to: CardMove| {
        cards.update(|cards| {
            let Some(at) = cards.iter().position(|card| card.key == to.card) else { return };
            let card = BoardCard { column: to.column, ..cards.remove(at) };
            let place = to.before.and_then(|key| cards.iter().position(|card| card.key == key));
            cards.insert(place.unwrap_or(cards.len()), card);
        });
    };
    view! {
        <Spec title=words::BOARD>
            <Board label=t(words::BOARD) columns cards on_move=take />
        </Spec>
    }
}

/// The palette: with people, with nothing, and with a search that fails.
#[component]
pub fn Palettes() -> impl IntoView {
    let open = RwSignal::new(false);
    let item = |key: &str, name: &str, detail: &str| {
        PaletteItem::new(key, "users", name, Act::Go("#person".into())).person().detail(detail)
    };
    let search = palette_search(move |query: String| async move {
        if query.starts_with("fallo") {
            return Err(Failure::from(Problem::new(Code::Unavailable, "", "41c7b0e2d9f84a16")));
        }
        let people = vec![
            item("1", "Carmen Rueda Molina", "carmen@example.com")
                .badge("arch", words::WITH_ACCESS.get(untrack(language))),
            item("2", "Carmelo Espinosa", "Grupo Almenara S. L."),
        ];
        let items = people.into_iter().filter(|item| matches(&item.name, &query)).collect();
        Ok(vec![PaletteGroup { title: common::CONTACTS.get(untrack(language)).to_owned(), items }])
    });
    let commands = move |query: String| {
        let all =
            [("go", "message-square-text", common::CASES, &["G", "K"]), ("menu", "wrench", common::TOOLS, &["G", "T"])];
        let items = all.into_iter().map(|(key, icon, text, keys)| {
            PaletteItem::new(key, icon, text.get(language()), Act::Do(Callback::new(|()| toast(t(words::CHOSEN)))))
                .keys(keys)
        });
        let items = items.filter(|item| matches(&item.name, &query)).collect();
        vec![PaletteGroup { title: common::ACTIONS.get(language()).to_owned(), items }]
    };
    view! {
        <Spec title=words::PALETTE>
            <div class="specimens">
                <Button label=t(words::OPEN_PALETTE) icon="search" on_press=move |()| open.set(true) />
                <span class="row" data-gap="none">
                    <Kbd keys="Mod K" />
                    <Kbd keys="?" />
                </span>
            </div>
            <CommandPalette open label=t(words::OPEN_PALETTE) commands search on_go=|_: String| toast(t(words::CHOSEN)) />
        </Spec>
    }
}
