//! Days as people write them: 2026-03-04, 4/3/2026, 04.03.26. Whether the day or the month comes first is decided by all
//! values of a column together.

use zaguan_types::imports::DateOrder;
use zaguan_types::{Date, Language};

/// Two-digit years up to this one lie in this century.
const THIS_CENTURY: u16 = 69;

/// What the days of a column say about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Values that are days if the day comes first.
    day_first: u64,
    /// Values that are days if the month comes first.
    month_first: u64,
}

impl Seen {
    /// What one value says.
    pub(super) fn of(text: &str) -> Self {
        let mut seen = Self::default();
        seen.see(text);
        seen
    }

    /// Looks at one more value.
    pub(super) fn see(&mut self, text: &str) {
        let Some([first, second, year]) = numbers(text) else { return };
        self.day_first += u64::from(day(year, second, first).is_some());
        self.month_first += u64::from(day(year, first, second).is_some());
    }

    /// Whether there was a day at all.
    pub(super) const fn is_day(&self) -> bool {
        self.day_first > 0 || self.month_first > 0
    }

    /// The order, and whether it is only `usual`. No order if there is nothing to be read in two ways.
    pub(super) fn order(&self, usual: DateOrder) -> (Option<DateOrder>, bool) {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => (Some(DateOrder::DayFirst), false),
            std::cmp::Ordering::Less => (Some(DateOrder::MonthFirst), false),
            std::cmp::Ordering::Equal if self.is_day() => (Some(usual), true),
            std::cmp::Ordering::Equal => (None, false),
        }
    }
}

/// How days are usually written where a language is spoken.
pub(super) const fn usual(language: Language) -> DateOrder {
    match language {
        Language::Es | Language::Nl => DateOrder::DayFirst,
        Language::En => DateOrder::MonthFirst,
    }
}

/// Reads a day. A time behind it is left aside.
pub(super) fn read(text: &str, order: DateOrder) -> Option<Date> {
    let text = text.trim();
    let head = text.split(['T', ' ']).next().unwrap_or_default();
    if let Ok(date) = head.parse() {
        return Some(date);
    }
    if let Some([year, month, date]) = parts(head)
        && year.1 == 4
    {
        return day((year.0, 4), (month.0, month.1), (date.0, date.1));
    }
    let [first, second, year] = numbers(text)?;
    match order {
        DateOrder::DayFirst => day(year, second, first),
        DateOrder::MonthFirst => day(year, first, second),
    }
}

type Number = (u16, usize);

/// The three numbers of a value like 4/3/2026 or 04.03.26, with their digits.
fn numbers(text: &str) -> Option<[Number; 3]> {
    let head = text.split(' ').next().unwrap_or_default();
    let [first, second, year] = parts(head)?;
    (first.1 <= 2 && second.1 <= 2 && matches!(year.1, 2 | 4)).then_some([first, second, year])
}

fn parts(text: &str) -> Option<[Number; 3]> {
    if text.len() < 6 || text.len() > 10 {
        return None;
    }
    let mark = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = text.split(mark).map(|part| {
        let sound = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        sound.then(|| part.parse().ok().map(|number: u16| (number, part.len()))).flatten()
    });
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

fn day(year: Number, month: Number, day: Number) -> Option<Date> {
    let year = match year {
        (year, 2) if year <= THIS_CENTURY => 2000 + year,
        (year, 2) => 1900 + year,
        (year, _) => year,
    };
    Date::new(year, u8::try_from(month.0).ok()?, u8::try_from(day.0).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str, order: DateOrder) -> Option<String> {
        read(value, order).map(|date| date.to_string())
    }

    #[test]
    fn days_are_read_as_their_column_says() {
        let (day_first, month_first) = (DateOrder::DayFirst, DateOrder::MonthFirst);
        for (value, order, wanted) in [
            ("2026-03-04", month_first, Some("2026-03-04")),
            ("2026-03-04T10:00:00Z", month_first, Some("2026-03-04")),
            ("2026/3/4", month_first, Some("2026-03-04")),
            ("4/3/2026", day_first, Some("2026-03-04")),
            ("4/3/2026", month_first, Some("2026-04-03")),
            ("04.03.26 12:30", day_first, Some("2026-03-04")),
            ("4-3-70", day_first, Some("1970-03-04")),
            ("31/12/2026", month_first, None),
            ("30/02/2026", day_first, None),
            ("600 123 456", day_first, None),
            ("1/2", day_first, None),
            ("ñ/2/2026", day_first, None),
            ("", day_first, None),
        ] {
            assert_eq!(text(value, order).as_deref(), wanted, "{value}");
        }
    }

    #[test]
    fn one_day_beyond_the_twelfth_decides_for_all() {
        let order = |values: &[&str]| {
            let mut seen = Seen::default();
            values.iter().for_each(|value| seen.see(value));
            seen.order(DateOrder::DayFirst)
        };
        assert_eq!(order(&["1/2/2026", "3/4/2026", "12/31/2026"]), (Some(DateOrder::MonthFirst), false));
        assert_eq!(order(&["1/2/2026", "31/12/2026"]), (Some(DateOrder::DayFirst), false));
        assert_eq!(order(&["1/2/2026"]), (Some(DateOrder::DayFirst), true));
        assert_eq!(order(&["2026-01-02", "x"]), (None, false));
    }
}
