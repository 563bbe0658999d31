//! Instants, days and numbers in words, by the browser's Intl: no calendar data travels with the app.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use js_sys::{Array, Date as JsDate, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use zaguan_i18n::common;
use zaguan_types::{Date, Instant, Language};

use crate::lang::language;

/// How an instant or a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    /// «10:42»
    Clock,
    /// «jue 19 nov»
    DayNear,
    /// «3 nov 2026»
    DayFar,
    /// «jueves, 19 de noviembre de 2026, 10:42»
    Full,
    /// «jueves, 19 de noviembre»
    DayLong,
}

impl Shape {
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Clock => &[("hour", "numeric"), ("minute", "2-digit")],
            Self::DayNear => &[("weekday", "short"), ("day", "numeric"), ("month", "short")],
            Self::DayFar => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::Full => &[("dateStyle", "full"), ("timeStyle", "short")],
            Self::DayLong => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
        }
    }
}

type Key = (Shape, Language, bool);
thread_local! {
    // To make one takes a browser longer than to write a hundred dates with it.
    static FORMATS: RefCell<HashMap<Key, Intl::DateTimeFormat>> = RefCell::new(HashMap::new());
    static RELATIVE: RefCell<HashMap<Language, Intl::RelativeTimeFormat>> = RefCell::new(HashMap::new());
    static MINUTE: OnceCell<ArcRwSignal<u32>> = const { OnceCell::new() };
}

