//! Inputs of numbers, sums and moments: typed and shown in the language of the person, kept in the form of the API.

use js_sys::Date as JsDate;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use zaguan_i18n::components as words;
use zaguan_types::Instant;

use crate::dom::tell;
use crate::field::Bound;
use crate::input::framed;
use crate::lang::language;
use crate::numbers::{fits_scale, format_decimal, parse_decimal, separators};

/// A number. The value is a decimal of the API (`1284.5`) or empty; what is no number is kept as it was typed, and the
/// input says so.
#[component]
pub fn NumberInput(
    /// The value.
    bind: Bound<String>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
    /// The most digits behind the separator; 0 for whole numbers.
    #[prop(default = 9)]
    scale: usize,
    /// What stands behind the number, such as `%`.
    #[prop(optional, into)]
    unit: Option<TextProp>,
) -> impl IntoView {
    decimal(bind, required, help, Digits { least: 0, most: scale }, unit)
}

/// A sum of money. The value is a decimal of the API; the currency stands beside it.
#[component]
pub fn MoneyInput(
    /// The amount.
    bind: Bound<String>,
    /// The currency by ISO 4217: `EUR`.
    #[prop(into)]
    currency: TextProp,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps.
    #[prop(optional, into)]
    help: Option<TextProp>,
) -> impl IntoView {
    decimal(bind, required, help, Digits { least: 2, most: 2 }, Some(currency))
}

/// How many digits stand behind the separator.
#[derive(Clone, Copy)]
struct Digits {
    least: usize,
    most: usize,
}

fn decimal(
    bind: Bound<String>,
    required: bool,
    help: Option<TextProp>,
    digits: Digits,
    unit: Option<TextProp>,
) -> AnyView {
    // What is being typed; without it the value is shown in the language of the page.
    let typed = RwSignal::new(None::<String>);
    let outer = bind.error;
    let left = RwSignal::new(true);
    let wrong = Signal::derive(move || {
        let value = bind.value.get();
        let is_number =
            parse_decimal(&value, zaguan_types::Language::En).is_some_and(|number| number == value || value.is_empty());
        if !left.get() {
            None
        } else if !is_number {
            let (thousands, decimals) = separators(language());
            let example = format!("1{thousands}284{decimals}50");
            Some(words::NOT_A_NUMBER.fill(language(), &[("example", &example)]))
        } else if !fits_scale(&value, digits.most) {
            Some(match digits.most {
                0 => words::WHOLE_NUMBER.get(language()).to_owned(),
                most => words::TOO_MANY_DECIMALS.count(language(), most as u64),
            })
        } else {
            None
        }
    });
    let bind = Bound { error: Signal::derive(move || wrong.get().or_else(|| outer.get())), ..bind };
    let (described, invalid) = (bind.described_by(help.is_some(), required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let shown =
        move || typed.get().unwrap_or_else(|| value.with(|value| format_decimal(value, language(), digits.least)));
    let take = move |text: String| {
        tell(set, parse_decimal(&text, untrack(language)).unwrap_or_else(|| text.clone()));
        typed.set(Some(text));
        left.set(false);
    };
    let unit_id = format!("{id}-unit");
    let described_all = {
        let (unit_id, has_unit) = (unit_id.clone(), unit.is_some());
        move || match (described(), has_unit) {
            (Some(ids), true) => Some(format!("{unit_id} {ids}")),
            (None, true) => Some(unit_id.clone()),
            (ids, false) => ids,
        }
    };
    let has_unit = unit.is_some();
    let input = view! {
        <div class="input-wrap" data-unit=has_unit.then_some("")>
            <input
                class="input num"
                id=id
                type="text"
                inputmode=if digits.most == 0 { "numeric" } else { "decimal" }
                autocomplete="off"
                prop:value=shown
                aria-required=required.then_some("true")
                aria-invalid=invalid
                aria-describedby=described_all
                on:input=move |event| take(event_target_value(&event))
                on:blur=move |_| {
                    if typed.try_set(None).is_none() {
                        left.set(true);
                        tell(leave, ());
                    }
                }
            />
            {unit.map(|unit| view! { <span class="input-unit" id=unit_id>{move || unit.get()}</span> })}
        </div>
    };
    framed(bind, required, help, None, input.into_any())
}

/// A day and a time of day, by the browser's own picker and in its time zone. The value is an instant of the API
/// (`2026-11-20T09:30:00.000000Z`) or empty.
#[component]
pub fn DateTimeInput(
    /// The value.
    bind: Bound<String>,
    /// Whether a value is needed.
    #[prop(optional)]
    required: bool,
    /// A sentence that helps; without one the time zone is named.
    #[prop(optional, into)]
    help: Option<TextProp>,
) -> impl IntoView {
    let help = help.unwrap_or_else(|| (move || words::TIME_ZONE.fill(language(), &[("zone", &zone())])).into());
    let (described, invalid) = (bind.described_by(true, required), bind.invalid());
    let (id, value, set, leave) = (bind.id.clone(), bind.value, bind.set, bind.leave);
    let input = view! {
        <input
            class="input"
            id=id
            type="datetime-local"
            min="0001-01-01T00:00"
            max="9999-12-31T23:59"
            prop:value=move || value.with(|value| local_text(value))
            aria-required=required.then_some("true")
            aria-invalid=invalid
            aria-describedby=described
            on:change=move |event| tell(set, instant_text(&event_target_value(&event)))
            on:blur=move |_| tell(leave, ())
        />
    };
    framed(bind, required, Some(help), None, input.into_any())
}

/// The name of the browser's time zone.
fn zone() -> String {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new()).resolved_options();
    let zone = js_sys::Reflect::get(&options, &"timeZone".into());
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// An instant as the native input writes local time; empty when it is none.
fn local_text(instant: &str) -> String {
    let Ok(at) = instant.parse::<Instant>() else { return String::new() };
    let date = JsDate::new(&JsValue::from_f64(at.0 as f64 / 1000.0));
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Local time of the native input as an instant; empty when it is none.
fn instant_text(local: &str) -> String {
    let millis = JsDate::new(&JsValue::from_str(local)).get_time();
    if local.is_empty() || !millis.is_finite() { String::new() } else { Instant(millis as i64 * 1000).to_string() }
}
