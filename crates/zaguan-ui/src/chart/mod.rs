//! Charts as drawings: line, bars, funnel. Each has its figures as a table and as a file: nobody has to read a picture.

mod scale;

use leptos::prelude::*;
use zaguan_i18n::components as words;

use crate::dom::unique_id;
use crate::icon::Icon;
use crate::lang::{language, t};
use crate::numbers::format_decimal;
use scale::{BASE, HEIGHT, LEFT, RIGHT, TOP, WIDTH, area, bar, csv, line, named, round_top, shares, x_of, y_of};

/// How figures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Over time.
    Line,
    /// Side by side.
    Bars,
    /// Steps, each a part of the one before; only the first series counts.
    Funnel,
}

/// What is drawn: names along the axis, and figures by series, at most three.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    /// What the names are: «Mes».
    pub by: String,
    /// The names along the axis.
    pub names: Vec<String>,
    /// The series: name and one figure for each name.
    pub series: Vec<(String, Vec<f64>)>,
}

/// A chart with its title, its figures as a table and as a file.
#[component]
pub fn Chart(
    /// Its title.
    #[prop(into)]
    title: TextProp,
    /// How it is drawn.
    kind: ChartKind,
    /// What is drawn.
    #[prop(into)]
    data: Signal<ChartData>,
    /// The name of the file, without ending.
    #[prop(into)]
    file: String,
    /// What stands behind a figure: `min`.
    #[prop(optional, into)]
    unit: Option<TextProp>,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let id = unique_id("chart");
    let labelled = id.clone();
    let unit = StoredValue::new(unit);
    let written = move |figure: f64| {
        let number = format_decimal(&figure.to_string(), language(), 0);
        unit.with_value(|unit| unit.as_ref().map_or_else(|| number.clone(), |unit| format!("{number} {}", unit.get())))
    };
    let download = move || data.with(data_link);
    let table_title = title.clone();
    let name = title.clone();
    view! {
        <figure class="chart-figure" aria-labelledby=labelled>
            <figcaption>
                <span class="grow" id=id>{move || title.get()}</span>
                <button type="button" class="btn" data-kind="ghost" data-size="sm" aria-pressed=move || as_table.get().to_string() on:click=move |_| as_table.update(|on| *on = !*on)>
                    <Icon name="table" />
                    {t(words::AS_TABLE)}
                </button>
                <a class="btn" data-kind="ghost" data-size="sm" href=download download=format!("{file}.csv")>
                    <Icon name="download" />
                    "CSV"
                </a>
            </figcaption>
            {move || {
                let data = data.get();
                let name = name.get().to_string();
                match (as_table.get(), kind) {
                    (true, _) => table(data, table_title.get().to_string(), written).into_any(),
                    (false, ChartKind::Funnel) => funnel(&data, written).into_any(),
                    (false, ChartKind::Line | ChartKind::Bars) => drawing(&data, kind, &name, written).into_any(),
                }
            }}
            {move || data.with(|data| (data.series.len() > 1 && kind != ChartKind::Funnel).then(|| legend(data)))}
        </figure>
    }
}