/// Writes milliseconds since 1970. `utc` for days, which have no time zone.
fn write(shape: Shape, spoken: Language, utc: bool, millis: f64) -> String {
    let format = FORMATS.with(|formats| {
        let mut formats = formats.borrow_mut();
        formats.entry((shape, spoken, utc)).or_insert_with(|| make_format(shape, spoken, utc)).clone()
    });
    let written = format.format().call1(&format, &JsDate::new(&JsValue::from_f64(millis)));
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn make_format(shape: Shape, spoken: Language, utc: bool) -> Intl::DateTimeFormat {
    let options = Object::new();
    let zone = utc.then_some(("timeZone", "UTC"));
    for (name, value) in shape.options().iter().copied().chain(zone) {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    Intl::DateTimeFormat::new(&locales(spoken), &options)
}

fn locales(spoken: Language) -> Array {
    Array::of1(&JsValue::from_str(spoken.code()))
}

fn now_millis() -> f64 {
    JsDate::now()
}

fn millis(instant: Instant) -> f64 {
    // Microseconds of any year in use stay exact in a double.
    instant.0 as f64 / 1000.0
}

/// Days since 1970 of a moment in the browser's time zone.
fn local_day(at: f64) -> i64 {
    let date = JsDate::new(&JsValue::from_f64(at));
    ((at - date.get_timezone_offset() * 60_000.0) / 86_400_000.0).floor() as i64
}

/// Today, in the browser's time zone.
pub fn today() -> Date {
    Date::from_days(local_day(now_millis()))
}

/// Today in a time zone by its IANA name; in the browser's where the browser does not know that one.
pub fn today_in(zone: &str) -> Date {
    day_in_zone(zone).unwrap_or_else(today)
}

/// Reads the parts of a date written by Intl. The constructor is called by reflection: of a zone that it does not know
/// it throws, and a typed call would end the app.
fn day_in_zone(zone: &str) -> Option<Date> {
    let options = Object::new();
    let wanted = [("timeZone", zone), ("calendar", "gregory"), ("numberingSystem", "latn")];
    let digits = [("year", "numeric"), ("month", "numeric"), ("day", "numeric")];
    for (name, value) in wanted.into_iter().chain(digits) {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: js_sys::Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let format: Intl::DateTimeFormat =
        Reflect::construct(&constructor, &Array::of2(&"en".into(), &options)).ok()?.dyn_into().ok()?;
    let parts = format.format_to_parts(&JsDate::new(&JsValue::from_f64(now_millis())));
    let number = |wanted: &str| {
        let part = parts.iter().find(|part| Reflect::get(part, &"type".into()).is_ok_and(|kind| kind == wanted))?;
        Reflect::get(&part, &"value".into()).ok()?.as_string()?.parse::<u32>().ok()
    };
    format!("{:04}-{:02}-{:02}", number("year")?, number("month")?, number("day")?).parse().ok()
}

/// How long ago, short: «ahora», «hace 12 min», «hace 3 h», «ayer», «jue 19 nov», «3 nov 2025».
pub fn ago(instant: Instant) -> String {
    let (spoken, at, now) = (language(), millis(instant), now_millis());
    let seconds = (now - at) / 1000.0;
    let days = local_day(now) - local_day(at);
    match seconds {
        // Clocks differ a little: what is a few seconds ahead is now.
        s if (-60.0..60.0).contains(&s) => common::JUST_NOW.get(spoken).to_owned(),
        s if (0.0..3600.0).contains(&s) => relative(spoken, -(s / 60.0).floor(), "minute"),
        s if (0.0..86_400.0).contains(&s) && days == 0 => relative(spoken, -(s / 3600.0).floor(), "hour"),
        _ if days == 1 => common::YESTERDAY.get(spoken).to_owned(),
        _ if (-200..=200).contains(&days) => write(Shape::DayNear, spoken, false, at),
        _ => write(Shape::DayFar, spoken, false, at),
    }
}

fn relative(spoken: Language, amount: f64, unit: &str) -> String {
    let format = RELATIVE.with_borrow_mut(|formats| {
        let make = || {
            let options = Object::new();
            let _ = Reflect::set(&options, &"style".into(), &"short".into());
            let _ = Reflect::set(&options, &"numeric".into(), &"always".into());
            Intl::RelativeTimeFormat::new(&locales(spoken), &options)
        };
        formats.entry(spoken).or_insert_with(make).clone()
    });
    format.format(amount, unit).into()
}

/// The time of day: «10:42».
pub fn clock(instant: Instant) -> String {
    write(Shape::Clock, language(), false, millis(instant))
}

/// Day and time in full, for a title.
pub fn full(instant: Instant) -> String {
    write(Shape::Full, language(), false, millis(instant))
}

/// Day and time, short: «jue 19 nov, 10:42».
pub fn day_and_clock(instant: Instant) -> String {
    let (spoken, at) = (language(), millis(instant));
    let day = match local_day(now_millis()) - local_day(at) {
        0 => common::TODAY.get(spoken).to_owned(),
        1 => common::YESTERDAY.get(spoken).to_owned(),
        _ => write(Shape::DayNear, spoken, false, at),
    };
    format!("{day}, {}", write(Shape::Clock, spoken, false, at))
}

/// The day over messages: «Hoy», «Ayer», «Jueves, 19 de noviembre».
pub fn day_heading(instant: Instant) -> String {
    let (spoken, at) = (language(), millis(instant));
    let words = match local_day(now_millis()) - local_day(at) {
        0 => common::TODAY.get(spoken).to_owned(),
        1 => common::YESTERDAY.get(spoken).to_owned(),
        _ => write(Shape::DayLong, spoken, false, at),
    };
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The day of an instant in the browser's time zone, to tell where a new day begins.
pub fn day_of(instant: Instant) -> i64 {
    local_day(millis(instant))
}

/// A day: «3 nov 2026».
pub fn day(date: Date) -> String {
    write(Shape::DayFar, language(), true, date.to_days() as f64 * 86_400_000.0)
}

/// A day written `YYYY-MM-DD`, in words; as it is when it is none.
pub(crate) fn day_in(text: &str, spoken: Language) -> String {
    match text.parse::<Date>() {
        Ok(date) => write(Shape::DayFar, spoken, true, date.to_days() as f64 * 86_400_000.0),
        Err(_) => text.to_owned(),
    }
}

/// The clock of the page, which goes on every minute, so that «hace 12 min» does not lie. One for all: a list shows
/// hundreds of moments.
fn minute() -> ArcRwSignal<u32> {
    MINUTE.with(|clock| {
        let begin = || {
            let tick = ArcRwSignal::new(0_u32);
            let advance = {
                let tick = tick.clone();
                move || tick.update(|tick| *tick = tick.wrapping_add(1))
            };
            set_interval(advance, std::time::Duration::from_secs(60));
            tick
        };
        clock.get_or_init(begin).clone()
    })
}

/// An instant: how long ago, in full in its title, to the letter in `datetime`.
#[component]
pub fn When(
    /// The instant.
    at: Instant,
    /// «jue 19 nov, 10:42» instead of how long ago.
    #[prop(optional)]
    exact: bool,
    /// Only the time of day, under a [`crate::conversation::DayLine`].
    #[prop(optional)]
    clock_only: bool,
) -> impl IntoView {
    let tick = if exact || clock_only { None } else { Some(minute()) };
    let words = move || {
        if let Some(tick) = &tick {
            tick.track();
        }
        match (clock_only, exact) {
            (true, _) => clock(at),
            (false, true) => day_and_clock(at),
            (false, false) => ago(at),
        }
    };
    view! { <time datetime=at.to_string() title=move || full(at)>{words}</time> }
}

/// A day.
#[component]
pub fn Day(
    /// The day.
    on: Date,
) -> impl IntoView {
    view! { <time class="num" datetime=on.to_string()>{move || day(on)}</time> }
}
