//! One cell, read as what a field holds. Whether the value then passes is decided by the field rules, as for a person.

use chrono::{LocalResult, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use serde_json::{Value, json};
use zaguan_types::fields::{Field, FieldType, Labels};
use zaguan_types::imports::{DateOrder, DecimalMark, FaultCode};

use super::days;
use super::numbers::{decimal, is_shortened, money, whole};
use crate::folding::fold;
use crate::platform::clock::date_to_db;

const YES: [&str; 13] = ["1", "true", "yes", "y", "si", "s", "ja", "j", "x", "on", "verdadero", "waar", "✓"];
const NO: [&str; 10] = ["0", "false", "no", "n", "nee", "off", "falso", "onwaar", "-", "✗"];

/// How the cells of a column are read where they could mean two things.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    pub(super) order: DateOrder,
    pub(super) mark: DecimalMark,
}

/// What a cell becomes.
pub(super) fn read(field: &Field, text: &str, How { order, mark }: How, zone: Tz) -> Result<Value, FaultCode> {
    let text = text.trim();
    let found = |value: Option<Value>, code| value.ok_or(code);
    match field.field_type {
        FieldType::Phone if is_shortened(text) => Err(FaultCode::NumberShortened),
        FieldType::Text if is_shortened(text) && field.builtin && field.api_name == "external_id" => {
            Err(FaultCode::NumberShortened)
        }
        FieldType::Text | FieldType::Phone => Ok(one_line(text).into()),
        FieldType::LongText => Ok(text.replace("\r\n", "\n").into()),
        FieldType::Integer => {
            found(decimal(text, mark).and_then(|number| whole(&number)).map(Value::from), FaultCode::BadNumber)
        }
        FieldType::Decimal => found(decimal(text, mark).map(Value::from), FaultCode::BadNumber),
        FieldType::Percent => found(decimal(text.trim_end_matches('%'), mark).map(Value::from), FaultCode::BadNumber),
        FieldType::Money => found(money(text, mark), FaultCode::BadNumber),
        FieldType::Date => found(days::read(text, order).map(|date| date.to_string().into()), FaultCode::BadDate),
        FieldType::DateTime => found(moment(text, order, zone).map(Value::from), FaultCode::BadDate),
        FieldType::YesNo => found(yes_or_no(text).map(Value::Bool), FaultCode::BadYesNo),
        FieldType::SingleChoice => found(choice(field, text).map(Value::from), FaultCode::UnknownChoice),
        FieldType::MultipleChoice => {
            let all = words(text).map(|word| choice(field, &word)).collect::<Option<Vec<_>>>();
            found(all.map(|keys| json!(keys)), FaultCode::UnknownChoice)
        }
        FieldType::Email => Ok(text.strip_prefix("mailto:").unwrap_or(text).into()),
        FieldType::Url => Ok(url(text).into()),
        FieldType::LinkContact | FieldType::LinkOrganisation | FieldType::LinkCase | FieldType::LinkUser => {
            found(text.parse::<uuid::Uuid>().ok().map(|id| id.to_string().into()), FaultCode::BadValue)
        }
    }
}

/// A text that was broken into lines by whoever typed it.
fn one_line(text: &str) -> String {
    if !text.contains(['\n', '\r', '\t']) {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a list, whatever stands between them.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([',', ';', '|', '\n']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// The key of a choice that is named by its key or by its label in any language.
fn choice(field: &Field, text: &str) -> Option<String> {
    let wanted = fold(text);
    let by_key = field.choices.iter().find(|choice| choice.key == text || fold(&choice.key) == wanted);
    let labelled = |labels: &Labels| {
        let Labels { es, en, nl } = labels;
        [es, en, nl].into_iter().any(|label| !label.is_empty() && fold(label) == wanted)
    };
    let found = by_key.or_else(|| field.choices.iter().find(|choice| labelled(&choice.labels)));
    // `en-GB` is English.
    let by_code = || field.choices.iter().find(|choice| wanted.split(['-', '_']).next() == Some(choice.key.as_str()));
    let language = field.builtin && field.api_name == "language";
    found.or_else(|| language.then(by_code).flatten()).map(|choice| choice.key.clone())
}

fn yes_or_no(text: &str) -> Option<bool> {
    let word = fold(text);
    if YES.contains(&word.as_str()) {
        return Some(true);
    }
    NO.contains(&word.as_str()).then_some(false)
}

/// A moment; without an offset it is in the firm's time zone.
fn moment(text: &str, order: DateOrder, zone: Tz) -> Option<String> {
    if let Ok(instant) = text.parse::<zaguan_types::Instant>() {
        return Some(instant.to_string());
    }
    let date = days::read(text, order)?;
    let time = text.split_once(['T', ' ']).map_or("00:00", |(_, time)| time.trim());
    let time = ["%H:%M:%S", "%H:%M"].into_iter().find_map(|form| NaiveTime::parse_from_str(time, form).ok())?;
    let local = match zone.from_local_datetime(&date_to_db(date).and_time(time)) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => moment,
        // Left out when the clocks are put forward.
        LocalResult::None => return None,
    };
    Some(zaguan_types::Instant(local.timestamp_micros()).to_string())
}

/// A web site is often written without what it begins with.
fn url(text: &str) -> String {
    let bare = !text.contains("://") && text.contains('.') && !text.contains([' ', '@']);
    if bare { format!("https://{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_three_languages() {
        assert!(["Sí", "si", "YES", "ja", "x", "1", "true"].into_iter().all(|word| yes_or_no(word) == Some(true)));
        assert!(["No", "nee", "0", "false"].into_iter().all(|word| yes_or_no(word) == Some(false)));
        assert_eq!(yes_or_no("quizá"), None);
    }

    #[test]
    fn moments_are_in_the_firms_time_zone() {
        let read = |text| moment(text, DateOrder::DayFirst, chrono_tz::Europe::Madrid);
        assert_eq!(read("4/3/2026 12:30").as_deref(), Some("2026-03-04T11:30:00.000000Z"));
        assert_eq!(read("2026-03-04").as_deref(), Some("2026-03-03T23:00:00.000000Z"));
        assert_eq!(read("2026-03-04T12:30:00+02:00").as_deref(), Some("2026-03-04T10:30:00.000000Z"));
        assert_eq!(read("soon"), None);
    }

    #[test]
    fn web_sites_without_a_scheme() {
        assert_eq!(url("almenara.example"), "https://almenara.example");
        assert_eq!(url("http://a.b"), "http://a.b");
        assert_eq!(url("none"), "none");
    }
}