/// The figures as a file, in the address itself.
fn data_link(data: &ChartData) -> String {
    let head: Vec<String> =
        std::iter::once(data.by.clone()).chain(data.series.iter().map(|(name, _)| name.clone())).collect();
    let row = |(at, name): (usize, &String)| {
        let figures = data.series.iter().map(|(_, figures)| figures.get(at).map(f64::to_string).unwrap_or_default());
        std::iter::once(name.clone()).chain(figures).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = data.names.iter().enumerate().map(row).collect();
    // The mark at the beginning tells spreadsheets that this is UTF-8.
    let text = format!("\u{feff}{}", csv(&head, &rows));
    format!("data:text/csv;charset=utf-8,{}", js_sys::encode_uri_component(&text))
}

fn table<W: Fn(f64) -> String + Copy>(data: ChartData, title: String, written: W) -> impl IntoView {
    let ChartData { by, names, series } = data;
    let heads = series.iter().map(|(name, _)| view! { <th scope="col" class="end">{name.clone()}</th> }).collect_view();
    let row = |(at, name): (usize, String)| {
        let cells = series.iter().map(|(_, figures)| {
            view! { <td class="end num">{figures.get(at).map(|figure| written(*figure))}</td> }
        });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=title>
            <table class="table chart-table">
                <thead><tr><th scope="col">{by}</th>{heads}</tr></thead>
                <tbody>{names.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The steps as arches: the door is filled as far as the share of the first step goes.
fn funnel<W: Fn(f64) -> String + Copy>(data: &ChartData, written: W) -> impl IntoView + use<W> {
    let figures = data.series.first().map(|(_, figures)| figures.clone()).unwrap_or_default();
    let steps = data.names.iter().zip(&figures).zip(shares(&figures)).map(|((name, figure), share)| {
        view! {
            <li style:--value=share.to_string()>
                <span class="door"></span>
                <b class="num">{written(*figure)}</b>
                <span>{name.clone()}</span>
            </li>
        }
    });
    view! { <ol class="funnel">{steps.collect_view()}</ol> }
}

fn drawing<W: Fn(f64) -> String + Copy>(
    data: &ChartData,
    kind: ChartKind,
    title: &str,
    written: W,
) -> impl IntoView + use<W> {
    let figures = || data.series.iter().flat_map(|(_, figures)| figures.iter().copied());
    let top = round_top(figures().fold(0.0, f64::max));
    let ticks = [0.0, top / 2.0, top].map(|tick| {
        let y = y_of(tick, top);
        let class = if tick == 0.0 { "axis" } else { "grid" };
        let figure = format_decimal(&tick.to_string(), language(), 0);
        view! {
            <line class=class x1=LEFT.to_string() x2=WIDTH.to_string() y1=format!("{y:.1}") y2=format!("{y:.1}")></line>
            <text x=(LEFT - 8.0).to_string() y=format!("{:.1}", y + 4.0) text-anchor="end">{figure}</text>
        }
    });
    let count = data.names.len();
    let every = named(count);
    let names = data.names.iter().enumerate().filter(|(at, _)| at % every == 0).map(|(at, name)| {
        let (x, anchor) = match kind {
            ChartKind::Line if at == 0 => (LEFT, "start"),
            ChartKind::Line if at + 1 == count => (RIGHT, "end"),
            ChartKind::Line => (x_of(at, count), "middle"),
            ChartKind::Bars | ChartKind::Funnel => {
                let (from, width) = bar(at, count, 0, 1);
                (from + width / 2.0, "middle")
            }
        };
        view! { <text x=format!("{x:.1}") y=(HEIGHT - 4.0).to_string() text-anchor=anchor>{name.clone()}</text> }
    });
    let marks = data.series.iter().take(3).enumerate().map(|(series, (_, figures))| match kind {
        ChartKind::Line => lines(series, figures, top, data.series.len() == 1, written).into_any(),
        ChartKind::Bars | ChartKind::Funnel => {
            bars(series, data.series.len().min(3), figures, top, &data.names, written).into_any()
        }
    });
    let first_and_last = data.series.first().and_then(|(_, figures)| figures.first().zip(figures.last()));
    let said = first_and_last.map_or_else(
        || title.to_owned(),
        |(first, last)| {
            let values = [("title", title), ("first", &written(*first)), ("last", &written(*last))];
            words::CHART_SAYS.fill(language(), &values)
        },
    );
    view! {
        <svg class="chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=said>
            {ticks.into_iter().collect_view()}
            {marks.collect_view()}
            {names.collect_view()}
        </svg>
    }
}

fn lines<W: Fn(f64) -> String + Copy>(
    series: usize,
    figures: &[f64],
    top: f64,
    alone: bool,
    written: W,
) -> impl IntoView + use<W> {
    let number = (series + 1).to_string();
    let end = figures.last().map(|last| {
        let (x, y) = (x_of(figures.len() - 1, figures.len()), y_of(*last, top));
        // The figure stands over its point, or under it where there is no room.
        let words_y = if y - 10.0 < TOP - 4.0 { y + 18.0 } else { y - 10.0 };
        view! {
            <circle class="dot" data-series=number.clone() cx=format!("{x:.1}") cy=format!("{y:.1}") r="4.5"></circle>
            {alone.then(|| view! { <text class="last" x=format!("{x:.1}") y=format!("{words_y:.1}") text-anchor="end">{written(*last)}</text> })}
        }
    });
    view! {
        {alone.then(|| view! { <path class="area" d=area(figures, top)></path> })}
        <path class="line" data-series=number.clone() d=line(figures, top)></path>
        {end}
    }
}

fn bars<W: Fn(f64) -> String + Copy>(
    series: usize,
    of: usize,
    figures: &[f64],
    top: f64,
    names: &[String],
    written: W,
) -> impl IntoView + use<W> {
    let number = (series + 1).to_string();
    let count = names.len();
    let one = |(at, (figure, name)): (usize, (&f64, &String))| {
        let (x, width) = bar(at, count, series, of);
        let y = y_of(*figure, top);
        view! {
            <rect class="bar" data-series=number.clone() x=format!("{x:.1}") y=format!("{y:.1}") width=format!("{:.1}", width - 1.5) height=format!("{:.1}", BASE - y) rx="2">
                <title>{format!("{name}: {}", written(*figure))}</title>
            </rect>
        }
    };
    figures.iter().zip(names).enumerate().map(one).collect_view()
}

/// The names of the series beside their colours.
fn legend(data: &ChartData) -> impl IntoView + use<> {
    let one = |(at, (name, _)): (usize, &(String, Vec<f64>))| {
        view! { <li><span class="chart-swatch" data-series=(at + 1).to_string()></span>{name.clone()}</li> }
    };
    view! { <ul class="chart-legend">{data.series.iter().take(3).enumerate().map(one).collect_view()}</ul> }
}
